"""Reading all texts of an offer: stopped, killed and gone on with. The pipeline is a real one, small."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from constructed_world import training
from kills import can_fork, forked

from recommender.domain.trainings import LearningOutcome
from recommender.guidance.mapping import to_map
from recommender.loading import RETRIEVERS, load_pipeline
from recommender.pipeline import TEXTS_AHEAD, Pipeline
from recommender.provider import AT_A_TIME, map_texts, mapped_with, suggest_for, unread
from recommender.provider_store import ProviderStore
from recommender.retrieval.ranking import QUERIES_AHEAD
from recommender.retrieval.retrievers import Queries, Retriever, Scores
from recommender.settings import Settings


class WatchedRetriever:
    """A real retriever, and a list of how many queries came together."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever, self.together = retriever, list[int]()

    def retrieve(self, queries: Queries) -> Scores:
        self.together.append(len(queries.texts))
        return self.retriever.retrieve(queries)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("mapping"), model="hashed-ngrams", esco=sample_esco)


@pytest.fixture(scope="module")
def pipeline(settings: Settings) -> Pipeline:
    return load_pipeline(settings)


@pytest.fixture
def watched(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Pipeline, WatchedRetriever]:
    """Return a pipeline that remembers nothing yet, and one of its retrievers."""
    build, made = RETRIEVERS["dense-labels"], list[WatchedRetriever]()

    def watch(*parts: Any) -> Retriever:
        made.append(WatchedRetriever(build(*parts)))
        return made[0]

    monkeypatch.setitem(RETRIEVERS, "dense-labels", watch)
    return load_pipeline(settings), made[0]


WORDS = [f"{verb} {thing}" for verb in ("Wash", "Iron", "Fold", "Sort") for thing in ("shirts", "towels", "dishes")]
TO_READ = to_map(
    training(f"t{n}", "laundry", (), learning_outcomes=tuple(map(LearningOutcome, (f"{words} {n // 2}.", words))))
    for n, words in enumerate(WORDS * 8)
)
DIFFERENT = len({one.text for one in TO_READ})


def lists_of(store: ProviderStore, pipeline: Pipeline) -> list[str]:
    made_with = mapped_with(pipeline)
    made = store.suggestions(sorted(store.mapped(made_with)), made_with=made_with)
    return [f"{text} {shown}" for text, shown in sorted(made.items())]


def at_most(number: int, seen: list[str]) -> Callable[[Iterable[str]], Iterator[str]]:
    """Return a progress bar that writes down what is read and stops as somebody at the keyboard does."""

    def bar(texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            if len(seen) == number:
                raise KeyboardInterrupt
            seen.append(text)
            yield text

    return bar


@pytest.mark.parametrize("stopped_after", [0, 1, AT_A_TIME, AT_A_TIME + 3])
def test_mapping_that_is_stopped_and_goes_on_gives_the_same_and_reads_nothing_twice(
    tmp_path: Path, pipeline: Pipeline, stopped_after: int
) -> None:
    seen: list[str] = []
    with ProviderStore.open(tmp_path / "whole.sqlite") as whole, ProviderStore.open(tmp_path / "parts.sqlite") as parts:
        assert map_texts(TO_READ, whole, pipeline) == DIFFERENT
        with pytest.raises(KeyboardInterrupt):
            map_texts(TO_READ, parts, pipeline, progress=at_most(stopped_after, seen))
        assert unread(TO_READ, parts, pipeline) == (DIFFERENT - stopped_after, DIFFERENT)
        map_texts(TO_READ, parts, pipeline, progress=at_most(DIFFERENT, seen))
        assert lists_of(parts, pipeline) == lists_of(whole, pipeline)
    assert len(seen) == len(set(seen)) == DIFFERENT


@pytest.mark.parametrize("outcome", ["Students will learn to iron textiles", "Say when you need help with the machine"])
def test_no_clause_of_an_outcome_is_set_aside_as_it_would_be_in_a_persons_words(
    pipeline: Pipeline, outcome: str
) -> None:
    (one,) = to_map([training("a", "laundry", (), learning_outcomes=(LearningOutcome(outcome),))])
    assert pipeline.suggest(outcome).set_aside
    assert suggest_for(one, pipeline).set_aside == ()


def test_a_description_is_read_as_it_was(pipeline: Pipeline) -> None:
    (one,) = to_map([training("a", "laundry", (), description={"en": "You will learn to iron textiles."})])
    assert suggest_for(one, pipeline) == pipeline.suggest(one.text)


MIXED = [
    *((f"{words}.", n % 2 == 0) for n, words in enumerate(WORDS)),
    ("Er sortiert die Wäsche und faltet sie mit der Maschine.", False),
    ("", False),
    ("Say when you need help with the machine. I want to iron later.", True),
    (" ".join(f"I wash {words.lower()} on day {day}." for words in WORDS for day in range(20)), False),
    *((f"{words} and dry the rest.", n % 3 == 0) for n, words in enumerate(WORDS)),
]


def test_texts_that_are_read_together_get_the_lists_that_each_gets_alone(
    watched: tuple[Pipeline, WatchedRetriever], pipeline: Pipeline
) -> None:
    together = list(watched[0].suggest_each(MIXED))
    alone = [pipeline.suggest_for_outcome(text) if outcome else pipeline.suggest(text) for text, outcome in MIXED]
    assert together == alone
    assert sum(bool(one.suggestions) for one in alone) >= len(WORDS)


def test_texts_are_searched_for_together_and_only_a_few_ahead(watched: tuple[Pipeline, WatchedRetriever]) -> None:
    pipeline, retriever = watched
    each = pipeline.suggest_each((f"Iron {number} shirts", True) for number in range(3 * TEXTS_AHEAD))
    next(each)
    assert retriever.together == [TEXTS_AHEAD]
    for _ in range(TEXTS_AHEAD):
        next(each)
    assert retriever.together == [TEXTS_AHEAD] * 2


def test_no_more_is_searched_for_than_is_remembered(watched: tuple[Pipeline, WatchedRetriever]) -> None:
    pipeline, retriever = watched
    texts = [(" ".join(f"Wash {number} shirts on day {day}." for day in range(40)), True) for number in range(8)]
    list(pipeline.suggest_each(texts))
    assert [QUERIES_AHEAD - 41 <= number <= QUERIES_AHEAD for number in retriever.together] == [True, True]


@can_fork
def test_mapping_that_is_killed_loses_the_last_few_texts_alone(
    tmp_path: Path, settings: Settings, pipeline: Pipeline
) -> None:
    killed_at = 2 * AT_A_TIME + 7

    def bar(texts: Iterable[str]) -> Iterator[str]:
        for number, text in enumerate(texts):
            if number == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            yield text

    def doomed() -> None:
        own = load_pipeline(settings)  # a process that is forked has none of the threads that look for skills
        with ProviderStore.open(tmp_path / "killed.sqlite") as store:
            map_texts(TO_READ, store, own, progress=bar)

    assert os.waitpid(forked(doomed), 0)[1] == signal.SIGKILL
    with ProviderStore.open(tmp_path / "killed.sqlite") as store, ProviderStore.open(tmp_path / "w.sqlite") as whole:
        assert map_texts(TO_READ, store, pipeline) == DIFFERENT - 2 * AT_A_TIME
        map_texts(TO_READ, whole, pipeline)
        assert lists_of(store, pipeline) == lists_of(whole, pipeline)
