"""The log of a profile, for oversight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from recommender.domain.profile import Profile
from recommender.domain.versions import NOTICE
from recommender.exports.records import plain

FORMAT, FORMAT_VERSION = "recommender-log", 1


def log_document(
    profiles: Sequence[Profile], *, problems: dict[str, tuple[str, ...]], erasures: Sequence[date], recommender: str
) -> dict[str, Any]:
    """Return the logs of profiles as `log export` prints them (schemas/log.schema.json).

    Parameters
    ----------
    problems : what `audit.verify` found, by code
    erasures : the days on which profiles were erased with their logs
    recommender : our version; that of ESCO, model and catalogue stand in each line that depends on them
    """
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "profiles": [
            {
                "code": profile.code,
                "head": profile.log[-1].digest if profile.log else "",
                "problems": list(problems[profile.code]),
                "log": [plain(event) for event in profile.log],
            }
            for profile in profiles
        ],
        "erased_on": [day.isoformat() for day in erasures],
        "versions": {"recommender": recommender},
        "notice": NOTICE,
    }
