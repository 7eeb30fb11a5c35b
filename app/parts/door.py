"""The way into a learner's room, and the coach's step out of it."""

from __future__ import annotations

import streamlit as st

from app import answers, keeping, read_aloud, rooms, state
from app.i18n import _
from app.parts.foot import show_help, show_notice
from app.parts.for_coach import show_said_and_marked
from app.rooms import Room
from app.views import escape
from recommender.errors import RecommenderError
from recommender.guard import looks_like_a_name


def show_door() -> None:
    """Ask the coach to open the page for one person or for nobody; no other person is shown."""
    st.title(_("What do I like?"), anchor=False)
    read_aloud.controls_of_page("door")
    st.write(_("You look at pictures. You say what you like. Then you see trainings."))
    st.write(_("There is no wrong answer. You can stop at any time."))
    number = st.session_state.setdefault("new_number", rooms.new_number())
    st.header(_("For the coach"), anchor=False)
    st.markdown(_("Write down this number: **{number}**").format(number=number))
    st.write(_("While this page is open, this browser shows no other page."))
    st.write(_("Other windows of this browser show this page, too. Another browser does not."))
    st.write(_("The number opens the way back."))
    chosen = st.session_state.get("person")
    if chosen in {summary.code for summary in keeping.people()}:
        words = escape(_("Open for {code}").format(code=chosen))
        st.button(words, key="open-for", type="primary", on_click=_enter, args=(chosen,))
    else:
        st.write(_("For one person: choose the person on the first page."))
    st.button(_("Open without a profile"), key="open-for-nobody", on_click=_enter, args=(None,))
    show_help()
    show_notice()


def _enter(code: str | None) -> None:
    try:
        with state.store() as store:
            profile = store.load_profile(code) if code is not None else None
            needs = store.kept_needs(code) if code is not None else ()
    except RecommenderError as error:
        st.session_state.failure = error
        return
    rooms.enter(profile, number=st.session_state.pop("new_number"), needs=needs)


def show_coach(room: Room) -> None:
    """Show the coach what the person wants to show, keep what has no profile yet, and open the way back."""
    st.title(_("For the coach"), anchor=False)
    read_aloud.controls_of_page("coach")
    show_said_and_marked(room.said, room.marks)
    if room.code is None and (room.said or room.marks):
        _ask_where_to_keep()
    elif room.code is not None:
        st.write(escape(_("All answers are kept for {code}.").format(code=room.code)))
        if room.needs.liked:
            kept, not_kept = _("What helps is kept, too."), _("What helps is not kept.")
            st.write(kept if room.needs_kept else not_kept)
    st.button(_("Go back to the page"), key="stay", on_click=answers.go_back)
    st.button(_("Leave this page"), key="leave", type="primary", on_click=_leave)


def _ask_where_to_keep() -> None:
    st.header(_("Keep the answers"), anchor=False)
    st.write(_("They are gone when you leave, unless you keep them. The needs are never kept."))
    st.write(_("Where the code is new, a profile is made. Where it is there, the answers are added."))
    code = st.text_input(_("Code or nickname of the person"), key="keep_code", max_chars=40)
    if looks_like_a_name(code):
        st.warning(_("This looks like a full name. A code or nickname protects the person."))
    st.button(_("Keep the answers for this code"), key="keep-answers", on_click=_keep)


def _keep() -> None:
    answers.keep_for(st.session_state.keep_code)


def _leave() -> None:
    rooms.leave()
