"""The screen that asks whether what helps a person is kept, in the words and pictures of their page."""

from __future__ import annotations

import streamlit as st

from app import answers, pictures, read_aloud, rooms
from app.i18n import _
from app.parts.buttons import button
from app.rooms import Room, Screen


def show_keep_needs(room: Room) -> None:
    """Ask once after the cards, or say that it is kept and how that ends."""
    st.title(_("We keep what helps you") if room.needs_kept else _("May we keep what helps you?"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    cards = rooms.tables()["need_cards"]
    pictures.gallery((code, cards[code].pictogram, cards[code].name) for code in room.needs.liked)
    if room.needs_kept:
        _show_kept()
    else:
        _ask()


def _ask() -> None:
    st.write(_("Then it is here again next time. Your coach can see it, too."))
    st.write(_("You can say no, too. Then it is gone when the page is closed."))
    st.write(_("You can say yes today and no on another day."))
    with st.container(horizontal=True):
        yes, no = _("Yes, keep it"), _("No, do not keep it")
        button(yes, key="keep-needs", icon="thumbs-up", on_click=answers.say_needs, args=(True,))
        button(no, key="drop-needs", icon="thumbs-down", on_click=answers.say_needs, args=(False,))


def _show_kept() -> None:
    st.write(_("You said yes. It is here again next time."))
    st.write(_("You can end this now. Then it is erased at once."))
    with st.container(horizontal=True):
        go, end = _("Go on"), _("Do not keep it any more")
        button(go, key="go-on", icon="right-arrow", primary=True, on_click=answers.show, args=(Screen.OFFERS,))
        button(end, key="drop-needs", icon="wastebasket", on_click=answers.say_needs, args=(False,))
