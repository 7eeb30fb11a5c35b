"""`profile passport`: one file, whole or not at all, and no words lost on the way."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from passports import passport_of, profile_of

from recommender.cli import main
from recommender.domain.profile import Profile
from recommender.exports.writers import WRITERS, PassportFormat
from recommender.settings import load_settings
from recommender.store import Store


class Done(NamedTuple):
    """How one run of the program ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> Run:
    """Return a function that runs the program with the invented person and an empty profile in its home."""
    home = tmp_path_factory.mktemp("home")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Store.open(home / "profiles.sqlite") as store:
        store.import_profile(profile_of(), now=now)
        store.import_profile(Profile("empty-1", 0, now), now=now)
    monkeypatch.setenv("RECOMMENDER_HOME", str(home))

    def call(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["recommender", "profile", "passport", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capfd.readouterr())

    return call


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_comes_by_the_ending_of_its_file(run: Run, tmp_path: Path, name: PassportFormat) -> None:
    target = tmp_path / f"mora-3{WRITERS[name].ending}"
    done = run("mora-3", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert ("not signed" in done.stderr) == (name in ("elm", "openbadges"))
    assert target.read_bytes()[:5] in (b"<!DOC", b"%PDF-", b'{\n  "', b"\xef\xbb\xbfco")


def test_the_file_says_what_the_profile_says(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "any.txt"
    assert run("mora-3", str(target), "--format", "json").returncode == 0
    skills = json.loads(target.read_text(encoding="utf-8"))["skills"]
    assert [skill["plain"] for skill in skills] == [skill.plain for skill in passport_of().skills]


def test_only_its_owner_can_read_the_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "mora-3.csv"
    run("mora-3", str(target))
    assert target.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["mora-3.csv"]


def test_large_print_differs_and_exists_only_for_what_is_drawn(run: Run, tmp_path: Path) -> None:
    plain, large = tmp_path / "plain.html", tmp_path / "large.html"
    run("mora-3", str(plain))
    assert run("mora-3", str(large), "--large-print").returncode == 0
    assert plain.read_bytes() != large.read_bytes()
    assert run("mora-3", str(tmp_path / "a.csv"), "--large-print").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nobody", "a.pdf"), 1, "There is no profile nobody"),
        (("empty-1", "a.pdf"), 1, "No skill is named yet. Say yes to a skill first"),
        (("mora-3", "a.docx"), 2, "no known ending"),
        (("mora-3", "a.pdf", "--format", "docx"), 2, "'docx' is not one of"),
        (("mora-3", "no-such-folder/a.pdf"), 1, "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    person, target, *rest = arguments
    done = run(person, str(tmp_path / target), *rest)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_log_keeps_that_a_passport_left_the_program(run: Run, tmp_path: Path) -> None:
    run("mora-3", str(tmp_path / "a.html"))
    with Store.open(load_settings().home / "profiles.sqlite") as store:
        log = store.load_profile("mora-3").log
    assert (log[-1].kind, log[-1].detail) == ("handed_over", {"what": "passport"})


def test_the_help_has_an_example(run: Run) -> None:
    assert "Example: recommender profile passport" in run("--help").stdout
