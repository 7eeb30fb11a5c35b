"""How far one skill has come: what both voices say, assessments and certificates, and entering one."""

from __future__ import annotations

import streamlit as st

from app import actions, record_actions
from app.actions import Asked
from app.i18n import _
from app.parts.personal import ask_about_personal
from app.parts.voices import show_both, show_voices
from app.record_views import entry_words
from app.views import escape, status_words
from recommender.domain.profile import Profile
from recommender.domain.stages import Stage
from recommender.domain.versions import Versions
from recommender.guidance.profile import SkillRecord
from recommender.guidance.stages import undone_by
from recommender.pipeline import Pipeline
from recommender.settings import VERSION


def show_stage(profile: Profile, record: SkillRecord, name: str, pipeline: Pipeline | None) -> None:
    """Show where a skill stands, with the ways to answer again and to enter an assessment or a certificate."""
    versions, trainings = _versions_of(profile, pipeline), _real_trainings(pipeline)
    slot = record.concept_uri.rsplit("/", 1)[-1].replace(":", "-")
    with st.container(border=True, key=f"stage-{slot}"):
        st.subheader(escape(name), anchor=False)
        if record.concept_uri.startswith("http"):
            st.caption(escape(f"ESCO: {record.preferred_label}"))
        elif record.preferred_label.casefold() != name.casefold():
            st.caption(escape(record.preferred_label))
        st.markdown(f"**{escape(status_words(record))}**")
        show_both(record)
        if versions is not None:
            _show_voices(profile, record, versions, slot)
        for entry in record.entries:
            with st.container(horizontal=True, key=f"entry-{entry.number}"):
                title = trainings.get(entry.training_id, "")
                more = _("Training in the catalogue: {title}").format(title=title) if title else ""
                st.write(escape(" · ".join(part for part in (entry_words(entry), more) if part)))
                st.button(
                    _("Undo entry {n}").format(n=entry.number),
                    key=f"undo-entry-{entry.number}",
                    on_click=record_actions.undo_stage,
                    args=(profile, entry.number),
                    kwargs={"then": f"stage-{slot}"},
                )
        _show_taken_back(profile, record, slot)
    if record.rejected:
        return
    with st.expander(_("Enter an assessment"), key=f"assess-{slot}"):
        st.write(_("Only where somebody has really examined the skill. All four are needed."))
        fields = {"by": _("Who assessed?"), "on": _("Day of the assessment, like 2026-03-01")}
        fields |= {"method": _("How?"), "standard": _("Against what?")}
        _form(profile, record, Stage.ASSESSED, fields, {}, slot)
    with st.expander(_("Enter a certificate"), key=f"certify-{slot}"):
        st.write(_("Only where there is one. All three are needed."))
        fields = {"by": _("Which body awarded it?"), "on": _("Day of the certificate, like 2026-03-01")}
        fields |= {"title": _("Title of the certificate")}
        _form(profile, record, Stage.CERTIFIED, fields, trainings, slot)


def _show_taken_back(profile: Profile, record: SkillRecord, slot: str) -> None:
    """Show assessments and certificates that were taken back, with the way to bring them back."""
    undone = undone_by(profile.entries)
    for entry in profile.entries:
        if entry.concept_uri == record.concept_uri and entry.number in undone:
            with st.container(horizontal=True, key=f"entry-{entry.number}"):
                st.write(escape(_("Taken back: {entry}").format(entry=entry_words(entry))))
                st.button(
                    _("Bring back entry {n}").format(n=entry.number),
                    key=f"undo-entry-{undone[entry.number]}",
                    on_click=record_actions.undo_stage,
                    args=(profile, undone[entry.number]),
                    kwargs={"then": f"stage-{slot}"},
                )


def _real_trainings(pipeline: Pipeline | None) -> dict[str, str]:
    """Return the titles of the trainings that a certificate can belong to; an example awards nothing."""
    trainings = pipeline.catalogue.trainings if pipeline else ()
    return {one.training_id: one.main_title for one in trainings if one.status != "example"}


def _versions_of(profile: Profile, pipeline: Pipeline | None) -> Versions | None:
    """Return what an answer is given with: the word lists, or while they load, those of the last answer."""
    if pipeline is not None:
        return pipeline.versions
    last = profile.decisions[-1] if profile.decisions else None
    return Versions(last.esco, last.model, "none", VERSION) if last else None


def _show_voices(profile: Profile, record: SkillRecord, versions: Versions, slot: str) -> None:
    asked = Asked(record.concept_uri, record.preferred_label, work_area=record.work_area)
    with st.expander(_("Answer again: person and coach"), key=f"voices-{slot}"):
        show_voices(profile, asked, record, versions, slot=slot, then=f"stage-{slot}")
        if record.last_number:
            st.button(
                _("Undo the last answer"),
                key=f"undo-answer-{slot}",
                on_click=actions.take_back,
                args=(profile, record.last_number),
                kwargs={"then": f"stage-{slot}"},
            )


def _form(
    profile: Profile,
    record: SkillRecord,
    stage: Stage,
    fields: dict[str, str],
    trainings: dict[str, str],
    slot: str,
) -> None:
    with st.form(f"form-{stage.value}-{slot}", border=False):
        for name, label in fields.items():
            st.text_input(label, key=f"{stage.value}-{name}-{slot}", max_chars=300)
        if trainings:
            st.selectbox(
                _("Which training of the catalogue is it for? You can leave this open"),
                ["", *sorted(trainings, key=lambda one: (trainings[one].casefold(), one))],
                format_func=lambda one: trainings[one] if one else _("Not known"),
                key=f"{stage.value}-training_id-{slot}",
            )
        st.form_submit_button(
            _("Keep the assessment") if stage is Stage.ASSESSED else _("Keep the certificate"),
            key=f"keep-{stage.value}-{slot}",
            on_click=record_actions.enter_stage,
            args=(profile, record, stage),
            kwargs={"slot": slot},
        )
    if st.session_state.get(f"guarded-{stage.value}-{slot}"):
        ask_about_personal(
            (st.session_state.get(f"{stage.value}-{name}-{slot}", "") for name in record_actions.GUARDED),
            slot=f"{stage.value}-{slot}",
            on_click=record_actions.enter_stage,
            args=(profile, record, stage),
            kwargs={"slot": slot},
        )
