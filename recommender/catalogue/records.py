"""Read a list with one flat JSON object a line as the rows of a table."""

from __future__ import annotations

import json
from typing import Any

from recommender.catalogue.cells import number_cell
from recommender.catalogue.schema import Problem
from recommender.catalogue.sources import check_marks, read_text
from recommender.errors import DataError

MOST_KEYS = 1_000  # of all lines together; each line is filled up to all of them


def read_rows(data: bytes, name: str) -> tuple[list[list[str]], list[Problem]]:
    """Return the keys of all objects as the row of headings, and a row of texts for each line.

    A list of texts becomes lines, so that it can be read as learning outcomes; blank lines stay blank rows.
    The number of a row is one more than that of its line.

    Raises
    ------
    DataError : the encoding is not UTF-8, or every line has keys of its own
    """
    problems: list[Problem] = []
    objects: list[dict[str, Any]] = []
    text = read_text(data, name)
    check_marks(sum(map(text.count, "{[,\n")), name)
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            read = json.loads(line) if line.strip() else {}
            objects.append({str(key): _text(value) for key, value in read.items()})
        except (ValueError, RecursionError, AttributeError, DataError) as error:
            what = error.what if isinstance(error, DataError) else "The line is not one JSON object"
            problems.append(Problem(f"{name}, line {number}", what, "Write one flat object a line", number + 1))
            objects.append({})
    headings = list(dict.fromkeys(key for each in objects for key in each))
    if len(headings) > MOST_KEYS:
        what = f"The lines have more than {MOST_KEYS:,} different keys"
        raise DataError(what, where=name, fix="Use the same keys in every line")
    return [headings, *([each.get(key, "") for key in headings] for each in objects)], problems


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_cell(value)
    if isinstance(value, list):
        return "\n".join(" ".join(_text(item).split()) for item in value)
    if isinstance(value, dict):
        raise DataError("A value holds an object")
    return str(value)
