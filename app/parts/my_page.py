"""One page with pictures to print and show at home."""

from __future__ import annotations

import html

import streamlit as st

from app import answers, pictures, plain, read_aloud, rooms
from app.i18n import _
from app.parts.buttons import button
from app.parts.offers import AT_ONCE, facts_of, kept_of, names, offers_of, picture_of
from app.rooms import Room, Screen
from app.views import escape
from recommender.guidance.interests import Offer

MOST_PICTURES = 14  # two rows on paper; the rest follows in words


def show_my_page(room: Room) -> None:
    """Show likes, trainings and questions as they come out of the printer."""
    st.title(_("My page"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    with st.container(key="not-printed-words"):
        st.write(_("You can print this page. Then show it at home."))
    _show_liked(room)
    _show_trainings(room)
    _show_questions(room)
    read_aloud.print_button()
    with st.container(horizontal=True, key="not-printed"):
        trainings, help_words = _("Show me trainings"), _("Say what helps me")
        button(trainings, key="to-offers", icon="open-book", on_click=answers.show, args=(Screen.OFFERS,))
        button(help_words, key="to-needs", icon="handshake", on_click=answers.show, args=(Screen.NEEDS,))


def _show_liked(room: Room) -> None:
    st.header(_("What I like"), anchor=False)
    table = rooms.tables()
    cards = [table["work_areas"][slug] for slug in room.liked_areas]
    cards += [table["area_tasks"][slug] for slug in room.liked_tasks]
    if not cards:
        st.write(_("I am still looking."))
        return
    pictures.gallery((card.slug, card.pictogram, card.name) for card in cards[:MOST_PICTURES])
    if cards[MOST_PICTURES:]:
        _name_the_rest([card.name for card in cards[MOST_PICTURES:]])


def _show_trainings(room: Room) -> None:
    """Show the trainings that are kept, or else the first five."""
    offers = offers_of(room)
    kept = kept_of(room, offers)
    st.header(_("Trainings I keep") if kept else _("Trainings for me"), anchor=False)
    shown = (kept or offers)[:AT_ONCE]
    with st.container(key="trainings-on-page"):
        for offer in shown:
            _show_training(offer)
    if kept[AT_ONCE:]:
        _name_the_rest([offer.training.main_title for offer in kept[AT_ONCE:]])
    for line in dict.fromkeys(plain.who_gives_it(offer.training) for offer in shown):
        st.write(escape(line))


def _name_the_rest(names: list[str]) -> None:
    st.write(escape(_("And: {names}.").format(names=plain.listed(names))))


def _show_training(offer: Offer) -> None:
    slug, pictogram = picture_of(offer)
    title = offer.training.main_title
    facts = (f"**{heading}:** {escape(plain.in_a_row(lines))}" for heading, lines in facts_of(offer.training))
    with st.container(horizontal=True, key=f"row-{offer.training.training_id}", vertical_alignment="center"):
        st.html(pictures.image(slug, pictogram, "small", names().get(slug, title)), width="content")
        st.markdown("  \n".join((f"**{escape(title)}**", escape(plain.why(offer, names())), *facts)), width="stretch")


def _show_questions(room: Room) -> None:
    needs = [rooms.tables()["need_cards"][code] for code in room.needs.liked]
    st.header(_("What I ask"), anchor=False)
    asks = [(card.code, card.pictogram, card.name, card.ask) for card in needs]
    asks = asks or [("how", "speech-balloon", "", _("Where can I learn this? Who helps me?"))]
    items = (f"<li>{pictures.image(slug, pic, 'small', name)}{html.escape(ask)}</li>" for slug, pic, name, ask in asks)
    st.html(f'<ul class="asks">{"".join(items)}</ul>')
