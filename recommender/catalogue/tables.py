"""Turn the rows of a list into trainings: find the headings, map them, check block by block."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from recommender.catalogue import words
from recommender.catalogue.cells import plain
from recommender.catalogue.entries import training_of
from recommender.catalogue.heading_words import SYNONYMS
from recommender.catalogue.headings import LANGUAGES
from recommender.catalogue.mapping import (
    CURRENCY,
    HOURS,
    HOURS_COLUMNS,
    ColumnMapping,
    check_mapping,
    heading_row,
    known_headings,
    propose_mapping,
)
from recommender.catalogue.schema import COLUMNS, Problem, base_column, check_header, check_rows, column_name
from recommender.domain.accommodation import ACCOMMODATION_CODES
from recommender.domain.trainings import Training
from recommender.errors import DataError

FORMAT = "See docs/catalogue.md for the columns and what may stand in them"
SAMPLES, LOOKED_AT = 3, 50  # different cells of a column that are shown, and how many are looked at for them
BLOCK = 2_000  # rows checked at once, so that a list of 50,000 needs no second copy of itself
TEMPLATE = (  # what an ordinary offer has; the other columns can be added by their own names
    *("id", "title", "description", "kind", "languages", "provider", "provider_country", "awarding_body"),
    *("awarding_body_country", "learning_outcomes", "workload_hours", "ects_credits", "eqf_level", "assessment"),
    *("participation", "quality_assurance", "prerequisites", "isced_f", "price", "start_dates", "location"),
    *("homepage", "step_free"),
)
Samples = dict[str, tuple[str, ...]]  # heading to the first cells under it
IDENTIFYING = ("title", "provider", "location", "homepage")  # what makes an id where a list has none


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file: the entries without fault, all problems, and notes.

    A problem stops an import; a note only says what was left out or is not known. `mapping` says how the
    columns of a list were understood, None for a format whose fields have fixed meanings.
    """

    trainings: tuple[Training, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    mapping: ColumnMapping | None = None


def read_table(
    rows: Sequence[Sequence[str]],
    name: str,
    problems: Sequence[Problem] = (),
    *,
    mapping: ColumnMapping | None = None,
) -> Reading:
    """Turn the rows of a table into trainings; the headings may stand below a title, within the first ten rows.

    Parameters
    ----------
    rows : texts of the cells; row 1 comes first, blank rows included
    name : the file's name, for the place of each problem
    problems : what the reader of the format has found already
    mapping : what the headings mean; proposed from the headings where it is not given

    Returns
    -------
    The trainings of all rows without a problem, and all problems in the order of the rows.

    Raises
    ------
    DataError : the mapping does not fit the headings
    """
    top = heading_row(rows, mapping)
    place = f"{name}, row {top + 1}"
    if top >= len(rows) or not (mapping or known_headings(rows[top])):
        what = "The first row names none of the columns of a catalogue"
        return Reading((), (*problems, Problem(place, what, FORMAT)))
    headings = [heading.strip() for heading in rows[top]]
    mapping = mapping or propose_mapping(headings, rows[top + 1 :])
    check_mapping(mapping, headings)
    notes = _left_out(headings, mapping, place)
    if unreadable := check_header(headings, mapping.columns, name=place):
        return Reading((), (*problems, *unreadable), notes, mapping)
    kept = {place for place, heading in enumerate(headings) if mapping.columns.get(heading)}
    problems = [p for p in problems if (p.place is None or p.place in kept) and (p.row or top + 1) > top]
    found = [*problems, *_cells_without_heading(headings, rows[top + 1 :], name, first=top + 2)]
    trainings, more = _read_rows(rows, top, headings, mapping, name=name, faulty={p.row for p in found})
    notes += unnamed_providers(trainings, name) + _without_currency(trainings, name)
    ordered = sorted([*found, *more], key=lambda problem: problem.row or 1)
    return Reading(trainings, tuple(ordered), notes, mapping)


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[ColumnMapping, Samples]:
    """Propose what the columns of a table mean, with the first different cells under each heading.

    The headings may stand below a title; where none is known, the first row is taken for them.

    Examples
    --------
    >>> columns_of([["Titel", "Farbe"], ["Ironing", ""], ["Sewing", "red"]])[1]
    {'Titel': ('Ironing', 'Sewing'), 'Farbe': ('red',)}
    """
    top = heading_row(rows)
    headings = [heading.strip() for heading in rows[top]] if rows else []
    samples = {
        heading: tuple(dict.fromkeys(islice(_filled(rows[top + 1 :], headings.index(heading)), LOOKED_AT)))[:SAMPLES]
        for heading in dict.fromkeys(filter(None, headings))
    }
    return propose_mapping(headings, rows[top + 1 :]), samples


def _filled(rows: Sequence[Sequence[str]], place: int) -> Iterator[str]:
    return (cell for row in rows if place < len(row) and (cell := plain(row[place])))


def template_table(language: str) -> list[list[str]]:
    """Return the headings of a list to fill in, in one of seven languages; they are read back as what they mean.

    Raises
    ------
    DataError : a language without headings

    Examples
    --------
    >>> template_table("de")[0][:3]
    ['Kurs-ID', 'Titel', 'Beschreibung']
    """
    if language not in LANGUAGES:
        raise DataError(
            f"There are no headings in '{language}'", where="template", fix=f"Use one of: {', '.join(LANGUAGES)}"
        )
    return [[SYNONYMS[column][language].split(";")[0] for column in TEMPLATE]]


def _read_rows(
    rows: Sequence[Sequence[str]],
    top: int,
    headings: Sequence[str],
    mapping: ColumnMapping,
    *,
    name: str,
    faulty: set[int | None],
) -> tuple[tuple[Training, ...], list[Problem]]:
    # Cells that a formula left blank or a missing quotation mark has shifted would only give more problems.
    numbered = [(n, row) for n, row in enumerate(rows[top + 1 :], start=top + 2) if n not in faulty]
    filled = [(n, row) for n, row in numbered if any(map(str.strip, row))]
    alike: Counter[str] = Counter()
    if "id" not in mapping.columns.values():
        alike.update(derived_id(row_cells(row, headings, mapping)) for _, row in filled)
    numbered_cells = ((n, _identified(row, headings, mapping, alike)) for n, row in filled)
    return read_cells(numbered_cells, name, headings=_called(mapping))


def _called(mapping: ColumnMapping) -> dict[str, str]:
    """Return what our columns are called in a list, so that a problem names a column that people can find."""
    named = {column: heading[:60] for heading, column in mapping.columns.items() if column}
    if HOURS in named:
        named |= dict.fromkeys(HOURS_COLUMNS, named[HOURS])
    return named


def _identified(
    row: Sequence[str], headings: Sequence[str], mapping: ColumnMapping, alike: Mapping[str, int]
) -> dict[str, str]:
    """Return the cells of a row with an id; entries that are otherwise alike are told apart by the whole row."""
    cells = row_cells(row, headings, mapping)
    if not cells.get("id"):
        cells["id"] = derived_id(cells)
        if alike.get(cells["id"], 0) > 1:
            cells["id"] = derived_id(cells, row)
    return cells


def read_cells(
    numbered: Iterator[tuple[int, dict[str, str]]],
    name: str,
    *,
    words: tuple[str, str] = ("row", "column"),
    headings: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Training, ...], list[Problem]]:
    """Check rows of cells block by block and turn those without a problem into trainings.

    Parameters
    ----------
    numbered : the number of each row in the file, and its cells by column; absent columns are blank
    name : the file's name, for the place of each problem
    words : what a row and a column of the file are called
    headings : what a column is called in the file where it has another name there
    """
    trainings: list[Training] = []
    found: list[Problem] = []
    seen: dict[str, int] = {}
    blank = dict.fromkeys(COLUMNS, "")
    while block := {n: blank | cells for n, cells in islice(numbered, BLOCK)}:
        problems = check_rows(block, name, seen=seen, words=words, headings=headings)
        faulty = {problem.row for problem in problems}
        trainings += [training_of(cells) for n, cells in block.items() if n not in faulty]
        found += problems
    return tuple(trainings), found


def row_cells(row: Sequence[str], headings: Sequence[str], mapping: ColumnMapping) -> dict[str, str]:
    """Return the cells of one row by the names of our columns, with the words of ordinary lists read as codes.

    Examples
    --------
    >>> row_cells(["Ironing", "20-30 h", "ja"], ["Name", "h", "PMR"],
    ...           ColumnMapping({"Name": "title", "h": "workload_hours", "PMR": "step_free"}))
    {'title': 'Ironing', 'workload_hours_min': '20', 'workload_hours_max': '30',
     'accessibility': 'step_free=yes'}
    """
    given: dict[str, str] = {}
    for heading, cell in zip(headings, row, strict=False):
        if column := mapping.columns.get(heading):
            given[column] = plain(cell) if column_name(heading) else words.unlisted(plain(cell), column, heading)
    for column, cell in mapping.stated.items():
        given[column] = given.get(column) or cell
    cells = _accessibility(_hours(_priced(given)))
    for column in words.READ_WORDS.keys() & {column for column, cell in cells.items() if cell}:
        cells[column] = words.READ_WORDS[column](cells[column])
    return cells


def derived_id(cells: Mapping[str, str], row: Sequence[str] = ()) -> str:
    """Make an id for an entry that has none, from what people tell entries apart by.

    The same title, provider, place and web address give the same id every time, so that a list that comes
    again updates the same entry; a changed title gives a new one. `row` tells apart entries that share all four.
    An entry without a title gets no id.
    """
    parts = [_first(cells, column) for column in IDENTIFYING]
    if not parts[0]:
        return ""
    digest = hashlib.sha256("\x1f".join([*parts, *row]).encode()).hexdigest()[:8]
    return "-".join(filter(None, (words.slug(parts[0])[:60].rstrip("-._"), digest)))


def _first(cells: Mapping[str, str], column: str) -> str:
    return next((cell for name, cell in sorted(cells.items()) if base_column(name) == column and cell), "")


def _priced(given: dict[str, str]) -> dict[str, str]:
    """Put the currency, where a column or the person says it, after a price that names none."""
    cells = {column: cell for column, cell in given.items() if column != CURRENCY}
    if CURRENCY in given:
        cells["price"] = words.priced(given.get("price", ""), words.currency(given[CURRENCY]))
    return cells


def _hours(given: dict[str, str]) -> dict[str, str]:
    cells = {column: cell for column, cell in given.items() if column != HOURS}
    if HOURS in given:
        read = words.hours(given[HOURS]) if given[HOURS] else ("", "")
        cells["workload_hours_min"], cells["workload_hours_max"] = read or (given[HOURS], given[HOURS])
    return cells


def _accessibility(given: dict[str, str]) -> dict[str, str]:
    """Put the columns of single accommodation codes into the one column of ours."""
    codes = {code: words.availability(given[code]) for code in ACCOMMODATION_CODES if given.get(code)}
    cells = {column: cell for column, cell in given.items() if column not in ACCOMMODATION_CODES}
    if codes:
        lines = [f"{code}={value}" for code, value in codes.items()]
        cells["accessibility"] = "\n".join(filter(None, [cells.get("accessibility", ""), *lines]))
    return cells


def _left_out(headings: Sequence[str], mapping: ColumnMapping, place: str) -> tuple[Problem, ...]:
    names = [heading[:60] for heading in dict.fromkeys(headings) if heading and not mapping.columns.get(heading)]
    what = f"{'This column is' if len(names) == 1 else 'These columns are'} left out: {', '.join(names)}"
    return (Problem(place, what, "Say what they mean, or leave it so", None),) if names else ()


def unnamed_providers(trainings: Sequence[Training], name: str) -> tuple[Problem, ...]:
    n = sum(not (each.provider and each.provider.name) and each.status != "example" for each in trainings)
    what = "1 entry does not name its provider" if n == 1 else f"{n:,} entries do not name their provider"
    return (Problem(name, what, "Fill in the column 'provider'", None),) if n else ()


def _without_currency(trainings: Sequence[Training], name: str) -> tuple[Problem, ...]:
    n = sum(bool(words.AMOUNT.fullmatch(each.price)) for each in trainings)
    what = "1 entry names a price without a currency" if n == 1 else f"{n:,} entries name a price without a currency"
    return (Problem(name, what, "Say the currency of the prices", None),) if n else ()


def _cells_without_heading(
    headings: Sequence[str], rows: Sequence[Sequence[str]], name: str, *, first: int
) -> list[Problem]:
    headed = {place for place, heading in enumerate(headings) if heading}
    return [
        Problem(
            f"{name}, row {number}",
            f"{cell.strip()[:60]!r} stands in a column without a heading",
            "Put cells with a separator in quotation marks, or delete the cell",
            number,
        )
        for number, row in enumerate(rows, start=first)
        for place, cell in enumerate(row)
        if cell.strip() and place not in headed
    ]
