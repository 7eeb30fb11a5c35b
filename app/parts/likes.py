"""The screen "This is what you like": in words and pictures, each answer open to change."""

from __future__ import annotations

import streamlit as st

from app import answers, pictures, read_aloud, rooms, state
from app.i18n import _
from app.parts.buttons import button
from app.rooms import Room, Screen
from app.views import escape
from recommender.guidance.profile import known_concepts


def show_likes(room: Room) -> None:
    """Show what the person likes, and the ways to trainings."""
    st.title(_("This is what you like"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    liked = (*room.liked_areas, *room.liked_tasks)
    if not liked:
        st.write(_("You did not say that you like a work. That is fine."))
    else:
        st.write(_("You can change each answer. Then go on to the trainings."))
    with st.container(horizontal=True, key="liked"):
        for slug in liked:
            _show_liked(room, slug)
    with st.container(horizontal=True, key="ways"):
        trainings, can, again = _("Show me trainings"), _("What I can already do"), _("Look at the cards again")
        look = "magnifying-glass-tilted-left"
        button(trainings, key="to-offers", icon="open-book", primary=True, on_click=answers.show, args=(Screen.OFFERS,))
        if _knows_something(room):
            button(can, key="to-check", icon="handshake", on_click=answers.show, args=(Screen.CHECK,))
        button(again, key="again", icon=look, on_click=answers.show, args=(Screen.AREAS,))


def _show_liked(room: Room, slug: str) -> None:
    table = rooms.tables()
    card = table["work_areas"].get(slug) or table["area_tasks"][slug]
    # The frame names the button after the words in bold, so that it is "Change: Garden" out of context.
    with st.container(key=f"card-liked-{slug}", width=190, horizontal_alignment="center"):
        pictures.show(slug, card.pictogram, "middle", card.name)
        st.markdown(_("You like: {name}").format(name=f"**{escape(card.name)}**"))
        st.button(_("Change"), key=f"change-{slug}", on_click=answers.show_again, args=(slug,), width="stretch")


def _knows_something(room: Room) -> bool:
    if room.code is None:
        return False
    with state.store() as store:
        return bool(known_concepts(store.load_profile(room.code)))
