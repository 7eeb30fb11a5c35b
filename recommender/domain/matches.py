"""Trainings for one person, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.accommodation import Availability
from recommender.domain.versions import Versions


class Reason(StrEnum):
    """Why a training is shown."""

    CHECK_NOW = "check_now"
    NEXT_STEP = "next_step"
    YOU_LIKE_IT = "you_like_it"


@dataclass(frozen=True, slots=True)
class TrainingMatch:
    """One training for one person, for one reason.

    `known_outcomes` are positions in the training's learning outcomes. `accommodation` covers the codes
    the person asked about; `ask_for` those of them that the training does not say yes to.
    """

    training_id: str
    title: str
    reason: Reason
    sentence: str
    known_skills: tuple[str, ...]
    new_skills: tuple[str, ...]
    known_outcomes: tuple[int, ...]
    accommodation: Mapping[str, Availability]
    ask_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingLists:
    """The three lists; a training may stand in two."""

    check_now: tuple[TrainingMatch, ...]
    next_step: tuple[TrainingMatch, ...]
    you_like_it: tuple[TrainingMatch, ...]
    versions: Versions
