"""What is asked for: how many people can do, like or need something, how many jobs ask for it, who says so and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from recommender.errors import DataError

SMALLEST = 5  # people; a smaller number may point at one of them


class Measure(StrEnum):
    """What a number counts."""

    CAN = "can"  # people who can do a skill
    LIKES = "likes"  # people who like a work area
    NEEDS = "needs"  # people who need an accommodation
    WANTED = "wanted"  # people or jobs for whom a skill, a work area or an occupation is wanted


class Unit(StrEnum):
    """What is counted."""

    PEOPLE = "people"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Demand:
    """One number with its source and date.

    `subject` is a concept URI, "local:" and a task, the URI of an occupation, the slug of a work area, or the code
    of an accommodation. `count` is None where somebody names a need without a number.
    """

    measure: Measure
    subject: str
    count: int | None
    unit: Unit
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class StaffSkill:
    """How many of the staff can do what one topic of `data/staff_topics.csv` asks for."""

    topic: str
    staff: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Number:
    """How much is asked for, by whom and when; `count` is None where no number was given."""

    count: int | None
    unit: Unit
    source: str
    as_of: date


def checked(demand: Demand, *, where: str) -> Demand:
    """Return an entry that says what it must say.

    Raises
    ------
    DataError : no source, a number below one, or a number of people below five

    Examples
    --------
    >>> checked(Demand(Measure.NEEDS, "braille", 2, Unit.PEOPLE, "survey", date(2026, 5, 1)), where="row 2")
    Traceback (most recent call last):
    ...
    recommender.errors.DataError: row 2: 2 people are too few to be named. Write 5 or more, or leave the number out
    """
    if not demand.source.strip():
        raise DataError("The source is missing", where=where, fix="Say where the number comes from")
    if demand.count is not None and demand.count < 1:
        raise DataError(f"{demand.count} is no number of people or jobs", where=where, fix="Write 1 or more")
    if demand.unit is Unit.PEOPLE and demand.count is not None and demand.count < SMALLEST:
        raise DataError(
            f"{demand.count} people are too few to be named",
            where=where,
            fix=f"Write {SMALLEST} or more, or leave the number out",
        )
    return demand


def expand(
    demands: Iterable[Demand], *, skills_of: Callable[[str], Collection[str]], names: Mapping[str, str]
) -> tuple[Demand, ...]:
    """Replace each occupation by the skills that are essential for it; everything else stays.

    Parameters
    ----------
    skills_of : gives the concept URIs of an occupation, nothing for any other subject
    names : the labels of occupations by URI, so that the source says which one a skill is wanted for

    Examples
    --------
    >>> wanted = Demand(Measure.WANTED, "esco:cook", 3, Unit.JOBS, "list", date(2026, 5, 1))
    >>> [(one.subject, one.source) for one in expand(
    ...     [wanted], skills_of={"esco:cook": ["esco:cut"]}.get, names={"esco:cook": "cook"})]
    [('esco:cut', 'list (cook)')]
    """
    found: list[Demand] = []
    for demand in demands:
        skills = sorted(skills_of(demand.subject) or ())
        source = f"{demand.source} ({names.get(demand.subject, demand.subject)})"
        found += [replace(demand, subject=uri, source=source) for uri in skills] or [demand]
    return tuple(found)


def tally(demands: Iterable[Demand], *measures: Measure) -> dict[str, tuple[Number, ...]]:
    """Gather the numbers of each subject: one for each source, unit and date.

    Where one source gives several numbers of one measure, such as a vacancy table with several lines, they are added
    up. Of several measures the largest counts: who likes a work may also be who wants it. Numbers of different
    sources are never added up here.

    Examples
    --------
    >>> rows = [Demand(Measure.WANTED, "esco:a", n, Unit.JOBS, "list", date(2026, 5, 1)) for n in (2, 3)]
    >>> tally(rows, Measure.WANTED)["esco:a"][0].count
    5
    """
    sums: dict[str, dict[Measure, dict[tuple[str, date, Unit], int | None]]] = {}
    for demand in demands:
        if demand.measure in measures:
            by_source = sums.setdefault(demand.subject, {}).setdefault(demand.measure, {})
            key = (demand.source, demand.as_of, demand.unit)
            before = by_source.get(key)
            counted = [count for count in (before, demand.count) if count is not None]
            by_source[key] = sum(counted) if counted else None
    return {subject: largest(map(numbers, said.values())) for subject, said in sorted(sums.items())}


def numbers(by_source: Mapping[tuple[str, date, Unit], int | None]) -> tuple[Number, ...]:
    """Put counts by source into an order that is always the same: people before jobs, the largest first."""
    listed = [Number(count, unit, source, as_of) for (source, as_of, unit), count in by_source.items()]
    return tuple(sorted(listed, key=lambda n: (n.unit is Unit.JOBS, -(n.count or 0), n.source, n.as_of)))


def largest(several: Iterable[Iterable[Number]]) -> tuple[Number, ...]:
    """Join the numbers of subjects that may be about the same people: from each source the largest one only.

    The sum would count a person twice who can do two of them; the largest number is true in any case.
    """
    best: dict[tuple[str, date, Unit], int | None] = {}
    for listed in several:
        for number in listed:
            key = (number.source, number.as_of, number.unit)
            known = [count for count in (best.get(key), number.count) if count is not None]
            best[key] = max(known) if known else None
    return numbers(best)


def total(listed: Iterable[Number], unit: Unit) -> int:
    """Add up the numbers of different sources."""
    return sum(number.count or 0 for number in listed if number.unit is unit)
