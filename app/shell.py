"""The frame around every page: style, language, announcements, focus and error messages."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from app.core_words import error_words
from app.i18n import _, language
from app.views import escape
from recommender.errors import RecommenderError

ASSETS = Path(__file__).resolve().parent / "assets"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


_frame = st.components.v2.component("frame", js=_asset("shell.js"))
_quote = st.components.v2.component(
    "quote", html="<blockquote></blockquote>", css=_asset("quote.css"), js=_asset("quote.js")
)


def begin(title: str) -> None:
    """Set the title of the window and the style; call it first in every run."""
    st.set_page_config(page_title=f"{title} – {_('Skills recommender')}", layout="centered")
    st.html(f"<style>{_asset('shell.css')}</style>")


def end(page: str) -> None:
    """Mount the frame; call it last in every run, with the fixed name of the page."""
    st.session_state.run = st.session_state.get("run", 0) + 1
    _mount("frame", page=page)


def speak() -> None:
    """Mount the announcements at the end of a fragment, which runs without the rest of the page."""
    st.session_state.run = st.session_state.get("run", 0) + 1
    _mount("frame-in-fragment", page="")


def announce(text: str) -> None:
    """Have a screen reader say what has happened, once this run is over."""
    st.session_state.announcement = (st.session_state.get("announcement", (0, ""))[0] + 1, text)


def look(place: str) -> None:
    """Note that somebody looks for something at a place; boxes and choices call it when they are changed."""
    st.session_state.looked = place


def found(place: str, text: str) -> None:
    """Have a screen reader say what was found, where this run looks for something at this place."""
    if st.session_state.get("looked") == place:
        announce(text)


def focus(place: str) -> None:
    """Move the focus to the first heading or box in the place of this key, once this run is over."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", place)  # as Streamlit names the class of a key
    st.session_state.focus = (st.session_state.get("focus", (0, ""))[0] + 1, name)


def quote(segments: list[dict[str, object]], *, key: str) -> None:
    """Show a person's words, marked where they show a skill (`views.segments`); safe for any text."""
    _quote(key=key, data={"segments": segments})


def show_error(error: RecommenderError) -> None:
    """Say what is wrong and what to do, in the page and to a screen reader."""
    words = error_words(error)
    st.error(escape(words))
    announce(words)


def _mount(key: str, *, page: str) -> None:
    st.session_state.looked = ""
    number, words = st.session_state.get("announcement", (0, ""))
    turn, place = st.session_state.get("focus", (0, ""))
    data = {"lang": language(), "page": page, "say": words, "number": number, "run": st.session_state.run}
    data |= {"focus": place, "turn": turn}
    _frame(key=key, data=data)
