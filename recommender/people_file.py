"""Read a file with texts of several people: code, text, kind of experience, date."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recommender.catalogue.workbook import read_rows as read_workbook
from recommender.domain.experiences import Circumstances, ExperienceKind
from recommender.errors import DataError, several
from recommender.guard import Finding, find_personal, remove

REQUIRED, OPTIONAL = ("code", "text"), ("kind", "date")
LARGEST_FILE = 20 * 2**20  # bytes
MOST_ROWS = 1_000  # some five minutes of reading
LONGEST_CODE = 40  # characters
LARGEST_TEXT = 1_000_000  # bytes of one text
DELIMITERS = (",", ";", "\t")
FIX = "Correct the file and choose it again; nothing was kept"
LONGEST_DATE = 60  # characters, in any words, as in the box on the page


@dataclass(frozen=True, slots=True)
class PersonText:
    """One row: the code of a person, a text, and what stands beside it; `row` counts from 1 with the headings."""

    row: int
    code: str
    text: str
    about: Circumstances


def read_people(file: Path) -> tuple[PersonText, ...]:
    """Read all rows of a CSV or XLSX file.

    Raises
    ------
    DataError : as for `read_people_bytes`
    """
    if file.stat().st_size > LARGEST_FILE:
        raise _too_large(file.name)
    return read_people_bytes(file.name, file.read_bytes())


def read_people_bytes(name: str, content: bytes) -> tuple[PersonText, ...]:
    """Read all rows of a table that is in memory; the texts themselves never stand in an error.

    Parameters
    ----------
    name : name of the file, whose ending says what it is

    Raises
    ------
    DataError : with all problems of the file at once, the first ten and a count
    """
    if len(content) > LARGEST_FILE:
        raise _too_large(name)
    rows = _rows(name, content)
    headings = [heading.strip().casefold() for heading in rows[0]] if rows else []
    problems = _heading_problems(headings)
    if problems:
        raise several(problems, where=name, fix=FIX)
    found: list[PersonText] = []
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            one = dict(zip(headings, [*cells, *[""] * len(headings)], strict=False))
            faults = _faults(one)
            problems += [f"row {number}: {fault}" for fault in faults]
            if not faults:
                found.append(_person_text(number, one))
    if not found and not problems:
        problems = ["There is no row with a text"]
    if problems:
        raise several(problems, where=name, fix=FIX)
    return tuple(found)


def _too_large(name: str) -> DataError:
    return DataError("The file is larger than 20 MB", where=name, fix="Cut it into smaller files")


def _rows(name: str, content: bytes) -> list[list[str]]:
    ending = Path(name).suffix.casefold()
    if ending == ".xlsx":
        rows, cell_problems = read_workbook(content, name)
        if cell_problems:
            listed = [f"{problem.where.rpartition(', ')[2]}: {problem.what}" for problem in cell_problems]
            raise several(listed, where=name, fix="Paste values instead of formulas, then choose the file again")
    elif ending == ".csv":
        rows = _read_csv(name, content)
    else:
        raise DataError("The file is neither CSV nor XLSX", where=name, fix="Save the table as CSV UTF-8 or XLSX")
    if len(rows) > MOST_ROWS:
        raise DataError("The file has more than 1,000 rows", where=name, fix="Cut it into smaller files")
    return rows


def _read_csv(name: str, content: bytes) -> list[list[str]]:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataError("A letter is broken", where=f"{name}, line {line}", fix="Save it as CSV UTF-8") from error
    if "\0" in words:
        raise DataError("The file is no table of texts", where=name, fix="Save it as CSV UTF-8")
    first = words.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise DataError(
            "A quotation mark is out of place",
            where=f"{name}, line {reader.line_num}",
            fix="Write a quotation mark inside a cell twice and close every cell that starts with one",
        ) from error


def _heading_problems(headings: Sequence[str]) -> list[str]:
    known = (*REQUIRED, *OPTIONAL)
    problems = [f"The column '{name}' is missing" for name in REQUIRED if name not in headings]
    problems += [f"The column '{name[:40]}' is not known" for name in headings if name and name not in known]
    return problems + [f"The column '{name}' stands there twice" for name in known if headings.count(name) > 1]


def _faults(one: dict[str, str]) -> list[str]:
    code, words, kind, date = (one.get(name, "").strip() for name in (*REQUIRED, *OPTIONAL))
    faults = []
    if not code or len(code) > LONGEST_CODE or not code.isprintable():
        faults.append("the code has not 1 to 40 characters")
    if not words:
        faults.append("the text is empty")
    elif len(words.encode("utf-8", errors="replace")) > LARGEST_TEXT:
        faults.append("the text is larger than 1 MB")
    if kind and _kind(kind) is None:
        faults.append(f"the kind is none of {', '.join(kind.value for kind in ExperienceKind)}")
    if len(date) > LONGEST_DATE:
        faults.append(f"the date has more than {LONGEST_DATE} characters")
    return faults


def _kind(words: str) -> ExperienceKind | None:
    """Return the kind that a cell names, in any spelling of its words."""
    slug = "_".join(words.casefold().replace("_", " ").replace("-", " ").split())
    return ExperienceKind(slug) if slug in list(ExperienceKind) else None


def _person_text(number: int, one: dict[str, str]) -> PersonText:
    about = Circumstances(kind=_kind(one.get("kind", "")), when=" ".join(one.get("date", "").split()))
    return PersonText(number, one["code"].strip(), one["text"].strip(), about)


def is_personal(row: PersonText) -> bool:
    """Say whether a row holds words that may be personal."""
    return bool(find_personal(row.text) or _personal_in_date(row.about.when))


def without_personal(row: PersonText) -> PersonText:
    """Return a row without the words that may be personal."""
    when = remove(row.about.when, _personal_in_date(row.about.when))
    return replace(row, text=remove(row.text, find_personal(row.text)), about=replace(row.about, when=when))


def _personal_in_date(words: str) -> list[Finding]:
    """Find what may be personal beside the day, which says here when something was done."""
    return [finding for finding in find_personal(words) if finding.kind != "date"]
