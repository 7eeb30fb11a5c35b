"""The coach's part about trainings without a browser: what holds for the sitting, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import App, find, kept, press, turn_to, words_of
from streamlit.testing.v1 import AppTest

from recommender.domain.consent import Purpose
from recommender.domain.profile import Step
from recommender.guidance.profile import training_states

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PACKING = "I pack goods into boxes."


@pytest.fixture
def trainings(with_person: AppTest) -> AppTest:
    """Return a window with the trainings of a person who packs goods."""
    return turn_to(press(find(with_person, PACKING), "yes-"), "2. Trainings")


def other_part(window: AppTest) -> AppTest:
    return turn_to(turn_to(window, "1. Skills"), "2. Trainings")


def other_page(window: AppTest) -> AppTest:
    return turn_to(window.switch_page("pages/about.py").run().switch_page("pages/coach.py").run(), "2. Trainings")


def choose(window: AppTest) -> AppTest:
    """Choose a need and two filters."""
    window.multiselect(key="needs").select("quiet_place").run()
    window.checkbox(key="filter-online").check().run()
    return window.text_input(key="filter-place").input("Nowhere").run()


def chosen(window: AppTest) -> tuple[list[str], bool, str]:
    filters = window.checkbox(key="filter-online").value, window.text_input(key="filter-place").value
    return window.multiselect(key="needs").value, *filters


@pytest.mark.parametrize("turn", [other_part, other_page])
def test_needs_and_filters_hold_while_something_else_is_looked_at(
    trainings: AppTest, turn: Callable[[AppTest], AppTest]
) -> None:
    window = turn(choose(trainings))
    assert chosen(window) == (["quiet_place"], True, "Nowhere")
    assert "A filter is on." in words_of(window)
    window.button(key="filter-off").click().run()
    assert chosen(turn(window)) == (["quiet_place"], False, "")
    assert "Ask the provider for: A quiet place" in words_of(window)


def test_needs_and_filters_of_one_person_are_not_those_of_the_next(trainings: AppTest, home: Path) -> None:
    window = choose(trainings)
    with kept(home) as store:
        store.create_profile("red-1", now=NOW)
    window.run().selectbox(key="who").select("red-1").run()
    assert chosen(window) == ([], False, "")
    assert not any(word in (home / "profiles.sqlite").read_bytes() for word in (b"quiet_place", b"Nowhere"))


def test_a_kept_need_that_is_taken_away_stays_away_for_the_sitting(
    trainings: AppTest, started: App, home: Path
) -> None:
    with kept(home) as store:
        store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
        store.keep_needs("blue-7", ["quiet_place"])
    window = started()
    window.selectbox(key="who").select("blue-7").run()
    window = turn_to(window, "2. Trainings")
    window.multiselect(key="needs").set_value([]).run()
    assert other_page(other_part(window)).multiselect(key="needs").value == []
    press(window.switch_page("pages/people.py").run(), "open-blue-7")
    assert other_page(window).multiselect(key="needs").value == []
    with kept(home) as store:
        assert store.kept_needs("blue-7") == ("quiet_place",)


# Under way


def under_way(window: AppTest) -> list[str]:
    """Return the keys of the choices that stand under "Under way"."""
    return [str(one.key) for one in window.selectbox if "under-way" in str(one.key)]


def begin_training(window: AppTest) -> AppTest:
    return next(one for one in window.selectbox if str(one.key).startswith("step-")).select("started").run()


def test_a_training_that_a_filter_hides_keeps_its_status_and_day_under_way(trainings: AppTest, home: Path) -> None:
    window = begin_training(trainings)
    assert under_way(window) == []  # its choices stand in its list
    window.checkbox(key="filter-online").check().run()
    assert [key.partition("-")[0] for key in under_way(window)] == ["step", "review"]
    window.selectbox(key=under_way(window)[1]).select_index(1).run()
    window.selectbox(key=under_way(window)[0]).select("finished").run()
    with kept(home) as store:
        states = training_states(store.load_profile("blue-7"))
    assert [(one.step, bool(one.review_on)) for one in states.values()] == [(Step.FINISHED, True)]


def test_a_training_of_a_skill_that_was_taken_back_can_be_taken_back_too(trainings: AppTest, home: Path) -> None:
    window = turn_to(press(turn_to(begin_training(trainings), "1. Skills"), "undo-"), "2. Trainings")
    window.selectbox(key=under_way(window)[0]).select("").run()
    assert "Under way" not in words_of(window)
    with kept(home) as store:
        assert training_states(store.load_profile("blue-7")) == {}


# What is announced


def announced(window: AppTest) -> tuple[int, str]:
    """Return how often something was announced in this window, and what it was last."""
    number, words = window.session_state["announcement"]
    return number, words.replace("\\", "")


def test_the_number_of_trainings_is_announced_when_needs_or_filters_change(trainings: AppTest) -> None:
    number, _words = announced(trainings)
    window = trainings.multiselect(key="needs").select("quiet_place").run()
    assert announced(window) == (number + 1, "1 training is in the lists.")
    window.checkbox(key="filter-online").check().run()
    assert announced(window) == (number + 2, "0 trainings are in the lists.")
    assert announced(other_part(window)) == (number + 2, "0 trainings are in the lists.")
    window.button(key="filter-off").click().run()
    assert announced(window) == (number + 3, "1 training is in the lists.")


def test_what_a_search_for_a_skill_finds_is_announced_once(with_person: AppTest) -> None:
    window = find(with_person, PACKING)
    number, _words = announced(window)
    window.text_input(key="search").input("pack goods").run()
    found = [one for one in window.button if str(one.key).startswith(("add-found", "undo-found"))]
    assert announced(window.run()) == (number + 1, f"{len(found)} skills found")
    window.text_input(key="search").input("qqqq").run()
    assert announced(window) == (number + 2, "No ESCO skill has these words. Try other words.")
    press(window, "other-")
    window.text_input(key=next(str(one.key) for one in window.text_input if "find-" in str(one.key))).input("qqq").run()
    assert announced(window) == (number + 3, "No ESCO skill has these words. Try other words.")


def test_how_many_people_a_search_finds_is_announced(with_person: AppTest) -> None:
    window = with_person.switch_page("pages/people.py").run()
    window.text_input(key="find-person").input("green").run()
    assert announced(window)[1] == "0 people"
