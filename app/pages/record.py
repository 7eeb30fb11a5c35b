"""The record of one person: what shows each skill, how far it has come, what the person agreed to, the log."""

from __future__ import annotations

import streamlit as st

from app import actions, state
from app.i18n import _
from app.parts.changes import show_changes
from app.parts.log import show_log
from app.parts.people import choose
from app.parts.proofs import show_proofs
from app.parts.rights import show_rights
from app.parts.sheet import loaded, show_sheet
from app.parts.stages import show_stage
from app.views import title as skill_title
from recommender.guidance.profile import SkillRecord, skill_records

st.title(_("Proofs and rights"), anchor=False)
actions.show_failure()
code = choose()
if code is not None:
    with state.store() as store:
        profile = store.load_profile(code)
    records = {record.concept_uri: record for record in skill_records(profile)}
    pipeline = loaded()
    plain = pipeline.plain_labels if pipeline else {}

    def name(uri: str) -> str:
        """Return what a skill is called here: the person's own word first."""
        record: SkillRecord = records[uri]
        return record.called or skill_title(uri, record.preferred_label, plain)

    def choice(uri: str) -> str:
        """Return the name in the list, with a sign where somebody said no."""
        return f"✗ {name(uri)}" if records[uri].rejected else name(uri)

    def place(uri: str) -> tuple[bool, str]:
        """Put those that somebody said no to behind the others."""
        return records[uri].rejected, name(uri).casefold()

    st.header(_("Show a skill"), anchor=False)
    if records:
        chosen = st.selectbox(_("Which skill?"), sorted(records, key=place), format_func=choice, key=f"shown-{code}")
        show_stage(profile, records[chosen], name(chosen), pipeline)
        if not records[chosen].rejected:
            show_proofs(profile, records[chosen], name(chosen))
    else:
        st.write(_("No skill has an answer yet. Start on the page for skills."))
    show_changes(profile, pipeline)
    show_sheet(profile)
    show_rights(profile)
    show_log(profile, pipeline)
