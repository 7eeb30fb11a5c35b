"""Matching trainings with what is known, with likes and with needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.matches import TrainingLists, TrainingMatch
from recommender.domain.trainings import LearningOutcome, Training
from recommender.domain.versions import Versions
from recommender.domain.work_areas import WorkArea
from recommender.errors import NotFoundError
from recommender.guidance.matching import match

VERSIONS = Versions("1.2.0", "model", "catalogue", "0.1.0")
AREAS = {
    "animals": WorkArea("animals", "Animals", "", "", frozenset("ab")),
    "garden": WorkArea("garden", "Garden", "", "", frozenset("cd")),
    "laundry": WorkArea("laundry", "Laundry", "", "", frozenset("ef")),
}
LABELS = {letter: f"label of {letter}" for letter in "abcdef"}


def training(training_id: str, *outcomes: str, **given: Any) -> Training:
    """Make a training whose outcomes are words of one-letter skills; an empty word is an outcome without a skill."""
    listed = tuple(LearningOutcome(f"Do {word or 'it'}.", tuple(word)) for word in outcomes)
    fields = {"title": {"en": f"Title {training_id}"}, "description": {"en": "…"}, "kind": "course"}
    return Training(
        training_id, **{**fields, "languages": ("en",), "status": "example", **given}, learning_outcomes=listed
    )


def lists(trainings: Iterable[Training], known: str = "", **given: Any) -> TrainingLists:
    return match(trainings, set(known), work_areas=AREAS, labels=LABELS, versions=VERSIONS, **given)


def ids(entries: Iterable[TrainingMatch]) -> list[str]:
    return [entry.training_id for entry in entries]


@pytest.mark.parametrize(
    ("outcomes", "known", "check_now", "next_step"),
    [
        (("a", "b", "c"), "ab", True, False),
        (("a", "b", "c"), "a", False, True),
        (("a", "b", "c"), "", False, False),
        (("a", "b", "c"), "def", False, False),
        (("a", "b", "c", "d"), "abc", True, False),
        (("a", "b", "c", "d"), "ab", False, True),
        (("a", "b", "c", "d", "e"), "abc", False, True),
        (("ab", "cd", "ef"), "ac", True, False),
        (("a", "b", ""), "ab", True, False),
        (("a", "", ""), "a", False, True),
        ((), "a", False, False),
    ],
)
def test_two_thirds_of_the_outcomes_are_checked_now_and_one_is_a_next_step(
    outcomes: tuple[str, ...], known: str, check_now: bool, next_step: bool
) -> None:
    found = lists([training("t", *outcomes)], known)
    assert (bool(found.check_now), bool(found.next_step)) == (check_now, next_step)


def test_a_narrower_skill_makes_an_outcome_known() -> None:
    narrower = {"a": frozenset("x"), "b": frozenset("y")}
    found = lists([training("t", "a", "b")], "x", narrower=lambda uri: narrower.get(uri, frozenset()))
    assert found.next_step[0].known_outcomes == (0,)
    assert lists([training("t", "x", "b")], "a").next_step == ()


def test_an_entry_names_known_and_new_skills_and_known_outcomes() -> None:
    entry = lists([training("t", "ab", "c", "d", "a")], "ad").check_now[0]
    assert (entry.known_skills, entry.new_skills, entry.known_outcomes) == (("a", "d"), ("b", "c"), (0, 2, 3))


@pytest.mark.parametrize(
    ("outcomes", "known", "sentence"),
    [
        (("a",), "a", "You already do the one thing in this training. Ask for an assessment."),
        (("a", "b"), "ab", "You already do both things in this training. Ask for an assessment."),
        (("a", "b", "c"), "abc", "You already do all 3 things in this training. Ask for an assessment."),
        (("a", "b", "c", "d"), "abd", "You already do 3 of the 4 things in this training. Ask for an assessment."),
        (("a", "b", "c", "d"), "a", "You can do 1 of 4 things. The next step is: Do b."),
    ],
)
def test_each_entry_says_in_plain_words_why_it_is_there(outcomes: tuple[str, ...], known: str, sentence: str) -> None:
    found = lists([training("t", *outcomes)], known)
    assert [entry.sentence for entry in (*found.check_now, *found.next_step)] == [sentence]


def test_a_long_outcome_is_named_by_the_label_of_its_skill() -> None:
    texts = {"a": "Do a", "b": "word " * 40, "c": "Do c"}
    outcomes = tuple(LearningOutcome(text, (uri,)) for uri, text in texts.items())
    long = Training("t", {}, {}, "course", ("en",), "example", learning_outcomes=outcomes)
    assert lists([long], "a").next_step[0].sentence.endswith("The next step is: label of b.")


def test_likes_are_work_areas_that_a_training_names_or_that_its_skills_speak_of() -> None:
    named = training("named", "x", work_areas=("animals", "laundry"))
    spoken = training("spoken", "a", "x", "y")
    faint = training("faint", "a", "x", "y", "z")
    elsewhere = training("elsewhere", "a", "b", work_areas=("garden",))
    found = lists([faint, spoken, named, elsewhere], likes=["animals", "laundry"])
    assert ids(found.you_like_it) == ["named", "spoken"]
    assert found.you_like_it[0].sentence == "You like this work: Animals, Laundry."


def test_a_training_may_stand_in_two_lists() -> None:
    found = lists([training("t", "a", work_areas=("animals",))], "a", likes=["animals"])
    assert ids(found.check_now) == ids(found.you_like_it) == ["t"]


def test_what_is_not_offered_becomes_a_list_of_what_to_ask_for() -> None:
    offers = {"captions": Availability.YES, "braille": Availability.NO, "parking": Availability.ON_REQUEST}
    entry = lists(
        [training("t", "a", accessibility=offers)], "a", needs=["quiet_place", "parking", "braille", "captions"]
    ).check_now[0]
    assert entry.accommodation == {**offers, "quiet_place": Availability.UNKNOWN}
    assert entry.ask_for == ("braille", "parking", "quiet_place")


def test_each_list_has_its_own_order() -> None:
    catalogue = [
        training("two-of-five", "a", "b", "x", "x", "x"),
        training("one-of-two", "a", "x"),
        training("one-of-three", "a", "x", "x"),
        training("all-two", "a", "b", work_areas=("animals",)),
        training("all-three", "a", "b", "c", work_areas=("animals", "garden")),
        training("most", "a", "b", "x", title={"en": "A title that comes first"}),
        training("same", "a", "b", work_areas=("animals",), title={"en": "title ALL-TWO"}),
    ]
    found = lists(catalogue, "abc", likes=["garden", "animals"])
    assert ids(found.check_now) == ["all-three", "all-two", "same", "most"]
    assert ids(found.next_step) == ["two-of-five", "one-of-two", "one-of-three"]
    by_title = ["most", "all-two", "same", "two-of-five"]
    assert ids(found.you_like_it) == ["all-three", *by_title, "one-of-three", "one-of-two"]


def test_top_keeps_the_first_entries_of_each_list() -> None:
    catalogue = [training(str(n), "a", work_areas=("animals",)) for n in range(5)]
    found = lists(catalogue, "a", likes=["animals"], top=2)
    assert ids(found.check_now) == ids(found.you_like_it) == ["0", "1"]


@pytest.mark.parametrize(
    ("given", "message"),
    [({"needs": ["captionz"]}, "captionz.*Did you mean 'captions'"), ({"likes": ["gardn"]}, "gardn.*'garden'"),
     ({"needs": ["qqq"]}, "Use one of: easy_to_read")],
)  # fmt: skip
def test_an_unknown_need_or_work_area_names_the_nearest_one(given: dict[str, list[str]], message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        lists([], **given)


def test_results_carry_the_versions_and_an_empty_catalogue_gives_empty_lists() -> None:
    assert lists([], "abc", likes=["animals"], needs=["captions"]) == TrainingLists((), (), (), VERSIONS)


# Laws

WORDS = st.lists(st.text("abcdef", max_size=2), max_size=5)
OFFERS = st.dictionaries(st.sampled_from(ACCOMMODATION_CODES[:6]), st.sampled_from(Availability))
AREA_LIST = st.lists(st.sampled_from(sorted(AREAS)), unique=True)
CATALOGUE = st.lists(st.tuples(st.sampled_from(["Same", "same", "Other"]), WORDS, OFFERS, AREA_LIST), max_size=6).map(
    lambda drawn: [
        training(str(n), *words, title={"en": title}, accessibility=offers, work_areas=tuple(areas))
        for n, (title, words, offers, areas) in enumerate(drawn)
    ]
)
KNOWN = st.text("abcdef", max_size=6)
NEEDS = st.lists(st.sampled_from(ACCOMMODATION_CODES[:6]))


def order(found: TrainingLists) -> tuple[list[str], list[str], list[str]]:
    return ids(found.check_now), ids(found.next_step), ids(found.you_like_it)


@given(CATALOGUE, KNOWN, AREA_LIST, NEEDS)
def test_neither_needs_nor_offers_change_order_or_membership(
    catalogue: list[Training], known: str, likes: list[str], needs: list[str]
) -> None:
    silent = [replace(each, accessibility={}) for each in catalogue]
    assert order(lists(catalogue, known, likes=likes, needs=needs)) == order(lists(silent, known, likes=likes))


@given(CATALOGUE, KNOWN, AREA_LIST, NEEDS)
def test_likes_change_nothing_in_the_lists_of_what_is_known(
    catalogue: list[Training], known: str, likes: list[str], needs: list[str]
) -> None:
    with_likes, without = (lists(catalogue, known, likes=liked, needs=needs) for liked in (likes, []))
    assert (with_likes.check_now, with_likes.next_step) == (without.check_now, without.next_step)


@given(CATALOGUE, KNOWN, AREA_LIST)
def test_what_is_known_changes_neither_order_nor_membership_of_what_is_liked(
    catalogue: list[Training], known: str, likes: list[str]
) -> None:
    assert order(lists(catalogue, known, likes=likes))[2] == order(lists(catalogue, "", likes=likes))[2]


@given(CATALOGUE, KNOWN, KNOWN)
def test_knowing_more_never_takes_a_training_from_check_now(catalogue: list[Training], known: str, more: str) -> None:
    assert set(ids(lists(catalogue, known).check_now)) <= set(ids(lists(catalogue, known + more).check_now))


def with_another_order(catalogue: list[Training]) -> st.SearchStrategy[tuple[list[Training], list[Training]]]:
    return st.tuples(st.just(catalogue), st.permutations(catalogue))


@given(CATALOGUE.flatmap(with_another_order), KNOWN, AREA_LIST, NEEDS)
def test_the_order_of_what_comes_in_does_not_matter(
    catalogues: tuple[list[Training], list[Training]], known: str, likes: list[str], needs: list[str]
) -> None:
    first, second = catalogues
    turned = lists(second, known[::-1], likes=likes[::-1], needs=needs[::-1])
    assert turned == lists(first, known, likes=likes, needs=needs)


@given(CATALOGUE, KNOWN, AREA_LIST)
def test_no_sentence_holds_a_percentage_or_a_level(catalogue: list[Training], known: str, likes: list[str]) -> None:
    found = lists(catalogue, known, likes=likes)
    sentences = [entry.sentence for entry in (*found.check_now, *found.next_step, *found.you_like_it)]
    assert not any("%" in sentence or "level" in sentence.lower() for sentence in sentences)
