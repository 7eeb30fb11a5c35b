"""Keep releases of ESCO in the home folder: written beside, then switched to in one step.

`home/esco/<release>-<digest>/` holds the tables of a release and `manifest.json`, which says where they are from.
`home/esco/current.json` names the folder in use. Folders of other releases stay, so that a program that is still
running finds its tables, and a stop at any moment leaves the last good state.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.errors import DataError, NotReadyError
from recommender.taxonomy.esco import ENGLISH, MANIFEST, Release, read_release

CURRENT = "current.json"
SET_UP = "Run recommender setup"


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can open, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def digest_of(file: Path) -> str:
    """Return the sha256 of a file."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def install_packages(home: Path, paths: Sequence[Path], *, now: datetime, default: bool = False) -> Release:
    """Install official packages (zips, folders or tables of one release) and use them from now on.

    Raises
    ------
    DataError : all problems of the packages; what was installed before stays in use
    """
    release = read_release(paths)
    release.check()
    files = {f"{table.name}_{table.language or ENGLISH}.csv": table.read() for table in release.tables}
    write_release(home, release, files=files, origins=[p for p in paths if p.is_file()], now=now, default=default)
    return release


def write_release(
    home: Path,
    release: Release,
    *,
    files: Mapping[str, bytes],
    origins: Sequence[Path],
    now: datetime,
    default: bool = False,
) -> None:
    """Install a release and switch to it.

    Parameters
    ----------
    files : content of the tables by file name, as `read_release` reads them
    origins : the files that they come from
    default : whether this is the release that comes without asking for one
    """
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    manifest = {
        "release": release.name,
        "language": release.language,
        "languages": release.languages,
        "has_relations": release.has_relations,
        "concepts": len(release.concepts),
        "default": default,
        "origins": [{"name": file.name, "sha256": digest_of(file)} for file in origins],
        "sha256": sums,
        "installed_at": now.isoformat(),
    }
    digest = hashlib.sha256(json.dumps(sums).encode()).hexdigest()[:8]
    folder = private_folder(home) / "esco" / f"{release.name}-{digest}"
    if is_intact(folder):
        write_whole(folder / MANIFEST, as_json(manifest))  # the same tables, maybe from other files
    else:
        replace_folder(folder, {**files, MANIFEST: as_json(manifest)})
    write_whole(folder.parent / CURRENT, as_json({"folder": folder.name}))


def read_installed(home: Path) -> Release:
    """Read the release in use.

    Raises
    ------
    NotReadyError : none is installed
    DataError : what is installed is damaged
    """
    folder = _current_folder(home)
    if folder is None:
        raise NotReadyError("No ESCO classification is installed", where=str(home), fix=SET_UP)
    if not folder.is_dir():
        raise NotReadyError("The ESCO classification in use is gone", where=str(folder), fix=SET_UP)
    try:
        return read_release([folder])
    except DataError as error:
        raise DataError(f"The installed ESCO data is damaged: {error.what}", where=str(folder), fix=SET_UP) from error


def is_up_to_date(home: Path, sums: Collection[str]) -> bool:
    """Say whether a whole release is in use that somebody chose, or that was made from one of some files.

    Parameters
    ----------
    sums : sha256 of the files that the default release may come from
    """
    folder = _current_folder(home)
    if folder is None or not is_intact(folder):
        return False
    manifest = _manifest(folder)
    return not manifest["default"] or any(origin["sha256"] in sums for origin in manifest["origins"])


def is_intact(folder: Path) -> bool:
    """Say whether a folder still holds what its manifest says."""
    sums = _manifest(folder).get("sha256", {})
    return bool(sums) and all((folder / n).is_file() and digest_of(folder / n) == digest for n, digest in sums.items())


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all; what stood there before is removed in the end."""
    beside = folder.with_name(f".{folder.name}.part")
    old = folder.with_name(f".{folder.name}.old")
    for leftover in (beside, old):  # of a run that was stopped
        shutil.rmtree(leftover, ignore_errors=True)
    for name, data in files.items():
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file beside its place and put it there in one step, on the disk before its name is."""
    beside = file.with_name(f".{file.name}.part")
    with beside.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(file)


def _current_folder(home: Path) -> Path | None:
    current = home / "esco" / CURRENT
    try:
        return current.parent / Path(json.loads(current.read_text(encoding="utf-8"))["folder"]).name
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return a small file of facts."""
    return (json.dumps(content, indent=2) + "\n").encode("utf-8")
