"""Read the rows of an XLSX workbook, after making sure that it is safe to open."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from recommender.catalogue.cells import number_cell
from recommender.catalogue.schema import Problem
from recommender.errors import DataError

MOST_BYTES = 200 * 2**20  # unpacked; a catalogue of 10,000 trainings has some 50 MB
HARMLESS_BYTES = 20 * 2**20  # below this a high ratio is only a repetitive table
MOST_RATIO = 100  # deflate reaches 1,000; tables of real trainings stay under 20
MOST_MEMBERS = 2_000
MOST_ROWS = 200_000
CHUNK = 2**16
# What openpyxl lets through for a workbook that is damaged, encrypted or made by hand; it has no error of its own.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError),
)


def read_rows(data: bytes, name: str) -> tuple[list[list[str]], list[Problem]]:
    """Read all rows of the first visible sheet as texts, and find the cells that hold no text of their own.

    Numbers are written without a trailing point, dates as year-month-day, true and false as yes and no. A
    formula is a problem: what it shows depends on the program that opened it last, and may come from elsewhere.

    Raises
    ------
    DataError : not a workbook, damaged, or made to fill the memory
    """
    import openpyxl

    try:
        check_archive(data, name)
        with warnings.catch_warnings():  # about styles and headers that a table does without
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            try:
                return _read_sheet(workbook, name)
            finally:
                workbook.close()
    except DAMAGED as error:
        raise DataError(
            "The file is not a workbook that can be read",
            where=name,
            fix="Save it again as .xlsx without a password, or as CSV UTF-8",
        ) from error


def check_archive(data: bytes, name: str) -> None:
    """Refuse a zip file that unpacks to far too much, or whose XML declares entities.

    The bytes are counted while they are unpacked: what the file says about its own size may be a lie. No
    workbook needs a document type, the only place where entities can be declared.

    Raises
    ------
    DataError : too large when unpacked, or XML with a document type
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise _refused(name, "holds too many parts")
        unpacked = 0
        for member in members:
            with archive.open(member) as stream:
                for chunk in _without_document_type(stream, name):
                    unpacked += len(chunk)
                    too_dense = unpacked > max(HARMLESS_BYTES, MOST_RATIO * len(data))
                    if unpacked > MOST_BYTES or too_dense:
                        raise _refused(name, "unpacks to far more than a catalogue needs")


def _without_document_type(stream: Any, name: str) -> Iterator[bytes]:
    """Yield the chunks of one part; its XML is parsed up to the first element, before which a type must stand."""
    parser = expat.ParserCreate()
    undecided = True

    def refuse(*_: object) -> None:
        raise _refused(name, "declares XML entities")

    def decide(*_: object) -> None:
        nonlocal undecided
        undecided = False

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = decide
    while chunk := stream.read(CHUNK):
        if undecided:
            try:
                parser.Parse(chunk)
            except expat.ExpatError:  # a picture, or damaged XML that openpyxl will not get past either
                undecided = False
        yield chunk


def _refused(name: str, what: str) -> DataError:
    return DataError(f"The workbook {what}", where=name, fix="Save it again from a spreadsheet program, or as CSV")


def _read_sheet(workbook: Any, name: str) -> tuple[list[list[str]], list[Problem]]:
    sheet = [each for each in workbook.worksheets if each.sheet_state == "visible"][0]  # noqa: RUF015 (IndexError is meant)
    sheet.reset_dimensions()  # the size that a sheet says it has is often wrong
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise DataError(f"The sheet has more than {MOST_ROWS:,} rows", where=name, fix="Delete the empty rows")
        for cell in row:
            if cell.data_type in ("f", "e"):
                holds = "a formula" if cell.data_type == "f" else "an error value"
                where = f"{name}, cell {cell.coordinate}"
                problems.append(
                    Problem(where, f"The cell holds {holds}", "Paste it as a value", number, cell.column - 1)
                )
        rows.append(["" if cell.data_type in ("f", "e") else _text(cell.value) for cell in row])
    return rows, problems


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_cell(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
