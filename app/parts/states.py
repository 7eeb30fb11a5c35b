"""The imports so far: what each one changed, and the way back to the state after it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import provider_actions, provider_state, shell
from app.i18n import _, ngettext
from app.rooms import tables
from app.state_views import before_all_words, changes_table, state_line, states_table
from app.views import escape
from recommender.errors import RecommenderError
from recommender.offer_states import BEFORE_ALL, ChangedEntry, Changes, OfferState

AT_ONCE = 10  # imports in the table
ROWS_AT_ONCE = 20  # of what one import changed


def show_states() -> None:
    """Show the imports, what one of them changed, and the way back."""
    st.header(_("Imports so far"), anchor=False)
    try:
        states = provider_state.states()
        if not states:
            st.write(_("You have not imported anything yet."))
            return
        st.write(_("The program keeps your offer as it was after each import. You can go back to it."))
        _show_table(states)
        numbers = [*(state.number for state in states), BEFORE_ALL]
        number = st.selectbox(
            _("Which state do you want to look at?"),
            numbers,
            index=None,  # comparing large offers takes a while, so it is done for whoever asks
            placeholder=_("Choose a state"),
            format_func=lambda one: state_line(one, states),
            key="state_shown",
        )
        if number is None:
            return
        changes, back = provider_state.changes(number)
        _show_changes(number, changes)
        _show_way_back(number, back)
    except RecommenderError as error:
        shell.show_error(error)


def _show_table(states: Sequence[OfferState]) -> None:
    st.table(states_table(states[:AT_ONCE]))
    if len(states) > AT_ONCE:
        st.caption(
            _("The newest {n} of {all}. You can choose the older ones below.").format(n=AT_ONCE, all=len(states))
        )


def _show_changes(number: int, found: Changes) -> None:
    if number == BEFORE_ALL:
        st.subheader(before_all_words(), anchor=False)
        st.write(_("At that time, the examples were the offer."))
        return
    st.subheader(_("What state {n} changed").format(n=number), anchor=False)
    _show_entries(ngettext("{n} new entry", "{n} new entries", len(found.added)), found.added)
    _show_changed(found.changed)
    _show_entries(ngettext("{n} entry is gone", "{n} entries are gone", len(found.removed)), found.removed)


def _show_entries(words: str, entries: Sequence[tuple[str, str]]) -> None:
    if not entries:
        return
    st.write(words)
    shown = entries[:ROWS_AT_ONCE]
    st.table(
        {_("Title"): [escape(title) for _id, title in shown], _("Number"): [escape(one) for one, _title in shown]},
    )
    _say_rest(len(entries) - len(shown))


def _show_changed(entries: Sequence[ChangedEntry]) -> None:
    if not entries:
        return
    st.write(ngettext("{n} entry changed", "{n} entries changed", len(entries)))
    st.table(changes_table(entries[:ROWS_AT_ONCE], tables()["accommodations"]))
    _say_rest(len(entries) - ROWS_AT_ONCE)


def _say_rest(rest: int) -> None:
    if rest > 0:
        st.caption(ngettext("{n} more entry is not shown.", "{n} more entries are not shown.", rest))


def _show_way_back(number: int, back: Changes) -> None:
    if back.are_none:
        st.write(_("✓ The offer is in this state now."))
    elif st.session_state.get("going_back") != number:
        st.button(
            _("Go back to state {n}").format(n=number),
            key="go-back",
            on_click=provider_actions.ask_to_go_back,
            args=(number,),
        )
    else:
        _ask(number, back)


def _ask(number: int, back: Changes) -> None:
    with st.container(border=True, key="going-back"):
        st.subheader(_("Go back to state {n}?").format(n=number), anchor=False)
        st.write(
            _("Against your offer as it is now: {added} new, {changed} changed, {removed} gone.").format(
                added=len(back.added), changed=len(back.changed), removed=len(back.removed)
            )
        )
        st.write(_("Your answers about skills stay. You can take this step back, too."))
        with st.container(horizontal=True):
            st.button(
                _("Yes, go back to state {n}").format(n=number),
                key="go-back-sure",
                on_click=provider_actions.go_back_to,
                args=(number,),
            )
            st.button(_("Leave the offer as it is"), key="go-back-stop", on_click=provider_actions.stay_here)
