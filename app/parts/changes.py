"""What the ESCO release in use calls otherwise or no longer has, and skills that may say the same; people decide."""

from __future__ import annotations

import streamlit as st

from app import actions, state
from app.actions import Asked
from app.i18n import _
from app.views import escape
from app.views import title as skill_title
from recommender.domain.concepts import Concept
from recommender.domain.decisions import Answer, Voice
from recommender.domain.profile import Profile
from recommender.guidance.changes import Change, find_changes
from recommender.guidance.profile import SkillRecord, skill_records
from recommender.pipeline import Pipeline


def show_changes(profile: Profile, pipeline: Pipeline | None) -> None:
    """Show which kept skills ESCO has renamed or retired; without the word lists, or without such skills, nothing."""
    records = {one.concept_uri: one for one in skill_records(profile) if one.concept_uri.startswith("http")}
    if pipeline is None or not records:
        return
    with st.container(key="changes-heading"):
        st.header(_("What has changed in ESCO"), anchor=False)
    found = find_changes(profile, pipeline.taxonomy)
    if not found:
        release = pipeline.versions.esco
        st.write(escape(_("✓ ESCO {release} has all these skills, under the same names.").format(release=release)))
    successors = {one.concept_uri: [heir.concept_uri for heir in one.successors] for one in found if one.successors}
    if successors:
        with state.store() as store:
            store.log_successors(profile.code, successors, versions=pipeline.versions, now=state.now())
    for number, change in enumerate(found):
        with st.container(border=True, key=f"change-{number}"):
            _show(profile, records[change.concept_uri], change, pipeline)


def _show(profile: Profile, record: SkillRecord, change: Change, pipeline: Pipeline) -> None:
    st.subheader(escape(record.called or change.kept_label), anchor=False)
    if change.status == "renamed":
        st.write(
            escape(
                _("ESCO now says: {new}. Before it said: {old}.").format(new=change.new_label, old=change.kept_label)
            )
        )
    else:
        st.write(escape(_("ESCO no longer has this skill: {old}.").format(old=change.kept_label)))
    st.write(
        _("The person said no to it. That stays.")
        if change.rejected
        else _("The record stays as it is. Nothing is taken out.")
    )
    if not change.successors:
        return
    if change.rejected:
        names = ", ".join(one.preferred_label for one in change.successors)
        st.write(escape(_("These skills may say the same: {names}.").format(names=names)))
        return
    st.write(_("Does one of these say the same? The person decides."))
    for successor in change.successors:
        _offer(profile, record, successor, pipeline)


def _offer(profile: Profile, record: SkillRecord, successor: Concept, pipeline: Pipeline) -> None:
    """Offer one skill that may say the same: the person's words go along, the coach's answer and proofs do not."""
    uri, label = successor.concept_uri, successor.preferred_label
    plain = skill_title(uri, label, pipeline.plain_labels)
    asked = Asked(uri, label, record.person_support, record.evidence, record.work_area)
    slot = f"{uri.rsplit('/', 1)[-1]}-{record.concept_uri.rsplit('/', 1)[-1]}"
    with st.container(horizontal=True, key=f"successor-{slot}"):
        st.write(escape(plain))
        st.button(
            _("Person: yes, “{skill}” says the same").format(skill=label),
            key=f"take-{slot}",
            on_click=actions.answer,
            args=(profile, asked, Answer.YES),
            kwargs={"voice": Voice.PERSON, "versions": pipeline.versions, "then": "changes-heading"},
        )
