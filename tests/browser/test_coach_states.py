"""Each state that a coach can bring the page into, without a barrier axe knows: one window walks through several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .coach_steps import (
    be_coach,
    begin_training,
    choose_likes,
    give_file,
    open_part,
    search,
    search_other_word,
    skills_of,
    to_page,
    to_record,
    to_trainings,
    write_list,
)
from .conftest import Window, barriers_on, held, started


def before_a_list(window: Window) -> Iterator[str]:
    yield "nobody chosen"
    window.add_person("state-1")
    yield "a person without a text"
    open_part(window, "What the person thinks")
    yield "all boxes"
    window.press("Find skills")
    expect(window.page.get_by_text("The box is empty").first).to_be_visible()
    yield "an empty text"
    window.find_skills("Call me: 0151 234 567.")
    expect(window.page.get_by_role("button", name="Take these words out")).to_be_visible()
    yield "personal words"


def a_list(window: Window) -> Iterator[str]:
    skills_of(window, "state-2")
    yield "skills"
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
    window.find_skills("I clean the floor and the surfaces in rooms.")
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


def people(window: Window) -> Iterator[str]:
    window.add_person("state-7")
    to_page(window, "People", "People")
    yield "people"
    be_coach(window, "KM")
    yield "a coach is chosen"
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
    to_page(window, "About", "About this program")
    yield "about"


# Each way through the pages, and the states that it must measure.
WALKS: dict[Callable[[Window], Iterator[str]], tuple[str, ...]] = {
    before_a_list: ("nobody chosen", "a person without a text", "all boxes", "an empty text", "personal words"),
    a_list: ("skills", "set aside", "search", "search without a find", "a list of known skills", "own words"),
    answers: ("yes", "no", "other word", "other word searched", "nearly the same"),
    corrections: ("somebody else", "taken back"),
    trainings: ("trainings", "filters", "likes and needs", "a training under way"),
    record: ("record", "a second text"),
    people: (
        *("people", "a coach is chosen", "a table", "a table that was kept"),
        *("a table with personal words", "a table with problems"),
        "about",
    ),
}


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_no_state_breaks_a_rule_of_wcag_a_or_aa(window: Window, walk: Callable[[Window], Iterator[str]]) -> None:
    assert barriers_on(walk(window), window) == {state: [] for state in WALKS[walk]}


def test_best_practice_of_axe_has_the_findings_that_the_statement_lists(window: Window) -> None:
    skills_of(window, "practice-1")
    assert {line.split(":")[0] for line in window.violations("best-practice")} == set()


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
        window.text.fill(" ".join(f"I wash {n} dishes and I pack {n} goods into boxes." for n in range(1_500)))
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
        window.settle()


WIDE = """() => [...document.querySelectorAll("*")].filter(e => e.scrollWidth > e.clientWidth + 1 &&
    ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.clientWidth > 200)
    .map(e => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_scrolls_sideways(open_window: Callable[..., Window], served: str, width: int) -> None:
    window = open_window(served, width=width)
    window.open()
    skills_of(window, f"narrow-{width}").press("Yes: ")
    wide = {"skills": window.page.evaluate(WIDE) + window.violations()}
    window.press("Other word")
    wide["other word"] = window.page.evaluate(WIDE)
    window.open("/people")
    wide["people"] = window.page.evaluate(WIDE) + window.violations()
    assert {state: lines for state, lines in wide.items() if lines} == {}


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
