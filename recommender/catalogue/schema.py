"""The columns of a catalogue table, and the one check that every table goes through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from recommender.catalogue import cells
from recommender.errors import DataError

KINDS = ("micro_credential", "course", "module", "qualification_part", "work_based", "badge")
STATUSES = ("example", "real")
WORKLOAD_STATUSES = ("estimate", "stated")
LEVEL_STATUSES = ("estimated", "stated_by_awarding_body", "referenced", "not_applicable")
# Assessment, participation and learning setting follow the controlled lists of the European Learning Model.
ASSESSMENTS = (
    *("written_examination", "oral_examination", "practical_assessment", "portfolio"),
    *("continuous_evaluation", "artefact", "quiz", "attendance"),
)
PARTICIPATIONS = ("presential", "online", "blended", "workbased", "project")
SETTINGS = ("non_formal", "formal", "validation_of_prior_learning")
TARGET_GROUPS = (
    *("sheltered_work", "supported_employment", "day_activity", "job_seeker", "learning_disability", "sensory"),
    *("physical", "psychosocial", "autistic", "care_staff", "job_coach"),
)
WORK_AREAS = (  # the slugs of data/work_areas.csv
    *("packing", "assembly", "laundry", "kitchen", "service", "cleaning", "garden", "farming", "animals"),
    *("wood", "metal", "textile", "recycling", "bicycles", "printing", "digitisation", "office", "shop"),
    *("warehouse", "crafts", "care", "childcare", "caretaking", "vehicles", "arts", "peer"),
)
LOCALISED = ("title", "description", "description_plain")  # "title" is English, "title_de" German, and so on
IN_LANGUAGE = re.compile(r"(title|description_plain|description)_([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a file.

    `row` is None where the file as a whole is meant; `place` counts the cells of the row from 0, None where the
    row as a whole is meant.
    """

    where: str
    what: str
    fix: str
    row: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell that is not blank is read, and what a blank one means."""

    read: Callable[[str], Any] = str
    blank: Any = ""
    required: bool = False


_LANGUAGE = cells.matching(cells.LANGUAGE, what="a language code", fix="Write two letters, such as en or de")
_SLUG = cells.matching(cells.IDENTIFIER, what="an id", fix="Use letters, digits, hyphens, dots and underscores only")
_FIELD_OF_STUDY = cells.matching(
    re.compile(r"[0-9]{4}"), what="an ISCED-F code", fix="Write four digits, such as 0921, in a cell formatted as text"
)

COLUMNS: dict[str, Column] = {
    "id": Column(_SLUG, required=True),
    "title": Column(),
    "description": Column(),
    "description_plain": Column(),
    "kind": Column(cells.one_of(KINDS)),
    "languages": Column(cells.list_of(_LANGUAGE), ()),
    "provider": Column(),
    "provider_country": Column(cells.country),
    "provider_url": Column(cells.web_address),
    "awarding_body": Column(),
    "awarding_body_country": Column(cells.country),
    "awarding_body_url": Column(cells.web_address),
    "region": Column(),
    "learning_outcomes": Column(cells.outcomes, ()),
    "workload_hours_min": Column(cells.number, None),
    "workload_hours_max": Column(cells.number, None),
    "ects_credits": Column(cells.number, None),
    "workload_status": Column(cells.one_of(WORKLOAD_STATUSES)),
    "eqf_level": Column(cells.whole_number(1, 8), None),
    "eqf_level_status": Column(cells.one_of(LEVEL_STATUSES)),
    "nqf_level": Column(),
    "assessment": Column(cells.list_of(cells.one_of(ASSESSMENTS)), ()),
    "assessment_detail": Column(),
    "assessment_supervised": Column(cells.yes_no, None),
    "participation": Column(cells.list_of(cells.one_of(PARTICIPATIONS)), ()),
    "learning_setting": Column(cells.one_of(SETTINGS)),
    "quality_assurance": Column(),
    "prerequisites": Column(),
    "min_age": Column(cells.whole_number(1, 99), None),
    "grade_scheme": Column(),
    "stackability": Column(cells.list_of(str), ()),
    "isced_f": Column(_FIELD_OF_STUDY),
    "target_groups": Column(cells.list_of(cells.one_of(TARGET_GROUPS)), ()),
    "price": Column(),
    "start_dates": Column(cells.list_of(str), ()),
    "location": Column(),
    "homepage": Column(cells.web_address),
    "accessibility": Column(cells.accessibility, {}),
    "work_areas": Column(cells.list_of(cells.one_of(WORK_AREAS)), ()),
    "status": Column(cells.one_of(STATUSES), "real"),
    "reviewed_at": Column(cells.iso_date),
    "source": Column(),
    "confirmed_links": Column(cells.links, ()),
}
RARE = ("confirmed_links",)  # columns that stand in a table only where an entry fills them


def column_name(heading: str) -> str | None:
    """Return the name of the column that a heading means, None for a heading that is not of this format.

    Examples
    --------
    >>> column_name(" Title "), column_name("title_en"), column_name("title_de"), column_name("colour")
    ('title', 'title', 'title_de', None)
    """
    heading = heading.strip()
    if heading.lower() in COLUMNS:
        return heading.lower()
    localised = IN_LANGUAGE.fullmatch(heading)
    if localised is None:
        return None
    name, language = localised.groups()
    return name if language == "en" else f"{name}_{language}"


def check_header(headings: Sequence[str], columns: Mapping[str, str], *, name: str) -> list[Problem]:
    """Find columns that stand there twice, and a missing title, without which no row can be read.

    Parameters
    ----------
    headings : the cells of the first row
    columns : the column that each heading means, "" for one that is left out
    name : where the headings stand, for the place of each problem
    """
    found = []
    if "title" not in map(base_column, columns.values()):
        found.append(Problem(name, "No column holds the titles of the trainings", "Say which one does"))
    named = [column_name(heading) or columns.get(heading, "") for heading in headings]
    twice = sorted({column for column in named if column and named.count(column) > 1})
    return found + [Problem(name, f"Column '{column}' stands there twice", "Keep one of the two") for column in twice]


def check_rows(
    rows: Mapping[int, Mapping[str, str]],
    name: str,
    *,
    seen: dict[str, int],
    words: tuple[str, str],
    headings: Mapping[str, str] = MappingProxyType({}),
) -> list[Problem]:
    """Check every cell and every row of a catalogue table against the declared columns.

    Parameters
    ----------
    rows : by row number a text for each column of the format, blank where there is nothing, and for columns in
        other languages
    name : the file's name, for the place of each problem
    seen : the row of each id in the blocks of the file that were checked before; those of this one are added
    words : what a row and a column of the file are called
    headings : what a column is called in the file where it has another name there

    Returns
    -------
    All problems, row by row, in the order of the columns.
    """
    found: list[Problem] = []
    for number, row in rows.items():
        faults = list(_cell_faults(row)) or list(_row_faults(row))
        identity = row["id"]
        if identity and seen.setdefault(identity, number) != number:
            what = f"{identity!r} is also the id of {words[0]} {seen[identity]}"
            faults.append(("id", what, "Give each entry its own id"))
        place = f"{name}, {words[0]} {number}, {words[1]}"
        called = ((headings.get(column, column), what, fix) for column, what, fix in faults)
        # One cell of hours fills two columns of ours: what is wrong with it is said once.
        found += dict.fromkeys(Problem(f"{place} '{column}'", what, fix, number) for column, what, fix in called)
    return found


Fault = tuple[str, str, str]  # column, what, fix


def _cell_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    for column, cell in row.items():
        rule = COLUMNS[base_column(column)]
        if not cell:
            if rule.required:
                yield column, "The cell is blank", "Fill it in"
        elif len(cell) > cells.LONGEST_CELL:
            yield column, f"The text is longer than {cells.LONGEST_CELL:,} characters", "Shorten it"
        elif cells.CONTROL.search(cell):
            yield column, "The text holds a control character", "Type the text again"
        else:
            try:
                rule.read(cell)
            except DataError as error:
                yield column, error.what, error.fix


def _row_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    if not any(cell for column, cell in row.items() if base_column(column) == "title"):
        yield "title", "The cell is blank", "Fill it in, in one language at least"
    least, most = row["workload_hours_min"], row["workload_hours_max"]
    if bool(least) != bool(most):
        yield "workload_hours_min", "Only one of least and most hours is given", "Write the same number in both"
    elif least and cells.number(least) > cells.number(most):
        yield "workload_hours_min", f"{least} is more than the {most} of 'workload_hours_max'", "Correct one of them"
    if row["eqf_level"] and row["eqf_level_status"] == "not_applicable":
        yield "eqf_level_status", "A level is given that does not apply", "Leave the level blank or correct the status"


def base_column(column: str) -> str:
    """Return the column without its language.

    Examples
    --------
    >>> base_column("title_de"), base_column("title")
    ('title', 'title')
    """
    localised = IN_LANGUAGE.fullmatch(column)
    return localised.group(1) if localised else column
