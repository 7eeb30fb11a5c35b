"""What is kept about the person: skills with their stages, every decision, taking it away, erasing it."""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from app import actions, record_actions, shell, state
from app.histories import history
from app.i18n import _, ngettext
from app.parts.for_coach import show_said_and_marked
from app.parts.passport import passport_downloads
from app.parts.rights import show_erasing
from app.parts.voices import show_both
from app.views import escape, stage_words, support_words
from app.views import title as skill_title
from recommender.domain.profile import Profile
from recommender.domain.stages import KNOWN
from recommender.domain.statements import Support
from recommender.domain.versions import NOTICE
from recommender.exports.profiles import profile_document
from recommender.guidance.consent import check_shared, receivers
from recommender.guidance.interests import marked_now, said_before
from recommender.guidance.profile import SkillRecord, skill_records
from recommender.pipeline import Pipeline

RECENT = 30  # lines of the history that are shown at first, and that each press adds


def show_record(profile: Profile, pipeline: Pipeline) -> None:
    """Show the skills that are known, the history, and the ways out."""
    with st.container(key="record-heading"):
        st.header(_("The skills of this person"), anchor=False)
    known = [record for record in skill_records(profile) if record.stage in KNOWN]
    if not known:
        st.write(_("No skill is named yet. Say yes to a skill first."))
    for record in known:
        _show_known(record, pipeline)
    if profile.likes or profile.marks:
        show_said_and_marked(said_before(profile), marked_now(profile))
    passport_downloads(profile, pipeline)
    _show_history(profile)
    _show_ways_out(profile)
    st.caption(_(NOTICE))


def _show_known(record: SkillRecord, pipeline: Pipeline) -> None:
    """Show one skill in the person's word; what nobody has said is not shown, and no name stands twice."""
    name = record.called or skill_title(record.concept_uri, record.preferred_label, pipeline.plain_labels)
    with st.container(border=True):
        st.subheader(escape(name), anchor=False)
        how = support_words(record.support) if record.support is not Support.UNSTATED else ""
        st.write(escape(" · ".join(part for part in (stage_words(record.stage), how) if part)))
        if record.concept_uri.startswith("http"):
            st.caption(escape(f"ESCO: {record.preferred_label}"))
        elif record.called:
            st.caption(escape(record.preferred_label))
        if record.disagree:
            show_both(record)


def _show_history(profile: Profile) -> None:
    """Show the newest lines of the history, and the older ones on request: all of a long one would take seconds."""
    lines = history(profile)
    shown = int(st.session_state.get(f"history-shown-{profile.code}", RECENT))
    with st.expander(ngettext("History: {n} entry", "History: {n} entries", len(lines)), key="history"):
        for place, line in enumerate(lines[:shown]):
            with st.container(horizontal=True, vertical_alignment="center", key=f"history-{len(lines) - place}"):
                st.write(escape(line.words))
                if line.button is not None:
                    st.button(
                        line.button.label,
                        key=line.button.key,
                        on_click=record_actions.undo_stage if line.button.of_entry else actions.take_back,
                        args=(profile, line.button.number),
                        kwargs={"then": "record-heading"},
                    )
        older = min(RECENT, max(0, len(lines) - shown))
        if len(lines) > RECENT:  # always the same button, so that the focus stays on it
            st.button(
                ngettext("Show {n} older entry", "Show {n} older entries", older)
                if older
                else _("Show only the newest entries"),
                key="history-older",
                on_click=_show_so_many,
                args=(profile.code, shown + older if older else RECENT),
            )


def _show_so_many(code: str, number: int) -> None:
    st.session_state[f"history-shown-{code}"] = number
    shell.announce(_("The history shows other entries now."))


def hand_over(code: str, who: str) -> str:
    """Return everything about a person as it is when the button is pressed, where they agree to it at that moment."""
    with state.store() as store:
        if who:
            check_shared(store.load_profile(code), with_whom=who)
        store.log_handed_over(code, "shared" if who else "take_away", now=state.now())
        return json.dumps(profile_document(store.load_profile(code)), ensure_ascii=False, indent=2)


def _show_ways_out(profile: Profile) -> None:
    with st.expander(_("Take away or erase"), key="ways-out"):
        st.write(_("The file holds everything that is kept here about the person. Hand it only to people they trust."))
        who = st.radio(
            _("Who gets the file?"),
            ["", *receivers(profile.consents)],
            format_func=lambda one: one or _("The person"),
            key="handed-to",
        )
        st.caption(_("Anybody else gets it only where the person agrees. Ask for it on the page Proofs and rights."))
        st.download_button(
            _("Save a hand-over file"),
            data=partial(hand_over, profile.code, who),
            file_name=f"{''.join(c for c in profile.code if c.isalnum() or c in '-_') or 'profile'}.json",
            mime="application/json",
            key="save",
        )
        show_erasing(profile)
