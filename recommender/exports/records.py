"""The records of a profile as plain rows, for the database and for files, and back again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Answer, Decision, Voice, WhyNot
from recommender.domain.interests import Like, Mark, MarkKind
from recommender.domain.profile import AuditEvent
from recommender.domain.proofs import FILE_NAMES, Proof, ProofFile, ProofKind, Showing, ShowingChoice
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.statements import Support

Row = Mapping[str, Any]
Record = Decision | Like | Mark | StageEntry | Proof | ShowingChoice | Consent | AuditEvent


def plain(record: Record) -> dict[str, Any]:
    """Return a record as a row of texts, numbers and nothing else, in the order of its fields."""
    return {name: _plain(value) for name, value in dataclasses.asdict(record).items()}


def read_decision(row: Row) -> Decision:
    """Read a decision; a row of the first format has no word of its own and no reason."""
    return Decision(
        **{
            **row,
            "answer": Answer(row["answer"]),
            "voice": Voice(row["voice"]),
            "support": Support(row["support"]),
            "decided_at": datetime.fromisoformat(row["decided_at"]),
            "evidence": tuple(row["evidence"]),
            "why_not": WhyNot(row["why_not"]) if row.get("why_not") else None,
        }
    )


def read_like(row: Row) -> Like:
    """Read what a person said to a work area or to a task in it; a row of the first format knows no tasks."""
    moment = datetime.fromisoformat(row["said_at"])
    return Like(
        row["work_area"], bool(row["liked"]), moment, str(row.get("task", "")), bool(row.get("not_for_me", False))
    )


def read_mark(row: Row) -> Mark:
    """Read a mark that a person put on something on their page, or took away."""
    return Mark(MarkKind(row["kind"]), row["about"], bool(row["marked"]), datetime.fromisoformat(row["said_at"]))


def read_entry(row: Row) -> StageEntry:
    """Read an assessment or a certificate."""
    return StageEntry(
        **{
            **row,
            "stage": Stage(row["stage"]),
            "on": date.fromisoformat(row["on"]),
            "recorded_by": Voice(row["recorded_by"]),
            "recorded_at": datetime.fromisoformat(row["recorded_at"]),
        }
    )


def read_proof(row: Row) -> Proof:
    """Read a proof, without the content of its file."""
    return Proof(
        **{
            **row,
            "kind": ProofKind(row["kind"]),
            "added_by": Voice(row["added_by"]),
            "added_at": datetime.fromisoformat(row["added_at"]),
            "seen_on": date.fromisoformat(row["seen_on"]) if row["seen_on"] else None,
            "showing": Showing(row["showing"]) if row["showing"] else None,
            "file": _file(row["file"]) if row["file"] else None,
        }
    )


def _file(row: Row) -> ProofFile:
    """Read what is known of a file; earlier versions kept the name that it came with."""
    return ProofFile(**{**row, "name": FILE_NAMES.get(row["media_type"], "file")})


def read_showing(row: Row) -> ShowingChoice:
    """Read a choice of how to show a skill."""
    showing = Showing(row["showing"]) if row["showing"] else None
    return ShowingChoice(row["concept_uri"], showing, datetime.fromisoformat(row["said_at"]))


def read_consent(row: Row) -> Consent:
    """Read a consent or a withdrawal."""
    return Consent(
        Purpose(row["purpose"]),
        bool(row["given"]),
        datetime.fromisoformat(row["said_at"]),
        row["helped_by"],
        row["with_whom"],
        str(row.get("about", "")),
        int(row.get("wording", 0)),
    )


def read_event(row: Row) -> AuditEvent:
    """Read one line of a log."""
    return AuditEvent(
        int(row["number"]), datetime.fromisoformat(row["at"]), row["kind"], dict(row["detail"]), row["digest"]
    )


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
