"""Backups on this computer hold what the profiles hold, are locked as they are, and forget whom the profiles forget."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from app_windows import App

from recommender import audit, passphrase
from recommender.attachments import prepare
from recommender.backup import erased_since, make_backup, read_backup, read_copy, restore
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Voice
from recommender.domain.proofs import ProofKind
from recommender.errors import ConflictError, DataError
from recommender.guidance.consent import agreed
from recommender.store import Store
from recommender.store_backups import KEPT, backups_of, lock_with_backups
from tests.commands import run_command
from tests.kills import can_fork, dying_at, points

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NOTE = b"zebrastripe " * 4_000
WORDS, OTHER = "correct horse battery", "four words are enough"


pytestmark = pytest.mark.usefixtures("no_keys")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with a person who has a proof and needs, beside another one."""
    path = tmp_path / "home" / "profiles.sqlite"
    store = Store.open(path)
    for code in ("zebra-7", "green-1"):
        store.create_profile(code, now=NOW)
    kind, described, content = prepare("zebrastripe.txt", NOTE)
    said: dict[str, Any] = {"concept_uri": "esco:zebrastripe", "voice": Voice.COACH, "now": NOW}
    store.add_proof("zebra-7", kind, words="zebrastripe", file=(described, content), **said)
    for purpose in (Purpose.NEEDS, Purpose.FIGURES):
        store.say_consent("zebra-7", purpose, True, now=NOW)
    store.keep_needs("zebra-7", ["quiet_place"])
    return path


def _bytes(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()).lower()


def test_a_backup_brings_everything_back_with_photos_and_files(file: Path, tmp_path: Path) -> None:
    before = Store.open(file).load_profile("zebra-7")
    copy = Store.open(file).back_up(now=NOW)
    file.unlink()
    fresh = Store.open(file)
    assert restore(fresh, read_copy(copy), now=NOW).added == ("green-1", "zebra-7")
    assert (fresh.load_profile("zebra-7"), fresh.read_proof("zebra-7", 1)) == (before, NOTE)
    assert (copy.stat().st_mode & 0o077, copy.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_backup_for_another_place_has_photos_and_files_too(file: Path, tmp_path: Path) -> None:
    document = make_backup(Store.open(file), now=NOW)
    schema = PROJECT / "recommender" / "schemas" / "backup.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    elsewhere = Store.open(tmp_path / "elsewhere.sqlite")
    restore(elsewhere, read_backup(json.dumps(document)), now=NOW)
    assert elsewhere.read_proof("zebra-7", 1) == NOTE


def test_needs_stand_in_no_backup(file: Path) -> None:
    assert b"quiet_place" in file.read_bytes()
    copy = Store.open(file).back_up(now=NOW)
    assert b"quiet_place" not in copy.read_bytes()
    assert "quiet_place" not in json.dumps(make_backup(Store.open(file), now=NOW))


def test_erasing_reaches_every_backup_on_this_computer(file: Path) -> None:
    for day in range(3):
        Store.open(file).back_up(now=NOW + timedelta(days=day))
    (file.parent / "backups" / ".new-stopped").write_bytes(NOTE)  # as a stop in the middle of a backup leaves it
    Store.open(file).erase_profile("zebra-7", now=NOW)
    assert b"zebra" not in _bytes(file.parent)
    assert [one.code for copy in backups_of(file) for one in Store.open(copy).profile_codes()] == ["green-1"] * 3


def test_removing_a_proof_reaches_every_backup(file: Path) -> None:
    copy = Store.open(file).back_up(now=NOW)
    Store.open(file).remove_proof("zebra-7", 1, voice=Voice.PERSON, now=NOW)
    assert _bytes(file.parent).count(b"zebrastripe ") == 0
    assert audit.verify(Store.open(copy).load_profile("zebra-7")) == ()


@pytest.mark.parametrize("purpose", [Purpose.NEEDS, Purpose.KEEP, Purpose.FIGURES])
def test_no_backup_brings_a_consent_back_that_was_withdrawn(file: Path, purpose: Purpose) -> None:
    copy = Store.open(file).back_up(now=NOW)
    Store.open(file).say_consent("zebra-7", purpose, False, now=NOW + timedelta(seconds=1))
    profile = Store.open(copy).load_profile("zebra-7")
    assert agreed(profile.consents, purpose) is False
    assert audit.verify(profile) == ()


def test_what_is_refused_changes_no_backup(file: Path) -> None:
    copy = Store.open(file).back_up(now=NOW)
    before = copy.read_bytes()
    with pytest.raises(ConflictError, match="another window"):
        Store.open(file).remove_proof("zebra-7", 1, voice=Voice.PERSON, now=NOW, expected_revision=0)
    assert copy.read_bytes() == before


def test_a_backup_that_nobody_can_read_is_removed_when_somebody_is_erased(file: Path) -> None:
    copy = Store.open(file).back_up(now=NOW)
    copy.write_bytes(b"zebra" + os.urandom(3) * 4096)
    Store.open(file).erase_profile("zebra-7", now=NOW)
    assert (backups_of(file), b"zebra" in _bytes(file.parent)) == ((), False)


def test_only_the_newest_backups_are_kept(file: Path) -> None:
    for day in range(KEPT + 2):
        newest = Store.open(file).back_up(now=NOW + timedelta(days=day))
    assert (len(backups_of(file)), backups_of(file)[0]) == (KEPT, newest)


def test_backups_have_the_passphrase_of_the_profiles_and_no_other(file: Path) -> None:
    Store.open(file).back_up(now=NOW)
    assert lock_with_backups(file, WORDS) is True
    assert backups_of(file) == ()  # the open one is gone
    Store.open(file).back_up(now=NOW)
    assert b"zebra" not in _bytes(file.parent)
    Store.open(file).erase_profile("zebra-7", now=NOW)
    (copy,) = backups_of(file)
    passphrase.forget_keys()
    passphrase.ask_with(lambda _attempt: WORDS)
    assert [one.code for one in Store.open(copy).profile_codes()] == ["green-1"]


def test_a_short_passphrase_leaves_the_backups_where_they_are(file: Path) -> None:
    copy = Store.open(file).back_up(now=NOW)
    with pytest.raises(DataError, match="at least 12"):
        lock_with_backups(file, "short")
    assert backups_of(file) == (copy,)


# Restoring after somebody was erased


def test_who_may_have_been_erased_is_asked_about_before_a_backup_brings_them_back(file: Path) -> None:
    store = Store.open(file)
    backup = read_backup(json.dumps(make_backup(store, now=NOW)))
    assert erased_since(store, backup) == ()
    store.erase_profile("zebra-7", now=NOW + timedelta(days=2))
    assert erased_since(store, backup) == ("zebra-7",)
    later = read_backup(json.dumps(make_backup(store, now=NOW + timedelta(days=3))))
    assert erased_since(store, later) == ()


def _run(file: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return run_command(*arguments, environ={"RECOMMENDER_HOME": str(file.parent)}, typed=typed)


def test_the_commands_keep_list_and_bring_back_and_ask_about_the_erased(file: Path, tmp_path: Path) -> None:
    here = _run(file, "people", "backup-here").stdout
    assert _run(file, "people", "backups").stdout == here
    (tmp_path / "b.json").write_text(_run(file, "people", "backup").stdout)
    assert "in the backups on this computer, too" in _run(file, "profile", "erase", "zebra-7", "--yes").stderr
    asked = _run(file, "people", "restore", str(tmp_path / "b.json"), typed="n\n")
    assert (asked.returncode, "It would bring back: zebra-7" in asked.stderr) == (1, True)
    assert _run(file, "profile", "list").stdout == "green-1\n"
    assert "0 brought back, 1 already here" in _run(file, "people", "restore", here.strip()).stderr
    assert "1 brought back" in _run(file, "people", "restore", str(tmp_path / "b.json"), "--yes").stderr


def test_the_page_makes_a_backup_and_asks_about_the_erased(started: App, home: Path) -> None:
    with Store.open(home / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
        document = json.dumps(make_backup(store, now=NOW))
        store.erase_profile("blue-7", now=NOW)
    window = started().switch_page("pages/people.py").run()
    window.button(key="backup-here").click().run()
    assert len(backups_of(home / "profiles.sqlite")) == 1
    window.file_uploader(key="restore").upload("backup.json", document.encode(), "application/json").run()
    window.button(key="bring-back").click().run()
    assert "Somebody was erased" in str(window.warning[0].value)
    assert Store.open(home / "profiles.sqlite").profile_codes() == ()
    window.button(key="bring-back-sure").click().run()
    assert not window.exception
    assert [one.code for one in Store.open(home / "profiles.sqlite").profile_codes()] == ["blue-7"]


# Faults


def _erase(path: Path) -> None:
    Store.open(path).erase_profile("zebra-7", now=NOW)


def _back_up(path: Path) -> None:
    Store.open(path).back_up(now=NOW + timedelta(days=1))


@can_fork
@pytest.mark.parametrize("act", [_erase, _back_up], ids=["erase", "back up"])
def test_a_kill_leaves_profiles_and_backups_whole_and_erasing_again_reaches_all(
    file: Path, act: Callable[[Path], None]
) -> None:
    copy = Store.open(file).back_up(now=NOW)
    whole = {one: one.read_bytes() for one in (file, copy)}

    def reset() -> None:
        for one in file.parent.rglob("*"):
            if one.is_file():
                one.unlink()
        for one, content in whole.items():
            one.write_bytes(content)

    for point in points(lambda: act(file), file.parent):
        reset()
        dying_at(point, lambda: act(file))
        codes = [summary.code for summary in Store.open(file).profile_codes()]
        assert codes in (["green-1", "zebra-7"], ["green-1"])
        for one in backups_of(file):
            assert Store.open(one).load_profile("green-1").code == "green-1"
        if "zebra-7" in codes:
            _erase(file)
        assert b"zebra" not in _bytes(file.parent)


@can_fork
def test_a_window_that_only_looks_takes_no_lock_from_a_window_that_writes(file: Path) -> None:
    write = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None); "
        "c.execute('BEGIN IMMEDIATE')"
    )
    with Store.open(file)._action():
        passphrase.key_for(file)  # what every window does first
        other = subprocess.run([sys.executable, "-c", write, str(file)], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


def test_a_proof_of_words_alone_is_in_a_backup(file: Path) -> None:
    store = Store.open(file)
    said: dict[str, Any] = {"concept_uri": "esco:a", "voice": Voice.PERSON, "now": NOW}
    store.add_proof("green-1", ProofKind.OWN_WORDS, words="I fold", **said)
    assert read_copy(store.back_up(now=NOW)).people[0].profile.proofs[0].words == "I fold"
