"""The page that Streamlit runs: language and navigation, then the chosen page, then the frame."""

from __future__ import annotations

import streamlit as st

from app import rooms, shell, state
from app.i18n import _
from recommender.errors import RecommenderError
from recommender.settings import load_settings

PAGES = [
    st.Page("pages/coach.py", title=_("Skills and trainings"), url_path="skills", default=True),
    st.Page("pages/learner.py", title=_("What do I like?"), url_path="learner"),
    st.Page("pages/people.py", title=_("People"), url_path="people"),
    st.Page("pages/provider.py", title=_("Our offer"), url_path="offer"),
    st.Page("pages/record.py", title=_("Proofs and rights"), url_path="record"),
    st.Page("pages/about.py", title=_("About"), url_path="about"),
]
locked = rooms.here() is not None  # a learner's room shows no other page, whatever the address says
page = st.navigation(PAGES, position="hidden" if locked else "sidebar")
if locked and page.url_path != "learner":
    st.switch_page(PAGES[1])
shell.begin(page.title)
try:
    page.run()
except RecommenderError as error:
    shell.show_error(error)
finally:
    shell.end(page.url_path or "skills")
    state.start_loading(load_settings())  # behind the first page: before it, both would be slow
