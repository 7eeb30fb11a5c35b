"""The coach's job in Chromium: by mouse, by keyboard, after a restart; where the focus goes and what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from .coach_steps import (
    NOTE,
    YES,
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
from .conftest import NEXT_FRAMES, Window, running
from .wire import WHOLE_PAGE

QUOTED = "I wash dishes"


def test_a_coach_does_the_whole_job(window: Window) -> None:
    skills_of(window, "journey-1")
    expect(window.page.locator("mark", has_text=QUOTED).first).to_be_visible()
    window.press("Yes: ")
    expect(window.page.get_by_text("Named: the person says yes").first).to_be_visible()
    window.press("Coach: I have seen it")
    expect(window.page.get_by_text("Documented: the coach has seen it").first).to_be_visible()
    window.page.get_by_role("tab", name="2. Trainings").click()
    expect(window.page.get_by_text("The next step is").first).to_be_visible()


def test_everything_is_there_after_a_restart(
    tmp_path: Path, sample_esco: Path, open_window: Callable[..., Window]
) -> None:
    with running(tmp_path, sample_esco) as address:
        first = open_window(address)
        first.open()
        skills_of(first, "blue-7").press("Yes: ")
    with running(tmp_path, sample_esco) as address:
        second = open_window(address)
        second.open()
        second.choose("Person", "blue-7")
        expect(second.text).to_have_value(NOTE)
        expect(second.page.get_by_text("Named: the person says yes").first).to_be_visible()


def tab_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Go on with the Tab key until the focus is on this."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The Tab key never comes to {wanted}")


def test_a_coach_does_the_job_with_the_keyboard_alone(window: Window) -> None:
    page = window.page
    window.add_person("keyboard-1")
    page.reload()
    window.settle()
    tab_to(page, page.get_by_role("combobox", name="Person"))
    page.keyboard.type("keyboard-1")
    page.keyboard.press("Enter")
    window.settle()
    tab_to(page, window.text)
    page.keyboard.type(NOTE)
    tab_to(page, page.get_by_role("button", name="Find skills"))
    page.keyboard.press("Enter")
    window.settle()
    yes = page.get_by_role("button", name=YES).first
    tab_to(page, yes)
    page.keyboard.press("Enter")
    window.settle()
    expect(page.get_by_text("Named: the person says yes").first).to_be_visible()
    expect(yes).to_be_focused()


def test_one_key_is_one_answer_while_the_focus_is_on_a_skill(window: Window) -> None:
    page = window.page
    window.add_person("keys-1")
    window.find_skills("I wash dishes. I pack goods into boxes.")
    page.get_by_role("button", name=YES).first.focus()
    page.keyboard.press("u")
    expect(page.get_by_text("The person is not sure").first).to_be_visible()
    window.settle()
    page.keyboard.press("n")
    expect(page.get_by_text("The person says no").first).to_be_visible()
    expect(page.get_by_role("button", name="No: ").first).to_be_focused()


def test_keys_answer_nothing_outside_a_skill_or_in_a_box(window: Window) -> None:
    page = skills_of(window, "keys-2").page
    page.get_by_role("tab", name="1. Skills").focus()
    page.keyboard.press("y")
    window.press("Other word")
    page.get_by_label("Look for a word that fits better").press_sequentially("yn")
    window.settle()
    expect(page.get_by_text("No answer yet").first).to_be_visible()


def test_the_focus_is_on_the_list_after_the_search(window: Window) -> None:
    skills_of(window, "focus-1")
    expect(window.page.get_by_role("heading", name="Skills in this text")).to_be_focused()


# What is done before, what is pressed, and what has the focus then: the same button, or where the coach goes on.
FOCUS: tuple[tuple[Callable[[Window], object], str, str], ...] = (
    (lambda window: None, "Yes: ", "✓ Yes: "),
    (lambda window: None, "No: ", "✓ No: "),
    (lambda window: None, "Not sure: ", "✓ Not sure: "),
    (lambda window: None, "Undo", "wash"),
    (lambda window: window.press("Yes: "), "Coach: I have seen it", "wash"),
    (lambda window: search(window, "pack goods"), "Add: the person says yes", "boxes"),
    (lambda window: None, "Other word …: ", "Other word …: "),
    (search_other_word, "Take this: ", "wash"),
    (lambda window: None, "Not me, somebody else", "Skills in this text"),
    (lambda window: None, "Go on to the trainings", "Trainings"),
    (lambda window: None, "Go on to the record", "The skills of this person"),
    (lambda window: None, "Write a new text", "What did you do?"),
)
FOCUSED = "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.tagName; }"


def test_the_focus_stays_or_goes_where_the_work_goes_on(window: Window) -> None:
    skills_of(window, "focus-2")
    for before, name, focused in FOCUS:
        before(window)
        window.page.get_by_role("button", name=name).first.focus()
        window.page.keyboard.press("Enter")
        window.settle()
        # The page may look for the place for a moment; then this says in which step it was not found.
        window.page.wait_for_function(f"([_step, wanted]) => ({FOCUSED})().includes(wanted)", arg=[name, focused])


DRAW_ANEW = "() => { const old = document.activeElement; old.replaceWith(old.cloneNode(true)); }"


def test_the_focus_comes_back_when_its_place_is_drawn_anew(window: Window) -> None:
    heading = window.page.get_by_role("heading", name="Skills in this text")
    skills_of(window, "focus-6")
    expect(heading).to_be_focused()
    window.page.evaluate(DRAW_ANEW)
    expect(heading).to_be_focused()
    window.page.keyboard.press("Shift")  # the person does something: from now on the focus is theirs
    window.page.evaluate(DRAW_ANEW)
    window.page.evaluate(NEXT_FRAMES)
    expect(heading).not_to_be_focused()


# What React does with what has the focus when it draws anew.
FOCUS_AGAIN = (
    "button => button.addEventListener('click', () => setTimeout(() => { button.blur(); button.focus(); }, 20))"
)


def test_a_button_that_gets_the_focus_back_does_not_keep_it_from_where_the_work_goes_on(window: Window) -> None:
    window.add_person("focus-7")
    window.page.get_by_role("button", name="Find skills").evaluate(FOCUS_AGAIN)
    window.find_skills("I fold cardboard boxes and pack goods.")
    expect(window.page.get_by_role("heading", name="Skills in this text")).to_be_focused()


def test_the_focus_is_in_the_box_once_its_personal_words_are_out(window: Window) -> None:
    window.add_person("focus-4")
    open_part(window, "No ESCO word fits: a skill in your own words")
    box = window.page.get_by_label("What the skill is called")
    box.fill("Drive Frau Beispiel")
    box.press("Enter")
    window.press("Take these words out")
    expect(box).to_have_value("Drive [name]")
    expect(box).to_be_focused()


def test_what_was_undone_is_brought_back_from_the_history(window: Window) -> None:
    skills_of(window, "focus-5").press("Yes: ")
    window.press("Undo")
    window.page.get_by_role("tab", name="3. Record").click()
    open_part(window, "History: ")
    window.press("Bring back number 1")
    expect(window.page.get_by_role("heading", name="The skills of this person")).to_be_focused()
    expect(window.page.get_by_text("Named: the person says yes").first).to_be_visible()


def test_the_focus_stays_on_a_choice(window: Window) -> None:
    skills_of(window, "choice-1").press("Yes: ")
    window.choose("How is it done?", "I do this with help")
    assert "How is it done?" in window.page.evaluate(FOCUSED)
    window.choose("Person", "choice-1")
    assert window.page.evaluate(FOCUSED) == "Person"


def test_decisions_stay_and_new_skills_are_marked_when_a_text_is_changed(window: Window) -> None:
    skills_of(window, "again-1").press("No: ")
    window.find_skills(NOTE + " I pack goods into boxes.")
    expect(window.page.get_by_text("The person says no").first).to_be_visible()
    expect(window.page.get_by_text("· New").first).to_be_visible()


def test_what_a_colleague_does_goes_and_comes_back(window: Window) -> None:
    skills_of(window, "else-1").press("Not me, somebody else")
    expect(window.page.get_by_text("No skill was found")).to_be_visible()
    open_part(window, "parts of the text set aside")
    window.press("Take this back")
    expect(window.page.get_by_text("No answer yet").first).to_be_visible()


def test_a_person_is_handed_over_in_a_file(
    window: Window, open_window: Callable[..., Window], tmp_path: Path, sample_esco: Path
) -> None:
    to_record(skills_of(window, "hand-1"))
    with window.page.expect_download() as saved:
        window.page.get_by_role("button", name="Save a hand-over file").click()
    with running(tmp_path, sample_esco) as address:
        other = open_window(address)
        other.open()
        to_page(other, "People", "People")
        data = Path(saved.value.path()).read_bytes()
        give_file(other, "hand-1.json", data, "Take this person in", which=1)
        other.press("Take this person in")
        expect(other.page.get_by_text("Taken in: hand-1").first).to_be_visible()
        other.press("Open: hand-1")
        expect(other.page.get_by_text("Named: the person says yes").first).to_be_visible()


def test_a_letter_asks_for_what_the_person_needs(window: Window) -> None:
    to_trainings(skills_of(window, "letter-1"))
    choose_likes(window)
    with window.page.expect_download() as saved:
        window.page.get_by_role("button", name="Save a letter").first.click()
    words = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "Is there a quiet place where a person can rest for a while?" in words
    assert "letter-1" not in words


def test_needs_and_filters_hold_until_another_person_is_chosen(window: Window) -> None:
    page, online = window.page, window.page.get_by_role("checkbox", name="Online")
    need = page.get_by_role("button", name="Remove A quiet place")
    to_trainings(skills_of(window, "hold-1"))
    choose_likes(window)
    open_part(window, "Filter the lists")
    page.get_by_text("Online", exact=True).click()
    window.settle()
    page.get_by_role("tab", name="1. Skills").click()
    window.settle()
    page.get_by_role("tab", name="2. Trainings").click()
    expect(need).to_be_visible()
    to_page(window, "About", "About this program")
    to_page(window, "Skills and trainings", "What can this person do?")
    page.get_by_role("tab", name="2. Trainings").click()
    expect(need).to_be_visible()
    expect(page.get_by_text("A filter is on.")).to_be_visible()
    window.add_person("hold-2")
    page.get_by_role("tab", name="2. Trainings").click()
    open_part(window, "Filter the lists")
    expect(online).not_to_be_checked()
    window.choose("Person", "hold-1")  # whatever the browser sends again, the boxes stay empty
    expect(online).not_to_be_checked()
    expect(need).to_have_count(0)


def test_what_is_looked_for_about_one_person_is_gone_with_the_next(window: Window) -> None:
    search(skills_of(window, "typed-1"), "wash")
    write_list(window)
    window.add_person("typed-2")
    expect(window.page.get_by_label("Look for a skill")).to_have_value("")
    expect(window.page.get_by_label("Skills, one in each line")).to_have_value("")


def test_what_happens_is_announced(window: Window) -> None:
    skills_of(window, "announce-1")
    expect(window.page.locator("#app-live")).to_have_text("1 skill found")
    window.press("Yes: ")
    expect(window.page.locator("#app-live")).to_contain_text("Kept: Yes")
    search(window, "qqqqqq")
    expect(window.page.locator("#app-live")).to_contain_text("No ESCO skill has these words")


def test_single_keys_do_nothing(window: Window) -> None:
    asked = len(window.wire.asked)
    window.page.get_by_role("heading", level=1).click()
    for key in ("r", "c"):
        window.page.keyboard.press(key)
        window.settle()
        assert window.page.get_by_role("dialog").count() == 0
    assert len(window.wire.asked) == asked


def test_an_answer_draws_the_list_again_and_nothing_else(window: Window) -> None:
    skills_of(window, "fragment-1")
    asked = len(window.wire.asked)
    window.press("Yes: ")
    assert len(window.wire.asked) == asked + 1
    assert window.wire.asked[-1] != WHOLE_PAGE


def test_the_heading_gets_the_focus_after_a_change_of_page(window: Window) -> None:
    to_page(window, "About", "About this program")
    assert window.page.evaluate("document.activeElement.tagName") == "H1"


def test_markup_in_a_text_stays_text(window: Window) -> None:
    window.add_person("markup-1")
    window.find_skills("I wash dishes. <img src=x onerror=alert(1)> :smile: **loud** $x$.")
    expect(window.page.locator("blockquote").first).to_contain_text("<img src=x onerror=alert(1)> :smile: **loud** $x$")
    assert window.page.locator("blockquote img").count() == 0
    assert (window.foreign, window.faults) == ([], [])


def test_two_windows_on_one_person_lose_nothing(
    window: Window, open_window: Callable[..., Window], served: str
) -> None:
    skills_of(window, "two-1")
    other = open_window(served)
    other.open()
    other.choose("Person", "two-1")
    window.press("Yes: ")
    other.press("No: ")
    expect(other.page.get_by_text("This profile was changed in another window").first).to_be_visible()
    assert other.barriers() == []
    expect(other.page.get_by_text("Named: the person says yes").first).to_be_visible()
