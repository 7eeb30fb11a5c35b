"""The passport as page, paper, document and table: complete, readable by everyone, and safe to open."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from passports import full_passport, passport_of
from tagged_pdf import elements, fonts, open_pdf, sizes, unmarked

from recommender.errors import DataError
from recommender.exports.passport_html import passport_html
from recommender.exports.passport_json import passport_document
from recommender.exports.passport_pdf import passport_pdf
from recommender.exports.passport_words import Style
from recommender.exports.writers import WRITERS, PassportFormat
from recommender.passport import Passport

ROOT = Path(__file__).resolve().parent.parent
PLAIN, LARGE = Style(), Style(large_print=True)
NOTICE = "This service uses the ESCO classification of the European Commission."
MARKUP = '<script>alert(1)</script> #pagebreak() *b* & "q" \\'


def saying(words: str) -> Passport:
    """Return a passport in which the person says these words of one skill."""
    passport = passport_of()
    return replace(passport, skills=(replace(passport.skills[0], words=(words,)),))


def readable(name: str, raw: bytes) -> str:
    """Return what a person can read of a file."""
    if name == "pdf":
        return " ".join(element.text for element in elements(open_pdf(raw)))
    return raw.decode("utf-8-sig")


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_has_every_skill_the_notice_and_the_versions(name: PassportFormat) -> None:
    passport = passport_of()
    text = readable(name, WRITERS[name].write(passport, PLAIN))
    assert [skill.plain for skill in passport.skills if skill.plain not in text] == []
    assert NOTICE in text
    assert passport.versions.recommender in text


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_bytes_again(name: PassportFormat) -> None:
    write = WRITERS[name].write
    assert write(full_passport(), PLAIN) == write(full_passport(), PLAIN)


@pytest.mark.parametrize("name", [PassportFormat.HTML, PassportFormat.PDF, PassportFormat.CSV])
def test_what_people_read_holds_no_number_for_a_person(name: PassportFormat) -> None:
    text = readable(name, WRITERS[name].write(full_passport(), PLAIN))
    text = re.sub(r"<style>.*?</style>|data:[^\"]+", "", text, flags=re.DOTALL)
    assert not re.search(r"\d\s*%|confidence|\bscore|EQF|validat", text, re.IGNORECASE)


# HTML


class Outline(HTMLParser):
    """Gathers what the tests of a page look at."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.language, self.headings, self.images, self.outside = "", [], [], []
        self.tags: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.language = given.get("lang") or ""
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(given.get("alt"))
        self.outside += [given[name] for name in ("src", "href", "srcset") if name in given]


def test_the_page_has_a_language_one_title_and_headings_in_order() -> None:
    page = Outline(passport_html(full_passport(), Style(language="nl")))
    assert (page.language, page.headings.count(1), page.headings[0]) == ("nl", 1, 1)
    assert all([after - before <= 1 for before, after in pairwise(page.headings)])


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = Outline(passport_html(full_passport(), PLAIN))
    assert "script" not in page.tags
    links = [address for address in page.outside if address and not address.startswith("data:")]
    assert all([link.startswith("http://data.europa.eu/esco/") for link in links])


def test_pictures_stand_beside_words_and_say_nothing_themselves() -> None:
    images = Outline(passport_html(full_passport(), PLAIN)).images
    assert images
    assert set(images) == {""}


def test_own_words_come_before_the_plain_words_and_the_esco_label() -> None:
    page = passport_html(passport_of(), PLAIN).decode()
    card = page[page.index("<li>") : page.index("</li>")]
    assert (
        card.index("I pop the flat boxes") < card.index("Fold flat boxes into shape") < card.index("ESCO has no word")
    )


def test_a_note_about_the_person_stands_behind_the_plain_words() -> None:
    page = passport_html(saying("She folds boxes"), PLAIN).decode()
    assert page.index("Fold flat boxes into shape") < page.index("“She folds boxes”")
    assert "<dt>From a note</dt>" in page
    assert "<dt>My words</dt>" not in page


def test_words_from_the_middle_of_a_sentence_say_so() -> None:
    assert "“… and folds boxes”" in passport_html(saying("and folds boxes"), PLAIN).decode()


def test_markup_in_peoples_words_stays_words() -> None:
    page = passport_html(saying(MARKUP), PLAIN)
    assert "script" not in Outline(page).tags
    assert b"&lt;script&gt;alert(1)&lt;/script&gt; #pagebreak() *b* &amp; &quot;q&quot; \\" in page


def test_large_print_is_marked_on_the_page() -> None:
    assert b'<html lang="en" class="large-print">' in passport_html(passport_of(), LARGE)
    assert b'class="large-print"' not in passport_html(passport_of(), PLAIN)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


ASSETS = ROOT / "recommender" / "exports" / "assets"


@pytest.mark.parametrize("file", ["passport.css", "passport.typ"])
def test_every_colour_of_text_has_a_contrast_of_seven_to_one(file: str) -> None:
    source = (ASSETS / file).read_text(encoding="utf-8")
    colours = dict(re.findall(r'(\w+)(?::| = rgb\(")\s*(#[0-9a-f]{6})', source))
    on = [("ink", "#ffffff"), ("ink", colours["paper"]), ("quiet", colours["paper"]), ("blue", colours["paper"])]
    ratios = [(_luminance(ground) + 0.05) / (_luminance(colours[text]) + 0.05) for text, ground in on]
    assert min(ratios) >= 7


def test_page_and_paper_have_the_same_colours() -> None:
    found = [
        dict(re.findall(r'(\w+)(?::| = rgb\(")\s*(#[0-9a-f]{6})', (ASSETS / file).read_text(encoding="utf-8")))
        for file in ("passport.css", "passport.typ")
    ]
    assert {name: found[0][name] for name in found[1]} == found[1]


# PDF


def test_the_paper_says_that_it_is_tagged_and_in_which_language() -> None:
    reader = open_pdf(passport_pdf(full_passport(), Style(language="nl")))
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Skills passport · mora-3"


@pytest.mark.parametrize("style", [PLAIN, LARGE], ids=["plain", "large"])
def test_the_paper_is_read_in_the_order_of_the_sheet(style: Style) -> None:
    found = [element.text.strip() for element in elements(open_pdf(passport_pdf(full_passport(), style)))]
    order = [
        *("Skills passport", "mora-3 · Made on 14 March 2026", "What I can do"),
        *("“I put four jars in each box with paper between them.”", "I put goods into boxes and bags."),
        *("I do this alone", "Certified by Example Awarding Body", "ESCO: pack goods"),
        *("“I pop the flat boxes into shape.”", "Fold flat boxes into shape"),
        *("Details", "My words", "Support", "Stage", "Named: I say so · 1 March 2026"),
        *("About this passport", "What the stages mean", NOTICE),
    ]
    at = -1
    for text in order:
        at = found.index(text, at + 1)


def test_headings_and_lists_of_the_paper_are_tagged_as_such() -> None:
    found = elements(open_pdf(passport_pdf(full_passport(), PLAIN)))
    titles = [(element.role, element.text) for element in found if element.role.startswith("H")]
    assert titles[:4] == [
        ("H1", "Skills passport"),
        ("H2", "What I can do"),
        ("H2", "Details"),
        ("H3", "I put goods into boxes and bags."),
    ]
    assert {"L", "LI", "LBody", "P"} <= {element.role for element in found}
    assert not [element for element in found if element.role == "Figure"]


@pytest.mark.parametrize("style", [PLAIN, LARGE], ids=["plain", "large"])
def test_no_text_of_the_paper_lies_outside_its_structure(style: Style) -> None:
    reader = open_pdf(passport_pdf(full_passport(), style))
    assert unmarked(reader) == []
    levels = [int(element.role[1]) for element in elements(reader) if re.fullmatch(r"H\d", element.role)]
    assert levels[0] == 1
    assert all([after - before <= 1 for before, after in pairwise(levels)])


def test_all_fonts_lie_inside_the_paper() -> None:
    found = fonts(open_pdf(passport_pdf(saying("Я мою посуду, καθαρίζω"), PLAIN)))
    assert len(found) >= 3
    assert all(found.values())


def test_large_print_has_no_text_below_sixteen_points_but_the_foot() -> None:
    plain, large = (set(sizes(open_pdf(passport_pdf(passport_of(), style)))) for style in (PLAIN, LARGE))
    assert {size for size in large if size < 16} == {14.0}
    assert 18.0 in large
    assert max(plain) < max(large)


def test_the_first_page_holds_the_front_and_the_details_begin_on_a_new_one() -> None:
    pages = [page.extract_text() for page in open_pdf(passport_pdf(full_passport(), PLAIN)).pages]
    assert "use food preparation techniques" in pages[0]
    assert "Details" not in pages[0]
    assert pages[1].startswith("Details")


@pytest.mark.parametrize("style", [PLAIN, LARGE], ids=["plain", "large"])
def test_what_is_known_of_a_skill_stands_on_one_page(style: Style) -> None:
    passport = full_passport()
    pages = [page.extract_text() for page in open_pdf(passport_pdf(passport, style)).pages]
    details = pages[next(n for n, page in enumerate(pages) if page.startswith("Details")) :]
    for skill in passport.skills:
        on = [page for page in details if skill.plain in page.replace("\n", " ")]
        assert len(on) == 1
        assert (skill.esco_label or "ESCO has no word for this yet") in on[0].replace("\n", " ")
    assert [("About this passport" in page, "What the stages mean" in page) for page in details][-1] == (True, True)


def test_many_skills_go_on_behind_the_front() -> None:
    passport = passport_of()
    many = replace(passport, skills=passport.skills * 6)
    reader = open_pdf(passport_pdf(many, PLAIN))
    found = elements(reader)
    assert reader.pages[1].extract_text().startswith("More that I can do")
    assert sum(element.text == "ESCO: pack goods" for element in found if element.role == "P") == 6


def test_a_word_longer_than_a_line_breaks_inside_its_card() -> None:
    reader = open_pdf(passport_pdf(replace(passport_of(), skills=saying("a" * 300).skills * 6), PLAIN))
    lines = [line for line in reader.pages[0].extract_text().splitlines() if "aaaa" in line]
    assert len(lines) >= 12
    assert max(len(line) for line in lines) < 35


def test_few_skills_get_larger_letters() -> None:
    few, many = ({*sizes(open_pdf(passport_pdf(one, PLAIN)))} for one in (saying("I fold."), passport_of()))
    assert 16.1 in few - many


def test_markup_in_peoples_words_stays_words_on_paper() -> None:
    found = [element.text for element in elements(open_pdf(passport_pdf(saying(MARKUP), PLAIN)))]
    assert f"“{MARKUP}”" in [text.replace("\N{ZERO WIDTH SPACE}", "") for text in found]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("I feed the goat 🙂", "“I feed the goat [slightly smiling face]”"),
        ("I wave 👋🏽 to all", "“I wave [waving hand sign] to all”"),
        ("I wash\x00\x07 up", "“I wash up”"),
        ("I work \U0001d173here", "“I work here”"),
    ],
)
def test_signs_that_no_printer_has_become_words(words: str, printed: str) -> None:
    found = [element.text for element in elements(open_pdf(passport_pdf(saying(words), PLAIN)))]
    assert printed in found


def test_letters_that_no_font_has_are_an_error_and_never_changed() -> None:
    with pytest.raises(DataError, match="No font on this machine has"):
        passport_pdf(saying("𐎠𐎡𐎢"), PLAIN)  # Old Persian: no usual machine has it


def test_words_from_right_to_left_are_kept() -> None:
    text = readable("pdf", passport_pdf(saying("أنا أطوي الصناديق"), PLAIN))
    assert "I do this alone" in text


# JSON and CSV


def test_the_document_follows_its_schema() -> None:
    schema = json.loads((ROOT / "recommender" / "schemas" / "passport.schema.json").read_text(encoding="utf-8"))
    for passport in (full_passport(), passport_of()):
        jsonschema.validate(passport_document(passport), schema)


@pytest.mark.parametrize("field", ["code", "skills", "versions", "notice"])
def test_the_schema_names_a_field_that_is_missing(field: str) -> None:
    schema = json.loads((ROOT / "recommender" / "schemas" / "passport.schema.json").read_text(encoding="utf-8"))
    document = passport_document(passport_of())
    del document[field]
    with pytest.raises(jsonschema.ValidationError, match=f"'{field}' is a required property"):
        jsonschema.validate(document, schema)


def test_what_is_unknown_stays_unknown_in_the_document() -> None:
    award = passport_document(full_passport(awarded_on=None))["skills"][0]["award"]
    assert (award["awarded_on"], award["missing"]) == (None, ["date"])


@pytest.mark.parametrize("words", ["=1+1", "+SUM(A1)", "-2", "@x", "\t=1", "  =cmd|' /C calc'!A0"])
def test_no_cell_of_the_table_is_taken_for_a_formula(words: str) -> None:
    raw = WRITERS[PassportFormat.CSV].write(saying(words), PLAIN)
    row = next(iter(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))))
    assert row["words"] == f"'{words}"


def test_the_table_has_one_row_for_each_skill() -> None:
    raw = WRITERS[PassportFormat.CSV].write(full_passport(), PLAIN)
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["skill"] for row in rows] == [skill.plain for skill in full_passport().skills]
    assert raw.startswith(b"\xef\xbb\xbf")
