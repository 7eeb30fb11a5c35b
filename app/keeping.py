"""What buttons do with whole profiles: add, erase, hand over, import, back up."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from app import rooms, shell, state
from app.actions import attempt, choose_person
from app.forms import forget_drafts
from app.i18n import _, ngettext
from recommender.backup import Backup, Restored, erased_since, read_backup, read_copy, restore
from recommender.card_photos import all_cards, keep_photo
from recommender.demo import DEMO_CODE, demo_texts
from recommender.domain.profile import Keeper
from recommender.errors import DataError
from recommender.exports.profiles import read_profile
from recommender.settings import load_settings
from recommender.store import ProfileSummary
from recommender.store_backups import backups_of

LARGEST_UPLOAD = 20 * 2**20  # bytes of a profile
LARGEST_BACKUP = 500 * 2**20


def coach() -> str:
    """Return who uses this window, by short name; in a new window who was chosen last, empty where nobody was."""
    if "coach" not in st.session_state:
        with state.store() as store:
            st.session_state.coach = store.chosen_coach()
    return str(st.session_state.coach)


def people() -> Collection[ProfileSummary]:
    """List all people."""
    with state.store() as store:
        return store.profile_codes()


def own_people() -> list[str]:
    """List the codes of the people whom the coach of this window looks after, or nobody does; all without a coach."""
    return [one.code for one in people() if not coach() or one.coach in ("", coach())]


def coaches() -> list[str]:
    """List the short names of all coaches who look after somebody, and of the one in this window."""
    return sorted({coach(), *(one.coach for one in people())} - {""}, key=str.casefold)


def choose_coach(name: str) -> None:
    """Say who uses this window and the next one; a person who is not theirs is put away."""
    chosen = name.strip()

    def act() -> None:
        with state.store() as store:
            store.choose_coach(chosen)
        st.session_state.coach = chosen
        if st.session_state.get("person") not in own_people():
            choose_person(None)

    attempt(act, done=_("You are {coach} now.").format(coach=chosen) if chosen else _("All people are shown."))


def add_person(code: str) -> None:
    """Make a profile, for the coach of this window, and choose it."""
    name = code.strip()

    def act() -> None:
        with state.store() as store:
            store.create_profile(name, now=state.now())
            if coach():
                store.hand_to(name, Keeper(coach(), state.now()))
        choose_person(name)
        st.session_state.new_code = ""
        shell.focus("words")

    attempt(act, done=_("Added: {code}").format(code=name))


def hand_over(code: str, name: str) -> None:
    """Give a person to another coach on this computer."""

    def act() -> None:
        with state.store() as store:
            store.hand_to(code, Keeper(name, state.now()))
        if code not in own_people():
            choose_person(None)

    attempt(act, done=_("{code} is with {coach} now.").format(code=code, coach=name))


def erase_person(code: str) -> None:
    """Erase a profile with everything in it."""

    def act() -> None:
        with state.store() as store:
            store.erase_profile(code, now=state.now())
        choose_person(None)
        forget_drafts(code)
        shell.focus("who-heading")

    attempt(act, done=_("Erased: {code}").format(code=code))


def add_demo() -> None:
    """Add the invented person, with texts and suggestions and no decision, and choose it."""

    def act() -> None:
        pipeline = state.pipeline()
        with state.store() as store:
            store.create_profile(DEMO_CODE, now=state.now())
            for text, about in demo_texts():
                store.save_experience(DEMO_CODE, text, pipeline.suggest(text), now=state.now(), about=about)
        choose_person(DEMO_CODE)
        shell.focus("words")

    attempt(act, done=_("Added: {code}").format(code=DEMO_CODE))


def take_in(name: str, data: bytes) -> None:
    """Take in a person from a hand-over file, for the coach of this window."""

    def act() -> None:
        profile = read_profile(_decoded(name, data, LARGEST_UPLOAD))
        with state.store() as store:
            store.import_profile(profile, now=state.now())
            if coach():
                store.hand_to(profile.code, Keeper(coach(), state.now()))
        st.session_state.done = _("Taken in: {code}").format(code=profile.code)

    if attempt(act, done=""):
        shell.announce(st.session_state.done)
        shell.focus("people-heading")


def back_up_here() -> None:
    """Keep a backup on this computer."""

    def act() -> None:
        with state.store() as store:
            store.back_up(now=state.now())

    attempt(act, done=_("The backup is made."))


def backups_here() -> list[str]:
    """List the names of the backups on this computer, the newest first."""
    return [file.name for file in backups_of(load_settings().home / "profiles.sqlite")]


def bring_back_from_here(name: str, *, sure: bool = False) -> None:
    """Bring back from a backup on this computer who is not here."""
    here = {file.name: file for file in backups_of(load_settings().home / "profiles.sqlite")}
    _bring_back(lambda: read_copy(here[name]), sure=sure)


def bring_back(name: str, data: bytes, *, sure: bool = False) -> None:
    """Bring back from a backup who is not here."""
    _bring_back(lambda: read_backup(_decoded(name, data, LARGEST_BACKUP)), sure=sure)


def _bring_back(read: Callable[[], Backup], *, sure: bool) -> None:
    """Bring people back, but ask first where one of them may have been erased since.

    Parameters
    ----------
    sure : somebody has said that none of them asked to be erased
    """

    def act() -> None:
        backup = read()
        with state.store() as store:
            st.session_state.doubtful = () if sure else erased_since(store, backup)
            if st.session_state.doubtful:
                return
            done = restore(store, backup, now=state.now())
        st.session_state.done = _restored_words(done)

    if not attempt(act, done=""):
        return
    if st.session_state.doubtful:
        shell.announce(_("Please look at the codes first. Somebody was erased after this backup was made."))
        return
    shell.announce(st.session_state.done)
    shell.focus("people-heading")


def doubt_no_more() -> None:
    """Leave the people of a backup where they are."""
    st.session_state.doubtful = ()
    shell.focus("people-heading")


def keep_card_photo(card: str, word: str, name: str, data: bytes) -> None:
    """Keep a photo of the workshop for one of the learner's cards."""
    cards = all_cards(rooms.tables())

    def act() -> None:
        with state.store() as store:
            keep_photo(store, card, name, data, cards=cards)
        st.session_state.card_photos = st.session_state.get("card_photos", 0) + 1
        shell.focus("photos-heading")

    attempt(act, done=_("The card {card} shows your photo.").format(card=word))


def drop_card_photo(card: str, word: str) -> None:
    """Take a photo of the workshop from one of the learner's cards."""

    def act() -> None:
        with state.store() as store:
            store.remove_card_photo(card)
        shell.focus("photos-heading")

    attempt(act, done=_("The card {card} shows its drawing again.").format(card=word))


def _restored_words(done: Restored) -> str:
    words = ngettext("{n} person was brought back.", "{n} people were brought back.", len(done.added))
    if done.kept_as_here:
        codes = ", ".join(done.kept_as_here)
        words += " " + _("These people stay as they are here, the backup differs: {codes}").format(codes=codes)
    return words


def _decoded(name: str, data: bytes, most: int) -> str:
    check_size(name, data, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(_("This is no file of this program"), where=name, fix=_("Choose another file")) from error


def check_size(name: str, data: bytes, most: int) -> None:
    """Refuse an uploaded file of more bytes than this."""
    if len(data) > most:
        too_large = _("The file is larger than {n} MB").format(n=most // 2**20)
        raise DataError(too_large, where=name, fix=_("Choose a smaller file"))
