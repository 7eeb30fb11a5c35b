"""How sure the program is of a candidate: what is seen of it, and the fitted models that weigh it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.retrieval.links import Links, support

# What the calibration sees of a candidate. Ranks and the numbers of clauses and words enter as negative logarithms; the
# clause is the one that speaks most for the candidate.
FEATURES = (
    "fused score",
    "rank for the text",
    "is knowledge",
    "best similarity of a label to a clause",
    "best similarity of a sentence to a clause",
    "is everyday work",
    "best similarity of a description to a clause",
    "best likeness in spelling of a label to a clause",
    "similarity of a label to the whole text",
    "similarity of a sentence to the whole text",
    "share of everyday work near the text",
    "clauses of the text",
    "rank for the clause",
    "score for the clause less that of the first",
    "score for the clause less that of the next",
    "share of everyday work near the clause",
    "best likelihood of a clause",
    "likelihood of the whole text",
    "best probability of a clause",
    "probability of the whole text",
    "words of the text",
    "similarity of the preferred label to a clause",
    "similarity of the preferred label to the whole text",
    "support by another skill",
)
ALONE = len(FEATURES) - 1  # what is seen of a candidate without the others stands before its support by them
IS_EVERYDAY = FEATURES.index("is everyday work")
NEAR_TEXT = FEATURES.index("share of everyday work near the text")
Features = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model of the features of a candidate; `coefficients` stand in the order of `FEATURES`."""

    intercept: float
    coefficients: Features

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1, rounded to four places.

        Examples
        --------
        >>> Logistic(0.0, (1.0, 0.0)).probability((0.0, 0.9))
        0.5
        """
        return round(1 / (1 + math.exp(-self.log_odds(features))), 4)

    def log_odds(self, features: Sequence[float]) -> float:
        """Return the logarithm of the odds, which tells apart what is nearly certain.

        Examples
        --------
        >>> Logistic(0.5, (1.0, 0.0)).log_odds((2.0, 0.9))
        2.5
        """
        pairs = zip(self.coefficients, features, strict=True)
        return math.fsum([self.intercept, *(weight * value for weight, value in pairs)])


@dataclass(frozen=True, slots=True)
class ByKind:
    """A model for skills of everyday work and one for all others.

    Much more is known of the former, and one model of both takes what it does not know of a skill for a reason
    against it.
    """

    everyday: Logistic
    others: Logistic

    def of(self, features: Sequence[float]) -> Logistic:
        """Return the model for the kind of a candidate."""
        return self.everyday if features[IS_EVERYDAY] else self.others


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the features of a candidate to the probability that a careful coach confirms it.

    Parameters
    ----------
    alone : what each candidate is worth without the others, on the first `ALONE` features
    among : what it is worth among them, on all features
    cut : the confidence below which nothing is shown
    """

    alone: ByKind
    among: ByKind
    cut: float

    def confidence(self, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1, rounded to four places."""
        return self.among.of(features).probability(features)

    def log_odds(self, features: Sequence[float]) -> float:
        """Return the logarithm of the odds of that probability."""
        return self.among.of(features).log_odds(features)

    def supported(self, candidates: Mapping[str, Features], links: Links) -> dict[str, Features]:
        """Add to the features of the candidates of one text, by concept URI, how far each is supported by another."""
        probable = {uri: self.alone.of(features).probability(features) for uri, features in candidates.items()}
        supports = support(probable, links)
        return {uri: (*features, supports[uri]) for uri, features in candidates.items()}
