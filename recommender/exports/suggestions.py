"""Lists of suggestions: as `skills suggest` prints them, and whole, to be shown again later."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.suggestions import NoEscoSkill, SetAside, Suggestion, SuggestionList
from recommender.domain.versions import NOTICE, Versions


def suggestions_document(found: SuggestionList) -> dict[str, Any]:
    """Return a list of suggestions as `skills suggest` prints it (schemas/suggestions.schema.json)."""
    return {
        "id": found.text_id,
        "suggestions": [_suggestion(suggestion) for suggestion in found.suggestions],
        "set_aside": [_span(aside.span) | {"reason": aside.reason.value} for aside in found.set_aside],
        "no_esco_skill": [_span(none.span) | {"work_area": none.work_area} for none in found.no_esco_skill],
        "note": found.note,
        "versions": dataclasses.asdict(found.versions),
        "notice": NOTICE,
    }


def shown_document(shown: SuggestionList) -> dict[str, Any]:
    """Return a list of suggestions with all that is needed to show it again later."""
    return json.loads(json.dumps(dataclasses.asdict(shown)))  # type: ignore[no-any-return]


def read_shown(row: Mapping[str, Any]) -> SuggestionList:
    """Read a list back that `shown_document` wrote."""
    return SuggestionList(
        text_id=row["text_id"],
        suggestions=tuple(
            Suggestion(
                s["rank"],
                s["concept_uri"],
                s["preferred_label"],
                s["confidence"],
                Support(s["support"]),
                tuple(Span(**span) for span in s["evidence"]),
                tuple(s["similar"]),
            )
            for s in row["suggestions"]
        ),
        set_aside=tuple(SetAside(Span(**a["span"]), StatementKind(a["reason"])) for a in row["set_aside"]),
        no_esco_skill=tuple(
            NoEscoSkill(Span(**n["span"]), n["work_area"], n["task"], n["name"]) for n in row["no_esco_skill"]
        ),
        note=row["note"],
        versions=Versions(**row["versions"]),
    )


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "rank": suggestion.rank,
        "concept_uri": suggestion.concept_uri,
        "preferred_label": suggestion.preferred_label,
        "confidence": round(suggestion.confidence, 4),
        "support": suggestion.support.value,
        "evidence": [_span(span) for span in suggestion.evidence],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
