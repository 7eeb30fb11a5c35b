"""The learner's page without a browser: what is asked, what is kept and what is not, and the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import rooms
from app.rooms import Screen
from recommender.domain.decisions import Answer, Voice
from recommender.domain.interests import MarkKind
from recommender.domain.statements import Support
from recommender.guidance.cards import Reply
from recommender.guidance.interests import marked_now, said_before
from recommender.store import Store

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NEEDS = list(rooms.tables()["need_cards"])

AtDoor = Callable[..., AppTest]


@pytest.fixture
def home(home: Path) -> Path:
    """Return a home with two persons."""
    with kept(home) as store:
        store.create_profile("blue-7", now=NOW)
        store.create_profile("green-9", now=NOW)
    return home


@pytest.fixture
def at_door(home: Path) -> AtDoor:
    """Return a function that opens the page in a new window, with a person chosen on the coach's page."""

    def opened(code: str | None = None) -> AppTest:
        window = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=60).run()
        window.session_state.person = code
        return window.switch_page("pages/learner.py").run()

    return opened


@pytest.fixture
def inside(at_door: AtDoor) -> AppTest:
    """Return a window in a room for nobody."""
    return press(at_door(), "open-for-nobody")


@pytest.fixture
def of_blue(at_door: AtDoor) -> AppTest:
    """Return a window in the room of one person."""
    return press(at_door("blue-7"), "open-for")


def kept(home: Path) -> Store:
    return Store.open(home / "profiles.sqlite")


def press(window: AppTest, *keys: str) -> AppTest:
    """Press buttons one after the other by their keys."""
    for key in keys:
        window.button(key=key).click().run()
        assert not window.exception
    return window


def like(window: AppTest, *names: str) -> AppTest:
    """Go through the cards of the areas, like these and skip the others."""
    while title(window) == "Do you like this work?":
        press(window, "say-like" if card(window) in names else "say-skip")
    return window


@pytest.fixture
def liking(at_door: AtDoor, home: Path) -> AtDoor:
    """Return a function that opens the trainings for a person who likes these areas."""

    def opened(*slugs: str) -> AppTest:
        with kept(home) as store:
            for slug in slugs:
                store.like("blue-7", slug, True, now=NOW)
        return press(at_door("blue-7"), "open-for", "stop", "to-likes", "to-offers")

    return opened


def title(window: AppTest) -> str:
    return str(window.title[0].value)


def card(window: AppTest) -> str:
    """Return the name of the card in view."""
    return str(window.header[0].value)


def trainings_of(window: AppTest) -> set[str]:
    """Return the trainings in view."""
    return {part.label for part in window.expander if part.label.startswith("More about")}


def words_of(window: AppTest) -> str:
    """Return all that the window says, for looking for words."""
    parts = [*window.title, *window.header, *window.subheader, *window.markdown, *window.caption, *window.error]
    labels = [*(button.label for button in window.button), *(part.label for part in window.expander)]
    return "\n".join([str(part.value).replace("\\", "") for part in parts] + labels)


# Cards


def test_every_area_is_asked_once_and_then_what_is_liked_is_said(inside: AppTest) -> None:
    asked = []
    while title(inside) == "Do you like this work?":
        asked.append(card(inside))
        press(inside, "say-like" if len(asked) < 3 else "say-not_for_me")
    assert sorted(asked) == sorted(area.name for area in rooms.tables()["work_areas"].values())
    assert title(inside) == "You like 2 kinds of work"


def test_back_shows_the_answer_and_it_can_be_taken_back(inside: AppTest) -> None:
    first = card(inside)
    press(inside, "say-like", "back")
    assert (card(inside), inside.button(key="say-like").label) == (first, "✓ I like it")
    press(inside, "take-back")
    assert (card(inside), inside.button(key="say-like").label) == (first, "I like it")


def test_whatever_is_said_nothing_is_a_dead_end(inside: AppTest) -> None:
    like(inside)
    assert title(inside) == "You have seen all the cards"
    press(inside, "to-offers")
    assert "These trainings help with every kind of work." in words_of(inside)
    assert len(trainings_of(inside)) == 5


def test_tasks_of_liked_areas_are_asked_and_a_like_can_be_changed(inside: AppTest) -> None:
    press(like(inside, "Woodwork"), "to-tasks")
    names = {task.name for task in rooms.tables()["area_tasks"].values() if task.work_area == "wood"}
    liked = card(inside)
    assert liked in names
    press(inside, "say-like", "stop", "to-likes")
    assert f"You like: **{liked}**" in words_of(inside)
    slug = next(task.slug for task in rooms.tables()["area_tasks"].values() if task.name == liked)
    press(inside, f"change-{slug}", "say-not_for_me")
    assert title(inside) == "This is what you like"
    assert f"You like: **{liked}**" not in words_of(inside)


def test_after_a_change_the_cards_go_on_where_they_were(inside: AppTest) -> None:
    first = card(inside)
    press(inside, "say-like", "say-skip", "say-skip")
    fourth = card(inside)
    slug = next(slug for slug, area in rooms.tables()["work_areas"].items() if area.name == first)
    press(inside, "stop", "to-likes", f"change-{slug}", "say-dont_know")
    assert "You did not say that you like a work." in words_of(inside)
    assert card(press(inside, "back")) == fourth


def test_stopping_says_whether_it_is_kept_and_goes_on_where_it_was(inside: AppTest) -> None:
    press(inside, "say-skip")
    second = card(inside)
    press(inside, "stop")
    assert "Your coach can keep them for you." in words_of(inside)
    assert card(press(inside, "go-on")) == second


# Every screen

WAYS = {
    Screen.LIKES: (),
    Screen.AREAS: ("again", "say-skip"),
    Screen.CLOSER: ("back",),
    Screen.TASKS: ("back", "to-tasks"),
    Screen.OFFERS: ("to-offers",),
    Screen.CHECK: ("to-check",),
    Screen.NEEDS: ("to-offers", "to-needs"),
    Screen.KEEP_NEEDS: ("to-offers", "to-needs", *["say-like"] * len(NEEDS)),
    Screen.PAGE: ("to-offers", "to-page"),
    Screen.STOPPED: ("stop",),
}


@pytest.fixture
def at_screen(at_door: AtDoor, home: Path) -> Callable[[Screen], AppTest]:
    """Return a function that opens one screen for somebody who likes everything and can do something."""

    def opened(screen: Screen) -> AppTest:
        with kept(home) as store:
            for slug in rooms.tables()["work_areas"]:
                store.like("blue-7", slug, True, now=NOW)
            skill = {"concept_uri": "esco/feed", "preferred_label": "feed pets", "answer": Answer.YES}
            store.decide("blue-7", **skill, voice=Voice.PERSON, esco="1.2.0", model="m", now=NOW)  # type: ignore[arg-type]
        return press(at_door("blue-7"), "open-for", *WAYS[screen])

    return opened


@pytest.mark.parametrize("screen", [screen for screen in Screen if screen is not Screen.COACH])
def test_from_every_screen_one_can_tell_the_coach_stop_go_on_and_go_back(
    at_screen: Callable[[Screen], AppTest], screen: Screen
) -> None:
    window = at_screen(screen)
    seen, can = [title(window), *(part.value for part in window.header)], pressable(window)
    assert {"show-foot", "wrong-foot", "back", "stop" if screen is not Screen.STOPPED else "go-on"} <= can
    assert {key for key in can if key.startswith(("say-", "to-", "again", "keep-needs", "go-on"))}
    press(window, "back")
    assert [title(window), *(part.value for part in window.header)] != seen


def pressable(window: AppTest) -> set[str]:
    return {str(button.key) for button in window.button if not button.disabled}


# What is kept


def test_likes_and_not_for_me_are_kept_at_once_and_skips_are_not(of_blue: AppTest, home: Path) -> None:
    names = [card(of_blue)]
    for key in ("say-like", "say-not_for_me", "say-skip", "say-dont_know"):
        press(of_blue, key)
        names.append(card(of_blue))
    slugs = {area.name: slug for slug, area in rooms.tables()["work_areas"].items()}
    with kept(home) as store:
        said = said_before(store.load_profile("blue-7"))
    assert said == {slugs[names[0]]: Reply.LIKE, slugs[names[1]]: Reply.NOT_FOR_ME}


def test_the_next_sitting_goes_on_where_the_last_one_stopped(of_blue: AppTest, at_door: AtDoor) -> None:
    first = card(of_blue)
    press(of_blue, "say-like")
    second = card(of_blue)
    again = press(at_door("blue-7"), "open-for")
    assert card(again) == second
    press(again, "back")
    assert (card(again), again.button(key="say-like").label) == (first, "✓ I like it")


def test_going_on_from_a_card_with_an_answer_keeps_the_answer(of_blue: AppTest, home: Path) -> None:
    press(of_blue, "say-like", "back")
    assert of_blue.button(key="say-skip").label == "Go on"
    press(of_blue, "say-skip")
    assert "Card 2 of" in words_of(of_blue)
    with kept(home) as store:
        assert list(said_before(store.load_profile("blue-7")).values()) == [Reply.LIKE]


@pytest.mark.parametrize("key", ["take-back", "say-dont_know"])
def test_an_answer_that_is_taken_back_or_no_longer_sure_is_not_kept(of_blue: AppTest, home: Path, key: str) -> None:
    press(of_blue, "say-like", "back", key)
    with kept(home) as store:
        assert said_before(store.load_profile("blue-7")) == {}


def test_needs_change_what_to_ask_and_never_reach_the_disk(liking: AtDoor, home: Path) -> None:
    window = press(liking("kitchen"), "to-needs")
    assert card(window) == "A quiet place"
    press(window, "show-foot", "say-like", "back", "back")
    assert "Is there a quiet place?" in words_of(window)
    with kept(home) as store:
        assert marked_now(store.load_profile("blue-7")) == {(MarkKind.SHOW, "page:needs")}
    assert not [code for code in NEEDS if code.encode() in (home / "profiles.sqlite").read_bytes()]


def test_marks_are_kept_and_can_be_taken_away(liking: AtDoor, home: Path) -> None:
    window = liking("kitchen")
    keep = next(str(button.key) for button in window.button if str(button.key).startswith("keep-"))
    press(window, keep)
    mark = (MarkKind.KEEP, f"training:{keep.removeprefix('keep-')}")
    with kept(home) as store:
        assert marked_now(store.load_profile("blue-7")) == {mark}
    press(window, keep)
    with kept(home) as store:
        assert marked_now(store.load_profile("blue-7")) == frozenset()


def test_a_profile_erased_meanwhile_is_said_and_the_cards_go_on(of_blue: AppTest, home: Path) -> None:
    with kept(home) as store:
        store.erase_profile("blue-7", now=NOW)
    second = card(press(of_blue, "say-skip"))
    press(of_blue, "say-like")
    assert "This is not kept. Show it to your coach." in words_of(of_blue)
    assert card(of_blue) != second


# Trainings


def test_an_interest_without_a_training_of_its_own_still_yields_trainings(liking: AtDoor) -> None:
    words = words_of(liking("arts"))
    assert "There is no training yet for: Theatre, music and art." in words
    assert "This helps you with every kind of work." in words


def test_more_trainings_take_the_place_of_the_first_five(liking: AtDoor) -> None:
    window = liking("office", "care", "kitchen")
    first = trainings_of(window)
    second = trainings_of(press(window, "more"))
    assert (len(first), len(second), first & second) == (5, 5, set())
    assert trainings_of(press(window, "fewer")) == first


def test_a_training_says_why_where_how_long_how_examined_and_what_help(liking: AtDoor) -> None:
    words = words_of(liking("laundry"))
    assert "You like this work: Laundry." in words
    for heading in ("Where", "How long", "How you show what you learned", "Which help there is", "Who gives it"):
        assert heading in words
    assert "It takes about" in words


def test_what_a_provider_wrote_stands_behind_one_step_and_says_whose_words_it_is(
    home: Path, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Participants acquire competences in the professional processing of textiles."
    table = (
        "id,title,kind,description,languages,work_areas,accessibility,status\n"
        f"ours,Linen,course,{long},en,laundry,sign_language=yes,real\n"
    )
    (home / "ours.csv").write_text(table, encoding="utf-8")
    monkeypatch.setenv("RECOMMENDER_CATALOGUE", str(home / "ours.csv"))
    with kept(home) as store:
        store.like("blue-7", "laundry", True, now=NOW)
    window = press(at_door("blue-7"), "open-for", "stop", "to-likes", "to-offers")
    (more,) = (part for part in window.expander if part.label == "More about: Linen")
    inside = [part.value for part in more.markdown]
    assert f"- {long}" in [part.replace("\\", "") for part in inside]
    assert "In the words of the training" in [part.value for part in more.subheader]
    assert words_of(window).count(long) == 1


def test_what_is_known_can_be_checked(of_blue: AppTest, at_door: AtDoor, home: Path) -> None:
    assert "to-check" not in [button.key for button in press(of_blue, "stop", "to-likes").button]
    with kept(home) as store:
        for uri in known_by_one_training():
            store.decide(
                "blue-7",
                concept_uri=uri,
                preferred_label=uri,
                answer=Answer.YES,
                voice=Voice.PERSON,
                esco="1.2.0",
                model="m",
                now=NOW,
            )
    window = press(at_door("blue-7"), "open-for", "stop", "to-likes", "to-check")
    assert "You can already do this. Someone can check it and give you a paper." in words_of(window)
    assert "This is in your profile:" in words_of(window)


def test_what_is_known_stands_in_the_persons_own_words_and_apart_from_what_they_learn(
    at_door: AtDoor, home: Path
) -> None:
    said = {"answer": Answer.YES, "voice": Voice.PERSON, "esco": "1.2.0", "model": "m", "now": NOW}
    with kept(home) as store:
        for uri, word, support in (
            ("esco/feed", "Feeding the rabbits", Support.ALONE),
            ("esco/iron", "", Support.LEARNING),
        ):
            skill = {"concept_uri": uri, "preferred_label": "iron textiles", "own_word": word, "support": support}
            store.decide("blue-7", **skill, **said)  # type: ignore[arg-type]
    window = press(at_door("blue-7"), "open-for", "stop", "to-likes", "to-check")
    shown = [part.value for part in window.markdown]
    at = shown.index("This is in your profile:")
    assert shown[at : at + 4] == [
        *("This is in your profile:", "- Feeding the rabbits"),
        *("You are learning this:", "- Iron textiles"),
    ]


def shown_in_log(home: Path) -> list[Mapping[str, Any]]:
    with kept(home) as store:
        return [event.detail for event in store.load_profile("blue-7").log if event.kind == "trainings_shown"]


def test_each_list_of_trainings_stands_in_the_log_once(of_blue: AppTest, home: Path) -> None:
    window = press(like(of_blue, "Laundry"), "stop", "to-likes", "to-offers")
    window = press(window.run(), "to-page")
    (line,) = shown_in_log(home)
    assert line["you_like_it"]
    assert (line["check_now"], line["next_step"]) == ([], [])


def known_by_one_training() -> list[str]:
    """Return the skills of the first training of the catalogue that has some."""
    from app import state

    trainings = state.pipeline().catalogue.trainings
    return [uri for outcome in trainings[0].learning_outcomes for uri in outcome.concept_uris]


def test_without_esco_the_cards_work_and_the_trainings_say_what_to_do(
    home: Path, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECOMMENDER_ESCO")
    window = press(at_door(), "open-for-nobody", "say-like", "stop", "to-likes", "to-offers")
    assert "This is not here yet. Show it to your coach." in words_of(window)
    assert title(press(window, "back")) == "This is what you like"


def test_the_page_to_print_has_likes_kept_trainings_and_questions(liking: AtDoor) -> None:
    window = press(liking("laundry"), "to-needs", "say-like", "back", "back", "to-page")
    assert [part.value for part in window.header] == ["What I like", "Trainings for me", "What I ask"]
    shown = "".join(str(part.proto.body) for part in window.get("html"))
    assert "Laundry" in shown
    assert "Is there a quiet place?" in shown


def test_the_page_to_print_says_of_each_training_what_its_card_says(liking: AtDoor) -> None:
    printed = words_of(press(liking("laundry"), "to-page"))
    assert "**Laundry: sorting, washing, ironing, folding**" in printed
    for line in (
        "You like this work: Laundry.",
        "**Where:** You learn at work. We do not know the place. Ask for it.",
        "**How long:** It takes about 30 to 50 hours.",
        "**How you show what you learned:** You show how you do the work.",
        "**Which help there is:** We do not know which help there is. Ask for the help you need.",
    ):
        assert line in printed


def test_what_is_kept_is_printed_whatever_led_to_it(of_blue: AppTest, at_door: AtDoor, home: Path) -> None:
    with kept(home) as store:
        for uri in known_by_one_training():
            skill = {"concept_uri": uri, "preferred_label": uri, "answer": Answer.YES, "voice": Voice.PERSON}
            store.decide("blue-7", **skill, esco="1.2.0", model="m", now=NOW)  # type: ignore[arg-type]
        store.mark("blue-7", MarkKind.KEEP, "training:farm-animals", True, now=NOW)  # liked before, and no more
        store.like("blue-7", "laundry", True, now=NOW)
    window = press(at_door("blue-7"), "open-for", "stop", "to-likes", "to-check")
    keep = next(str(button.key) for button in window.button if str(button.key).startswith("keep-"))
    printed = words_of(press(window, keep, "to-offers", "to-page"))
    assert "You can already do this. Someone can check it and give you a paper." in printed
    assert "**Caring for farm animals**" in printed
    assert "You keep this training." in printed
    assert "Laundry: sorting" not in printed


def test_what_has_no_room_on_the_page_to_print_is_named(liking: AtDoor, home: Path) -> None:
    with kept(home) as store:
        for one in ("laundry-care", "farm-animals", "garden-1", "woodwork-1", "bakery-assistant", "bike-workshop"):
            store.mark("blue-7", MarkKind.KEEP, f"training:{one}", True, now=NOW)
    assert "And: Woodwork: measuring, sawing, sanding." in words_of(press(liking("laundry"), "to-page"))


# The room


def test_the_coach_can_leave_even_where_the_trainings_are_missing(
    home: Path, at_door: AtDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECOMMENDER_ESCO")
    with kept(home) as store:
        store.mark("blue-7", MarkKind.KEEP, "training:laundry-care", True, now=NOW)
    window = at_door("blue-7")
    number = str(window.session_state.new_number)
    press(window, "open-for").text_input(key="way_back_number").input(number).run()
    press(window, "way-back")
    assert "- laundry-care" in words_of(window)
    assert title(press(window, "leave")) == "What do I like?"


def test_a_room_shows_nobody_else(of_blue: AppTest) -> None:
    for keys in (("stop",), ("to-likes",), ("to-offers",), ("to-page",)):
        assert "green-9" not in words_of(press(of_blue, *keys))


def test_in_two_windows_of_a_room_an_answer_counts_for_the_card_that_was_seen(inside: AppTest, at_door: AtDoor) -> None:
    other = at_door()
    other.session_state.room = inside.session_state.room
    first = card(other.run())
    second = card(press(inside, "say-like"))
    assert card(press(other, "say-not_for_me")) == second
    assert card(press(inside, "back")) == first
    assert inside.button(key="say-like").label == "✓ I like it"


def test_the_door_names_only_the_person_who_was_chosen(at_door: AtDoor) -> None:
    assert "green-9" not in words_of(at_door("blue-7"))
    nobody = words_of(at_door())
    assert "blue-7" not in nobody
    assert "green-9" not in nobody


def test_only_the_number_opens_the_way_back(at_door: AtDoor) -> None:
    window = at_door()
    number = str(window.session_state.new_number)
    press(window, "open-for-nobody")
    window.text_input(key="way_back_number").input("12").run()
    press(window, "way-back")
    assert title(window) == "Do you like this work?"
    window.text_input(key="way_back_number").input(number).run()
    press(window, "way-back")
    assert title(window) == "For the coach"
    press(window, "stay")
    assert window.text_input(key="way_back_number").value == ""


def test_the_coach_sees_what_is_shown_keeps_it_and_leaves(at_door: AtDoor, home: Path) -> None:
    window = at_door()
    number = str(window.session_state.new_number)
    press(window, "open-for-nobody")
    name = card(window)
    press(window, "show-foot", "say-like")
    window.text_input(key="way_back_number").input(number).run()
    press(window, "way-back")
    assert "The person wants to show you" in words_of(window)
    assert words_of(window).count(f"- {name}") == 2
    window.text_input(key="keep_code").input("red-1").run()
    press(window, "keep-answers", "leave")
    assert title(window) == "What do I like?"
    with kept(home) as store:
        profile = store.load_profile("red-1")
    assert list(said_before(profile).values()) == [Reply.LIKE]
    assert len(marked_now(profile)) == 1


def test_answers_without_a_profile_leave_nothing_on_disk(inside: AppTest, home: Path) -> None:
    before = (home / "profiles.sqlite").read_bytes()
    press(inside, "say-like", "wrong-foot", "stop")
    assert (home / "profiles.sqlite").read_bytes() == before
