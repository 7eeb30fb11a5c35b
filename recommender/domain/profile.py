"""All that is kept about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from recommender.domain.consent import Consent
from recommender.domain.decisions import Decision
from recommender.domain.experiences import Correction, Experience
from recommender.domain.interests import Like, Mark
from recommender.domain.proofs import Proof, ShowingChoice
from recommender.domain.stages import StageEntry


class Step(StrEnum):
    """How far a person has come with a training, as the coach notes it."""

    ASKED = "asked"
    STARTED = "started"
    FINISHED = "finished"
    PAPER_RECEIVED = "paper_received"


@dataclass(frozen=True, slots=True)
class TrainingStep:
    """One note about one training; only ever added, the last one counts, None takes the earlier ones back.

    `review_on` is the day on which coach and person look at it again, as year-month-day, or empty.
    """

    training_id: str
    title: str
    step: Step | None
    review_on: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Keeper:
    """The coach who looks after a profile, by a short name; only ever added, the last one counts."""

    coach: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of a profile's log: counts, URIs, versions and answers, never what people wrote.

    `digest` covers the line and the digest of the line before it, so that a changed line breaks the chain.
    """

    number: int
    at: datetime
    kind: str
    detail: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept about one person, under a code or nickname; `revision` grows with every change."""

    code: str
    revision: int
    created_at: datetime
    experiences: tuple[Experience, ...] = ()
    decisions: tuple[Decision, ...] = ()
    likes: tuple[Like, ...] = ()
    entries: tuple[StageEntry, ...] = ()
    proofs: tuple[Proof, ...] = ()
    showings: tuple[ShowingChoice, ...] = ()
    consents: tuple[Consent, ...] = ()
    log: tuple[AuditEvent, ...] = ()
    marks: tuple[Mark, ...] = ()
    corrections: tuple[Correction, ...] = ()
    training_steps: tuple[TrainingStep, ...] = ()
    keepers: tuple[Keeper, ...] = ()
