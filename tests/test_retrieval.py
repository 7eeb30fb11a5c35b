"""Entries, vectors kept by content, retrievers and the ranking over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.concepts import Concept
from recommender.errors import ConfigError
from recommender.retrieval import vectors
from recommender.retrieval.confidence import ALONE, FEATURES, ByKind, Calibration, Logistic
from recommender.retrieval.encoders import (
    HashedNgramEncoder,
    JoiningEncoder,
    ModelEntry,
    RememberingEncoder,
    model_entry,
    normalised,
    read_registry,
)
from recommender.retrieval.entries import BARE, EntryKind, every_label, layers
from recommender.retrieval.everyday import UNLIKELY, EverydayModel, EverydayRetriever
from recommender.retrieval.lexical import LexicalRetriever
from recommender.retrieval.query_texts import MOST_LISTED, MOST_STATEMENTS, parts_of, query_texts
from recommender.retrieval.ranking import (
    DESCRIPTIONS,
    LABELS,
    LIKELY_SKILLS,
    PREFERRED,
    SENTENCES,
    SPELLING,
    Ranker,
)
from recommender.retrieval.retrievers import DenseRetriever, Queries, RememberingRetriever, Scores
from recommender.retrieval.said_labels import SaidLabels
from recommender.retrieval.statements import split
from recommender.retrieval.vectors import VectorCache
from recommender.retrieval.wording import as_searched, without_days

PROJECT = Path(__file__).resolve().parent.parent
ENTRY = ModelEntry("hashed-ngrams", "hashed-ngrams", "1", 64, "Apache-2.0")
CONCEPTS = (
    Concept("esco:a", "fold cardboard boxes", ("make boxes",), "Put flat boxes into shape."),
    Concept("esco:b", "feed animals", ("give food to animals", "Feed animals"), "Give animals their food."),
    Concept("esco:c", "wash dishes", (), ""),
)


class CountingEncoder(HashedNgramEncoder):
    """The real small encoder, which also counts what it is asked for."""

    asked = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += len(texts)
        return super().encode(texts)


class MeetingEncoder(HashedNgramEncoder):
    """The real small encoder, which waits until two threads encode at once."""

    both = Barrier(2, timeout=30)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.both.wait()
        return super().encode(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder(ENTRY)


class Fixed:
    """Gives queries scores that are set beforehand, one row for all of them or for each its own."""

    def __init__(self, *rows: Sequence[float]) -> None:
        self.rows = np.array(rows, dtype=np.float32)

    def retrieve(self, queries: Queries) -> Scores:
        return self.rows if len(self.rows) == len(queries.texts) else np.repeat(self.rows, len(queries.texts), axis=0)


def _alike(weight: float, *, cut: float = 0.0) -> Calibration:
    """Return a calibration in which every feature of every candidate by itself has the same weight."""
    return _both(Logistic(0.0, (weight,) * ALONE), cut=cut)


def _both(model: Logistic, *, cut: float = 0.0) -> Calibration:
    """Return a calibration with one model of candidates by themselves, which other candidates do not change."""
    among = Logistic(model.intercept, (*model.coefficients, 0.0))
    return Calibration(ByKind(model, model), ByKind(among, among), cut)


def _ranker(encoder: HashedNgramEncoder, *, cut: float = 0.0, everyday: Sequence[str] = ()) -> Ranker:
    found = {layer.kind: layer for layer in layers(CONCEPTS, [("esco:c", "I scrub plates and cups.")])}
    named = {LABELS: "LABEL", PREFERRED: "PREFERRED", DESCRIPTIONS: "DESCRIPTION", SENTENCES: "SENTENCE"}
    gathered = {name: found[EntryKind[kind]] for name, kind in named.items()}
    dense = {name: DenseRetriever(layer, encoder.encode(layer.texts), concepts=3) for name, layer in gathered.items()}
    retrievers = {**dense, SPELLING: LexicalRetriever(found[EntryKind.LABEL], concepts=3)}
    return Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers=retrievers,
        weights=dict.fromkeys(retrievers, (1.0, 1.0)),
        preferred=encoder.encode([c.preferred_label for c in CONCEPTS]),
        calibration=_alike(1.0, cut=cut),
        everyday=everyday,
    )


def test_a_label_that_says_something_else_is_an_entry_of_its_own() -> None:
    label_layer = layers(CONCEPTS, [])[0]
    assert label_layer.texts == (
        "fold cardboard boxes", "feed animals", "wash dishes", "make boxes", "give food to animals",
    )  # fmt: skip


def test_a_concept_without_entries_of_a_kind_scores_nothing_there(encoder: CountingEncoder) -> None:
    (descriptions,) = [layer for layer in layers(CONCEPTS, []) if layer.kind is EntryKind.DESCRIPTION]
    retriever = DenseRetriever(descriptions, encoder.encode(descriptions.texts), concepts=3)
    scores = retriever.retrieve(Queries(("wash dishes",), encoder.encode(["wash dishes"])))
    assert scores[0, 2] == 0


def test_the_second_best_entry_counts_where_a_concept_has_more_than_two() -> None:
    concepts = [Concept("esco:a", "d", ("e",)), Concept("esco:b", "f"), Concept("esco:c", "a", ("b", "c"))]
    labels = layers(concepts, [])[0]
    near = {"a": 0.2, "b": 0.8, "c": 0.5, "d": 0.9, "e": 0.1, "f": 0.3}
    scores = np.array([[near[text] for text in labels.texts]], dtype=np.float32)
    assert np.allclose(labels.best(scores, concepts=3), [[0.9, 0.3, 0.8]])
    assert np.allclose(labels.best(scores, concepts=3, second=0.5), [[0.9, 0.3, 0.7]])
    assert np.allclose(labels.best(np.ones_like(scores), concepts=3, second=0.5), 1)


def test_entries_that_are_alike_are_one_for_the_second_best() -> None:
    labels = layers([Concept("esco:a", "a", ("b", "c", "d"))], [])[0]
    for near in permutations([0.8, 0.8, 0.5, 0.2]):
        assert np.allclose(labels.best(np.array([near], dtype=np.float32), concepts=1, second=0.5), 0.7)


def test_a_bare_phrase_counts_a_little_less_than_a_sentence() -> None:
    *_, said = layers(
        CONCEPTS, [("esco:a", "I fold boxes flat.")], [("esco:c", "doing the pots"), ("esco:d", "ironing")]
    )
    assert said.texts == ("I fold boxes flat.", "doing the pots")
    scores = said.best(np.array([[0.8, 0.8]], dtype=np.float32), concepts=3)
    assert np.allclose(scores, [[0.8, 0, 0.8 - BARE]])


def test_vectors_are_encoded_once_and_read_back_unchanged(tmp_path: Path, encoder: CountingEncoder) -> None:
    texts = ["a box", "a dog", "a box"]
    first = VectorCache(tmp_path, encoder).vectors(texts)
    second = VectorCache(tmp_path, encoder).vectors(texts)
    assert encoder.asked == 2
    assert np.array_equal(first, second)
    assert np.allclose(first, encoder.encode(texts))


def test_only_chunks_that_hold_a_wanted_text_are_read(
    tmp_path: Path, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, read, opened = VectorCache(tmp_path, encoder), vectors._read, []
    for text in ("a box", "a dog"):
        cache.vectors([text])
    monkeypatch.setattr(vectors, "_read", lambda file: opened.append(file) or read(file))
    cache.vectors(["a dog", "a cat"])
    assert [file for file in sorted(tmp_path.rglob("*.npz")) if file in opened] == opened
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("said", "searched"),
    [
        ("I work on the till on Saturdays", "I work on the till"),
        ("Mon: packed 40 boxes", "packed 40 boxes"),
        ("every Tuesday and Thursday morning I sweep the yard", "I sweep the yard"),
        ("on Mondays", "on Mondays"),
        ("I iron every day", "I iron"),
        ("she comes to work every day", "she comes to work every day"),
        ("I clean the sun blinds", "I clean the sun blinds"),
        ("I sat next to him", "I sat next to him"),
        ("I work night shifts", "I work night shifts"),
    ],
)
def test_the_day_on_which_something_is_done_is_not_searched_for(said: str, searched: str) -> None:
    assert without_days(said) == searched


@pytest.mark.parametrize(
    ("said", "searched"),
    [
        ("irons", "I iron"),
        ("He mows.", "I mow"),
        ("Washes", "I wash"),
        ("She dries", "I dry"),
        ("He fixes", "I fix"),
        ("bins", "bins"),
        ("plants", "plants"),
        ("He is", "She is"),
        ("She dress", "She dress"),
        ("She irons shirts", "She irons shirts"),
        ("Today B7 mopped the hall", "Today she mopped the hall"),
        ("K. folds the towels", "she folds the towels"),
        ("A. irons", "I iron"),
        ("A sorts, B packs", "A sorts, B packs"),
        ("11:15 stirred soup", "stirred soup"),
        ("9.30-12 packing", "9.30-12 packing"),
        ("learning: reception desk", "reception desk"),
    ],
)
def test_words_are_searched_for_as_one_says_them_of_oneself_or_of_her(said: str, searched: str) -> None:
    assert as_searched(said) == searched


def test_words_are_searched_for_without_days_and_quoted_with_them(encoder: CountingEncoder) -> None:
    text = "On Saturdays I fold the boxes."
    statements = split(text)
    assert set(query_texts(statements)[0]) == {"I fold the boxes"}
    ranker = _ranker(encoder)
    first, *_ = ranker.suggest(ranker.rank(parts_of(statements), top=3), statements)
    assert first.evidence[0].text == "On Saturdays I fold the boxes"


def test_a_damaged_chunk_is_encoded_again(tmp_path: Path, encoder: CountingEncoder) -> None:
    before = VectorCache(tmp_path, encoder).vectors(["a box"])
    next(tmp_path.rglob("*.npz")).write_bytes(b"half a file")
    assert np.array_equal(VectorCache(tmp_path, encoder).vectors(["a box"]), before)


def test_rows_that_are_no_vectors_are_encoded_again(tmp_path: Path, encoder: CountingEncoder) -> None:
    before = VectorCache(tmp_path, encoder).vectors(["a box", "a dog"])
    chunk = next(tmp_path.rglob("*.npz"))
    with np.load(chunk) as kept:
        np.savez(chunk, keys=kept["keys"], rows=kept["rows"] * 9)
    assert np.array_equal(VectorCache(tmp_path, encoder).vectors(["a box", "a dog"]), before)


def test_another_revision_shares_no_vectors(tmp_path: Path, encoder: CountingEncoder) -> None:
    VectorCache(tmp_path, encoder).vectors(["a box"])
    encoder.revision = "2"
    assert VectorCache(tmp_path, encoder).missing(["a box"]) == 1


def test_two_threads_fill_the_cache_at_once(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, MeetingEncoder(ENTRY))
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(cache.vectors, [["a box"], ["a box"]])
    assert np.array_equal(first, second)
    assert not list(tmp_path.rglob("*.part"))


def test_the_concept_that_is_spoken_of_comes_first_with_its_words(encoder: CountingEncoder) -> None:
    text = "I fold the boxes. Then I feed the animals."
    statements = split(text)
    ranker = _ranker(encoder)
    first, second, _ = ranker.suggest(ranker.rank(parts_of(statements), top=3), statements)
    assert {first.preferred_label: first.evidence[0].text, second.preferred_label: second.evidence[0].text} == {
        "fold cardboard boxes": "I fold the boxes",
        "feed animals": "Then I feed the animals",
    }


def test_a_long_text_is_ranked_in_parts_and_loses_nothing(encoder: CountingEncoder) -> None:
    text = "I wash dishes at the sink in the evening. " * 60 + "I feed the animals."
    statements = split(text)
    assert [len(part) for part in parts_of(statements)] == [MOST_STATEMENTS, 61 - MOST_STATEMENTS]
    ranked = _ranker(encoder).rank(parts_of(statements), top=3)
    assert {CONCEPTS[one.row].concept_uri for one in ranked} == {"esco:a", "esco:b", "esco:c"}


def test_each_of_a_list_of_short_sentences_is_seen_as_if_it_were_said_alone(encoder: CountingEncoder) -> None:
    ranker, said = _ranker(encoder), ("I fold boxes.", "I feed the animals.", "I wash dishes.")
    together = split(" ".join(said))
    assert [[one.span.text for one in part] for part in parts_of(together)] == [[text[:-1]] for text in said]
    found = {one.row: one for one in ranker.candidates(parts_of(together))}
    for number, text in enumerate(said):
        first, *_ = ranker.candidates(parts_of(split(text)))
        assert found[first.row].features == first.features
        assert found[first.row].statements == (number,)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("I iron. I mow. I do the bins.", 3),
        ("I iron. I sort everything that comes back from the guests.", 1),
        ("I fold all the sheets. I mow the front lawn.", 2),
        ("I iron, mow and sweep.", 3),
        ("Ironing, mowing, bins", 3),
        ("She irons the shirts of the guests, mows the lawn and sweeps the yard.", 1),
        ("On Mondays I iron the shirts. Every Tuesday morning I mow the lawn.", 2),
        ("I fold the sheets at five. I hang up all of the towels there.", 1),
    ],
)
def test_a_text_is_a_list_where_its_sentences_are_short(said: str, parts: int) -> None:
    assert len(parts_of(split(said, verbs=frozenset(["iron", "mow", "sweep"])))) == parts


def test_a_list_that_is_too_long_to_rank_each_alone_is_ranked_in_parts() -> None:
    said = split("I iron. " * MOST_LISTED)
    assert len(parts_of(said)) == MOST_LISTED
    assert {len(part) for part in parts_of([*said, *said])} <= {MOST_STATEMENTS, 2 * MOST_LISTED % MOST_STATEMENTS}


def test_without_the_model_of_everyday_work_nothing_counts_as_likely(encoder: CountingEncoder) -> None:
    (first, *_) = _ranker(encoder).candidates(parts_of(split("I wash dishes.")))
    seen = dict(zip(FEATURES[:ALONE], first.features, strict=True))
    assert seen["best likelihood of a clause"] == seen["likelihood of the whole text"] == UNLIKELY
    assert seen["probability of the whole text"] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(("most", "asked"), [(192, [3]), (2, [2, 1])])
def test_what_a_list_says_is_searched_for_together(
    encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch, most: int, asked: list[int]
) -> None:
    together: list[int] = []

    class Watched(LexicalRetriever):
        def retrieve(self, queries: Queries) -> np.ndarray:
            together.append(len(queries.texts))
            return super().retrieve(queries)

    (labels, *_) = layers(CONCEPTS, [])
    ranker = Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers={"lexical": RememberingRetriever(Watched(labels, concepts=3))},
        weights={"lexical": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in CONCEPTS]),
        calibration=_alike(1.0),
    )
    monkeypatch.setattr("recommender.retrieval.ranking.QUERIES_AHEAD", most)
    ranker.rank(parts_of(split("I fold boxes. I feed the animals. I wash dishes.")), top=3)
    assert together == asked


def test_the_whole_has_a_line_for_each_sentence_and_nothing_else_has_one() -> None:
    said = split("I feed the animals and fetch their water. I sweep\nthe yard of the farm\r\nI fold boxes")
    whole, *others = query_texts(said)[0]
    assert whole.split("\n") == others[:4]
    assert not any("\n" in text or "\r" in text for text in others)


@pytest.mark.parametrize(("everyday", "first"), [((), "esco:a"), (("esco:a", "esco:b", "esco:c"), "esco:b")])
def test_a_label_that_is_said_counts_in_an_advertisement_alone(
    encoder: CountingEncoder, everyday: Sequence[str], first: str
) -> None:
    concepts = [replace(CONCEPTS[0], preferred_label="Communication (language)"), *CONCEPTS[1:]]
    ranker = Ranker(
        concepts,
        encoder=encoder,
        retrievers={"fixed": Fixed([0.1, 0.2, 0.0])},
        weights={"fixed": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in concepts]),
        calibration=_alike(0.0),
        everyday=everyday,
    )
    best, *_ = ranker.rank(parts_of(split("I need good communication with customers at work.")), top=3)
    assert concepts[best.row].concept_uri == first


def test_what_shows_a_label_that_counts_for_being_said_is_the_clause_that_says_it(encoder: CountingEncoder) -> None:
    class FirstClause:
        def retrieve(self, queries: Queries) -> Scores:
            """Be nearest to what leads others, whatever is said."""
            rows = [[float("lead" in text), 0.5, 0.2] for text in queries.texts]
            return np.array(rows, dtype=np.float32)

    concepts = [replace(CONCEPTS[0], preferred_label="communication"), *CONCEPTS[1:]]
    ranker = Ranker(
        concepts,
        encoder=encoder,
        retrievers={"fixed": FirstClause()},
        weights={"fixed": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in concepts]),
        calibration=_alike(0.0),
    )
    statements = split("I lead a group of colleagues. I need good communication with customers.")
    best, *_ = ranker.rank([statements], top=3)
    assert (concepts[best.row].preferred_label, best.statements) == ("communication", (1,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Good Communication skills", {0}),
        ("communicates well, communicative", set()),
        ("the basics of C++ and food science", {1, 2}),
        ("science of food", set()),
        ("", set()),
    ],
)
def test_a_label_is_said_with_all_its_words_in_their_order(text: str, said: set[int]) -> None:
    labels = ("communication", "C++ (language)", "food science", "(none)")
    concepts = [Concept(f"esco:{number}", label) for number, label in enumerate(labels)]
    assert SaidLabels(concepts).rows_in(text) == said


def test_the_sentences_of_a_text_are_added_up_by_number_of_words(encoder: CountingEncoder) -> None:
    first, second = encoder.encode(["I feed the animals", "I fold boxes"])
    encoder.asked = 0
    joining = JoiningEncoder(RememberingEncoder(encoder))
    one, both = joining.encode(["I fold boxes", "I feed the animals\nI fold boxes"])
    assert np.array_equal(one, second)
    assert both == pytest.approx((4 * first + 3 * second) / np.linalg.norm(4 * first + 3 * second), abs=1e-6)
    assert encoder.asked == 2


def test_texts_of_one_line_are_encoded_as_ever(encoder: CountingEncoder) -> None:
    texts = ["a box", "a dog"]
    assert np.array_equal(JoiningEncoder(encoder).encode(texts), encoder.encode(texts))


def test_the_same_is_searched_for_him_and_for_her() -> None:
    of_him = split("He sells his cakes himself. The coach helps him with the change.")
    of_her = split("She sells her cakes herself. The coach helps her with the change.")
    assert query_texts(of_him)[0] == query_texts(of_her)[0]


def test_the_features_say_what_their_names_say(encoder: CountingEncoder) -> None:
    text = "I wash dishes. I feed the animals that live in the yard."
    ranked = _ranker(encoder, everyday=["esco:c"]).rank(parts_of(split(text)), top=3)
    seen = [dict(zip(FEATURES, one.features, strict=True)) for one in ranked]
    assert [len(one.features) for one in ranked] == [len(FEATURES)] * 3
    assert [row["is everyday work"] for row in seen] == [CONCEPTS[one.row].concept_uri == "esco:c" for one in ranked]
    assert all([row["share of everyday work near the text"] == pytest.approx(1 / 3) for row in seen])
    assert all([row["clauses of the text"] == pytest.approx(-math.log(2)) for row in seen])
    assert all([row["words of the text"] == pytest.approx(-math.log(12)) for row in seen])
    standing = {row["is everyday work"]: row for row in seen}  # the dishes, and the last that was seen of the others
    dishes, other = standing[True], seen[2]
    assert dishes["rank for the clause"] == dishes["score for the clause less that of the first"] == 0
    assert dishes["score for the clause less that of the next"] > 0
    assert dishes["share of everyday work near the clause"] == pytest.approx(1 / 3)
    assert other["rank for the clause"] < 0 > other["score for the clause less that of the first"]
    said = [row for row in seen if row["best similarity of a sentence to a clause"]]
    assert [row["is everyday work"] for row in said] == [True]  # the dishes alone have a sentence
    described = {
        CONCEPTS[one.row].concept_uri: row["best similarity of a description to a clause"] > 0
        for one, row in zip(ranked, seen, strict=True)
    }
    assert described == {concept.concept_uri: bool(concept.description) for concept in CONCEPTS}
    for name in ("similarity of the preferred label to a clause", "best likeness in spelling of a label to a clause"):
        assert dishes[name] > 0.9 > other[name]


def test_one_doing_among_many_is_a_candidate_and_stands_first_for_its_clause(encoder: CountingEncoder) -> None:
    concepts = [Concept(f"esco:{word}", f"wash {word}") for word in ("cups", "pans", "forks", "bowls", "jars")]
    concepts += [Concept("esco:z", "groom horses"), Concept("esco:zz", "breed horses")]
    (labels,) = [one for one in layers(concepts, []) if one.kind is EntryKind.LABEL]
    ranker = Ranker(
        concepts,
        encoder=encoder,
        retrievers={"dense-labels": DenseRetriever(labels, encoder.encode(labels.texts), concepts=len(concepts))},
        weights={"dense-labels": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in concepts]),
        calibration=_alike(1.0),
    )
    statements = split("I wash cups. I wash pans. I wash forks. I wash bowls. I wash jars. I groom horses.")
    with pytest.MonkeyPatch.context() as few:
        few.setattr("recommender.retrieval.ranking.BEST", 3)
        few.setattr("recommender.retrieval.ranking.OF_A_CLAUSE", 1)
        found = {concepts[one.row].concept_uri: one for one in ranker.candidates([statements])}
    ranked = [concepts[one.row].concept_uri for one in ranker.rank([statements], top=3)]
    assert "esco:z" not in ranked
    assert set(ranked) < set(found)
    seen = dict(zip(FEATURES[:ALONE], found["esco:z"].features, strict=True))
    assert (seen["rank for the clause"], found["esco:z"].statements) == (0, (5,))
    assert seen["rank for the text"] < -math.log(3)
    assert "esco:zz" not in found


def test_a_label_of_the_same_words_is_one_entry() -> None:
    labels = ("meal planning", "planning of meals", "Plan meals", "plan menus", "C++", "---")
    (layer,) = [one for one in layers([Concept("esco:a", "plan meals", labels)], []) if one.kind is EntryKind.LABEL]
    assert layer.texts == ("plan meals", "plan menus", "C++", "---")


def test_the_floor_of_spelling_keeps_the_labels_of_the_same_words() -> None:
    layer = every_label([Concept("esco:a", "plan meals", ("meal planning", "Plan meals"))])
    assert [label.casefold() for label in layer.texts] == ["plan meals", "meal planning"]


def test_the_scores_of_a_query_do_not_depend_on_those_beside_it() -> None:
    rng, many = np.random.default_rng(0), [Concept(f"esco:{number:04}", f"do {number}") for number in range(3000)]
    (layer,) = [one for one in layers(many, []) if one.kind is EntryKind.LABEL]
    retriever = DenseRetriever(layer, normalised(rng.standard_normal((3000, 384))), concepts=3000)
    queries = Queries(tuple("abcdefgh"), normalised(rng.standard_normal((8, 384))))
    together = retriever.retrieve(queries)
    assert all([np.array_equal(retriever.retrieve(queries.only([n]))[0], together[n]) for n in range(8)])


def test_spelling_weighs_less_in_a_text_that_is_near_to_everyday_work(encoder: CountingEncoder) -> None:
    (labels,) = [layer for layer in layers(CONCEPTS, []) if layer.kind is EntryKind.LABEL]
    retrievers = {
        "dense": DenseRetriever(labels, encoder.encode(labels.texts), concepts=3),
        "lexical": LexicalRetriever(labels, concepts=3),
    }

    def score(*everyday: str, weights: dict[str, tuple[float, float]]) -> float:
        ranker = Ranker(
            CONCEPTS,
            encoder=encoder,
            retrievers=retrievers,
            weights=weights,
            preferred=encoder.encode([c.preferred_label for c in CONCEPTS]),
            calibration=_alike(0.0),
            everyday=everyday,
        )
        found = {
            CONCEPTS[one.row].concept_uri: one.features[0]
            for one in ranker.rank(parts_of(split("I feed hens.")), top=3)
        }
        return found["esco:b"]

    mixed, plain = {"dense": (1.0, 1.0), "lexical": (0.0, 1.0)}, {"dense": (1.0, 1.0), "lexical": (0.0, 0.0)}
    both = {"dense": (1.0, 1.0), "lexical": (1.0, 1.0)}
    assert score(weights=mixed) == score(weights=both) != score(weights=plain)
    near = ("esco:a", "esco:c")  # two of three: wholly plain speech
    assert score(*near, weights=mixed) == score(*near, weights=plain)


def test_whether_a_text_is_plain_speech_is_told_by_the_weights_of_plain_speech(encoder: CountingEncoder) -> None:
    """Spelling finds an animal, meaning finds the dishes; only the dishes are everyday work."""
    many = [replace(one, concept_uri=f"{one.concept_uri}{n}") for n in range(20) for one in CONCEPTS]
    ranker = Ranker(
        many,  # more than are looked at
        encoder=encoder,
        retrievers={"dense": Fixed([0, 0, 1] * 20), "lexical": Fixed([0, 1, 0] * 20)},
        weights={"dense": (1.0, 0.0), "lexical": (0.0, 3.0)},
        preferred=encoder.encode([one.preferred_label for one in many]),
        calibration=_alike(1.0),
        everyday=[one.concept_uri for one in many[2::3]],
    )
    assert many[ranker.rank(parts_of(split("I scrub plates.")), top=1)[0].row].preferred_label == "wash dishes"


@pytest.mark.parametrize(("everyday", "first"), [(("esco:a", "esco:b", "esco:c"), "esco:c"), ((), "esco:a")])
def test_certainty_has_a_say_in_the_ranking_of_plain_speech_alone(
    encoder: CountingEncoder, everyday: tuple[str, ...], first: str
) -> None:
    """The retrievers hold the boxes for likeliest; the fit has learned that the least like is right."""
    against = Logistic(0.0, tuple(-10.0 if name == "fused score" else 0.0 for name in FEATURES[:ALONE]))
    ranker = Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers={"dense": Fixed([0.9, 0.5, 0.1])},
        weights={"dense": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in CONCEPTS]),
        calibration=_both(against),
        everyday=everyday,
    )
    assert CONCEPTS[ranker.rank(parts_of(split("I fold boxes.")), top=1)[0].row].concept_uri == first


def test_a_skill_that_follows_from_a_likely_one_is_surer_and_stands_higher(encoder: CountingEncoder) -> None:
    by_itself = Logistic(0.0, tuple(float(name == "fused score") for name in FEATURES[:ALONE]))
    among = Logistic(0.0, (*by_itself.coefficients, 0.5))

    def ranked(links: dict[str, dict[str, float]]) -> dict[str, float]:
        ranker = Ranker(
            CONCEPTS,
            encoder=encoder,
            retrievers={"dense": Fixed([0.9, 0.5, 0.4])},
            weights={"dense": (1.0, 1.0)},
            preferred=encoder.encode([concept.preferred_label for concept in CONCEPTS]),
            calibration=Calibration(ByKind(by_itself, by_itself), ByKind(among, among), 0.0),
            everyday=("esco:a", "esco:b", "esco:c"),
            links=links,
        )
        found = ranker.rank(parts_of(split("I fold boxes.")), top=3)
        return {CONCEPTS[one.row].concept_uri: one.confidence for one in found}

    without, linked = ranked({}), ranked({"esco:a": {"esco:c": 0.3}})
    assert list(without) == ["esco:a", "esco:b", "esco:c"]
    assert list(linked) == ["esco:a", "esco:c", "esco:b"]
    assert linked["esco:c"] > without["esco:c"]
    assert [linked[uri] for uri in ("esco:a", "esco:b")] == [without[uri] for uri in ("esco:a", "esco:b")]


def test_another_clause_is_heard_before_the_third_that_one_clause_speaks_for(encoder: CountingEncoder) -> None:
    concepts = [Concept("esco:a", "wash cups"), Concept("esco:b", "wash pans"), Concept("esco:c", "wash forks")]
    concepts.append(Concept("esco:d", "groom horses"))
    together = [0.9, 0.8, 0.7, 0.69]  # of the whole text and its sentence: horses are hardly less likely than forks
    ranker = Ranker(
        concepts,
        encoder=encoder,
        retrievers={"dense": Fixed(together, together, [0.9, 0.8, 0.7, 0.0], [0.0, 0.0, 0.0, 0.7])},
        weights={"dense": (1.0, 1.0)},
        preferred=encoder.encode([concept.preferred_label for concept in concepts]),
        calibration=_alike(0.0),
    )
    ranked = ranker.rank([split("I wash up, I groom the horses.")], top=4)
    assert [concepts[one.row].preferred_label for one in ranked] == [
        "wash cups", "wash pans", "groom horses", "wash forks",
    ]  # fmt: skip
    assert [one.statements for one in ranked] == [(0,), (0,), (1,), (0,)]


def test_likeness_to_the_preferred_label_is_told_from_that_to_any_label(encoder: CountingEncoder) -> None:
    found = {layer.kind: layer for layer in layers(CONCEPTS, [])}
    retrievers = {
        name: DenseRetriever(found[kind], encoder.encode(found[kind].texts), concepts=3)
        for name, kind in ((LABELS, EntryKind.LABEL), (PREFERRED, EntryKind.PREFERRED))
    }
    ranker = Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers=retrievers,
        weights=dict.fromkeys(retrievers, (1.0, 1.0)),
        preferred=encoder.encode([c.preferred_label for c in CONCEPTS]),
        calibration=_alike(1.0),
    )
    seen = dict(zip(FEATURES, ranker.rank(parts_of(split("give food to animals")), top=1)[0].features, strict=True))
    assert seen["best similarity of a label to a clause"] > seen["similarity of the preferred label to a clause"] > 0
    assert seen["similarity of a label to the whole text"] > seen["similarity of the preferred label to the whole text"]


def test_likeness_to_a_clause_and_to_the_whole_text_are_told_apart(encoder: CountingEncoder) -> None:
    label = DenseRetriever(layers(CONCEPTS, [])[0], encoder.encode(layers(CONCEPTS, [])[0].texts), concepts=3)
    ranker = Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers={"dense-labels": label},
        weights={"dense-labels": (1.0, 1.0)},
        preferred=encoder.encode([c.preferred_label for c in CONCEPTS]),
        calibration=_alike(1.0),
    )
    seen = dict(zip(FEATURES, ranker.rank([split("wash dishes, I feed the animals")], top=1)[0].features, strict=True))
    assert seen["best similarity of a label to a clause"] > seen["similarity of a label to the whole text"] > 0


def test_a_probability_says_the_same_as_its_likelihood(encoder: CountingEncoder) -> None:
    label = DenseRetriever(layers(CONCEPTS, [])[0], encoder.encode(layers(CONCEPTS, [])[0].texts), concepts=3)
    model = EverydayModel(("esco:a", "esco:b", "task:x"), np.eye(3, ENTRY.dimension) * 40, np.zeros(3))
    ranker = Ranker(
        CONCEPTS,
        encoder=encoder,
        retrievers={"dense-labels": label, LIKELY_SKILLS: EverydayRetriever(model, CONCEPTS)},
        weights={"dense-labels": (1.0, 1.0), LIKELY_SKILLS: (0.4, 0.0)},
        preferred=encoder.encode([c.preferred_label for c in CONCEPTS]),
        calibration=_alike(1.0),
    )
    ranked = ranker.rank(parts_of(split("I fold boxes, I feed the animals")), top=3)
    for seen in (dict(zip(FEATURES, one.features, strict=True)) for one in ranked):
        for of, name in (("best ", "a clause"), ("", "the whole text")):
            likely, probable = (seen[f"{of}{what} of {name}"] for what in ("likelihood", "probability"))
            assert probable == pytest.approx(math.exp(likely))


@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_higher_cut_never_shows_more(low: float, high: float) -> None:
    encoder = HashedNgramEncoder(ENTRY)
    statements = split("I fold boxes and feed animals.")
    ranked = _ranker(encoder).rank(parts_of(statements), top=3)
    counts = [len(_ranker(encoder, cut=cut).cut_and_fold(ranked, top=12)) for cut in sorted((low, high))]
    assert counts[0] >= counts[1]


@pytest.mark.parametrize("damage", [False, True])
def test_a_kept_index_answers_as_a_fresh_one_and_a_damaged_one_is_made_again(tmp_path: Path, damage: bool) -> None:
    layer = layers(CONCEPTS, [])[0]
    queries = Queries(("I feed the animals", "straw"), np.zeros((2, 0), dtype=np.float32))
    fresh = LexicalRetriever(layer, concepts=3, cache=tmp_path).retrieve(queries)
    assert int(fresh[0].argmax()) == 1
    (file,) = tmp_path.glob("lexical-*.npz")
    if damage:
        file.write_bytes(file.read_bytes()[:200])
    assert np.array_equal(LexicalRetriever(layer, concepts=3, cache=tmp_path).retrieve(queries), fresh)


def test_a_text_is_encoded_once_and_its_vector_stays_the_same(encoder: CountingEncoder) -> None:
    remembering = RememberingEncoder(encoder, texts=3)
    first = remembering.encode(["I iron", "I fold", "I iron"])
    encoder.asked = 0
    assert np.array_equal(remembering.encode(["I fold", "I iron"]), first[[1, 0]])
    assert encoder.asked == 0
    remembering.encode(["a", "b", "c"])  # no more than three are kept
    remembering.encode(["I iron"])
    assert encoder.asked == 4


class CountingRetriever:
    """Lengths of the queries as scores, and a list of what was searched for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def retrieve(self, queries: Queries) -> Scores:
        self.asked += queries.texts
        return queries.vectors * np.array([[len(text)] for text in queries.texts], dtype=np.float32)


def test_a_text_is_searched_for_once_and_its_scores_stay_the_same() -> None:
    counting = CountingRetriever()
    remembering = RememberingRetriever(counting, texts=3)
    remembering.retrieve(Queries(("I iron", "I sew"), np.ones((2, 2), dtype=np.float32)))
    again = remembering.retrieve(Queries(("I sew", "I mow", "I iron"), np.ones((3, 2), dtype=np.float32)))
    assert again.tolist() == [[5, 5], [5, 5], [6, 6]]
    assert counting.asked == ["I iron", "I sew", "I mow"]


def test_every_model_of_the_registry_has_a_licence_and_a_card() -> None:
    card = (PROJECT / "models" / "README.md").read_text(encoding="utf-8")
    registry = read_registry(PROJECT / "models" / "registry.toml")
    assert all([entry.licence and name in card for name, entry in registry.items()])


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="Did you mean hashed-ngrams"):
        model_entry("hashed-ngram", {"hashed-ngrams": ENTRY})
