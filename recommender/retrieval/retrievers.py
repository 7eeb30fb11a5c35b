"""Retrievers: how well every concept fits every query. Dense by meaning here, by spelling in `lexical.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.retrieval.encoders import RowMemory, Vectors
from recommender.retrieval.entries import Layer
from recommender.retrieval.similarity import Similarities

Scores = NDArray[np.float32]
AT_ONCE = 16  # queries that are compared with a layer together: their similarities to all of it fit into memory


@dataclass(frozen=True, slots=True)
class Queries:
    """Texts to search with and their vectors, one row per text."""

    texts: tuple[str, ...]
    vectors: Vectors

    def only(self, positions: Sequence[int]) -> Queries:
        """Return the queries at these positions."""
        return Queries(tuple(self.texts[position] for position in positions), self.vectors[list(positions)])


class Retriever(Protocol):
    """Scores all concepts for each query; scores compare within one retriever only."""

    def retrieve(self, queries: Queries) -> Scores:
        """Return queries × concepts."""
        ...


class DenseRetriever:
    """Cosine similarity to the entries of one layer, the best entry of a concept counting.

    `second` is the weight of its second best entry (`Layer.best`).
    """

    def __init__(self, layer: Layer, vectors: Vectors, *, concepts: int, second: float = 0.0) -> None:
        self._layer, self._concepts, self._second = layer, concepts, second
        self._similarities = Similarities(vectors)

    def retrieve(self, queries: Queries) -> Scores:
        found = np.zeros((len(queries.texts), self._concepts), dtype=np.float32)
        if len(self._layer.texts):
            for start in range(0, len(found), AT_ONCE):
                found[start : start + AT_ONCE] = self._scores(queries.vectors[start : start + AT_ONCE])
        return found

    def _scores(self, queries: Vectors) -> Scores:
        similarities = self._similarities.to(queries)
        return np.round(self._layer.best(similarities, concepts=self._concepts, second=self._second), 6)


class RememberingRetriever:
    """Another retriever that keeps the scores for the last texts in memory, never on disk.

    Tasks are told from skills and skills are ranked by the same clauses, and a note that is edited is mostly the same.
    """

    def __init__(self, retriever: Retriever, *, texts: int = 128) -> None:
        self._retriever, self._memory = retriever, RowMemory(texts)

    def retrieve(self, queries: Queries) -> Scores:
        return self._memory.rows(queries.texts, lambda new: self._retriever.retrieve(queries.only(new)))


def z_scores(scores: Scores) -> NDArray[np.float64]:
    """Centre each row on zero and scale it to a standard deviation of one; a flat row becomes zeros.

    Examples
    --------
    >>> z_scores(np.array([[0.0, 2.0], [1.0, 1.0]], dtype=np.float32)).tolist()
    [[-1.0, 1.0], [0.0, 0.0]]
    """
    centred = scores.astype(np.float64)
    centred -= centred.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True))
    return np.asarray(centred / np.where(spread == 0, 1, spread))


def best_of(scores: Scores, groups: Sequence[slice]) -> Scores:
    """Keep, for each group of queries, the best score of every concept: groups × concepts."""
    return np.stack([scores[group].max(axis=0) for group in groups])
