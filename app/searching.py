"""What a search for skills says about what it found, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import state
from app.i18n import _, ngettext
from recommender.domain.versions import Versions


def found_words(number: int) -> str:
    """Say how many skills a search found."""
    if not number:
        return _("No ESCO skill has these words. Try other words.")
    return ngettext("{n} skill found", "{n} skills found", number)


def less_sure_words() -> str:
    """Say that what follows was found by meaning or by a part of the words."""
    return _("The program is less sure of these:")


def note_search(code: str, found: Sequence[str], less_sure: Sequence[str], *, versions: Versions) -> None:
    """Keep in the log which skills a search showed, by URI; once in each window, however often the page is drawn."""
    shown = (code, tuple(found), tuple(less_sure))
    noted: set[object] = st.session_state.setdefault("noted_searches", set())
    if (found or less_sure) and shown not in noted:
        noted.add(shown)
        with state.store() as store:
            store.log_search(code, found, less_sure, versions=versions, now=state.now())
