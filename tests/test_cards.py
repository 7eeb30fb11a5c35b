"""The learner's cards without a page: their order, going back, and what the answers lead to."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.reading import read_catalogue
from recommender.domain.accommodation import ACCOMMODATION_CODES
from recommender.domain.interests import Like, Mark, MarkKind
from recommender.domain.matches import Reason
from recommender.domain.profile import Profile
from recommender.domain.trainings import LearningOutcome, Training
from recommender.domain.versions import Versions
from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.errors import DataError
from recommender.guidance import interests
from recommender.guidance.cards import Deck, Reply, back, balanced_order, deal, go_to, reply, take_back, task_order
from recommender.guidance.matching import match
from recommender.tables import read_area_tasks, read_tables

DATA = Path(__file__).resolve().parent.parent / "data"
VERSIONS = Versions("", "", "", "")
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
AREAS = {
    slug: WorkArea(slug, slug.title(), "", "", frozenset(skills)) for slug, skills in (("wood", "ab"), ("arts", ""))
}
TASKS = (AreaTask("wood-saw", "wood", "Saw", "", "", frozenset("b")), AreaTask("wood-sort", "wood", "Sort", "", ""))
NUMBERS = st.integers(1, 30)
REPLIES = st.lists(st.sampled_from([*Reply, "back", "take back"]), max_size=40)


def training(training_id: str, skills: str = "", **given: object) -> Training:
    outcomes = tuple(LearningOutcome(f"Do {skill}", (skill,)) for skill in skills)
    named = {"en": training_id}
    return Training(training_id, named, named, "course", ("en",), "example", learning_outcomes=outcomes, **given)  # type: ignore[arg-type]


def offers(trainings: list[Training], *areas: str, tasks: tuple[AreaTask, ...] = ()) -> tuple[interests.Offer, ...]:
    lists = match(trainings, (), likes=areas, work_areas=AREAS, labels={}, versions=VERSIONS)
    return interests.liked_offers(lists, trainings, areas=areas, tasks=tasks, work_areas=AREAS)


# The order


@given(number=NUMBERS)
def test_over_all_seeds_every_card_stands_once_in_each_place(number: int) -> None:
    slugs = [str(n) for n in range(number)]
    orders = [balanced_order(slugs, seed) for seed in range(number)]
    assert all([sorted(order) == sorted(slugs) for order in orders])
    assert all([sorted(place) == sorted(slugs) for place in zip(*orders, strict=True)])


@given(number=NUMBERS)
def test_over_all_seeds_every_card_follows_every_other_equally_often(number: int) -> None:
    slugs = [str(n) for n in range(number)]
    rounds = 2 if number % 2 else 1
    orders = [balanced_order(slugs, seed) for seed in range(rounds * number)]
    pairs = Counter(pair for order in orders for pair in itertools.pairwise(order))
    assert pairs == {(a, b): rounds for a in slugs for b in slugs if a != b}


def test_the_same_seed_gives_the_same_order_and_another_seed_another() -> None:
    slugs = list(read_tables(DATA)["work_areas"])
    assert balanced_order(slugs, 7) == balanced_order(slugs, 7)
    assert balanced_order(slugs, 7) != balanced_order(slugs, 8)
    assert balanced_order((), 7) == ()


def test_the_tasks_of_liked_areas_take_turns() -> None:
    tasks = read_tables(DATA)["area_tasks"]
    order = [tasks[slug].work_area for slug in task_order(tasks.values(), ["wood", "garden"], 3)]
    assert Counter(order) == {"wood": 5, "garden": 5}
    assert all([one != other for one, other in itertools.pairwise(order)])


def test_many_liked_areas_show_three_tasks_each() -> None:
    tables = read_tables(DATA)
    order = task_order(tables["area_tasks"].values(), list(tables["work_areas"]), 3)
    assert set(Counter(tables["area_tasks"][slug].work_area for slug in order).values()) == {3}


def test_no_liked_area_shows_no_task() -> None:
    assert task_order(TASKS, [], 3) == ()


# Answers


def test_answers_go_on_and_back_shows_the_answer_again() -> None:
    deck = reply(reply(deal("abc"), Reply.LIKE), Reply.SKIP)
    assert (deck.current, deck.liked) == ("c", ("a",))
    again = back(back(deck))
    assert (again.current, again.replies["a"]) == ("a", Reply.LIKE)
    assert reply(again, Reply.NOT_FOR_ME).liked == ()


def test_an_answer_can_be_taken_back() -> None:
    deck = take_back(go_to(reply(reply(deal("ab"), Reply.LIKE), Reply.LIKE), "a"))
    assert (deck.current, deck.liked) == ("a", ("b",))


def test_a_new_deck_opens_at_the_first_card_without_an_answer() -> None:
    deck = deal("abc", replies={"a": Reply.LIKE, "x": Reply.LIKE})
    assert (deck.current, deck.replies) == ("b", {"a": Reply.LIKE})
    assert deal("ab", replies=dict.fromkeys("ab", Reply.SKIP)).current is None


@given(said=REPLIES)
def test_whatever_is_pressed_there_is_a_card_or_the_end(said: list[Reply | str]) -> None:
    deck = deal("abcde")
    for one in said:
        deck = reply(deck, one) if isinstance(one, Reply) else back(deck) if one == "back" else take_back(deck)
        assert 0 <= deck.place <= 5
        assert set(deck.replies) <= set(deck.cards)


def test_after_the_last_card_nothing_changes() -> None:
    assert reply(Deck(("a",), 1), Reply.LIKE) == Deck(("a",), 1)


# What is kept


def likes(*given: tuple[str, str, bool, bool]) -> Profile:
    listed = [
        Like(area, liked, NOW + timedelta(minutes=n), task, no) for n, (area, task, liked, no) in enumerate(given)
    ]
    return Profile("blue-7", 1, NOW, likes=tuple(listed))


def test_the_last_answer_counts_for_areas_and_tasks_apart() -> None:
    profile = likes(("wood", "", True, False), ("wood", "wood-saw", False, True), ("wood", "wood-saw", True, False))
    assert interests.said_before(profile) == {"wood": Reply.LIKE, "wood-saw": Reply.LIKE}


def test_not_for_me_differs_from_taking_back() -> None:
    profile = likes(("wood", "", False, True), ("arts", "", True, False), ("arts", "", False, False))
    assert interests.said_before(profile) == {"wood": Reply.NOT_FOR_ME}


def test_a_mark_that_was_taken_away_is_gone() -> None:
    marks = tuple(
        Mark(MarkKind.SHOW, "area:wood", marked, NOW + timedelta(minutes=not marked)) for marked in (True, False)
    )
    assert interests.marked_now(Profile("blue-7", 1, NOW, marks=marks[:1])) == {(MarkKind.SHOW, "area:wood")}
    assert interests.marked_now(Profile("blue-7", 1, NOW, marks=marks)) == frozenset()


# Trainings


def test_a_liked_task_moves_its_training_up_and_none_out() -> None:
    both = [training("a-first", "a", work_areas=("wood",)), training("b-second", "b", work_areas=("wood",))]
    assert [offer.training.training_id for offer in offers(both, "wood")] == ["a-first", "b-second"]
    found = offers(both, "wood", tasks=TASKS)
    assert [(o.training.training_id, o.tasks) for o in found] == [("b-second", ("wood-saw",)), ("a-first", ())]


def test_liked_areas_take_turns_and_what_is_made_for_one_comes_before_what_is_made_for_many() -> None:
    found = [
        training("a-basics", work_areas=("wood", "arts", "garden")),
        training("a-sawing", "a"),
        training("b-planks", work_areas=("wood",)),
        training("c-boards", work_areas=("wood",)),
        training("d-theatre", work_areas=("arts",)),
    ]
    order = [offer.training.training_id for offer in offers(found, "wood", "arts")]
    assert order == ["b-planks", "d-theatre", "c-boards", "a-basics", "a-sawing"]


def test_an_interest_without_any_skill_still_finds_trainings() -> None:
    found = offers([training("theatre", work_areas=("arts",))], "arts")
    assert [(offer.reason, offer.areas) for offer in found] == [(Reason.YOU_LIKE_IT, ("arts",))]


def test_trainings_for_staff_stand_last_but_are_shown() -> None:
    staff = training("a-staff", work_areas=("wood",), target_groups=("care_staff",))
    found = offers(
        [staff, training("b-everyone", work_areas=("wood",), target_groups=("care_staff", "autistic"))], "wood"
    )
    assert [(offer.training.training_id, offer.for_staff) for offer in found] == [
        ("b-everyone", False),
        ("a-staff", True),
    ]


def test_an_area_without_a_training_is_named_and_general_trainings_are_offered() -> None:
    general = training("getting-ready")
    assert interests.areas_without_training(offers([general], "arts"), ["arts"]) == ("arts",)
    found = interests.offers_for_all_work([general, training("w", work_areas=("wood",))], needs=["quiet_place"])
    assert [(offer.training.training_id, offer.ask_for) for offer in found] == [("getting-ready", ("quiet_place",))]


@pytest.mark.parametrize("area", sorted(read_tables(DATA)["work_areas"]))
def test_every_area_leads_to_trainings_of_its_own_or_for_every_work(area: str) -> None:
    trainings, tables = read_catalogue(DATA / "catalogue" / "default.csv").trainings, read_tables(DATA)
    lists = match(trainings, (), likes=[area], labels={}, versions=VERSIONS, work_areas=tables["work_areas"])
    found = interests.liked_offers(lists, trainings, areas=[area], tasks=(), work_areas=tables["work_areas"])
    assert [offer for offer in found if not offer.for_staff] or area == "arts"
    assert len(interests.offers_for_all_work(trainings, needs=())) >= 5


# The tables


def test_every_card_has_a_picture_and_every_picture_a_licence() -> None:
    tables = read_tables(DATA)
    cards = [*tables["work_areas"].values(), *tables["area_tasks"].values(), *tables["need_cards"].values()]
    missing = [card.pictogram for card in cards if not (DATA / "pictograms" / f"{card.pictogram}.svg").is_file()]
    assert missing == []
    assert "MIT License" in (DATA / "pictograms" / "LICENSE").read_text(encoding="utf-8")


def test_every_area_has_three_to_six_tasks_and_every_need_is_a_code() -> None:
    tables = read_tables(DATA)
    each = Counter(task.work_area for task in tables["area_tasks"].values())
    assert set(each) == set(tables["work_areas"])
    assert all([3 <= number <= 6 for number in each.values()])
    assert set(tables["need_cards"]) <= set(ACCOMMODATION_CODES)


def test_all_faults_of_the_tasks_are_said_at_once(tmp_path: Path) -> None:
    row = "wood-saw,moon,Saw,You saw.,wood,\n"
    (tmp_path / "t.csv").write_text("slug,work_area,name,sentence,pictogram,concept_uris\n" + row + row)
    with pytest.raises(DataError, match=r"(?s)line 2: there is no work area 'moon'.*'wood-saw' is there twice"):
        read_area_tasks(tmp_path / "t.csv", {"wood"})
