"""The columns of a list that somebody brings: what each is taken for, and how a person says it otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from recommender.catalogue.headings import LANGUAGES
from recommender.catalogue.mapping import CURRENCY, LEFT_OUT, ColumnMapping, choices, corrected, in_language, spoken_in
from recommender.catalogue.reading import read_columns
from recommender.catalogue.schema import COLUMNS, LOCALISED, base_column
from recommender.catalogue.words import CURRENCIES, READ_WORDS, currency, split_currency
from recommender.errors import DataError

LIST_LANGUAGES, LIST_CURRENCIES = LANGUAGES, CURRENCIES
# What many lists do not say in a column, because it holds for every row.
FOR_ALL = ("provider", "provider_country", "awarding_body", "awarding_body_country", "languages")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each heading of a list is taken for, with the first cells under it."""

    mapping: ColumnMapping
    samples: Mapping[str, tuple[str, ...]]

    @property
    def used(self) -> int:
        """Return how many columns are read."""
        return sum(column != LEFT_OUT for column in self.mapping.columns.values())

    @property
    def language(self) -> str:
        """Return the language that the texts are taken to be written in."""
        return spoken_in(self.mapping)


def columns_in(name: str, data: bytes, *, kind: str | None = None) -> Columns | None:
    """Return what the columns of a list are taken for; None for another format, or a file that cannot be read."""
    try:
        found = read_columns(data, name, kind=kind)
    except DataError:
        return None  # reading the file says what is wrong
    return None if found is None else Columns(*found)


def meanings(columns: Columns) -> tuple[str, ...]:
    """List what a column of this list may mean: the format's columns, those in the list's own language too.

    Examples
    --------
    >>> meanings(Columns(ColumnMapping({"Titel": "title_de"}), {}))[:3]
    ('id', 'title', 'title_de')
    """
    own = {f"{column}_{columns.language}" for column in LOCALISED} if columns.language != "en" else set()
    own |= set(columns.mapping.columns.values()) - {LEFT_OUT, *choices()}
    listed: list[str] = []
    for column in choices():
        listed += [column, *sorted(other for other in own if base_column(other) == column)]
    return tuple(listed)


def say_meaning(columns: Columns, heading: str, column: str) -> Columns:
    """Say what one heading means; another heading that meant the same is left out then.

    Examples
    --------
    >>> two = Columns(ColumnMapping({"Name": "title", "Kurs": ""}), {})
    >>> say_meaning(two, "Kurs", "title").mapping.columns
    {'Name': '', 'Kurs': 'title'}
    """
    return replace(columns, mapping=corrected(columns.mapping, columns={heading: column}, stated={}))


def say_language(columns: Columns, language: str) -> Columns:
    """Say which language the texts of a list are written in."""
    return replace(columns, mapping=in_language(columns.mapping, language))


def currency_in(heading: str) -> str:
    """Return the currency that the heading of a price names, blank where it names none.

    Examples
    --------
    >>> currency_in("total_cost_usd"), currency_in("Preis")
    ('USD', '')
    """
    return split_currency(heading)[1]


def not_said(columns: Columns) -> tuple[str, ...]:
    """Name what no column of a list says and a person may say for all its rows; the currency where prices lack it.

    Examples
    --------
    >>> not_said(Columns(ColumnMapping({"Träger": "provider", "Sprache": "languages", "Preis": "price"}), {}))
    ('provider_country', 'awarding_body', 'awarding_body_country', 'currency')
    """
    meant = columns.mapping.columns
    lacking = [column for column in FOR_ALL if column not in meant.values()]
    prices = [heading for heading, column in meant.items() if column == "price"]
    if prices and CURRENCY not in meant.values() and not currency_in(prices[0]):
        lacking.append(CURRENCY)
    return tuple(lacking)


def say_for_all(columns: Columns, column: str, cell: str) -> Columns:
    """Say what holds for every row that does not say it itself; a blank cell says nothing.

    Raises
    ------
    DataError : the column cannot hold this, such as a country that there is not
    """
    stated = {name: said for name, said in columns.mapping.stated.items() if name != column}
    said = {column: _checked(column, cell.strip())} if cell.strip() else {}
    return replace(columns, mapping=ColumnMapping(columns.mapping.columns, stated | said))


def _checked(column: str, cell: str) -> str:
    if column == CURRENCY:
        return currency(cell)
    COLUMNS[column].read(READ_WORDS[column](cell) if column in READ_WORDS else cell)
    return cell
