"""What a coach does on their page, step by step, for the tests that walk through it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import Window

NOTE = "I wash dishes. I would like to work with animals later. My colleague drives the van."
YES = re.compile("Yes: ")


def skills_of(window: Window, code: str) -> Window:
    """Add a person, write the note and have the skills found."""
    window.add_person(code)
    window.find_skills(NOTE)
    return window


def open_part(window: Window, name: str) -> None:
    """Open a part of the page that is closed, or close it."""
    window.page.get_by_text(name).first.click()
    window.settle()


def search(window: Window, words: str) -> None:
    """Look for a skill that the text does not show."""
    window.page.get_by_label("Look for a skill").fill(words)
    window.page.keyboard.press("Enter")
    window.settle()


def search_other_word(window: Window) -> None:
    """Open the search for another word, where it is closed, and find some."""
    box = window.page.get_by_label("Look for a word that fits better")
    if not box.count():
        window.press("Other word")
    box.fill("pack")
    box.press("Enter")
    window.settle()
    expect(window.page.get_by_role("button", name="Take this: ").first).to_be_visible()


def write_list(window: Window) -> None:
    """Write a list of skills that somebody already has."""
    open_part(window, "A list of skills")
    window.page.get_by_label("Skills, one in each line").fill("pack goods\nqqqqq")
    window.page.get_by_label("Skills, one in each line").press("Tab")
    window.settle()


def to_trainings(window: Window) -> None:
    """Say yes to a skill and go to the trainings."""
    window.press("Yes: ")
    window.page.get_by_role("tab", name="2. Trainings").click()
    expect(window.page.get_by_role("heading", name="A next step")).to_be_visible()
    window.settle()


def choose_likes(window: Window) -> None:
    """Choose on the list of trainings what the person likes and what helps them."""
    for label, choice, answered in (
        ("What work does the person like?", "Animals", "You like this work: Animals"),
        ("What helps the person?", "quiet", "Ask the provider for"),
    ):
        window.page.get_by_label(label).first.click()
        window.page.keyboard.type(choice)
        window.page.get_by_role("option", name=choice).first.click()
        window.page.keyboard.press("Escape")
        window.settle()
        expect(window.page.get_by_text(answered).first).to_be_visible()


def begin_training(window: Window) -> None:
    """Note how far a training is, and when to look at it again."""
    window.choose("How far is it?", "Asked the provider")
    window.choose("Look at it again", re.compile("20"))


def to_record(window: Window) -> None:
    """Say yes to a skill, go to the record and open its parts."""
    window.press("Yes: ")
    window.page.get_by_role("tab", name="3. Record").click()
    expect(window.page.get_by_role("heading", name="The skills of this person")).to_be_visible()
    window.page.get_by_text("History: ").click()
    window.page.get_by_text("Take away or erase").click()
    window.settle()


def to_page(window: Window, name: str, heading: str) -> None:
    """Go to another page by its link."""
    window.page.get_by_role("link", name=name).click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text(heading)
    window.settle()


def look_for_code(window: Window, words: str) -> None:
    """Look for people on the page of people, which shows the first twenty."""
    window.page.get_by_label("Look for a code").fill(words)
    window.page.keyboard.press("Tab")
    window.settle()


def be_coach(window: Window, name: str) -> None:
    """Choose on the page of people who uses the program."""
    open_part(window, "A new short name")
    window.page.get_by_label("Short name, such as your initials").fill(name)
    window.page.get_by_label("Short name, such as your initials").press("Tab")
    window.settle()
    window.press("Use this name")


def give_file(window: Window, name: str, content: bytes, shown: str, *, which: int = 0) -> None:
    """Give the page of people a file, and wait for the words that show that it was read."""
    kind = "application/json" if name.endswith(".json") else "text/csv"
    file = {"name": name, "mimeType": kind, "buffer": content}
    window.page.locator("input[type=file]").nth(which).set_input_files(file)  # type: ignore[arg-type]
    expect(window.page.get_by_text(shown).first).to_be_visible()
    window.settle()
