"""One skill on the page: what it is called, the words that show it, and the answers it can get."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from app import actions, shell, state
from app.actions import Asked
from app.i18n import _, ngettext
from app.parts.personal import warn_of_personal
from app.parts.voices import ask_for_reason, show_both, show_voices
from app.searching import found_words, less_sure_words, note_search
from app.views import answer_words, escape, segments, status_words, support_help, support_words
from app.views import title as skill_title
from recommender.domain.decisions import Answer, Voice
from recommender.domain.experiences import Experience
from recommender.domain.profile import Profile
from recommender.domain.statements import Span, StatementKind, Support
from recommender.guidance.changes import records_in
from recommender.guidance.profile import SkillRecord
from recommender.pipeline import Pipeline

LONGEST_NAME = 80  # characters of a skill in own words
ANSWERS = (Answer.YES, Answer.NO, Answer.NOT_SURE)  # another word is looked for, not pressed
FOUND = 6  # other words that a search offers


def show_card(
    profile: Profile,
    experience: Experience | None,
    asked: Asked,
    record: SkillRecord | None,
    pipeline: Pipeline,
    *,
    note: str,
    spans: tuple[Span, ...] = (),
    similar: tuple[str, ...] = (),
) -> None:
    """Show a skill with everything that can be said about it.

    Parameters
    ----------
    note : how sure the program is, and whether the skill is new in the list
    spans : the places of the text that show the skill
    similar : URIs of skills that are nearly the same
    """
    slot = slot_of(asked.concept_uri)
    with st.container(border=True, key=f"card-skill-{slot}", gap="xsmall"):
        st.subheader(escape(skill_title(asked.concept_uri, asked.preferred_label, pipeline.plain_labels)), anchor=False)
        is_esco = asked.concept_uri.startswith("http")
        st.caption(escape(f"{note} · ESCO: {asked.preferred_label}" if is_esco else note))
        if experience is not None and spans:
            shell.quote(segments(experience.text, spans), key=f"quote-{slot}")
        st.markdown(f"**{escape(status_words(record))}**")
        _show_answers(profile, experience, asked, record, pipeline, slot=slot, spans=spans)
        if record is not None and record.disagree:
            show_both(record)
        if record is not None and record.person is Answer.YES:
            _ask_for_support(profile, asked, record, pipeline, slot=slot)
        elif record is not None and record.person is Answer.NO:
            ask_for_reason(profile, asked, record, Voice.PERSON, pipeline.versions, slot=slot)
        near = [(uri, pipeline.labels[uri]) for uri in similar if uri in pipeline.labels]
        if near:
            _show_near(profile, asked, near, pipeline, slot=slot)
        if record is not None and st.session_state.get("more_of") == slot:
            show_voices(
                *(profile, replace(asked, support=Support.UNSTATED), record, pipeline.versions),
                slot=slot,
                then=f"card-skill-{slot}",
                answered=(Voice.COACH,),
            )
        if st.session_state.get("open_card") == slot:
            _show_other_words(profile, asked, near, pipeline, slot=slot)


def slot_of(concept_uri: str) -> str:
    """Return the part of a URI that can stand in the key of a widget."""
    return re.sub(r"[^A-Za-z0-9-]", "-", concept_uri.rsplit("/", 1)[-1])


def _show_answers(
    profile: Profile,
    experience: Experience | None,
    asked: Asked,
    record: SkillRecord | None,
    pipeline: Pipeline,
    *,
    slot: str,
    spans: tuple[Span, ...],
) -> None:
    said = record.person if record else None
    versions = pipeline.versions
    with st.container(horizontal=True):
        for answer in ANSWERS:
            # A change of its type would make a new button, and the focus would be lost.
            st.button(
                f"✓ {answer_words(answer)}" if answer is said else answer_words(answer),
                key=f"{answer.value}-{slot}",
                on_click=actions.answer,
                args=(profile, asked, answer),
                kwargs={"voice": Voice.PERSON, "versions": versions},
            )
        st.button(_("Other word …"), key=f"other-{slot}", on_click=_open_or_close, args=("open_card", slot))
        if experience is not None and spans:
            words = tuple(dict.fromkeys(span.text for span in spans))
            st.button(
                _("Not me, somebody else"),
                key=f"else-{slot}",
                on_click=actions.correct,
                args=(profile, experience, words, StatementKind.OTHERS),
            )
        if record is not None and said is Answer.YES and record.coach is not Answer.YES and asked.evidence:
            st.button(
                _("Coach: I have seen it"),
                key=f"seen-{slot}",
                on_click=actions.answer,
                args=(profile, asked, Answer.YES),
                kwargs={"voice": Voice.COACH, "versions": versions, "then": f"card-skill-{slot}"},
            )
        if record is not None:
            st.button(_("Say more …"), key=f"more-{slot}", on_click=_open_or_close, args=("more_of", slot))
            st.button(
                _("Undo"),
                key=f"undo-{slot}",
                on_click=actions.take_back,
                args=(profile, record.last_number),
                kwargs={"then": f"card-skill-{slot}"},
            )


def _ask_for_support(profile: Profile, asked: Asked, record: SkillRecord, pipeline: Pipeline, *, slot: str) -> None:
    key = f"support-{slot}"
    state.show_in_widget(key, record.support.value)
    st.selectbox(
        _("How is it done? {skill}").format(skill=asked.preferred_label),
        [support.value for support in Support],
        format_func=lambda value: support_words(Support(value)),
        key=key,
        on_change=actions.change_support,
        args=(profile, asked),
        kwargs={"key": key, "versions": pipeline.versions},
    )
    if record.support is not Support.UNSTATED:
        st.caption(escape(support_help(record.support)))


def _open_or_close(what: str, slot: str) -> None:
    st.session_state[what] = None if st.session_state.get(what) == slot else slot


def _show_near(profile: Profile, asked: Asked, near: list[tuple[str, str]], pipeline: Pipeline, *, slot: str) -> None:
    """Offer skills that are nearly the same, to be kept beside the first one."""
    records = records_in(profile, pipeline.taxonomy)
    label = ngettext("{n} word is nearly the same", "{n} words are nearly the same", len(near))
    with st.expander(label, key=f"near-{slot}"):
        for uri, name in near:
            record, place = records.get(uri), f"{slot}-{slot_of(uri)}"
            too = _("Yes, this too: {skill}").format(skill=name)
            with st.container(horizontal=True, vertical_alignment="center", key=f"both-{place}"):
                st.button(
                    f"✓ {too}" if record and record.person is Answer.YES else too,
                    key=f"too-{place}",
                    on_click=actions.answer,
                    args=(profile, replace(asked, concept_uri=uri, preferred_label=name), Answer.YES),
                    kwargs={"voice": Voice.PERSON, "versions": pipeline.versions},
                )
                if record is not None:
                    st.write(escape(status_words(record)))
                    st.button(
                        _("Undo: {skill}").format(skill=name),
                        key=f"not-too-{place}",
                        on_click=actions.take_back,
                        args=(profile, record.last_number),
                        kwargs={"then": f"card-skill-{slot}"},
                    )


def _show_other_words(
    profile: Profile, asked: Asked, near: list[tuple[str, str]], pipeline: Pipeline, *, slot: str
) -> None:
    with st.container(key=f"others-{slot}"):
        if near:
            st.write(_("Nearly the same. Choose the one that fits better:"))
            _offer(profile, asked, near, pipeline, slot=f"near-{slot}")
        words = st.text_input(
            _("Look for a word that fits better"),
            key=f"find-{slot}",
            max_chars=200,
            on_change=shell.look,
            args=(slot,),
        )
        if words.strip():
            found, less_sure = (
                [(one.concept_uri, one.preferred_label) for one in concepts if one.concept_uri != asked.concept_uri]
                for concepts in pipeline.search(words, limit=FOUND)
            )
            shell.found(slot, found_words(len(found) + len(less_sure)))
            uris = ([uri for uri, _label in part] for part in (found, less_sure))
            note_search(profile.code, *uris, versions=pipeline.versions)
            if not found and not less_sure:
                st.write(found_words(0))
            _offer(profile, asked, found, pipeline, slot=f"found-{slot}")
            if less_sure:
                st.write(less_sure_words())
                _offer(profile, asked, less_sure, pipeline, slot=f"found-{slot}")
        _ask_for_own_words(profile, asked, pipeline, slot=slot)


def _offer(profile: Profile, asked: Asked, found: list[tuple[str, str]], pipeline: Pipeline, *, slot: str) -> None:
    for uri, label in found:
        st.button(
            _("Take this: {skill}").format(skill=label),
            key=f"{slot}-{slot_of(uri)}",
            on_click=actions.use_other_word,
            args=(profile, asked, Asked(uri, label)),
            kwargs={"versions": pipeline.versions, "then": f"card-skill-{slot_of(asked.concept_uri)}"},
        )


def _ask_for_own_words(profile: Profile, asked: Asked, pipeline: Pipeline, *, slot: str) -> None:
    st.write(_("No ESCO word fits? Keep it in your own words, under an area of work."))
    name = st.text_input(_("The skill in your own words"), key=f"own-{slot}", max_chars=LONGEST_NAME)
    warn_of_personal(name, box=f"own-{slot}")
    area = st.selectbox(
        _("Area of work"),
        list(pipeline.work_areas),
        format_func=lambda one: _(pipeline.work_areas[one].name),
        index=None,
        placeholder=_("Choose"),
        key=f"area-{slot}",
    )
    st.button(
        _("Keep as an own skill"),
        key=f"keep-own-{slot}",
        on_click=actions.use_other_word,
        args=(profile, asked, own_skill(name, area or "")),
        kwargs={"versions": pipeline.versions, "then": f"card-skill-{slot}"},
        disabled=not (name.strip() and area),
    )


def own_skill(name: str, work_area: str) -> Asked:
    """Return a skill without an ESCO word, in the words of the person or the coach."""
    words = " ".join(name.split())
    slug = "-".join(re.findall(r"\w+", words.casefold()))
    return Asked(f"local:own-{slug}", words, Support.UNSTATED, (), work_area)
