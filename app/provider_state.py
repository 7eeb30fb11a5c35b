"""What the provider's page keeps for one sitting: the offer and its gaps, made again when something has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app import state
from recommender.domain.trainings import Catalogue
from recommender.guidance.mapping import ToMap, to_map
from recommender.list_columns import Columns, columns_in
from recommender.loading import default_catalogue
from recommender.offer_states import Changes, OfferState, changes_back, changes_of, offer_states
from recommender.offers import Completeness, Preview, completeness, imported, preview
from recommender.provider import View, look, open_store, read_offer
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import load_settings
from recommender.taking_away import decided_offer as decided

COLUMNS = "offer_columns"  # what the columns of the uploaded list mean, after corrections
T = TypeVar("T")


def store() -> ProviderStore:
    """Open what the provider keeps; close it after each action by `with`."""
    return open_store(load_settings())


def offer() -> Catalogue:
    """Return the catalogue in use, read again when its file has changed."""
    settings = load_settings()
    file = settings.catalogue or default_catalogue(settings.home)
    key = (str(file), file.stat().st_mtime_ns if file.is_file() else 0)
    return _kept("offer_read", key, lambda: read_offer(settings))


def decided_offer() -> Catalogue:
    """Return the catalogue in use with the links that were confirmed, as it is taken away."""
    file = load_settings().home / FILE
    key = (offer().release, file.stat().st_mtime_ns if file.is_file() else 0)
    return _kept("offer_decided", key, lambda: decided(load_settings()))


def texts() -> tuple[ToMap, ...]:
    """Return the texts of the offer that skills are looked for in."""
    catalogue = offer()
    return _kept("offer_texts", catalogue.release, lambda: to_map(catalogue.trainings))


def check() -> Completeness:
    """Return what the offer lacks of annex I."""
    catalogue = offer()
    return _kept("offer_check", catalogue.release, lambda: completeness(catalogue))


def columns_of(file: UploadedFile, kind: str | None) -> Columns | None:
    """Return what the columns of an uploaded list mean by now; None for another format."""
    if st.session_state.get(COLUMNS, ("",))[0] != file.file_id:
        st.session_state[COLUMNS] = (file.file_id, columns_in(file.name, file.getvalue(), kind=kind))
    columns: Columns | None = st.session_state[COLUMNS][1]
    return columns


def correct_columns(change: Callable[[Columns], Columns]) -> None:
    """Change what the columns of the uploaded list mean."""
    file_id, columns = st.session_state[COLUMNS]
    st.session_state[COLUMNS] = (file_id, change(columns))


def look_at(file: UploadedFile, columns: Columns | None, kind: str | None) -> Preview:
    """Return what an uploaded table holds, read again when the file, its columns or the offer are others."""
    settings = load_settings()
    current = settings.home / "catalogue.csv"
    said = columns and (tuple(columns.mapping.columns.items()), tuple(columns.mapping.stated.items()))
    key = (file.file_id, kind, said, current.stat().st_mtime_ns if current.is_file() else 0)
    read = partial(preview, file.name, columns=columns, kind=kind)
    return _kept("offer_preview", key, lambda: read(file.getvalue(), current=imported(settings)))


def states() -> tuple[OfferState, ...]:
    """Return the states that the offer has had, the newest first."""
    return offer_states(load_settings())


def changes(number: int) -> tuple[Changes, Changes]:
    """Return what a state changed against the one before it, and what going back to it would change now."""
    settings = load_settings()
    key = (number, offer().release, len(states()))
    return _kept("offer_changes", key, lambda: (changes_of(settings, number), changes_back(settings, number)))


def view(*, with_examples: bool) -> View:
    """Return the gaps, found again when the offer or what is kept has changed."""
    catalogue = offer()
    with store() as opened:
        kept = (load_settings().home / FILE).stat()
        key = (catalogue.release, kept.st_mtime_ns, kept.st_size, with_examples)
        return _kept("gaps_found", key, lambda: look(catalogue, opened, state.pipeline(), with_examples=with_examples))


def _kept(name: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made for this key in this sitting, or make it; only the last one is kept."""
    if st.session_state.get(name, (None,))[0] != key:
        st.session_state[name] = (key, make())
    made: T = st.session_state[name][1]
    return made
