"""How far a skill has come, with its assessments and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recommender.domain.decisions import Voice


class Stage(StrEnum):
    """How far a skill has come (Council Recommendation 2012/C 398/01); each stage may be the last."""

    SUGGESTED = "suggested"
    NAMED = "named"
    DOCUMENTED = "documented"
    ASSESSED = "assessed"
    CERTIFIED = "certified"


KNOWN = frozenset(Stage) - {Stage.SUGGESTED}


@dataclass(frozen=True, slots=True)
class StageEntry:
    """An assessment or a certificate of one skill, entered by person or coach. Entries are only ever added.

    `by` is the assessor or the awarding body, `on` the day of the assessment or the award. An assessment has a
    method and a standard (how, against what), a certificate a title. `undoes` as in decisions. `training_id` names the
    training of the catalogue that a certificate belongs to, where somebody knows it.
    """

    number: int
    concept_uri: str
    preferred_label: str
    stage: Stage
    by: str
    on: date
    recorded_by: Voice
    recorded_at: datetime
    method: str = ""
    standard: str = ""
    title: str = ""
    undoes: int | None = None
    training_id: str = ""
