"""What buttons of the provider's page do: one action on what is kept, its success announced."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from app import provider_state, shell, state
from app.i18n import _
from recommender.demand_files import checked_name, read_day, read_demand, read_row, read_table_bytes
from recommender.domain.versions import Versions
from recommender.errors import RecommenderError
from recommender.guidance import drafts
from recommender.guidance.demand import Demand, StaffSkill
from recommender.guidance.mapping import LinkDecision, ToMap
from recommender.guidance.snapshots import Snapshot
from recommender.offer_states import go_back
from recommender.offers import Preview, use
from recommender.settings import load_settings


def use_offer(new: Preview) -> None:
    """Put the entries of a previewed file into the offer."""

    def act() -> None:
        use(new, settings=load_settings(), now=datetime.now(UTC))
        st.session_state.uploads = st.session_state.get("uploads", 0) + 1
        st.session_state.pop("state_shown", None)

    _attempt(act, done=_("Imported: {n} entries").format(n=len(new.trainings)), is_shown=True)


def ask_to_go_back(number: int) -> None:
    """Ask whether the offer is to go back to a state."""
    st.session_state.going_back = number
    shell.focus("going-back")


def stay_here() -> None:
    """Leave the offer as it is."""
    st.session_state.pop("going_back", None)
    shell.announce(_("Nothing was changed."))


def go_back_to(number: int) -> None:
    """Bring the offer back as it was in a state."""

    def act() -> None:
        go_back(load_settings(), number, now=datetime.now(UTC))
        st.session_state.pop("going_back", None)
        st.session_state.pop("state_shown", None)

    _attempt(act, done=_("The offer is back in state {n}.").format(n=number))


def slot_of(asked: ToMap) -> str:
    """Return a short name for a text of an entry, for the keys of its widgets."""
    return hashlib.sha256(f"{asked.training_id} {asked.text}".encode()).hexdigest()[:12]


def decide_links(
    asked: ToMap, chosen: Collection[str], labels: dict[str, str], *, versions: Versions, same: Collection[str] = ()
) -> None:
    """Keep an answer for each skill that was shown for a text: yes where it was chosen, no where it was not.

    Parameters
    ----------
    same : ids of other entries with the same words, for which the person wants the answer as well; nothing is kept
        for them where it is not
    """

    def act() -> None:
        now, also = state.now(), same if st.session_state.get(f"same-{slot_of(asked)}") else ()
        with provider_state.store() as store:
            for training_id in (asked.training_id, *also):
                for uri, label in labels.items():
                    place = (training_id, asked.text, uri, label)
                    store.decide_link(
                        LinkDecision(0, *place, uri in chosen, now, esco=versions.esco, model=versions.model)
                    )
        st.session_state.pop("link_search", None)

    _attempt(act, done=_("Kept. The next text is shown."))


def leave_open(asked: ToMap) -> None:
    """Go on to the next text without an answer, for this sitting."""
    st.session_state.setdefault("links_later", set()).add((asked.training_id, asked.text))
    st.session_state.pop("link_search", None)
    shell.announce(_("Left for later. The next text is shown."))


def take_links_back(decisions: Collection[LinkDecision]) -> None:
    """Take decisions about links back, each by a new one."""

    def act() -> None:
        now = state.now()
        with provider_state.store() as store:
            for decision in decisions:
                store.decide_link(replace(decision, number=0, decided_at=now, undoes=decision.number))

    _attempt(act, done=_("Taken back"))


def import_demand(files: Collection[tuple[str, bytes]], source: str, day: str) -> None:
    """Take in demand files and tables: all of them, or nothing where one is wrong."""

    def act() -> None:
        as_of = read_day(day, where=_("Date")) if day.strip() else None
        snapshots: list[Snapshot] = []
        rows: list[Demand] = []
        for name, data in files:
            if name.lower().endswith((".csv", ".xlsx")):
                rows += read_table_bytes(name, data, source=source, as_of=as_of)
            else:
                snapshots.append(read_demand(data.decode("utf-8-sig", errors="replace"), where=name))
        with provider_state.store() as store:
            store.keep_files(snapshots)
            store.keep_table(rows)
        st.session_state.demand_uploads = st.session_state.get("demand_uploads", 0) + 1

    _attempt(act, done=_("Imported: {n} files").format(n=len(files)), is_shown=True)


def add_demand(row: dict[str, str], source: str, day: str) -> None:
    """Add one number, or one need without a number."""

    def act() -> None:
        demand = read_row(row, source=source, as_of=read_day(day, where=_("Date")), where=_("New entry"))
        with provider_state.store() as store:
            store.add_demand(demand)
        st.session_state.hand_count = ""

    _attempt(act, done=_("Added"))


def remove_demand(number: int) -> None:
    """Remove one number."""

    def act() -> None:
        with provider_state.store() as store:
            store.remove_demand(number)

    _attempt(act, done=_("Removed"))


def forget_house(issuer: str) -> None:
    """Remove the demand files of one house."""

    def act() -> None:
        with provider_state.store() as store:
            store.forget_files(issuer)

    _attempt(act, done=_("Removed"))


def say_staff(topic: str, knows: int, source: str, day: str) -> None:
    """Keep how many of the staff know a topic."""

    def act() -> None:
        said = StaffSkill(topic, knows, checked_name(source), read_day(day, where=_("Date")))
        with provider_state.store() as store:
            store.say_staff(said)

    _attempt(act, done=_("Kept"))


def save_draft(sketch: drafts.Draft) -> None:
    """Keep a draft as it was edited."""

    def act() -> None:
        with provider_state.store() as store:
            store.save_draft(sketch.key, drafts.document(sketch), now=state.now())

    _attempt(act, done=_("Draft kept"))


def start_draft(sketch: drafts.Draft) -> None:
    """Keep a new draft and go to it; one that is there already is not started over."""

    def act() -> None:
        with provider_state.store() as store:
            if sketch.key not in store.drafts():
                store.save_draft(sketch.key, drafts.document(sketch), now=state.now())
        st.session_state.provider_part = "drafts"
        st.session_state.draft_shown = sketch.key

    _attempt(act, done=_("A draft was made"))


def remove_draft(key: str) -> None:
    """Remove a draft."""

    def act() -> None:
        with provider_state.store() as store:
            store.remove_draft(key)
        st.session_state.pop("draft_shown", None)

    _attempt(act, done=_("Removed"))


def show_outcome() -> None:
    """Show what the last action has done, or could not do, once."""
    failure, done = (st.session_state.pop(f"provider_{name}", None) for name in ("failure", "done"))
    if failure is not None:
        shell.show_error(failure)
    if done:
        st.success(done)


def _attempt(act: Callable[[], None], *, done: str, is_shown: bool = False) -> None:
    """Act, and say that it is done; `is_shown` where nothing else on the page would show it."""
    try:
        act()
    except RecommenderError as error:
        st.session_state.provider_failure = error
    else:
        shell.announce(done)
        if is_shown:
            st.session_state.provider_done = done
