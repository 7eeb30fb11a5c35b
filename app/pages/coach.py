"""The coach's page: who it is about, what the person does, skills to decide on, trainings, the record."""

from __future__ import annotations

import streamlit as st

from app import actions
from app.i18n import _
from app.parts.asking import ask_to_keep
from app.parts.people import choose
from app.parts.results import show_results
from app.parts.words import ask_for_words

st.title(_("What can this person do?"), anchor=False)
actions.show_failure()
code = choose()
if code is not None:
    ask_to_keep(code)
    ask_for_words(code)
    show_results(code)
