"""Add skills without a text: by search, or from a list that somebody already has."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app import actions, shell
from app.actions import Asked
from app.i18n import _
from app.parts.personal import warn_of_personal
from app.parts.skill_cards import own_skill, slot_of
from app.searching import found_words, less_sure_words, note_search
from app.views import escape, status_words
from app.views import title as skill_title
from recommender.domain.concepts import Concept
from recommender.domain.decisions import Answer, Voice
from recommender.domain.profile import Profile
from recommender.guidance.profile import SkillRecord
from recommender.pipeline import Pipeline

FOUND = 6
FOUND_IN_LIST = 3  # for each line of a list
LONGEST_LIST = 30  # lines at once


def show_adding(profile: Profile, records: dict[str, SkillRecord], pipeline: Pipeline) -> None:
    """Show the search, and the box for a list."""
    st.header(_("Add a skill yourself"), anchor=False)
    words = st.text_input(
        _("Look for a skill"),
        key="search",
        placeholder=_("For example: ironing"),
        max_chars=200,
        on_change=shell.look,
        args=("skills",),
    )
    if words.strip():
        found, less_sure = pipeline.search(words, limit=FOUND)
        shell.found("skills", found_words(len(found) + len(less_sure)))
        note_search(profile.code, _uris(found), _uris(less_sure), versions=pipeline.versions)
        if not found and not less_sure:
            st.info(found_words(0))
        for concept in [*found, *less_sure]:
            if concept in less_sure[:1]:
                st.write(less_sure_words())
            asked = Asked(concept.concept_uri, concept.preferred_label)
            _show_found(profile, asked, records.get(concept.concept_uri), pipeline, where="found")
    with st.expander(_("A list of skills somebody already has"), key="known-list"):
        _show_list(profile, records, pipeline)
    with st.expander(_("No ESCO word fits: a skill in your own words"), key="own-skill"):
        _show_own(profile, pipeline)


def _show_list(profile: Profile, records: dict[str, SkillRecord], pipeline: Pipeline) -> None:
    st.write(_("Write one skill in each line. Then say yes to the ESCO skills that fit. Nothing is kept before."))
    lines = st.text_area(_("Skills, one in each line"), key="known_list", height=120, max_chars=5_000).splitlines()
    warn_of_personal("\n".join(lines), box="known_list")
    asked_for = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    searches = [pipeline.search(line, limit=FOUND_IN_LIST) for line in asked_for[:LONGEST_LIST]]
    by_words, by_meaning = ([uri for found in searches for uri in _uris(found[part])] for part in (0, 1))
    note_search(profile.code, by_words, by_meaning, versions=pipeline.versions)
    for number, (line, (found, less_sure)) in enumerate(zip(asked_for, searches, strict=False)):
        st.subheader(escape(line), anchor=False)
        if not found and not less_sure:
            st.write(found_words(0))
        for concept in [*found, *less_sure]:
            if concept in less_sure[:1]:
                st.write(less_sure_words())
            asked = Asked(concept.concept_uri, concept.preferred_label, evidence=(line,))
            _show_found(profile, asked, records.get(concept.concept_uri), pipeline, where=f"line-{number}", level=4)
    if len(asked_for) > LONGEST_LIST:
        st.write(_("Only the first {n} lines are shown. Say yes to these first.").format(n=LONGEST_LIST))


def _uris(concepts: Iterable[Concept]) -> list[str]:
    return [concept.concept_uri for concept in concepts]


def _show_found(
    profile: Profile, asked: Asked, record: SkillRecord | None, pipeline: Pipeline, *, where: str, level: int = 3
) -> None:
    slot = f"{where}-{slot_of(asked.concept_uri)}"
    with st.container(border=True, key=f"card-{slot}"):
        name = escape(skill_title(asked.concept_uri, asked.preferred_label, pipeline.plain_labels))
        st.markdown(f"{'#' * level} {name}")
        st.caption(escape(f"ESCO: {asked.preferred_label}"))
        if record is None:
            st.button(
                _("Add: the person says yes"),
                key=f"add-{slot}",
                on_click=actions.answer,
                args=(profile, asked, Answer.YES),
                kwargs={"voice": Voice.PERSON, "versions": pipeline.versions, "then": f"card-{slot}"},
            )
        else:
            st.markdown(f"**{escape(status_words(record))}**")
            st.button(
                _("Undo"),
                key=f"undo-{slot}",
                on_click=actions.take_back,
                args=(profile, record.last_number),
                kwargs={"then": f"card-{slot}"},
            )


def _show_own(profile: Profile, pipeline: Pipeline) -> None:
    name = st.text_input(_("What the skill is called"), key="own_name", max_chars=80)
    warn_of_personal(name, box="own_name")
    area = st.selectbox(
        _("Which area of work is it?"),
        list(pipeline.work_areas),
        format_func=lambda one: _(pipeline.work_areas[one].name),
        index=None,
        placeholder=_("Choose"),
        key="own_area",
    )
    st.button(
        _("Add the skill in your own words"),
        key="add-own",
        on_click=actions.answer,
        args=(profile, own_skill(name, area or ""), Answer.YES),
        kwargs={"voice": Voice.PERSON, "versions": pipeline.versions},
        disabled=not (name.strip() and area),
    )
