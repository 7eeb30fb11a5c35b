"""Areas of everyday work and their tasks, with or without an ESCO skill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkArea:
    """One area of everyday work: the learner's card, the provider's row, the home of local skills."""

    slug: str
    name: str
    sentence: str
    pictogram: str
    concept_uris: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AreaTask:
    """One concrete task inside a work area, for the learner's cards; some have no ESCO skill at all."""

    slug: str
    work_area: str
    name: str
    sentence: str
    pictogram: str
    concept_uris: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkshopTask:
    """A task of workshops for which ESCO has no skill, with the words people use for it."""

    slug: str
    name: str
    work_area: str
    variants: tuple[str, ...]
    nearest_concept_uri: str | None
    why: str
