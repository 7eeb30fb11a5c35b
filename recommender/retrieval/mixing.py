"""What the retrievers say of a text, mixed for each concept, and how a concept stands among all others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.retrieval.retrievers import Scores

COUNTED = 60  # ranks of a clause that are told apart


def mixed(
    scores: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float | NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the mean of the retrievers' scores, texts × concepts, by one weight or by one for each text."""
    weighing = {name: weight for name, weight in weights.items() if np.any(weight)}
    total = sum(np.expand_dims(weight, -1) * scores[name] for name, weight in weighing.items())
    return np.asarray(np.round(total / np.expand_dims(sum(weights.values()), -1), 6))


def standing(by_clause: NDArray[np.float64], rows: NDArray[np.intp], clause: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how concepts stand among all others for one clause each: rank, distance to the first and to the next.

    Returns
    -------
    concepts × 3; the rank as negative logarithm, all ranks beyond `COUNTED` alike.
    """
    counted = min(COUNTED, by_clause.shape[1])
    best = -np.sort(-np.partition(by_clause, -counted, axis=1)[:, -counted:], axis=1)[clause]
    own = by_clause[clause, rows]
    before = (best > own[:, None]).sum(axis=1)
    following = best[np.arange(len(rows)), np.minimum(before + 1, counted - 1)]
    return np.column_stack([-np.log(before + 1), own - best[:, 0], own - following])


def nearest(
    raw: Mapping[str, Scores], name: str, group: slice, rows: NDArray[np.intp], *, without: float = 0.0
) -> NDArray[np.float64]:
    """Return the best score that a retriever gives these concepts in a group of queries.

    Parameters
    ----------
    without : what each gets where there is no such retriever
    """
    if name not in raw:
        return np.full(len(rows), without)
    return np.asarray(raw[name][group][:, rows].max(axis=0), dtype=np.float64)


def best_rows(scores: NDArray[np.float64], top: int) -> NDArray[np.intp]:
    """Return the rows of the best scores, ties by row: rows are in the order of the URIs."""
    least = np.partition(scores, -top)[-top] if top < len(scores) else -np.inf
    near = np.flatnonzero(scores >= least)
    return near[np.lexsort((near, -scores[near]))][:top]
