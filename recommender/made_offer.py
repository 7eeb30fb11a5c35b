"""Invented entries in any number, to measure with: what importing and mapping take does not depend on what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from recommender.domain.trainings import LearningOutcome, Training

OUTCOMES = 5  # of an entry that states some
SENTENCES = 8  # of a description: some 90 words, as in the register of New Jersey


def made_offer(sentences: Sequence[str], entries: int, *, seed: int = 0) -> tuple[Training, ...]:
    """Make entries of which every other one states outcomes, and the rest a description alone.

    No two texts are equal, so that each has to be read: sentences that are used again have a number.

    Parameters
    ----------
    sentences : what people say about work, in any order

    Examples
    --------
    >>> first, second = made_offer(["I wash pots.", "I fold boxes."], 2)
    >>> [outcome.text for outcome in first.learning_outcomes][1:4]
    ['I fold boxes.', 'I wash pots. (1)', 'I fold boxes. (1)']
    >>> second.description["en"].split(" (")[0]
    'I fold boxes.'
    """
    each = _without_repeats(sentences, seed)
    return tuple(_entry(number, each) for number in range(entries))


def _entry(number: int, sentences: Iterator[str]) -> Training:
    described = bool(number % 2)
    said = [next(sentences) for _ in range(SENTENCES if described else OUTCOMES)]
    return Training(
        training_id=f"made-{number + 1}",
        title={"en": f"Training {number + 1}"},
        description={"en": " ".join(said)} if described else {},
        kind="course",
        languages=("en",),
        status="real",
        learning_outcomes=() if described else tuple(map(LearningOutcome, said)),
    )


def _without_repeats(sentences: Sequence[str], seed: int) -> Iterator[str]:
    order = np.random.default_rng(seed).permutation(len(sentences)).tolist()
    turn = 0
    while True:
        yield from (sentences[place] + (f" ({turn})" if turn else "") for place in order)
        turn += 1
