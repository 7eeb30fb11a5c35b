"""The words on the pages are plain: short sentences, everyday words, one term for one thing."""

from __future__ import annotations

import re
import warnings

import pytest
from page_texts import sentences

MOST_WORDS = 18  # of a sentence
# Rules of docs/DESIGN.md sections 2 and 7: what no page may say, and why.
FORBIDDEN = {
    r"validat\w*|certif(?:y|ies)\b": "software suggests and documents, it never validates",
    r"easy[- ]to[- ]read": "not claimed before readers have checked the text",
    r"disab\w*|handicap\w*|deficit\w*|impair\w*|disorder\w*|suffer\w*|special needs": "no deficits",
    r"per ?cent\w*|score[sd]?|ranking|accuracy|probabilit\w*": "people see words, never numbers about them",
    r"invalid|illegal|abort\w*|fatal|failed|failure|error|oops|sorry": "say what to do, without blame",
    r"utili[sz]e\w*|facilitat\w*|leverag\w*|functionalit\w*|terminat\w*|prior to|in order to": "use an everyday word",
    r"click\w*|tap\b|swipe": "not everybody uses a mouse",
    r"simply|just|easy|easily|obviously": "what is easy is for the reader to say",
    r"demand(?:ed)? (?:skill|job)\w*|employab\w*|hire\w*": "no claims about demand",
}
# One term for one thing: the word we use, and those we do not.
TERMS = {
    "training": r"courses?|class(?:es)?|lessons?|seminars?",
    "person": r"clients?|users?|customers?|beneficiar\w*|residents?|trainees?",
    "skill": r"competenc\w*|abilit\w*|qualifications?|talents?",
    "provider": r"schools?|vendors?|suppliers?|institutions?",
    "program": r"software|app|application|tool|system|platform",
    "computer": r"laptops?|pc|device",
    "hand-over file": r"dossiers?|data set",
    "suggest": r"recommend\w*|propos\w*|predict\w*",
}
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|approx|incl|max|min|no|nr|vs|resp|info)\.(?=\s|$)", re.IGNORECASE)
KNOWN_NAMES = frozenset(
    {"ESCO", "CSV", "XLSX", "UTF", "JSON", "MB", "PDF", "EU", "EQF", "ECTS", "DOCX", "OK", "ID", "BE"}
)
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?(?:\w+ed|kept|made|shown|said|given|taken|read)\b"
)
ALLOWED = {
    "Skills recommender": "the name of the program",
    "It suggests. It never checks or certifies that somebody can do something. People do that.": "says what it is not",
}
TEXTS = [(place, text) for place, text in sentences() if text not in ALLOWED]
PLACES = [place for place, _ in TEXTS]


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) > 150


@pytest.mark.parametrize(("place", "text"), TEXTS, ids=PLACES)
def test_a_text_is_plain(place: str, text: str) -> None:
    assert problems(text) == [], f"{place}: {text}"
    if PASSIVE.search(text):
        warnings.warn(f"{place}: passive, say who does it: {text}", stacklevel=1)


def problems(text: str) -> list[str]:
    """Return what is not plain in a text."""
    words = re.sub(r"\{\w*\}", "X", text)
    found = [
        f"{len(sentence.split())} words in one sentence"
        for sentence in re.split(r"[.!?:;](?:\s|$)", words)
        if len(sentence.split()) > MOST_WORDS
    ]
    for pattern, why in FORBIDDEN.items():
        found += [f"“{hit}”: {why}" for hit in re.findall(rf"\b(?:{pattern})", words, re.IGNORECASE)]
    for term, others in TERMS.items():
        hits = re.findall(rf"\b(?:{others})\b", words, re.IGNORECASE)
        found += [f"“{hit}”: we say “{term}”" for hit in hits]
    found += [f"“{hit}” is an abbreviation" for hit in ABBREVIATION.findall(words)]
    found += [f"“{hit}” is an abbreviation" for hit in CAPITALS.findall(words) if hit not in KNOWN_NAMES]
    return found + (["a percent sign"] if "%" in words else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We validated the skills.", "never validates"),
        ("Choose a course.", "we say “training”"),
        ("Choose one, e.g. ironing.", "abbreviation"),
        ("Ask the HR team.", "abbreviation"),
        ("It is 80% sure.", "percent sign"),
        (" ".join(["word"] * 19), "19 words"),
        ("Click here.", "mouse"),
    ],
)
def test_the_check_finds_what_is_not_plain(text: str, said: str) -> None:
    assert any([said in problem for problem in problems(text)])
