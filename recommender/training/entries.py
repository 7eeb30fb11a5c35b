"""Choose which training sentences become entries of the index: those that say something that no other one says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.retrieval.encoders import Vectors

NEAR = 0.7  # cosine of two sentences of one concept from which one of them is enough (models/README.md has others)


def far_apart(concepts: Sequence[str], vectors: Vectors, *, near: float = NEAR) -> list[bool]:
    """Say of each sentence whether it is kept.

    Of the sentences of a concept the one that is most like all of them is taken first, then each in that order that
    is near to none that was taken.

    Parameters
    ----------
    concepts : the concept of each sentence
    vectors : sentences × dimensions, of length one

    Examples
    --------
    >>> far_apart(["a", "a", "a", "b"], np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0]], dtype=np.float32))
    [False, True, True, True]
    """
    rows: dict[str, list[int]] = {}
    for row, concept in enumerate(concepts):
        rows.setdefault(concept, []).append(row)
    kept = [False] * len(concepts)
    for group in rows.values():
        alike = vectors[group] @ vectors[group].T
        taken: list[int] = []
        for one in np.argsort(-alike.mean(axis=1), kind="stable").tolist():
            if not taken or alike[one, taken].max() < near:
                taken.append(one)
        for one in taken:
            kept[group[one]] = True
    return kept
