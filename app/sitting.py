"""What holds for one person and for this sitting only: what helps them, and the filters of the trainings.

Each stands in a widget that Streamlit keeps for the session while something else is shown; nothing is on disk.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

NEEDS = "needs"
PLACE, DATE, LANGUAGES = "filter-place", "filter-date", "filter-languages"
FREE, ONLINE, IN_PERSON, REFUSED = "filter-free", "filter-online", "filter-in-person", "filter-needs"


def begin(needs: Iterable[str]) -> None:
    """Begin with what helps a person and without a filter.

    Values are set, not removed: a box whose value is only removed still shows it.
    """
    st.session_state[NEEDS] = list(needs)
    forget_filters()


def forget_filters() -> None:
    """Switch every filter off."""
    for key in (FREE, ONLINE, IN_PERSON, REFUSED):
        st.session_state[key] = False
    st.session_state[PLACE] = st.session_state[DATE] = ""
    st.session_state[LANGUAGES] = []
