"""What every screen of the learner's page ends with: ways on, marks for the coach, hard words, the coach's step."""

from __future__ import annotations

import streamlit as st

from app import answers
from app.i18n import _
from app.parts.buttons import button, mark_button
from app.plain import hard_words
from app.rooms import Room, Screen
from recommender.domain.interests import MarkKind
from recommender.domain.versions import NOTICE


def about_of(room: Room) -> str:
    """Return what a mark on the screen in view is about; never which need, because needs are not kept."""
    if room.screen is Screen.AREAS and room.deck.current:
        return f"area:{room.deck.current}"
    if room.screen is Screen.TASKS and room.deck.current:
        return f"task:{room.deck.current}"
    return f"page:{room.before.value if room.screen is Screen.STOPPED else room.screen.value}"


def show_foot(room: Room) -> None:
    """Show the same buttons in the same order on every screen."""
    with st.container(key="foot"):
        with st.container(horizontal=True, key="foot-ways"):
            first = room.screen is Screen.AREAS and not room.deck.place and not room.changing
            button(_("Back"), key="back", icon="left-arrow", disabled=first, on_click=answers.go_back)
            if room.screen is not Screen.STOPPED:
                stop = _("Stop and keep")
                button(stop, key="stop", icon="stop-sign", on_click=answers.show, args=(Screen.STOPPED,))
        with st.container(horizontal=True, key="foot-marks"):
            for kind in (MarkKind.SHOW, MarkKind.WRONG):
                mark_button(room, kind, about_of(room), slot="foot")
        show_help()
        _show_way_back()
    show_notice()


def show_help() -> None:
    """Show the hard words, one tap away, and what the page says about itself."""
    with st.expander(_("Hard words"), key="hard-words"):
        st.markdown("\n".join(f"- **{word}**: {meaning}" for word, meaning in hard_words()))
    with st.expander(_("About this page"), key="about-page"):
        st.write(_("Nothing leaves this computer. The voice is from this computer, too."))
        st.write(_("You cannot speak to this page. Your voice would leave this computer."))
        st.write(_("You have as much time as you want."))


def show_notice() -> None:
    """Show what every screen and the printed page say about their words."""
    st.caption(_("Plain language, not yet checked by readers."))
    st.caption(_(NOTICE))


def _show_way_back() -> None:
    with st.expander(_("For the coach"), key="for-the-coach"):
        st.text_input(_("Number from the first page"), key="way_back_number", max_chars=4)
        if st.session_state.pop("wrong_number", False):
            st.error(_("This is not the number. Try again, or start the program again."))
        st.button(_("Open the way back"), key="way-back", on_click=answers.open_the_way_back, args=("way_back_number",))
