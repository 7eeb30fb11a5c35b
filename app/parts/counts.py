"""The demand file of this house: how many people can do, like or need something, for providers."""

from __future__ import annotations

import streamlit as st

from app import counting, state
from app.i18n import _
from recommender.demand_files import LONGEST_NAME


def show_counts() -> None:
    """Have the people who agree counted, and offer the file."""
    st.header(_("Numbers for providers"), anchor=False)
    st.write(_("A demand file says how many people can do, like or need something. It holds numbers and no people."))
    st.write(_("Only people who agree are counted. There is at most one new file a month."))
    if "issuer" not in st.session_state:
        with state.store() as store:
            before = store.last_counted()
        st.session_state.issuer = before.snapshot.issuer if before else ""
    st.text_input(_("Name of your house; always the same one"), key="issuer", max_chars=LONGEST_NAME)
    st.button(_("Count the people who agree"), key="count", on_click=counting.count_people)
    if "demand_file" in st.session_state:
        st.download_button(
            _("Save the demand file"),
            data=st.session_state.demand_file,
            file_name="demand.json",
            mime="application/json",
            key="save-demand",
            on_click="ignore",
        )
