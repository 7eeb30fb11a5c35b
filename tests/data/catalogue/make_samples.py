"""Write the sample catalogues of this folder: run `python tests/data/catalogue/make_samples.py`."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
SKILL = "http://data.europa.eu/esco/skill/"
COLUMNS = (
    *("id", "title", "title_de", "description", "kind", "languages", "provider", "provider_country"),
    *("awarding_body", "awarding_body_country", "learning_outcomes", "workload_hours_min", "workload_hours_max"),
    *("workload_status", "eqf_level", "eqf_level_status", "assessment", "assessment_supervised", "participation"),
    *("quality_assurance", "isced_f", "accessibility", "work_areas", "status", "reviewed_at"),
)
LAUNDRY = (
    f"Wash laundry with the right programme | {SKILL}04838ae5-a737-48a0-a782-3d1b6b6cb75b\n"
    f"Sort clean and dirty textiles | {SKILL}8f15d53f-d793-42b8-a080-ad77cebcd6e6\n"
    "Fold towels the way the customer wants them"
)
ROWS = (
    (
        *("laundry-basics", "Laundry basics", "Grundlagen der Wäscherei", "Wash, sort and fold laundry.", "course"),
        *("de;en", "Lakeside Workshop", "DE", "Lakeside Academy", "AT", LAUNDRY, 20, 30.5, "stated", 2, "referenced"),
        *("practical_assessment;portfolio", "yes", "presential;workbased", "External review every year", "1013"),
        *("quiet_place=yes\nextra_time=on_request\nbraille=no", "laundry", "real", date(2026, 3, 31)),
    ),
    (
        *("dishes", "Washing dishes", "", "Run the dishwasher in a large kitchen.", "micro_credential", "en", "", ""),
        *("", "", f"Load and run a dishwasher | {SKILL}f20aedf0-6543-498d-b88e-0a32e604acbb", 8, 8, "estimate", 1),
        *("estimated", "quiz", "", "online", "", "1013", "", "kitchen;service", "example", ""),
    ),
)
FAULTS = {  # column: a cell that is wrong; every faulty row has exactly one
    "kind": "cource",
    "languages": "Elvish",
    "provider_country": "UK",
    "learning_outcomes": "Fold towels | not-a-uri",
    "workload_hours_min": "many",
    "eqf_level": "9",
    "assessment": "exam",
    "isced_f": "921",
    "accessibility": "captionz=yes",
    "work_areas": "gardn",
    "reviewed_at": "31/03/2026",
}


def write_workbook(rows: tuple[tuple[object, ...], ...], name: str) -> None:
    """Write rows with the numbers and dates that a person would type into a spreadsheet program."""
    workbook = openpyxl.Workbook()
    workbook.active.append(COLUMNS)
    for row in rows:
        workbook.active.append(row)
    workbook.save(HERE / name)


def write_table(rows: list[list[str]], name: str) -> None:
    """Write rows as UTF-8 without a mark."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def faulty_rows() -> list[list[str]]:
    """Return a good row, then one row for each fault, then a good one again."""
    good = [str(cell) for cell in ROWS[0]]
    rows = [[f"row-{n}", *good[1:]] for n in range(len(FAULTS) + 2)]
    for row, (column, cell) in zip(rows[1:], FAULTS.items(), strict=False):
        row[COLUMNS.index(column)] = cell
    return rows


KURSE = (
    "Kursnummer;Kurstitel;Inhalt;Lernziele;Umfang in Stunden;Teilnahmeform;Unterrichtssprache;Veranstalter;Ort;"
    "Preis (EUR);Barrierefrei;Kinderbetreuung;Notiz\r\n"
    'B 1/26;Bügeln und Falten;Wäsche fürs Haus;"- Hemden bügeln\n- Tücher falten";20 bis 30 Std.;'
    "Präsenz, am Arbeitsplatz;Deutsch;Werkstätten am See;Köln;120;ja;auf Anfrage;intern\r\n"
    "B 2/26;Spülküche;Maschine beladen;;0;vor Ort;Deutsch;Werkstätten am See;Köln;kostenlos;nein;;\r\n"
)


if __name__ == "__main__":
    (HERE / "kurse.csv").write_bytes(KURSE.encode("cp1252"))
    write_table([[str(cell) for cell in row] for row in ROWS], "workshop.csv")
    write_table(faulty_rows(), "faults.csv")
    write_workbook(ROWS, "workshop.xlsx")
    write_workbook((ROWS[0], ("=A2", '=HYPERLINK("http://example.org")', *ROWS[1][2:])), "formulas.xlsx")
