"""What one text yields: skills with their evidence, clauses set aside, tasks without an ESCO skill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.versions import Versions

CLEAR, LIKELY = 0.45, 0.3  # confidence from which a suggestion is called clear or likely; below: maybe


class Certainty(StrEnum):
    """What people see in place of a number."""

    CLEAR = "clear"
    LIKELY = "likely"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill proposed for a text; `confidence` is a calibrated probability, 0 to 1.

    `similar` holds concept URIs that a coach would hardly tell apart from this one, folded under it.
    """

    rank: int
    concept_uri: str
    preferred_label: str
    confidence: float
    support: Support
    evidence: tuple[Span, ...]
    similar: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Return the word for the confidence: clear from 0.45, likely from 0.3."""
        if self.confidence >= CLEAR:
            return Certainty.CLEAR
        return Certainty.LIKELY if self.confidence >= LIKELY else Certainty.MAYBE


@dataclass(frozen=True, slots=True)
class SetAside:
    """A clause that shows no skill, with the reason why."""

    span: Span
    reason: StatementKind


@dataclass(frozen=True, slots=True)
class NoEscoSkill:
    """A clause about a task for which ESCO has no skill; `task` is a slug of `data/workshop_tasks.csv`."""

    span: Span
    work_area: str
    task: str
    name: str


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """All that one text yields."""

    text_id: str | None
    suggestions: tuple[Suggestion, ...]
    set_aside: tuple[SetAside, ...]
    no_esco_skill: tuple[NoEscoSkill, ...]
    note: str | None
    versions: Versions
