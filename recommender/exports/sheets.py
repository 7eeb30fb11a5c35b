"""An assessment sheet and the report of changes in ESCO, as documents."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from recommender.domain.versions import NOTICE, Versions
from recommender.exports.records import plain
from recommender.guidance.assessment import AssessmentSheet, SheetRow
from recommender.guidance.changes import Change


def sheet_document(sheet: AssessmentSheet, *, code: str, versions: Versions) -> dict[str, Any]:
    """Return an assessment sheet as `profile sheet` prints it (schemas/sheet.schema.json)."""
    return {
        "code": code,
        "training_id": sheet.training_id,
        "title": sheet.title,
        "awarding_body": sheet.awarding_body or None,
        "assessment": list(sheet.assessment),
        "assessment_detail": sheet.assessment_detail,
        "outcomes": [_row(row) for row in sheet.rows],
        "ask_provider": [what.value for what in sheet.ask_provider],
        "accommodation": {code: value.value for code, value in sheet.accommodation.items()},
        "ask_for": list(sheet.ask_for),
        "versions": dataclasses.asdict(versions),
        "notice": NOTICE,
    }


def changes_document(changes: Iterable[Change], *, code: str, versions: Versions) -> dict[str, Any]:
    """Return what a release changed as `profile changes` prints it (schemas/changes.schema.json)."""
    return {
        "code": code,
        "changes": [
            {
                "concept_uri": change.concept_uri,
                "kept_label": change.kept_label,
                "status": change.status,
                "new_label": change.new_label or None,
                "stage": change.stage.value,
                "rejected": change.rejected,
                "last_release": change.last_release,
                "successors": [
                    {"concept_uri": one.concept_uri, "preferred_label": one.preferred_label}
                    for one in change.successors
                ],
            }
            for change in changes
        ],
        "versions": dataclasses.asdict(versions),
        "notice": NOTICE,
    }


def _row(row: SheetRow) -> dict[str, Any]:
    return {
        "outcome": row.outcome,
        "concept_uris": list(row.concept_uris),
        "stage": row.stage.value,
        "quotes": list(row.quotes),
        "proofs": [plain(proof) for proof in row.proofs],
        "showing": row.showing.value if row.showing else None,
        "still": row.still.value if row.still else None,
    }
