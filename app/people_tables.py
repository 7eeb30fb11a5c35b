"""What buttons do with a table of several people: find its skills, keep them as a whole, take it back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from app import shell, state
from app.actions import attempt, choose_person
from app.i18n import ngettext
from app.keeping import coach
from recommender.domain.experiences import Circumstances
from recommender.domain.suggestions import SuggestionList
from recommender.people_file import PersonText, is_personal, without_personal
from recommender.store_texts import TableTexts

Entry = tuple[str, str, SuggestionList, Circumstances]  # code, text, list, what stands beside it


def personal_rows(rows: Sequence[PersonText]) -> int:
    """Count the texts with words that may be personal."""
    return sum(map(is_personal, rows))


def read_texts(
    rows: Sequence[PersonText], *, leave_out_personal: bool, progress: Callable[[float], object]
) -> list[Entry]:
    """Find the skills of each text of a table; nothing is kept yet.

    Parameters
    ----------
    progress : told the share of the texts that are done, 0 to 1
    """
    pipeline, entries = state.pipeline(), []
    for number, given in enumerate(rows, start=1):
        row = without_personal(given) if leave_out_personal else given
        entries.append((row.code, row.text, pipeline.suggest(row.text), row.about))
        progress(number / len(rows))
    return entries


def keep_texts(entries: Sequence[Entry]) -> None:
    """Keep texts of several people as a whole; those without a coach are with the coach of this window from now on."""

    def act() -> None:
        with state.store() as store:
            st.session_state.last_table = store.add_texts(entries, now=state.now(), coach=coach())
        st.session_state.table_number = st.session_state.get("table_number", 0) + 1
        st.session_state.done = ngettext("{n} text kept.", "{n} texts kept.", len(entries))

    if attempt(act, done=""):
        shell.announce(st.session_state.done)
        shell.focus("people-heading")


def last_table() -> tuple[TableTexts, ...]:
    """Return what the last table of this window brought, empty where there was none or it was taken back."""
    return tuple(st.session_state.get("last_table", ()))


def take_table_back() -> None:
    """Take back what the last table of this window brought, where nobody has worked on it since."""
    brought = last_table()

    def act() -> None:
        with state.store() as store:
            store.take_texts_back(brought, now=state.now())
        st.session_state.last_table = ()
        if st.session_state.get("person") in {one.code for one in brought if one.is_new}:
            choose_person(None)
        texts = sum(len(one.numbers) for one in brought)
        st.session_state.done = ngettext("{n} text taken back.", "{n} texts taken back.", texts)

    if attempt(act, done=""):
        shell.announce(st.session_state.done)
        shell.focus("people-heading")
