"""The two voices about one skill: what person and coach say, each for itself, and where they differ."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from app import actions, state, voices
from app.actions import Asked
from app.i18n import _
from app.parts.personal import warn_of_personal
from app.record_views import difference_words, how_words, voice_words
from app.views import answer_words, escape, support_help, why_not_words
from recommender.domain.decisions import Answer, Voice, WhyNot
from recommender.domain.profile import Profile
from recommender.domain.statements import Support
from recommender.domain.versions import Versions
from recommender.guidance.profile import SkillRecord

LONGEST_WORD = 80  # characters of what a voice calls a skill
NAMING = (Answer.YES, Answer.OTHER_WORD)  # answers that a word of one's own can stand beside


def show_both(record: SkillRecord) -> None:
    """Show what person and coach say, in a line each, and that they differ where they do."""
    for voice in Voice:
        st.write(escape(_said(record, voice)))
    if record.disagree:
        st.write(escape(difference_words(record)))


def show_voices(
    profile: Profile,
    asked: Asked,
    record: SkillRecord,
    versions: Versions,
    *,
    slot: str,
    then: str,
    answered: Collection[Voice] = tuple(Voice),
) -> None:
    """Show what each voice can still say about a skill.

    Parameters
    ----------
    then : where the focus goes from a button that is gone afterwards
    answered : the voices whose answers have their buttons here
    """
    for voice in Voice:
        with st.container(border=True, key=f"voice-{voice.value}-{slot}", gap="xsmall"):
            st.write(escape(_said(record, voice)))
            if voice in answered:
                _show_answers(profile, asked, record, voice, versions, slot=slot)
            said = _answer_of(record, voice)
            if said is Answer.YES and voice in answered:
                _ask_for_support(profile, asked, record, voice, versions, slot=slot)
            if said in NAMING:
                _ask_for_word(profile, asked, record, voice, versions, slot=slot, then=then)
            elif said is Answer.NO and voice in answered:
                ask_for_reason(profile, asked, record, voice, versions, slot=slot)


def ask_for_reason(
    profile: Profile, asked: Asked, record: SkillRecord, voice: Voice, versions: Versions, *, slot: str
) -> None:
    """Offer to say why one voice says no; it can be left open."""
    why = record.why_not if voice is Voice.PERSON else record.coach_why_not
    key = f"why-{voice.value}-{slot}"
    state.show_in_widget(key, why.value if why else "")
    labels = {
        Voice.PERSON: _("Person: why not? You can leave this open: {skill}"),
        Voice.COACH: _("Coach: why not? You can leave this open: {skill}"),
    }
    st.selectbox(
        labels[voice].format(skill=asked.preferred_label),
        ["", *(one.value for one in WhyNot)],
        format_func=lambda value: why_not_words(WhyNot(value) if value else None),
        key=key,
        on_change=voices.keep_reason,
        args=(profile, asked),
        kwargs={"voice": voice, "key": key, "versions": versions},
    )


def _show_answers(
    profile: Profile, asked: Asked, record: SkillRecord, voice: Voice, versions: Versions, *, slot: str
) -> None:
    labels = {Voice.PERSON: _("Person: {answer}"), Voice.COACH: _("Coach: {answer}")}
    with st.container(horizontal=True, key=f"answers-{voice.value}-{slot}"):
        for answer in Answer:
            label = labels[voice].format(answer=answer_words(answer))
            st.button(
                f"✓ {label}" if answer is _answer_of(record, voice) else label,
                key=f"{voice.value}-says-{answer.value}-{slot}",
                on_click=actions.answer,
                args=(profile, asked, answer),
                kwargs={"voice": voice, "versions": versions},
            )


def _ask_for_support(
    profile: Profile, asked: Asked, record: SkillRecord, voice: Voice, versions: Versions, *, slot: str
) -> None:
    now = record.person_support if voice is Voice.PERSON else record.coach_support
    key = f"how-{voice.value}-{slot}"
    state.show_in_widget(key, now.value)
    labels = {Voice.PERSON: _("Person: how is it done? {skill}"), Voice.COACH: _("Coach: how is it done? {skill}")}
    stated = now is not Support.UNSTATED
    st.selectbox(
        labels[voice].format(skill=asked.preferred_label),
        [support.value for support in Support if support is not Support.UNSTATED or not stated],
        format_func=lambda value: how_words(Support(value)) or _("Not said"),
        key=key,
        on_change=voices.keep_support,
        args=(profile, asked),
        kwargs={"voice": voice, "key": key, "versions": versions},
    )
    if stated:
        st.caption(escape(support_help(now)))


def _ask_for_word(
    profile: Profile, asked: Asked, record: SkillRecord, voice: Voice, versions: Versions, *, slot: str, then: str
) -> None:
    now = record.own_word if voice is Voice.PERSON else record.coach_word
    key = f"word-{voice.value}-{slot}-{now}"  # a word that was kept or taken back makes a new box
    labels = {Voice.PERSON: _("Person: I call it …"), Voice.COACH: _("Coach: I call it …")}
    keeps = {Voice.PERSON: _("Keep the person's word"), Voice.COACH: _("Keep the coach's word")}
    st.session_state.setdefault(key, now)
    words = st.text_input(labels[voice], key=key, max_chars=LONGEST_WORD)
    warn_of_personal(words, box=key)
    st.button(
        keeps[voice],
        key=f"keep-word-{voice.value}-{slot}",
        on_click=voices.keep_word,
        args=(profile, asked),
        kwargs={"voice": voice, "given": _answer_of(record, voice), "key": key, "then": then, "versions": versions},
    )


def _said(record: SkillRecord, voice: Voice) -> str:
    if voice is Voice.PERSON:
        said = voice_words(record.person, record.person_support, record.own_word, record.why_not)
        return _("Person: {answer}").format(answer=said)
    said = voice_words(record.coach, record.coach_support, record.coach_word, record.coach_why_not)
    return _("Coach: {answer}").format(answer=said)


def _answer_of(record: SkillRecord, voice: Voice) -> Answer | None:
    return record.person if voice is Voice.PERSON else record.coach
