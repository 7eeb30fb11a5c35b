"""Fixtures that many tests need."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

import pytest
from hypothesis import settings
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from app import state
from recommender import passphrase
from recommender.loading import catalogue_in_use, load_pipeline
from recommender.pipeline import Pipeline
from recommender.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
# As app/.streamlit/config.toml has it; what reads scripts for it meets a fault of Python 3.11 with threads (gh-106905).
config.set_option("runner.magicEnabled", False)
# Each window of a test looks through all installed packages for components; once is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
_loaded: dict[tuple[str, Path], Pipeline] = {}
_one_at_a_time = Lock()


def load_once(chosen: Settings) -> Pipeline:
    """Load for the pages of each home what is not its own, the index of the small extract above all, only once."""
    if not chosen.esco:
        return load_pipeline(chosen)
    key = chosen.model, chosen.esco
    with _one_at_a_time:
        if key not in _loaded:
            _loaded[key] = load_pipeline(chosen)
    loaded = copy(_loaded[key])
    loaded.catalogue = catalogue_in_use(chosen)
    loaded.versions = replace(loaded.versions, catalogue=loaded.catalogue.release)
    return loaded


state.load_pipeline = load_once
settings.register_profile("any machine", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the real packages and development texts; skip where there is none."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("The folder with the real ESCO packages is missing beside the project")
        pytest.skip("needs the real ESCO packages and development texts, which are not part of the project")
    return folder


@pytest.fixture(scope="session")
def sample_esco() -> Path:
    """Return the folder with the extract of ESCO that the tests use."""
    return PROJECT / "tests" / "data" / "esco"


@pytest.fixture(scope="session")
def ready_home() -> Path:
    """Return a home folder in which `recommender setup` has run; skip where there is none."""
    folder = os.environ.get("RECOMMENDER_TEST_HOME")
    if not folder:
        if os.environ.get("CI"):
            pytest.fail("RECOMMENDER_TEST_HOME is not set")
        pytest.skip("needs RECOMMENDER_TEST_HOME, a home folder in which recommender setup has run")
    return Path(folder)


@pytest.fixture
def no_keys() -> Iterator[None]:
    """Let no key and no question of an earlier test be left, and leave none."""
    passphrase.forget_keys()
    passphrase.ask_with(None)
    yield
    passphrase.forget_keys()
    passphrase.ask_with(None)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Path:
    """Return the folder with the index of the small extract, which every home would else make anew."""
    home = tmp_path_factory.mktemp("indexed")
    load_pipeline(Settings(home, "hashed-ngrams", sample_esco))
    return home / "cache"


@pytest.fixture
def home(tmp_path: Path, sample_esco: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home without people, with the small extract of ESCO and the encoder that needs no download."""
    shutil.copytree(index, tmp_path / "cache", copy_function=os.link)  # chunks are replaced, never changed
    monkeypatch.setenv("RECOMMENDER_HOME", str(tmp_path))
    monkeypatch.setenv("RECOMMENDER_ESCO", str(sample_esco))
    monkeypatch.setenv("RECOMMENDER_MODEL", "hashed-ngrams")
    return tmp_path


@pytest.fixture
def started(home: Path) -> Callable[[], AppTest]:
    """Return a function that opens the app as a new window does."""
    return lambda: AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=60).run()


@pytest.fixture
def with_person(started: Callable[[], AppTest]) -> AppTest:
    """Return a window in which a person has been added."""
    window = started()
    window.text_input(key="new_code").input("blue-7").run()
    return window.button(key="add").click().run()
