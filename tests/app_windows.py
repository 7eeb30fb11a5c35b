"""What tests do in a window of the app that has no browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from recommender.store import Store

NOTE = "I wash dishes. I would like to work with animals later."
DISHES = "wash the dishes"

App = Callable[[], AppTest]


def find(window: AppTest, text: str) -> AppTest:
    """Write a text and press the button."""
    window.text_area(key="words").input(text).run()
    return window.button(key="find").click().run()


def press(window: AppTest, start: str) -> AppTest:
    """Press the first button whose key starts so."""
    return next(button for button in window.button if str(button.key).startswith(start)).click().run()


def turn_to(window: AppTest, part: str) -> AppTest:
    """Open one of the three parts under the text."""
    window.session_state["parts"] = part
    return window.run()


def kept(home: Path) -> Store:
    return Store.open(home / "profiles.sqlite")


def words_of(window: AppTest) -> str:
    """Return all that the window says, for looking for words."""
    parts = [*window.title, *window.header, *window.subheader, *window.markdown, *window.caption]
    return "\n".join(str(part.value).replace("\\", "") for part in [*parts, *window.info, *window.error])
