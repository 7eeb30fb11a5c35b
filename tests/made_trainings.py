"""Trainings of every shape, for laws that hold for all of them. All of them are invented."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from hypothesis import strategies as st

from recommender.catalogue import schema
from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.trainings import LearningOutcome, Organisation, Training

# Named functions, no lambdas: for the name of a lambda Hypothesis parses the file it stands in, and the parser of
# Python 3.11 may raise SystemError when another thread (an app under test) parses at the same time.


def is_trimmed(text: str) -> bool:
    return bool(text) and text == text.strip()


def is_one_line(text: str) -> bool:
    return "\n" not in text


def is_one_item(text: str) -> bool:
    return ";" not in text


def quarters(n: int) -> float:
    return n / 4


def skill_uri(u: Any) -> str:
    return f"http://data.europa.eu/esco/skill/{u}"


def in_order(pair: tuple[float, float]) -> tuple[float, float]:
    return min(pair), max(pair)


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
TEXT = st.one_of(
    st.text(LETTERS, min_size=1, max_size=20),
    st.sampled_from(
        ["=1+1", "'=1", "''@x", "+49", "-", "#N/A", "NA", "a|b", 'say "x"', "1, 2", "one\ntwo", "ab\u200fאב"]
    ),
).filter(is_trimmed)
LINE = TEXT.filter(is_one_line)
ITEM = LINE.filter(is_one_item)
NUMBER = st.integers(1, 4000).map(quarters)
TEXTS = st.dictionaries(st.sampled_from(["en", "de", "pt-BR", "uk"]), TEXT, min_size=1)
URI = st.uuids().map(skill_uri)
URIS = st.lists(URI, max_size=2, unique=True).map(tuple)
SOME_URIS = st.lists(URI, min_size=1, max_size=2, unique=True).map(tuple)
COUNTRY = st.sampled_from(["", "AT", "BE"])
URL = st.sampled_from(["", "https://example.org/a?b=1"])
ORGANISATION = st.none() | st.builds(Organisation, TEXT, COUNTRY, URL)


def codes(choices: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True, max_size=3).map(tuple)


TRAINING = st.builds(
    Training,
    training_id=st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True),
    title=TEXTS,
    description=TEXTS,
    kind=st.sampled_from(schema.KINDS),
    languages=st.lists(st.sampled_from(["en", "de", "sr-Latn"]), min_size=1, unique=True).map(tuple),
    status=st.just("example"),
    provider=ORGANISATION,
    description_plain=TEXTS | st.just({}),
    awarding_body=ORGANISATION,
    region=TEXT | st.just(""),
    learning_outcomes=st.lists(st.builds(LearningOutcome, LINE, URIS), max_size=3).map(tuple),
    workload_hours=st.none() | st.tuples(NUMBER, NUMBER).map(in_order),
    ects_credits=st.none() | NUMBER,
    workload_status=st.sampled_from(["", *schema.WORKLOAD_STATUSES]),
    eqf_level=st.none() | st.integers(1, 8),
    eqf_level_status=st.sampled_from(["", "estimated", "referenced"]),
    nqf_level=TEXT | st.just(""),
    assessment=codes(schema.ASSESSMENTS),
    assessment_detail=TEXT | st.just(""),
    learning_setting=st.sampled_from(["", *schema.SETTINGS]),
    prerequisites=TEXT | st.just(""),
    grade_scheme=TEXT | st.just(""),
    target_groups=codes(schema.TARGET_GROUPS),
    location=TEXT | st.just(""),
    assessment_supervised=st.none() | st.booleans(),
    participation=codes(schema.PARTICIPATIONS),
    quality_assurance=TEXT | st.just(""),
    min_age=st.none() | st.integers(1, 99),
    stackability=st.lists(ITEM, unique=True, max_size=2).map(tuple),
    isced_f=st.sampled_from(["", "0921"]),
    price=TEXT | st.just(""),
    start_dates=st.lists(ITEM, unique=True, max_size=2).map(tuple),
    accessibility=st.dictionaries(st.sampled_from(ACCOMMODATION_CODES), st.sampled_from(Availability), max_size=3),
    work_areas=codes(schema.WORK_AREAS),
    reviewed_at=st.sampled_from(["", "2026-03-31"]),
    source=TEXT | st.just(""),
    confirmed_links=st.lists(st.builds(LearningOutcome, LINE | st.just(""), SOME_URIS), max_size=2).map(tuple),
)
TRAININGS = st.lists(TRAINING, max_size=3, unique_by=attrgetter("training_id")).map(tuple)
