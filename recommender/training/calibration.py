"""Fit the calibration: from the features of a candidate to the probability that a careful coach confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from recommender.errors import DataError
from recommender.retrieval.confidence import FEATURES, IS_EVERYDAY, ByKind, Calibration, Features, Logistic
from recommender.retrieval.links import Links

CUT = 0.35  # confidence from which a suggestion is shown: models/tried.md has the table of others
STRENGTH = 0.3  # inverse of the L2 penalty on features scaled to a deviation of one
MINIMUM = 30  # relevant candidates of a kind below which a fit would say nothing
# What the model of skills outside everyday work does not see: the texts about them are short and about one thing each,
# so it would learn that such a skill is like the whole text, and miss it among five other doings of a note.
OF_THE_WHOLE = tuple(
    FEATURES.index(name)
    for name in (
        "similarity of a label to the whole text",
        "similarity of a sentence to the whole text",
        "similarity of the preferred label to the whole text",
        "clauses of the text",
        "words of the text",
    )
)


@dataclass(frozen=True, slots=True)
class LabelledCandidate:
    """One candidate of one labelled text and what is seen of it alone; `relevant` where it has grade 2."""

    text_id: str
    concept_uri: str
    features: Features
    relevant: bool


def fit(candidates: Sequence[LabelledCandidate], *, cut: float, links: Links) -> Calibration:
    """Fit the models for candidates alone, then those that also see how far another one of the text supports each.

    Of either there is one for skills of everyday work and one for all others. Where too few of a kind are relevant to
    learn from, its model is fitted on both kinds.

    Raises
    ------
    DataError : too few relevant candidates of both kinds together
    """
    if _relevant(candidates) < MINIMUM:
        raise DataError(f"Fewer than {MINIMUM} relevant candidates", fix="Give more labelled texts")
    alone = _by_kind(candidates)
    by_text: dict[str, list[LabelledCandidate]] = {}
    for one in candidates:
        by_text.setdefault(one.text_id, []).append(one)
    before = Calibration(alone, alone, cut)
    among = []
    for text in by_text.values():
        seen = before.supported({one.concept_uri: one.features for one in text}, links)
        among += [replace(one, features=seen[one.concept_uri]) for one in text]
    return Calibration(alone, _by_kind(among), cut)


def _by_kind(candidates: Sequence[LabelledCandidate]) -> ByKind:
    everyday = [candidate for candidate in candidates if candidate.features[IS_EVERYDAY]]
    others = [candidate for candidate in candidates if not candidate.features[IS_EVERYDAY]]
    first, second = (kind if _relevant(kind) >= MINIMUM else candidates for kind in (everyday, others))
    return ByKind(_logistic(first), _logistic(second, unseen=OF_THE_WHOLE))


def _relevant(candidates: Sequence[LabelledCandidate]) -> int:
    return sum(candidate.relevant for candidate in candidates)


def _logistic(candidates: Sequence[LabelledCandidate], *, unseen: Sequence[int] = ()) -> Logistic:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = np.array([candidate.features for candidate in candidates])
    features[:, list(unseen)] = 0
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(scaler.transform(features), np.array([candidate.relevant for candidate in candidates]))
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return Logistic(round(intercept, 4), tuple(round(float(weight), 4) for weight in weights))
