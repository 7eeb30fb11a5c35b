"""Keep every import as a version: what was in use before can be looked at, compared and taken back.

The catalogue in use is `catalogue.csv` in the home folder. Beside it, the folder `catalogue_versions` holds one
packed file for each version and a list of them. What people decided about the links of outcomes is kept
elsewhere, by the id of a training and the words of an outcome, and nothing here touches it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from recommender.catalogue.entries import row_of
from recommender.catalogue.reading import read_catalogue
from recommender.catalogue.release import merge, named
from recommender.catalogue.sheets import write_csv
from recommender.catalogue.writing import replace_file
from recommender.domain.trainings import Catalogue, Training
from recommender.errors import DataError, NotFoundError

CURRENT = "catalogue.csv"
FOLDER = "catalogue_versions"
LIST = "versions.json"
EXAMPLES = 0  # the number of the state before any import, when the examples are in use


@dataclass(frozen=True, slots=True)
class Difference:
    """What one catalogue has and another has not, by the ids of the entries; where an entry came from is no part.

    `changed` names the columns that differ, for each entry that both have.
    """

    added: tuple[str, ...]
    changed: dict[str, tuple[str, ...]]
    removed: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Say whether nothing differs."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the catalogue.

    `action` says how it came: "import", "revert", or "found" for a file that was put there by other means.
    `sources` names the files, or the version that was gone back to. `added`, `changed` and `removed` count
    entries against the version before.
    """

    number: int
    kept_at: str
    action: str
    sources: tuple[str, ...]
    release: str
    entries: int
    added: int
    changed: int
    removed: int
    sha256: str


def difference(before: Sequence[Training], after: Sequence[Training]) -> Difference:
    """Compare two catalogues entry by entry.

    Examples
    --------
    >>> old = Training("a", {"en": "Ironing"}, {}, "course", ("en",), "real")
    >>> difference([old], [replace(old, price="free", source="b.csv")]).changed
    {'a': ('price',)}
    """
    old = {training.training_id: training for training in before}
    new = {training.training_id: training for training in after}
    same = {key: tuple(changed_cells(old[key], training)) for key, training in new.items() if key in old}
    return Difference(
        tuple(key for key in new if key not in old),
        {key: columns for key, columns in same.items() if columns},
        tuple(key for key in old if key not in new),
    )


def bring_in(
    home: Path, catalogue: Catalogue, *, sources: Sequence[str], now: datetime, whole: bool = False
) -> tuple[Version | None, Difference]:
    """Put entries into the catalogue in use: new ones are added, those with a known id take the place of the old.

    Parameters
    ----------
    home : folder with the catalogue in use
    catalogue : what was read
    sources : names of the files, for the list of versions
    now : time of the import
    whole : the entries are the whole offer, so that all others are removed

    Returns
    -------
    The new version, None where nothing changed, and what it changes.
    """
    before = current(home)
    merged = named("catalogue", catalogue.trainings) if whole else merge([before, catalogue])
    return _keep(home, merged, before=before, action="import", sources=sources, now=now)


def revert(home: Path, number: int | None = None, *, now: datetime) -> tuple[Version | None, Difference]:
    """Go back to a version, by default the one before the last; going back is a version too and can be reverted.

    Raises
    ------
    NotFoundError : there is no such version
    """
    listed = versions(home)
    target = number if number is not None else (listed[-1].number - 1 if listed else None)
    if target is None:
        raise NotFoundError("There is no version to go back to", where="catalogue", fix="Import a catalogue first")
    then = read_version(home, target)
    return _keep(home, then, before=current(home), action="revert", sources=[f"version {target}"], now=now)


def versions(home: Path) -> tuple[Version, ...]:
    """List the versions, the oldest first.

    Raises
    ------
    DataError : the list is damaged
    """
    file = home / FOLDER / LIST
    if not file.is_file():
        return ()
    names = {field.name for field in fields(Version)}
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return tuple(
            Version(**{name: row[name] for name in names} | {"sources": tuple(row["sources"])}) for row in rows
        )
    except (ValueError, TypeError, KeyError) as error:
        raise DataError("The list of versions is damaged", where=str(file), fix="Restore a backup") from error


def read_version(home: Path, number: int) -> Catalogue:
    """Read the catalogue as it was in a version; number 0 is the state before any import, without entries.

    Raises
    ------
    NotFoundError : there is no such version
    DataError : its file is damaged
    """
    if number == EXAMPLES:
        return named("catalogue", ())
    kept = next((version for version in versions(home) if version.number == number), None)
    if kept is None:
        fix = "See recommender catalogue versions"
        raise NotFoundError(f"There is no version {number}", where="catalogue", fix=fix)
    file = _file(home, number)
    if not kept.entries:
        return named("catalogue", ())
    return named("catalogue", read_catalogue(file).trainings)


def current(home: Path) -> Catalogue:
    """Read the catalogue in use; without entries where nothing was imported and the examples are in use."""
    file = home / CURRENT
    return named("catalogue", read_catalogue(file).trainings) if file.is_file() else named("catalogue", ())


def compare(home: Path, number: int) -> Difference:
    """Say what a version changed against the one before it.

    Raises
    ------
    NotFoundError : there is no such version
    """
    after = read_version(home, number)
    return difference(read_version(home, number - 1).trainings if number else (), after.trainings)


def _keep(
    home: Path, catalogue: Catalogue, *, before: Catalogue, action: str, sources: Sequence[str], now: datetime
) -> tuple[Version | None, Difference]:
    changes = difference(before.trainings, catalogue.trainings)
    if changes.is_none:
        return None, changes
    listed = list(versions(home))
    if _found(home, listed):
        everything = difference(_last(home, listed).trainings, before.trainings)
        listed.append(_write(home, before, listed, everything, action="found", sources=[CURRENT], now=now))
    listed.append(_write(home, catalogue, listed, changes, action=action, sources=sources, now=now))
    # The catalogue in use comes last but for the list: a stop before it leaves the last good state in use.
    if catalogue.trainings:
        replace_file(home / CURRENT, write_csv(catalogue.trainings, {}))
    else:
        (home / CURRENT).unlink(missing_ok=True)
    rows = [asdict(version) for version in listed]
    replace_file(home / FOLDER / LIST, [f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode()])
    return listed[-1], changes


def _found(home: Path, listed: Sequence[Version]) -> bool:
    """Say whether the catalogue in use is another than the last version: an older program, or a hand, put it there."""
    file = home / CURRENT
    if not file.is_file():
        return False
    return not listed or hashlib.sha256(file.read_bytes()).hexdigest() != listed[-1].sha256


def _last(home: Path, listed: Sequence[Version]) -> Catalogue:
    return read_version(home, listed[-1].number) if listed else named("catalogue", ())


def _write(
    home: Path,
    catalogue: Catalogue,
    listed: Sequence[Version],
    changes: Difference,
    *,
    action: str,
    sources: Sequence[str],
    now: datetime,
) -> Version:
    number = listed[-1].number + 1 if listed else 1
    content = b"".join(write_csv(catalogue.trainings, {}))
    file = _file(home, number)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(file, [gzip.compress(content, mtime=0)])
    counts = (len(changes.added), len(changes.changed), len(changes.removed))
    digest = hashlib.sha256(content).hexdigest()
    named_sources = tuple(sources)
    release, entries = catalogue.release, len(catalogue.trainings)
    return Version(number, now.isoformat(), action, named_sources, release, entries, *counts, digest)


def _file(home: Path, number: int) -> Path:
    return home / FOLDER / f"{number:04}.csv.gz"


def changed_cells(before: Training, after: Training) -> dict[str, tuple[str, str]]:
    """Return the columns in which two states of an entry differ, each with its cell before and after.

    Examples
    --------
    >>> old = Training("a", {"en": "Ironing"}, {}, "course", ("en",), "real")
    >>> changed_cells(old, replace(old, price="free", source="b.csv"))
    {'price': ('', 'free')}
    """
    if before == after:
        return {}
    old, new = row_of(replace(before, source="")), row_of(replace(after, source=""))
    pairs = {column: (old.get(column, ""), new.get(column, "")) for column in dict.fromkeys([*old, *new])}
    return {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}
