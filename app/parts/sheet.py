"""The sheet for the talk about an assessment: a training's outcomes beside what shows that the person does them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from app import state
from app.core_words import names
from app.i18n import _
from app.sheets import about_lines, ask_lines, ask_title, parts, sheet_html
from app.views import escape
from recommender.domain.profile import Profile
from recommender.domain.trainings import Training
from recommender.errors import RecommenderError
from recommender.guidance.assessment import EXAM_CODES, AssessmentSheet, assessment_sheet
from recommender.guidance.profile import known_concepts
from recommender.pipeline import Pipeline


def show_sheet(profile: Profile) -> None:
    """Let people choose a training, and show its sheet; trainings with a known skill come first."""
    st.header(_("Get ready for an assessment"), anchor=False)
    pipeline, known = loaded(), known_concepts(profile)
    if pipeline is None:
        st.write(_("The word lists are not loaded yet. Open this page again in a moment."))
        return
    trainings = {one.training_id: one for one in pipeline.catalogue.trainings}
    by_title = sorted(trainings, key=lambda name: (trainings[name].main_title.casefold(), name))
    order = sorted(by_title, key=lambda name: -_shared(trainings[name], known))
    # An empty choice of our own: the button that Streamlit offers for clearing is smaller than 24 px.
    chosen = st.selectbox(
        _("For which training?"),
        ["", *order],
        format_func=lambda name: trainings[name].main_title if name else _("Choose a training"),
        key=f"sheet-{profile.code}",
    )
    if not chosen:
        return
    needs = st.pills(
        _("What does the exam need? This is not kept."),
        [code for code in EXAM_CODES if code in pipeline.accommodations],
        selection_mode="multi",
        format_func=lambda code: _(pipeline.accommodations[code]),
        key="exam-needs",
    )
    sheet = assessment_sheet(trainings[chosen], profile, needs=needs, narrower=pipeline.taxonomy.narrower)
    called = names(pipeline.accommodations)
    _show(sheet, trainings[chosen], called)
    page = sheet_html(
        sheet,
        trainings[chosen],
        names=called,
        code=profile.code,
        made_on=state.now().astimezone().date(),
        versions=pipeline.versions,
    )
    st.download_button(
        _("Save this sheet"),
        data=partial(hand_out, profile.code, page),
        file_name=f"{''.join(c if c.isalnum() else '-' for c in f'sheet-{profile.code}-{chosen}')}.html",
        mime="text/html",
        key="save-sheet",
    )


def loaded() -> Pipeline | None:
    """Return the word lists, None while they load or where they cannot: a record needs none to be looked after."""
    try:
        return state.pipeline() if state.is_ready() else None
    except RecommenderError:
        return None


def _shared(training: Training, known: frozenset[str]) -> int:
    return len(known.intersection(uri for outcome in training.learning_outcomes for uri in outcome.concept_uris))


def hand_out(code: str, page: bytes) -> bytes:
    """Return the sheet as a page to save, and keep in the log that it left; no words are made here, beside the page."""
    with state.store() as store:
        store.log_handed_over(code, "sheet", now=state.now())
    return page


def _show(sheet: AssessmentSheet, training: Training, names: Mapping[str, str]) -> None:
    for line in about_lines(sheet, training):
        st.write(escape(line))
    for number, part in enumerate(parts(sheet)):
        with st.container(border=True, key=f"outcome-{number}"):
            st.write(escape(part.outcome))
            st.markdown(f"**{escape(part.still)}**")
            for line in part.lines:
                st.write(escape(line))
    asks = ask_lines(sheet, names)
    if asks:
        st.subheader(ask_title(), anchor=False)
    for line in asks:
        st.write(escape(line))
