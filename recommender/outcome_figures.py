"""How well the learning outcomes of a catalogue find the ESCO skills that they are linked to, entry by entry."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from recommender.domain.trainings import Training
from recommender.evaluation import recall_at

DEPTH = 5  # ranks that are looked at: a provider who confirms links reads about so many


@dataclass(frozen=True, slots=True)
class OutcomeFigure:
    """One learning outcome: recall among the first `DEPTH`, the linked skills missing there, and what stands there."""

    number: int
    text: str
    recall: float
    missing: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryFigure:
    """One entry: mean recall of its outcomes that carry links; `unlinked` counts the outcomes without."""

    training_id: str
    recall: float
    outcomes: tuple[OutcomeFigure, ...]
    unlinked: int


def score_outcomes(trainings: Iterable[Training], ranking: Callable[[str], Sequence[str]]) -> list[EntryFigure]:
    """Return the figures of every entry that has a linked outcome, worst first, equal ones by identifier.

    Parameters
    ----------
    ranking : from the text of an outcome to concept URIs, best first

    Examples
    --------
    >>> from recommender.domain.trainings import LearningOutcome
    >>> outcomes = (LearningOutcome("Fold boxes", ("a", "b")), LearningOutcome("Shred files"))
    >>> training = Training("t", {"en": "T"}, {}, "course", ("en",), "example", learning_outcomes=outcomes)
    >>> [(one.training_id, one.recall, one.unlinked) for one in score_outcomes([training], lambda text: ["x", "a"])]
    [('t', 0.5, 1)]
    """
    entries = []
    for training in trainings:
        figures = tuple(
            _figure(number, outcome.text, outcome.concept_uris, ranking(outcome.text)[:DEPTH])
            for number, outcome in enumerate(training.learning_outcomes, start=1)
            if outcome.concept_uris
        )
        if figures:
            unlinked = len(training.learning_outcomes) - len(figures)
            recall = mean_recall(figures)
            entries.append(EntryFigure(training.training_id, recall, figures, unlinked))
    return sorted(entries, key=lambda entry: (entry.recall, entry.training_id))


def mean_recall(figures: Sequence[OutcomeFigure] | Sequence[EntryFigure]) -> float:
    """Return the mean recall, 0 to 1, of one figure or more."""
    return math.fsum(figure.recall for figure in figures) / len(figures)


def _figure(number: int, text: str, linked: Sequence[str], found: Sequence[str]) -> OutcomeFigure:
    missing = tuple(uri for uri in dict.fromkeys(linked) if uri not in found)
    return OutcomeFigure(number, text, recall_at(found, dict.fromkeys(linked, 2), k=DEPTH), missing, tuple(found))
