"""The app as a person starts it, in a real browser."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from recommender.loading import load_pipeline
from recommender.settings import Settings

from .wire import Wire

PROJECT = Path(__file__).resolve().parents[2]
# The rules of WCAG A and AA, and best practice, such as that headings follow one another.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What a zoom leaves of a window of 1280 by 1024 pixels; the last is what rule 1.4.10 (reflow) asks for.
ZOOMS = {"100 %": (1280, 1024), "200 %": (640, 512), "400 %": (320, 256)}
START = 60  # seconds
PATIENCE = 120  # seconds for a run of the script; a busy machine is slow, not wrong
SOON = 30_000  # milliseconds for anything else
expect.set_options(timeout=SOON)

# Two frames: in the first, the page does what a key or a click has brought about; in the second, it is on the screen.
NEXT_FRAMES = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
WIDE = """() => [...document.querySelectorAll("*")].filter(e => !e.closest("[data-testid=stTable]")
    && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 200
    && (e === document.documentElement || ["auto", "scroll"].includes(getComputedStyle(e).overflowX)))
    .map(e => `scrolls sideways: ${e.outerHTML.slice(0, 200)}`)"""
DRAWN = """() => document.documentElement.dataset.run !== undefined
    && document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _missing(what: str) -> None:
    """Skip a test for which something is missing; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"needs {what}")


@dataclass
class Window:
    """One page in the browser, with what went wrong in it."""

    page: Page
    address: str
    wire: Wire
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        """Go to a page of the app and wait for it."""
        self.page.goto(self.address if not path else self.address.split("/?")[0] + path)
        self.page.get_by_role("heading", level=1).wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until every run that was asked for has ended and the page shows what came of it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            asked = len(self.wire.asked)
            self.page.evaluate(NEXT_FRAMES)
            if self.wire.is_quiet:
                self.page.wait_for_function(DRAWN, timeout=PATIENCE * 1000)
                self.page.evaluate(NEXT_FRAMES)
                if self.wire.is_quiet and len(self.wire.asked) == asked:
                    return
        raise AssertionError("The page does not come to rest")

    def press(self, name: str | re.Pattern[str], *, which: int = 0) -> None:
        """Press a button by its name and wait for what follows."""
        self.page.get_by_role("button", name=name).nth(which).click()
        self.settle()

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Choose from a list by its name and wait for what follows."""
        box = self.page.get_by_role("combobox", name=label).first
        box.scroll_into_view_if_needed()
        self.page.evaluate(NEXT_FRAMES)  # a list that is open while the page scrolls closes again
        box.click()
        self.page.get_by_role("option", name=option).first.click()
        self.settle()

    def add_person(self, code: str) -> None:
        """Add a person, opening the part of the page for it where it is closed."""
        box = self.page.get_by_label("Code or nickname", exact=True)
        if not self.page.locator("details[open]", has_text="Add a person").count():
            self.page.get_by_text("Add a person").click()
        box.fill(code)
        box.press("Tab")
        self.settle()
        self.press("Add this person")

    def find_skills(self, text: str) -> None:
        """Write a text and have its skills found."""
        self.text.fill(text)
        self.text.press("Tab")
        self.settle()
        self.press("Find skills")

    @property
    def text(self) -> Locator:
        """Return the box for the text."""
        return self.page.get_by_role("textbox", name="What did you do?", exact=True)

    def violations(self, *tags: str) -> list[str]:
        """Return what axe finds, rule and place, one line each; by all `RULES` where no tags are given."""
        script = os.environ.get("AXE_CORE", "")
        if not Path(script).is_file():
            _missing("axe-core, named by AXE_CORE")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Path(script).read_text(encoding="utf-8"))
        options: dict[str, Any] = {"runOnly": {"type": "tag", "values": list(tags or RULES)}}
        found = self.page.evaluate("options => axe.run(document, options)", options | {"resultTypes": ["violations"]})
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    def barriers(self, *others: Callable[[Page], list[str]]) -> list[str]:
        """Return what is wrong with the page in the state in which it is: nothing, on every page of the app.

        It is looked at as it is at each zoom; only tables may scroll sideways. From 200 % on the page is laid out
        alike, so there axe looks at the narrower window alone.

        Parameters
        ----------
        others : what is looked at beside, at each zoom
        """
        headings = self.page.get_by_role("heading", level=1).count()
        lines = [f"{headings} first headings"] * (headings != 1)
        before = self.page.viewport_size
        for zoom, (width, height) in ZOOMS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(NEXT_FRAMES)
            found = [*self.page.evaluate(WIDE), *(line for look in others for line in look(self.page))]
            lines += [f"{zoom}: {line}" for line in (found if zoom == "200 %" else [*self.violations(), *found])]
        if before:
            self.page.set_viewport_size(before)
        return [*lines, *self.foreign, *self.faults]


def barriers_on(walk: Iterator[str], window: Window) -> dict[str, list[str]]:
    """Walk through states of the page, and return what is wrong in each, by its name."""
    return {state: window.barriers() for state in walk}


@contextmanager
def running(home: Path, esco: Path | None, *, typed: str = "") -> Iterator[str]:
    """Start the app as a coach does, typing what it asks for, and yield the address that it prints.

    Without `esco` it uses what `recommender setup` put into the home folder, and the real model.
    """
    with started(home, esco, typed=typed) as (address, _):
        yield address


@contextmanager
def started(home: Path, esco: Path | None, *, typed: str = "") -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the app as `running` does, and yield its process, too."""
    environment = os.environ | {"RECOMMENDER_HOME": str(home)}
    if esco is not None:
        environment |= {"RECOMMENDER_ESCO": str(esco), "RECOMMENDER_MODEL": "hashed-ngrams"}
        if not (home / "cache").exists():
            shutil.copytree(_index(esco), home / "cache", copy_function=os.link)  # chunks are replaced, never changed
    log = home / "server.log"
    with log.open("w") as file:
        command = [sys.executable, "-m", "recommender", "app", "--no-browser"]
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stderr=file,
            stdout=file,
            start_new_session=True,  # without a terminal, a prompt reads from standard input
        )
        assert process.stdin
        process.stdin.write(typed.encode())
        process.stdin.close()
    try:
        yield _address(log, process), process
    finally:
        process.terminate()
        process.wait(timeout=20)


@cache
def _index(esco: Path) -> Path:
    """Return a folder with the index of a small extract, which every app would else make anew."""
    home = Path(mkdtemp())
    atexit.register(shutil.rmtree, home)
    load_pipeline(Settings(home, "hashed-ngrams", esco))
    return home / "cache"


@contextmanager
def held(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let a program stand still for a while."""
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", log.read_text())
        if found:
            return found.group()
        time.sleep(0.1)
    raise AssertionError(f"The app did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium without a window, the one that never has one where it is there: it draws a page sooner."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        _missing("Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> BrowserContext:
    """Return one visitor for all tests, so that scripts and styles are fetched once from each app."""
    return browser.new_context(locale="en-GB", reduced_motion="reduce")


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Iterator[str]:
    """Return the address of an app that all tests share; each test uses a person of its own."""
    with running(tmp_path_factory.mktemp("home"), sample_esco) as address:
        yield address


@pytest.fixture
def served(
    request: pytest.FixtureRequest, shared_app: str, tmp_path_factory: pytest.TempPathFactory, sample_esco: Path
) -> Iterator[str]:
    """Return the address of the shared app; a test that is run again gets one that its first run has not changed."""
    if getattr(request.node, "execution_count", 1) == 1:
        yield shared_app
        return
    with running(tmp_path_factory.mktemp("home"), sample_esco) as address:
        yield address


@pytest.fixture
def open_window(visitor: BrowserContext) -> Iterator[Callable[..., Window]]:
    """Return a function that opens a window on an address; afterwards the browser remembers nothing of it."""

    def opened(address: str, *, width: int = 1280, height: int = 900) -> Window:
        page = visitor.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(SOON)
        window = Window(page, address, Wire(page))
        origin = address.split("/?")[0].removeprefix("http")
        page.on("request", lambda request: _note_foreign(window, request.url, origin))
        page.on("pageerror", lambda error: window.faults.append(str(error)))
        page.on("console", lambda said: window.faults.append(said.text) if "Content Security" in said.text else None)
        return window

    yield opened
    for page in visitor.pages:
        page.evaluate("localStorage.clear()")  # whether the bar at the side is closed
        page.close()
    visitor.clear_cookies()


@pytest.fixture
def window(open_window: Callable[..., Window], served: str) -> Window:
    """Return a window on the shared app, opened."""
    window = open_window(served)
    window.open()
    return window


def _note_foreign(window: Window, url: str, origin: str) -> None:
    if not url.startswith((f"http{origin}", f"ws{origin}", "data:", "blob:")):
        window.foreign.append(url)
