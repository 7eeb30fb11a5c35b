"""The five gaps: all that were planted are found, and no others, in worlds made from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from constructed_world import AREAS, NEEDS, TODAY, VOCABULARY, make, plain, training, uri

from recommender.domain.accommodation import Availability
from recommender.errors import DataError
from recommender.guidance.demand import Demand, Measure, StaffSkill, Unit, checked, expand, largest, tally
from recommender.guidance.gaps import Gap, GapKind, Offer, find_gaps
from recommender.guidance.overview import by_skill_group, by_work_area, overview
from recommender.guidance.snapshots import Contribution, demands, take

SEEDS = range(25)
IRON, IRON_SAME, IRON_PART = uri("laundry", 0), uri("laundry", 0, "-same"), uri("laundry", 0, "-part")


def number(measure: Measure, subject: str, count: int = 10, source: str = "House 1") -> Demand:
    return Demand(measure, subject, count, Unit.PEOPLE, source, TODAY)


def gaps(
    trainings: tuple[object, ...] = (), *rows: Demand, staff: tuple[StaffSkill, ...] = (), **lacking: tuple[str, ...]
) -> tuple[Gap, ...]:
    offer = Offer(trainings, lacking)  # type: ignore[arg-type]
    return find_gaps(offer, rows, staff, vocabulary=VOCABULARY)


def of(kind: GapKind, found: tuple[Gap, ...]) -> list[Gap]:
    return [gap for gap in found if gap.kind is kind]


@pytest.mark.parametrize("kind", GapKind)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_planted_is_found_and_nothing_else(seed: int, kind: GapKind) -> None:
    world = make(seed)
    found, planted = ({gap for gap in some if gap[0] is kind} for some in (plain(world.find()), world.planted))
    assert planted, "the world has no gap of this kind"
    # Precision and recall are 1.0: the two sets are the same.
    assert found == planted


@pytest.mark.parametrize("seed", SEEDS)
def test_what_fewer_than_five_people_can_do_is_not_known_and_so_not_found(seed: int) -> None:
    world = make(seed)
    assert world.too_few, "the world has no rare skill"
    # Recall among these is 0 by design: no file says them.
    assert not plain(world.find()) & world.too_few


def test_whether_the_same_people_like_a_work_and_need_something_is_not_known() -> None:
    """A need is counted for a house: who needs it may like other work, and the gap is shown all the same."""
    quiet = [Contribution(f"q{n}", likes=frozenset({"garden"}), needs=frozenset({"quiet_place"})) for n in range(10)]
    others = [Contribution(f"o{n}", likes=frozenset({"kitchen"})) for n in range(10)]
    rows = demands([take(quiet + others, before=None, issuer="House 1", today=TODAY, esco="").snapshot])
    found = of(GapKind.NOT_ACCESSIBLE, gaps(tuple(training(area, area, ()) for area in ("garden", "kitchen")), *rows))
    # Nobody who likes the kitchen needs a quiet place: what is found there is wrong, and cannot be known to be.
    assert [gap.work_areas for gap in found] == [("kitchen", "garden")]


def test_the_order_of_what_is_given_changes_nothing() -> None:
    world = make(1)
    found = world.find()
    shuffled = replace(world)
    shuffled.offer = tuple(random.Random(2).sample(world.offer, len(world.offer)))  # noqa: S311
    shuffled.wanted = world.wanted[::-1]
    shuffled.staff = world.staff[::-1]
    assert shuffled.find() == found


def test_near_duplicates_are_one_gap_with_the_larger_number() -> None:
    found = gaps((), number(Measure.CAN, IRON, 10), number(Measure.CAN, IRON_SAME, 15))
    assert [(gap.subject, gap.folded, gap.people) for gap in found] == [(IRON_SAME, (IRON,), 15)]


def test_numbers_of_two_houses_are_added_and_named_apart() -> None:
    found = gaps((), number(Measure.CAN, IRON), number(Measure.CAN, IRON, 5, "House 2"))
    assert [(n.source, n.count, n.as_of) for n in found[0].numbers] == [("House 1", 10, TODAY), ("House 2", 5, TODAY)]
    assert found[0].people == 15


def test_a_skill_is_covered_by_a_broader_one_but_not_by_a_narrower_one() -> None:
    broad, narrow = training("a", "laundry", [IRON]), training("b", "laundry", [IRON_PART])
    assert not of(GapKind.NOT_ASSESSED, gaps((broad,), number(Measure.CAN, IRON_PART)))
    assert of(GapKind.NOT_ASSESSED, gaps((narrow,), number(Measure.CAN, IRON)))


def test_attendance_assesses_nothing() -> None:
    attended = training("a", "laundry", [IRON], assessment=("attendance",))
    found = of(GapKind.NOT_ASSESSED, gaps((attended,), number(Measure.CAN, IRON)))
    assert [gap.trainings for gap in found] == [("a",)]


def test_a_liked_work_area_with_trainings_for_staff_only_is_a_gap() -> None:
    for_staff = training("a", "laundry", [IRON], target_groups=("care_staff",))
    found = gaps((for_staff,), number(Measure.LIKES, "laundry"))
    assert [(gap.kind, gap.subject) for gap in found if gap.subject == "laundry"] == [(GapKind.NO_TRAINING, "laundry")]


def test_a_work_area_that_jobs_want_may_be_covered_by_a_training_for_staff() -> None:
    for_staff = training("a", "laundry", [IRON], target_groups=("care_staff",))
    jobs = Demand(Measure.WANTED, "laundry", 5, Unit.JOBS, "Jobs", TODAY)
    assert not of(GapKind.NO_TRAINING, gaps((for_staff,), jobs))
    assert [gap.jobs for gap in of(GapKind.NO_TRAINING, gaps((), jobs))] == [5]


def test_of_equal_gaps_the_one_that_lacks_least_comes_first() -> None:
    entries = tuple(training(name, "laundry", []) for name in ("a", "b"))
    found = of(GapKind.NOT_YET_MICRO_CREDENTIAL, gaps(entries, a=("level", "workload"), b=("level",)))
    assert [gap.subject for gap in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("said", "gap_is_stated"),
    [(Availability.NO, [True]), (Availability.UNKNOWN, [False]), (Availability.ON_REQUEST, [False]), ("yes", [])],
)
def test_unknown_and_on_request_mean_ask_and_only_no_means_no(said: str, gap_is_stated: list[bool]) -> None:
    entry = training("a", "laundry", [IRON], accessibility={"step_free": Availability(said)})
    rows = number(Measure.LIKES, "laundry"), number(Measure.NEEDS, "step_free")
    assert [gap.stated for gap in of(GapKind.NOT_ACCESSIBLE, gaps((entry,), *rows))] == gap_is_stated


def test_one_training_that_offers_what_is_needed_closes_the_gap_of_its_area() -> None:
    closed = training("a", "laundry", [IRON], accessibility={"step_free": Availability.NO})
    opened = training("b", "laundry", [IRON], accessibility={"step_free": Availability.YES})
    rows = number(Measure.LIKES, "laundry"), number(Measure.NEEDS, "step_free")
    assert of(GapKind.NOT_ACCESSIBLE, gaps((closed, opened), *rows)) == []


def test_a_topic_nobody_spoke_about_is_a_question_and_nobody_who_knows_it_is_a_gap() -> None:
    entry = training("a", "laundry", [IRON])
    asked = of(GapKind.STAFF_SKILL, gaps((entry,)))
    stated = of(GapKind.STAFF_SKILL, gaps((entry,), staff=(StaffSkill("rights", 0, "Staff list", TODAY),)))
    assert {gap.subject: gap.stated for gap in asked} == {"rights": False, "assessor": False}
    assert {gap.subject: gap.stated for gap in stated} == {"rights": True, "assessor": False}


def test_a_training_that_lacks_elements_names_them_with_who_could_use_it() -> None:
    found = gaps((training("a", "laundry", [IRON]),), number(Measure.CAN, IRON_PART), a=("level",))
    gap = of(GapKind.NOT_YET_MICRO_CREDENTIAL, found)[0]
    assert (gap.missing, gap.people, gap.work_areas) == (("level",), 10, ("laundry",))


def test_the_overview_has_a_row_for_every_area_and_counts_nobody_twice() -> None:
    rows = (number(Measure.CAN, IRON, 10), number(Measure.CAN, uri("laundry", 1), 15), number(Measure.LIKES, "garden"))
    found = {row.slug: row for row in overview(Offer((training("a", "laundry", [IRON]),)), rows, vocabulary=VOCABULARY)}
    assert set(found) == set(AREAS)
    assert (found["laundry"].can, found["laundry"].offered, found["laundry"].assessed) == (15, 1, 1)
    assert (found["garden"].liked, found["garden"].offered) == (10, 0)


@pytest.mark.parametrize("seed", range(5))
def test_sums_by_area_and_by_skill_group_hold_every_gap_of_a_skill_once(seed: int) -> None:
    found = make(seed).find()
    skills = [gap for gap in found if gap.kind is GapKind.NOT_ASSESSED]
    by_area, by_group = by_work_area(found, vocabulary=VOCABULARY), by_skill_group(found)
    assert sum(one.gaps[GapKind.NOT_ASSESSED] for one in by_area) == len(skills)
    assert sum(one.gaps[GapKind.NOT_ASSESSED] for one in by_group) == len(skills)


def test_a_view_shows_no_number_that_is_not_in_a_file_or_a_sum_of_such() -> None:
    world = make(3)
    world.wanted = []
    shown = [gap.people for gap in world.find()]
    rows = overview(Offer(world.offer), world.demand(), vocabulary=VOCABULARY)
    shown += [count for row in rows for count in (row.liked, row.can)]
    assert all([count % 5 == 0 for count in shown])


def test_who_likes_a_work_and_wants_it_is_counted_once() -> None:
    rows = [number(Measure.LIKES, "laundry", 10), number(Measure.WANTED, "laundry", 15)]
    assert [one.count for one in tally(rows, Measure.LIKES, Measure.WANTED)["laundry"]] == [15]


def test_an_occupation_stands_for_its_skills_and_stays_the_source() -> None:
    wanted = Demand(Measure.WANTED, "esco:cook", 4, Unit.JOBS, "Jobs", TODAY)
    skills: Callable[[str], tuple[str, ...]] = {"esco:cook": (IRON, IRON_SAME)}.get  # type: ignore[assignment]
    found = gaps((), *expand([wanted], skills_of=skills, names={"esco:cook": "cook"}))
    assert [(gap.jobs, gap.numbers[0].source) for gap in found] == [(4, "Jobs (cook)")]


def test_a_need_may_be_named_without_a_number() -> None:
    found = gaps((), Demand(Measure.WANTED, IRON, None, Unit.PEOPLE, "Self-advocates", TODAY))
    assert [(gap.kind, gap.people, gap.numbers[0].source) for gap in found] == [
        (GapKind.NO_TRAINING, 0, "Self-advocates")
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (Demand(Measure.NEEDS, NEEDS[0], 4, Unit.PEOPLE, "Survey", TODAY), "too few"),
        (Demand(Measure.WANTED, IRON, 0, Unit.JOBS, "List", TODAY), "no number"),
        (Demand(Measure.WANTED, IRON, 3, Unit.JOBS, " ", TODAY), "source"),
    ],
)
def test_a_number_without_a_source_or_about_few_people_is_refused(row: Demand, message: str) -> None:
    with pytest.raises(DataError, match=message):
        checked(row, where="row 2")


def test_lines_of_one_table_are_added_and_a_name_without_number_adds_nothing() -> None:
    rows = [Demand(Measure.WANTED, IRON, count, Unit.JOBS, "Jobs", TODAY) for count in (2, None, 3)]
    assert tally(rows, Measure.WANTED)[IRON][0].count == 5
    later = Demand(Measure.WANTED, IRON, 7, Unit.JOBS, "Jobs", date(2026, 6, 1))
    assert len(largest(tally([*rows, later], Measure.WANTED).values())) == 2
