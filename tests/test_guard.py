"""The guard marks what may be personal; it never blocks and says what it may miss."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.guard import MAY_MISS, find_personal, looks_like_a_name, remove

# Invented, all of them.
PERSONAL = [
    ("Call me on 0151 234 5678 please", "phone number"),
    ("Her number is +44 20 7946 0958", "phone number"),
    ("write to anna.beispiel@example.org", "e-mail address"),
    ("see www.example.org/anna", "web address"),
    ("He was born 3.4.1990 in the north", "birth date"),
    ("geboren am 12.11.1985", "birth date"),
    ("Date of birth: 1 May 1979", "birth date"),
    ("She lives at 12 Green Road", "address"),
    ("wohnt in der Lindenstraße 5", "address"),
    ("IBAN DE89 3704 0044 0532 0130 00", "identity number"),
    ("He has epilepsy and works in the kitchen", "diagnosis or care term"),
    ("She has a learning disability", "diagnosis or care term"),
    ("Pflegegrad 3 since last year", "diagnosis or care term"),
    ("Frau Beispiel helps in the laundry", "name"),
    ("My name is Sam Sample", "name"),
    ("Danielle folds boxes", "name"),
    ("sam (at) example (dot) org", "e-mail address"),
    ("Ask @sam_folds about it", "web address"),
    ("Ring +351912345678 after four", "phone number"),
    ("Postcode: 8010, second floor", "address"),
    ("moved to AB1 2CD last year", "address"),
    ("He has a court-appointed guardian", "diagnosis or care term"),
    ("She takes antidepressants", "diagnosis or care term"),
    ("He has a personality disorder", "diagnosis or care term"),
    ("She suffers from headaches", "diagnosis or care term"),
    ("He is hard of hearing", "diagnosis or care term"),
    ("Tiene parálisis cerebral", "diagnosis or care term"),
    ("has ADD and sits at the window", "diagnosis or care term"),
    ("signed by K. Beispiel", "name"),
    ("Ms. de Sample checks it", "name"),
    ("O'Sample said he lifts boxes", "name"),
    ("my key worker, Joe, comes at ten", "name"),
    ("In the kitchen she helps Svetlana with soup", "name"),
]
PLAIN = [
    "I fold 30 boxes in an hour and tape them.",
    "On Monday she waters the tomatoes.",
    "When the machine jams he calls the group leader.",
    "Wipes tables, sweeps the floor, empties 12 bins.",
    "We start at 8.30 and stop at 16.00.",
    "I type lists in Excel and print them.",
    "Twelve boxes in a row, nothing broken.",
    "Tell jokes while the bread bakes. Show customers the way.",
    "Milking starts at six.",
    "I clean the blinds and add 2 spoons of sugar.",
    "We meet at the gate, then we load hall B. The rest goes to hall C.",
    "She works in the kitchen of a nursing home and says hello to everybody.",
    "I show customers the way, help with bags and remind the team of breaks.",
]


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_words_are_marked(text: str, kind: str) -> None:
    assert kind in {finding.kind for finding in find_personal(text)}


@pytest.mark.parametrize("text", PLAIN)
def test_everyday_sentences_are_left_alone(text: str) -> None:
    assert find_personal(text) == ()


@given(st.text(max_size=300))
def test_findings_quote_the_text_in_order_without_overlap(text: str) -> None:
    found = find_personal(text)
    assert all([text[f.start : f.end] == f.text for f in found])
    assert all([a.end <= b.start for a, b in pairwise(found)])


def test_removing_leaves_the_rest_as_it_was() -> None:
    text = "Anna Beispiel (0151 234 5678) folds boxes."
    assert remove(text, find_personal(text)) == "[name] ([phone number]) folds boxes."


@pytest.mark.parametrize("text", ["1 " * 100_000, "a@" * 100_000, "Aa " * 60_000, "+1" * 100_000, "." * 200_000])
def test_a_long_hostile_text_is_answered(text: str) -> None:
    assert isinstance(find_personal(text), tuple)


def test_a_code_that_looks_like_a_full_name_is_noticed() -> None:
    assert [looks_like_a_name(code) for code in ("Sam Sample", "Sample, Sam", "blue-7", "Sunny")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_guard_says_what_it_may_miss() -> None:
    assert "miss" in MAY_MISS
