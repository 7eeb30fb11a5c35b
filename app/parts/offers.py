"""The screens with trainings: at most five at once, each with a picture, a reason and what to ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from app import answers, pictures, plain, read_aloud, rooms, state
from app.i18n import _
from app.parts.buttons import button, mark_button
from app.rooms import Room, Screen
from app.views import escape, title
from recommender.domain.interests import MarkKind
from recommender.domain.matches import TrainingLists
from recommender.domain.stages import KNOWN
from recommender.domain.statements import Support
from recommender.domain.trainings import Training
from recommender.guidance import interests
from recommender.guidance.interests import Offer
from recommender.guidance.profile import SkillRecord, skill_records
from recommender.pipeline import Pipeline

AT_ONCE = 5


def show_offers(room: Room) -> None:
    """Show trainings for what the person likes, and for every work where nothing else is there."""
    st.title(_("Trainings for you"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    offers = offers_of(room)
    st.write(_("Keep the trainings that you like. Then you can print them."))
    _say_what_is_missing(room, offers)
    _show_five(room, offers)
    with st.container(horizontal=True, key="ways"):
        _show_turning(room, len(offers))
        button(_("Say what helps me"), key="to-needs", icon="handshake", on_click=answers.show, args=(Screen.NEEDS,))
        button(_("My page to print"), key="to-page", icon="printer", on_click=answers.show, args=(Screen.PAGE,))


def show_check(room: Room) -> None:
    """Show what the person can already do, and that somebody can check it."""
    st.title(_("You can already do this"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    pipeline, known = loaded(), _known(room)
    learning = [one for one in known if one.support is Support.LEARNING]
    _show_skills(_("This is in your profile:"), [one for one in known if one not in learning], pipeline)
    _show_skills(_("You are learning this:"), learning, pipeline)
    lists = _check_list(room, pipeline)
    _log(room, lists)
    offers = interests.check_offers(lists, pipeline.catalogue.trainings)
    if not offers:
        st.write(_("Your coach can help you to find someone who checks it."))
    _show_five(room, offers)
    with st.container(horizontal=True, key="ways"):
        _show_turning(room, len(offers))
        trainings = _("Show me trainings")
        button(trainings, key="to-offers", icon="open-book", on_click=answers.show, args=(Screen.OFFERS,))


def _show_skills(heading: str, records: Sequence[SkillRecord], pipeline: Pipeline) -> None:
    """List skills in the person's own words, or else in plain ones."""
    if records:
        st.write(heading)
        names = (one.called or title(one.concept_uri, one.preferred_label, pipeline.plain_labels) for one in records)
        st.markdown("\n".join(f"- {escape(name)}" for name in names))


def offers_of(room: Room) -> tuple[Offer, ...]:
    """Return the trainings for what a person likes; those for every work follow where a liked area has none."""
    pipeline, table = loaded(), rooms.tables()
    trainings = pipeline.catalogue.trainings
    lists = replace(_lists(room, pipeline), check_now=(), next_step=())
    liked = interests.liked_offers(
        lists,
        trainings,
        areas=room.liked_areas,
        tasks=[table["area_tasks"][slug] for slug in room.liked_tasks],
        work_areas=table["work_areas"],
    )
    rest: tuple[Offer, ...] = ()
    if not liked or interests.areas_without_training(liked, room.liked_areas):
        rest = interests.offers_for_all_work(trainings, needs=room.needs.liked)
    _log(room, lists, for_all_work=[offer.training.training_id for offer in rest])
    return (*liked, *rest)


def kept_of(room: Room, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the trainings that a person keeps, of these offers, of those to be checked and of earlier ones."""
    trainings = loaded().catalogue.trainings
    checks = interests.check_offers(_check_list(room, loaded()), trainings)
    return interests.kept_offers(room.marks, (*offers, *checks), trainings)


def loaded() -> Pipeline:
    """Return the pipeline, and say that it takes a moment where it is not there yet."""
    if state.is_ready():
        return state.pipeline()
    with st.spinner(_("Please wait. The trainings are coming.")):
        return state.pipeline()


def _known(room: Room) -> list[SkillRecord]:
    """Return the skills that the person has said yes to."""
    if room.code is None:
        return []
    with state.store() as store:
        return [record for record in skill_records(store.load_profile(room.code)) if record.stage in KNOWN]


def _lists(room: Room, pipeline: Pipeline) -> TrainingLists:
    known = {record.concept_uri for record in _known(room)}
    return pipeline.match(known, likes=room.liked_areas, needs=room.needs.liked)


def _check_list(room: Room, pipeline: Pipeline) -> TrainingLists:
    return replace(_lists(room, pipeline), next_step=(), you_like_it=())


def _log(room: Room, lists: TrainingLists, *, for_all_work: Sequence[str] = ()) -> None:
    """Keep in the log what is shown to somebody with a profile."""
    if room.code is not None:
        with state.store() as store:
            store.log_trainings(room.code, lists, now=state.now(), for_all_work=for_all_work)


def _say_what_is_missing(room: Room, offers: Sequence[Offer]) -> None:
    table = rooms.tables()["work_areas"]
    without = interests.areas_without_training(offers, room.liked_areas)
    if without:
        names = plain.listed([table[slug].name for slug in without])
        st.write(escape(_("There is no training yet for: {names}.").format(names=names)))
        st.write(_("You can show this to your coach."))
    if all(offer.reason is None for offer in offers):
        st.write(_("These trainings help with every kind of work."))


def _show_five(room: Room, offers: Sequence[Offer]) -> None:
    for offer in offers[room.first : room.first + AT_ONCE]:
        _show_offer(room, offer)


def _show_turning(room: Room, number: int) -> None:
    after, before = room.first + AT_ONCE, room.first - AT_ONCE
    if after < number:
        button(_("More trainings"), key="more", icon="right-arrow", on_click=answers.show_from, args=(after,))
    if room.first:
        button(_("The trainings before"), key="fewer", icon="left-arrow", on_click=answers.show_from, args=(before,))


def _show_offer(room: Room, offer: Offer) -> None:
    training, slot = offer.training, offer.training.training_id
    name = training.main_title
    with st.container(border=True, key=f"card-training-{slot}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{slot}"):
            slug, pictogram = picture_of(offer)
            word = names().get(slug, offer.training.main_title)
            st.html(pictures.image(slug, pictogram, "middle", word), width="content")
            st.header(escape(name), anchor=False, width="stretch")
        st.markdown(f"**{escape(plain.why(offer, names()))}**")
        if plain.about(training):
            st.write(escape(plain.about(training)))
        if offer.for_staff:
            st.write(_("This training is for people who help others at work."))
        with st.expander(_("More about: {title}").format(title=escape(name)), key=f"more-{slot}"):
            _show_facts(offer)
            with st.container(horizontal=True):
                for kind in (MarkKind.SHOW, MarkKind.WRONG):
                    mark_button(room, kind, f"training:{slot}", slot=slot)
        with st.container(horizontal=True):
            mark_button(room, MarkKind.KEEP, f"training:{slot}", slot=slot)
            read_aloud.controls_of_card(name, key=slot)


def facts_of(training: Training) -> tuple[tuple[str, list[str]], ...]:
    """Say where, how long, how examined and with which help, each under its heading."""
    helps = plain.help_words() | {code: card.name for code, card in rooms.tables()["need_cards"].items()}
    return (
        (_("Where"), plain.where(training)),
        (_("How long"), plain.how_long(training)),
        (_("How you show what you learned"), plain.how_examined(training)),
        (_("Which help there is"), plain.help_offered(training, helps)),
    )


def _show_facts(offer: Offer) -> None:
    training, needs = offer.training, rooms.tables()["need_cards"]
    known = [training.learning_outcomes[number].text for number in offer.known_outcomes]
    asked = [needs[code].ask for code in offer.ask_for if code in needs]
    for heading, lines in (
        (_("In the words of the training"), [plain.own_words(training)]),
        (_("What you can already do, in the words of the training"), known),
        *facts_of(training),
        (_("What you can ask"), asked),
        (_("Who gives it"), [plain.who_gives_it(training)]),
    ):
        if any(lines):
            st.subheader(heading, anchor=False)
            st.markdown("\n".join(f"- {escape(line)}" for line in lines))


def picture_of(offer: Offer) -> tuple[str, str]:
    """Return slug and pictogram of what led to a training: a liked task, an area, or paper for the rest."""
    table = rooms.tables()
    task = next((table["area_tasks"][slug] for slug in offer.tasks), None)
    areas = (*offer.areas, *offer.training.work_areas)
    card = task or next((table["work_areas"][slug] for slug in areas if slug in table["work_areas"]), None)
    return (card.slug, card.pictogram) if card else ("training", "open-book")


def names() -> dict[str, str]:
    """Return the names of areas and tasks by slug."""
    table = rooms.tables()
    return {slug: card.name for part in ("work_areas", "area_tasks") for slug, card in table[part].items()}
