"""Fit the model that tells doing from everything else, on labelled clauses and on phrases that all tell of doing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.domain.statements import DOING, StatementKind
from recommender.retrieval.doing import DoingModel
from recommender.retrieval.encoders import Encoder

STRENGTH = 4.0  # inverse of the L2 penalty
PHRASES, PHRASE_WEIGHT = 4000, 0.3  # phrases of skills taken as doing, and what each counts


def fit_doing(
    clauses: Sequence[tuple[str, str]], phrases: Sequence[str], *, encoder: Encoder, rng: np.random.Generator
) -> DoingModel:
    """Fit a multinomial logistic model.

    Parameters
    ----------
    clauses : (kind, clause), of at least two kinds besides doing
    phrases : all of doing; `PHRASES` of them are drawn by chance
    """
    from sklearn.linear_model import LogisticRegression

    drawn = [phrases[i] for i in rng.permutation(len(phrases))[:PHRASES]]
    kinds = [_merged(kind) for kind, _ in clauses] + [StatementKind.DONE.value] * len(drawn)
    weights = np.r_[np.ones(len(clauses)), np.full(len(drawn), PHRASE_WEIGHT)]
    vectors = encoder.encode([clause for _, clause in clauses] + drawn)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(vectors, np.array(kinds), sample_weight=weights)
    return DoingModel(
        tuple(StatementKind(kind) for kind in model.classes_),
        tuple(tuple(round(float(one), 4) for one in row) for row in model.coef_),
        tuple(round(float(one), 4) for one in model.intercept_),
    )


def _merged(kind: str) -> str:
    return StatementKind.DONE.value if StatementKind(kind) in DOING else kind
