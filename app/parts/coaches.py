"""Who uses this window, and the people of this coach: found by code, given to another coach."""

from __future__ import annotations

import streamlit as st

from app import actions, keeping, shell, state
from app.i18n import _, ngettext
from app.views import escape
from recommender.store import ProfileSummary

AT_ONCE = 20
DAYS = 10  # on which somebody was erased, the newest ones


def choose_coach() -> None:
    """Ask who uses this window, where several coaches share a computer."""
    with st.container(key="coach-heading"):
        st.header(_("Who are you?"), anchor=False)
    st.write(_("Several coaches can share this computer. Your short name shows your own people. It is not a password."))
    names = ["", *keeping.coaches()]
    state.show_in_widget("whoami", keeping.coach())
    st.selectbox(
        _("Your short name"),
        names,
        format_func=lambda name: name or _("Nobody chosen: show all people"),
        key="whoami",
        on_change=lambda: keeping.choose_coach(st.session_state.whoami),
    )
    with st.expander(_("A new short name"), key="new-coach"):
        st.text_input(_("Short name, such as your initials"), key="new_coach", max_chars=40)
        st.button(_("Use this name"), key="use-coach", on_click=_use_new_name)


def _use_new_name() -> None:
    keeping.choose_coach(st.session_state.new_coach)
    shell.focus("coach-heading")
    st.session_state.new_coach = ""


def show_people() -> None:
    """List the people by code, with a search."""
    with st.container(key="people-heading"):
        st.header(_("Your people"), anchor=False)
    own = set(keeping.own_people())
    people = [one for one in keeping.people() if one.code in own]
    if not people:
        st.write(_("Nobody is here yet. Add a person on the page Skills and trainings."))
        return
    words = st.text_input(_("Look for a code"), key="find-person", max_chars=40, on_change=shell.look, args=("people",))
    found = [one for one in people if words.strip().casefold() in one.code.casefold()]
    said = ngettext("{n} person", "{n} people", len(found))
    shell.found("people", said)
    st.write(said)
    for one in found[:AT_ONCE]:
        _show_person(one)
    if len(found) > AT_ONCE:
        st.write(_("Only the first {n} are shown. Write more of the code.").format(n=AT_ONCE))


def show_erasures() -> None:
    """Say on which days a profile was erased: all that stays of one; whose it was is nowhere."""
    with state.store() as store:
        days = sorted(set(store.erasures()), reverse=True)[:DAYS]
    if days:
        st.caption(escape(_("On these days a profile was erased: {days}").format(days=", ".join(map(str, days)))))


def _show_person(one: ProfileSummary) -> None:
    with st.container(border=True, key=f"card-person-{one.code}"):
        st.subheader(escape(one.code), anchor=False)
        texts = ngettext("{n} text", "{n} texts", one.texts)
        decisions = ngettext("{n} answer", "{n} answers", one.decisions)
        coach = _("Coach: {coach}").format(coach=one.coach) if one.coach else _("No coach chosen")
        st.caption(escape(f"{texts} · {decisions} · {coach}"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if st.button(_("Open"), key=f"open-{one.code}", on_click=actions.choose_person, args=(one.code,)):
                st.switch_page("pages/coach.py")
            others = [name for name in keeping.coaches() if name != one.coach]
            if others:
                key = f"give-{one.code}-{one.coach}"
                st.selectbox(
                    _("Give {code} to").format(code=one.code),
                    others,
                    index=None,
                    placeholder=_("Choose a coach"),
                    key=key,
                    on_change=_give,
                    args=(one.code, key),
                )


def _give(code: str, key: str) -> None:
    if st.session_state[key]:
        keeping.hand_over(code, st.session_state[key])
        shell.focus("people-heading")
