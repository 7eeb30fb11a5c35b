"""What a concept can be found by: one entry per label, description, training sentence and bare phrase.

Preferred labels stand in a layer of their own, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from recommender.domain.concepts import Concept

# What a bare phrase ("does the ironing") loses of its similarity: two short texts are alike more easily than two that
# tell more, so without it phrases would win against sentences that fit better (models/README.md has the figures).
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
    """All entries of one kind, grouped by concept.

    `concept_rows` holds the position of each concept that has entries, rising; the entries of
    `concept_rows[i]` are `texts[starts[i]:starts[i + 1]]`, the last group running to the end.
    `handicaps` is what each entry loses of its scores, None in a layer without bare phrases.
    """

    kind: EntryKind
    texts: tuple[str, ...]
    starts: NDArray[np.intp]
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
        if len(self.texts):
            if self.handicaps is not None:
                scores = scores - self.handicaps
            found = np.maximum.reduceat(scores, self.starts, axis=1)
            if second:
                found = self._with_second(scores, found, second)
            best[:, self.concept_rows] = found
        return best

    def _with_second(
        self, scores: NDArray[np.float32], first: NDArray[np.float32], weight: float
    ) -> NDArray[np.float32]:
        sizes = np.diff(np.append(self.starts, len(self.texts)))
        others = np.where(scores == np.repeat(first, sizes, axis=1), -np.inf, scores)
        second = np.maximum.reduceat(others, self.starts, axis=1)
        second = np.where(np.isneginf(second), first, second)  # all entries alike
        blended = (first + weight * second) / (1 + weight)
        return np.where(sizes > 2, blended, first).astype(np.float32)


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
    lost = np.array([less for group in spoken for _, less in group], dtype=np.float32)
    said_layer = _layer(EntryKind.SENTENCE, [[text for text, _ in group] for group in spoken])
    return (
        _layer(EntryKind.LABEL, [labels_of(concept) for concept in concepts]),
        _layer(EntryKind.PREFERRED, [[concept.preferred_label] for concept in concepts]),
        _layer(EntryKind.DESCRIPTION, [[c.description] if c.description else [] for c in concepts]),
        replace(said_layer, handicaps=lost if lost.any() else None),
    )


def labels_of(concept: Concept) -> list[str]:
    """Return the preferred label and every alternative label that says something else, first spelling first.

    A quarter of the alternative labels of ESCO are the same words in another form or order, which find nothing that
    the first does not (models/README.md has the figures).

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
    rows = np.array([row for row, group in enumerate(groups) if group], dtype=np.intp)
    sizes = np.array([len(groups[row]) for row in rows], dtype=np.intp)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp) if len(rows) else sizes
    return Layer(kind, tuple(text for group in groups for text in group), starts, rows)
