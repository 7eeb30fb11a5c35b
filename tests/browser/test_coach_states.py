"""Each state that a coach can bring the page into, without a barrier axe knows: one window walks through several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .coach_steps import (
    be_coach,
    begin_training,
    choose_likes,
    give_file,
    look_for_code,
    open_part,
    search,
    search_other_word,
    skills_of,
    to_page,
    to_record,
    to_trainings,
    write_list,
)
from .conftest import WIDE, Window, barriers_on, held, started
from .wire import Wire


def before_a_list(window: Window) -> Iterator[str]:
    yield "nobody chosen"
    if not window.page.locator("details[open]", has_text="Add a person").count():
        open_part(window, "Add a person")
    window.page.get_by_label("Code or nickname", exact=True).fill("Jo Example")
    window.page.keyboard.press("Tab")
    window.settle()
    expect(window.page.get_by_text("This looks like a full name")).to_be_visible()
    yield "a full name"
    window.page.get_by_label("Code or nickname", exact=True).fill("state-1")
    window.page.keyboard.press("Tab")
    window.settle()
    window.press("Add this person")
    yield "a person without a text"
    open_part(window, "What the person thinks")
    yield "all boxes"
    window.press("Find skills")
    expect(window.page.get_by_text("The box is empty").first).to_be_visible()
    yield "an empty text"
    window.find_skills("Ich wasche das Geschirr und ich putze die Zimmer.")
    expect(window.page.get_by_text("a language that the program does not read yet")).to_be_visible()
    yield "another language"
    window.find_skills("Call me: 0151 234 567.")
    expect(window.page.get_by_role("button", name="Take these words out")).to_be_visible()
    yield "personal words"


def a_list(window: Window) -> Iterator[str]:
    skills_of(window, "state-2")
    yield "skills"
    window.press("Look for more skills")
    expect(window.page.get_by_role("heading", name="The program is less sure of these")).to_be_visible()
    yield "looked further"
    open_part(window, "parts of the text set aside")
    expect(window.page.get_by_role("button", name="This is a skill after all").first).to_be_visible()
    yield "set aside"
    search(window, "wash")
    expect(window.page.get_by_role("button", name="Add: the person says yes").first).to_be_visible()
    yield "search"
    search(window, "qqqqqq")
    expect(window.page.get_by_text("No ESCO skill has these words").first).to_be_visible()
    yield "search without a find"
    write_list(window)
    expect(window.page.get_by_role("heading", name="qqqqq", exact=True)).to_be_visible()
    yield "a list of known skills"
    open_part(window, "No ESCO word fits")
    expect(window.page.get_by_label("What the skill is called")).to_be_visible()
    yield "own words"


def answers(window: Window) -> Iterator[str]:
    skills_of(window, "state-3").press("Yes: ")
    expect(window.page.get_by_text("Named: the person says yes").first).to_be_visible()
    yield "yes"
    window.press("No: ")
    expect(window.page.get_by_text("The person says no").first).to_be_visible()
    yield "no"
    window.press("Other word")
    expect(window.page.get_by_label("Look for a word that fits better")).to_be_visible()
    yield "other word"
    search_other_word(window)
    yield "other word searched"
    window.find_skills("I clean the surfaces.")
    open_part(window, "1 word is nearly the same")
    window.press("Yes, this too")
    expect(window.page.get_by_role("button", name="✓ Yes, this too")).to_be_focused()
    yield "nearly the same"


def corrections(window: Window) -> Iterator[str]:
    skills_of(window, "state-4").press("Not me, somebody else")
    expect(window.page.get_by_text("No skill was found")).to_be_visible()
    yield "somebody else"
    open_part(window, "parts of the text set aside")
    window.press("This is a skill after all")
    expect(window.page.get_by_role("button", name="Take this back").first).to_be_visible()
    yield "taken back"


def trainings(window: Window) -> Iterator[str]:
    to_trainings(skills_of(window, "state-5"))
    yield "trainings"
    open_part(window, "Filter the lists")
    window.page.get_by_label("Starts in or after, such as 2026-05").fill("soon")
    window.page.keyboard.press("Tab")
    window.settle()
    expect(window.page.get_by_text("Write the year and the month with numbers")).to_be_visible()
    window.page.get_by_text("Online", exact=True).click()
    window.settle()
    yield "filters"
    window.page.get_by_text("Online", exact=True).click()
    window.settle()
    choose_likes(window)
    yield "likes and needs"
    begin_training(window)
    expect(window.page.get_by_text("Asked the provider").first).to_be_visible()
    yield "a training under way"


def record(window: Window) -> Iterator[str]:
    to_record(skills_of(window, "state-6"))
    yield "record"
    window.press("Write a new text")
    expect(window.text).to_have_value("")
    yield "a second text"
    to_page(window, "People", "People")
    window.press("Make a backup on this computer")
    expect(window.page.get_by_role("combobox", name="Backups on this computer")).to_be_visible()
    yield "a backup"
    with window.page.expect_download() as saved:
        window.page.get_by_role("button", name="Save a backup").click()
    look_for_code(window, "state-6")
    window.press("Open: state-6")
    window.page.get_by_role("tab", name="3. Record").click()
    open_part(window, "Take away or erase")
    window.page.get_by_label("Code of the person to erase").fill("state-6")
    window.page.keyboard.press("Tab")
    window.settle()
    expect(window.page.get_by_role("button", name="Erase for good")).to_be_visible()
    yield "before erasing"
    window.press("Erase for good")
    yield "erased"
    to_page(window, "People", "People")
    give_file(window, "backup.json", Path(saved.value.path()).read_bytes(), "backup.json", which=2)
    window.press("Bring people back", which=1)
    expect(window.page.get_by_text("Somebody was erased after this backup was made").first).to_be_visible()
    yield "a question about a backup"


def people(window: Window) -> Iterator[str]:
    window.add_person("state-7")
    to_page(window, "People", "People")
    yield "people"
    be_coach(window, "KM")
    yield "a coach is chosen"
    look_for_code(window, "nobody-here")
    expect(window.page.get_by_test_id("stMain").get_by_text("0 people", exact=True)).to_be_visible()
    window.choose("For which card?", "Packing")
    yield "no such code, and a photo"
    give_file(window, "people.csv", b"code,text\nstate-24,I wash dishes.\n", "The file is fine")
    yield "a table"
    window.press("Keep the texts and find skills")
    expect(window.page.get_by_role("button", name="Take the last table back")).to_be_visible()
    yield "a table that was kept"
    window.press("Take the last table back")
    expect(window.page.get_by_role("heading", name="Your people")).to_be_focused()
    give_file(window, "personal.csv", b"code,text\nstate-25,Call 0151 234 567.\n", "words that may be personal")
    yield "a table with personal words"
    give_file(window, "wrong.csv", b"code,text\n,\nx,\n", "row 3: the text is empty")
    yield "a table with problems"
    give_file(window, "other.json", b"{}", "Take this person in", which=1)
    window.press("Take this person in")
    expect(window.page.get_by_role("alert").first).to_be_visible()
    yield "a wrong hand-over file"
    to_page(window, "About", "About this program")
    yield "about"


# Each way through the pages, and the states that it must measure.
WALKS: dict[Callable[[Window], Iterator[str]], tuple[str, ...]] = {
    before_a_list: (
        *("nobody chosen", "a full name", "a person without a text", "all boxes", "an empty text"),
        *("another language", "personal words"),
    ),
    a_list: (
        *("skills", "looked further", "set aside", "search", "search without a find", "a list of known skills"),
        "own words",
    ),
    answers: ("yes", "no", "other word", "other word searched", "nearly the same"),
    corrections: ("somebody else", "taken back"),
    trainings: ("trainings", "filters", "likes and needs", "a training under way"),
    record: ("record", "a second text", "a backup", "before erasing", "erased", "a question about a backup"),
    people: (
        *("people", "a coach is chosen", "no such code, and a photo", "a table", "a table that was kept"),
        *("a table with personal words", "a table with problems", "a wrong hand-over file", "about"),
    ),
}


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_no_state_breaks_a_rule_of_wcag_a_or_aa(window: Window, walk: Callable[[Window], Iterator[str]]) -> None:
    assert barriers_on(walk(window), window) == {state: [] for state in WALKS[walk]}


# What the accessibility statement lists as open, since Streamlit does not allow it: where it does, these tests say so.


def test_only_the_open_list_of_a_choice_is_against_best_practice(window: Window) -> None:
    window.page.get_by_role("combobox", name="Person").click()
    expect(window.page.get_by_role("option").first).to_be_visible()
    assert {line.split(":")[0] for line in window.violations()} == {"region"}


@pytest.fixture
def other_window(browser: Browser, served: str) -> Iterator[Window]:
    """Return a window of a browser that speaks German and prefers dark pages, on the page of people."""
    page = browser.new_context(locale="de-DE", color_scheme="dark").new_page()
    window = Window(page, served, Wire(page))
    window.open()
    window.open("/people")
    yield window
    page.context.close()


def test_streamlit_speaks_english_and_is_light_whatever_the_browser_prefers(other_window: Window) -> None:
    for words in ("Skip to main content", "Upload"):
        expect(other_window.page.get_by_text(words, exact=True).first).to_be_attached()
    expect(other_window.page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(255, 255, 255)")


# What stands pale on the page; small grey words have an opacity of 0.6 and contrast enough.
FADED = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter(e => e.checkVisibility() && e.innerText?.trim() && Number(getComputedStyle(e).opacity) < 0.6)
    .map(e => e.innerText.slice(0, 40))"""
# What fades does so after a while: as transitions, which the browser knows beforehand.
FADING_IS_OVER = """async () => {
    const fading = document.getAnimations().filter(one => one instanceof CSSTransition);
    await Promise.allSettled(fading.map(one => one.finished));
}"""


def test_a_busy_page_breaks_no_rule_either(
    tmp_path: Path, sample_esco: Path, open_window: Callable[..., Window]
) -> None:
    with started(tmp_path, sample_esco) as (address, process):
        window = open_window(address)
        window.open()
        assert window.barriers() == []  # nobody is here yet
        skills_of(window, "busy-1")
        window.text.fill(" ".join(f"I wash {n} dishes and I pack {n} goods into boxes." for n in range(500)))
        window.text.press("Tab")
        window.settle()
        window.page.get_by_role("button", name="Find skills").click()
        expect(window.page.get_by_text("Looking for skills")).to_be_in_viewport()
        with held(process):  # however fast the machine is, the page stays busy while it is looked at
            expect(window.page.locator("[data-stale=true]").first).to_be_attached()
            window.page.evaluate(FADING_IS_OVER)
            assert window.page.evaluate(FADED) == []
            assert window.violations() == []
            expect(window.page.locator("[data-testid=stApp][data-test-script-state=running]")).to_be_visible()


def test_on_a_narrow_screen_a_list_is_made_and_answered(open_window: Callable[..., Window], served: str) -> None:
    window = open_window(served, width=320)
    window.open()
    skills_of(window, "narrow-320").press("Yes: ")
    window.press("Other word")
    assert window.violations() + window.page.evaluate(WIDE) == []


# The link to each page, and its heading.
PAGES = {
    "What do I like?": "What do I like?",
    "People": "People",
    "Our offer": "What does our offer lack?",
    "Proofs and rights": "Proofs and rights",
    "About": "About this program",
    "Skills and trainings": "What can this person do?",
}


def test_on_a_narrow_screen_the_bar_hides_no_heading(open_window: Callable[..., Window], served: str) -> None:
    window = open_window(served, width=320, height=640)
    window.open()
    hidden = []
    for path in ("/skills", "/learner", "/people", "/offer", "/record", "/about"):
        window.open(path)
        bar = window.page.get_by_test_id("stHeader").bounding_box()
        heading = window.page.get_by_role("heading", level=1).bounding_box()
        assert bar
        assert heading
        hidden += [path] * (heading["y"] < bar["y"] + bar["height"])
    assert hidden == []


def test_each_page_says_its_language(window: Window) -> None:
    said = {}
    for link, heading in PAGES.items():
        window.page.evaluate("document.documentElement.lang = 'xx'")
        to_page(window, link, heading)
        said[link] = window.page.evaluate("document.documentElement.lang")
    assert said == dict.fromkeys(PAGES, "en")
