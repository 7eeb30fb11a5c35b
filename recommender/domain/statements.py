"""A text as clauses, and what each one says about the person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points in a text, with the words it covers."""

    start: int
    end: int
    text: str


class StatementKind(StrEnum):
    """What a clause says about the person; only the first three can show a skill."""

    DONE = "done"
    WITH_HELP = "with_help"
    LEARNING = "learning"
    NOT_YET = "not_yet"
    WISH = "wish"
    DISLIKE = "dislike"
    OTHERS = "others"
    SUPPORT_NEED = "support_need"
    OTHER = "other"


DOING = frozenset({StatementKind.DONE, StatementKind.WITH_HELP, StatementKind.LEARNING})


class Support(StrEnum):
    """How much support a skill needs, as the text says; a person may change it.

    A text shows no more than alone, with help of some kind, or learning; which kind of help is for people to say.
    """

    ALONE = "alone"
    REMINDER = "reminder"
    BESIDE = "beside"
    TOGETHER = "together"
    WITH_HELP = "with_help"
    LEARNING = "learning"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause that can stand alone; `sentence` counts the sentences of the text from 0."""

    span: Span
    kind: StatementKind
    sentence: int
    support: Support = Support.UNSTATED
