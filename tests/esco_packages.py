"""Make small packages of ESCO for tests, in the official layout."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
COLUMNS = ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "modifiedDate")
SKILL_COLUMNS = (*COLUMNS, "description")


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]], *, line_end: str = "\r\n") -> bytes:
    """Return a CSV file; columns that a row lacks are blank, those that it has besides are left out."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def skill(name: str, label: str = "pack goods", **cells: str) -> dict[str, str]:
    """Return one row of a table of skills; `name` is the end of its URI."""
    return {"conceptUri": SKILL + name, "preferredLabel": label, "skillType": "skill/competence", **cells}


def skills(*rows: Mapping[str, str], columns: Sequence[str] = SKILL_COLUMNS, line_end: str = "\r\n") -> bytes:
    """Return a table of skills."""
    return table(columns, rows, line_end=line_end)


def pairs(columns: Sequence[str], *rows: Sequence[str]) -> bytes:
    """Return a table of links."""
    return table(columns, [dict(zip(columns, row, strict=True)) for row in rows])


def broader(*rows: tuple[str, str]) -> bytes:
    """Return a table of broader relations between URIs."""
    return pairs(("conceptUri", "broaderUri"), *rows)


def zipped(path: Path, files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip file and return its path."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a folder and return its path."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path
