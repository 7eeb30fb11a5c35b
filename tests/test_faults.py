"""Erasure leaves nothing, a kill at any moment leaves the last good state, two windows lose nothing."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256, shake_128
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recommender import audit
from recommender.attachments import prepare
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import Showing
from recommender.domain.stages import Stage
from recommender.domain.statements import Span, Support
from recommender.domain.suggestions import Suggestion, SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import ConflictError, NotFoundError
from recommender.store import Store
from tests.kills import KILLS, can_fork, dying_at, forked, points

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WORDS = "I fold zebrastripe boxes"
SHOWN = SuggestionList(
    None,
    (Suggestion(1, "esco:zebrastripe", "zebrastripe", 0.4, Support.ALONE, (Span(0, 6, WORDS[:6]),)),),
    (),
    (),
    None,
    Versions("1.2.0", "m@1", "c", "0.1.0"),
)
SKILL: dict[str, Any] = {"concept_uri": "esco:zebrastripe", "preferred_label": "zebrastripe", "now": NOW}
NOTE = b"zebrastripe" * 40_000


def _decide(store: Store, **more: Any) -> int:
    said: dict[str, Any] = {"answer": Answer.YES, "voice": Voice.PERSON, "esco": "1", "model": "m"} | SKILL | more
    return store.decide("zebra-7", evidence=("zebrastripe",), own_word="zebrastripe", **said)


def _enter(store: Store, **more: Any) -> int:
    entry: dict[str, Any] = {"by": "Zebrastripe", "method": "zebrastripe", "standard": "zebrastripe"} | SKILL | more
    return store.enter_stage("zebra-7", stage=Stage.ASSESSED, on=date(2026, 2, 1), voice=Voice.COACH, **entry)


def _prove(store: Store, **more: Any) -> int:
    kind, file, content = prepare("zebrastripe.txt", NOTE)
    said: dict[str, Any] = {"concept_uri": "esco:zebrastripe", "voice": Voice.COACH, "now": NOW} | more
    return store.add_proof("zebra-7", kind, words="zebrastripe", file=(file, content), **said)


def _agree(store: Store, **more: Any) -> None:
    store.say_consent("zebra-7", Purpose.SHARE, True, with_whom="Zebrastripe", helped_by="Zebrastripe", now=NOW, **more)


def _choose(store: Store, **more: Any) -> None:
    store.choose_showing("zebra-7", "esco:zebrastripe", Showing.SHOW, now=NOW, **more)


def _like(store: Store, **more: Any) -> int:
    return store.like("zebra-7", "zebrastripe", True, now=NOW, **more)


def _keep_needs(store: Store, **more: Any) -> None:
    store.keep_needs("zebra-7", ["zebrastripe", "quiet_place"], **more)


def _save(store: Store, **more: Any) -> int:
    return store.save_experience("zebra-7", WORDS, SHOWN, now=NOW, **more)


CHANGES: dict[str, Callable[..., Any]] = {
    "text": _save,
    "decision": _decide,
    "like": _like,
    "assessment": _enter,
    "proof": _prove,
    "showing": _choose,
    "consent": _agree,
    "undo": lambda store, **more: store.undo("zebra-7", 1, voice=Voice.COACH, now=NOW, **more),
    "undo of an assessment": lambda store, **more: store.undo_stage("zebra-7", 1, voice=Voice.COACH, now=NOW, **more),
    "removal of a proof": lambda store, **more: store.remove_proof("zebra-7", 1, voice=Voice.COACH, now=NOW, **more),
    "needs": _keep_needs,
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make a profile with one record of each kind beside another profile, and return the file they are in."""
    path = tmp_path_factory.mktemp("kept") / "profiles.sqlite"
    store = Store.open(path)
    for code in ("zebra-7", "green-1"):
        store.create_profile(code, now=NOW)
    for change in list(CHANGES.values())[:7]:
        change(store)
    store.say_consent("zebra-7", Purpose.NEEDS, True, now=NOW)
    store.keep_needs("zebra-7", ["zebrastripe"])
    store.like("green-1", "animals", True, now=NOW)
    return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path, kept: bytes) -> Path:
    """Return a file of its own for each test, with the two profiles in it."""
    path = tmp_path / "home" / "profiles.sqlite"
    path.parent.mkdir(mode=0o700)
    path.write_bytes(kept)
    return path


def _bytes(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()).lower()


def test_erasing_leaves_no_trace_in_any_file(file: Path) -> None:
    assert _bytes(file.parent).count(b"zebra") > 40_000
    Store.open(file).erase_profile("zebra-7", now=NOW)
    assert b"zebra" not in _bytes(file.parent)
    assert [one.name for one in file.parent.iterdir()] == ["profiles.sqlite"]
    assert [summary.code for summary in Store.open(file).profile_codes()] == ["green-1"]


@can_fork
def test_erasing_leaves_no_trace_in_a_write_ahead_log_that_another_program_left(file: Path) -> None:
    def write_and_die() -> None:
        raw = sqlite3.connect(file)
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("UPDATE decisions SET own_word = 'zebrastripe in the log'")
        raw.commit()
        os.kill(os.getpid(), signal.SIGKILL)

    os.waitpid(forked(write_and_die), 0)
    assert b"zebra" in file.with_name("profiles.sqlite-wal").read_bytes()
    Store.open(file).erase_profile("zebra-7", now=NOW)
    assert b"zebra" not in _bytes(file.parent)


def test_removing_a_proof_leaves_nothing_of_its_file(file: Path) -> None:
    Store.open(file).remove_proof("zebra-7", 1, voice=Voice.PERSON, now=NOW)
    assert _bytes(file.parent).count(b"zebrastripe") < 100
    with pytest.raises(NotFoundError, match="no file of proof 1"):
        Store.open(file).read_proof("zebra-7", 1)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_second_window_is_told_and_changes_nothing(file: Path, change: Callable[..., Any]) -> None:
    seen = Store.open(file).load_profile("zebra-7").revision
    Store.open(file).like("zebra-7", "animals", True, now=NOW, expected_revision=seen)
    before = _state(file)
    with pytest.raises(ConflictError, match="changed in another window"):
        change(Store.open(file), expected_revision=seen)
    assert _state(file) == before


@can_fork
def test_two_windows_that_save_at_once_lose_nothing(file: Path) -> None:
    def window(voice: Voice) -> None:
        for number in range(15):
            _decide(Store.open(file), concept_uri=f"esco:{voice.value}-{number}", voice=voice)

    before = len(Store.open(file).load_profile("zebra-7").decisions)
    children = [forked(lambda voice=voice: window(voice)) for voice in Voice]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    after = Store.open(file).load_profile("zebra-7")
    assert len(after.decisions) == before + 30
    assert audit.verify(after) == ()


def _copy(file: Path, name: str) -> Path:
    target = file.parent.parent / name / "profiles.sqlite"
    target.parent.mkdir(exist_ok=True)
    target.with_name("profiles.sqlite-journal").unlink(missing_ok=True)
    target.write_bytes(file.read_bytes())
    return target


def _state(file: Path) -> tuple[Profile, tuple[str, ...]] | None:
    """Return the profile and its needs as they are after a fault, None where it is gone, and check the rest."""
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = Store.open(file)
    assert len(store.load_profile("green-1").likes) == 1
    try:
        profile = store.load_profile("zebra-7")
    except NotFoundError:
        return None
    assert audit.verify(profile) == ()
    described = {proof.number: proof.file.sha256 for proof in profile.proofs if proof.file}
    assert len(described) == len(profile.proofs)
    assert {n: sha256(content).hexdigest() for n, content in store.read_files("zebra-7").items()} == described
    return profile, store.kept_needs("zebra-7")


def _prove_by_photo(store: Store) -> int:
    target = io.BytesIO()
    Image.frombytes("RGB", (200, 200), shake_128(b"7").digest(120_000)).save(target, "PNG")
    kind, file, content = prepare("zebrastripe.png", target.getvalue())
    assert len(content) > 100_000
    said: dict[str, Any] = {"concept_uri": "esco:zebrastripe", "voice": Voice.PERSON, "now": NOW}
    return store.add_proof("zebra-7", kind, words="zebrastripe", file=(file, content), **said)


KILLED: dict[str, Callable[[Store], Any]] = {
    **CHANGES,
    "photo": _prove_by_photo,
    "withdrawal of needs": lambda store: store.say_consent("zebra-7", Purpose.NEEDS, False, now=NOW.replace(hour=10)),
    "withdrawal": lambda store: store.say_consent(
        "zebra-7", Purpose.SHARE, False, with_whom="Zebrastripe", now=NOW.replace(hour=10)
    ),
    "erase": lambda store: store.erase_profile("zebra-7", now=NOW),
}


@can_fork
@pytest.mark.parametrize("act", KILLED.values(), ids=KILLED.keys())
def test_a_kill_between_any_two_calls_leaves_all_or_nothing(file: Path, act: Callable[[Store], Any]) -> None:
    before = _state(file)
    whole = _copy(file, "whole")
    act(Store.open(whole))
    after = _state(whole)
    counted = _copy(file, "counted")
    ended = set()
    for point in points(lambda: act(Store.open(counted)), counted.parent):
        target = _copy(file, "killed")
        killed = dying_at(point, lambda target=target: act(Store.open(target)))  # type: ignore[misc]
        state = _state(target)
        assert state in (before, after)
        assert state == after or killed
        ended.add(state == after)
        if state is None:
            assert b"zebra" not in _bytes(target.parent)
    assert False in ended


@can_fork
@pytest.mark.parametrize("act", [_prove, KILLED["erase"]], ids=["proof", "erase"])
def test_a_kill_while_the_file_is_written_leaves_all_or_nothing(file: Path, act: Callable[[Store], Any]) -> None:
    before, whole = _state(file), _copy(file, "whole")
    act(Store.open(whole))
    after = _state(whole)
    caught = 0
    for wait in range(KILLS):
        target = _copy(file, "killed")
        journal = target.with_name("profiles.sqlite-journal")
        child = forked(lambda target=target: act(Store.open(target)))  # type: ignore[misc]
        while not journal.exists() and os.waitpid(child, os.WNOHANG) == (0, 0):
            pass
        time.sleep(wait / KILLS / 150)
        with_journal = journal.exists()
        try:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        caught += with_journal
        state = _state(target)
        assert state in (before, after)
        if state is None:
            assert b"zebra" not in _bytes(target.parent)
    assert caught  # at least once the kill came in the middle of a write
