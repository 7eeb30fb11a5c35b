"""Fit the calibration: from the features of a candidate to the probability that a careful coach confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender.errors import DataError
from recommender.retrieval.ranking import Calibration, Features

STRENGTH = 0.3  # inverse of the L2 penalty on features scaled to a deviation of one
MINIMUM = 30  # relevant candidates below which a fit would say nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate of one labelled text; `relevant` where it has grade 2."""

    text_id: str
    features: Features
    relevant: bool


def fit(candidates: Sequence[Candidate], *, cut: float) -> Calibration:
    """Fit a logistic model.

    Raises
    ------
    DataError : too few relevant candidates
    """
    if sum(candidate.relevant for candidate in candidates) < MINIMUM:
        raise DataError(f"Fewer than {MINIMUM} relevant candidates", fix="Give more labelled texts")
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = np.array([candidate.features for candidate in candidates])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(scaler.transform(features), np.array([candidate.relevant for candidate in candidates]))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return Calibration(round(intercept, 4), tuple(round(float(weight), 4) for weight in weights), cut)
