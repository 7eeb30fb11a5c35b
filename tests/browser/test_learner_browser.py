"""The learner's page in Chromium: by mouse, by keyboard, narrow, read aloud, and as a screen reader has it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from statistics import quantiles
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Window

LIKE, SKIP = re.compile(r"I like it\b"), re.compile(r"Skip\b")
UNSURE = re.compile("I don't know")
ON = re.compile(r"^(✓ )?(Skip|Go on)\b")  # the third answer, whatever was said before
BACK = re.compile("^Back$")
AREAS, NEEDS = 26, 14
NARROW = {"width": 320, "height": 640}

# The page drops a second press on the same button within half a second.
NOTE_PRESSES = "addEventListener('click', event => { window.pressedAt = event.timeStamp; }, true)"
IS_ANOTHER_PRESS = "() => performance.now() - (window.pressedAt ?? -1000) > 500"
# Stands in for the voices of a browser: headless Chromium has none. What is spoken is kept in window.spoken.
VOICES = """voices => {
    const speech = new EventTarget();
    window.spoken = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    speech.getVoices = () => voices;
    speech.cancel = () => { window.silenced = (window.silenced ?? 0) + 1; };
    speech.speak = said => {
        window.spoken.push({ text: said.text, voice: said.voice?.name ?? null, rate: said.rate });
        setTimeout(() => said.onend?.({}), window.wait ?? 1);
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech, configurable: true });
}"""
LOCAL = {"name": "Local", "lang": "en-GB", "localService": True}
REMOTE = {"name": "Remote", "lang": "en-GB", "localService": False}


STEPS = 12  # cards whose time is measured
# Presses "Skip" and returns how long the next card takes to come, in milliseconds.
STEP = """() => new Promise((done, fail) => {
    setTimeout(() => fail(new Error("No other card has come")), 20000);
    const name = () => document.querySelector(".st-key-card-now h2")?.innerText;
    const [before, start] = [name(), performance.now()];
    const look = () => name() && name() !== before ? done(performance.now() - start) : requestAnimationFrame(look);
    document.querySelectorAll(".st-key-answers button")[2].click();
    look();
})"""


FOOT = ['button "Back"', 'button "Stop and keep"', 'button "Show this to my coach"', 'button "This is wrong"']


class Learner:
    """A learner's window: what they press, and what they see."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.page
        self.page.add_init_script(NOTE_PRESSES)

    def open(self) -> None:
        """Go from the coach's page to the door."""
        self.window.open()
        self.to_door()

    def to_door(self) -> None:
        if self.page.viewport_size == NARROW:
            self.page.get_by_test_id("stExpandSidebarButton").click()
        self.page.get_by_role("link", name="What do I like?").click()
        self.sees("What do I like?")
        if self.page.viewport_size == NARROW:
            self.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        self.window.settle()

    def enter(self, code: str | None = None) -> str:
        """Open the room and return the number of the way back."""
        number = self.page.locator("[data-testid=stMain] strong").first.inner_text()
        self.press(f"Open for {code}" if code else "Open without a profile")
        return number

    def sees(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button, no sooner than a steady hand presses the same one again, and wait for what follows."""
        self.page.wait_for_function(IS_ANOTHER_PRESS)
        self.window.press(name)

    def answer(self, name: re.Pattern[str]) -> None:
        """Answer the card in view and wait until another one is there."""
        card = self.page.locator(".st-key-card-now h2")
        before = card.inner_text()
        self.press(name)
        expect(card.or_(self.page.locator("h1")).first).not_to_have_text(before)

    def answer_all(self, number: int, *, liked: int = 2) -> None:
        """Like the first cards of a deck and skip the others."""
        for place in range(number):
            self.answer(LIKE if place < liked else (SKIP, UNSURE)[place % 2])

    def to_likes(self) -> None:
        self.press("Stop and keep")
        self.press("See what I like")
        self.sees("This is what you like")

    def to_trainings(self) -> None:
        self.to_likes()
        self.press("Show me trainings")
        self.sees("Trainings for you")

    def leave_to_coach(self, number: str, *, expected: str = "For the coach") -> None:
        """Type the number of the way back."""
        box = self.page.get_by_label("Number from the first page")
        if not box.is_visible():
            self.page.get_by_text("For the coach").click()
        box.fill(number)
        box.press("Tab")
        self.window.settle()
        self.press("Open the way back")
        self.sees(expected)

    def names(self) -> list[str]:
        """Return what a screen reader reads in the main part, one line each: role and name, in its order."""
        lines = self.page.get_by_test_id("stMain").aria_snapshot().splitlines()
        return [line.strip().removeprefix("- ").strip("':").replace("''", "'") for line in lines]


@pytest.fixture
def learner(open_window: Callable[..., Window], served: str) -> Learner:
    """Return a learner in a browser of their own, at the door."""
    made = Learner(open_window(served))
    made.open()
    return made


@pytest.fixture
def narrow(open_window: Callable[..., Window], served: str) -> Learner:
    made = Learner(open_window(served, **NARROW))
    made.open()
    return made


@pytest.fixture
def with_voices(open_window: Callable[..., Window], served: str) -> Callable[..., Learner]:
    """Return a function that opens the first card in a browser with these voices."""

    def opened(*voices: dict[str, Any]) -> Learner:
        window = open_window(served)
        window.page.add_init_script(f"({VOICES})({json.dumps(voices)})")
        made = Learner(window)
        made.open()
        made.enter()
        return made

    return opened


def states(learner: Learner) -> Iterator[str]:
    """Walk through every state of the page, and name each."""
    page = learner.page
    yield "door"
    learner.enter()
    yield "first card"
    learner.answer(LIKE)
    learner.press(BACK)
    yield "card with an answer"
    for part in ("Hard words", "About this page", "For the coach"):
        page.get_by_text(part).click()
        expect(page.locator("details[open]", has_text=part)).to_be_visible()
    yield "card with all parts open"
    learner.press("This is wrong")
    learner.press("Open the way back")
    expect(page.get_by_text("This is not the number. Try again")).to_be_visible()
    yield "wrong number"
    learner.answer_all(AREAS)
    learner.sees("You like 2 kinds of work")
    yield "after the areas"
    learner.press("Yes, show me tasks")
    learner.answer(LIKE)
    yield "task"
    learner.press("Stop and keep")
    yield "stopped"
    learner.press("See what I like")
    yield "likes"
    learner.press("Show me trainings")
    yield "trainings"
    learner.press("Say what helps me")
    learner.answer(re.compile("^Yes, this helps me"))
    yield "need"
    learner.press(BACK)
    learner.press(BACK)
    learner.sees("Trainings for you")
    page.get_by_text("More about").first.click()
    learner.press("Keep this")
    yield "training with all its facts"
    learner.press("My page to print")
    yield "page to print"


def states_with_a_profile(learner: Learner) -> Iterator[str]:
    """Walk through the states that nobody comes to without a profile, or with a like, and name each."""
    window = learner.window
    code = f"walk-{learner.page.viewport_size['width']}"  # type: ignore[index]
    window.open()
    window.add_person(code)
    window.find_skills("I wash dishes. I set tables. I serve drinks. I make coffee.")
    learner.press(re.compile("^Yes: "))
    expect(learner.page.get_by_text("Named: the person says yes").first).to_be_visible()
    learner.to_door()
    yield "door for one person"
    learner.enter(code)
    learner.answer_all(AREAS, liked=0)
    learner.sees("You have seen all the cards")
    yield "after the areas, nothing liked"
    learner.press("Show me trainings")
    yield "trainings for every work"
    learner.press("My page to print")
    yield "page to print, nothing liked"
    learner.press("Say what helps me")
    learner.answer(re.compile("^Yes, this helps me"))
    learner.answer_all(NEEDS - 1, liked=0)
    learner.sees("May we keep what helps you?")
    yield "whether needs are kept"
    learner.press("Yes, keep it")
    learner.press("Say what helps me")
    yield "need that is kept"
    for _need in range(NEEDS):
        learner.answer(ON)
    learner.sees("We keep what helps you")
    yield "needs are kept"
    learner.press("Go on")
    learner.press(BACK)
    learner.press("What I can already do")
    learner.sees("You can already do this")
    yield "what can be checked"
    learner.press("Stop and keep")
    yield "stopped, with a profile"


WALKS = pytest.mark.parametrize("walk", [states, states_with_a_profile])


@WALKS
def test_no_state_has_a_barrier_at_any_zoom_and_a_narrow_window_leads_to_each(
    narrow: Learner, walk: Callable[[Learner], Iterator[str]]
) -> None:
    found: dict[str, list[str]] = {}
    for state in walk(narrow):
        found[state] = narrow.window.barriers(small_targets, wide_parts) + more_questions(narrow.page)
    assert {state: lines for state, lines in found.items() if lines} == {}


def test_on_a_narrow_screen_all_answers_are_in_view_at_once(narrow: Learner) -> None:
    narrow.enter()
    for _card in range(3):
        for answer in (LIKE, re.compile(r"Not for me\b"), SKIP):
            expect(narrow.page.get_by_role("button", name=answer).first).to_be_in_viewport(ratio=1)
        narrow.answer(SKIP)


def test_the_coachs_screens_break_no_rule_either(learner: Learner) -> None:
    number = learner.enter()
    learner.press("Show this to my coach")
    learner.leave_to_coach(number)
    found = learner.window.violations() + learner.window.violations("best-practice") + small_targets(learner.page)
    learner.page.get_by_label("Code or nickname of the person").fill("coach-state-1")
    learner.press("Keep the answers for this code")
    assert found + learner.window.violations() == []


def test_a_learner_goes_from_cards_to_trainings_by_mouse(learner: Learner) -> None:
    page = learner.page
    learner.enter()
    learner.answer_all(AREAS, liked=2)
    learner.sees("You like 2 kinds of work")
    learner.press("Yes, show me tasks")
    learner.answer(LIKE)
    learner.to_likes()
    expect(page.get_by_text("You like: ")).to_have_count(3)
    expect(page.get_by_role("button", name=re.compile("^Change: .+"))).to_have_count(3)
    learner.press("Show me trainings")
    cards = page.locator("[class*=st-key-card-training-]")
    expect(cards.first).to_contain_text(re.compile("You like this"))
    assert 1 <= cards.count() <= 5
    learner.press("Keep this")
    learner.press("Say what helps me")
    learner.answer(re.compile("Yes, this helps me"))
    learner.press(BACK)
    learner.press(BACK)
    page.get_by_text("More about").first.click()
    expect(page.get_by_role("heading", name="What you can ask").first).to_be_visible()
    learner.press("My page to print")
    expect(page.get_by_role("heading", name="Trainings I keep")).to_be_visible()


def test_a_learner_does_it_with_the_keyboard_alone(learner: Learner) -> None:
    page = learner.page
    number = page.locator("[data-testid=stMain] strong").first.inner_text()
    press_key(learner, "Open without a profile", then="Do you like this work?")
    tab_to(page, page.get_by_role("button", name=LIKE))
    for place in range(2, 5):
        enter_and_wait(learner)
        expect(page.get_by_text(f"Card {place} of {AREAS}")).to_be_visible()
        expect(page.get_by_role("button", name=LIKE)).to_be_focused()
    open_part(page, "Hard words")
    expect(page.get_by_text("A list of skills and jobs.")).to_be_visible()
    press_key(learner, "This is wrong")
    expect(page.get_by_role("button", name="✓ This is wrong")).to_be_focused()
    press_key(learner, "Stop and keep", then="You can stop here")
    press_key(learner, "See what I like", then="This is what you like")
    press_key(learner, "Show me trainings", then="Trainings for you")
    open_part(page, "More about")
    expect(page.get_by_role("heading", name="How you show what you learned").first).to_be_visible()
    press_key(learner, re.compile("^Keep this"))
    expect(page.get_by_role("button", name=re.compile("^✓ Keep this")).first).to_be_focused()
    press_key(learner, "Say what helps me", then="Does this help you?")
    press_key(learner, re.compile("^Yes, this helps me"))
    expect(page.get_by_text(f"Card 2 of {NEEDS}")).to_be_visible()
    for title in ("Does this help you?", "Trainings for you"):
        press_key(learner, BACK, then=title)
    press_key(learner, "My page to print", then="My page")
    tab_to(page, page.get_by_role("button", name="Print this page"))
    press_key(learner, BACK, then="Trainings for you")
    open_part(page, "For the coach")
    tab_to(page, page.get_by_label("Number from the first page"))
    page.keyboard.type(number)
    press_key(learner, "Open the way back", then="For the coach")
    press_key(learner, "Leave this page", then="What do I like?")
    assert (learner.window.foreign, learner.window.faults) == ([], [])


def test_how_long_a_card_takes_is_printed(learner: Learner) -> None:
    learner.enter()
    steps = []
    for _card in range(STEPS):
        learner.page.wait_for_function(IS_ANOTHER_PRESS)
        steps.append(learner.page.evaluate(STEP))
        learner.window.settle()
    low, middle, high = quantiles(steps, n=4)
    said = f"median {middle:.0f} ms, quartiles {low:.0f} to {high:.0f} ms, n={STEPS}"
    print(f"\nFrom an answer to the next card: {said}")  # noqa: T201 (seen with pytest -s)
    expect(learner.page.get_by_text(f"Card {STEPS + 1} of {AREAS}")).to_be_visible()


def test_a_second_press_in_the_same_moment_answers_no_second_card(learner: Learner) -> None:
    learner.enter()
    learner.page.get_by_role("button", name=LIKE).dblclick()
    learner.window.settle()
    expect(learner.page.get_by_text(f"Card 2 of {AREAS}")).to_be_visible()


def test_a_screen_reader_gets_names_roles_and_order(learner: Learner) -> None:
    learner.enter()
    name = learner.page.locator(".st-key-card-now h2").inner_text()
    found = [line for line in learner.names() if re.match("heading|paragraph: Card|button|textbox", line)]
    assert found == [
        'heading "Do you like this work?" [level=1]',
        f"paragraph: Card 1 of {AREAS}",
        f'heading "{name}" [level=2]',
        f'button "I like it: {name}"',
        f'button "Not for me: {name}"',
        f'button "Skip: {name}"',
        f'button "I don\'t know: {name}"',
        'button "Back" [disabled]',
        'button "Stop and keep"',
        'button "Show this to my coach"',
        'button "This is wrong"',
    ]


def test_a_screen_reader_gets_every_screen_in_the_same_order(learner: Learner) -> None:
    page = learner.page
    learner.enter()
    card = page.locator(".st-key-card-now h2").inner_text()
    learner.answer(UNSURE)
    learner.press(BACK)
    assert parts(learner) == [
        *('heading "Do you like this work?" [level=1]', f'heading "{card}" [level=2]', f'button "I like it: {card}"'),
        *(f'button "Not for me: {card}"', f'button "Go on: {card}"', f'button "✓ I don\'t know: {card}"'),
        *(f'button "Take my answer back: {card}"', 'button "Back" [disabled]', *FOOT[1:]),
    ]
    learner.press(LIKE)
    page.get_by_text("Hard words").click()
    explained = page.locator("details", has_text="Hard words").get_by_role("listitem")
    expect(explained.filter(has_text="ESCO: A list of skills and jobs.")).to_be_visible()
    learner.press("Stop and keep")
    without_stop = [FOOT[0], *FOOT[2:]]
    assert parts(learner) == [
        *('heading "You can stop here" [level=1]', 'button "Go on"', 'button "See what I like"', *without_stop)
    ]
    learner.press("See what I like")
    assert parts(learner) == [
        *('heading "This is what you like" [level=1]', f'button "Change: {card}"', 'button "Show me trainings"'),
        *('button "Look at the cards again"', *FOOT),
    ]
    learner.press("Show me trainings")
    titles = page.get_by_role("heading", level=2).all_inner_texts()
    turn = ['button "More trainings"'] * page.get_by_role("button", name="More trainings").count()
    assert parts(learner) == [
        'heading "Trainings for you" [level=1]',
        *(part for title in titles for part in (f'heading "{title}" [level=2]', f'button "Keep this: {title}"')),
        *(*turn, 'button "Say what helps me"', 'button "My page to print"', *FOOT),
    ]
    learner.press("Say what helps me")
    need = page.locator(".st-key-card-now h2").inner_text()
    assert parts(learner) == [
        *('heading "Does this help you?" [level=1]', f'heading "{need}" [level=2]'),
        *(f'button "{said}: {need}"' for said in ("Yes, this helps me", "No", "Skip", "I don't know")),
        *FOOT,
    ]
    learner.press(BACK)
    learner.press("My page to print")
    assert parts(learner) == [
        *('heading "My page" [level=1]', 'heading "What I like" [level=2]', 'heading "Trainings for me" [level=2]'),
        *('heading "What I ask" [level=2]', 'button "Print this page"', 'button "Show me trainings"'),
        *('button "Say what helps me"', *FOOT),
    ]


def parts(learner: Learner) -> list[str]:
    """Return the headings and buttons of a screen as a screen reader gets them, up to the part for the coach."""
    found = [line for line in learner.names() if re.match("heading|button", line)]
    return found[: found.index(FOOT[-1]) + 1]


def test_the_next_card_is_announced(learner: Learner) -> None:
    learner.enter()
    learner.answer(SKIP)
    name = learner.page.locator(".st-key-card-now h2").inner_text()
    expect(learner.page.locator("#app-live")).to_contain_text(f"{name}. You ")


# A room of one's own


def test_a_room_shows_nobody_else_and_holds_after_a_reload(learner: Learner) -> None:
    page, window = learner.page, learner.window
    window.open()
    window.add_person("other-person-1")
    window.add_person("room-1")
    learner.to_door()
    learner.enter("room-1")
    learner.answer(LIKE)
    for address in ("/", "/skills", "/about", "/learner"):
        page.goto(window.address.split("/?")[0] + address)
        learner.sees("Do you like this work?")
        window.settle()
        expect(page.get_by_text(f"Card 2 of {AREAS}")).to_be_visible()
        assert page.get_by_role("link", name=re.compile("Skills and trainings|About")).count() == 0
        assert "other-person-1" not in page.content()


def test_no_way_of_the_browser_leads_out_of_a_room(learner: Learner, open_window: Callable[..., Window]) -> None:
    coach, page = open_window(learner.window.address), learner.page
    coach.open()
    coach.add_person("other-person-2")
    coach.open("/people")
    expect(coach.page.get_by_text("other-person-2").first).to_be_visible()
    learner.enter()
    fresh = open_window(learner.window.address)
    for window, way in (
        (coach, lambda: None),  # open since before, and touched by nobody
        (coach, lambda: coach.page.go_back()),
        (learner.window, lambda: page.go_back()),
        (learner.window, lambda: page.go_forward()),
        (learner.window, lambda: page.reload()),
        (fresh, lambda: fresh.page.goto(fresh.address)),
        (fresh, lambda: fresh.page.goto(fresh.address.split("/?")[0] + "/people")),
    ):
        way()
        expect(window.page.get_by_role("heading", level=1)).to_have_text("Do you like this work?")
        window.settle()
        assert "other-person-2" not in window.page.content()
        assert window.page.get_by_role("link", name="People").count() == 0


def test_only_the_number_opens_the_way_back(learner: Learner) -> None:
    page = learner.page
    number = learner.enter()
    learner.leave_to_coach("0000", expected="Do you like this work?")
    learner.leave_to_coach(number)
    learner.press("Leave this page")
    learner.sees("What do I like?")
    page.get_by_role("link", name="Skills and trainings").click()
    learner.sees("What can this person do?")


def test_what_is_said_without_a_profile_can_be_kept_by_the_coach(learner: Learner) -> None:
    page = learner.page
    number = learner.enter()
    name = page.locator(".st-key-card-now h2").inner_text()
    learner.answer(LIKE)
    learner.leave_to_coach(number)
    page.get_by_label("Code or nickname of the person").fill("kept-1")
    page.get_by_label("Code or nickname of the person").press("Tab")
    learner.press("Keep the answers for this code")
    learner.press("Leave this page")
    page.get_by_role("link", name="Skills and trainings").click()
    learner.sees("What can this person do?")
    page.get_by_role("combobox", name="Person").click()
    page.get_by_role("option", name="kept-1", exact=True).click()
    learner.window.settle()
    learner.to_door()
    learner.enter("kept-1")
    learner.to_likes()
    expect(page.get_by_text(f"You like: {name}")).to_be_visible()


def test_with_a_profile_the_page_shows_what_can_be_checked(learner: Learner) -> None:
    page, window = learner.page, learner.window
    window.open()
    window.add_person("check-1")
    window.find_skills("I wash dishes. I set tables. I serve drinks. I make coffee.")
    learner.press(re.compile("^Yes: "))
    expect(page.get_by_text("Named: the person says yes").first).to_be_visible()
    learner.to_door()
    learner.enter("check-1")
    learner.to_likes()
    learner.press("What I can already do")
    learner.sees("You can already do this")
    expect(page.get_by_text("This is in your profile:")).to_be_visible()
    assert window.violations() == []


# Reading aloud


def test_the_page_is_read_by_the_local_voice_in_the_order_of_the_page(with_voices: Callable[..., Learner]) -> None:
    learner = with_voices(REMOTE, LOCAL)
    name = learner.page.locator(".st-key-card-now h2").inner_text()
    learner.page.get_by_role("button", name="Read aloud").click()
    learner.page.wait_for_function("() => window.spoken.at(-1)?.text.startsWith('This service uses')")
    spoken = learner.page.evaluate("window.spoken")
    texts = [said["text"] for said in spoken]
    assert texts[:3] == ["Do you like this work?", f"Card 1 of {AREAS}", name]
    assert texts.count("I like it") == 1
    assert "Hard words" in texts
    assert not [text for text in texts if "_" in text]
    assert {said["voice"] for said in spoken} == {"Local"}


@pytest.mark.parametrize("voices", [[REMOTE], [], [LOCAL | {"lang": "de-DE"}], [REMOTE | {"localService": None}]])
def test_without_a_local_voice_of_the_language_nothing_is_spoken(
    with_voices: Callable[..., Learner], voices: list[dict[str, Any]]
) -> None:
    learner = with_voices(*voices)
    expect(learner.page.get_by_text("This computer has no voice for reading aloud.")).to_be_visible()
    assert learner.page.get_by_role("button", name="Read aloud").count() == 0
    assert learner.page.evaluate("window.spoken") == []
    assert learner.window.violations() == []


def test_a_voice_that_comes_later_is_used(with_voices: Callable[..., Learner]) -> None:
    learner = with_voices(REMOTE)
    expect(learner.page.get_by_text("This computer has no voice for reading aloud.")).to_be_visible()
    learner.page.evaluate(
        """voice => {
            const voices = speechSynthesis.getVoices();
            voices.push(voice);
            speechSynthesis.dispatchEvent(new Event("voiceschanged"));
        }""",
        LOCAL,
    )
    learner.page.get_by_role("button", name="Read aloud").click()
    assert learner.page.evaluate("window.spoken[0].voice") == "Local"


def test_what_is_read_is_marked_and_stop_ends_it(with_voices: Callable[..., Learner]) -> None:
    learner = with_voices(LOCAL)
    learner.page.evaluate("window.wait = 1e6")
    learner.page.get_by_role("button", name="Read aloud").click()
    marked = learner.page.locator("[data-reading]")
    expect(marked).to_have_text("Do you like this work?")
    assert marked.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert learner.window.violations() == []
    learner.page.get_by_role("button", name="Stop reading").click()
    expect(marked).to_have_count(0)
    assert len(learner.page.evaluate("window.spoken")) == 1


def test_the_speed_can_be_changed_and_an_answer_ends_the_reading(with_voices: Callable[..., Learner]) -> None:
    learner = with_voices(LOCAL)
    learner.page.evaluate("window.wait = 1e6")
    learner.page.get_by_role("button", name="Speed: normal").click()
    learner.page.get_by_role("button", name="Speed: fast").click()
    expect(learner.page.get_by_role("button", name="Speed: slow")).to_be_focused()
    learner.page.get_by_role("button", name="Read aloud").click()
    assert learner.page.evaluate("window.spoken.at(-1).rate") < 0.9
    learner.answer(LIKE)
    expect(learner.page.locator("[data-reading]")).to_have_count(0)


def test_one_training_is_read_alone(with_voices: Callable[..., Learner]) -> None:
    learner = with_voices(LOCAL)
    learner.answer(LIKE)
    learner.to_trainings()
    card = learner.page.locator("[class*=st-key-card-training-]").first
    title = card.get_by_role("heading", level=2).inner_text()
    learner.page.evaluate("window.spoken = []")
    card.get_by_role("button", name=f"Read aloud: {title}").click()
    learner.page.wait_for_function("() => !document.querySelector('[data-reading]')")
    texts = learner.page.evaluate("window.spoken.map(said => said.text)")
    assert " ".join(texts).startswith(title)
    assert not [text for text in texts if "European Commission" in text]


# To take home


def test_the_page_to_print_is_one_page_with_pictures(learner: Learner) -> None:
    learner.enter()
    learner.answer_all(AREAS, liked=AREAS)
    learner.to_trainings()
    learner.press("Say what helps me")
    for _ in range(NEEDS):
        learner.answer(re.compile("Yes, this helps me"))
    learner.press("My page to print")
    learner.page.evaluate("window.print = () => { window.printed = true; }")
    learner.page.get_by_role("button", name="Print this page").click()
    assert learner.page.evaluate("window.printed") is True
    paper = learner.page.pdf(format="A4")
    assert re.findall(rb"/Type\s*/Page\b", paper) != []
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    learner.page.emulate_media(media="print")
    assert learner.page.locator(".picture:visible").count() > 20
    assert learner.page.get_by_role("button").count() == 0


def tab_to(page: Page, wanted: Locator, *, most: int = 120) -> None:
    """Go on with the Tab key until the focus is on this, and in view; what is in a shadow root counts too."""
    expect(wanted.first).to_be_visible()
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === element.getRootNode().activeElement"):
            expect(wanted.first).to_be_in_viewport()
            return
    raise AssertionError(f"The Tab key never comes to {wanted}")


def press_key(learner: Learner, name: str | re.Pattern[str], *, then: str = "") -> None:
    """Go to a button by Tab and press it; where another screen follows, its heading has the focus."""
    before = learner.page.get_by_role("heading", level=1).inner_text()
    tab_to(learner.page, learner.page.get_by_role("button", name=name).first)
    enter_and_wait(learner)
    if then:
        learner.sees(then)
    if then and then != before and before != "What do I like?":
        expect(learner.page.get_by_role("heading", level=1)).to_be_focused()


def open_part(page: Page, words: str) -> None:
    """Go to a part that is closed by Tab, and open it."""
    tab_to(page, page.locator("summary", has_text=words).first)
    page.keyboard.press("Enter")


def enter_and_wait(learner: Learner) -> None:
    learner.page.wait_for_function(IS_ANOTHER_PRESS)
    learner.page.keyboard.press("Enter")
    learner.window.settle()


def small_targets(page: Page) -> list[str]:
    """Return the buttons, links and boxes that are smaller than 44 by 44 pixels, in shadow roots too."""
    return list(
        page.evaluate(
            """() => {
                const main = document.querySelector('[data-testid=stMain]');
                const shadows = [...main.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean);
                const kinds = 'button, a, summary, input';
                const targets = [main, ...shadows].flatMap(root => [...root.querySelectorAll(kinds)]);
                return targets.filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()])
                    .filter(([, box]) => box.width < 44 || box.height < 44)
                    .map(([e, box]) => `${e.tagName} ${e.innerText} ${box.width} x ${box.height}`);
            }"""
        )
    )


def more_questions(page: Page) -> list[str]:
    """Return the questions that a screen asks, where it asks more than one; a list of what to ask others is none."""
    asked = [text.strip() for text in page.locator("[data-testid=stMain] :is(h1, h2, p):visible").all_inner_texts()]
    questions = [text for text in asked if text.endswith("?")]
    return questions if len(questions) > 1 else []


def wide_parts(page: Page) -> list[str]:
    """Return what is wider than the screen."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('[data-testid=stMain] *')]
                .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => `${e.tagName} ${e.className} ${e.getBoundingClientRect().right}`)"""
        )
    )
