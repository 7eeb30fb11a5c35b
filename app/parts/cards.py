"""The screens with cards: one work area, task or need at a time, with three big answers."""

from __future__ import annotations

import streamlit as st

from app import answers, pictures, read_aloud, rooms
from app.i18n import _, ngettext
from app.parts.buttons import button
from app.plain import need_words, reply_words
from app.rooms import Room, Screen
from recommender.guidance.cards import Reply

ICONS = {
    Reply.LIKE: "thumbs-up",
    Reply.NOT_FOR_ME: "thumbs-down",
    Reply.SKIP: "right-arrow",
    Reply.DONT_KNOW: "thinking-face",
}


def show_card(room: Room) -> None:
    """Show the card in view with its answers; the buttons stay where they are from card to card."""
    questions = {
        Screen.AREAS: _("Do you like this work?"),
        Screen.TASKS: _("Do you like to do this?"),
        Screen.NEEDS: _("Does this help you?"),
    }
    st.title(questions[room.screen], anchor=False)
    read_aloud.controls_of_page(room.screen.value, card=str(room.deck.current))
    card = answers.card_of(room)
    with st.container(key="card-now"):
        place, number = room.deck.place + 1, len(room.deck.cards)
        st.write(_("Card {place} of {number}").format(place=place, number=number))
        pictures.show(str(room.deck.current), card.pictogram, "large", card.name)
        st.header(card.name, anchor=False)
        st.write(card.sentence)
        _show_answers(room)
        if room.screen is Screen.NEEDS:
            st.write(_whether_kept(room))


def _whether_kept(room: Room) -> str:
    if room.needs_kept:
        return _("This answer is kept. You said so.")
    if room.code is not None:
        return _("We ask you at the end if we may keep it.")
    return _("This answer is not kept when the page is closed.")


def _show_answers(room: Room) -> None:
    words = need_words if room.screen is Screen.NEEDS else reply_words
    slug = str(room.deck.current)
    given = room.deck.replies.get(slug)
    with st.container(horizontal=True, key="answers"):
        for said in (Reply.LIKE, Reply.NOT_FOR_ME, Reply.SKIP):
            _show_answer(said, words(said), given, slug)
    with st.container(horizontal=True, key="other-answers", horizontal_alignment="center"):
        _show_answer(Reply.DONT_KNOW, words(Reply.DONT_KNOW), given, slug)
        if given is not None:
            back = _("Take my answer back")
            button(back, key="take-back", icon="wastebasket", on_click=answers.take_back, args=(slug,))


def _show_answer(said: Reply, words: str, given: Reply | None, slug: str) -> None:
    if answers.passes_by(said, given):
        words = _("Go on")
    label = f"✓ {words}" if said is given else words
    button(label, key=f"say-{said.value}", icon=ICONS[said], on_click=answers.answer, args=(said, slug))


def show_closer(room: Room) -> None:
    """Ask between areas and tasks whether the person wants to look closer."""
    liked, table = room.liked_areas, rooms.tables()["work_areas"]
    if not liked:
        st.title(_("You have seen all the cards"), anchor=False)
        read_aloud.controls_of_page(room.screen.value)
        st.write(_("You did not say that you like a work. That is fine."))
        _again()
    else:
        st.title(
            ngettext("You like {n} kind of work", "You like {n} kinds of work", len(liked)),
            anchor=False,
        )
        read_aloud.controls_of_page(room.screen.value)
        pictures.gallery((slug, table[slug].pictogram, table[slug].name) for slug in liked)
        st.write(_("Do you want to look closer?"))
        with st.container(horizontal=True):
            closer, enough = _("Yes, show me tasks"), _("No, show me what I like")
            look = "magnifying-glass-tilted-left"
            button(closer, key="to-tasks", icon=look, primary=True, on_click=answers.show, args=(Screen.TASKS,))
            button(enough, key="to-likes", icon="thumbs-up", on_click=answers.show, args=(Screen.LIKES,))


def _again() -> None:
    with st.container(horizontal=True):
        look, again = "magnifying-glass-tilted-left", _("Look at the cards again")
        button(again, key="again", icon=look, on_click=answers.show, args=(Screen.AREAS,))
        button(_("Show me trainings"), key="to-offers", icon="open-book", on_click=answers.show, args=(Screen.OFFERS,))


def show_stopped(room: Room) -> None:
    """Say that stopping is fine and whether the answers are kept."""
    st.title(_("You can stop here"), anchor=False)
    read_aloud.controls_of_page(room.screen.value)
    if room.code is not None:
        st.write(_("Your answers are kept. You can go on another day."))
    else:
        st.write(_("Your answers are here until your coach closes this page."))
        st.write(_("Your coach can keep them for you."))
    st.write(_("Thank you."))
    with st.container(horizontal=True):
        button(_("Go on"), key="go-on", icon="right-arrow", primary=True, on_click=answers.go_back)
        button(_("See what I like"), key="to-likes", icon="thumbs-up", on_click=answers.show, args=(Screen.LIKES,))
