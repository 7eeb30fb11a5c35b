"""The whole offer at a glance: one row for each work area, and gaps summed up by work area and by skill group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.domain.accommodation import Availability
from recommender.guidance.demand import Demand, Measure, Unit, largest, tally, total
from recommender.guidance.gaps import Coverage, Gap, GapKind, Offer, folded_numbers
from recommender.guidance.staff import is_assessed, is_for_learners
from recommender.guidance.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One work area.

    `liked` and `can` are people, at least; `jobs` are jobs that want the area or one of its skills. `offered` and
    `assessed` are trainings for people who are not staff. Of the `needs` that people have, `met` are offered by at
    least one of these trainings.
    """

    slug: str
    name: str
    liked: int
    jobs: int
    can: int
    offered: int
    assessed: int
    needs: int
    met: int


@dataclass(frozen=True, slots=True)
class Sum:
    """How many gaps of each kind one work area or skill group has, and how many people at least they concern."""

    key: str
    name: str
    gaps: Mapping[GapKind, int]
    people: int
    jobs: int


def overview(offer: Offer, demands: Sequence[Demand], *, vocabulary: Vocabulary) -> tuple[AreaRow, ...]:
    """Return one row for each work area, in the order of the table, also where all is zero.

    Of the skills of an area that people can do, each source counts with its largest number: one person may have
    several of them.
    """
    covered = Coverage(offer.trainings, vocabulary)
    areas = tally(demands, Measure.LIKES, Measure.WANTED)
    can = folded_numbers(demands, vocabulary, Measure.CAN)
    wanted = folded_numbers(demands, vocabulary, Measure.WANTED)
    codes = [code for code in tally(demands, Measure.NEEDS) if code in vocabulary.accommodations]
    rows = []
    for slug, area in vocabulary.work_areas.items():
        trainings = [training for training in covered.of_area(slug) if is_for_learners(training)]
        mine = [numbers for uris, numbers in can.items() if slug in vocabulary.areas_of_concepts(uris)]
        jobs = [numbers for uris, numbers in wanted.items() if slug in vocabulary.areas_of_concepts(uris)]
        said = areas.get(slug, ())
        rows.append(
            AreaRow(
                slug,
                area.name,
                liked=total(said, Unit.PEOPLE),
                jobs=total(largest([said, *jobs]), Unit.JOBS),
                can=total(largest(mine), Unit.PEOPLE),
                offered=len(trainings),
                assessed=sum(map(is_assessed, trainings)),
                needs=len(codes),
                met=sum(any(t.accessibility.get(code) is Availability.YES for t in trainings) for code in codes),
            )
        )
    return tuple(rows)


def by_work_area(gaps: Iterable[Gap], *, vocabulary: Vocabulary) -> tuple[Sum, ...]:
    """Sum gaps up by work area, in the order of the table; areas without a gap are left out."""
    listed = list(gaps)
    sums = [
        _sum(slug, area.name, [gap for gap in listed if slug in gap.work_areas])
        for slug, area in vocabulary.work_areas.items()
    ]
    return tuple(one for one in sums if any(one.gaps.values()))


def by_skill_group(gaps: Iterable[Gap]) -> tuple[Sum, ...]:
    """Sum gaps up by skill group, in the order of the labels; nothing where relations are not installed."""
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.skill_group:
            groups.setdefault(gap.skill_group, []).append(gap)
    return tuple(_sum(label, label, groups[label]) for label in sorted(groups))


def _sum(key: str, name: str, gaps: Sequence[Gap]) -> Sum:
    counts = {kind: sum(gap.kind is kind for gap in gaps) for kind in GapKind}
    # Needs are counted for whole houses, so they say nothing about one work area.
    numbers = largest(gap.numbers for gap in gaps if gap.kind is not GapKind.NOT_ACCESSIBLE)
    return Sum(key, name, counts, total(numbers, Unit.PEOPLE), total(numbers, Unit.JOBS))
