"""Everything about one person in one archive: for programs, for reading, and the photos and files as they are."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping

from recommender.domain.profile import Profile
from recommender.errors import DataError
from recommender.exports.profiles import profile_document, read_profile
from recommender.exports.readable import readable

PROFILE, READABLE, FILES = "profile.json", "read-me.txt", "files"
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold: the same profile gives the same bytes
LARGEST_PROFILE, LARGEST_WHOLE = 50_000_000, 500_000_000  # bytes, unpacked


def pack(
    profile: Profile,
    files: Mapping[int, bytes],
    *,
    needs: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Return the archive of a profile: profile.json, read-me.txt, and the content of its files by their numbers.

    Parameters
    ----------
    needs : names of what helps the person by code, given only where they are to be in the archive
    names : what work areas, tasks and trainings are called, by slug and id
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        document = json.dumps(profile_document(profile, needs=tuple(needs or ())), ensure_ascii=False, indent=2)
        words = readable(profile, needs=tuple((needs or {}).values()), names=names)
        for name, content in ((PROFILE, document.encode()), (READABLE, words.encode())):
            archive.writestr(zipfile.ZipInfo(name, SAME_DAY), content, zipfile.ZIP_DEFLATED)
        for number, name in _names(profile).items():
            if number in files:
                archive.writestr(zipfile.ZipInfo(name, SAME_DAY), files[number])
    return target.getvalue()


def unpack(content: bytes) -> tuple[Profile, dict[int, bytes]]:
    """Read an archive that `pack` wrote. Only the names that its profile tells are looked at.

    Raises
    ------
    DataError : no such archive, one that is too large, or a profile that is broken
    """
    where, fix = "profile import", "Give a file from profile take"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if sizes.get(PROFILE, 0) > LARGEST_PROFILE or sum(sizes.values()) > LARGEST_WHOLE:
                raise DataError("The archive is too large", where=where, fix=fix)
            profile = read_profile(archive.read(PROFILE).decode("utf-8"))
            return profile, {number: archive.read(name) for number, name in _found(profile, sizes).items()}
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DataError("This is no archive of a profile", where=where, fix=fix) from error


def _found(profile: Profile, here: Iterable[str]) -> dict[int, str]:
    """Return where in an archive the files are, by their numbers; earlier versions put the names they came with."""
    starts = {number: name.partition("-")[0] + "-" for number, name in _names(profile).items()}
    return {number: name for name in here for number, start in starts.items() if name.startswith(start)}


def _names(profile: Profile) -> dict[int, str]:
    return {proof.number: f"{FILES}/{proof.number}-{proof.file.name}" for proof in profile.proofs if proof.file}
