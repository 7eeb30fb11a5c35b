"""The passport in Chromium: one click for each file, and a page without a barrier axe knows, on screen and on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from passports import full_passport

from recommender.exports.passport_html import passport_html
from recommender.exports.passport_words import Style

from .conftest import Window

NOTE = "I wash dishes."
FILES = {
    "Passport on paper (PDF)": (".pdf", b"%PDF-"),
    "Passport as a web page": (".html", b"<!DOCTYPE html>"),
    "Draft for Europass": (".elm.json", b"{"),
    "Draft of Open Badges": (".openbadges.json", b"{"),
    "Table (CSV)": (".csv", b"\xef\xbb\xbfcode"),
    "Data (JSON)": (".json", b"{"),
}
OpenWindow = Callable[..., Window]


def to_passport(window: Window, code: str) -> Window:
    """Add a person, name a skill and go to the record."""
    window.add_person(code)
    window.find_skills(NOTE)
    window.press(re.compile("Yes: "))
    window.page.get_by_role("tab", name="3. Record").click()
    window.page.get_by_text("Passport for other programs").click()
    window.settle()
    return window


def download(window: Window, name: str) -> bytes:
    with window.page.expect_download() as waited:
        window.page.get_by_role("button", name=name).click()
    return Path(waited.value.path()).read_bytes()


def test_each_file_comes_by_one_click(window: Window) -> None:
    to_passport(window, "passport-1")
    for name, (ending, start) in FILES.items():
        with window.page.expect_download() as waited:
            window.page.get_by_role("button", name=name).click()
        assert waited.value.suggested_filename == f"passport-1-passport{ending}"
        assert Path(waited.value.path()).read_bytes().startswith(start)
    assert (window.foreign, window.faults) == ([], [])


def test_large_print_is_in_the_file_that_is_taken(window: Window) -> None:
    to_passport(window, "passport-2")
    window.page.get_by_text("Large print", exact=True).click()
    window.page.get_by_text("These files come in large letters.").wait_for()
    window.settle()
    assert b'class="large-print"' in download(window, "Passport as a web page")


def test_the_part_of_the_page_has_no_barrier(window: Window) -> None:
    assert to_passport(window, "passport-3").violations() == []


def opened(open_window: OpenWindow, folder: Path, *, large: bool, width: int = 1280) -> Window:
    """Open a passport of the invented person as a file."""
    file = folder / "passport.html"
    file.write_bytes(passport_html(full_passport(), Style(large_print=large)))
    window = open_window(f"{file.as_uri()}/?", width=width)
    window.page.goto(file.as_uri())
    return window


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_passport_itself_has_no_barrier(open_window: OpenWindow, tmp_path: Path, large: bool, width: int) -> None:
    # axe is brought in past the policy of the page, which allows no script at all.
    window = opened(open_window, tmp_path, large=large, width=width)
    tags = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    assert window.violations(*tags) == []
    assert window.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_printed_from_the_browser_the_details_begin_on_a_new_page(
    open_window: OpenWindow, tmp_path: Path, large: bool
) -> None:
    printed = opened(open_window, tmp_path, large=large).page.pdf(prefer_css_page_size=True)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages]
    assert "What I can do" in pages[0]
    assert [text.lstrip().startswith("Details") for text in pages].count(True) == 1
    assert all(["Details" not in text or text.lstrip().startswith("Details") for text in pages])
