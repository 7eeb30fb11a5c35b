"""Read the text of one cell as a value, and write a value as the text of a cell.

Each reader gets a cell that is not blank and raises `DataError` with what is wrong and what to do; the
place is added by `schema.check_rows`, which alone knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from urllib.parse import urlsplit

from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.trainings import LearningOutcome
from recommender.errors import DataError

LONGEST_CELL = 32_767  # characters; what a cell of a spreadsheet program can hold, the same for both formats
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # XML, and so a workbook, cannot hold these
# A cell that starts so may run as a formula when the file is opened (OWASP, "CSV injection"); the full-width
# forms do so under East Asian settings. Our guard is one apostrophe in front, taken off again on reading.
FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")

ESCO_SKILL = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-zA-Z-]+")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]+|,[0-9]{1,2})?")  # a comma before three digits could mean thousands
NOT_ISO = {"UK": "GB", "EL": "GR"}  # used by the European Union, but not in ISO 3166-1
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def guard(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program would run as a formula.

    Examples
    --------
    >>> guard("=1+1"), guard("4 hours")
    ("'=1+1", '4 hours')
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """Take off what does not belong to a text: the guard, blank space around it, the line ends of other systems.

    Examples
    --------
    >>> plain("'=1+1"), plain(" first\\r\\nsecond "), plain("'s-Hertogenbosch")
    ('=1+1', 'first\\nsecond', "'s-Hertogenbosch")
    """
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def nearest(word: str, choices: Collection[str], *, otherwise: str = "") -> str:
    """Name the choice that a word was probably meant to be, or all of them where none is near.

    Examples
    --------
    >>> nearest("cource", ["course", "badge"])
    "Did you mean 'course'?"
    >>> nearest("x", ["course", "badge"])
    'Use one of: course, badge'
    """
    close = get_close_matches(word.lower(), choices, n=1)
    return f"Did you mean '{close[0]}'?" if close else otherwise or f"Use one of: {', '.join(choices)}"


def matching(pattern: re.Pattern[str], *, what: str, fix: str) -> Callable[[str], str]:
    """Make a reader for texts of one shape."""

    def read(cell: str) -> str:
        if not pattern.fullmatch(cell):
            raise DataError(f"{cell[:60]!r} is not {what}", fix=fix)
        return cell

    return read


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Make a reader for one code of a fixed list."""

    def read(cell: str) -> str:
        if cell not in choices:
            raise DataError(f"{cell[:60]!r} is not a code of this column", fix=nearest(cell, choices))
        return cell

    return read


def list_of(read_item: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """Make a reader for items separated by semicolons; a repeated item is an error."""

    def read(cell: str) -> tuple[str, ...]:
        items = tuple(read_item(item.strip()) for item in cell.split(";") if item.strip())
        if not items:
            raise DataError("The list has no items", fix="Write items with semicolons between them")
        if len(set(items)) < len(items):
            raise DataError("The same item stands twice in the cell", fix="Write each item once")
        return items

    return read


def number(cell: str) -> float:
    """Read a number above zero; seven and a half is 7.5 or 7,5."""
    if not NUMBER.fullmatch(cell) or float(cell.replace(",", ".")) == 0:
        raise DataError(f"{cell[:60]!r} is not a number above zero", fix="Write digits only, such as 20 or 7.5")
    return float(cell.replace(",", "."))


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Make a reader for a whole number in a range."""

    def read(cell: str) -> int:
        if not (re.fullmatch(r"[0-9]{1,4}", cell) and least <= int(cell) <= most):
            raise DataError(f"{cell[:60]!r} is outside {least}-{most}", fix="Correct the cell or leave it blank")
        return int(cell)

    return read


def yes_no(cell: str) -> bool:
    """Read yes or no; spreadsheet programs turn them into TRUE and FALSE."""
    if cell.lower() not in YES_NO:
        raise DataError(f"{cell[:60]!r} is neither yes nor no", fix="Write yes or no, or leave the cell blank")
    return YES_NO[cell.lower()]


def country(cell: str) -> str:
    """Read an ISO 3166-1 alpha-2 code."""
    if not re.fullmatch(r"[A-Z]{2}", cell) or cell in NOT_ISO:
        example = NOT_ISO.get(cell, "BE")
        raise DataError(f"{cell[:60]!r} is not a country code", fix=f"Write the two-letter ISO code, such as {example}")
    return cell


def web_address(cell: str) -> str:
    """Read a web address; other schemes could run a script when somebody follows the link."""
    try:
        parts = urlsplit(cell)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", cell)
    except ValueError:
        usable = False
    if not usable:
        raise DataError(f"{cell[:60]!r} is not a web address", fix="Start it with https:// or http://")
    return cell


def iso_date(cell: str) -> str:
    """Read a date written year-month-day."""
    try:
        written = date.fromisoformat(cell).isoformat()
    except ValueError:
        written = ""
    if written != cell:  # fromisoformat also takes 20260331 and week dates
        raise DataError(f"{cell[:60]!r} is not a date", fix="Write year-month-day, such as 2026-03-31")
    return cell


def outcomes(cell: str) -> tuple[LearningOutcome, ...]:
    """Read learning outcomes, one a line: the text, a bar, the URIs of its ESCO skills.

    Examples
    --------
    >>> outcomes("Sort laundry by colour\\nFold towels |")
    (LearningOutcome(text='Sort laundry by colour', concept_uris=()), LearningOutcome(text='Fold towels', ...))
    """
    return tuple(_outcome(line.strip()) for line in cell.split("\n") if line.strip())


def _outcome(line: str) -> LearningOutcome:
    text, _, addresses = line.rpartition("|") if "|" in line else (line, "", "")
    uris = tuple(addresses.split())
    wrong = next((uri for uri in uris if not ESCO_SKILL.fullmatch(uri)), None)
    if wrong is not None:
        raise DataError(
            f"{wrong[:80]!r} is not the URI of an ESCO skill",
            fix="Write the skill's URI after the last bar, such as http://data.europa.eu/esco/skill/…",
        )
    if not text.strip():
        raise DataError("A learning outcome has no text", fix="Write what a person can do before the bar")
    if len(set(uris)) < len(uris):
        raise DataError("The same skill stands twice in one outcome", fix="Write each skill once")
    return LearningOutcome(text.strip(), uris)


def links(cell: str) -> tuple[LearningOutcome, ...]:
    """Read confirmed links, one text a line as in `outcomes`; a line without a text is about the description.

    Examples
    --------
    >>> links("| http://data.europa.eu/esco/skill/a")
    (LearningOutcome(text='', concept_uris=('http://data.europa.eu/esco/skill/a',)),)
    """
    found = []
    for line in filter(None, map(str.strip, cell.split("\n"))):
        nameless = "|" in line and not line.rpartition("|")[0].strip()
        (linked,) = outcomes(f"-{line}" if nameless else line)
        if not linked.concept_uris:
            raise DataError(f"{line[:60]!r} names no skill", fix="Write the URI of an ESCO skill after the bar")
        found.append(LearningOutcome("", linked.concept_uris) if nameless else linked)
    return tuple(found)


def accessibility(cell: str) -> dict[str, Availability]:
    """Read what is known about accommodation, one `code=value` a line, ordered by code list.

    Examples
    --------
    >>> accessibility("quiet_place=on_request")
    {'quiet_place': <Availability.ON_REQUEST: 'on_request'>}
    """
    stated: dict[str, Availability] = {}
    for line in filter(None, (line.strip() for line in cell.split("\n"))):
        code, _, value = (part.strip() for part in line.partition("="))
        if code not in ACCOMMODATION_CODES:
            raise DataError(f"{code[:60]!r} is not an accommodation code", fix=nearest(code, ACCOMMODATION_CODES))
        if value not in set(Availability):
            raise DataError(f"{value[:60]!r} is not a value for {code}", fix=nearest(value, list(Availability)))
        if code in stated:
            raise DataError(f"{code} stands twice in the cell", fix="Write each code once")
        stated[code] = Availability(value)
    return {code: stated[code] for code in ACCOMMODATION_CODES if code in stated}


def number_cell(value: float | None) -> str:
    """Write a number without an exponent and without a trailing point.

    Examples
    --------
    >>> number_cell(20.0), number_cell(7.5), number_cell(None)
    ('20', '7.5', '')
    """
    if value is None:
        return ""
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def list_cell(items: Iterable[str]) -> str:
    """Write items separated by semicolons."""
    listed = list(items)
    for item in listed:
        if ";" in item:
            raise DataError(f"{item[:60]!r} holds a semicolon, which separates items", fix="Use a comma inside an item")
    return ";".join(listed)


def outcomes_cell(listed: Iterable[LearningOutcome]) -> str:
    """Write learning outcomes one a line; a line break inside one becomes a space.

    Examples
    --------
    >>> outcomes_cell([LearningOutcome("Cut | paste")])
    'Cut | paste |'
    """
    lines = []
    for outcome in listed:
        text = " ".join(outcome.text.split("\n"))
        bar = " | " if outcome.concept_uris else " |" if "|" in text else ""
        lines.append(f"{text}{bar}{' '.join(outcome.concept_uris)}")
    return "\n".join(lines)


def accessibility_cell(stated: Mapping[str, Availability]) -> str:
    """Write what is known about accommodation, in the order of the code list."""
    return "\n".join(f"{code}={stated[code]}" for code in ACCOMMODATION_CODES if code in stated)
