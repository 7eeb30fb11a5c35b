"""Read the rows of a table of ESCO, and note every fault with its row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from recommender.taxonomy.packages import Table

Row = tuple[str, ...]
# conceptSchemes has a cell of 651,423 characters; the csv module stops at 131,072 unless told otherwise.
LONGEST_CELL = 2**31 - 1
_ESCO_URI = re.compile(r"http://data\.europa\.eu/esco/[a-z-]+/[0-9A-Za-z.-]+")


def normalise_uri(text: str) -> str:
    """Return a concept URI as ESCO writes it: without blanks around it, and http instead of https.

    Examples
    --------
    >>> normalise_uri(" https://data.europa.eu/esco/skill/1234 ")
    'http://data.europa.eu/esco/skill/1234'
    """
    return re.sub(r"^https:", "http:", text.strip())


def clean(text: str) -> str:
    """Return a text in one line, with single blanks; ESCO has double, trailing and no-break blanks.

    Examples
    --------
    >>> clean("wash\\u00a0 the laundry ")
    'wash the laundry'
    """
    return " ".join(text.split())


def read_rows(
    table: Table, problems: list[str], *, required: Sequence[str], optional: Sequence[str] = (), uris: Sequence[str]
) -> list[tuple[int, Row]]:
    """Return the cells of some columns in all rows of a table, as they stand, but for the URIs.

    Parameters
    ----------
    problems : what is wrong with the table is added here
    required : columns that have to be there
    optional : columns that some releases lack; their cells are then empty
    uris : those of the required columns that hold a URI of ESCO; they are normalised and checked

    Returns
    -------
    (number of the row, cells in the order of the columns); the row with the column names has number 1.
    """
    text = _decode(table, problems)
    if text is None:
        return []
    rows = _parse(text, table, problems)
    header = [name.strip() for name in next(rows, [])]
    missing = [name for name in required if name not in header]
    if missing:
        problems.append(f"{table.file_name} has no column {', '.join(repr(name) for name in missing)}")
        return []
    columns = (*required, *optional)
    picked = _picker(header, columns)
    checked = {columns.index(name): name for name in uris}
    found: list[tuple[int, Row]] = []
    where = table.file_name
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) < len(header) or any(row[len(header) :]):
            problems.append(f"{where}, row {number} has {len(row)} cells instead of {len(header)}")
            continue
        cells = picked(row)
        for place, column in checked.items():
            if not _ESCO_URI.fullmatch(cells[place]):
                cells = (*cells[:place], normalise_uri(cells[place]), *cells[place + 1 :])
                if not _ESCO_URI.fullmatch(cells[place]):
                    fault = f"'{cells[place][:80]}' is not the URI of an ESCO concept"
                    problems.append(f"{where}, row {number}, column '{column}': {fault}")
        found.append((number, cells))
    return found


def newest(rows: Iterable[tuple[int, Row]], table: Table, problems: list[str], *, date: int) -> dict[str, Row]:
    """Return one row per URI, the newest where a URI stands in several.

    Parameters
    ----------
    rows : the URI is the first cell
    date : position of the cell with the date; two rows of one date have to be the same
    """
    kept: dict[str, Row] = {}
    for number, row in rows:
        other = kept.get(row[0])
        if other is None or row[date] > other[date]:
            kept[row[0]] = row
        elif row[date] == other[date] and row != other:
            problems.append(f"{table.file_name}, row {number}, column 'conceptUri': {row[0]} stands here a second time")
    return kept


def _decode(table: Table, problems: list[str]) -> str | None:
    data = table.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace") + "?"
        row = sum(1 for _ in csv.reader(io.StringIO(before, newline="")))
        problems.append(f"{table.file_name}, row {row} is not in UTF-8")
        return None


def _parse(text: str, table: Table, problems: list[str]) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    try:
        for row in reader:
            count += 1
            yield row
    except csv.Error as error:
        problems.append(f"{table.file_name}, row {count + 1}: {error}")


def _picker(header: Sequence[str], columns: Sequence[str]) -> Callable[[Sequence[str]], Row]:
    """Return a function that picks the cells of some columns out of a row."""
    if all(name in header for name in columns) and len(columns) > 1:
        return itemgetter(*(header.index(name) for name in columns))  # twice as fast over 129,000 rows
    places = [header.index(name) if name in header else None for name in columns]
    return lambda row: tuple("" if place is None else row[place] for place in places)
