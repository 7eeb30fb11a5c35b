"""Buttons of the learner's page: each with a picture beside its words, in the same place on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from app import answers, pictures
from app.plain import mark_words
from app.rooms import Room
from recommender.domain.interests import MarkKind

ICONS = (
    *("thumbs-up", "thumbs-down", "right-arrow", "left-arrow", "thinking-face", "stop-sign", "waving-hand", "warning"),
    *("star", "open-book", "handshake", "printer", "memo", "magnifying-glass-tilted-left", "wrench", "wastebasket"),
)
MARKS = {MarkKind.KEEP: "star", MarkKind.SHOW: "waving-hand", MarkKind.WRONG: "warning"}


def style() -> None:
    """Set the pictures of the buttons; call it once in every run."""
    pictures.icons(ICONS)


def button(
    words: str,
    *,
    key: str,
    icon: str,
    on_click: Callable[..., None],
    args: tuple[Any, ...] = (),
    primary: bool = False,
    disabled: bool = False,
) -> None:
    """Show a button with one of the pictures in `ICONS`, which has no name of its own."""
    with st.container(key=f"icon-{icon}--{key}", width="content"):
        look: Literal["primary", "secondary"] = "primary" if primary else "secondary"
        st.button(words, key=key, type=look, disabled=disabled, on_click=on_click, args=args)


def mark_button(room: Room, kind: MarkKind, about: str, *, slot: str) -> None:
    """Show a button that marks something, or takes the mark away."""
    words = mark_words(kind)
    button(
        f"✓ {words}" if (kind, about) in room.marks else words,
        key=f"{kind.value}-{slot}",
        icon=MARKS[kind],
        on_click=answers.toggle,
        args=(kind, about),
    )
