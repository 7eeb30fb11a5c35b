"""The learner's room: what is open for one person in one browser, kept in memory until the coach opens the way back.

A reload of the page makes a new session, so a room cannot live in one: it is found again by the cookie that the page
sets. Rooms are never written to disk; what is kept about a person goes through the store.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

import streamlit as st

from app.core_words import named
from app.i18n import LANGUAGES, language
from recommender.domain.consent import Purpose
from recommender.domain.profile import Profile
from recommender.guidance.cards import Deck, Reply, balanced_order, deal
from recommender.guidance.consent import agreed
from recommender.guidance.interests import Marks, marked_now, said_before
from recommender.settings import PROJECT
from recommender.tables import read_tables

CARDS = ("work_areas", "area_tasks", "need_cards")
COOKIE = "recommender-room-"  # and the port, because browsers share cookies between ports


class Screen(StrEnum):
    """What a learner can look at; one question a screen."""

    AREAS = "areas"
    CLOSER = "closer"
    TASKS = "tasks"
    LIKES = "likes"
    OFFERS = "offers"
    CHECK = "check"
    NEEDS = "needs"
    KEEP_NEEDS = "keep_needs"
    PAGE = "page"
    STOPPED = "stopped"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class Room:
    """One sitting of one person, or of nobody in particular.

    `number` opens the way back. `said` holds the answers about areas and tasks by slug; those about needs stay in
    their deck, which is kept only where the person says so: `needs_kept`. `before` is where stopping came from,
    `first` the first training in view.
    """

    code: str | None
    number: str
    seed: int
    areas: Deck
    needs: Deck
    tasks: Deck
    said: Mapping[str, Reply] = field(default_factory=dict)
    marks: Marks = frozenset()
    screen: Screen = Screen.AREAS
    before: Screen = Screen.AREAS
    first: int = 0
    changing: bool = False
    needs_kept: bool = False

    @property
    def deck(self) -> Deck:
        """Return the cards of the screen in view, none where it has no cards."""
        decks = {Screen.AREAS: self.areas, Screen.TASKS: self.tasks, Screen.NEEDS: self.needs}
        return decks.get(self.screen, Deck(()))

    @property
    def liked_areas(self) -> tuple[str, ...]:
        """Return the areas that the person likes, and those of liked tasks unless the area is not for them."""
        table = tables()
        said_no = {slug for slug, said in self.said.items() if said is Reply.NOT_FOR_ME}
        through = {table["area_tasks"][slug].work_area for slug in self.liked_tasks} - said_no
        return tuple(slug for slug in table["work_areas"] if self.said.get(slug) is Reply.LIKE or slug in through)

    @property
    def liked_tasks(self) -> tuple[str, ...]:
        """Return the tasks that the person likes, in the order of the table."""
        return tuple(slug for slug in tables()["area_tasks"] if self.said.get(slug) is Reply.LIKE)


@cache
def _read() -> Mapping[str, Mapping[str, Any]]:
    return read_tables(PROJECT / "data")


@lru_cache(maxsize=len(LANGUAGES))
def _in_language(_code: str) -> Mapping[str, Mapping[str, Any]]:
    cards = {name: {slug: named(row) for slug, row in _read()[name].items()} for name in CARDS}
    return {**_read(), **cards}


def tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of cards in the language of the session; they are there at once, since they need no set-up."""
    return _in_language(language())


@cache
def _open_rooms() -> dict[str, Room]:
    return {}


def new_number() -> str:
    """Return four digits for the coach to note."""
    return f"{secrets.randbelow(9000) + 1000}"


def enter(profile: Profile | None, *, number: str, needs: Collection[str] = ()) -> None:
    """Open a room for one person, or for nobody, in this browser.

    Parameters
    ----------
    needs : codes of what helps the person, where it is kept
    """
    code = profile.code if profile else None
    seed = crc32(code.encode()) if code else secrets.randbelow(2**32)
    said = said_before(profile) if profile else {}
    areas = deal(balanced_order(tuple(tables()["work_areas"]), seed), replies=said)
    room = Room(
        code,
        number,
        seed,
        areas,
        needs=deal(tables()["need_cards"], replies=dict.fromkeys(needs, Reply.LIKE)),
        tasks=deal(()),
        said=said,
        marks=marked_now(profile) if profile else frozenset(),
        screen=Screen.AREAS if areas.current else Screen.LIKES,
        needs_kept=bool(profile and agreed(profile.consents, Purpose.NEEDS)),
    )
    st.session_state.room = secrets.token_urlsafe(16)
    _open_rooms()[st.session_state.room] = room


def name() -> str:
    """Return the secret name of the room of this window, empty where it is in none."""
    cookies = (value for key, value in st.context.cookies.items() if key.startswith(COOKIE))
    known = (name for name in (st.session_state.get("room"), *cookies) if name in _open_rooms())
    return next(known, "")


def here() -> Room | None:
    """Return the room of this window, None where it is in none."""
    return _open_rooms().get(name())


def put(room: Room) -> None:
    """Put a changed room in the place of the one of this window; nothing happens where another window has left it."""
    if name():
        _open_rooms()[name()] = room


def leave() -> None:
    """Close the room of this window, for every window of this browser."""
    _open_rooms().pop(name(), None)
    st.session_state.pop("room", None)
