"""The skills of one text: suggestions to decide on, tasks without an ESCO word, what was set aside."""

from __future__ import annotations

import streamlit as st

from app import actions, shell
from app.actions import Asked
from app.i18n import _, ngettext
from app.parts.adding import show_adding
from app.parts.skill_cards import show_card
from app.parts.turning import PARTS, part_names
from app.views import certainty_words, escape, is_new, question_words, reason_words
from recommender.domain.experiences import Experience, Question
from recommender.domain.profile import Profile
from recommender.domain.statements import StatementKind, Support
from recommender.domain.suggestions import SetAside
from recommender.guidance.changes import records_in
from recommender.guidance.profile import SkillRecord, clause_key, corrected_kinds, earlier_wording
from recommender.pipeline import Pipeline


def show_skills(profile: Profile, experience: Experience | None, pipeline: Pipeline) -> None:
    """Show the list of one text, and other ways to add skills."""
    records = records_in(profile, pipeline.taxonomy)
    with st.container(key="skills-heading"):
        st.header(_("Skills in this text"), anchor=False)
    if experience is None:
        st.write(_("Write a text above and press the button. Or add skills here."))
    else:
        _show_list(profile, experience, records, pipeline)
    show_adding(profile, records, pipeline)


def _show_list(profile: Profile, experience: Experience, records: dict[str, SkillRecord], pipeline: Pipeline) -> None:
    shown = experience.shown
    if shown.note == "language_not_supported":
        st.info(_("This text is in a language that the program does not read yet. You can add skills by search."))
    elif not shown.suggestions and not shown.no_esco_skill:
        st.info(_("No skill was found. Say more about what was done, with what and for whom, or add a skill below."))
    else:
        _show_progress(experience, records)
    asked_further = st.session_state.get("further_in") == experience.number
    _show_suggestions(profile, experience, records, pipeline, further=asked_further)
    for none in shown.no_esco_skill:
        asked = Asked(f"local:{none.task}", none.name, Support.UNSTATED, (none.span.text,), none.work_area)
        area = _(pipeline.work_areas[none.work_area].name) if none.work_area in pipeline.work_areas else none.work_area
        note = _("ESCO has no word for this. It is kept as an own skill under: {area}").format(area=area)
        show_card(profile, experience, asked, records.get(asked.concept_uri), pipeline, note=note, spans=(none.span,))
    if not asked_further and shown.note is None:
        st.button(_("Look for more skills"), key="further", on_click=actions.look_further, args=(profile, experience))
    _show_answers(experience)
    if shown.set_aside:
        _show_set_aside(profile, experience)
    st.button(_("Go on to the trainings"), key="go-on", on_click=_go_on)


def _show_suggestions(
    profile: Profile,
    experience: Experience,
    records: dict[str, SkillRecord],
    pipeline: Pipeline,
    *,
    further: bool,
) -> None:
    """Show a card for each suggestion; where somebody has looked further, the new ones under their own heading."""
    before = earlier_wording(profile, experience)
    earlier = before.shown.suggestions if before else None
    new = [suggestion for suggestion in experience.shown.suggestions if is_new(suggestion, earlier)]
    for suggestion in experience.shown.suggestions:
        if further and suggestion in new[:1]:
            _show_further_heading()
        uri, label = suggestion.concept_uri, suggestion.preferred_label
        asked = Asked(uri, label, suggestion.support, tuple(span.text for span in suggestion.evidence))
        note = certainty_words(suggestion) + (f" · {_('New')}" if suggestion in new else "")
        show_card(
            profile,
            experience,
            asked,
            records.get(uri),
            pipeline,
            note=note,
            spans=suggestion.evidence,
            similar=suggestion.similar,
        )
    if further and not new:
        _show_further_heading()
        st.write(_("No more skills were found. You can add skills below."))


def _show_further_heading() -> None:
    with st.container(key="further-heading"):
        st.subheader(_("The program is less sure of these"), anchor=False)


def _go_on() -> None:
    st.session_state[PARTS] = part_names()[1]
    shell.focus("trainings-heading")


def _show_progress(experience: Experience, records: dict[str, SkillRecord]) -> None:
    """Say how many skills wait for an answer, and how the keys answer."""
    uris = [one.concept_uri for one in experience.shown.suggestions]
    uris += [f"local:{none.task}" for none in experience.shown.no_esco_skill]
    waiting = sum(uri not in records for uri in uris)
    st.write(
        ngettext("{n} skill has no answer yet.", "{n} skills have no answer yet.", waiting)
        if waiting
        else _("Every skill has an answer. Go on to the trainings, or write a new text.")
    )
    st.caption(_("Keys, on a skill: Y yes, N no, U not sure, O other word, S somebody else, arrows to the next skill."))


def _show_answers(experience: Experience) -> None:
    """Show what was said besides, which is not read for skills."""
    said = [(question, words) for question, words in experience.about.answers if question is not Question.TOOLS]
    if said:
        with st.expander(_("What was said besides"), key="besides"):
            for question, words in said:
                st.markdown(f"**{escape(question_words(question))}** {escape(words)}")


def _show_set_aside(profile: Profile, experience: Experience) -> None:
    aside = experience.shown.set_aside
    label = ngettext("{n} part of the text set aside", "{n} parts of the text set aside", len(aside))
    with st.expander(label, key="set-aside"):
        st.write(_("These words show no doing of the person, so no skill comes from them."))
        kinds = corrected_kinds(profile)
        for number, part in enumerate(aside):
            _show_part(profile, experience, part, number, corrected=clause_key(part.span.text) in kinds)


def _show_part(profile: Profile, experience: Experience, part: SetAside, number: int, *, corrected: bool) -> None:
    with st.container(key=f"card-aside-{number}", gap="xsmall"):
        st.markdown(f"**{escape(part.span.text)}**")
        if corrected:
            st.caption(escape(_("You said: {reason}").format(reason=reason_words(part.reason))))
            label, kind = _("Take this back"), None
        else:
            st.caption(escape(reason_words(part.reason)))
            label, kind = _("This is a skill after all"), StatementKind.DONE
        st.button(
            label,
            key=f"after-all-{number}",
            on_click=actions.correct,
            args=(profile, experience, (part.span.text,), kind),
        )
