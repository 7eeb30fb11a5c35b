"""The coach's page says why a training is there as the program does elsewhere, in the language of the page."""

from __future__ import annotations

import pytest

from app.reasons import why
from recommender.domain.trainings import LearningOutcome, Training
from recommender.domain.versions import Versions
from recommender.domain.work_areas import WorkArea
from recommender.guidance.matching import match

WORK_AREAS = {
    slug: WorkArea(slug, slug.title(), "", "", frozenset({slug[0]})) for slug in ("animals", "garden", "laundry")
}
LABELS = {"b": "label of b"}
LONG = "word " * 40


def training(*outcomes: str, work_areas: tuple[str, ...] = ()) -> Training:
    """Return a training with outcomes, each with one skill: its first letter."""
    taught = tuple(LearningOutcome(text, (text[0],)) for text in outcomes)
    return Training("t", {"en": "T"}, {}, "course", ("en",), "example", learning_outcomes=taught, work_areas=work_areas)


@pytest.mark.parametrize(
    ("known", "likes", "one"),
    [
        ("a", (), training("a do")),
        ("ab", (), training("a do", "b do")),
        ("abc", (), training("a do", "b do", "c do")),
        ("ab", (), training("a do", "b do", "c do")),
        ("a", (), training("a do", "b do.", "c do", "d do")),
        ("a", (), training("a do", f"b {LONG}", "c do", "d do")),
        ("", ("laundry", "animals"), training("x do", work_areas=("laundry", "animals"))),
        ("", ("garden", "laundry"), training("l do", "g do")),
    ],
)
def test_the_page_gives_the_reason_that_the_program_gives(known: str, likes: tuple[str, ...], one: Training) -> None:
    versions = Versions("", "", "", "")
    lists = match([one], set(known), work_areas=WORK_AREAS, labels=LABELS, versions=versions, likes=likes)
    found = [*lists.check_now, *lists.next_step, *lists.you_like_it]
    said = [why(entry, one, likes=likes, work_areas=WORK_AREAS, labels=LABELS) for entry in found]
    assert found
    assert said == [entry.sentence for entry in found]
