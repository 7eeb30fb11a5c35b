"""Killing an action at a chosen moment, in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

# Points of each action at which it is killed, spread over all of it, and as many again over its writing. For a closer
# look: KILLS=100 pytest -q tests/test_faults.py tests/test_backups.py tests/test_passphrase.py -k kill
KILLS = int(os.environ.get("KILLS", "7"))
# Calls inside of which files change, by name; to look at the files after every call would take a minute.
WRITING = frozenset({"execute", "executemany", "executescript", "commit", "rollback", "write", "replace", "unlink"})
can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


def forked(act: Callable[[], Any]) -> int:
    """Run an action in a process of its own, and return its number."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def dying_at(call: int, act: Callable[[], Any]) -> int:
    """Run an action in a process that kills itself after so many calls, and return how it ended, 0 where it ended."""

    def doomed() -> None:
        left = call

        def count(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal left
            left -= event in ("call", "c_call")
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        act()
        sys.setprofile(None)

    return os.waitpid(forked(doomed), 0)[1]


def points(act: Callable[[], Any], folder: Path) -> list[int]:
    """Do an action once, and return the numbers of the calls at which to kill it when it is done again.

    Most calls of an action only read; what can go wrong goes wrong between the first and the last change to a file.
    """
    total, changes = 0, []
    before = _files(folder)

    def count(_frame: FrameType, event: str, arg: object) -> None:
        nonlocal total, before
        if event in ("call", "c_call"):
            total += 1
        elif event == "c_return" and getattr(arg, "__name__", "") in WRITING:
            sys.setprofile(None)
            if (now := _files(folder)) != before:
                before = now
                changes.append(total)
            sys.setprofile(count)

    sys.setprofile(count)
    act()
    sys.setprofile(None)
    assert changes, "an action that changes no file needs no killing"
    return sorted({*_spread(0, total), *_spread(changes[0] - 1, changes[-1] + 1)})


def _spread(start: int, end: int) -> range:
    return range(start, end, max(1, (end - start) // KILLS))


def _files(folder: Path) -> set[tuple[str, int, int]]:
    found = set()
    for place, _folders, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                now = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 (called thousands of times)
                found.add((name, now.st_size, now.st_mtime_ns))
    return found
