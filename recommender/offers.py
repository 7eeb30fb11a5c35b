"""Bring an offer in: look at a file first, see what it would change, and use it only when somebody says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from recommender.catalogue import versions
from recommender.catalogue.annex_one import ELEMENTS, missing_elements, optional_elements
from recommender.catalogue.reading import (
    ENDINGS,
    JSON_ENDINGS,
    READERS,
    check_kind,
    ending,
    read_catalogue,
    read_data,
    recognised,
    usable,
)
from recommender.catalogue.release import with_source
from recommender.catalogue.schema import Problem
from recommender.catalogue.sheets import table_of, to_csv, to_xlsx
from recommender.catalogue.versions import bring_in
from recommender.domain.trainings import Catalogue, Training
from recommender.errors import DataError
from recommender.list_columns import Columns
from recommender.settings import PROJECT, Settings

KINDS = ("csv", "xlsx")  # of tables that are written
READABLE = tuple(kind.removeprefix(".") for kind in (*ENDINGS, *JSON_ENDINGS))
ELEMENT_NAMES = tuple(ELEMENTS)
STRUCTURED = tuple(kind for kind in READERS if kind not in ENDINGS.values() or kind == "schema-org")  # may be JSON
MOST_BYTES = 100 * 2**20


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds and what using it would change; `usable` is None where it has problems.

    A problem stops the import, a note does not.
    """

    name: str
    trainings: tuple[Training, ...]
    problems: tuple[Problem, ...]
    usable: Catalogue | None
    notes: tuple[Problem, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: int = 0


def must_be_told(name: str, data: bytes) -> bool:
    """Say whether a person must tell the format of a file: JSON without the words of a format that we know.

    Examples
    --------
    >>> must_be_told("offer.json", b'[{"name": "Ironing"}]'), must_be_told("offer.csv", b"title")
    (True, False)
    """
    if ending(name) not in JSON_ENDINGS:
        return False
    try:
        recognised(data, name)
    except DataError:
        return True
    return False


def preview(
    name: str, data: bytes, *, current: Catalogue | None, columns: Columns | None = None, kind: str | None = None
) -> Preview:
    """Read a file without using it.

    Parameters
    ----------
    name : the file's name as the person knows it; only its end and its last part count
    current : what was imported before, None where nothing was
    columns : what the columns of a list mean; proposed from its headings where it is not given
    kind : the format, recognised by the file where it is not given

    Raises
    ------
    DataError : the file is too large or of a kind that is not read
    """
    shown = _shown(name)
    if len(data) > MOST_BYTES:
        raise DataError("The file is larger than 100 MB", where=shown, fix="Split it into several files")
    check_kind(shown, kind)
    try:
        reading = read_data(data, shown, mapping=columns.mapping if columns else None, kind=kind)
    except DataError as error:
        return Preview(shown, (), (Problem(error.where, error.what, error.fix),), None)
    if reading.problems:
        return Preview(shown, reading.trainings, reading.problems, None, reading.notes)
    found = with_source(usable(reading, shown), shown)
    return _compared(Preview(shown, found.trainings, (), found, reading.notes), current)


def _shown(name: str) -> str:
    return Path(name.replace("\\", "/")).name[:100]


def _compared(new: Preview, current: Catalogue | None) -> Preview:
    found = versions.difference(current.trainings if current else (), new.trainings)
    same = len(new.trainings) - len(found.added) - len(found.changed)
    return replace(new, added=found.added, changed=tuple(found.changed), same=same)


def imported(settings: Settings) -> Catalogue | None:
    """Return what was imported, None where nothing was and the examples are in use."""
    file = settings.home / "catalogue.csv"
    return read_catalogue(file) if file.is_file() else None


def use(new: Preview, *, settings: Settings, now: datetime) -> Catalogue:
    """Put the entries of a file into the offer: new ones are added, and those with a known id are replaced.

    Decisions about links are kept elsewhere and stay.

    Raises
    ------
    ValueError : the file has problems
    """
    if new.usable is None:
        raise ValueError("a file with problems is not used")
    bring_in(settings.home, new.usable, sources=[new.name], now=now)
    return versions.current(settings.home)


def template(kind: str) -> bytes:
    """Return a table to fill in: the headings and one example, as csv or xlsx."""
    example = next(iter(read_catalogue(PROJECT / "data" / "catalogue" / "default.csv").trainings))
    return as_table([example], kind)


def as_table(trainings: Collection[Training], kind: str) -> bytes:
    """Return trainings as a table in the format of the catalogue, as csv or xlsx."""
    return {"csv": to_csv, "xlsx": to_xlsx}[kind](table_of(tuple(trainings)))


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far the whole offer is: how many entries lack each element, and what each entry lacks."""

    lacking: dict[str, int]
    entries: tuple[tuple[Training, tuple[str, ...]], ...]

    @property
    def complete(self) -> int:
        """Return how many entries lack nothing."""
        return sum(not missing for _, missing in self.entries)


def missing_in(training: Training) -> tuple[str, ...]:
    """Name the elements of annex I that an entry lacks."""
    return missing_elements(training)


def given_beyond(training: Training) -> tuple[str, ...]:
    """Name the optional elements of annex I that an entry gives; no entry lacks one."""
    return optional_elements(training)


def completeness(catalogue: Catalogue) -> Completeness:
    """Check a whole offer against annex I; entries that lack least come first, then by title and id."""
    entries = [(training, missing_elements(training)) for training in catalogue.trainings]
    entries.sort(key=lambda pair: (len(pair[1]), pair[0].main_title.casefold(), pair[0].training_id))
    lacking = {element: sum(element in missing for _, missing in entries) for element in ELEMENT_NAMES}
    return Completeness(lacking, tuple(entries))
