"""More of the work by keyboard alone: the people of a coach, the record of one person, trainings up to the print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from recommender.domain.decisions import Answer, Voice
from recommender.domain.profile import Step
from recommender.guidance.profile import coach_of, skill_records
from recommender.store import Store

from .conftest import Window, running

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MOST_STEPS = 150  # of the Tab key to anything on a page
Journey = tuple[Window, Path]


@pytest.fixture
def journey(
    open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path, request: pytest.FixtureRequest
) -> Iterator[Journey]:
    """Return a window on an app in which one person has named one skill, and the home of the app."""
    with Store.open(tmp_path / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
        said = {"concept_uri": "esco/fold", "preferred_label": "fold boxes", "esco": "1", "model": "m", "now": NOW}
        store.decide("blue-7", answer=Answer.YES, voice=Voice.PERSON, **said)  # type: ignore[arg-type]
    with running(tmp_path, sample_esco) as address:
        window = open_window(address)
        window.open()
        yield window, tmp_path


def go_to(window: Window, wanted: Locator, *, seen: Locator | None = None) -> None:
    """Press Tab until the focus is on this, as somebody without a mouse does; it must be seen there.

    Parameters
    ----------
    seen : what is seen in its place, where it is drawn by something else
    """
    expect(wanted.first).to_be_visible()
    for _step in range(MOST_STEPS):
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            expect((seen or wanted).first).to_be_in_viewport()
            return
        window.page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not lead to {wanted}")


def press(window: Window, name: str | re.Pattern[str], *, key: str = "Enter", role: str = "button") -> None:
    """Go to a button or link by Tab and press it."""
    go_to(window, window.page.get_by_role(role, name=name).first)  # type: ignore[arg-type]
    window.page.keyboard.press(key)
    window.settle()


def turn_to(window: Window, page: str) -> None:
    """Go to another page; its heading gets the focus."""
    press(window, page, role="link")
    expect(window.page.get_by_role("heading", level=1)).to_be_focused()


def write(window: Window, label: str, words: str) -> None:
    """Go to a box by Tab and write into it."""
    go_to(window, window.page.get_by_label(label, exact=True).first)
    window.page.keyboard.type(words)
    window.page.keyboard.press("Tab")
    window.settle()


def choose(window: Window, label: str | re.Pattern[str], words: str) -> None:
    """Go to a choice by Tab, look for an option by its words and take it."""
    go_to(window, window.page.get_by_role("combobox", name=label).first)
    window.page.keyboard.type(words)
    expect(window.page.get_by_role("option").first).to_contain_text(words)  # the list is cut to what was typed
    window.page.keyboard.press("Enter")
    window.settle()


def open_part(window: Window, words: str) -> None:
    """Go to a part that is closed by Tab, and open it."""
    go_to(window, window.page.locator("summary", has_text=words).first)
    window.page.keyboard.press("Enter")
    window.settle()


def announced(window: Window, words: str) -> None:
    expect(window.page.locator("#app-live").filter(has_text=words)).to_have_count(1)


def test_the_page_of_people_is_done_by_keyboard_alone(journey: Journey) -> None:
    window, home = journey
    turn_to(window, "People")
    open_part(window, "A new short name")
    write(window, "Short name, such as your initials", "KB")
    press(window, "Use this name")
    announced(window, "You are KB now.")
    write(window, "Look for a code", "blue")
    expect(window.page.get_by_test_id("stMain").get_by_text("1 person", exact=True)).to_be_visible()
    announced(window, "1 person")
    choose(window, "Give blue-7 to", "KB")
    announced(window, "blue-7 is with KB now.")
    with Store.open(home / "profiles.sqlite") as store:
        assert coach_of(store.load_profile("blue-7")) == "KB"
    choose(window, "For which card?", "Woodwork")
    expect(window.page.get_by_text("Word of the card: Woodwork")).to_be_visible()
    press(window, re.compile("^Open: blue-7"))
    expect(window.page.get_by_role("heading", name="What can this person do?")).to_be_focused()
    assert (window.foreign, window.faults) == ([], [])


def test_the_record_is_done_by_keyboard_alone(journey: Journey) -> None:
    window, home = journey
    turn_to(window, "Proofs and rights")
    choose(window, "Person", "blue-7")
    open_part(window, "Answer again: person and coach")
    press(window, "Coach: Yes")
    announced(window, "Kept: I have seen it, fold boxes")
    choose(window, "Coach: how is it done? fold boxes", "with someone beside")
    write(window, "Person: I call it …", "Box making")
    press(window, "Keep the person's word")
    expect(window.page.get_by_role("heading", name="Box making")).to_be_focused()
    open_part(window, "Add a proof")
    write(window, "What was seen, or what you say about it", "Thirty boxes, ask ann@example.org")
    write(window, "Who saw it?", "the coach")
    write(window, "Day it was seen, like 2026-03-01", "2026-02-01")
    choose(window, "Who adds this?", "The coach")
    press(window, "Keep this proof")
    announced(window, "Some words may be personal")
    press(window, "Keep it as it is")
    announced(window, "The proof is kept")
    write(window, "Who explains it to the person? Leave it empty where nobody does.", "a friend")
    press(window, "Yes, I agree")
    announced(window, "Kept: the person agrees")
    with Store.open(home / "profiles.sqlite") as store:
        profile = store.load_profile("blue-7")
    record = skill_records(profile)[0]
    assert (record.own_word, record.coach, record.coach_support.value) == ("Box making", Answer.YES, "beside")
    assert (record.stage.value, profile.consents[0].helped_by) == ("documented", "a friend")
    assert (window.foreign, window.faults) == ([], [])


def take(window: Window, name: str) -> bytes:
    """Go to a button that saves a file by Tab, press it and return the file."""
    go_to(window, window.page.get_by_role("button", name=name).first)
    with window.page.expect_download() as saved:
        window.page.keyboard.press("Enter")
    return Path(saved.value.path()).read_bytes()


def test_the_trainings_are_done_by_keyboard_alone_up_to_the_print(journey: Journey) -> None:
    window, home = journey
    choose(window, "Person", "blue-7")
    go_to(window, window.page.get_by_role("tab", name="1. Skills"))
    window.page.keyboard.press("ArrowRight")
    expect(window.page.get_by_role("heading", name="A next step")).to_be_visible()
    window.settle()
    for label, words in (("What work does the person like?", "Animals"), (re.compile("^What helps"), "quiet")):
        choose(window, label, words)
        window.page.keyboard.press("Escape")  # the list stays open for more
    announced(window, "in the lists")
    open_part(window, "Filter the lists")
    online = window.page.get_by_role("checkbox", name="Online")
    go_to(window, online, seen=window.page.get_by_text("Online", exact=True))
    window.page.keyboard.press("Space")
    window.settle()
    expect(window.page.get_by_text("A filter is on.")).to_be_visible()
    press(window, "Switch the filter off")
    expect(window.page.get_by_role("heading", name="Trainings", exact=True)).to_be_focused()
    assert b"Is there a quiet place" in take(window, "Save a letter to the provider")
    choose(window, re.compile("^How far is it"), "Asked the provider")
    choose(window, re.compile("^Look at it again"), "20")
    expect(window.page.get_by_text("Look again: ")).to_be_visible()
    with Store.open(home / "profiles.sqlite") as store:
        noted = store.load_profile("blue-7").training_steps[-1]
    assert (noted.step, noted.review_on > f"{datetime.now(UTC).date()}") == (Step.ASKED, True)
    go_to(window, window.page.get_by_role("tab", name="2. Trainings"))
    window.page.keyboard.press("ArrowRight")
    expect(window.page.get_by_role("heading", name="The skills of this person")).to_be_visible()
    window.settle()
    assert take(window, "Passport on paper").startswith(b"%PDF-")
    assert (window.foreign, window.faults) == ([], [])
