"""Fitting the confidence: what is learned, from which candidates, and when there is too little to learn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.errors import DataError
from recommender.retrieval.confidence import FEATURES, IS_EVERYDAY
from recommender.training.calibration import MINIMUM, Candidate, fit


def _features(score: float, *, everyday: bool) -> tuple[float, ...]:
    found = [0.0] * len(FEATURES)
    found[0], found[IS_EVERYDAY] = score, float(everyday)
    return tuple(found)


def _candidates(*, everyday: bool, right_when_high: bool, relevant: int = MINIMUM) -> list[Candidate]:
    """Return as many relevant candidates as others; the score tells them apart."""
    return [
        Candidate(f"{number}", _features(float(high), everyday=everyday), high == right_when_high)
        for number in range(relevant)
        for high in (True, False)
    ]


def test_skills_of_everyday_work_and_others_are_learned_apart() -> None:
    found = _candidates(everyday=True, right_when_high=True) + _candidates(everyday=False, right_when_high=False)
    calibration = fit(found, cut=0.3)
    high, low = ({kind: _features(score, everyday=kind) for kind in (True, False)} for score in (1.0, 0.0))
    assert calibration.confidence(high[True]) > 0.8 > 0.2 > calibration.confidence(low[True])
    assert calibration.confidence(high[False]) < 0.2 < 0.8 < calibration.confidence(low[False])


def test_a_kind_with_too_few_right_ones_learns_from_both() -> None:
    few = _candidates(everyday=False, right_when_high=False, relevant=MINIMUM // 10)
    calibration = fit(_candidates(everyday=True, right_when_high=True) + few, cut=0.3)
    assert calibration.confidence(_features(1.0, everyday=False)) > 0.8


def test_too_few_right_ones_are_no_ground_for_a_fit() -> None:
    with pytest.raises(DataError, match=f"Fewer than {MINIMUM}"):
        fit(_candidates(everyday=True, right_when_high=True, relevant=MINIMUM - 1), cut=0.3)


def test_a_rarer_skill_is_not_judged_by_what_the_whole_text_is_like() -> None:
    whole = FEATURES.index("similarity of the preferred label to the whole text")

    def like_the_text(candidate: Candidate) -> Candidate:
        features = list(candidate.features)
        features[whole] = features[0]  # as in a text about one thing
        return replace(candidate, features=tuple(features))

    found = [like_the_text(one) for kind in (True, False) for one in _candidates(everyday=kind, right_when_high=True)]
    calibration = fit(found, cut=0.3)
    assert calibration.everyday.coefficients[whole] > 0 == calibration.others.coefficients[whole]
    assert calibration.others.coefficients[0] > 0
