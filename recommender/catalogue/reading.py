"""Read a catalogue file of any format, or only say what is wrong with it and what its entries lack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue import delimited, records, workbook
from recommender.catalogue.annex_one import missing_elements
from recommender.catalogue.elm import read_elm_json, read_elm_xml
from recommender.catalogue.mapping import ColumnMapping
from recommender.catalogue.oeapi import read_oeapi
from recommender.catalogue.open_badges_reading import read_open_badges
from recommender.catalogue.release import named
from recommender.catalogue.schema import Problem
from recommender.catalogue.schema_org_reading import read_schema_org
from recommender.catalogue.sources import read_bytes
from recommender.catalogue.tables import FORMAT, Reading, Samples, columns_of, read_table
from recommender.domain.trainings import Catalogue
from recommender.errors import DataError, several


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """One entry that can be read, with the elements of annex I that it lacks."""

    id: str
    title: str
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Say whether the entry has all nine elements."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a catalogue file holds; `release` is that of the entries that can be read."""

    entries: tuple[EntryCheck, ...]
    problems: tuple[Problem, ...]
    release: str
    notes: tuple[Problem, ...] = ()
    mapping: ColumnMapping | None = None


def read_csv(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read a CSV file."""
    rows, problems = delimited.read_rows(data, name)
    return read_table(rows, name, problems, mapping=mapping)


def read_xlsx(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read the first visible sheet of an XLSX workbook."""
    rows, problems = workbook.read_rows(data, name)
    return read_table(rows, name, problems, mapping=mapping)


def read_jsonl(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read a list with one flat JSON object a line, whose keys are its headings."""
    rows, problems = records.read_rows(data, name)
    return read_table(rows, name, problems, mapping=mapping)


ROWS: dict[str, Callable[[bytes, str], tuple[list[list[str]], list[Problem]]]] = {  # the formats that are lists
    "csv": delimited.read_rows,
    "xlsx": workbook.read_rows,
    "jsonl": records.read_rows,
}
Reader = Callable[[bytes, str, ColumnMapping | None], Reading]
READERS: dict[str, Reader] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "jsonl": read_jsonl,
    "schema-org": read_schema_org,
    "elm-json": read_elm_json,
    "elm-xml": read_elm_xml,
    "open-badges": read_open_badges,
    "oeapi": read_oeapi,
}
ENDINGS = {
    **{".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl"},
    **{".html": "schema-org", ".htm": "schema-org", ".xml": "elm-xml"},
}
JSON_ENDINGS = (".json", ".jsonld")
# Words by which the formats that are JSON are told apart, the first that stands in the file counts.
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"data.europa.eu/snb/model", "elm-json"),
    (b"LearningOpportunity", "elm-json"),
    (b"purl.imsglobal.org/spec/ob", "open-badges"),
    (b"w3id.org/openbadges", "open-badges"),
    (b'"BadgeClass"', "open-badges"),
    (b"schema.org", "schema-org"),
    (b'"primaryCode"', "oeapi"),
)


def read_catalogue(path: Path, *, mapping: ColumnMapping | None = None, kind: str | None = None) -> Catalogue:
    """Read a catalogue; its release is the file's name, the latest review and a digest of the content.

    Parameters
    ----------
    mapping : what the columns of a list mean; proposed from its headings where it is not given
    kind : a format of `READERS`, recognised by the file where it is not given

    Raises
    ------
    DataError : anything that is wrong with the file, the first ten problems and a count; nothing is read then
    """
    return usable(read_file(path, mapping=mapping, kind=kind), path.name)


def usable(reading: Reading, name: str) -> Catalogue:
    """Return what was read as a catalogue, or say all that is wrong with it.

    Raises
    ------
    DataError : the first ten problems and a count
    """
    if len(reading.problems) == 1:
        only = reading.problems[0]
        raise DataError(only.what, where=only.where, fix=only.fix)
    if reading.problems:
        listed = [f"{p.where.removeprefix(name).lstrip(', ')}: {p.what}. {p.fix}" for p in reading.problems]
        raise several(listed, where=name, fix=FORMAT)
    return named(stem(name), reading.trainings)


def check_catalogue(path: Path, *, mapping: ColumnMapping | None = None, kind: str | None = None) -> CheckReport:
    """Say what is wrong with a file and what its entries lack, without importing it.

    Entries that can be read are reported even where others have problems, and a file that cannot be read at
    all is a report with one problem.

    Raises
    ------
    DataError : there is no such file, it is too large or no format of ours; or the mapping does not fit
    """
    check_kind(path.name, kind)
    data = read_bytes(path)
    try:
        reading = read_data(data, path.name, mapping=mapping, kind=kind)
    except DataError as error:
        if error.where == "mapping":
            raise
        reading = Reading((), (Problem(error.where, error.what, error.fix),))
    entries = tuple(EntryCheck(t.training_id, t.main_title, missing_elements(t)) for t in reading.trainings)
    release = named(stem(path.name), reading.trainings).release
    return CheckReport(entries, reading.problems, release, reading.notes, reading.mapping)


def read_file(path: Path, *, mapping: ColumnMapping | None = None, kind: str | None = None) -> Reading:
    """Read a file of any format, with all problems and notes.

    Raises
    ------
    DataError : no such file, no format of ours, or a file that cannot be read at all
    """
    check_kind(path.name, kind)
    return read_data(read_bytes(path), path.name, mapping=mapping, kind=kind)


def read_data(data: bytes, name: str, *, mapping: ColumnMapping | None = None, kind: str | None = None) -> Reading:
    """Read what is in a file of any format, such as one that somebody has uploaded, with all problems and notes.

    Raises
    ------
    DataError : no format of ours, or data that cannot be read at all
    """
    check_kind(name, kind)
    return READERS[kind or recognised(data, name)](data, name, mapping)


def read_mapping(path: Path, *, kind: str | None = None) -> ColumnMapping | None:
    """Return what the columns of a list are taken for, without reading its entries; None for other formats.

    Raises
    ------
    DataError : no such file, no format of ours, or a file that cannot be read at all
    """
    check_kind(path.name, kind)
    columns = read_columns(read_bytes(path), path.name, kind=kind)
    return None if columns is None else columns[0]


def read_columns(data: bytes, name: str, *, kind: str | None = None) -> tuple[ColumnMapping, Samples] | None:
    """Return what the columns of a list are taken for, with their first cells; None for other formats.

    Raises
    ------
    DataError : no format of ours, or data that cannot be read at all
    """
    check_kind(name, kind)
    rows_of = ROWS.get(kind or recognised(data, name))
    return None if rows_of is None else columns_of(rows_of(data, name)[0])


def check_kind(name: str, kind: str | None) -> None:
    """Refuse a format, or the end of a file's name, that we do not know.

    Raises
    ------
    DataError : with the formats, or the ends of names, that there are
    """
    if kind is not None and kind not in READERS:
        raise DataError(f"'{kind}' is no format", where=name, fix=f"Use one of: {', '.join(READERS)}")
    if kind is None and ending(name) not in (*ENDINGS, *JSON_ENDINGS):
        what = f"A file that ends in '{ending(name)}' is no catalogue"
        raise DataError(what, where=name, fix=f"Use one of: {', '.join((*ENDINGS, *JSON_ENDINGS))}")


def recognised(data: bytes, name: str) -> str:
    """Return the format of a file, by the end of its name and, for JSON, by words that only one format has.

    Raises
    ------
    DataError : JSON of no format that we know
    """
    found = ENDINGS.get(ending(name)) or next((kind for mark, kind in MARKS if mark in data), None)
    if found is None:
        raise DataError("This JSON is of no format we know", where=name, fix="Say which with --format")
    return found


def ending(name: str) -> str:
    """Return the end of a file's name in small letters, without .gz.

    Examples
    --------
    >>> ending("Offer.CSV.gz")
    '.csv'
    """
    return Path(name.lower().removesuffix(".gz")).suffix


def stem(name: str) -> str:
    """Return the name of a file without its end.

    Examples
    --------
    >>> stem("offer.csv.gz")
    'offer'
    """
    return Path(name.removesuffix(".gz")).stem
