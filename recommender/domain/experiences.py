"""What a person or a coach wrote, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recommender.domain.statements import StatementKind
from recommender.domain.suggestions import SuggestionList


class ExperienceKind(StrEnum):
    """Where somebody did what a text tells."""

    SHELTERED_WORKSHOP = "sheltered_workshop"
    SUPPORTED_JOB = "supported_job"
    DAY_ACTIVITY = "day_activity"
    PLACEMENT = "placement"
    VOLUNTEERING = "volunteering"
    FAMILY = "family"
    JOB = "job"


class Question(StrEnum):
    """What a coach asks besides what was done; only the tools are read for skills."""

    TOOLS = "tools"
    FOR_WHOM = "for_whom"
    HELPED = "helped"
    LIKED = "liked"
    DISLIKED = "disliked"
    WANTS = "wants"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands beside a text: kind of experience, when (in free words), answers by question.

    `replaces` is the number of the earlier text of which this one is a new wording.
    """

    kind: ExperienceKind | None = None
    when: str = ""
    answers: tuple[tuple[Question, str], ...] = ()
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    """One text of a person as it was typed, with the list that was shown for it."""

    number: int
    text: str
    saved_at: datetime
    shown: SuggestionList
    about: Circumstances = Circumstances()


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says about a clause against the program; the last one counts, None goes back to the program.

    It holds for the same words in every text of the person, also after the text was changed.
    """

    words: str
    kind: StatementKind | None
    said_at: datetime
