"""Fit the model that tells doing from everything else, on labelled clauses and on texts that all tell of doing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.domain.statements import StatementKind
from recommender.retrieval.doing import DoingModel
from recommender.retrieval.encoders import Encoder
from recommender.training.layers import as_of_the_person, merged

STRENGTH = 4.0  # inverse of the L2 penalty
DRAWN = 4000  # texts of each kind that are taken as doing


def fit_doing(
    clauses: Sequence[tuple[str, str]],
    doings: Sequence[tuple[Sequence[str], float]],
    *,
    encoder: Encoder,
    rng: np.random.Generator,
) -> DoingModel:
    """Fit a multinomial logistic model.

    Parameters
    ----------
    clauses : (kind, clause), of at least two kinds besides doing
    doings : kinds of texts that all tell of doing, and what one of them counts beside a clause; `DRAWN` of each kind
        are drawn by chance
    """
    from sklearn.linear_model import LogisticRegression

    drawn = [([texts[i] for i in rng.permutation(len(texts))[:DRAWN]], weight) for texts, weight in doings]
    said = [as_of_the_person(kind, clause) for kind, clause in clauses] + [text for texts, _ in drawn for text in texts]
    kinds = [merged(kind) for kind, _ in clauses]
    kinds += [StatementKind.DONE.value] * (len(said) - len(kinds))
    weights = np.concatenate([np.ones(len(clauses)), *(np.full(len(texts), weight) for texts, weight in drawn)])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        encoder.encode(said), np.array(kinds), sample_weight=weights
    )
    return DoingModel(
        tuple(StatementKind(kind) for kind in model.classes_),
        tuple(tuple(round(float(one), 4) for one in row) for row in model.coef_),
        tuple(round(float(one), 4) for one in model.intercept_),
    )
