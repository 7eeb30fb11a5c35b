"""What a person has said and marked on their page, in words for the coach."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from app import rooms, state
from app.i18n import _
from app.views import escape
from recommender.domain.interests import MarkKind
from recommender.errors import RecommenderError
from recommender.guidance.cards import Reply
from recommender.guidance.interests import Marks


def show_said_and_marked(said: Mapping[str, Reply], marks: Marks) -> None:
    """Show answers and marks; parts without any are left out."""
    marked = {kind: sorted(_name(about) for one, about in marks if one is kind) for kind in MarkKind}
    parts = (
        (_("The person wants to show you"), marked[MarkKind.SHOW]),
        (_("The person says that this is wrong"), marked[MarkKind.WRONG]),
        (_("The person keeps"), marked[MarkKind.KEEP]),
        (_("The person likes"), _answered(said, Reply.LIKE)),
        (_("Not for this person"), _answered(said, Reply.NOT_FOR_ME)),
    )
    for heading, names in parts:
        if names:
            st.header(heading, anchor=False)
            st.markdown("\n".join(f"- {escape(name)}" for name in names))
    if not any(names for _heading, names in parts):
        st.write(_("Nothing is said or marked yet."))


def _answered(said: Mapping[str, Reply], wanted: Reply) -> list[str]:
    table = rooms.tables()
    cards = {**table["work_areas"], **table["area_tasks"]}
    return [card.name for slug, card in cards.items() if said.get(slug) is wanted]


def _name(about: str) -> str:
    """Return the name of what is marked, in words; its own name where the catalogue or the table has changed."""
    kind, _colon, slug = about.partition(":")
    if kind == "training":
        return _title(slug)
    if kind == "page":
        return _pages().get(slug, slug)
    table = rooms.tables()[{"area": "work_areas"}.get(kind, "area_tasks")]
    return str(table[slug].name) if slug in table else slug


def _title(training_id: str) -> str:
    if state.is_ready():
        with suppress(RecommenderError):  # without trainings the coach must still be able to leave
            trainings = state.pipeline().catalogue.trainings
            return next((one.main_title for one in trainings if one.training_id == training_id), training_id)
    return training_id


def _pages() -> dict[str, str]:
    return {
        "areas": _("The cards of work areas"),
        "closer": _("The page after the cards"),
        "tasks": _("The cards of tasks"),
        "likes": _("The page with what is liked"),
        "offers": _("The page with trainings"),
        "check": _("The page with what can be checked"),
        "needs": _("The cards about help"),
        "keep_needs": _("The page about keeping what helps"),
        "page": _("The page to print"),
    }
