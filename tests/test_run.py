"""The starter: what it installs and calls, without installing anything."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
STARTER = PROJECT / "run.py"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[dict, list[list[str]]]:
    """Return the names of the starter, moved to an empty folder, and the commands that it runs there."""
    names = runpy.run_path(str(STARTER))
    made: list[list[str]] = []
    record = lambda command, **_: made.append([str(part) for part in command]) or 0  # noqa: E731
    monkeypatch.setattr(subprocess, "call", record)
    monkeypatch.setattr(subprocess, "check_call", record)
    monkeypatch.setattr(names["venv"], "create", lambda folder, **_: _python(folder))
    for name in ("constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_text("x")
    scope = names["main"].__globals__
    windows = scope["PYTHON"].name.endswith(".exe")
    scope.update(HERE=tmp_path, VENV=tmp_path / ".venv")
    scope["PYTHON"] = tmp_path / ".venv" / ("Scripts/python.exe" if windows else "bin/python")
    return scope, made


def _python(folder: Path) -> None:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()


def test_the_first_start_installs_with_the_constraints_and_opens_the_page(calls: tuple[dict, list[list[str]]]) -> None:
    scope, made = calls
    assert scope["main"]([]) == 0
    assert made[0][1:] == ["-m", "pip", "install", "--quiet", "-c", "constraints.txt", "-e", "."]
    assert made[1][1:] == ["-m", "recommender", "app"]


def test_a_second_start_installs_nothing(calls: tuple[dict, list[list[str]]]) -> None:
    scope, made = calls
    scope["main"]([])
    made.clear()
    scope["main"](["skills", "suggest"])
    assert [command[1:] for command in made] == [["-m", "recommender", "skills", "suggest"]]


def test_changed_constraints_are_installed_again(calls: tuple[dict, list[list[str]]], tmp_path: Path) -> None:
    scope, made = calls
    scope["main"]([])
    (tmp_path / "constraints.txt").write_text("y")
    made.clear()
    scope["main"]([])
    assert "pip" in made[0]


def test_the_tests_get_what_they_need(calls: tuple[dict, list[list[str]]]) -> None:
    scope, made = calls
    scope["main"](["test", "-q"])
    assert made[0][-1] == ".[test]"
    assert made[1][1:] == ["-m", "pytest", "-q"]


def test_an_old_python_is_told_so(calls: tuple[dict, list[list[str]]], capsys: pytest.CaptureFixture[str]) -> None:
    scope, made = calls
    scope["OLDEST"] = (sys.version_info.major + 1, 0)
    assert scope["main"]([]) == 1
    assert "or newer is needed" in capsys.readouterr().err
    assert made == []


def test_the_starter_needs_the_standard_library_only_and_stays_short() -> None:
    lines = STARTER.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names)
    assert len(lines) < 60
