"""Gaps for the outside world: a document for programs, lines for reading, tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from recommender.catalogue.cells import guard
from recommender.catalogue.sheets import to_csv, to_xlsx
from recommender.domain.versions import NOTICE, Versions
from recommender.guidance.demand import Number
from recommender.guidance.gaps import About, Gap, GapKind
from recommender.guidance.overview import AreaRow, Sum
from recommender.guidance.remedies import remedies

TITLES: dict[GapKind, str] = {
    GapKind.NO_TRAINING: "No training",
    GapKind.NOT_YET_MICRO_CREDENTIAL: "Not yet a micro-credential",
    GapKind.NOT_ASSESSED: "People can do it, and nobody assesses it",
    GapKind.NOT_ACCESSIBLE: "Not accessible for those who need it",
    GapKind.STAFF_SKILL: "A skill that the staff needs",
}
GAP_COLUMNS: tuple[str, ...] = (
    *("kind", "name", "subject", "people", "jobs", "numbers", "work_areas", "skill_group", "trainings"),
    *("missing", "same_as", "stated", "what_to_do"),
)
AREA_COLUMNS = ("slug", "name", "liked", "jobs", "can", "offered", "assessed", "needs", "met")
WRITERS: dict[str, Callable[[Sequence[Sequence[str]]], bytes]] = {"csv": to_csv, "xlsx": to_xlsx}


def gaps_document(
    gaps: Sequence[Gap],
    areas: Sequence[AreaRow],
    sums: Mapping[str, Sequence[Sum]],
    *,
    counted: Mapping[str, int],
    no_groups: str,
    versions: Versions,
) -> dict[str, Any]:
    """Return gaps as `recommender gaps` prints them (schemas/gaps.schema.json).

    Parameters
    ----------
    sums : gaps summed up, under "work_areas" and "skill_groups"
    counted : how many entries were looked at, and how many examples were left out
    no_groups : why there are no skill groups, empty where there are
    """
    return {
        "gaps": [_gap(gap) for gap in gaps],
        "overview": [asdict(row) for row in areas],
        "by_work_area": [_sum(one) for one in sums["work_areas"]],
        "by_skill_group": [_sum(one) for one in sums["skill_groups"]],
        "no_skill_groups": no_groups,
        "entries": counted["entries"],
        "examples_left_out": counted["examples_left_out"],
        "versions": asdict(versions),
        "notice": NOTICE,
    }


def gap_lines(gaps: Iterable[Gap], names: Mapping[str, str]) -> Iterator[str]:
    """Return gaps for reading: kind by kind, with numbers, sources and what to do.

    Parameters
    ----------
    names : the names of the work areas
    """
    listed = list(gaps)
    for kind in GapKind:
        mine = [gap for gap in listed if gap.kind is kind]
        yield f"{TITLES[kind]}: {len(mine)}"
        for gap in mine:
            name = f"{gap.name} [{gap.subject}]" if gap.about is About.TRAINING else gap.name
            where = ", ".join(names[slug] for slug in gap.work_areas)
            place = f" ({where})" if where and gap.name != where else ""
            yield f"  {name}{place}"
            for number in gap.numbers:
                yield f"      {number_words(number)}"
            if gap.missing:
                yield f"      missing: {', '.join(gap.missing)}"
            yield f"      → {' '.join(remedies(gap))}"


def number_words(number: Number) -> str:
    """Say a number with its source and date.

    Examples
    --------
    >>> from datetime import date
    >>> from recommender.guidance.demand import Unit
    >>> number_words(Number(10, Unit.PEOPLE, "House 1", date(2026, 5, 4)))
    '10 people (House 1, 2026-05-04)'
    """
    count = "no number" if number.count is None else f"{number.count} {number.unit.value}"
    return f"{count} ({number.source}, {number.as_of.isoformat()})"


def gap_table(gaps: Iterable[Gap], *, versions: Versions) -> list[list[str]]:
    """Return gaps as a table whose cells no spreadsheet program runs as a formula.

    The first row names the columns; after a blank row, the last two say what the table was made with.
    """
    rows = [[*GAP_COLUMNS]]
    for gap in gaps:
        row = _gap(gap)
        row["numbers"] = "; ".join(map(number_words, gap.numbers))
        row |= {name: "; ".join(row[name]) for name in ("work_areas", "trainings", "missing", "same_as")}
        row["stated"] = "yes" if gap.stated else "nobody has said yet"
        rows.append([guard(str(row[name])) for name in GAP_COLUMNS])
    return rows + _footer(versions, len(GAP_COLUMNS))


def area_table(areas: Iterable[AreaRow], *, versions: Versions) -> list[list[str]]:
    """Return the overview as a table, made like that of the gaps."""
    rows = [[guard(str(getattr(row, name))) for name in AREA_COLUMNS] for row in areas]
    return [[*AREA_COLUMNS], *rows, *_footer(versions, len(AREA_COLUMNS))]


def _footer(versions: Versions, columns: int) -> list[list[str]]:
    made_with = ", ".join(f"{name} {value}" for name, value in asdict(versions).items())
    return [[text, *[""] * (columns - 1)] for text in ("", NOTICE, made_with)]


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "about": gap.about.value,
        "subject": gap.subject,
        "name": gap.name,
        "people": gap.people,
        "jobs": gap.jobs,
        "numbers": [
            {"count": n.count, "unit": n.unit.value, "source": n.source, "as_of": n.as_of.isoformat()}
            for n in gap.numbers
        ],
        "work_areas": list(gap.work_areas),
        "skill_group": gap.skill_group,
        "trainings": list(gap.trainings),
        "missing": list(gap.missing),
        "same_as": list(gap.folded),
        "stated": gap.stated,
        "what_to_do": " ".join(remedies(gap)),
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "gaps": {kind.value: number for kind, number in one.gaps.items()},
        "people": one.people,
        "jobs": one.jobs,
    }
