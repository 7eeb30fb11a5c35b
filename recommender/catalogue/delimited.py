"""Read the rows of a CSV file: its encoding, its separator, its quotation marks."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from recommender.catalogue.headings import synonym
from recommender.catalogue.mapping import heading_row, known_headings
from recommender.catalogue.schema import IN_LANGUAGE, Problem, column_name
from recommender.catalogue.sources import check_marks
from recommender.catalogue.words import READ_WORDS
from recommender.errors import DataError

DELIMITERS = (",", ";", "\t", "|")
FIRST_LINES = 10
SAVE_AS_UTF8 = "Save the file as CSV UTF-8"
# Languages that Windows-1252 was made for. With any other language in a file the same bytes may well mean
# Polish or Greek letters, and a guess would spoil names silently.
WESTERN = frozenset(
    (
        *("af", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "is", "it", "lb", "nb", "nl", "nn"),
        *("no", "pt", "sv"),
    )
)
POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”“’–—…•§°\u00a0")
WINDOWS_ONLY = frozenset("ąśźĄŚŹ")
NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def read_rows(data: bytes, name: str) -> tuple[list[list[str]], list[Problem]]:
    """Read all rows of a CSV file, and find those with fewer cells than the first one has.

    Blank rows stay, so that row numbers are those of a spreadsheet program.

    UTF-8 with commas is the format. Semicolons, tabs, bars and UTF-16 with its mark are accepted, and the
    encodings of Windows where the languages of the file, or of its headings, are those that they were made
    for. The csv module is used rather than `pandas.read_csv`, which fills up short rows and shifts long ones
    without a word.

    Raises
    ------
    DataError : an encoding that cannot be told for certain, or a quotation mark out of place
    """
    text, certain = _decode(data, name)
    check_marks(sum(map(text.count, DELIMITERS)) + text.count("\n"), name)
    if "\0" in text:
        raise DataError("The file is not a text table", where=name, fix=SAVE_AS_UTF8)
    rows = _parse(text, name)
    if not certain and not _western(rows):
        polish = _polish(data)
        if polish is None:
            line = next(n for n, each in enumerate(data.split(b"\n"), start=1) if not each.isascii())
            raise DataError(
                "Letters are written in an unknown encoding", where=f"{name}, line {line}", fix=SAVE_AS_UTF8
            )
        rows = _parse(polish, name)
    return rows, _short_rows(rows, name)


def _decode(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text, and whether its encoding is certain."""
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    marked = next((encoding for mark, encoding in marks.items() if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8"), True
    except UnicodeDecodeError as error:
        if marked or (NOT_IN_1252.search(data) and _polish(data) is None):
            line = error.object[: error.start].count(b"\n") + 1  # of the data without its mark
            raise DataError("A letter is broken", where=f"{name}, line {line}", fix=SAVE_AS_UTF8) from error
        return data.decode("cp1252", errors="replace"), False


def _western(rows: Sequence[Sequence[str]]) -> bool:
    languages = _languages(rows)
    return bool(languages) and languages <= WESTERN


def _polish(data: bytes) -> str | None:
    """Decode a Polish table from Windows-1250, or return None where it may be something else.

    Each letter beyond ASCII has to be Polish, and one of them has to stand elsewhere in ISO 8859-2.
    """
    text = data.decode("cp1250", errors="replace")
    beyond = {letter for letter in text if not letter.isascii()}
    if not beyond <= POLISH or not beyond & WINDOWS_ONLY:
        return None
    return text if _languages(_parse(text, "")) == {"pl"} else None


def _parse(text: str, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise DataError(
            "A quotation mark is out of place, or a cell is far too long",
            where=f"{name}, line {reader.line_num}",
            fix="Write a quotation mark inside a cell twice and close every cell that starts with one",
        ) from error


def _delimiter(text: str) -> str:
    """Return the separator with which one of the first lines names most columns, or which it has most of."""
    lines = [line.rstrip("\r") for line in text.split("\n", FIRST_LINES)[:FIRST_LINES]]
    first = max(lines, key=lambda line: max(known_headings(h.strip('"') for h in line.split(m)) for m in DELIMITERS))
    named = {mark: known_headings(heading.strip('"') for heading in first.split(mark)) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (named[mark], first.count(mark)))


def _short_rows(rows: Sequence[Sequence[str]], name: str) -> list[Problem]:
    """Find rows that end early: mostly a line break inside a cell without quotation marks."""
    top = heading_row(rows)
    return [
        Problem(
            f"{name}, row {number}",
            f"The row has {len(row)} cells, the row of headings has {len(rows[top])}",
            "Put cells with a line break or a separator in quotation marks",
            number,
        )
        for number, row in enumerate(rows[top:], start=top + 1)
        if any(row) and len(row) < len(rows[top])
    ]


def _languages(rows: Sequence[Sequence[str]]) -> set[str]:
    """Collect the languages that a table names: in its headings, in its column `languages`, or by their words."""
    top = heading_row(rows)
    headings = rows[top] if rows else []
    columns = [column_name(heading) or (synonym(heading) or ("",))[0] for heading in headings]
    named = {match.group(2) for heading in columns if (match := IN_LANGUAGE.fullmatch(heading))}
    if "languages" in columns:
        position = columns.index("languages")
        cells = {cell for row in rows[top + 1 :] for cell in row[position : position + 1]}
        named |= {item for cell in cells for item in READ_WORDS["languages"](cell).split(";")} - {""}
    if not named:
        words = [found[1] for heading in headings if (found := synonym(heading))]
        counts = Counter(language for languages in words for language in languages)
        named = {language for language, n in counts.items() if n == max(counts.values())}
    return {language.split("-")[0].lower() for language in named}
