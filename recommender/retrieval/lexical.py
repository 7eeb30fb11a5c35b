"""The retriever that goes by spelling, and its index on disk."""

from __future__ import annotations

import hashlib
import os
from itertools import pairwise
from pathlib import Path
from threading import get_ident
from typing import Any
from zipfile import BadZipFile

import numpy as np

from recommender.retrieval.entries import Layer
from recommender.retrieval.retrievers import AT_ONCE, Queries, Scores

KEPT = "lexical-2"  # part of the name of a kept index: changes whenever the n-grams or their weights do
_BREAK = "\n"  # between the n-grams of a kept index; no label holds a line break


class LexicalRetriever:
    """Cosine similarity of character n-grams, weighted by rarity, to every label.

    The n-grams are of 3 and 4 characters within words, with sublinear counts (Salton and Buckley 1988).
    Fitting takes seconds, so the index is kept in `cache` under a name made from its labels.
    """

    def __init__(self, layer: Layer, *, concepts: int, cache: Path | None = None) -> None:
        self._layer, self._concepts = layer, concepts
        digest = hashlib.sha256(_BREAK.join(layer.texts).encode("utf-8")).hexdigest()[:16]
        file = cache / f"{KEPT}-{digest}.npz" if cache else None
        kept = _read(file) if file else None
        if kept:
            self._vectorizer, entries = kept
        else:
            self._vectorizer = _vectorizer()
            entries = self._vectorizer.fit_transform(layer.texts)
            if file:
                _write(file, self._vectorizer, entries)
        self._postings: Any = entries.T.tocsr()  # by n-gram: a query meets only the entries that share one with it

    def retrieve(self, queries: Queries) -> Scores:
        """Return queries × concepts, the best label of a concept counting."""
        weights = self._vectorizer.transform(queries.texts)
        found = np.zeros((len(queries.texts), self._concepts), dtype=np.float32)
        for start in range(0, len(found), AT_ONCE):
            shared = [
                self._postings[weights.indices[first:end]].T @ weights.data[first:end]
                for first, end in pairwise(weights.indptr[start : start + AT_ONCE + 1])
            ]
            found[start : start + AT_ONCE] = self._layer.best(np.stack(shared), concepts=self._concepts)
        return np.round(found, 6)


def _vectorizer(vocabulary: dict[str, int] | None = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32, vocabulary=vocabulary
    )


def _write(file: Path, vectorizer: Any, entries: Any) -> None:
    terms = _BREAK.join(sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__))
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.stem}.{os.getpid()}-{get_ident()}.part")
    with beside.open("wb") as target:
        np.savez(
            target,
            terms=np.frombuffer(terms.encode("utf-8"), dtype=np.uint8),
            rarity=vectorizer.idf_,
            data=entries.data,
            indices=entries.indices,
            indptr=entries.indptr,
        )
    beside.replace(file)


def _read(file: Path) -> tuple[Any, Any] | None:
    """Read a kept index; one that is not there or cannot be read is made again."""
    from scipy.sparse import csr_matrix

    try:
        with np.load(file, allow_pickle=False) as stored:
            terms = stored["terms"].tobytes().decode("utf-8").split(_BREAK)
            parts = (stored["data"], stored["indices"], stored["indptr"])
            rarity = stored["rarity"]
            entries = csr_matrix(parts, shape=(len(parts[2]) - 1, len(terms)))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    vectorizer = _vectorizer({term: number for number, term in enumerate(terms)})
    vectorizer.idf_ = rarity
    return vectorizer, entries
