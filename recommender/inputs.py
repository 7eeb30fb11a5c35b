"""What the command line reads: texts and lines of JSON, from a file or from standard input."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from recommender.errors import DataError, several

_BROKEN = re.compile(r"[\ud800-\udfff]")  # half of a pair: JSON can write it, and UTF-8 cannot


class InputText(NamedTuple):
    """One text to read; `text_id` and `language` where they are given."""

    text_id: str | None
    text: str
    language: str | None = None


def read_text(file: str) -> str:
    """Read a text in UTF-8 from a file, or from standard input where it is "-"; a mark of byte order is dropped.

    Raises
    ------
    DataError : no such file, or not UTF-8
    """
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"Byte {error.start} is not UTF-8", where=file, fix="Save the text as UTF-8") from error
    except OSError as error:
        raise DataError(error.strerror or str(error), where=file, fix="Check the name of the file") from error


def read_bytes(file: Path, *, most: int = 15_000_000) -> bytes:
    """Read a file of at most so many bytes.

    Raises
    ------
    DataError : no such file, or a larger one
    """
    try:
        if file.stat().st_size > most:
            raise DataError(f"The file is larger than {most // 1_000_000} MB", where=str(file), fix="Choose another")
        return file.read_bytes()
    except OSError as error:
        raise DataError(error.strerror or str(error), where=str(file), fix="Check the name of the file") from error


def read_rows(file: str) -> list[InputText]:
    """Read texts, one `{"id", "text"[, "language"]}` a line.

    Raises
    ------
    DataError : with every broken line, the first ten and a count
    """
    rows, problems = [], []
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            problems.append(f"line {number}: {error}")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            problems.append(f'line {number}: "id" or "text" is missing')
            continue
        if not isinstance(row.get("language"), str | None):
            problems.append(f'line {number}: "language" is no code such as "en"')
            continue
        if _BROKEN.search(row["text"]):
            problems.append(f'line {number}: "text" holds a broken character')
            continue
        text_id = None if row["id"] is None else str(row["id"])
        rows.append(InputText(text_id, row["text"], row.get("language") or None))
    if problems:
        raise several(problems, where=file, fix='Give one {"id": …, "text": …} a line')
    return rows
