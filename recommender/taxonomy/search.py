"""Search labels by words, tolerant of typing slips and endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_WORDS = 12  # of a search: a pasted page must not cost seconds
LEAST_SCORE = 0.35
FULL_LABEL = 0.25  # share of the score that depends on how little else a label says
ALL_WORDS = 1 - FULL_LABEL  # what a label with all the words scores at least
PREFERRED = 0.01  # so that a preferred label comes before an alternative one that is as good
SLIP = 0.85  # what a word counts that is only found with a letter wrong, in long words two
LONG = 10
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ers?|ies|es|ed|s|e|y)$")
_DOUBLED = re.compile(r"([^aeiou])\1$")

Floats = NDArray[np.float32]


@lru_cache(maxsize=2**16)  # the labels of ESCO hold 400,000 words, 20,000 of them different
def stem(word: str) -> str:
    """Return a word without its ending, so that forms of one English word are mostly equal.

    Examples
    --------
    >>> [stem(word) for word in ("cut", "cutting", "dishes", "bake", "baking")]
    ['cut', 'cut', 'dish', 'bak', 'bak']
    """
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))


class LabelIndex:
    """Finds items by the words of their labels."""

    def __init__(self, labels: Sequence[Sequence[str]]) -> None:
        """Take the labels of each item, the preferred one first."""
        numbers: dict[str, int] = {}
        stems: list[int] = []
        starts: list[int] = []
        items: list[int] = []
        bonus: list[float] = []
        for item, own in enumerate(labels):
            for position, label in enumerate(own):
                if found := _stems(label):
                    starts.append(len(stems))
                    items.append(item)
                    bonus.append(0.0 if position else PREFERRED)
                    stems += [numbers.setdefault(one, len(numbers)) for one in found]
        self._numbers = numbers
        self._vocabulary = list(numbers)
        self._stems, self._starts = np.array(stems, dtype=np.intp), np.array(starts, dtype=np.intp)
        self._items, self._bonus = np.array(items, dtype=np.intp), np.array(bonus, dtype=np.float32)
        # Rare words tell more: the usual logarithm of labels by labels with the word (Spärck Jones 1972).
        counts = np.bincount(self._stems, minlength=len(numbers))
        self._rarity = np.log((len(starts) + 1) / np.maximum(counts, 1)).astype(np.float32)

    def search(self, words: str, *, limit: int, least: float = LEAST_SCORE) -> list[int]:
        """Return the positions of the best items that score at least so much, best first, equal ones by position.

        A label scores the share of the words it holds, rare words weighing more, and less where it says other
        things besides; an item scores as its best label.
        """
        asked = _stems(words)[:MOST_WORDS]
        if not asked or not self._vocabulary:
            return []
        scores = np.round(self._label_scores(asked), 6)
        order = np.lexsort((self._items, -scores))
        good = order[: int(np.count_nonzero(scores >= least))]
        return list(dict.fromkeys(self._items[good].tolist()))[:limit]

    def _label_scores(self, asked: Sequence[str]) -> Floats:
        alike = np.stack([self._alike(word) for word in asked])
        # A word that is nowhere weighs as much as the rarest.
        weights = np.array([self._rarity[row > 0].min(initial=self._rarity.max()) for row in alike], dtype=np.float32)
        per_word = np.maximum.reduceat(alike[:, self._stems], self._starts, axis=1)
        found = weights @ per_word / max(float(weights.sum()), 1e-6)
        rarity = self._rarity[self._stems]
        said = np.add.reduceat(rarity * (alike.max(axis=0)[self._stems] > 0), self._starts)
        share = said / np.maximum(np.add.reduceat(rarity, self._starts), 1e-6)
        return np.asarray(found * (1 - FULL_LABEL + FULL_LABEL * share) + self._bonus * (found > 0), dtype=np.float32)

    def _alike(self, word: str) -> Floats:
        """Return how much each word of the vocabulary counts for one that was asked for; a known word is no slip."""
        alike = np.zeros(len(self._vocabulary), dtype=np.float32)
        if word in self._numbers:
            alike[self._numbers[word]] = 1
        elif len(word) > 3:
            slips = 2 if len(word) >= LONG else 1
            distances = process.cdist([word], self._vocabulary, scorer=OSA.distance, score_cutoff=slips, dtype=np.int32)
            alike[distances[0] <= slips] = SLIP
        return alike


def _stems(text: str) -> list[str]:
    return list(dict.fromkeys(stem(word) for word in _WORD.findall(text.casefold())))
