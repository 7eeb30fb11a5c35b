"""A passphrase locks everything, is asked by prompt only, and neither a stop nor a slip loses a profile."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from recommender import passphrase
from recommender import rows as recorded
from recommender.attachments import prepare
from recommender.domain.decisions import Voice
from recommender.errors import ConflictError, DataError, NotReadyError
from recommender.migrations import LIKES
from recommender.store import Store
from tests.commands import run_command
from tests.kills import can_fork, dying_at, forked, points

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WORDS = "correct horse battery"
OTHER = "four words are enough"
NOTE = b"zebrastripe " * 5_000


pytestmark = pytest.mark.usefixtures("no_keys")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "profiles.sqlite"
    store = Store.open(path)
    store.create_profile("zebra-7", now=NOW)
    store.like("zebra-7", "zebrastripe", True, now=NOW)
    kind, described, content = prepare("zebrastripe.txt", NOTE)
    store.add_proof(
        "zebra-7", kind, concept_uri="esco:a", voice=Voice.COACH, now=NOW, words="zebra", file=(described, content)
    )
    return path


def _open_with(file: Path, *words: str) -> Store:
    """Open the profiles as somebody would who types these words, one after the other."""
    passphrase.forget_keys()
    passphrase.ask_with(lambda attempt: words[attempt])
    return Store.open(file)


def test_a_locked_file_shows_nothing_and_opens_with_its_passphrase(file: Path) -> None:
    before = Store.open(file).load_profile("zebra-7")
    passphrase.lock(file, WORDS)
    raw = file.read_bytes().lower()
    assert [word for word in (b"zebra", b"sqlite", b"create table") if word in raw] == []
    store = _open_with(file, WORDS)
    assert store.load_profile("zebra-7") == before
    assert store.read_proof("zebra-7", 1) == NOTE
    assert file.stat().st_mode & 0o777 == 0o600


def test_any_program_that_knows_sqlcipher_opens_it_with_the_same_words(file: Path) -> None:
    passphrase.lock(file, WORDS)
    with closing(sqlcipher.connect(str(file))) as connection:
        connection.execute(f"PRAGMA key = '{WORDS}'")
        assert connection.execute("SELECT code FROM profiles").fetchall() == [("zebra-7",)]


def test_what_the_open_file_held_is_overwritten(file: Path) -> None:
    with file.open("rb") as old:
        passphrase.lock(file, WORDS)
        assert set(old.read()) == {0}


def test_a_slip_is_asked_again_and_three_are_answered_in_words(file: Path) -> None:
    passphrase.lock(file, WORDS)
    assert _open_with(file, "no", "nearly", WORDS).profile_codes()
    with pytest.raises(ConflictError, match=r"is wrong, or the file is damaged.*nobody can open.*bring people back"):
        _open_with(file, "no", "nearly", "lost")


def test_where_nobody_can_be_asked_the_program_says_what_to_do(file: Path) -> None:
    passphrase.lock(file, WORDS)
    passphrase.forget_keys()
    with pytest.raises(NotReadyError, match=r"are locked.*Start the program again"):
        Store.open(file)


def test_the_passphrase_is_changed_and_removed_again(file: Path) -> None:
    before = Store.open(file).load_profile("zebra-7")
    passphrase.lock(file, WORDS)
    passphrase.lock(file, OTHER)
    with pytest.raises(ConflictError, match="is wrong"):
        _open_with(file, WORDS, WORDS, WORDS)
    assert _open_with(file, OTHER).load_profile("zebra-7") == before
    passphrase.lock(file, None)
    assert _open_with(file).load_profile("zebra-7") == before
    assert b"zebrastripe" in file.read_bytes()


def test_another_window_notices_a_new_passphrase(file: Path) -> None:
    passphrase.lock(file, WORDS)
    earlier = dict(passphrase._keys)
    passphrase.lock(file, OTHER)
    passphrase._keys.update(earlier)
    with pytest.raises(NotReadyError, match="are locked"):
        Store.open(file)


@pytest.mark.parametrize("words", ["", "short", " " * 20])
def test_a_short_passphrase_is_refused_and_changes_nothing(file: Path, words: str) -> None:
    with pytest.raises(DataError, match="at least 12 characters"):
        passphrase.lock(file, words)
    assert Store.open(file).profile_codes()


def test_erasing_reaches_what_a_stop_in_the_middle_left(file: Path) -> None:
    passphrase.leftover(file).write_bytes(b"zebrastripe" * 1000)
    Store.open(file).erase_profile("zebra-7", now=NOW)
    assert [one.name for one in file.parent.iterdir()] == ["profiles.sqlite"]
    assert b"zebra" not in file.read_bytes()


@can_fork
@pytest.mark.parametrize(
    ("old", "new"), [(None, WORDS), (WORDS, OTHER), (WORDS, None)], ids=["set", "change", "remove"]
)
def test_a_kill_while_locking_leaves_the_old_file_or_the_new_one(file: Path, old: str | None, new: str | None) -> None:
    if old is not None:
        passphrase.lock(file, old)
    whole, key = file.read_bytes(), dict(passphrase._keys)
    for point in points(lambda: passphrase.lock(file, new), file.parent):
        file.write_bytes(whole)
        passphrase._keys.update(key)
        dying_at(point, lambda: passphrase.lock(file, new))
        locked = passphrase.is_locked(file)
        typed = old if file.read_bytes() == whole else new
        store = _open_with(file, *[typed or ""] * 3)
        assert locked == (typed is not None)
        assert store.read_proof("zebra-7", 1) == NOTE
        assert store.load_profile("zebra-7").revision == 2


def _run(file: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal: then the prompt reads from standard input."""
    return run_command(*arguments, environ={"RECOMMENDER_HOME": str(file.parent)}, typed=typed)


def test_the_commands_ask_and_never_take_it_as_an_argument(file: Path) -> None:
    assert _run(file, "passphrase", "set", typed=f"{WORDS}\n{WORDS}\n").returncode == 0
    assert _run(file, "passphrase", "set", "--passphrase", WORDS).returncode == 2
    assert _run(file, "passphrase", "set", WORDS).returncode == 2
    assert _run(file, "profile", "list", typed=f"{WORDS}\n").stdout == "zebra-7\n"
    assert _run(file, "passphrase", "change", typed=f"{WORDS}\n{OTHER}\n{OTHER}\n").returncode == 0
    wrong = _run(file, "profile", "list", typed=f"{WORDS}\n" * 3)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "nobody can open the profiles" in wrong.stderr
    assert _run(file, "passphrase", "remove", typed=f"{OTHER}\n").returncode == 0
    assert _run(file, "profile", "list").stdout == "zebra-7\n"


def test_whatever_the_program_writes_only_its_owner_can_read(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    _run(home / "profiles.sqlite", "profile", "list")
    _run(home / "profiles.sqlite", "catalogue", "import", "data/catalogue/default.csv")
    modes = {one.name: one.stat().st_mode & 0o777 for one in (home, *home.iterdir())}
    assert modes == {"home": 0o700, "profiles.sqlite": 0o600, "catalogue.csv": 0o600, "catalogue_versions": 0o700}


@can_fork
def test_a_stop_in_the_middle_of_writing_leaves_no_plain_words_behind(file: Path) -> None:
    passphrase.lock(file, WORDS)
    store = Store.open(file)

    def save_and_die() -> None:
        with store._change("zebra-7", None) as connection:
            recorded.add(connection, LIKES, "zebra-7", work_area="zebrastripe", liked=True, said_at=NOW.isoformat())
            os.kill(os.getpid(), signal.SIGKILL)

    os.waitpid(forked(save_and_die), 0)
    assert b"zebra" not in b"".join(one.read_bytes() for one in file.parent.iterdir()).lower()
    assert len(_open_with(file, WORDS).load_profile("zebra-7").likes) == 1
