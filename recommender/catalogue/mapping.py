"""Say which column of a list means what: proposed by us, corrected by the person who knows the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.catalogue.cells import nearest
from recommender.catalogue.headings import LANGUAGES, folded, synonym
from recommender.catalogue.schema import COLUMNS, IN_LANGUAGE, LOCALISED, base_column, column_name
from recommender.catalogue.words import READ_WORDS, split_currency
from recommender.domain.accommodation import ACCOMMODATION_CODES
from recommender.errors import DataError

LEFT_OUT = ""
HOURS = "workload_hours"  # one column for both the least and the most hours
HOURS_COLUMNS = ("workload_hours_min", "workload_hours_max")
CURRENCY = "currency"  # a column of its own in a list; in the catalogue it stands after the price
FIRST_ROWS = 10  # how far down the row with the headings is looked for
ENOUGH_CELLS = 10  # so many cells, most of which do not fit, show that a name of ours means something else
SAMPLE = 200  # cells of a column that are tried


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a list mean.

    `columns` maps a heading to the name of our column, "" for one that is left out. Beside our columns there
    are `workload_hours` for both the least and the most hours, `currency`, and each accommodation code. `stated` holds
    cells that the person states for every row whose own cell is blank, such as the language of all courses.
    """

    columns: Mapping[str, str]
    stated: Mapping[str, str] = field(default_factory=dict)


def propose_mapping(headings: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> ColumnMapping:
    """Propose what each heading means, by the names of our columns and words for them in seven languages.

    Where two headings mean the same column, the one with our own name is taken, or else the first, and the
    other left out. Texts are in the language of most headings; a heading of ours (`title`, `title_de`) says its own.

    Parameters
    ----------
    headings : the first row of a list
    rows : the rows under it; a column of codes most of whose cells are no such codes is left out, and so is one
        that only sounds like an id where it holds the same cell twice

    Examples
    --------
    >>> propose_mapping(["Kurstitel", "Ort", "Farbe"]).columns
    {'Kurstitel': 'title_de', 'Ort': 'location', 'Farbe': ''}
    """
    known = {heading: _meaning(heading) for heading in headings if heading.strip()}
    spoken = _language(known.values())
    columns: dict[str, str] = {}
    exact_first = sorted(known, key=lambda heading: column_name(heading) is None)
    taken: set[str] = set()
    under = list(rows)
    for heading in exact_first:
        column, languages = known[heading]
        if column in LOCALISED and languages and spoken != "en":
            column = f"{column}_{spoken}"
        place = list(headings).index(heading)
        if column in taken or not _fits(column, [row[place] for row in under if place < len(row)], heading):
            column = LEFT_OUT
        columns[heading] = column
        taken |= {column, *(HOURS_COLUMNS if column == HOURS else ())} - {LEFT_OUT}
    return ColumnMapping({heading: columns[heading] for heading in known})


def check_mapping(mapping: ColumnMapping, headings: Sequence[str]) -> None:
    """Refuse a mapping that names a heading the list does not have, or a column that the format does not have.

    Raises
    ------
    DataError : with the nearest heading or column
    """
    targets = choices()
    for heading, column in mapping.columns.items():
        if heading not in headings:
            raise DataError(f"There is no column {heading[:60]!r}", where="mapping", fix=nearest(heading, headings))
        if column and column not in targets and column_name(column) is None:
            raise _no_column(column, targets)
    twice = [column for column, n in Counter(mapping.columns.values()).items() if column and n > 1]
    if twice:
        raise DataError(f"Two columns are given as '{twice[0]}'", where="mapping", fix="Leave one of them out")
    for column in mapping.stated:
        if column not in (*COLUMNS, HOURS, CURRENCY) and column_name(column) is None:
            raise _no_column(column, targets)


def in_language(mapping: ColumnMapping, language: str) -> ColumnMapping:
    """Say which language the texts are written in, where a heading does not say it itself.

    Examples
    --------
    >>> in_language(ColumnMapping({"title": "title", "title_de": "title_de"}), "pl").columns
    {'title': 'title_pl', 'title_de': 'title_de'}
    """
    columns = dict(mapping.columns)
    for heading, column in columns.items():
        if base_column(column) in LOCALISED and not IN_LANGUAGE.fullmatch(heading.strip()):
            columns[heading] = base_column(column) if language == "en" else f"{base_column(column)}_{language}"
    return ColumnMapping(columns, mapping.stated)


def spoken_in(mapping: ColumnMapping) -> str:
    """Return the language that the titles are taken to be written in, by the first column of titles.

    Examples
    --------
    >>> spoken_in(ColumnMapping({"Nr": "id", "Titel": "title_de"})), spoken_in(ColumnMapping({"Name": "title"}))
    ('de', 'en')
    """
    titles = (column for column in mapping.columns.values() if base_column(column) == "title")
    return next(titles, "title").removeprefix("title").lstrip("_") or "en"


def _no_column(column: str, targets: Sequence[str]) -> DataError:
    return DataError(f"{column[:60]!r} is no column of the format", where="mapping", fix=nearest(column, targets))


def corrected(proposed: ColumnMapping, *, columns: Mapping[str, str], stated: Mapping[str, str]) -> ColumnMapping:
    """Put a person's corrections over a proposal; a column that they give to another heading is taken from its own.

    Examples
    --------
    >>> corrected(ColumnMapping({"A": "title", "B": ""}), columns={"B": "title"}, stated={}).columns
    {'A': '', 'B': 'title'}
    """
    given = {taken for column in columns.values() for taken in _takes(column)} - {LEFT_OUT}
    kept = {heading: LEFT_OUT if column in given else column for heading, column in proposed.columns.items()}
    return ColumnMapping({**kept, **columns}, {**proposed.stated, **stated})


def _takes(column: str) -> tuple[str, ...]:
    """Return the columns that nothing else can fill once a heading means this one."""
    if column == HOURS:
        return (HOURS, *HOURS_COLUMNS)
    return (column, HOURS) if column in HOURS_COLUMNS else (column,)


def choices() -> tuple[str, ...]:
    """List what a heading may mean: our columns, one for both kinds of hours, currency, each accommodation code."""
    columns = list(COLUMNS)
    columns.insert(columns.index(HOURS_COLUMNS[0]), HOURS)
    columns.insert(columns.index("price") + 1, CURRENCY)
    return (*columns, *ACCOMMODATION_CODES)


def known_headings(headings: Iterable[str]) -> int:
    """Count the headings whose meaning is known.

    Examples
    --------
    >>> known_headings(["Titel", "title_pl", "colour"])
    2
    """
    return sum(bool(_meaning(heading)[0]) for heading in headings)


def heading_row(rows: Sequence[Sequence[str]], mapping: ColumnMapping | None = None) -> int:
    """Return the position of the first of the first ten rows that names a column, 0 where none does.

    A row with two known headings is taken before one with a single word that happens to be one.

    Examples
    --------
    >>> heading_row([["Our courses in spring"], [], ["Titel", "Ort"], ["Ironing", "Graz"]])
    2
    """
    counts = [
        len(set(mapping.columns) & {heading.strip() for heading in row}) if mapping else known_headings(row)
        for row in rows[:FIRST_ROWS]
    ]
    several = [position for position, n in enumerate(counts) if n > 1]
    return (several or [position for position, n in enumerate(counts) if n] or [0])[0]


def _meaning(heading: str) -> tuple[str, frozenset[str]]:
    """Return the column that a heading means and the languages that the heading may be in."""
    if (column := column_name(heading)) is not None:
        return column, frozenset()
    words = folded(heading)
    head, _, tail = words.rpartition(" ")
    if tail in LANGUAGES and (found := synonym(head)) and found[0] in LOCALISED:  # "Titel EN"
        return (found[0] if tail == "en" else f"{found[0]}_{tail}"), frozenset()
    said, money = split_currency(heading)
    if money and (found := ("price", frozenset()) if column_name(said) == "price" else synonym(said)):
        return found if found[0] == "price" else (LEFT_OUT, frozenset())
    return synonym(heading) or (LEFT_OUT, frozenset())


def _language(meanings: Iterable[tuple[str, frozenset[str]]]) -> str:
    votes = Counter(language for _, languages in meanings for language in languages)
    return max(LANGUAGES, key=lambda language: (votes[language], -LANGUAGES.index(language)))


def _fits(column: str, cells: Sequence[str], heading: str) -> bool:
    """Say whether a column may be what its heading says, by its cells."""
    if column == "id" and column_name(heading) is None:
        filled = [cell.strip() for cell in cells if cell.strip()]
        return len(set(filled)) == len(filled)
    if column not in READ_WORDS or column == "id":
        return True
    tried = [cell.strip() for cell in cells if cell.strip()][:SAMPLE]
    enough = 1 if column_name(heading) is None else ENOUGH_CELLS
    return len(tried) < enough or 2 * sum(_reads(column, cell) for cell in tried) > len(tried)


def _reads(column: str, cell: str) -> bool:
    try:
        COLUMNS[base_column(column)].read(READ_WORDS[column](cell))
    except DataError:
        return False
    return True
