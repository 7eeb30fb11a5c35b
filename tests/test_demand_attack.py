"""Whoever has all snapshots and knows who was there learns nothing about one person.

The attacker knows the rules, who agreed to what in which month and who changed an answer, but not what people can do,
like or need. Every possible house is counted: all that give the same files cannot be told apart. For each person there
must then be a house in which they have the skill, the like or the need, and one in which they have not. That what a
provider is shown tells no more than the files is tested in `test_demand_views.py`.

Where the attacker knows every other person's answers from elsewhere, no rounding helps; that is not tested, and
docs name it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import NotReadyError
from recommender.guidance.demand import Measure
from recommender.guidance.gaps import Offer, find_gaps
from recommender.guidance.snapshots import MEASURES, Contribution, Counted, Snapshot, demands, take
from recommender.guidance.vocabulary import Vocabulary

SKILL = "esco:iron"
NEVER = 99


@dataclass(frozen=True)
class Kind:
    """People who come and go together; `changed` is the month in which they give new answers.

    Who does not agree to be counted for the measure in question is counted for the others.
    """

    size: int
    come: int = 0
    leave: int = NEVER
    changed: int = NEVER
    agree: bool = True

    def here(self, month: int) -> bool:
        return self.come <= month < self.leave


Having = tuple[tuple[int, int, int], ...]


def world(kinds: tuple[Kind, ...], having: Having, month: int, measure: Measure) -> list[Contribution]:
    """Return the people of one possible house in one month.

    Of each kind, the first people have the skill before the change only, the next ones always, the next ones after
    it only. Who changes has another skill as well from then on: the attacker sees that something has changed.
    """
    people = []
    for number, (kind, (before, always, after)) in enumerate(zip(kinds, having, strict=True)):
        for place in range(kind.size if kind.here(month) else 0):
            has = place < before + always if month < kind.changed else before <= place < before + always + after
            also = {"esco:other"} if month >= kind.changed else set()
            subjects = frozenset({SKILL} if has else ()) | frozenset(also)
            people.append(Contribution(f"{number}-{place}", **{measure.value: subjects if kind.agree else None}))
    return people


def files(kinds: tuple[Kind, ...], having: Having, months: int, measure: Measure) -> tuple[object, ...]:
    """Return all that the attacker sees of one possible house."""
    seen: list[object] = []
    before: Counted | None = None
    for month in range(months):
        try:
            people = world(kinds, having, month, measure)
            before = take(people, before=before, issuer="H", today=date(2026, month + 1, 1), esco="1.2.0")
            seen.append((before.snapshot.taken_on, before.snapshot.counts[measure].get(SKILL)))
        except NotReadyError:
            seen.append(None)
    return tuple(seen)


def possible(kind: Kind) -> list[tuple[int, int, int]]:
    """Return in how many ways the people of one kind may have the skill."""
    if not kind.agree:
        return [(0, 0, 0)]
    if kind.changed == NEVER:
        return [(0, always, 0) for always in range(kind.size + 1)]
    every = itertools.product(range(kind.size + 1), repeat=3)
    return [ways for ways in every if sum(ways) <= kind.size]


def revealed(kinds: tuple[Kind, ...], months: int, measure: Measure = Measure.CAN) -> set[str]:
    """Return what the attacker learns for certain about anybody, in any possible house."""
    alike: dict[tuple[object, ...], list[Having]] = defaultdict(list)
    for having in itertools.product(*map(possible, kinds)):
        alike[files(kinds, having, months, measure)].append(having)
    learned = set()
    for seen, houses in alike.items():
        for number, kind in enumerate(kinds):
            if not kind.agree:
                continue  # known to add nothing
            for name, count in {
                "had it first": lambda ways: ways[0] + ways[1],
                "has it last": lambda ways: ways[1] + ways[2],
            }.items():
                if min(count(having[number]) for having in houses) == kind.size:
                    learned.add(f"kind {number} {name}, by {seen}")
                if max(count(having[number]) for having in houses) == 0:
                    learned.add(f"kind {number} never {name}, by {seen}")
    return learned


HOUSES = {
    "one person alone": (Kind(1),),
    "nine people": (Kind(9),),
    "ten people": (Kind(10),),
    "one more person comes": (Kind(10), Kind(1, come=1)),
    "people come one a month": (Kind(10), *(Kind(1, come=month) for month in range(1, 5))),
    "five come at once": (Kind(10), Kind(5, come=1)),
    "six come at once": (Kind(11), Kind(6, come=1)),
    "two come and three a month later": (Kind(12), Kind(2, come=1), Kind(3, come=2)),
    "one person leaves": (Kind(12), Kind(1, leave=1)),
    "people leave one a month": (Kind(12), *(Kind(1, leave=month) for month in range(1, 4))),
    "five leave at once": (Kind(10), Kind(5, leave=1)),
    "six leave at once": (Kind(10), Kind(6, leave=1)),
    "six leave, and one more a month later": (Kind(10), Kind(6, leave=1), Kind(1, leave=2)),
    "nearly all leave": (Kind(6), Kind(6, leave=1)),
    "five leave and one comes": (Kind(10), Kind(5, leave=1), Kind(1, come=1)),
    "one leaves and five come": (Kind(10), Kind(1, leave=1), Kind(5, come=1)),
    "five leave and five come": (Kind(10), Kind(5, leave=1), Kind(5, come=1)),
    "some come and leave again": (Kind(10), Kind(5, come=1, leave=2), Kind(5, come=2)),
    "six come and leave again with one of the others": (Kind(10), Kind(1, leave=2), Kind(6, come=1, leave=2)),
    "seven leave with five who came in between": (Kind(10), Kind(5, come=1, leave=2), Kind(7, leave=2)),
    "five come, one of them leaves, five more come": (Kind(10), Kind(4, come=1), Kind(1, 1, 2), Kind(5, come=3)),
    "one person learns something": (Kind(10), Kind(1, changed=1)),
    "four people learn something": (Kind(10), Kind(4, changed=1)),
    "five people learn something": (Kind(8), Kind(5, changed=1)),
    "six people learn something": (Kind(9), Kind(6, changed=1)),
    "one learns while five come": (Kind(10), Kind(1, changed=1), Kind(5, come=1)),
    "one learns, four come, five leave": (Kind(10), Kind(1, changed=1), Kind(4, come=1), Kind(5, leave=1)),
    "five of twenty agree": (Kind(15, agree=False), Kind(5)),
    "ten of twenty agree": (Kind(10, agree=False), Kind(10)),
    "six of eleven who come agree": (Kind(10), Kind(5, come=1, agree=False), Kind(6, come=1)),
    "one of five who come agrees": (Kind(10), Kind(4, come=1, agree=False), Kind(1, come=1)),
    "one of five who leave agrees": (Kind(10), Kind(4, leave=1, agree=False), Kind(1, leave=1)),
    "four who do not agree leave, then one who does": (Kind(10), Kind(9, leave=1, agree=False), Kind(1, leave=2)),
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kinds", HOUSES.values(), ids=HOUSES)
def test_no_snapshot_and_no_difference_between_snapshots_tells_about_a_person(
    kinds: tuple[Kind, ...], measure: Measure
) -> None:
    assert revealed(kinds, months=5, measure=measure) == set()


def test_the_attack_finds_a_rule_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.guidance.snapshots._share", lambda people: people)
    assert revealed((Kind(10),), months=1)
    assert revealed((Kind(10), Kind(6, leave=1)), months=2)
    monkeypatch.setattr("recommender.guidance.snapshots.FEWEST_MOVING", 1)
    assert revealed((Kind(12), Kind(1, come=1)), months=2)


def test_the_attack_finds_people_who_agree_hidden_among_others_who_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def together(people: list[Contribution], measure: Measure) -> dict[str, frozenset[str]]:
        return {person.code: person.of(measure) or frozenset() for person in people}

    monkeypatch.setattr("recommender.guidance.snapshots._answers", together)
    for name in ("five of twenty agree", "one of five who come agrees", "one of five who leave agrees"):
        assert revealed(HOUSES[name], months=3)


def stays(kind: Kind) -> bool:
    return kind.come < kind.leave


KINDS = st.lists(
    st.builds(
        Kind,
        size=st.integers(1, 7),
        come=st.integers(0, 2),
        leave=st.sampled_from([1, 2, 3, NEVER]),
        agree=st.booleans(),
    ).filter(stays),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(KINDS, st.sampled_from(MEASURES))
def test_nobody_is_shown_to_have_a_skill_in_any_history(others: list[Kind], measure: Measure) -> None:
    learned = revealed((Kind(10), *others), months=4, measure=measure)
    assert [line for line in learned if "never" not in line] == []


def counts(people: int, having: int) -> dict[str, int]:
    listed = house(people, having=having)
    return dict(take(listed, before=None, issuer="H", today=date(2026, 1, 1), esco="").snapshot.counts[Measure.CAN])


@pytest.mark.parametrize(
    ("people", "having", "number"), [(10, 0, None), (10, 4, None), (10, 5, 5), (10, 10, 5), (30, 17, 15), (30, 30, 20)]
)
def test_numbers_are_rounded_down_and_small_ones_and_everybody_do_not_appear(
    people: int, having: int, number: int | None
) -> None:
    assert counts(people, having).get(SKILL) == number


def house(people: int, *, having: int = 99) -> list[Contribution]:
    return [Contribution(f"p{n:02}", can=frozenset({SKILL} if n < having else ())) for n in range(people)]


@pytest.mark.parametrize("few", range(1, 5))
def test_fewer_than_five_who_come_or_change_wait(few: int) -> None:
    first = take(house(12, having=5), before=None, issuer="H", today=date(2026, 1, 1), esco="")
    more, changed = house(12, having=5) + house(12 + few)[12:], house(12, having=5 + few)
    for people in (more, changed):
        assert take(people, before=first, issuer="H", today=date(2026, 2, 1), esco="") is first


@pytest.mark.parametrize(("gone", "number"), [(0, 10), (1, 10), (4, 10), (5, 5)])
def test_numbers_do_not_fall_before_five_have_left(gone: int, number: int) -> None:
    before = house(20, having=10)
    first = take(before, before=None, issuer="H", today=date(2026, 1, 1), esco="")
    # Five others come, so that there is a new snapshot in any case.
    others = [Contribution(f"q{n}") for n in range(5)]
    later = take([*before[gone:], *others], before=first, issuer="H", today=date(2026, 2, 1), esco="")
    assert later.snapshot.taken_on == date(2026, 2, 1)
    assert later.snapshot.counts[Measure.CAN][SKILL] == number


def test_a_second_snapshot_in_a_month_is_the_first_one() -> None:
    everybody = house(20)
    first = take(everybody[:12], before=None, issuer="H", today=date(2026, 1, 1), esco="")
    assert take(everybody, before=first, issuer="H", today=date(2026, 1, 31), esco="") is first
    assert take(everybody, before=first, issuer="H", today=date(2026, 2, 1), esco="").snapshot.people == 20


def test_who_no_longer_agrees_is_not_counted_even_while_others_wait() -> None:
    first = take(house(20), before=None, issuer="H", today=date(2026, 1, 1), esco="")
    later = take(house(20)[5:], before=first, issuer="H", today=date(2026, 2, 1), esco="")
    for groups in later.groups.values():
        assert [code for group in groups for code in group.members] == [f"p{n:02}" for n in range(5, 20)]


@pytest.mark.parametrize("measure", MEASURES)
def test_what_one_number_counts_does_not_depend_on_answers_about_something_else(measure: Measure) -> None:
    def people(month: int, *, others: bool) -> list[Contribution]:
        subjects = {measure.value: frozenset({"a"})}
        also = {one.value: frozenset({f"b{month}"} if others else ()) for one in MEASURES if one is not measure}
        return [Contribution(f"p{n:02}", **subjects, **also) for n in range(12 + 5 * month)]

    def seen(*, others: bool) -> list[object]:
        before: Counted | None = None
        counts = []
        for month in range(3):
            today = date(2026, month + 1, 1)
            before = take(people(month, others=others), before=before, issuer="H", today=today, esco="")
            counts.append(before.snapshot.counts[measure])
        return counts

    assert seen(others=True) == seen(others=False)


def test_who_does_not_agree_to_one_thing_is_still_counted_for_another() -> None:
    listed = [Contribution(f"p{n:02}", can=frozenset({SKILL}), needs=None) for n in range(12)]
    counted = take(listed, before=None, issuer="H", today=date(2026, 1, 1), esco="")
    assert (counted.snapshot.people, counted.snapshot.counts[Measure.CAN]) == (10, {SKILL: 5})
    assert counted.groups[Measure.NEEDS] == ()


def test_no_number_is_larger_than_that_of_the_people() -> None:
    """Of ten groups two people leave each: no number falls yet."""
    here: list[Contribution] = []
    counted: Counted | None = None
    for month in range(10):
        here += [Contribution(f"{month}-{n}", can=frozenset({SKILL})) for n in range(5 if month else 10)]
        counted = take(here, before=counted, issuer="H", today=date(2026, month + 1, 1), esco="")
    stay = [person for person in here if person.code[-1] in "012"]
    later = take(stay, before=counted, issuer="H", today=date(2027, 1, 1), esco="").snapshot
    assert (later.people, later.counts[Measure.CAN]) == (30, {SKILL: 30})


def test_sums_over_houses_are_sums_of_what_their_files_say() -> None:
    days = (date(2026, 1, 1), date(2026, 2, 1))
    snapshots = [
        Snapshot(issuer, day, 20, {Measure.CAN: {SKILL: count}, Measure.LIKES: {}, Measure.NEEDS: {}}, "1.2.0")
        for issuer, day, count in (("A", days[0], 15), ("A", days[1], 10), ("B", days[0], 5))
    ]
    assert [(one.source, one.count) for one in demands(snapshots)] == [("A", 10), ("B", 5)]


def test_houses_with_the_same_files_give_the_same_views() -> None:
    words = Vocabulary({SKILL: "iron textiles"}, {}, {}, {})
    seen = set()
    for having in range(10, 15):
        snapshot = take(house(40, having=having), before=None, issuer="H", today=date(2026, 1, 1), esco="").snapshot
        seen.add(find_gaps(Offer(()), demands([snapshot]), [], vocabulary=words))
    assert [[gap.people for gap in gaps] for gaps in seen] == [[10]]
