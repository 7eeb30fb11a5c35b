"""Measure a start, and a realistic session of a coach: three texts, fifteen decisions, one passport printed.

`pytest -m browser -s tests/browser/test_session_browser.py` prints steps, seconds by machine and runs. With
SESSION_HOME=FOLDER it uses the ESCO release and the model that `recommender setup` put there, otherwise the extract.
It holds no limit of time: only the steps and runs are the same on every machine. STARTS=9 starts so many times.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from .conftest import Window, running
from .wire import WHOLE_PAGE

# Invented; 40 to 60 words each.
TEXTS = (
    "I work in the laundry. I sort the dirty towels and sheets by colour and load the big machine. With the mangle I "
    "iron sheets and I fold them for the hotel. I check that nothing is torn. My colleague drives the van. Later I "
    "would like to work with animals.",
    "I peel vegetables and wash dishes in the canteen. I lay the tables with some help and clear them after lunch. I "
    "wipe the worktops and sweep the floor. I pack goods into boxes for the food bank. I am learning to use the till.",
    "I feed the rabbits and clean their cages every morning. I water the plants and rake the leaves. I sort waste into "
    "the right bins. On Fridays I put goods on the shelves of the shop and tell customers where things are.",
)
DECISIONS = 15
STARTS = int(os.environ.get("STARTS", "2"))
BUTTON = re.compile(r"^(?:Yes|No|Not sure): ")


@dataclass
class Tally:
    """What a session costs: what the coach does, seconds that the machine takes, runs of the page and of parts."""

    window: Window
    steps: int = 0
    whole: int = 0
    parts: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def step(self, name: str, act: Callable[[], object]) -> None:
        """Do one thing and wait until the page is done with it."""
        asked = len(self.window.wire.asked)
        started = time.monotonic()
        act()
        self.steps += 1
        self.window.settle()
        self.seconds.setdefault(name, []).append(time.monotonic() - started)
        self.whole += self.window.wire.asked[asked:].count(WHOLE_PAGE)
        self.parts += len(self.window.wire.asked[asked:]) - self.window.wire.asked[asked:].count(WHOLE_PAGE)

    def print(self, start: float) -> None:
        """Print the table."""
        total = sum(sum(times) for times in self.seconds.values())
        runs = f"{self.whole} runs of the page, {self.parts} of a part"
        print(f"\n{self.steps} steps, {runs}, {total:.1f} s by the machine; first page {start:.1f} s")  # noqa: T201
        for name, times in self.seconds.items():
            middle = sorted(times)[len(times) // 2]
            print(f"  {name}: {len(times)} times, median {middle:.2f} s, longest {max(times):.2f} s")  # noqa: T201


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with the installed release and model, or an empty one for the extract."""
    installed = os.environ.get("SESSION_HOME")
    if installed:
        for name in ("esco", "cache", "models"):
            if (Path(installed) / name).exists():
                (tmp_path / name).symlink_to(Path(installed) / name)
    return tmp_path


def test_a_session_of_a_coach_is_measured(home: Path, sample_esco: Path, open_window: Callable[..., Window]) -> None:
    extract = None if os.environ.get("SESSION_HOME") else sample_esco
    begun = time.monotonic()
    with running(home, extract) as address:
        window = open_window(address)
        window.open()
        start = time.monotonic() - begun
        tally = session(window)
        tally.print(start)
    assert tally.steps <= 60
    # Only a new text, its search and a larger list draw the page anew.
    assert tally.whole <= 2 * len(TEXTS) + 3


def test_starts_are_measured(home: Path, sample_esco: Path, open_window: Callable[..., Window]) -> None:
    extract = None if os.environ.get("SESSION_HOME") else sample_esco
    pages, skills = [], []
    for _ in range(STARTS):
        begun = time.monotonic()
        with running(home, extract) as address:
            window = open_window(address)
            window.open()
            pages.append(time.monotonic() - begun)
            window.add_person("start-1")
            window.find_skills("I wash dishes.")
            skills.append(time.monotonic() - begun)
            assert window.page.get_by_role("button", name=BUTTON).count()
            window.page.close()
        (home / "profiles.sqlite").unlink()
    for name, times in {"first page": pages, "first skills": skills}.items():
        spread = f"{min(times):.2f} to {max(times):.2f}"
        print(f"\n{name}: {len(times)} starts, median {median(times):.2f} s ({spread})", end="")  # noqa: T201


def session(window: Window) -> Tally:
    """Do the whole session and return what it cost."""
    page, tally = window.page, Tally(window)
    window.add_person("session-1")
    window.find_skills("I wash dishes.")  # the word lists are loaded from now on
    open_new = window.page.get_by_role("button", name="Write a new text")
    decided = 0
    for number, text in enumerate(TEXTS, start=1):
        if open_new.count():
            tally.step("new text", open_new.click)
        box = window.text
        tally.step("write", lambda box=box, text=text: box.fill(text))  # type: ignore[misc]
        tally.step("find skills", page.get_by_role("button", name="Find skills").click)
        tally.step("look further", page.get_by_role("button", name="Look for more skills").click)
        wanted = DECISIONS * number // len(TEXTS) - decided
        for turn in range(wanted):
            # A card has three buttons, less the one of its decision: a list of one card is decided on anew.
            buttons = page.get_by_role("button", name=BUTTON)
            tally.step("decide", buttons.nth(3 * turn % buttons.count()).click)
        decided += wanted
    tally.step("open trainings", page.get_by_role("tab", name="2. Trainings").click)
    tally.step("open record", page.get_by_role("tab", name="3. Record").click)
    tally.step("print", lambda: print_passport(window))
    return tally


def print_passport(window: Window) -> None:
    """Save the passport for the printer, and wait until the file is there."""
    with window.page.expect_download() as printed:
        window.page.get_by_role("button", name="Passport on paper (PDF)").click()
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF-")
