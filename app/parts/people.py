"""Choose who it is about, or add a person under a code or nickname."""

from __future__ import annotations

import streamlit as st

from app import actions, keeping, state
from app.i18n import _
from app.views import escape
from recommender.demo import DEMO_CODE
from recommender.guard import looks_like_a_name


def choose() -> str | None:
    """Show the choice of person and return the code, None while nobody is chosen."""
    with st.container(key="who-heading"):
        st.header(_("Who is it about?"), anchor=False)
    codes = keeping.own_people()
    if st.session_state.get("person") not in codes:
        st.session_state.person = None
    chosen: str | None = st.session_state.person
    if not codes:
        st.write(
            _(
                "Write what a person does. The program suggests skills and shows the words behind each one. "
                "You and the person decide. Nothing leaves this computer."
            )
        )
    left, right = st.columns([3, 2], vertical_alignment="bottom") if codes else (st.container(), st.container())
    if codes:
        state.show_in_widget("who", chosen)
        left.selectbox(
            _("Person"),
            codes,
            index=None,
            placeholder=_("Choose a code or nickname, or type to search"),
            key="who",
            on_change=lambda: actions.choose_person(st.session_state.who),
        )
    with right.expander(_("Add a person"), expanded=not codes, key=f"add-person-{len(codes)}"):
        _ask_for_code(first=not codes)
    if keeping.coach():
        st.caption(escape(_("Coach: {coach}. To change this, open the page People.").format(coach=keeping.coach())))
    if chosen == DEMO_CODE:
        st.info(_("This person is invented. Use it to try the program, and erase it when you like."))
    if not codes:
        st.button(_("Or try it with an invented person"), key="demo", on_click=keeping.add_demo)
    return chosen


def _ask_for_code(*, first: bool) -> None:
    st.write(_("Use a code or a nickname, not a full name. Up to 40 characters."))
    code = st.text_input(_("Code or nickname"), key="new_code")
    named = looks_like_a_name(code)
    if named:
        st.warning(_("This looks like a full name. A code or nickname protects the person."))
    label = _("Add it all the same") if named else _("Add this person")
    st.button(
        label,
        key="add",
        type="primary" if first else "secondary",
        on_click=lambda: keeping.add_person(st.session_state.new_code),
    )
