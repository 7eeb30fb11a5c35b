"""What the program wrote down about one profile: readable here, to be saved as a file, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

import streamlit as st

from app import state
from app.core_words import in_words
from app.i18n import _, ngettext
from app.log_words import event_words
from app.views import escape
from recommender import audit
from recommender.domain.profile import Profile
from recommender.exports.logs import log_document
from recommender.guidance.profile import skill_records
from recommender.pipeline import Pipeline
from recommender.settings import VERSION

RECENT = 50  # lines that are shown


def show_log(profile: Profile, pipeline: Pipeline | None) -> None:
    """Show the newest lines of the log, whether somebody changed it, and the button that saves all of it."""
    st.header(_("What the program wrote down"), anchor=False)
    st.write(_("The log holds what was shown and decided, never what people wrote. It is erased with the profile."))
    problems = audit.verify(profile)
    if problems:
        st.error(escape("; ".join(in_words(problem) for problem in problems)))
    else:
        st.markdown(f"**{escape(_('✓ Nobody has changed the log.'))}**")
    names = _names(profile, pipeline)
    with st.expander(ngettext("{n} line in the log", "{n} lines in the log", len(profile.log)), key="log"):
        for event in list(reversed(profile.log))[:RECENT]:
            st.write(escape(event_words(event, names)))
        if len(profile.log) > RECENT:
            st.write(ngettext("The file has {n} line more.", "The file has {n} lines more.", len(profile.log) - RECENT))
    st.download_button(
        _("Save the log"),
        data=partial(log_file, profile.code),
        file_name=f"{''.join(c for c in profile.code if c.isalnum() or c in '-_') or 'profile'}-log.json",
        mime="application/json",
        key="save-log",
    )
    if profile.log:
        words = _(
            "Mark of the last line: {head}. Note it elsewhere. It shows later whether somebody made the log anew."
        )
        st.caption(escape(words.format(head=audit.head(profile.log))))


def log_file(code: str) -> bytes:
    """Return the log of a profile as it is when the button is pressed; that it left the program is its last line."""
    with state.store() as store:
        store.log_handed_over(code, "log", now=state.now())
        profile = store.load_profile(code)
        document = log_document(
            [profile], problems={code: audit.verify(profile)}, erasures=store.erasures(), recommender=VERSION
        )
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _names(profile: Profile, pipeline: Pipeline | None) -> Mapping[str, str]:
    """Return the names of skills by URI, also of those whose answers were taken back, and of trainings by id."""
    named = {decision.concept_uri: decision.preferred_label for decision in profile.decisions}
    named |= {record.concept_uri: record.preferred_label for record in skill_records(profile)}
    trainings = pipeline.catalogue.trainings if pipeline else ()
    return named | {one.training_id: one.main_title for one in trainings}
