"""Labelled texts, each judged by a fit of the confidence that has not seen it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recommender.domain.suggestions import SuggestionList
from recommender.evaluation import RELEVANT, GoldText
from recommender.labelled import ranked_uris, shown_lists
from recommender.pipeline import Pipeline
from recommender.retrieval.links import Links
from recommender.training.calibration import LabelledCandidate, fit

FOLDS = 20  # of the labelled texts; each is judged by a fit on all others


@dataclass(frozen=True, slots=True)
class Judged:
    """What is ranked and shown for each of some texts, by the id of the text."""

    ranked: dict[str, list[str]]
    shown: dict[str, SuggestionList]


def labelled_candidates(pipeline: Pipeline, texts: Iterable[GoldText]) -> list[LabelledCandidate]:
    """Return the candidates of labelled texts, each with what is seen of it and whether it is relevant."""
    return [
        LabelledCandidate(text.text_id, uri, features, text.gold.get(uri, 0) == RELEVANT)
        for text in texts
        for uri, features in pipeline.candidates(text.text, language=text.language)
    ]


def judge_held_out(
    pipeline: Pipeline,
    texts: Sequence[GoldText],
    candidates: Sequence[LabelledCandidate],
    *,
    cut: float,
    links: Links,
    folds: int = FOLDS,
) -> Judged:
    """Rank and list each text by a fit on the candidates of all texts but those of its own fold.

    Parameters
    ----------
    candidates : those of all the texts (`labelled_candidates`)
    """
    judged = Judged({}, {})
    for number in range(folds):
        unseen = texts[number::folds]
        ids = {text.text_id for text in unseen}
        others = [candidate for candidate in candidates if candidate.text_id not in ids]
        fitted = pipeline.with_calibration(fit(others, cut=cut, links=links))
        judged.shown.update(shown_lists(fitted, unseen))
        judged.ranked.update((text.text_id, ranked_uris(fitted, text)) for text in unseen)
    return judged
