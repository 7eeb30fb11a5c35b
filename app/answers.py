"""What buttons of the learner's page do: answer a card, go back, mark, stop, and keep each of these at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from app import rooms, shell, state
from app.core_words import error_words
from app.i18n import _
from app.rooms import Room, Screen
from app.views import escape
from recommender.domain.accommodation import NeedCard
from recommender.domain.consent import Purpose
from recommender.domain.interests import MarkKind
from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.errors import NotFoundError, RecommenderError
from recommender.guidance import cards
from recommender.guidance.cards import KEPT, Deck, Reply
from recommender.store import Store

AFTER = {Screen.AREAS: Screen.CLOSER, Screen.TASKS: Screen.LIKES, Screen.NEEDS: Screen.OFFERS}
BEFORE = {
    Screen.CLOSER: Screen.AREAS,
    Screen.TASKS: Screen.CLOSER,
    Screen.LIKES: Screen.CLOSER,
    Screen.OFFERS: Screen.LIKES,
    Screen.CHECK: Screen.LIKES,
    Screen.NEEDS: Screen.OFFERS,
    Screen.KEEP_NEEDS: Screen.NEEDS,
    Screen.PAGE: Screen.OFFERS,
}


def answer(said: Reply, slug: str) -> None:
    """Keep the answer to the card in view and show what comes next; passing a card by keeps an earlier answer.

    Where another window of the room has gone on to another card, nobody has answered that one.
    """
    room = rooms.here()
    if room is None or room.deck.current != slug:
        return
    deck = cards.reply(room.deck, said)
    if passes_by(said, room.deck.replies.get(slug)):
        deck = cards.pass_by(room.deck)
    elif room.screen is not Screen.NEEDS:
        room = _say(room, slug, said)
    else:
        _keep_changed(room, deck)
    if room.changing:
        deck = cards.deal(deck.cards, replies=deck.replies)
    over = deck.current is None or room.changing
    screen = room.screen if not over else Screen.LIKES if room.changing else AFTER[room.screen]
    if screen is Screen.OFFERS and room.code is not None and (deck.liked or room.needs_kept):
        screen = Screen.KEEP_NEEDS
    rooms.put(replace(_with_deck(room, deck), screen=screen, changing=False))
    announce_card()


def passes_by(said: Reply, given: Reply | None) -> bool:
    """Say whether the third button only goes on, because the card in view has an answer from before."""
    return said is Reply.SKIP and given not in (None, Reply.SKIP)


def take_back(slug: str) -> None:
    """Take back the answer to the card in view, as `answer` gives it."""
    room = rooms.here()
    if room is None or room.deck.current != slug:
        return
    deck = cards.take_back(room.deck)
    if room.screen is not Screen.NEEDS:
        room = _say(room, slug, None)
    else:
        _keep_changed(room, deck)
    rooms.put(_with_deck(room, deck))
    shell.announce(_("Your answer is gone."))


def go_back() -> None:
    """Show the card or the screen before."""
    room = rooms.here()
    if room is None:
        return
    if room.changing:
        deck = cards.deal(room.deck.cards, replies=room.deck.replies)
        rooms.put(replace(_with_deck(room, deck), screen=Screen.LIKES, changing=False))
    elif room.deck.place > 0 and room.deck.cards:
        rooms.put(_with_deck(room, cards.back(room.deck)))
        announce_card()
    elif room.screen in (Screen.STOPPED, Screen.COACH):
        rooms.put(replace(room, screen=room.before))
    elif room.screen is Screen.LIKES and room.areas.current is not None:
        show(Screen.AREAS)
    elif room.screen in BEFORE:
        show(BEFORE[room.screen])


def show(screen: Screen) -> None:
    """Show another screen; cards of it open where they were left, or again from the first."""
    room = rooms.here()
    if room is None:
        return
    if screen in (Screen.STOPPED, Screen.COACH) and room.screen not in (Screen.STOPPED, Screen.COACH):
        room = replace(room, before=room.screen)
    if screen is Screen.TASKS:
        order = cards.task_order(rooms.tables()["area_tasks"].values(), room.liked_areas, room.seed)
        room = replace(room, tasks=_opened(cards.deal(order, replies=room.said)))
    room = replace(room, screen=screen, first=0)
    rooms.put(_with_deck(room, _opened(room.deck)))
    announce_card()


def show_again(slug: str) -> None:
    """Show the card of an area or a task again, to change the answer, and come back after it."""
    room = rooms.here()
    if room is None:
        return
    if slug in rooms.tables()["work_areas"]:
        rooms.put(replace(room, areas=cards.go_to(room.areas, slug), screen=Screen.AREAS, changing=True))
    else:
        deck = room.tasks if slug in room.tasks.cards else Deck((*room.tasks.cards, slug), replies=room.said)
        rooms.put(replace(room, tasks=cards.go_to(deck, slug), screen=Screen.TASKS, changing=True))
    announce_card()


def show_from(first: int) -> None:
    """Show the trainings from this one on."""
    room = rooms.here()
    if room is not None:
        rooms.put(replace(room, first=first))
        shell.announce(_("Here are other trainings."))


def say_needs(keep: bool) -> None:
    """Keep what helps beyond the sitting, or erase at once what was kept of it, and show the trainings."""
    room = rooms.here()
    if room is None or room.code is None:
        return
    code, needs = room.code, room.needs.liked

    def act(store: Store) -> None:
        store.say_consent(code, Purpose.NEEDS, keep, now=state.now())
        if keep:
            _change_needs(store, code=code, before=(), now=needs)

    if _kept(act):
        rooms.put(replace(room, needs_kept=keep, screen=Screen.OFFERS, first=0))
        shell.announce(_("What helps you is kept.") if keep else _("What helps you is not kept."))


def toggle(kind: MarkKind, about: str) -> None:
    """Mark something, or take the mark away."""
    room = rooms.here()
    if room is None:
        return
    mark = (kind, about)
    marked = mark not in room.marks
    if room.code is not None:
        _kept(partial(_mark, code=room.code, mark=mark, marked=marked))
    rooms.put(replace(room, marks=room.marks | {mark} if marked else room.marks - {mark}))
    shell.announce(_mark_words(kind) if marked else _("The mark is gone."))


def open_the_way_back(key: str) -> None:
    """Show the coach's screen where the number in the box of this key is the one of the room."""
    room = rooms.here()
    if room is None:
        return
    given = st.session_state.get(key, "").strip()
    st.session_state[key] = ""  # or the number would be there to read after the coach has gone back
    if given == room.number:
        show(Screen.COACH)
    else:
        st.session_state.wrong_number = True
        shell.announce(_("This is not the number."))


def keep_for(code: str) -> None:
    """Keep all answers of a room without a profile under a code, which is made where it is new."""
    room = rooms.here()
    if room is None or not code.strip():
        return

    def keep(store: Store) -> None:
        try:
            store.load_profile(code.strip())
        except NotFoundError:
            store.create_profile(code, now=state.now())
        for slug, said in room.said.items():
            if said in KEPT:
                _like(store, code=code.strip(), slug=slug, said=said)
        for mark in sorted(room.marks):
            _mark(store, code=code.strip(), mark=mark, marked=True)

    if _kept(keep):
        rooms.put(replace(room, code=code.strip()))
        shell.announce(_("Kept for {code}.").format(code=code.strip()))


def announce_card() -> None:
    """Have a screen reader say the card in view; the focus stays on the button that was pressed."""
    room = rooms.here()
    if room is not None and room.deck.current is not None:
        card = card_of(room)
        shell.announce(f"{card.name}. {card.sentence}")


def card_of(room: Room) -> WorkArea | AreaTask | NeedCard:
    """Return the card in view.

    Raises
    ------
    KeyError : the screen in view has none
    """
    table = {Screen.AREAS: "work_areas", Screen.TASKS: "area_tasks", Screen.NEEDS: "need_cards"}[room.screen]
    card: WorkArea | AreaTask | NeedCard = rooms.tables()[table][str(room.deck.current)]
    return card


def show_failure() -> None:
    """Say once what could not be kept; the answer itself still stands in this sitting."""
    failure = st.session_state.pop("not_kept", None)
    if failure is not None:
        st.error(escape(_("This is not kept. Show it to your coach.") + f" {failure}"))


def _opened(deck: Deck) -> Deck:
    """Show a deck that has been seen to its end from its first card again."""
    return deck if deck.current is not None else replace(deck, place=0)


def _with_deck(room: Room, deck: Deck) -> Room:
    match room.screen:
        case Screen.AREAS:
            return replace(room, areas=deck)
        case Screen.TASKS:
            return replace(room, tasks=deck)
        case Screen.NEEDS:
            return replace(room, needs=deck)
    return room


def _keep_changed(room: Room, deck: Deck) -> None:
    """Keep a changed answer about a need, where the person has said that needs are kept."""
    if room.code is not None and room.needs_kept and deck.liked != room.needs.liked:
        _kept(partial(_change_needs, code=room.code, before=room.needs.liked, now=deck.liked))


def _change_needs(store: Store, *, code: str, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """Keep what this window has changed of the needs, beside what another one may have kept meanwhile."""
    revision = store.load_profile(code).revision
    kept = set(store.kept_needs(code)) - (set(before) - set(now)) | (set(now) - set(before))
    store.keep_needs(code, kept, expected_revision=revision)


def _say(room: Room, slug: str, said: Reply | None) -> Room:
    """Change what a person says about an area or a task, and keep it where a profile is open."""
    before = room.said.get(slug)
    others = {other: one for other, one in room.said.items() if other != slug}
    if room.code is not None and _lasting(before) is not _lasting(said):
        _kept(partial(_like, code=room.code, slug=slug, said=said))
    return replace(room, said=others if said is None else {**others, slug: said})


def _mark(store: Store, *, code: str, mark: tuple[MarkKind, str], marked: bool) -> None:
    store.mark(code, *mark, marked, now=state.now())


def _lasting(said: Reply | None) -> Reply | None:
    return said if said in KEPT else None


def _like(store: Store, *, code: str, slug: str, said: Reply | None) -> None:
    tasks = rooms.tables()["area_tasks"]
    area, task = (tasks[slug].work_area, slug) if slug in tasks else (slug, "")
    no = said is Reply.NOT_FOR_ME
    store.like(code, area, said is Reply.LIKE, task=task, not_for_me=no, now=state.now())


def _kept(act: Callable[[Store], object]) -> bool:
    try:
        with state.store() as store:
            act(store)
    except RecommenderError as error:
        st.session_state.not_kept = error_words(error)
        shell.announce(_("This is not kept. Show it to your coach."))
        return False
    return True


def _mark_words(kind: MarkKind) -> str:
    return {
        MarkKind.KEEP: _("Kept."),
        MarkKind.SHOW: _("Your coach will see this."),
        MarkKind.WRONG: _("Your coach will see that this is wrong."),
    }[kind]
