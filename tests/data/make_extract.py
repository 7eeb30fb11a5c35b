"""Make the extract of ESCO that the tests use from the official packages of 1.2.0.

Example: python tests/data/make_extract.py classification.zip relations.zip

`esco_selection.csv` names the concepts, with a description in our own words for each. Of the official text only
labels are copied: descriptions come from the selection, scope notes and definitions stay blank.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEFT_BLANK = ("hiddenLabels", "modifiedDate", "scopeNote", "definition", "inScheme", "regulatedProfessionNote")
OCCUPATIONS = {
    "http://data.europa.eu/esco/occupation/" + uuid
    for uuid in (
        "303a1e34-cb16-4054-b323-81e5eec17397",  # building cleaner
        "bea705fe-06ac-4147-b8e0-6e8ac1208d8f",  # warehouse worker
        "1aadb308-432a-4d01-b54b-b4f7f76dd419",  # baker
        "cbad55a4-c7cf-4ab6-9540-eac72b26729b",  # domestic cleaner
        "9c55aa23-e3f2-4c00-8c90-5ed5204951a3",  # disability support worker
        "c60ede09-b67b-4173-8991-b9b694149488",  # employment support worker
        "0da51178-e386-4534-ae71-15ba789ad756",  # laundry worker
        "e1cf6897-158d-4b48-a39e-2a3a8cac216c",  # kitchen assistant
        "f5cb9901-86fc-48d0-9cde-667fbe8cef3a",  # hand packer
    )
}
Row = dict[str, str]


def main(packages: list[str]) -> None:
    """Write the files of the extract to the folder `esco` beside this script."""
    tables = {name: rows for package in packages for name, rows in read_tables(Path(package))}
    words = dict(csv.reader(io.StringIO((HERE / "esco_selection.csv").read_text("utf-8"))))
    skills = [row for row in tables["skills"] if row["conceptUri"] in words]
    kept = {row["conceptUri"] for row in skills}
    broader = above(tables["broaderRelationsSkillPillar"], kept)
    kept |= {row["broaderUri"] for row in broader}
    links = [row for row in tables["occupationSkillRelations"] if row["occupationUri"] in OCCUPATIONS]
    write("skills", [row | {"description": words[row["conceptUri"]]} for row in skills])
    write("skillGroups", [row | {"description": ""} for row in tables["skillGroups"] if row["conceptUri"] in kept])
    write("broaderRelationsSkillPillar", broader)
    write("occupations", [r | {"description": ""} for r in tables["occupations"] if r["conceptUri"] in OCCUPATIONS])
    write("occupationSkillRelations", [row for row in links if row["skillUri"] in kept])
    # No table says which release it is from, and the extract is too small to tell by its concepts.
    (HERE / "esco" / "manifest.json").write_text('{"release": "1.2.0"}\n', encoding="utf-8")


def read_tables(package: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name without language and ending, and the rows, of each table in a zip or folder."""
    csv.field_size_limit(2**31 - 1)
    folder = zipfile.Path(package) if package.is_file() else package
    for file in folder.iterdir():
        if file.name.endswith(".csv"):
            text = file.read_text("utf-8-sig")
            yield re.sub(r"(_[a-z]{2})?\.csv$", "", file.name), list(csv.DictReader(io.StringIO(text, newline="")))


def above(broader: list[Row], kept: set[str]) -> list[Row]:
    """Return the rows that lead from the kept concepts up to the roots, by way of groups or kept concepts."""
    rows, reached = [], set(kept)
    while True:
        new = [
            row
            for row in broader
            if row["conceptUri"] in reached and (row["broaderType"] == "SkillGroup" or row["broaderUri"] in kept)
        ]
        if len(new) == len(rows):
            return new
        rows = new
        reached |= {row["broaderUri"] for row in rows}


def write(name: str, rows: list[Row]) -> None:
    """Write one table in the official layout: CRLF after a row, LF within a cell."""
    rows = [row | {column: "" for column in LEFT_BLANK if column in row} for row in rows]
    with (HERE / "esco" / f"{name}_en.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
