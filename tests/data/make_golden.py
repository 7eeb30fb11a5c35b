"""Write the golden files of the passport again: python tests/data/make_golden.py; then read the difference."""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from passports import full_passport, passport_of  # noqa: E402
from tagged_pdf import elements, open_pdf  # noqa: E402

from recommender.exports.passport_words import Style  # noqa: E402
from recommender.exports.writers import WRITERS, PassportFormat  # noqa: E402

GOLDEN = HERE / "golden"


def golden_files() -> dict[str, bytes]:
    """Return the golden files by name: fonts and pictures shortened, the paper as what a screen reader reads."""
    passports = {"mora-3": full_passport(), "mora-3-named": passport_of()}
    found = {}
    for person, passport in passports.items():
        for name, writer in WRITERS.items():
            raw = writer.write(passport, Style())
            if name is PassportFormat.PDF:
                read = [f"{element.role}: {element.text.strip()}" for element in elements(open_pdf(raw))]
                found[f"{person}.pdf.txt"] = ("\n".join(line.rstrip() for line in read) + "\n").encode()
            else:
                found[f"{person}{writer.ending}"] = re.sub(rb"[A-Za-z0-9+/]{200,}=*", b"...", raw)
    return found


def main() -> None:
    """Write the files."""
    GOLDEN.mkdir(exist_ok=True)
    for name, raw in golden_files().items():
        (GOLDEN / name).write_bytes(raw)


if __name__ == "__main__":
    main()
