"""The provider's page in Chromium: every state without a barrier axe knows, at each zoom, and by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from recommender.catalogue.reading import read_catalogue
from recommender.demand_files import demand_document
from recommender.domain.versions import Versions
from recommender.guidance.demand import Demand, Measure, StaffSkill, Unit
from recommender.guidance.snapshots import Snapshot
from recommender.offers import imported, preview, use
from recommender.provider_store import ProviderStore
from recommender.settings import Settings

from .conftest import Window, running

IRON = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
DISHES = "http://data.europa.eu/esco/skill/c662be22-f17a-4ba0-894f-d720b20c44cf"
DAY = date(2026, 5, 4)
HEADINGS = "id,title,description,kind,languages,provider,learning_outcomes,accessibility,work_areas,status"
OUTCOMES = "Wash the laundry\nIron shirts and towels\nWash dishes by hand\nPack goods\nClean rooms\nClean surfaces"
OFFER = f"""{HEADINGS}
wash,Washing for a big house,Learn to wash.,course,en,House of learning,"{OUTCOMES}",step_free=no,laundry,real
dogs,Dogs,I wash dogs and feed them.,course,en,House of learning,,,animals,real
"""
COUNTS = {
    Measure.CAN: {IRON: 15, DISHES: 20},
    Measure.LIKES: {"laundry": 10, "garden": 15},
    Measure.NEEDS: {"step_free": 5, "symbols_aac": 5},
}
SNAPSHOT = Snapshot("House 1", DAY, 30, COUNTS, "1.2.0")


# The last heading of each part: when it is there, the part is drawn.
LAST = {
    "Offer": "What is missing for a micro-credential",
    "Skills": "Your answers",
    "Who asks": "What the staff knows",
    "Gaps": "Take the tables away",
    "Drafts": "Drafts",
}


# The first words of each kind of gap.
SENTENCES = {
    "No training": "Somebody asks for a skill",
    "Not yet a micro-credential": "These entries lack elements",
    "Nobody assesses it": "People can do this already.",
    "Not accessible": "People need something",
    "Skills of the staff": "Your offer depends on something.",
}
expect.set_options(timeout=20_000)


def steady(window: Window) -> Window:
    """Wait until the page is drawn: what is drawn again is dimmed until then."""
    window.settle()
    window.page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
    window.settle()
    return window


def fill(home: Path) -> None:
    """Put an invented offer and invented demand into a home."""
    (home / "catalogue.csv").write_text(OFFER, encoding="utf-8")
    with ProviderStore.open(home / "provider.sqlite") as store:
        store.keep_files([SNAPSHOT])
        store.add_demand(Demand(Measure.WANTED, IRON, 3, Unit.JOBS, "Job centre", DAY))
        store.say_staff(StaffSkill("rights", 0, "Staff list", DAY))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Iterator[str]:
    """Return the address of an app with an offer and demand."""
    home = tmp_path_factory.mktemp("provider")
    fill(home)
    with running(home, sample_esco) as found:
        yield found


@pytest.fixture
def offer_page(open_window: Callable[..., Window], address: str) -> Window:
    """Return a window on the provider's page."""
    return on_page(open_window(address))


def on_page(window: Window) -> Window:
    window.open()
    window.page.get_by_role("link", name="Our offer").first.click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("What does our offer lack?")
    window.settle()
    return window


def to(window: Window, part: str) -> Window:
    """Go to a part of the page."""
    window.page.get_by_role("radiogroup", name="Part of this page").get_by_text(part, exact=True).click()
    expect(window.page.get_by_role("heading", name=LAST[part], exact=True)).to_be_visible()
    steady(window)
    return window


def kind(window: Window, name: str) -> Window:
    """Go to a kind of gap."""
    to(window, "Gaps").page.get_by_role("radiogroup", name="Which kind of gap?").get_by_text(name).click()
    expect(window.page.get_by_text(SENTENCES[name])).to_be_visible()
    steady(window)
    return window


def upload(window: Window, name: str, text: str, *, which: int = 0) -> Window:
    """Upload a file."""
    kind = "application/json" if name.endswith(".json") else "text/csv"
    file = {"name": name, "mimeType": kind, "buffer": text.encode()}
    window.page.locator("input[type=file]").nth(which).set_input_files([file])  # type: ignore[list-item]
    window.page.get_by_text(name).first.wait_for()
    window.page.get_by_text(re.compile("Look before you import|Import 1 file")).first.wait_for()
    steady(window)
    return window


def correct(window: Window) -> Window:
    window.page.get_by_text("Correct the columns").click()
    expect(window.page.get_by_label("In which language are the texts?")).to_be_visible()
    return steady(window)


def say_for_all(window: Window) -> Window:
    window.page.get_by_text("Say what holds for all rows").click()
    country = window.page.get_by_label("In which country is the provider?")
    country.fill("Narnia")
    country.press("Tab")
    expect(window.page.get_by_text("is not a country code")).to_be_visible()
    expect(country).to_have_value("Narnia")
    return steady(window)


def look_up_subjects(window: Window) -> Window:
    to(window, "Who asks").page.get_by_text("What may stand in the column subject?").click()
    expect(window.page.get_by_text("The address of an ESCO skill")).to_be_visible()
    return steady(window)


def start_draft(window: Window) -> Window:
    kind(window, "Nobody assesses it").press("Make a draft")
    expect(window.page.get_by_text("This is a draft.").first).to_be_visible()
    window.settle()
    return window


def by_group(window: Window) -> Window:
    kind(window, "Nobody assesses it").page.get_by_text("By skill group").click()
    window.settle()
    return window


# Each state that a provider can bring the page into.
STATES: dict[str, Callable[[Window], object]] = {
    "offer": lambda window: None,
    "a table to import": lambda window: upload(window, "more.csv", OFFER.replace("wash,", "wash2,")),
    "columns to correct": lambda window: correct(upload(window, "more.csv", OFFER.replace("wash,", "wash2,"))),
    "what holds for all rows": lambda window: say_for_all(upload(window, "more.csv", OFFER.replace("wash,", "wash2,"))),
    "a table with problems": lambda window: upload(window, "broken.csv", f"{HEADINGS}\nx,,,course,en,,,,,real\n"),
    "skills": lambda window: to(window, "Skills"),
    "skills found by search": lambda window: search_link(to(window, "Skills"), "iron"),
    "demand": lambda window: to(window, "Who asks"),
    "words for a table": look_up_subjects,
    "a wrong number": lambda window: to(window, "Who asks").press("Add this need"),
    "gaps: no training": lambda window: kind(window, "No training"),
    "gaps: not yet a micro-credential": lambda window: kind(window, "Not yet a micro-credential"),
    "gaps: nobody assesses it": lambda window: kind(window, "Nobody assesses it"),
    "gaps: not accessible": lambda window: kind(window, "Not accessible"),
    "gaps: staff": lambda window: kind(window, "Skills of the staff"),
    "gaps by skill group": by_group,
    "no draft": lambda window: to(window, "Drafts"),
    "a draft": start_draft,
}


def search_link(window: Window, words: str) -> Window:
    window.page.get_by_label("Look for another skill").fill(words)
    window.page.keyboard.press("Enter")
    window.settle()
    return window


@pytest.mark.parametrize("state", STATES)
def test_no_state_breaks_a_rule_of_wcag_a_or_aa(offer_page: Window, state: str) -> None:
    STATES[state](offer_page)
    steady(offer_page)
    assert offer_page.barriers() == []
    assert offer_page.page.locator('[aria-label*="\\\\"]').count() == 0


def tab_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Go on with the Tab key until the focus is on this."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key never comes to {wanted}")


def test_texts_are_answered_by_keyboard_and_the_focus_comes_back_to_the_first_choice(
    open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path
) -> None:
    fill(tmp_path)
    with running(tmp_path, sample_esco) as address:
        window = to(on_page(open_window(address)), "Skills")
        page = window.page
        expect(page.get_by_text("7 texts wait for an answer.")).to_be_visible()
        tab_to(page, page.locator("[class*=st-key-choices-] input").first)
        page.keyboard.press("Space")
        window.settle()
        tab_to(page, page.get_by_role("button", name="Keep and go on", exact=True))
        page.keyboard.press("Enter")
        window.settle()
        expect(page.get_by_text("6 texts wait for an answer.")).to_be_visible()
        expect(page.locator("[class*=st-key-choices-] input").first).to_be_focused()
        expect(page.locator("#app-live")).to_have_text("Kept. The next text is shown.")
    with ProviderStore.open(tmp_path / "provider.sqlite") as store:
        answers = store.links()
    assert {decision.outcome for decision in answers} == {"Wash the laundry"}
    assert sum(decision.answer for decision in answers) == 1


def test_reading_can_be_stopped_and_goes_on(
    open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path
) -> None:
    lines = "\n".join(f"Wash {number} plates" for number in range(600))
    fill(tmp_path)
    (tmp_path / "catalogue.csv").write_text(OFFER.replace(OUTCOMES, lines), encoding="utf-8")
    done = [0]
    with running(tmp_path, sample_esco) as address:
        window = to(on_page(open_window(address)), "Skills")
        for name in ("Read the outcomes", "Go on reading"):
            window.page.get_by_role("button", name=name).click()
            expect(window.page.get_by_text(f"Read: {done[-1]} of 601")).to_have_count(0)
            window.page.get_by_role("button", name="Stop reading").click()
            window.page.get_by_role("button", name="Go on reading").wait_for()
            said = window.page.get_by_text(re.compile("Read: [0-9]+ of 601")).inner_text()
            done.append(int(said.split()[1]))
    assert 0 < done[1] < done[2] < 601


def test_an_earlier_import_is_looked_at_and_gone_back_to_by_keyboard(
    open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path
) -> None:
    settings, now = Settings(home=tmp_path, esco=sample_esco), datetime(2026, 5, 4, 9, tzinfo=UTC)
    for name, text in (("spring.csv", OFFER), ("autumn.csv", OFFER.replace("Dogs,I wash", "Dogs and cats,I wash"))):
        use(preview(name, text.encode(), current=imported(settings)), settings=settings, now=now)
    with running(tmp_path, sample_esco) as address:
        window = steady(on_page(open_window(address)))
        page = window.page
        tab_to(page, page.get_by_label("Which state do you want to look at?"))
        page.keyboard.type("spring.csv")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="What state 1 changed")).to_be_visible()
        assert steady(window).violations() == []
        tab_to(page, page.get_by_role("button", name="Go back to state 1"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Go back to state 1?")).to_be_focused()
        assert steady(window).violations() == []
        tab_to(page, page.get_by_role("button", name="Yes, go back to state 1"))
        page.keyboard.press("Enter")
        expect(page.locator("#app-live")).to_have_text("The offer is back in state 1.")
        expect(page.get_by_role("cell", name="Back to state 1")).to_be_visible()
        assert steady(window).violations() == []
    assert [training.main_title for training in read_catalogue(tmp_path / "catalogue.csv").trainings][1] == "Dogs"


def test_a_demand_file_and_a_gap_from_it(open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path) -> None:
    (tmp_path / "catalogue.csv").write_text(OFFER, encoding="utf-8")
    document = json.dumps(demand_document(SNAPSHOT, versions=Versions("1.2.0", "m", "none", "1")))
    with running(tmp_path, sample_esco) as address:
        window = to(on_page(open_window(address)), "Who asks")
        upload(window, "may.json", document).press("Import 1 file")
        expect(window.page.get_by_text("People counted: at least 30.")).to_be_visible()
        kind(window, "Nobody assesses it")
        expect(window.page.get_by_text("People: at least 20 (House 1, 2026-05-04)").first).to_be_visible()


def test_the_tables_are_saved_as_files(offer_page: Window) -> None:
    to(offer_page, "Gaps")
    with offer_page.page.expect_download() as found:
        offer_page.page.get_by_role("button", name="Gaps as XLSX").click()
    assert found.value.suggested_filename == "gaps.xlsx"
    assert Path(found.value.path()).read_bytes()[:2] == b"PK"
