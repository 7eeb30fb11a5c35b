"""Write a catalogue as a table that spreadsheet programs open safely and that our readers read back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from recommender.catalogue import cells
from recommender.catalogue.entries import row_of
from recommender.catalogue.schema import COLUMNS, RARE
from recommender.domain.trainings import Training
from recommender.errors import DataError

SHEET = "trainings"
# A workbook holds times in two places; both are fixed, so that the same catalogue gives the same bytes.
SAME_DAY = datetime(1980, 1, 1)
CANNOT_CARRY: Mapping[str, str] = {}  # the columns are those of a training


def write_csv(trainings: Sequence[Training], labels: Mapping[str, str]) -> list[bytes]:
    """Write trainings as a CSV file."""
    return [to_csv(table_of(trainings))]


def write_xlsx(trainings: Sequence[Training], labels: Mapping[str, str]) -> list[bytes]:
    """Write trainings as a workbook of one sheet."""
    return [to_xlsx(table_of(trainings))]


def missing_fields(training: Training) -> tuple[str, ...]:
    """Name what a training lacks to be a row: nothing ever."""
    return ()


def to_csv(table: Sequence[Sequence[str]]) -> bytes:
    """Write a table as UTF-8 with its mark, without which spreadsheet programs take it for another encoding."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: Sequence[Sequence[str]]) -> bytes:
    """Write a table as a workbook of one sheet, every cell as text."""
    import openpyxl
    from openpyxl.writer.excel import ExcelWriter

    workbook = openpyxl.Workbook()
    workbook.properties.created = workbook.properties.modified = SAME_DAY
    sheet = workbook.active
    sheet.title = SHEET
    sheet.freeze_panes = "A2"
    for number, row in enumerate(table, start=1):
        for place, text in enumerate(row, start=1):
            if text:
                # The type is set after the value: openpyxl would take "#N/A" for an error and "=" for a formula.
                sheet.cell(number, place, text).data_type = "s"
    buffer = io.BytesIO()
    # ExcelWriter rather than workbook.save, which puts in the time of day
    ExcelWriter(workbook, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    return _same_day(buffer)


def _same_day(buffer: io.BytesIO) -> bytes:
    """Give every part of a zip file the same date."""
    copy = io.BytesIO()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(copy, "w") as dateless:
        for name in sorted(made.namelist()):
            part = zipfile.ZipInfo(name, SAME_DAY.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            dateless.writestr(part, made.read(name))
    return copy.getvalue()


def table_of(trainings: Sequence[Training]) -> list[list[str]]:
    """Return the row of headings and a row for each training, guarded against running as formulas.

    Raises
    ------
    DataError : a text that no cell can hold
    """
    rows = [row_of(training) for training in trainings]
    usual = [column for column in COLUMNS if column not in RARE]
    columns = [*usual, *sorted({column for row in rows for column in row} - set(usual))]
    table = [columns]
    for row in rows:
        table.append([cells.guard(row.get(column, "")) for column in columns])
        for column, text in row.items():
            if len(text) >= cells.LONGEST_CELL or cells.CONTROL.search(text):
                raise DataError(
                    "The text holds a control character or is too long for a cell",
                    where=f"training {row['id']}, {column}",
                    fix=f"Shorten it to {cells.LONGEST_CELL - 1:,} characters of plain text",
                )
    return table
