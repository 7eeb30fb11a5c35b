"""Count people who agreed so that a file of counts tells nothing about any one of them.

A snapshot holds how many people can do a skill, like a work area or need an accommodation. Whoever collects all
snapshots of a house, and knows who was there when and agreed to what, must not learn one person's skill, like or
need. Six rules see to that; `tests/test_demand_attack.py` tries every possible house against them:

1. Fewer than ten people who agreed give no file, and there is at most one file a month.
2. What people can do, like and need is counted apart, each of those alone who agreed to it: the others are known to
   add nothing, so that among them nobody can hide.
3. People come into a count in groups: the first of at least ten, each later one of at least five. Those who are new
   and those whose answers have changed wait until there are five of them.
4. Of one group at most four in five are counted for one number, so that a number never means everybody.
5. When people leave a group, its numbers stay until five have left, and then fall by at most four in five of those
   who left, so that a fall never means everybody either. A number may for a while be a little too high, and is not
   shown as larger than the number of people.
6. Numbers are rounded down to multiples of five; a number below five does not appear, and neither does zero.

They do not help against somebody who knows the answers of all the others, nor where people leave and come back
under the same code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from recommender.domain.profile import Profile
from recommender.errors import NotReadyError
from recommender.guidance.demand import Demand, Measure, Unit
from recommender.guidance.profile import known_concepts, liked_areas

STEP = 5  # numbers are multiples of this
FEWEST = 10  # people in the first group
FEWEST_MOVING = 5  # people who come, change or leave together
ESCO_SKILL = "http://data.europa.eu/esco/skill/"
Counts = Mapping[Measure, Mapping[str, int]]
Answers = Mapping[str, frozenset[str]]  # by code
MEASURES = (Measure.CAN, Measure.LIKES, Measure.NEEDS)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person adds to the counts; it stays in the house and is never part of a file.

    None stands where the person does not agree to be counted for it, or not in this.
    """

    code: str
    can: frozenset[str] | None = frozenset()
    likes: frozenset[str] | None = frozenset()
    needs: frozenset[str] | None = frozenset()

    def of(self, measure: Measure) -> frozenset[str] | None:
        """Return the subjects of one measure."""
        return {Measure.CAN: self.can, Measure.LIKES: self.likes, Measure.NEEDS: self.needs}[measure]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The counts of one house on one day; `counts` are multiples of five, and so is `people`, rounded down."""

    issuer: str
    taken_on: date
    people: int
    counts: Counts
    esco: str


@dataclass(frozen=True, slots=True)
class Group:
    """People who came into the count of one measure together; what is kept of them stays in the house.

    `members` are those who are still here and agree, by code, with the answers that were counted. `size` is how many
    there were when the counts last fell, `counts` what the group adds to each number.
    """

    members: Answers
    size: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A snapshot with what the house keeps to take the next one."""

    snapshot: Snapshot
    groups: Mapping[Measure, tuple[Group, ...]]


def take(people: Collection[Contribution], *, before: Counted | None, issuer: str, today: date, esco: str) -> Counted:
    """Take a snapshot, or return the last one where a new one could tell something about one person.

    Parameters
    ----------
    people : everybody who agrees today, each code once
    before : what was kept with the last snapshot, None for the first one

    Returns
    -------
    A new snapshot, or `before` itself: it was taken this month, or too few people have left, come or changed since.

    Raises
    ------
    NotReadyError : fewer than ten people

    Examples
    --------
    >>> house = [Contribution(f"p{n}", likes=frozenset({"garden"} if n < 9 else ())) for n in range(12)]
    >>> first = take(house, before=None, issuer="House 1", today=date(2026, 5, 4), esco="1.2.0")
    >>> first.snapshot.people, first.snapshot.counts[Measure.LIKES]
    (10, {'garden': 5})
    """
    if before is not None and (today.year, today.month) <= _month(before.snapshot):
        return before
    kept = before.groups if before else {}
    groups = {measure: _counted(_answers(people, measure), kept.get(measure, ())) for measure in MEASURES}
    if before is not None and all(_sizes(groups[measure]) == _sizes(kept.get(measure, ())) for measure in MEASURES):
        return before
    size = len({code for own in groups.values() for group in own for code in group.members})
    if size < FEWEST:
        raise NotReadyError(
            f"Only {size} people can be counted, and fewer than {FEWEST} are not",
            where="demand export",
            fix="Ask more people whether they agree, or wait",
        )
    shown = size - size % STEP
    counts = {measure: _rounded(own, most=shown) for measure, own in groups.items()}
    return Counted(Snapshot(issuer, today, shown, counts, esco), groups)


def demands(snapshots: Iterable[Snapshot]) -> tuple[Demand, ...]:
    """Turn the latest snapshot of each issuer into numbers with source and date; earlier ones count no more."""
    latest: dict[str, Snapshot] = {}
    for snapshot in sorted(snapshots, key=lambda one: (one.issuer, one.taken_on)):
        latest[snapshot.issuer] = snapshot
    return tuple(
        Demand(measure, subject, count, Unit.PEOPLE, snapshot.issuer, snapshot.taken_on)
        for snapshot in latest.values()
        for measure in MEASURES
        for subject, count in sorted(snapshot.counts[measure].items())
    )


def _answers(people: Iterable[Contribution], measure: Measure) -> dict[str, frozenset[str]]:
    """Return the answers of those who agree to be counted for one measure, in the order of their codes."""
    listed = sorted(people, key=lambda person: person.code)
    return {one.code: subjects for one in listed if (subjects := one.of(measure)) is not None}


def _counted(answers: Answers, before: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups of one measure as they are now: without those who have left, with a new one for who moves."""
    counted = {pair for group in before for pair in group.members.items()}
    moving = {code: subjects for code, subjects in answers.items() if (code, subjects) not in counted}
    if len(moving) < (FEWEST_MOVING if before else FEWEST):
        moving = {}
    groups = tuple(_left(group, answers.keys() - moving.keys()) for group in before)
    return (*groups, _new_group(moving)) if moving else groups


def _month(snapshot: Snapshot) -> tuple[int, int]:
    return snapshot.taken_on.year, snapshot.taken_on.month


def _sizes(groups: Iterable[Group]) -> list[int]:
    return [group.size for group in groups]


def _new_group(people: Answers) -> Group:
    return Group(people, len(people), _at_most(people))


def _left(group: Group, here: Collection[str]) -> Group:
    """Return a group without those who are not here; its counts fall when enough have left."""
    members = {code: subjects for code, subjects in group.members.items() if code in here}
    gone = group.size - len(members)
    if gone < FEWEST_MOVING:
        return Group(members, group.size, group.counts)
    now = _at_most(members)
    counts = {
        subject: max(min(now.get(subject, 0), number), number - _share(gone))
        for subject, number in group.counts.items()
    }
    return Group(members, len(members), counts)


def _at_most(people: Answers) -> dict[str, int]:
    """Count the people of one group, at most four in five of them."""
    own: dict[str, int] = {}
    for subjects in people.values():
        for subject in sorted(subjects):
            own[subject] = own.get(subject, 0) + 1
    return {subject: min(number, _share(len(people))) for subject, number in own.items()}


def _share(people: int) -> int:
    return people * 4 // 5


def _rounded(groups: Iterable[Group], *, most: int) -> dict[str, int]:
    """Add up the counts of one measure; none is shown while fewer than ten people are counted for it."""
    listed = list(groups)
    if sum(len(group.members) for group in listed) < FEWEST:
        return {}
    sums: dict[str, int] = {}
    for group in listed:
        for subject, number in group.counts.items():
            sums[subject] = sums.get(subject, 0) + number
    return {subject: min(n - n % STEP, most) for subject, n in sorted(sums.items()) if n >= STEP}


def contribution(
    profile: Profile,
    *,
    measures: Collection[Measure],
    tasks: Collection[str],
    work_areas: Collection[str],
    accommodations: Collection[str],
    needs: Collection[str] | None = (),
) -> Contribution:
    """Return what a person who agreed adds: skills that are named or more, work areas they like, and needs.

    Of a measure that they did not agree to, they add nothing, and are not counted among those who did.

    Skills that somebody has made up under a name of their own are left out: the name may point at the person.

    Parameters
    ----------
    measures : what the person agreed to (`guidance.consent.measures_agreed`)
    tasks : slugs of the tasks without an ESCO skill that everybody has in common
    needs : codes of what helps the person; None where they did not agree that it is kept; profiles do not hold any
    """
    local = {f"local:{task}" for task in tasks}
    said = {
        Measure.CAN: frozenset(uri for uri in known_concepts(profile) if uri.startswith(ESCO_SKILL) or uri in local),
        Measure.LIKES: frozenset(liked_areas(profile)) & frozenset(work_areas),
        Measure.NEEDS: None if needs is None else frozenset(needs) & frozenset(accommodations),
    }
    return Contribution(profile.code, *(said[one] if one in measures else None for one in MEASURES))
