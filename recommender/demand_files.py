"""Demand files: counts that a house gives to providers, and tables of jobs or wishes from elsewhere."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from recommender.catalogue import delimited, workbook
from recommender.catalogue.cells import plain
from recommender.domain.accommodation import ACCOMMODATION_CODES
from recommender.domain.versions import NOTICE, Versions
from recommender.errors import DataError, several
from recommender.guidance.demand import Demand, Measure, Unit, checked
from recommender.guidance.snapshots import FEWEST, MEASURES, STEP, Snapshot

FORMAT, FORMAT_VERSION = "recommender-demand", 1
MOST_BYTES = 10 * 2**20
LONGEST_NAME = 120  # characters of an issuer or a source
COLUMNS = ("subject", "count", "unit", "measure", "source", "date")
SUBJECT = re.compile(r"(http://data\.europa\.eu/esco/(skill|occupation)/[0-9A-Za-z.-]+|local:[\w-]+|[a-z][a-z0-9_]*)")
EXPORT_AGAIN = "Ask for the file again, as recommender demand export writes it"


def demand_document(snapshot: Snapshot, *, versions: Versions) -> dict[str, Any]:
    """Return a snapshot as `demand export` prints it (schemas/demand.schema.json)."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "issuer": snapshot.issuer,
        "taken_on": snapshot.taken_on.isoformat(),
        "people": snapshot.people,
        **{measure.value: dict(sorted(snapshot.counts[measure].items())) for measure in MEASURES},
        "versions": asdict(versions),
        "notice": NOTICE,
    }


def read_demand(text: str, *, where: str) -> Snapshot:
    """Read a demand file back.

    Raises
    ------
    DataError : no such document, or numbers that no file of ours holds; with all problems at once
    """
    try:
        row = json.loads(text)
    except ValueError as error:
        raise DataError(f"This is not JSON: {error}", where=where, fix=EXPORT_AGAIN) from error
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise DataError("This is not a demand file", where=where, fix=EXPORT_AGAIN)
    if row.get("format_version") != FORMAT_VERSION:
        raise DataError("This demand file is from another version", where=where, fix="Update the program")
    problems = [*_head_problems(row), *(p for measure in MEASURES for p in _count_problems(row, measure.value))]
    if problems:
        raise several(problems, where=where, fix=EXPORT_AGAIN)
    counts = {measure: dict(row[measure.value]) for measure in MEASURES}
    taken_on = date.fromisoformat(row["taken_on"])
    return Snapshot(checked_name(row["issuer"]), taken_on, row["people"], counts, str(row["versions"]["esco"]))


def checked_name(name: str) -> str:
    """Return the name of a house or a source without space around it.

    Raises
    ------
    DataError : it is empty, too long, or has a line break
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise DataError(
            f"A name has 1 to {LONGEST_NAME} characters and no line breaks", where="source", fix="Write a short name"
        )
    return name


def read_table(path: Path, *, source: str = "", as_of: date | None = None) -> tuple[Demand, ...]:
    """Read a table of jobs, wishes or needs from a CSV or XLSX file.

    The column `subject` holds the URI of an ESCO skill or occupation, the slug of a work area, or the code of an
    accommodation; `count` a number, or nothing. `unit` is jobs or people, `measure` wanted, can, likes or needs;
    left out they are jobs and wanted, or people and needs where the subject is an accommodation. Every row needs a
    source and a date, of its own or for the whole table.

    Parameters
    ----------
    source, as_of : those of all rows that do not say their own

    Raises
    ------
    DataError : the file cannot be read, or some rows are wrong; with all problems at once
    """
    rows = _rows(path)
    headings = [heading.strip().lower() for heading in rows[0]] if rows else []
    if "subject" not in headings or "count" not in headings:
        raise DataError(
            "The first row must name the columns subject and count",
            where=path.name,
            fix=f"Use the columns {', '.join(COLUMNS)}",
        )
    found, problems = [], []
    for number, cells in enumerate(rows[1:], start=2):
        row = {heading: plain(cell) for heading, cell in zip(headings, cells, strict=False)}
        if any(row.values()):
            try:
                found.append(read_row(row, source=source, as_of=as_of, where=f"row {number}"))
            except DataError as error:
                problems.append(str(error))
    if problems:
        raise several(problems, where=path.name, fix="Correct these rows; nothing was imported")
    return tuple(found)


def read_table_bytes(name: str, data: bytes, *, source: str, as_of: date | None) -> tuple[Demand, ...]:
    """Read a table that somebody uploaded; only the end of its name counts, the rest is for messages.

    Raises
    ------
    DataError : as for `read_table`
    """
    shown = Path(name.replace("\\", "/")).name[:100]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"table{Path(shown).suffix.lower()}"
        file.write_bytes(data)
        try:
            return read_table(file, source=source, as_of=as_of)
        except DataError as error:
            raise DataError(error.what, where=error.where.replace(file.name, shown), fix=error.fix) from error


def read_row(row: Mapping[str, str], *, source: str, as_of: date | None, where: str) -> Demand:
    """Read one row of a table.

    Examples
    --------
    >>> read_row({"subject": "braille", "count": "7"}, source="Survey", as_of=date(2026, 5, 1), where="row 2").measure
    <Measure.NEEDS: 'needs'>

    Raises
    ------
    DataError : what is wrong first
    """
    subject = row.get("subject", "")
    if not SUBJECT.fullmatch(subject):
        raise DataError(
            f"{subject[:80]!r} is no subject", where=where, fix="Write an ESCO URI, a work area or an accommodation"
        )
    is_need = subject in ACCOMMODATION_CODES
    measure = _one_of(Measure, row.get("measure") or ("needs" if is_need else "wanted"), where)
    unit = _one_of(Unit, row.get("unit") or ("people" if is_need else "jobs"), where)
    if is_need != (measure is Measure.NEEDS):
        raise DataError(f"{subject} does not go with {measure.value}", where=where, fix="Leave the measure out")
    count = row.get("count", "")
    if count and not re.fullmatch(r"[0-9]{1,9}", count):
        raise DataError(f"{count[:40]!r} is not a whole number", where=where, fix="Write digits only, or nothing")
    said = row.get("source") or source
    if not said.strip():
        raise DataError("The source is missing", where=where, fix="Say where the number comes from")
    written = row.get("date", "")
    day = as_of if as_of is not None and not written else read_day(written, where=where)
    return checked(Demand(measure, subject, int(count) if count else None, unit, checked_name(said), day), where=where)


def _head_problems(row: Mapping[str, Any]) -> list[str]:
    problems = []
    issuer, people, versions = row.get("issuer"), row.get("people"), row.get("versions")
    if not isinstance(issuer, str) or not 0 < len(issuer.strip()) <= LONGEST_NAME or not issuer.isprintable():
        problems.append("issuer is missing or too long")
    if not isinstance(people, int) or people < FEWEST or people % STEP:
        problems.append(f"people is {people!r}, which no file of ours holds")
    if not isinstance(versions, dict) or not isinstance(versions.get("esco"), str):
        problems.append("versions are missing")
    try:
        date.fromisoformat(str(row.get("taken_on")))
    except ValueError:
        problems.append(f"taken_on is {row.get('taken_on')!r}, not a date")
    return problems


def _count_problems(row: Mapping[str, Any], name: str) -> list[str]:
    counts = row.get(name)
    if not isinstance(counts, dict):
        return [f"{name} is missing"]
    people = row["people"] if isinstance(row.get("people"), int) else 0
    return [
        f"{name}, {str(subject)[:80]!r}: {count!r} is not a number that can stand there"
        for subject, count in counts.items()
        if type(count) is not int or count < STEP or count % STEP or count > people or not SUBJECT.fullmatch(subject)
    ]


def _rows(path: Path) -> Sequence[Sequence[str]]:
    if not path.is_file():
        raise DataError("There is no such file", where=str(path), fix="Check the name and the folder")
    if path.stat().st_size > MOST_BYTES:
        raise DataError("The file is larger than 10 MB", where=path.name, fix="Split it into several files")
    read = workbook.read_rows if path.suffix.lower() == ".xlsx" else delimited.read_rows
    rows, problems = read(path.read_bytes(), path.name)
    if problems:
        fix = "Paste values, not formulas, and fill every row up to the last column"
        raise several([f"{p.where}: {p.what}" for p in problems], where=path.name, fix=fix)
    return rows


def _one_of(choices: Any, word: str, where: str) -> Any:
    try:
        return choices(word.strip().lower())
    except ValueError as error:
        listed = ", ".join(choice.value for choice in choices)
        raise DataError(f"{word[:40]!r} is unknown", where=where, fix=f"Use one of: {listed}") from error


def read_day(written: str, *, where: str) -> date:
    """Read a date written year-month-day.

    Raises
    ------
    DataError : it is missing or is none
    """
    written = written.strip()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        what = f"{written[:40]!r} is not a date" if written else "The date is missing"
        raise DataError(what, where=where, fix="Write year-month-day, such as 2026-05-04") from error
