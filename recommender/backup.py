"""One file with all profiles, to keep in a safe place, and bringing back from a backup what is not here.

Needs stand in no backup: they are kept where the person asked for it, and nowhere else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from recommender.domain.profile import Profile
from recommender.domain.versions import NOTICE
from recommender.errors import ConflictError, DataError
from recommender.exports.profiles import profile_document, read_profile
from recommender.store import Store

FORMAT, FORMAT_VERSION = "recommender-backup", 1
FIX = "Choose a file that this program wrote as a backup"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did, by code: brought back, already here just so, and here but different."""

    added: tuple[str, ...]
    same: tuple[str, ...]
    kept_as_here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """One person in a backup, with their photos and files by the number of their proof."""

    profile: Profile
    files: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds, and the day on which it was made."""

    made_on: date
    people: tuple[Saved, ...]


def backup_document(people: Iterable[Saved], *, now: datetime) -> dict[str, Any]:
    """Return all profiles with their photos and files in one document (schemas/backup.schema.json)."""
    listed = list(people)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "made_at": now.isoformat(),
        "profiles": [profile_document(saved.profile) for saved in listed],
        "files": [
            {"code": saved.profile.code, "number": number, "content": base64.b64encode(content).decode()}
            for saved in listed
            for number, content in sorted(saved.files.items())
        ],
        "notice": NOTICE,
    }


def make_backup(store: Store, *, now: datetime) -> dict[str, Any]:
    """Return everything that a store holds about people in one document, but not what helps them."""
    return backup_document(_saved(store), now=now)


def read_backup(words: str) -> Backup:
    """Read the profiles of a backup; all of them, or an error.

    Raises
    ------
    DataError : this is no backup, or a profile in it is broken
    """
    try:
        row = json.loads(words)
    except ValueError as error:
        raise DataError("This is not JSON", where="backup", fix=FIX) from error
    if not isinstance(row, dict) or row.get("format") != FORMAT or not isinstance(row.get("profiles"), list):
        raise DataError("This is not a backup", where="backup", fix=FIX)
    if row.get("format_version") != FORMAT_VERSION:
        raise DataError("This backup is from another version", where="backup", fix="Update the program")
    profiles = [read_profile(json.dumps(one)) for one in row["profiles"]]
    try:
        made_on = datetime.fromisoformat(row["made_at"]).date()
        files: dict[str, dict[int, bytes]] = {}
        for one in row.get("files", ()):
            content = base64.b64decode(one["content"], validate=True)
            files.setdefault(str(one["code"]), {})[int(one["number"])] = content
    except (KeyError, TypeError, ValueError) as error:
        raise DataError("This backup is damaged", where="backup", fix=FIX) from error
    return Backup(made_on, tuple(Saved(profile, files.get(profile.code, {})) for profile in profiles))


def read_copy(file: Path) -> Backup:
    """Read a backup that lies on this computer (`Store.back_up`).

    Raises
    ------
    DataError : it is damaged
    NotReadyError : it has another passphrase, and nobody can be asked
    """
    with Store.open(file) as store:
        return Backup(date.fromisoformat(file.name[:10]), _saved(store))


def erased_since(store: Store, backup: Backup) -> tuple[str, ...]:
    """Return who would be brought back although somebody was erased since the backup was made, by code.

    The program does not keep who was erased, so that people have to say whether it is one of these.
    """
    if not any(day >= backup.made_on for day in store.erasures()):
        return ()
    here = {summary.code for summary in store.profile_codes()}
    return tuple(saved.profile.code for saved in backup.people if saved.profile.code not in here)


def restore(store: Store, backup: Backup, *, now: datetime) -> Restored:
    """Bring back the people who are not here; people who are here stay as they are.

    Raises
    ------
    DataError : a profile is not legal, or a file is another one
    """
    here = {summary.code for summary in store.profile_codes()}
    added: list[str] = []
    same: list[str] = []
    kept: list[str] = []
    for saved in backup.people:
        code = saved.profile.code
        try:
            store.import_profile(saved.profile, now=now, files=saved.files)
        except ConflictError:
            kept.append(code)
        else:
            (same if code in here else added).append(code)
    return Restored(tuple(added), tuple(same), tuple(kept))


def _saved(store: Store) -> tuple[Saved, ...]:
    return tuple(Saved(profile, store.read_files(profile.code)) for profile in store.profiles())
