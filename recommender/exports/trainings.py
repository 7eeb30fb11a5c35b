"""The three lists of trainings, as `trainings match` prints them."""

from __future__ import annotations

import dataclasses
from typing import Any

from recommender.domain.matches import TrainingLists, TrainingMatch
from recommender.domain.versions import NOTICE


def trainings_document(lists: TrainingLists) -> dict[str, Any]:
    """Return the three lists as `trainings match` prints them (schemas/trainings.schema.json)."""
    return {
        "check_now": [_match(found) for found in lists.check_now],
        "next_step": [_match(found) for found in lists.next_step],
        "you_like_it": [_match(found) for found in lists.you_like_it],
        "versions": dataclasses.asdict(lists.versions),
        "notice": NOTICE,
    }


def _match(found: TrainingMatch) -> dict[str, Any]:
    return {
        "training_id": found.training_id,
        "title": found.title,
        "reason": found.reason.value,
        "sentence": found.sentence,
        "known_skills": list(found.known_skills),
        "new_skills": list(found.new_skills),
        "accommodation": {code: value.value for code, value in found.accommodation.items()},
        "ask_for": list(found.ask_for),
    }
