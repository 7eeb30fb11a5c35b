"""What a result was made with, and the sentence that ESCO asks for."""

from __future__ import annotations

from dataclasses import dataclass

NOTICE = "This service uses the ESCO classification of the European Commission."


@dataclass(frozen=True, slots=True)
class Versions:
    """What a result was made with: part of every ranking, export and evaluation."""

    esco: str
    model: str
    catalogue: str
    recommender: str
