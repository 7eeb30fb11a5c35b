"""The page with proofs and rights in Chromium: no barrier that axe knows at any zoom, keyboard only."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from recommender import passphrase
from recommender.attachments import prepare
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.stages import Stage
from recommender.domain.statements import Support
from recommender.store import Store

from .conftest import Window, running

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def served_record(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Iterator[str]:
    """Return the address of an app in which one person has a skill with a photo and an assessment."""
    home = tmp_path_factory.mktemp("record")
    with Store.open(home / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
        skill = {"concept_uri": "esco/fold", "preferred_label": "fold boxes", "now": NOW}
        said = {"esco": "1", "model": "m", "answer": Answer.YES}
        store.decide("blue-7", voice=Voice.PERSON, support=Support.ALONE, own_word="Box making", **skill, **said)  # type: ignore[arg-type]
        store.decide("blue-7", voice=Voice.COACH, support=Support.BESIDE, evidence=("I fold",), **skill, **said)  # type: ignore[arg-type]
        target = io.BytesIO()
        Image.new("RGB", (60, 40), "green").save(target, "JPEG")
        kind, file, content = prepare("box.jpg", target.getvalue())
        photo = {"words": "My box", "file": (file, content)}
        store.add_proof("blue-7", kind, concept_uri="esco/fold", voice=Voice.PERSON, now=NOW, **photo)  # type: ignore[arg-type]
        how = {"by": "A. Assessor", "on": date(2026, 2, 1), "method": "work sample", "standard": "unit 3"}
        store.enter_stage("blue-7", stage=Stage.ASSESSED, voice=Voice.COACH, **skill, **how)  # type: ignore[arg-type]
        store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    with running(home, sample_esco) as address:
        yield address


def _choose(window: Window) -> Window:
    window.choose("Person", "blue-7")
    return window


def _expand(window: Window, *names: str) -> Window:
    for name in names:
        window.page.get_by_text(name, exact=True).click()
    window.settle()
    return window


def walk(window: Window) -> Iterator[str]:
    yield "nobody chosen"
    _choose(window)
    yield "a person"
    _expand(window, "Enter an assessment", "Enter a certificate", "Add a proof")
    yield "forms"
    window.page.get_by_label("Who assessed?").fill("A. Assessor")
    window.press("Keep the assessment")
    expect(window.page.get_by_text("Write it like").first).to_be_visible()
    yield "an entry that is refused"
    window.page.get_by_label("What was seen, or what you say about it").fill("Frau Beispiel saw it")
    window.press("Keep this proof")
    expect(window.page.get_by_text("You decide whether they stay").first).to_be_visible()
    yield "personal words"
    window.page.get_by_label("For which training?").first.click()
    window.page.keyboard.type("Packing")  # the list shows only the first of many
    expect(window.page.get_by_role("option", name="Packing").first).to_be_visible()
    window.page.keyboard.press("Enter")
    window.settle()
    window.page.get_by_text("Extra time in the assessment", exact=True).click()
    window.settle()
    expect(window.page.get_by_text("Ask the provider for: Extra time").first).to_be_visible()
    yield "a sheet"
    window.page.get_by_text("lines in the log").click()
    window.settle()
    yield "the log"
    _expand(window, "Answer again: person and coach")
    yield "both answers"


STATES = (
    *("nobody chosen", "a person", "forms", "an entry that is refused", "personal words", "a sheet", "the log"),
    "both answers",
)


def test_no_state_breaks_a_rule_of_wcag_a_or_aa(open_window: Callable[..., Window], served_record: str) -> None:
    window = open_window(served_record)
    window.open()
    window.open("/record")
    found = {}
    for state in walk(window):
        found[state] = window.barriers()
        if folder := os.environ.get("PICTURES"):
            window.page.screenshot(path=f"{folder}/{state.replace(' ', '-')}.png", full_page=True)
    assert found == {state: [] for state in STATES}


def test_a_consent_is_given_with_the_keyboard_alone_and_announced(
    open_window: Callable[..., Window], served_record: str
) -> None:
    window = open_window(served_record)
    window.open()
    window.open("/record")
    _choose(window)
    button = window.page.get_by_role("button", name="Yes, I agree").first
    button.focus()
    window.page.keyboard.press("Enter")
    window.settle()
    expect(window.page.get_by_text("✓ The person agrees").first).to_be_visible()
    expect(window.page.locator("[aria-live]").filter(has_text="Kept: the person agrees")).to_have_count(1)
    expect(button).to_be_focused()


def test_the_archive_is_saved_in_the_browser(open_window: Callable[..., Window], served_record: str) -> None:
    window = open_window(served_record)
    window.open()
    window.open("/record")
    _choose(window)
    with window.page.expect_download() as waiting:
        window.page.get_by_role("button", name="Save everything as one archive").click()
    content = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "blue-7.zip"
    assert content.startswith(b"PK")


def test_a_locked_app_asks_in_the_terminal_and_then_shows_the_person(
    open_window: Callable[..., Window], sample_esco: Path, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
    passphrase.lock(tmp_path / "profiles.sqlite", "correct horse battery")
    passphrase.forget_keys()
    with running(tmp_path, sample_esco, typed="correct horse battery\n") as address:
        window = open_window(address)
        window.open()
        window.open("/record")
        _choose(window)
        expect(window.page.get_by_text("No skill has an answer yet").first).to_be_visible()
