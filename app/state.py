"""What the pages share: the pipeline, loaded once behind the first page, and the store, opened for each action."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from threading import Lock, Thread

import streamlit as st

from recommender.loading import load_pipeline
from recommender.pipeline import Pipeline
from recommender.settings import Settings, load_settings
from recommender.store import Store

_NOTHING = object()
_loading: dict[Settings, Future[Pipeline]] = {}
_one_at_a_time = Lock()


def start_loading(settings: Settings) -> Future[Pipeline]:
    """Begin to load the pipeline in a thread of its own, once for each setting, and return at once."""
    with _one_at_a_time:
        if settings not in _loading:
            _loading[settings] = Future()
            Thread(target=_load, args=(settings, _loading[settings]), name="load-pipeline", daemon=True).start()
        return _loading[settings]


def is_ready() -> bool:
    """Say whether the pipeline has been loaded, or has failed to; a page that asks does not begin it."""
    future = _loading.get(load_settings())
    return future is not None and future.done()


def pipeline() -> Pipeline:
    """Return the pipeline, waiting until it is there.

    Raises
    ------
    RecommenderError : what kept it from loading
    """
    return start_loading(load_settings()).result()


def store() -> Store:
    """Open the file with the profiles; close it after each action by `with`."""
    return Store.open(load_settings().home / "profiles.sqlite")


def show_in_widget(key: str, value: object) -> None:
    """Have a widget show what is kept; its key stays the same, so that the focus stays on it."""
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value


def now() -> datetime:
    """Return the time of an action."""
    return datetime.now(UTC)


def _load(settings: Settings, future: Future[Pipeline]) -> None:
    try:
        future.set_result(load_pipeline(settings))
    except BaseException as error:  # handed to whoever waits, in their own thread
        future.set_exception(error)
