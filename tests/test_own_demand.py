"""The demand file from the page of all people: what the command writes, by the same rules. All people are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app_windows import App, kept, words_of
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.domain.consent import Purpose

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def people(home: Path, number: int) -> None:
    """Make profiles of people who like the garden and agree to be counted."""
    with kept(home) as store:
        for code in (f"p{n:02}" for n in range(number)):
            store.create_profile(code, now=NOW)
            store.like(code, "garden", True, now=NOW)
            store.say_consent(code, Purpose.FIGURES, True, now=NOW + timedelta(minutes=1))


def counted(started: App, issuer: str = "House 1") -> AppTest:
    window = started().switch_page("pages/people.py").run()
    window.text_input(key="issuer").input(issuer).run()
    window.button(key="count").click().run()
    assert not window.exception
    return window


def saves(window: AppTest) -> bool:
    return "Save the demand file" in [one.label for one in window.get("download_button")]


def test_the_page_makes_the_file_that_the_command_prints(started: App, home: Path) -> None:
    people(home, 13)
    window = counted(started)
    printed = CliRunner().invoke(app, ["demand", "export", "--issuer", "House 1"])
    assert saves(window)
    assert json.loads(window.session_state.demand_file) == json.loads(printed.stdout)
    assert json.loads(window.session_state.demand_file)["likes"] == {"garden": 10}


def test_a_second_time_in_a_month_the_counts_still_stand_and_the_name_is_there(started: App, home: Path) -> None:
    people(home, 13)
    counted(started)
    window = started().switch_page("pages/people.py").run()
    assert (window.text_input(key="issuer").value, saves(window)) == ("House 1", False)
    window = window.button(key="count").click().run()
    assert "still stand" in str(window.success[0].value)
    assert saves(window)


def test_too_few_people_and_another_name_are_told_as_the_command_tells_them(started: App, home: Path) -> None:
    people(home, 9)
    window = counted(started)
    assert (saves(window), "fewer than 10 are not" in words_of(window)) == (False, True)
    people_more(home)
    counted(started)
    assert "counted as House 1" in words_of(counted(started, "House 2"))


def people_more(home: Path) -> None:
    """Have two more people agree."""
    with kept(home) as store:
        for code in ("q1", "q2"):
            store.create_profile(code, now=NOW)
            store.say_consent(code, Purpose.FIGURES, True, now=NOW)
