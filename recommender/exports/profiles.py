"""Profiles, to take away or to hand over, and reading them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from recommender.domain.experiences import Experience
from recommender.domain.profile import Profile
from recommender.domain.versions import NOTICE
from recommender.errors import DataError, several
from recommender.exports.records import (
    plain,
    read_consent,
    read_decision,
    read_entry,
    read_event,
    read_like,
    read_mark,
    read_proof,
    read_showing,
)
from recommender.exports.suggestions import read_shown, shown_document
from recommender.journal import COACHING_READERS, about_document, coaching_documents, read_about

FORMAT, FORMAT_VERSION = "recommender-profile", 2
READABLE_VERSIONS = (1, 2)  # the first had texts, decisions and likes only


def profile_document(profile: Profile, *, needs: Sequence[str] = ()) -> dict[str, Any]:
    """Return a profile as `profile export` prints it (schemas/profile.schema.json); nothing of it is left out.

    Photos and files are described here; their content goes beside it (exports/takeaway.py).

    Parameters
    ----------
    needs : codes of what helps the person, given only where they are to be in the file
    """
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "code": profile.code,
        "revision": profile.revision,
        "created_at": profile.created_at.isoformat(),
        "experiences": [
            {
                "number": e.number,
                "text": e.text,
                "saved_at": e.saved_at.isoformat(),
                "shown": shown_document(e.shown),
                "about": about_document(e.about),
            }
            for e in profile.experiences
        ],
        "decisions": [plain(decision) for decision in profile.decisions],
        "likes": [plain(like) for like in profile.likes],
        "marks": [plain(mark) for mark in profile.marks],
        "entries": [plain(entry) for entry in profile.entries],
        "proofs": [plain(proof) for proof in profile.proofs],
        "showings": [plain(choice) for choice in profile.showings],
        "consents": [plain(consent) for consent in profile.consents],
        **coaching_documents(profile),
        "log": [plain(event) for event in profile.log],
        **({"needs": list(needs)} if needs else {}),
        "notice": NOTICE,
    }


def read_profile(text: str) -> Profile:
    """Read a profile back that `profile_document` wrote, also one of an earlier version.

    Raises
    ------
    DataError : no such document, or parts of it are broken; with all problems at once
    """
    where = "profile"
    try:
        row = json.loads(text)
    except ValueError as error:
        raise DataError(f"This is not JSON: {error}", where=where, fix="Give a file from profile export") from error
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise DataError("This is not an exported profile", where=where, fix="Give a file from profile export")
    if row.get("format_version") not in READABLE_VERSIONS:
        raise DataError("This profile is from another version", where=where, fix="Update the program")
    problems: list[str] = []
    lists = {name: _read_all(row, name, read, problems) for name, read in LISTS.items()}
    try:
        code, revision = str(row["code"]), int(row["revision"])
        created = datetime.fromisoformat(row["created_at"])
    except (KeyError, TypeError, ValueError) as error:
        problems.append(f"head: {error!r}")
    if problems:
        raise several(problems, where=where, fix="Export the profile again")
    return Profile(code, revision, created, **lists)


def _read_all(
    row: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Any], problems: list[str]
) -> tuple[Any, ...]:
    found = []
    for number, part in enumerate(row.get(name) or (), start=1):
        try:
            found.append(read(part))
        except (KeyError, TypeError, ValueError) as error:
            problems.append(f"{name}, entry {number}: {error!r}")
    return tuple(found)


def _experience(row: Mapping[str, Any]) -> Experience:
    saved, shown = datetime.fromisoformat(row["saved_at"]), read_shown(row["shown"])
    return Experience(row["number"], row["text"], saved, shown, read_about(row.get("about") or {}))


# The lists of a profile, and how one row of each is read.
LISTS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "experiences": _experience,
    "decisions": read_decision,
    "likes": read_like,
    "marks": read_mark,
    "entries": read_entry,
    "proofs": read_proof,
    "showings": read_showing,
    "consents": read_consent,
    **COACHING_READERS,
    "log": read_event,
}
