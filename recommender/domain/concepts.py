"""The concepts of ESCO."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One ESCO skill or knowledge concept; its identity is `concept_uri`.

    `skill_type` is "skill/competence", "knowledge" or None where ESCO leaves it blank, as is `reuse_level`
    ("transversal", "cross-sector", "sector-specific", "occupation-specific").
    """

    concept_uri: str
    preferred_label: str
    alternative_labels: tuple[str, ...] = ()
    description: str = ""
    skill_type: str | None = None
    reuse_level: str | None = None
