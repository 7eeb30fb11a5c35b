"""What person and coach say about a skill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recommender.domain.statements import Support


class Voice(StrEnum):
    """Who gave an answer."""

    PERSON = "person"
    COACH = "coach"


class Answer(StrEnum):
    """What a person or a coach says about one skill; with another word, the deed is right and its name is not."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    OTHER_WORD = "other_word"


class WhyNot(StrEnum):
    """Why somebody says no; nobody has to say why."""

    SOMEBODY_ELSE = "somebody_else"
    NOT_ANY_MORE = "not_any_more"
    KEEP_OUT = "keep_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer of one voice about one skill. Decisions are only ever added.

    `concept_uri` may also be a local skill, "local:" and a slug of `data/workshop_tasks.csv` or a free one.
    An undo is a decision of its own: `undoes` is the number of the decision it takes back, and its own
    answer is then without meaning. `evidence` quotes the text as it was when the answer was given.
    `own_word` is what this voice calls the skill.
    """

    number: int
    concept_uri: str
    preferred_label: str
    answer: Answer
    voice: Voice
    decided_at: datetime
    esco: str
    model: str
    support: Support = Support.UNSTATED
    evidence: tuple[str, ...] = ()
    work_area: str = ""
    undoes: int | None = None
    own_word: str = ""
    why_not: WhyNot | None = None
