"""The passport on the coach's page, without a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from app_windows import turn_to
from passports import profile_of
from streamlit.testing.v1 import AppTest

from recommender.exports.writers import WRITERS
from recommender.store import Store

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def window(home: Path) -> AppTest:
    """Return a window with the invented person, who has named skills, and an empty one."""
    profile = profile_of()
    with Store.open(home / "profiles.sqlite") as store:
        store.import_profile(profile, now=profile.created_at)
        store.create_profile("empty-1", now=profile.created_at)
    return AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=60).run()


def keys(window: AppTest) -> set[str]:
    return {str(button.key) for button in window.get("download_button")}


def test_every_format_of_the_passport_has_its_button(window: AppTest) -> None:
    turn_to(window.selectbox(key="who").select("mora-3").run(), "3. Record")
    assert not window.exception
    assert {f"passport-{name.value}" for name in WRITERS} <= keys(window)


def test_there_is_no_passport_before_a_skill_is_named(window: AppTest) -> None:
    turn_to(window.selectbox(key="who").select("empty-1").run(), "3. Record")
    assert not window.exception
    assert not [key for key in keys(window) if key.startswith("passport-")]


def test_large_print_is_a_choice_that_stays_on_the_page(window: AppTest) -> None:
    turn_to(window.selectbox(key="who").select("mora-3").run(), "3. Record")
    window.checkbox(key="passport-large-print").check().run()
    assert not window.exception
    assert window.checkbox(key="passport-large-print").value


def test_words_that_cannot_be_printed_are_said_before_a_button_fails(window: AppTest, home: Path) -> None:
    profile = replace(profile_of(), code="𐎠𐎡")  # Old Persian: no usual machine has a font for it
    with Store.open(home / "profiles.sqlite") as store:
        store.import_profile(profile, now=profile.created_at)
    window.run()
    turn_to(window.selectbox(key="who").select("𐎠𐎡").run(), "3. Record")
    assert "No font on this machine has" in window.error[0].value.replace("\\", "")
    assert {key for key in keys(window) if key.startswith("passport-")} == {
        *("passport-html", "passport-openbadges", "passport-csv", "passport-json"),
    }
