"""Reading aloud by the browser's own local voice, printing, and the window's place in its room."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import pictures, rooms
from app.i18n import _

ICONS = {
    "read": "speaker-high-volume",
    "stop": "muted-speaker",
    "slow": "turtle",
    "normal": "person-walking",
    "fast": "rabbit",
    "print": "printer",
}
ASSETS = Path(__file__).resolve().parent / "assets"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


_controls = st.components.v2.component(
    "learner", html='<div class="controls"></div>', css=_asset("listen.css"), js=_asset("learner.js")
)


def style() -> None:
    """Set the style of the learner's page."""
    st.html(f"<style>{_asset('learner.css')}</style>")


def controls_of_page(screen: str, *, card: str = "") -> None:
    """Show the buttons that read the whole page aloud; call it once on every screen, after the heading.

    The heading gets the focus when the screen is another one, and a new card comes into view.
    """
    st.session_state.turn = st.session_state.get("turn", 0) + 1
    place = {"room": rooms.name(), "screen": screen, "card": card, "turn": st.session_state.turn}
    _controls(key="listen", data={**_shown("page"), **place})


def controls_of_card(about: str, *, key: str) -> None:
    """Show the button that reads one card aloud; the container of the card has a key that starts with `card-`."""
    _controls(key=f"listen-{key}", data={**_shown("card"), "about": about})


def print_button() -> None:
    """Show the button that prints the page."""
    _controls(key="print", data=_shown("print"))


def _shown(scope: str) -> dict[str, object]:
    words = {
        "read": _("Read aloud"),
        "stop": _("Stop reading"),
        "slow": _("Speed: slow"),
        "normal": _("Speed: normal"),
        "fast": _("Speed: fast"),
        "silent": _("This computer has no voice for reading aloud. Someone can read with you."),
        "print": _("Print this page"),
    }
    icons = {name: pictures.pictogram(picture) for name, picture in ICONS.items()}
    return {"words": words, "icons": icons, "scope": scope}
