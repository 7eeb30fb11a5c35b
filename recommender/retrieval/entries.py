"""What a concept can be found by: one entry per label, description, training sentence and bare phrase.

Preferred labels stand in a layer of their own, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import accumulate, chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.domain.concepts import Concept

T = TypeVar("T")
# What a bare phrase ("does the ironing") loses of its similarity: two short texts are alike more easily than two that
# tell more, so without it phrases would win against sentences that fit better (models/tried.md has the figures).
BARE = 0.06
_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())
_ENDING = re.compile(r"(?<=...)(?:ing|ied|ies|ed|es|e|(?<!s)s|y)$")
_DOUBLED = re.compile(r"(?<=..)([^aeiouls])\1$")


class EntryKind(StrEnum):
    """Where an entry comes from; each kind is a layer of the index."""

    LABEL = "label"
    PREFERRED = "preferred label"
    DESCRIPTION = "description"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Layer:
    """All entries of one kind, in rounds.

    First comes one entry of every concept that has any, then the second of every one that has two, and so on; those
    with more entries stand before those with fewer, so that a round is the beginning of the round before it, and a
    comparison of rounds finds the best entry of all concepts at once.

    Parameters
    ----------
    rounds : number of entries of each round
    concept_rows : position among the concepts of each entry of the first round
    handicaps : what each entry loses of its scores, None in a layer without bare phrases
    """

    kind: EntryKind
    texts: tuple[str, ...]
    rounds: tuple[int, ...]
    concept_rows: NDArray[np.intp]
    handicaps: NDArray[np.float32] | None = None

    def best(self, scores: NDArray[np.float32], *, concepts: int, second: float = 0.0) -> NDArray[np.float32]:
        """Keep the best entry of every concept.

        Parameters
        ----------
        scores : queries × entries
        concepts : number of concepts in the taxonomy
        second : weight of the second best entry beside 1 for the best, where a concept has more than two: one
            entry may be near by chance, two hardly

        Returns
        -------
        queries × concepts; 0 for a concept without an entry here.
        """
        best = np.zeros((len(scores), concepts), dtype=np.float32)
        if self.texts:
            if self.handicaps is not None:
                scores = scores - self.handicaps
            best[:, self.concept_rows] = self._with_second(scores, second) if second else self._first(scores)
        return best

    def _first(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        first, *others = self._by_round(scores)
        found = first.copy()
        for other in others:
            leading = found[:, : other.shape[1]]
            np.maximum(leading, other, out=leading)
        return found

    def _with_second(self, scores: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
        first, *others = self._by_round(scores)
        found, following = first.copy(), np.full_like(first, -np.inf)
        for other in others:
            leading, behind = found[:, : other.shape[1]], following[:, : other.shape[1]]
            # Entries that are alike are one.
            lesser = np.where(other == leading, -np.inf, np.minimum(other, leading))
            np.maximum(behind, lesser, out=behind)
            np.maximum(leading, other, out=leading)
        if len(self.rounds) > 2:
            several = self.rounds[2]
            leading, behind = found[:, :several], following[:, :several]
            behind = np.where(np.isneginf(behind), leading, behind)  # all entries alike
            found[:, :several] = (leading + weight * behind) / (1 + weight)
        return found

    def _by_round(self, scores: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        ends = accumulate(self.rounds)
        return [scores[:, end - number : end] for number, end in zip(self.rounds, ends, strict=True)]


def layers(
    concepts: Sequence[Concept], sentences: Iterable[tuple[str, str]], phrases: Iterable[tuple[str, str]] = ()
) -> tuple[Layer, ...]:
    """Gather the entries of all concepts.

    Parameters
    ----------
    concepts : in the order of the taxonomy
    sentences : (concept URI, sentence); those of other concepts are left out
    phrases : bare ones, which count as sentences do and lose `BARE`

    Returns
    -------
    One layer per kind, in the order of `EntryKind`.
    """
    said: dict[str, list[tuple[str, float]]] = {}
    for rows, less in ((sentences, 0.0), (phrases, BARE)):
        for uri, text in rows:
            said.setdefault(uri, []).append((text, less))
    spoken = [said.get(concept.concept_uri, []) for concept in concepts]
    said_layer = _layer(EntryKind.SENTENCE, [[text for text, _ in group] for group in spoken])
    lost = np.array(list(chain(*_rounds([[less for _, less in group] for group in spoken]))), dtype=np.float32)
    return (
        _layer(EntryKind.LABEL, [labels_of(concept) for concept in concepts]),
        _layer(EntryKind.PREFERRED, [[concept.preferred_label] for concept in concepts]),
        _layer(EntryKind.DESCRIPTION, [[c.description] if c.description else [] for c in concepts]),
        replace(said_layer, handicaps=lost if lost.any() else None),
    )


def labels_of(concept: Concept) -> list[str]:
    """Return the preferred label and every alternative label that says something else, first spelling first.

    A quarter of the alternative labels of ESCO are the same words in another form or order, which find nothing that
    the first does not (models/tried.md has the figures).

    Examples
    --------
    >>> labels_of(Concept("esco:1", "plan meals", ("planning of meals", "meal planning", "plan menus")))
    ['plan meals', 'plan menus']
    """
    seen: dict[frozenset[str], str] = {}
    for label in (concept.preferred_label, *concept.alternative_labels):
        words = {_stem(word) for word in _WORD.findall(label.casefold())} - _SMALL_WORDS
        seen.setdefault(frozenset(words) or frozenset([label]), label)
    return list(seen.values())


def every_label(concepts: Sequence[Concept]) -> Layer:
    """Gather all labels, those of the same words, too."""
    named = [(concept.preferred_label, *concept.alternative_labels) for concept in concepts]
    return _layer(EntryKind.LABEL, [list({label.casefold(): label for label in labels}.values()) for labels in named])


@cache
def _stem(word: str) -> str:
    """Leave out the ending of an English word: enough to tell the forms of one word in the labels of one concept."""
    stem = _ENDING.sub("", word)
    return _DOUBLED.sub(r"\1", stem) if stem != word else word


def _layer(kind: EntryKind, groups: Sequence[Sequence[str]]) -> Layer:
    rounds = _rounds(groups)
    rows = np.array([row for row in _by_size(groups) if groups[row]], dtype=np.intp)
    return Layer(kind, tuple(chain(*rounds)), tuple(map(len, rounds)), rows)


def _rounds(groups: Sequence[Sequence[T]]) -> list[list[T]]:
    """Take the first of every group, then the second, and so on, from the largest group to the smallest.

    Examples
    --------
    >>> _rounds([["a"], [], ["b", "c"]])
    [['b', 'a'], ['c']]
    """
    rounds: list[list[T]] = [[] for _ in range(max(map(len, groups), default=0))]
    for row in _by_size(groups):
        for number, one in enumerate(groups[row]):
            rounds[number].append(one)
    return rounds


def _by_size(groups: Sequence[Sequence[T]]) -> list[int]:
    return sorted(range(len(groups)), key=lambda row: -len(groups[row]))
