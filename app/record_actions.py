"""What the buttons of the record do: one action on the store, its failure kept for the page, its success announced."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

import streamlit as st

from app import actions, shell, state
from app.i18n import _
from recommender.attachments import prepare
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.errors import DataError, RecommenderError
from recommender.guard import find_personal, remove
from recommender.guidance.profile import SkillRecord
from recommender.store import Store

# What is asked about before it is kept; who assessed or awarded something has to be named.
GUARDED = ("words", "seen_by", "method", "standard", "title")


class Personal(StrEnum):
    """What is to be done with words that may be personal."""

    ASK = "ask"
    REMOVE = "remove"
    KEEP = "keep"


def attempt(act: Callable[[Store], object], *, done: str) -> bool:
    """Do one thing with the store; keep what went wrong for the page, and say whether it worked."""
    try:
        with state.store() as store:
            act(store)
    except RecommenderError as error:
        st.session_state.failure = error
        return False
    shell.announce(done)
    return True


def read_day(typed: str) -> date:
    """Read a day as people type it here, year-month-day.

    Raises
    ------
    DataError : it is no day
    """
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise DataError(_("This is no day"), where="day", fix=_("Write it like 2026-03-01")) from error


def add_proof(profile: Profile, uri: str, *, slot: str, personal: Personal = Personal.ASK) -> None:
    """Keep the proof that was filled in, after asking about personal words; what cannot be kept stays in its box."""
    typed = {name: str(st.session_state.get(f"{name}-{slot}", "")) for name in ("words", "seen_by", "seen_on")}
    if _asks_about_personal(typed, slot=slot, personal=personal):
        return
    upload = st.session_state.get(f"file-{slot}-{st.session_state.get('uploads', 0)}")

    adds = st.session_state.get(f"adds-{slot}", "")

    def act(store: Store) -> None:
        if not adds:
            raise DataError(_("Nobody adds this yet"), where="proof", fix=_("Choose the person or the coach"))
        by_coach = adds == Voice.COACH  # whose words are no own words of the person, but a note
        seen = typed["seen_by"].strip() or typed["seen_on"].strip() or by_coach
        kind = ProofKind.OBSERVATION if seen else ProofKind.OWN_WORDS
        kept = None
        if upload is not None:
            kind, described, content = prepare(upload.name, upload.getvalue())
            kept = described, content
        store.add_proof(
            profile.code,
            kind,
            concept_uri=uri,
            voice=Voice(adds),
            now=state.now(),
            words=typed["words"],
            seen_by=typed["seen_by"],
            seen_on=read_day(typed["seen_on"]) if typed["seen_on"].strip() else None,
            file=kept,
            expected_revision=profile.revision,
        )

    if attempt(act, done=_("The proof is kept")):
        st.session_state.uploads = st.session_state.get("uploads", 0) + 1
        _empty(f"{name}-{slot}" for name in typed)


def _asks_about_personal(typed: dict[str, str], *, slot: str, personal: Personal) -> bool:
    """Have the page ask about words that may be personal, or take them out of what was typed where that was chosen."""
    found = {name: find_personal(typed[name]) for name in GUARDED if name in typed}
    asks = personal is Personal.ASK and any(found.values())
    st.session_state[f"guarded-{slot}"] = asks
    if asks:
        shell.announce(_("Some words may be personal. You decide whether they stay."))
    if personal is Personal.REMOVE:
        typed.update({name: remove(typed[name], findings) for name, findings in found.items()})
    return asks


def ask_before_erasing(number: int | None) -> None:
    """Have the page ask whether the proof of this number is to be erased; None asks no longer."""
    st.session_state.erasing = number
    if number is not None:
        shell.announce(_("It cannot be brought back."))


def remove_proof(profile: Profile, number: int) -> None:
    """Erase one proof with its file."""
    st.session_state.erasing = None
    attempt(
        lambda store: store.remove_proof(
            profile.code, number, voice=Voice.COACH, now=state.now(), expected_revision=profile.revision
        ),
        done=_("The proof is erased"),
    )


def choose_showing(profile: Profile, uri: str, *, key: str) -> None:
    """Keep how the person wants to show a skill, as chosen in the widget of this key."""
    chosen = st.session_state[key]
    attempt(
        lambda store: store.choose_showing(
            profile.code,
            uri,
            Showing(chosen) if chosen else None,
            now=state.now(),
            expected_revision=profile.revision,
        ),
        done=_("Kept"),
    )


def enter_stage(
    profile: Profile, record: SkillRecord, stage: Stage, *, slot: str, personal: Personal = Personal.ASK
) -> None:
    """Keep an assessment or a certificate as filled in, after asking about personal words; what was typed stays where
    it cannot be kept."""
    names = ("by", "on", "method", "standard", "title", "training_id")
    typed = {name: str(st.session_state.get(f"{stage.value}-{name}-{slot}", "")) for name in names}
    if _asks_about_personal(typed, slot=f"{stage.value}-{slot}", personal=personal):
        return

    def act(store: Store) -> None:
        store.enter_stage(
            profile.code,
            concept_uri=record.concept_uri,
            preferred_label=record.preferred_label,
            stage=stage,
            by=typed["by"],
            on=read_day(typed["on"]),
            voice=Voice.COACH,
            now=state.now(),
            method=typed["method"],
            standard=typed["standard"],
            title=typed["title"],
            training_id=typed["training_id"],
            expected_revision=profile.revision,
        )

    if attempt(act, done=_("The entry is kept")):
        _empty(f"{stage.value}-{name}-{slot}" for name in names)


def undo_stage(profile: Profile, number: int, *, then: str) -> None:
    """Take an assessment or a certificate back, or bring it back, in the voice that entered it; the focus goes to
    `then`, since the button is gone."""
    taken = next(entry for entry in profile.entries if entry.number == number)
    shell.focus(then)
    attempt(
        lambda store: store.undo_stage(
            profile.code, number, voice=taken.recorded_by, now=state.now(), expected_revision=profile.revision
        ),
        done=_("Taken back") if taken.undoes is None else _("Brought back"),
    )


def say_consent(
    profile: Profile,
    purpose: Purpose,
    given: bool,
    *,
    with_whom: str = "",
    about: str = "",
    helper: str = "helped_by",
    then: str = "",
) -> None:
    """Keep that the person agrees to one purpose, or does not.

    Parameters
    ----------
    helper : key of the box that says who explained it
    then : where the focus goes, for a button that is gone afterwards
    """
    receiver = with_whom or (st.session_state.get("receiver", "") if purpose is Purpose.SHARE else "")
    helped_by = st.session_state.get(helper, "")

    def keep(store: Store, revision: int) -> None:
        store.say_consent(
            profile.code,
            purpose,
            given,
            now=state.now(),
            helped_by=helped_by,
            with_whom=receiver,
            about=about,
            expected_revision=revision,
        )

    words = _("Kept: the person agrees") if given else _("Kept: the person does not agree")
    done = actions.attempt(lambda: actions.change_profile(profile, keep), done=words)
    if done and then:
        shell.focus(then)
    if done and purpose is Purpose.SHARE:
        _empty(["receiver"])


def allow_photo(profile: Profile, number: int, *, key: str) -> None:
    """Keep whether a photo may stand in the passport, as chosen in the box of this key."""
    say_consent(profile, Purpose.PASSPORT, bool(st.session_state[key]), about=str(number))


def _empty(keys: Iterable[str]) -> None:
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = ""
