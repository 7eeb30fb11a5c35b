"""What shows a skill, and how the person wants to show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recommender.domain.decisions import Voice


class ProofKind(StrEnum):
    """What a proof is."""

    OBSERVATION = "observation"
    PHOTO = "photo"
    FILE = "file"
    OWN_WORDS = "own_words"


class Showing(StrEnum):
    """The three ways to show a skill; the person chooses."""

    SHOW = "show"
    EXPLAIN = "explain"
    ELSEWHERE = "elsewhere"


# What a file is called, by its media type: the name that it came with may name a person or a diagnosis.
FILE_NAMES = {
    "image/jpeg": "photo.jpg",
    "image/png": "photo.png",
    "image/webp": "photo.webp",
    "application/pdf": "file.pdf",
    "text/plain": "file.txt",
}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file that is kept with a profile under a neutral name; `sha256` is that of the bytes as they are kept."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows one skill: a note of who saw it and when, a photo, a file, or the person's own words."""

    number: int
    kind: ProofKind
    concept_uri: str
    added_by: Voice
    added_at: datetime
    words: str = ""
    seen_by: str = ""
    seen_on: date | None = None
    showing: Showing | None = None
    file: ProofFile | None = None


@dataclass(frozen=True, slots=True)
class ShowingChoice:
    """How the person wants to show one skill, None to take the choice back; the last one counts."""

    concept_uri: str
    showing: Showing | None
    said_at: datetime
