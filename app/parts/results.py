"""The skills of one text, the trainings and the record, in one fragment: an answer redraws nothing else."""

from __future__ import annotations

import streamlit as st

from app import actions, shell, state
from app.i18n import _
from app.parts.record import show_record
from app.parts.skills import show_skills
from app.parts.trainings import show_trainings
from app.parts.turning import PARTS, part_names
from recommender.domain.experiences import Experience
from recommender.domain.profile import Profile
from recommender.errors import RecommenderError


@st.fragment
def show_results(code: str) -> None:
    """Show what is known about a person, always as it is in the store now."""
    if st.session_state.get("person") != code:  # erased a moment ago
        st.rerun()
    try:
        actions.show_failure()
        with state.store() as store:
            profile = store.load_profile(code)
        _show(profile)
    except RecommenderError as error:
        shell.show_error(error)
    finally:
        shell.speak()


def _show(profile: Profile) -> None:
    with st.spinner(_("The word lists are loading …")):
        pipeline = state.pipeline()
    if st.session_state.get(PARTS) not in part_names():  # named in another language
        st.session_state.pop(PARTS, None)
    # Only the open part is drawn: an answer costs as little as it can.
    skills, trainings, record = st.tabs(part_names(), key=PARTS, on_change="rerun")
    if skills.open:
        with skills:
            show_skills(profile, _chosen(profile), pipeline)
    if trainings.open:
        with trainings:
            show_trainings(profile, pipeline)
    if record.open:
        with record:
            show_record(profile, pipeline)


def _chosen(profile: Profile) -> Experience | None:
    """Return the text in the boxes above, None for one that was not kept yet."""
    number = st.session_state.get("text_number")
    return next((one for one in profile.experiences if one.number == number), None)
