"""The learner's page: cards to like or not, what comes of it, and a room that shows nobody else."""

from __future__ import annotations

import streamlit as st

from app import actions, answers, read_aloud, rooms, shell
from app.i18n import _
from app.parts import buttons
from app.parts.cards import show_card, show_closer, show_stopped
from app.parts.door import show_coach, show_door
from app.parts.foot import show_foot
from app.parts.keep_needs import show_keep_needs
from app.parts.likes import show_likes
from app.parts.my_page import show_my_page
from app.parts.offers import show_check, show_offers
from app.rooms import Screen
from recommender.errors import RecommenderError

SCREENS = {
    Screen.AREAS: show_card,
    Screen.CLOSER: show_closer,
    Screen.TASKS: show_card,
    Screen.LIKES: show_likes,
    Screen.OFFERS: show_offers,
    Screen.CHECK: show_check,
    Screen.NEEDS: show_card,
    Screen.KEEP_NEEDS: show_keep_needs,
    Screen.PAGE: show_my_page,
    Screen.STOPPED: show_stopped,
    Screen.COACH: show_coach,
}

read_aloud.style()
buttons.style()
actions.show_failure()
room = rooms.here()
with st.container(key="page-of-one"):
    if room is None:
        show_door()
    else:
        answers.show_failure()
        try:
            SCREENS[room.screen](room)
        except RecommenderError as error:
            st.write(_("This is not here yet. Show it to your coach."))
            shell.show_error(error)
        if room.screen is not Screen.COACH:
            show_foot(room)
