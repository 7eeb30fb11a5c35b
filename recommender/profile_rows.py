"""Texts and decisions of a profile as rows of the database, and back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from recommender.domain.decisions import Answer, Decision, Voice, WhyNot
from recommender.domain.experiences import Circumstances, Experience
from recommender.domain.statements import Support
from recommender.domain.suggestions import SuggestionList
from recommender.errors import DataError
from recommender.exports.suggestions import read_shown, shown_document
from recommender.journal import about_document, read_about

LONGEST_CODE = 40  # characters of a code or nickname


def checked_code(code: str) -> str:
    name = code.strip()
    if not name or len(name) > LONGEST_CODE or not name.isprintable():
        raise DataError(
            "A code has 1 to 40 characters and no line breaks", where="code", fix="Choose a short code or nickname"
        )
    return name


def experience_row(words: str, shown: SuggestionList, now: datetime, about: Circumstances) -> dict[str, Any]:
    return {
        "words": words,
        "saved_at": now.isoformat(),
        "shown": json.dumps(shown_document(shown)),
        "about": json.dumps(about_document(about)),
    }


def experience_of(row: Any) -> Experience:
    saved, shown = datetime.fromisoformat(row.saved_at), read_shown(json.loads(row.shown))
    return Experience(row.number, row.words, saved, shown, read_about(json.loads(row.about)))


def decision_row(decision: Decision) -> dict[str, Any]:
    return {
        "concept_uri": decision.concept_uri,
        "preferred_label": decision.preferred_label,
        "answer": decision.answer.value,
        "voice": decision.voice.value,
        "decided_at": decision.decided_at.isoformat(),
        "esco": decision.esco,
        "model": decision.model,
        "support": decision.support.value,
        "evidence": json.dumps(decision.evidence),
        "work_area": decision.work_area,
        "undoes": decision.undoes,
        "own_word": decision.own_word,
        "why_not": decision.why_not.value if decision.why_not else "",
    }


def decision_of(row: Any) -> Decision:
    return Decision(
        number=row.number,
        concept_uri=row.concept_uri,
        preferred_label=row.preferred_label,
        answer=Answer(row.answer),
        voice=Voice(row.voice),
        decided_at=datetime.fromisoformat(row.decided_at),
        esco=row.esco,
        model=row.model,
        support=Support(row.support),
        evidence=tuple(json.loads(row.evidence)),
        work_area=row.work_area,
        undoes=row.undoes,
        own_word=row.own_word,
        why_not=WhyNot(row.why_not) if row.why_not else None,
    )
