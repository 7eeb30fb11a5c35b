"""Who a text speaks of, by its pronouns; the same said of a woman, and followed by others of the same person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from recommender.evaluation import GoldText
from recommender.retrieval.wording import HE, of_her

_I = re.compile(r"\b(?:I|my|me|mine|myself)\b")
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)


class GrammaticalPerson(StrEnum):
    """Whose doing a text tells, as far as its pronouns say so."""

    FIRST = "I"
    SHE = "she"
    HE = "he"
    SEVERAL = "several of these"
    NONE = "no pronoun"


def grammatical_person(text: str) -> GrammaticalPerson:
    """Read who a text speaks of.

    Examples
    --------
    >>> grammatical_person("He sorts the post.").value, grammatical_person("sorting, three crates").value
    ('he', 'no pronoun')
    """
    patterns = {GrammaticalPerson.FIRST: _I, GrammaticalPerson.SHE: _SHE, GrammaticalPerson.HE: HE}
    found = [person for person, pattern in patterns.items() if pattern.search(text)]
    if not found:
        return GrammaticalPerson.NONE
    return found[0] if len(found) == 1 else GrammaticalPerson.SEVERAL


def said_of_her(text: GoldText) -> GoldText:
    """Return a labelled text with every *he* said of a woman."""
    return replace(text, text=of_her(text.text))


def followed(texts: Sequence[GoldText], *, number: int, seed: int = 0) -> list[GoldText]:
    """Let each text be followed by others in which the same pronouns are used, in an order drawn by chance.

    Returns
    -------
    One text for each, with the labels of its first part alone; none where too few have the same pronouns, or where
    several are spoken of.
    """
    drawn = [texts[position] for position in np.random.default_rng(seed).permutation(len(texts))]
    joined = []
    for person in (one for one in GrammaticalPerson if one is not GrammaticalPerson.SEVERAL):
        alike = [text for text in drawn if grammatical_person(text.text) is person]
        if len(alike) < number:
            continue
        for position, text in enumerate(alike):
            parts = [alike[(position + step) % len(alike)] for step in range(number)]
            joined.append(replace(text, text=" ".join(map(_sentence, parts))))
    return joined


def _sentence(text: GoldText) -> str:
    said = text.text.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
