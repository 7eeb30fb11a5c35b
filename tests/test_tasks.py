"""Workshop tasks that ESCO lacks, by the nearest wording: the way of encoders without a model of everyday work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.domain.work_areas import WorkshopTask
from recommender.loading import load_pipeline
from recommender.retrieval.encoders import HashedNgramEncoder, ModelEntry, Vectors
from recommender.retrieval.retrievers import Queries
from recommender.retrieval.statements import split
from recommender.retrieval.tasks import SHORT, NearestTaskFinder, wordings
from recommender.settings import load_settings

ENCODER = HashedNgramEncoder(ModelEntry("hashed-ngrams", "hashed-ngrams", "1", 128, "Apache-2.0"))


def _task(slug: str, wording: str) -> WorkshopTask:
    return WorkshopTask(slug, "Fold laundry", "laundry", (wording,), None, "none")


def _skills(similarity: float) -> Callable[[Queries], NDArray[np.float32]]:
    return lambda queries: np.full(len(queries.texts), similarity, dtype=np.float32)


def _finder(*tasks: WorkshopTask, skill: float, sure: float = 0.6) -> NearestTaskFinder:
    said = [wording for task in tasks for wording in wordings(task)]
    return NearestTaskFinder(tasks, vectors=ENCODER.encode(said), best_skill=_skills(skill), sure=sure)


def _queries(*texts: str) -> Queries:
    return Queries(texts, ENCODER.encode(texts))


def _clauses(text: str) -> Sequence[str]:
    return [statement.span.text for statement in split(text)]


def test_a_task_without_an_esco_skill_is_named() -> None:
    text = "I fold the towels. I drive."
    found = _finder(_task("fold-laundry", "I fold the towels"), skill=0.3).find(
        split(text), _queries(*_clauses(text), "I fold the towels I drive")
    )
    assert {position: none.task for position, none in found.items()} == {0: "fold-laundry"}


@pytest.mark.parametrize(("skill", "named"), [(0.5, 1), (0.99, 0)])
def test_a_task_gives_way_to_a_skill_that_is_nearer(skill: float, named: int) -> None:
    finder = _finder(_task("fold-laundry", "I fold the towels"), skill=skill)
    found = finder.find(split("I fold the blue towels."), _queries(*["I fold the blue towels"] * 2))
    assert len(found) == named


@pytest.mark.parametrize(("slugs", "named"), [(("fold",), 1), (("fold", "twin"), 0)])
def test_no_task_is_named_where_two_are_as_near(slugs: Sequence[str], named: int) -> None:
    finder = _finder(*(_task(slug, "I fold the towels") for slug in slugs), skill=0.0)
    assert len(finder.find(split("I fold the towels."), _queries(*["I fold the towels"] * 2))) == named


def test_a_short_text_names_the_task_that_none_of_its_clauses_names() -> None:
    whole = "towel in half and in half again"
    finder = _finder(_task("fold-laundry", whole), skill=0.99)
    statements, clauses = split("I put the towel in half. I press it in half again."), []
    clauses = [statement.span.text for statement in statements]
    assert {none.task for none in finder.find(statements, _queries(*clauses, whole)).values()} == {"fold-laundry"}
    assert not finder.find(statements * 3, _queries(*clauses * 3, whole))


def test_a_task_of_the_whole_text_leaves_a_clause_to_the_skill_that_is_nearer() -> None:
    clauses, whole = ("irons towels", "folds them"), "irons towels and folds them"
    finder = _finder(_task("fold-laundry", whole), skill=0.9, sure=0.3)
    nearest = int((ENCODER.encode(clauses) @ ENCODER.encode([whole]).T).argmax())
    assert set(finder.find(split("She irons towels. She folds them."), _queries(*clauses, whole))) == {nearest}


def test_a_text_of_many_clauses_is_read_without_the_whole() -> None:
    text = "I fold the towels. I drive. I paint. I sing. I read."
    finder = _finder(_task("fold-laundry", "I fold the towels"), skill=0.3)
    found = finder.find(split(text), _queries(*_clauses(text)))
    assert len(split(text)) > SHORT
    assert {position: none.task for position, none in found.items()} == {0: "fold-laundry"}
    assert found == finder.find(split(text), _queries(*_clauses(text), "I fold the towels"))


def test_the_whole_of_a_long_text_is_not_encoded_for_its_tasks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = load_pipeline(load_settings())
    asked: list[str] = []
    encode = pipeline.encoder.encode

    def watched(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return encode(texts)

    monkeypatch.setattr(pipeline.encoder, "encode", watched)
    scene = "I fold boxes that come flat from the factory. There are seven of us. I wash dishes"
    pipeline.suggest(f"{scene}.")
    assert [text for text in asked if "boxes" in text and "seven of us" in text]
    asked.clear()
    pipeline.suggest(f"{scene} and cups. I mop all of the floors. I sort letters for the offices. I feed goats.")
    assert [text for text in asked if "boxes" in text]
    assert not [text for text in asked if "boxes" in text and "seven of us" in text]


def test_a_task_in_a_list_of_short_sentences_is_named_where_it_is_said(home: Path) -> None:
    pipeline = load_pipeline(load_settings())
    task = pipeline.workshop_tasks["shred-files"].name
    found = pipeline.suggest(f"I wash the dishes. {task}. I feed the goats.")
    assert [(one.span.text, one.name) for one in found.no_esco_skill] == [(task, task)]
    shown = {span.text for one in found.suggestions for span in one.evidence}
    assert {"I wash the dishes", "I feed the goats"} <= shown
    assert task not in shown


def test_nothing_is_read_of_him_in_other_words_than_of_her(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = load_pipeline(load_settings())
    encode, asked = pipeline.encoder.encode, set[str]()

    def watched(texts: Sequence[str]) -> Vectors:
        asked.update(texts)
        return encode(texts)

    monkeypatch.setattr(pipeline.encoder, "encode", watched)
    pipeline.suggest("He folds his own boxes flat for the coach. There are seven of us with him. He feeds goats.")
    assert asked
    assert not [text for text in asked if {"he", "his", "him"}.intersection(text.casefold().split())]


def test_a_task_does_not_decide_how_what_is_said_beside_it_is_read(home: Path) -> None:
    pipeline = load_pipeline(load_settings())
    task = pipeline.workshop_tasks["shred-files"].name
    (alone, *_) = pipeline.suggest("I feed the goats.").suggestions
    beside = pipeline.suggest(f"I feed the goats. I wash all of the dishes in the kitchen. {task}.")
    assert [one.name for one in beside.no_esco_skill] == [task]
    assert alone.confidence in [one.confidence for one in beside.suggestions if one.concept_uri == alone.concept_uri]
