"""Qrels, runs and metrics.

Conventions: relevant means grade 2; a query without a relevant concept is left out and counted; a query missing
from the run scores 0; gains of nDCG are the grades; every mean comes with n and a seeded bootstrap interval.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.domain.suggestions import NoEscoSkill, SetAside, Suggestion, SuggestionList
from recommender.errors import DataError, several

T = TypeVar("T")
Qrels = Mapping[str, int]
Pairs = list[tuple[float, float]]  # parts and wholes, one pair for each text: a mean is the sum of the one by the other
RELEVANT = 2


@dataclass(frozen=True, slots=True)
class GoldText:
    """A labelled text: `gold` maps a concept URI to grade 2 (a careful coach would confirm it) or 1 (near)."""

    text_id: str
    text: str
    gold: Qrels
    must_not: frozenset[str] = frozenset()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % bootstrap interval and the number of queries behind it."""

    mean: float
    low: float
    high: float
    n: int


def recall_at(ranking: Sequence[str], qrels: Qrels, *, k: int) -> float:
    """Return the share of all relevant concepts among the first `k`.

    Examples
    --------
    >>> recall_at(["a", "b"], {"a": 2, "c": 2, "b": 1}, k=10)
    0.5
    """
    relevant = _relevant(qrels)
    return len(relevant.intersection(ranking[:k])) / len(relevant)


def r_precision_at(ranking: Sequence[str], qrels: Qrels, *, k: int) -> float:
    """Return the relevant concepts among the first `k`, divided by the smaller of k and their number.

    Examples
    --------
    >>> r_precision_at(["a", "b"], {"a": 2}, k=5)
    1.0
    """
    relevant = _relevant(qrels)
    return len(relevant.intersection(ranking[:k])) / min(k, len(relevant))


def hit_at(ranking: Sequence[str], qrels: Qrels, *, k: int) -> float:
    """Return 1 if any of the first `k` is relevant, else 0."""
    return float(not _relevant(qrels).isdisjoint(ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], qrels: Qrels) -> float:
    """Return 1 / rank of the first relevant concept, 0 where there is none.

    Examples
    --------
    >>> reciprocal_rank(["b", "a"], {"a": 2, "b": 1})
    0.5
    """
    relevant = _relevant(qrels)
    return next((1 / rank for rank, uri in enumerate(ranking, start=1) if uri in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], qrels: Qrels, *, k: int) -> float:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), discount log2(rank + 1).

    Examples
    --------
    >>> round(ndcg_at(["b", "a"], {"a": 2, "b": 1}, k=10), 4)
    0.8597
    """
    ideal = _dcg(sorted(qrels.values(), reverse=True)[:k])
    return _dcg([qrels.get(uri, 0) for uri in ranking[:k]]) / ideal


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _relevant(qrels: Qrels) -> set[str]:
    return {uri for uri, grade in qrels.items() if grade >= RELEVANT}


METRICS: dict[str, Callable[[Sequence[str], Qrels], float]] = {
    "recall@10": lambda ranking, qrels: recall_at(ranking, qrels, k=10),
    "RP@5": lambda ranking, qrels: r_precision_at(ranking, qrels, k=5),
    "RP@10": lambda ranking, qrels: r_precision_at(ranking, qrels, k=10),
    "hit@5": lambda ranking, qrels: hit_at(ranking, qrels, k=5),
    "MRR": reciprocal_rank,
    "nDCG@10": lambda ranking, qrels: ndcg_at(ranking, qrels, k=10),
}


def score_run(gold: Sequence[GoldText], run: Mapping[str, Sequence[str]]) -> tuple[dict[str, Estimate], int]:
    """Score a run with every metric.

    Returns
    -------
    Estimates by metric, and how many texts were left out for want of a relevant concept.
    """
    pairs = run_pairs(gold, run)
    return {name: ratio(each) for name, each in pairs.items()}, len(gold) - len(pairs["MRR"])


def run_pairs(gold: Sequence[GoldText], run: Mapping[str, Sequence[str]]) -> dict[str, Pairs]:
    """Return for every metric what each text with a relevant concept adds to the mean, and to what is divided by."""
    judged = [text for text in gold if _relevant(text.gold)]
    return {
        name: [(metric(run.get(text.text_id, ()), text.gold), 1.0) for text in judged]
        for name, metric in METRICS.items()
    }


def score_shown(gold: Sequence[GoldText], shown: Mapping[str, SuggestionList]) -> dict[str, Estimate]:
    """Score the lists that a coach is shown.

    Precision is a mean over suggestions with the texts resampled; `must_not per 100 texts` counts over the texts
    that have any; `suggestions without a skill` counts over the texts that no concept is listed for.
    """
    judged = [text for text in gold if _relevant(text.gold)]
    found = {name: ratio(each) for name, each in shown_pairs(gold, shown).items()}
    return found | {"calibration error": _calibration(judged, shown)}


def shown_pairs(gold: Sequence[GoldText], shown: Mapping[str, SuggestionList]) -> dict[str, Pairs]:
    """Return for what is counted of the lists what each text adds to it, and to what it is divided by."""
    pairs = [(text, [s.concept_uri for s in shown[text.text_id].suggestions]) for text in gold]
    judged = [(text, uris) for text, uris in pairs if _relevant(text.gold)]
    strict = [(float(sum(text.gold.get(u, 0) >= RELEVANT for u in uris)), float(len(uris))) for text, uris in judged]
    return {
        "strict precision": strict,
        "lenient precision": [
            (float(sum(text.gold.get(u, 0) >= 1 for u in uris)), float(len(uris))) for text, uris in judged
        ],
        "texts with a grade-2 skill": [(float(right > 0), 1.0) for right, _ in strict],
        "suggestions per text": [(whole, 1.0) for _, whole in strict],
        "must_not per 100 texts": [
            (100.0 * len(text.must_not.intersection(uris)), 1.0) for text, uris in pairs if text.must_not
        ],
        "suggestions without a skill": [(float(len(uris)), 1.0) for text, uris in pairs if not text.gold],
        "claims on set-aside words": [(float(_claims_on_aside(shown[text.text_id])), 1.0) for text in gold],
    }


def _calibration(
    judged: Iterable[GoldText], shown: Mapping[str, SuggestionList], *, seed: int = 0, draws: int = 500
) -> Estimate:
    """Return the calibration error of all suggestions, with its interval from resampled texts, and their number.

    Of few suggestions the error is above zero by chance alone, and that of resampled ones is greater still: most of the
    interval lies above the error, which is put into it where it would lie below.
    """
    by_text = [
        [(s.confidence, float(text.gold.get(s.concept_uri, 0) >= RELEVANT)) for s in shown[text.text_id].suggestions]
        for text in judged
    ]
    number = sum(map(len, by_text))
    if not number:
        return Estimate(0.0, 0.0, 0.0, 0)
    drawn = np.random.default_rng(seed).integers(len(by_text), size=(draws, len(by_text)))
    errors = [calibration_error([pair for text in chosen for pair in by_text[text]]) for chosen in drawn]
    low, high = np.quantile(errors, [0.025, 0.975])
    error = calibration_error(list(chain.from_iterable(by_text)))
    return Estimate(error, min(error, float(low)), float(high), number)


def _claims_on_aside(shown: SuggestionList) -> int:
    """Count the suggestions whose evidence touches words that were set aside."""
    return sum(_touches(s, shown.set_aside) or _touches(s, shown.no_esco_skill) for s in shown.suggestions)


def _touches(suggestion: Suggestion, asides: Sequence[SetAside | NoEscoSkill]) -> bool:
    return any(e.start < a.span.end and a.span.start < e.end for e in suggestion.evidence for a in asides)


def calibration_error(pairs: Sequence[tuple[float, float]], *, bins: int = 5) -> float:
    """Return the expected calibration error (Naeini et al. 2015) over equally filled bins of ten or more.

    Examples
    --------
    >>> calibration_error([(0.5, 1.0), (0.5, 0.0)])
    0.0
    """
    if not pairs:
        return 0.0
    ordered = sorted(pairs)
    parts = [part for part in np.array_split(np.array(ordered), max(1, min(bins, len(ordered) // 10))) if len(part)]
    return float(sum(abs(part[:, 0].mean() - part[:, 1].mean()) * len(part) for part in parts) / len(ordered))


def estimate(values: Sequence[float], *, seed: int = 0, draws: int = 2000) -> Estimate:
    """Return the mean of values with its percentile bootstrap interval (Efron 1979)."""
    return ratio([(value, 1) for value in values], seed=seed, draws=draws)


def ratio(pairs: Sequence[tuple[float, float]], *, seed: int = 0, draws: int = 2000) -> Estimate:
    """Return the sum of the first parts divided by that of the second, resampling the pairs."""
    if not pairs or not sum(whole for _, whole in pairs):
        return Estimate(0.0, 0.0, 0.0, len(pairs))
    means = _resampled(pairs, seed=seed, draws=draws)
    low, high = np.quantile(means, [0.025, 0.975])
    return Estimate(_mean(pairs), float(low), float(high), len(pairs))


def difference(
    pairs: Sequence[tuple[float, float]], before: Sequence[tuple[float, float]], *, seed: int = 0, draws: int = 2000
) -> Estimate:
    """Return how much greater the mean of some pairs is than it was before, for the same texts in the same order.

    Both are resampled alike, so that what makes a text easy or hard for both does not widen the interval.

    Examples
    --------
    >>> difference([(1.0, 1.0), (0.5, 1.0)], [(0.5, 1.0), (0.0, 1.0)])
    Estimate(mean=0.5, low=0.5, high=0.5, n=2)
    """
    if not pairs:
        return Estimate(0.0, 0.0, 0.0, 0)
    differences = _resampled(pairs, seed=seed, draws=draws) - _resampled(before, seed=seed, draws=draws)
    low, high = np.quantile(differences, [0.025, 0.975])
    return Estimate(_mean(pairs) - _mean(before), float(low), float(high), len(pairs))


def _mean(pairs: Sequence[tuple[float, float]]) -> float:
    parts, whole = np.array(pairs, dtype=float).sum(axis=0)
    return float(parts / whole) if whole else 0.0


def _resampled(pairs: Sequence[tuple[float, float]], *, seed: int, draws: int) -> NDArray[np.float64]:
    table = np.array(pairs, dtype=float)
    chosen = np.random.default_rng(seed).integers(len(table), size=(draws, len(table)))
    sums = table[chosen].sum(axis=1)
    return np.asarray(sums[:, 0] / np.where(sums[:, 1] == 0, 1, sums[:, 1]))


def read_gold(file: Path) -> list[GoldText]:
    """Read labelled texts, one JSON object a line; a list of URIs counts as grade 2.

    Raises
    ------
    DataError : with every broken line, the first ten and a count
    """
    return read_rows(file, _gold_text, fix='Each line needs "id", "text" and "gold"')


def read_rows(file: Path, make: Callable[[dict[str, Any]], T], *, fix: str) -> list[T]:
    """Read a file of JSON lines; `make` turns each object into what is wanted, or fails.

    Raises
    ------
    DataError : with every broken line, the first ten and a count
    """
    rows, problems = [], []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(str(error), where=str(file), fix="Give a file of JSON lines in UTF-8") from error
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                rows.append(make(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise several(problems, where=str(file), fix=fix)
    return rows


def _gold_text(row: Mapping[str, Any]) -> GoldText:
    gold = row.get("gold", {})
    graded = gold if isinstance(gold, dict) else dict.fromkeys(gold, RELEVANT)
    if not (isinstance(row["id"], str) and isinstance(row["text"], str)):
        raise ValueError('"id" and "text" are no texts')
    if not all(isinstance(uri, str) and grade in (0, 1, RELEVANT) for uri, grade in graded.items()):
        raise ValueError('"gold" has other grades than 0, 1 and 2, or other keys than URIs')
    return GoldText(row["id"], row["text"], graded, frozenset(row.get("must_not", ())), row.get("lang", "en"))
