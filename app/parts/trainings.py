"""Trainings for three separate reasons, with what the person likes and needs."""

from __future__ import annotations

import streamlit as st

from app import actions, shell, state
from app.core_words import names
from app.i18n import _, ngettext
from app.letters import ask_letter, file_name
from app.parts.filters import LOOKED, ask_for_filters
from app.parts.steps import show_step, show_under_way
from app.parts.turning import PARTS, part_names
from app.reasons import why
from app.sitting import NEEDS
from app.views import accommodation_lines, escape, facts, known_outcomes, question_words
from recommender.domain.experiences import Question
from recommender.domain.matches import TrainingMatch
from recommender.domain.profile import Profile
from recommender.domain.trainings import Training
from recommender.guidance.filtering import Filters, keeps
from recommender.guidance.profile import current_texts, known_concepts, liked_areas
from recommender.pipeline import Pipeline

AT_ONCE = 5
INTERESTS = (Question.LIKED, Question.DISLIKED, Question.WANTS)


def show_trainings(profile: Profile, pipeline: Pipeline) -> None:
    """Show the three lists; needs never change their order, and only filters leave something out."""
    with st.container(key="trainings-heading"):
        st.header(_("Trainings"), anchor=False)
    trainings = {training.training_id: training for training in pipeline.catalogue.trainings}
    under_way = st.container()
    st.write(_("The lists come from the skills the person said yes to, and from what the person likes."))
    _show_interests(profile)
    _ask_for_likes(profile, pipeline)
    needs = st.multiselect(
        _("What helps the person? A change here is for this sitting only"),
        list(pipeline.accommodations),
        format_func=lambda code: _(pipeline.accommodations[code]),
        placeholder=_("Choose"),
        key=NEEDS,
        on_change=shell.look,
        args=LOOKED,
        persist_state="session",
    )
    filters = ask_for_filters(pipeline, needs)
    found = pipeline.match(known_concepts(profile), likes=liked_areas(profile), needs=needs)
    with state.store() as store:
        store.log_trainings(profile.code, found, now=state.now())
    lists = (
        (_("You can do this already: ask for a check"), _("Nothing here yet."), found.check_now),
        (_("A next step"), _("Nothing here yet. Say yes to skills first."), found.next_step),
        (_("You like this work"), _("Nothing here yet. Choose what the person likes."), found.you_like_it),
    )
    matched = {match.training_id for *_words, matches in lists for match in matches}
    listed = {one for one in matched if keeps(trainings[one], filters)}
    shell.found(*LOOKED, ngettext("{n} training is in the lists.", "{n} trainings are in the lists.", len(listed)))
    with under_way:
        show_under_way(profile, listed)
    for heading, empty, matches in lists:
        _show_list(profile, heading, empty, matches, trainings, pipeline, filters)
    st.button(_("Go on to the record"), key="go-on-to-record", on_click=_go_on)


def _go_on() -> None:
    st.session_state[PARTS] = part_names()[2]
    shell.focus("record-heading")


def _show_interests(profile: Profile) -> None:
    """Show in the person's own words what was liked; they choose the areas, the program does not."""
    said = [
        f"- {escape(question_words(question))} {escape(words)}"
        for experience in current_texts(profile)
        for question, words in experience.about.answers
        if question in INTERESTS
    ]
    if said:
        st.markdown("\n".join(said))


def _ask_for_likes(profile: Profile, pipeline: Pipeline) -> None:
    state.show_in_widget("likes", [slug for slug in liked_areas(profile) if slug in pipeline.work_areas])
    st.multiselect(
        _("What work does the person like?"),
        list(pipeline.work_areas),
        format_func=lambda slug: _(pipeline.work_areas[slug].name),
        placeholder=_("Choose"),
        key="likes",
        on_change=actions.change_likes,
        args=(profile,),
        kwargs={"key": "likes"},
    )


def _show_list(
    profile: Profile,
    heading: str,
    empty: str,
    matches: tuple[TrainingMatch, ...],
    trainings: dict[str, Training],
    pipeline: Pipeline,
    filters: Filters,
) -> None:
    st.subheader(heading, anchor=False)
    kept = [match for match in matches if keeps(trainings[match.training_id], filters)]
    if not matches:
        st.write(empty)
    elif len(kept) < len(matches):
        st.write(
            ngettext("Your filter hides {n} training.", "Your filter hides {n} trainings.", len(matches) - len(kept))
        )
    for match in kept[:AT_ONCE]:
        _show_training(profile, match, trainings[match.training_id], pipeline)
    rest = kept[AT_ONCE:]
    if rest:
        label = _("{n} more in this list: {heading}").format(n=len(rest), heading=heading)
        more = st.expander(label, key=f"more-{matches[0].reason.value}", on_change="rerun")
        if more.open:
            with more:
                for match in rest:
                    _show_training(profile, match, trainings[match.training_id], pipeline)


def _show_training(profile: Profile, match: TrainingMatch, training: Training, pipeline: Pipeline) -> None:
    slot = f"{match.reason.value}-{match.training_id}"
    said = why(match, training, likes=liked_areas(profile), work_areas=pipeline.work_areas, labels=pipeline.labels)
    with st.container(border=True, key=f"card-{slot}"):
        st.markdown(f"#### {escape(match.title)}")
        st.write(escape(said))
        if match.known_outcomes:
            st.write(_("You can do this part already:"))
            st.markdown("\n".join(f"- {escape(line)}" for line in known_outcomes(training, match)))
        st.caption(escape(" · ".join(facts(training))))
        st.markdown(
            "\n".join(
                f"- {escape(line)}" for line in accommodation_lines(match.accommodation, names(pipeline.accommodations))
            )
        )
        if match.ask_for:
            asked = ", ".join(_(pipeline.accommodations[code]) for code in match.ask_for)
            st.write(escape(_("Ask the provider for: {needs}").format(needs=asked)))
            st.download_button(
                _("Save a letter to the provider"),
                data=ask_letter(training, match, names(pipeline.accommodation_questions)),
                file_name=file_name(match.training_id),
                mime="text/plain",
                key=f"letter-{slot}",
                on_click="ignore",
            )
        show_step(profile, match.training_id, match.title, slot=slot)
