"""What helps a person is kept beyond the sitting only when they say so on their page, and erased when they end it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import App, kept
from streamlit.testing.v1 import AppTest

from app import rooms
from recommender import audit
from recommender.domain.consent import Purpose
from recommender.errors import ConflictError
from recommender.exports.profiles import profile_document
from recommender.exports.takeaway import pack
from recommender.guidance.consent import agreed
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NEEDS = list(rooms.tables()["need_cards"])


def press(window: AppTest, *keys: str) -> AppTest:
    for key in keys:
        window.button(key=key).click().run()
        assert not window.exception
    return window


def words_of(window: AppTest) -> str:
    parts = [*window.title, *window.header, *window.markdown, *(window.get("html"))]
    return "\n".join(str(part.value if hasattr(part, "value") else part.proto.body).replace("\\", "") for part in parts)


@pytest.fixture
def open_room(started: App, home: Path) -> App:
    """Return a function that opens the cards about needs in the room of one person, who likes a work."""
    with kept(home) as store:
        store.create_profile("blue-7", now=NOW)
        store.like("blue-7", "kitchen", True, now=NOW)

    def opened() -> AppTest:
        window = started()
        window.session_state.person = "blue-7"
        window.switch_page("pages/learner.py").run()
        return press(window, "open-for", "stop", "to-likes", "to-offers", "to-needs")

    return opened


def say_first(window: AppTest, said: str = "say-like") -> AppTest:
    """Answer the first card and skip the others."""
    press(window, said)
    while "say-skip" in [button.key for button in window.button]:
        press(window, "say-skip")
    return window


def in_file(home: Path) -> bool:
    return any(code.encode() in (home / "profiles.sqlite").read_bytes() for code in NEEDS)


def kept_now(home: Path) -> tuple[str, ...]:
    with kept(home) as store:
        return store.kept_needs("blue-7")


def test_the_person_is_asked_after_the_cards_with_the_pictures_of_this_page(open_room: App, home: Path) -> None:
    window = say_first(open_room())
    assert window.title[0].value == "May we keep what helps you?"
    assert "A quiet place" in words_of(window)
    assert (kept_now(home), in_file(home)) == ((), False)


def test_a_yes_keeps_them_and_the_next_sitting_begins_with_them(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "keep-needs")
    assert kept_now(home) == ("quiet_place",)
    window = open_room()
    assert "This answer is kept. You said so." in words_of(window)
    press(window, "back", "back", "to-page")
    assert "Is there a quiet place?" in words_of(window)


def test_a_no_keeps_nothing_and_is_remembered_as_a_no(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "drop-needs")
    with kept(home) as store:
        assert agreed(store.load_profile("blue-7").consents, Purpose.NEEDS) is False
    assert (kept_now(home), in_file(home)) == ((), False)


def test_ending_it_erases_what_was_kept_at_once(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "keep-needs")
    assert in_file(home)
    window = say_first(open_room(), "say-skip")
    assert window.title[0].value == "We keep what helps you"
    press(window, "drop-needs")
    assert (kept_now(home), in_file(home)) == ((), False)


def test_a_changed_answer_changes_what_is_kept(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "keep-needs")
    press(open_room(), "back")  # the cards open again at the first that has no answer
    window = press(open_room(), "say-like")
    assert len(kept_now(home)) == 2
    press(window, "back", "take-back")
    assert kept_now(home) == ("quiet_place",)


def test_two_windows_lose_nothing_of_what_helps(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "keep-needs")
    first, second = open_room(), open_room()
    press(first, "say-like")
    press(second, "say-skip", "say-like")
    assert len(kept_now(home)) == 3
    press(first, "back", "take-back")
    assert len(kept_now(home)) == 2


def test_what_another_window_took_back_stays_gone(open_room: App, home: Path) -> None:
    press(say_first(open_room()), "keep-needs")
    first, second = open_room(), open_room()
    press(second, "back", "take-back")
    press(first, "say-like")
    assert len(kept_now(home)) == 1
    assert "quiet_place" not in kept_now(home)


def test_nobody_is_asked_who_chose_nothing(open_room: App) -> None:
    assert say_first(open_room(), "say-not_for_me").title[0].value != "May we keep what helps you?"


def test_without_a_profile_nothing_can_be_kept_and_nobody_is_asked(started: App, home: Path) -> None:
    window = started().switch_page("pages/learner.py").run()
    press(window, "open-for-nobody", "say-like", "stop", "to-likes", "to-offers", "to-needs")
    assert "This answer is not kept when the page is closed." in words_of(window)
    assert say_first(window).title[0].value == "Trainings for you"


def test_the_coach_finds_them_filled_in(open_room: App, started: App) -> None:
    press(say_first(open_room()), "keep-needs")
    window = started()
    window.selectbox(key="who").select("blue-7").run()
    assert window.session_state.needs == ["quiet_place"]


# The store and what leaves it


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    return opened


def test_needs_are_not_kept_without_a_consent_to_just_that(store: Store) -> None:
    store.say_consent("blue-7", Purpose.KEEP, True, now=NOW)
    with pytest.raises(ConflictError, match="does not agree that their needs are kept"):
        store.keep_needs("blue-7", ["quiet_place"])
    assert store.kept_needs("blue-7") == ()


def test_no_export_and_no_log_says_what_helps_unless_it_is_chosen(store: Store) -> None:
    store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
    store.keep_needs("blue-7", ["quiet_place"])
    profile = store.load_profile("blue-7")
    assert "quiet_place" not in json.dumps(profile_document(profile))
    assert b"quiet_place" not in _unpacked(pack(profile, {}))
    assert b"A quiet place" in _unpacked(pack(profile, {}, needs={"quiet_place": "A quiet place"}))
    assert audit.verify(profile) == ()


def test_needs_go_with_the_profile(store: Store, tmp_path: Path) -> None:
    store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
    store.keep_needs("blue-7", ["quiet_place"])
    store.erase_profile("blue-7", now=NOW)
    assert b"quiet_place" not in (tmp_path / "profiles.sqlite").read_bytes()


def _unpacked(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return b"".join(opened.read(name) for name in opened.namelist())
