"""The two floors that every figure is shown beside: rankings that anyone could make in an hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from recommender.domain.concepts import Concept
from recommender.retrieval.encoders import Encoder
from recommender.retrieval.entries import every_label
from recommender.retrieval.lexical import LexicalRetriever
from recommender.retrieval.retrievers import Queries, Scores

Rankings = list[list[str]]


def by_spelling(concepts: Sequence[Concept], texts: Sequence[str], *, encoder: None = None, top: int = 50) -> Rankings:
    """Rank by character TF-IDF over all labels, the whole text as one query."""
    retriever = LexicalRetriever(every_label(concepts), concepts=len(concepts))
    nothing = np.zeros((len(texts), 0), dtype=np.float32)
    return _best(retriever.retrieve(Queries(tuple(texts), nothing)), concepts, top)


def by_preferred_label(
    concepts: Sequence[Concept], texts: Sequence[str], *, encoder: Encoder, top: int = 50
) -> Rankings:
    """Rank by the stock model on preferred labels, the whole text as one query."""
    labels = encoder.encode([concept.preferred_label for concept in concepts])
    return _best(np.round(encoder.encode(texts) @ labels.T, 6), concepts, top)


# Name to what it needs, "spelling" or the "stock" encoder, and the function.
FLOORS: Mapping[str, tuple[str, Callable[..., Rankings]]] = {
    "character TF-IDF, all labels": ("spelling", by_spelling),
    "stock model, preferred labels": ("stock", by_preferred_label),
}


def _best(scores: Scores, concepts: Sequence[Concept], top: int) -> Rankings:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :top]
    return [[concepts[row].concept_uri for row in rows] for rows in order]
