"""Recognise the heading of a column by what people call it, in seven languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from recommender.catalogue.heading_words import SYNONYMS
from recommender.domain.accommodation import ACCOMMODATION_CODES

LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pl")
_FOLDED = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae"})


@lru_cache(maxsize=10_000)
def folded(heading: str) -> str:
    """Return a heading in the form in which headings are compared: small letters without accents or marks.

    Examples
    --------
    >>> folded(" COURSE_NAME* "), folded("Träger"), folded("Prix (EUR)")
    ('course name', 'trager', 'prix eur')
    """
    small = unicodedata.normalize("NFKD", heading.casefold().translate(_FOLDED))
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def _entries() -> Iterator[tuple[str, str, str]]:
    for column, by_language in SYNONYMS.items():
        for language, words in by_language.items():
            for word in words.split(";"):
                yield folded(word), column, language


def _lookup() -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, set[str]]] = {}
    for word, column, language in _entries():
        found.setdefault(word, (column, set()))[1].add(language)
    return {word: (column, frozenset(languages)) for word, (column, languages) in found.items()}


WORDS = _lookup()


def synonym(heading: str) -> tuple[str, frozenset[str]] | None:
    """Return the column that a heading means and the languages it is a word of, None for an unknown word.

    Examples
    --------
    >>> synonym("Kursnummer"), synonym("Notes")
    (('id', frozenset({'de'})), None)
    """
    words = folded(heading)
    if words.replace(" ", "_") in ACCOMMODATION_CODES:
        return words.replace(" ", "_"), frozenset()
    return WORDS.get(words)
