"""What a coach adds beside texts and decisions, as plain rows for the store and for exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from recommender.domain.experiences import Circumstances, Correction, ExperienceKind, Question
from recommender.domain.profile import Keeper, Profile, Step, TrainingStep
from recommender.domain.statements import StatementKind


def about_document(about: Circumstances) -> dict[str, Any]:
    """Return what stands beside a text as plain values; what was not said is left out.

    Examples
    --------
    >>> about_document(Circumstances(when="last spring"))
    {'when': 'last spring'}
    """
    row = {
        "kind": about.kind.value if about.kind else None,
        "when": about.when,
        "answers": {question.value: words for question, words in about.answers},
        "replaces": about.replaces,
    }
    return {name: value for name, value in row.items() if value not in (None, "", {})}


def read_about(row: Mapping[str, Any]) -> Circumstances:
    """Read back what `about_document` wrote.

    Examples
    --------
    >>> read_about({"kind": "family"}).kind.value
    'family'
    """
    return Circumstances(
        kind=ExperienceKind(row["kind"]) if row.get("kind") else None,
        when=row.get("when", ""),
        answers=tuple((Question(question), words) for question, words in row.get("answers", {}).items()),
        replaces=row.get("replaces"),
    )


def correction_row(correction: Correction) -> dict[str, str]:
    """Return a correction as plain values."""
    kind = correction.kind.value if correction.kind else ""
    return {"words": correction.words, "kind": kind, "said_at": correction.said_at.isoformat()}


def read_correction(row: Mapping[str, Any]) -> Correction:
    """Read a correction back."""
    kind = StatementKind(row["kind"]) if row["kind"] else None
    return Correction(row["words"], kind, datetime.fromisoformat(row["said_at"]))


def step_row(step: TrainingStep) -> dict[str, str]:
    """Return a note about a training as plain values."""
    return {
        "training_id": step.training_id,
        "title": step.title,
        "step": step.step.value if step.step else "",
        "review_on": step.review_on,
        "said_at": step.said_at.isoformat(),
    }


def read_step(row: Mapping[str, Any]) -> TrainingStep:
    """Read a note about a training back."""
    step = Step(row["step"]) if row["step"] else None
    return TrainingStep(
        row["training_id"], row["title"], step, row["review_on"], datetime.fromisoformat(row["said_at"])
    )


def keeper_row(keeper: Keeper) -> dict[str, str]:
    """Return who looks after a profile as plain values."""
    return {"coach": keeper.coach, "since": keeper.since.isoformat()}


def read_keeper(row: Mapping[str, Any]) -> Keeper:
    """Read back who looks after a profile."""
    return Keeper(row["coach"], datetime.fromisoformat(row["since"]))


# One row for each list of a profile that only a coach adds to: its name there, in exports and in the store.
COACHING_READERS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "corrections": read_correction,
    "training_steps": read_step,
    "keepers": read_keeper,
}
COACHING_ROWS: dict[str, Callable[[Any], dict[str, str]]] = {
    "corrections": correction_row,
    "training_steps": step_row,
    "keepers": keeper_row,
}


def coaching_documents(profile: Profile) -> dict[str, list[dict[str, str]]]:
    """Return all that coaches added to a profile, list by list."""
    return {name: [to_row(one) for one in getattr(profile, name)] for name, to_row in COACHING_ROWS.items()}
