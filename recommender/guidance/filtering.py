"""Leave out trainings that a person has switched off; what is not known always stays."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from recommender.domain.accommodation import Availability
from recommender.domain.trainings import Training

FREE = re.compile(r"\s*(?:0+(?:[.,]0+)?\s*(?:€|eur)?|free(?: of charge)?|none|no (?:fee|cost)s?)\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
ONLINE, IN_PERSON = frozenset({"online", "blended"}), frozenset({"presential", "workbased", "blended", "project"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out; as it comes, nothing.

    Parameters
    ----------
    place : words that the place or region must hold
    starts_from : year-month or year-month-day before which no training may start
    free_only : only what costs nothing
    languages : codes, one of which the training must be in
    online, in_person : ways to take part; both together leave both in
    needs : accommodation codes that the training must not refuse
    """

    place: str = ""
    starts_from: str = ""
    free_only: bool = False
    languages: frozenset[str] = frozenset()
    online: bool = False
    in_person: bool = False
    needs: frozenset[str] = frozenset()

    @property
    def is_off(self) -> bool:
        """Say whether nothing is left out."""
        return self == Filters()


def keeps(training: Training, filters: Filters) -> bool:
    """Say whether a training stays; one that says nothing about a point is never left out for it.

    Examples
    --------
    >>> course = Training("a", {"en": "A"}, {}, "course", ("en",), "example", location="Ghent")
    >>> keeps(course, Filters(place="ghent", free_only=True)), keeps(course, Filters(place="Graz"))
    (True, False)
    """
    return all(
        (
            _in_place(training, filters.place),
            _starts_in_time(training.start_dates, filters.starts_from),
            not filters.free_only or not training.price.strip() or FREE.fullmatch(training.price) is not None,
            not filters.languages or not training.languages or not filters.languages.isdisjoint(training.languages),
            _in_a_way(training.participation, online=filters.online, in_person=filters.in_person),
            all(training.accessibility.get(code) is not Availability.NO for code in filters.needs),
        )
    )


def _in_place(training: Training, wanted: str) -> bool:
    said = f"{training.location} {training.region}".strip().casefold()
    return not said or wanted.strip().casefold() in said


def _starts_in_time(dates: Collection[str], starts_from: str) -> bool:
    """Compare days only where both sides are days; a date in words may mean anything."""
    days = [date for date in dates if _DAY.fullmatch(date)]
    if not starts_from or len(days) < len(dates) or not days:
        return True
    return any(day[: len(starts_from)] >= starts_from[: len(day)] for day in days)


def _in_a_way(ways: Collection[str], *, online: bool, in_person: bool) -> bool:
    wanted = (ONLINE if online else frozenset()) | (IN_PERSON if in_person else frozenset())
    return not wanted or not ways or not wanted.isdisjoint(ways)
