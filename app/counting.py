"""What the button about the demand file of this house does."""

from __future__ import annotations

import json

import streamlit as st

from app import rooms, shell, state
from app.actions import attempt
from app.i18n import _
from recommender.loading import esco_name
from recommender.own_demand import take_own, taken_document
from recommender.settings import load_settings


def count_people() -> None:
    """Count the people who agree, by the rules of `recommender demand export`, and have the page offer the file."""
    st.session_state.pop("demand_file", None)

    def act() -> None:
        settings = load_settings()
        with state.store() as store:
            taken = take_own(
                store,
                st.session_state.issuer,
                tables=rooms.tables(),
                esco=esco_name(settings),
                today=state.now().astimezone().date(),
            )
        document = taken_document(taken, model=settings.model)
        st.session_state.demand_file = json.dumps(document, ensure_ascii=False, indent=2)
        ready = _("The demand file is ready. Save it now.")
        still = _("The counts of {day} still stand: too little has changed, or it is the same month.")
        st.session_state.done = ready if taken.is_new else still.format(day=taken.snapshot.taken_on)

    if attempt(act, done=""):
        shell.announce(st.session_state.done)
