"""Fitting the confidence: what is learned, from which candidates, and when there is too little to learn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.errors import DataError
from recommender.retrieval.confidence import ALONE, FEATURES, IS_EVERYDAY, ByKind, Calibration, Logistic
from recommender.training.calibration import MINIMUM, LabelledCandidate, fit


def _features(score: float, *, everyday: bool) -> tuple[float, ...]:
    found = [0.0] * ALONE
    found[0], found[IS_EVERYDAY] = score, float(everyday)
    return tuple(found)


def _candidates(*, everyday: bool, right_when_high: bool, relevant: int = MINIMUM) -> list[LabelledCandidate]:
    """Return as many relevant candidates as others; the score tells them apart."""
    return [
        LabelledCandidate(
            f"{everyday}{number}", f"esco:{high}", _features(float(high), everyday=everyday), high == right_when_high
        )
        for number in range(relevant)
        for high in (True, False)
    ]


def _alone(calibration: Calibration, score: float, *, everyday: bool) -> float:
    """Return the confidence of a candidate that no other supports."""
    features = _features(score, everyday=everyday)
    return calibration.confidence(calibration.supported({"esco:alone": features}, {})["esco:alone"])


def test_skills_of_everyday_work_and_others_are_learned_apart() -> None:
    found = _candidates(everyday=True, right_when_high=True) + _candidates(everyday=False, right_when_high=False)
    calibration = fit(found, cut=0.3, links={})
    assert _alone(calibration, 1.0, everyday=True) > 0.8 > 0.2 > _alone(calibration, 0.0, everyday=True)
    assert _alone(calibration, 1.0, everyday=False) < 0.2 < 0.8 < _alone(calibration, 0.0, everyday=False)


def test_a_kind_with_too_few_right_ones_learns_from_both() -> None:
    few = _candidates(everyday=False, right_when_high=False, relevant=MINIMUM // 10)
    calibration = fit(_candidates(everyday=True, right_when_high=True) + few, cut=0.3, links={})
    assert _alone(calibration, 1.0, everyday=False) > 0.8


def test_too_few_right_ones_are_no_ground_for_a_fit() -> None:
    with pytest.raises(DataError, match=f"Fewer than {MINIMUM}"):
        fit(_candidates(everyday=True, right_when_high=True, relevant=MINIMUM - 1), cut=0.3, links={})


def test_a_rarer_skill_is_not_judged_by_what_the_whole_text_is_like() -> None:
    whole = FEATURES.index("similarity of the preferred label to the whole text")

    def like_the_text(candidate: LabelledCandidate) -> LabelledCandidate:
        features = list(candidate.features)
        features[whole] = features[0]  # as in a text about one thing
        return replace(candidate, features=tuple(features))

    found = [like_the_text(one) for kind in (True, False) for one in _candidates(everyday=kind, right_when_high=True)]
    calibration = fit(found, cut=0.3, links={})
    for models in (calibration.alone, calibration.among):
        assert models.everyday.coefficients[whole] > 0 == models.others.coefficients[whole]
        assert models.others.coefficients[0] > 0


def test_what_another_skill_supports_is_surer_where_the_texts_say_so() -> None:
    """Of two skills that look alike by themselves, the one that follows from a sure skill is right."""
    links = {"esco:sure": {"esco:follows": 0.3}, "esco:elsewhere": {"esco:apart": 0.3}}
    found = [
        LabelledCandidate(f"{number}", uri, _features(score, everyday=True), uri != "esco:apart")
        for number in range(MINIMUM)
        for uri, score in (("esco:sure", 1.0), ("esco:follows", 0.0), ("esco:apart", 0.0))
    ]
    calibration = fit(found, cut=0.3, links=links)
    text = {one.concept_uri: one.features for one in found[:3]}
    seen = {uri: calibration.confidence(features) for uri, features in calibration.supported(text, links).items()}
    assert seen["esco:follows"] > 0.7 > 0.3 > seen["esco:apart"]


def test_a_skill_is_not_less_sure_for_want_of_a_link_to_it() -> None:
    """Nothing leads to the first; the second would follow from a skill that the text does not show."""
    by_itself, among = Logistic(0.0, (0.0,) * ALONE), Logistic(0.0, (*(0.0,) * ALONE, 1.0))
    calibration = Calibration(ByKind(by_itself, by_itself), ByKind(among, among), 0.3)
    alone = dict.fromkeys(("esco:unknown", "esco:unsupported"), _features(0.0, everyday=True))
    seen = calibration.supported(alone, {"esco:elsewhere": {"esco:unsupported": 0.3}})
    assert calibration.confidence(seen["esco:unknown"]) > calibration.confidence(seen["esco:unsupported"])
