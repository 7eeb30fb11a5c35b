"""The languages that texts come in, and the small words by which each is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from recommender.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `supported` says whether suggestions in it are good enough to be shown."""

    code: str
    name: str
    supported: bool
    small_words: frozenset[str]


LANGUAGES: dict[str, Language] = {
    code: Language(code, name, supported, frozenset(words.split()))
    for code, name, supported, words in (
        ("en", "English", True, "the and a of to in is with he she i it for on at my his her they from"),
        ("de", "German", False, "der die das und ist mit er sie ich ein eine den dem auf für nicht im von zu wie"),
        ("fr", "French", False, "le la les et est avec il elle je un une des du dans pour pas qui sur au en"),
        ("es", "Spanish", False, "el la los las y es con un una de que en por para su se no al del lo"),
        ("nl", "Dutch", False, "de het een en is met hij zij ze ik van op voor niet die dat in te aan naar"),
        ("it", "Italian", False, "il lo la gli le e è con un una di che in per non si da del della al"),
        ("pl", "Polish", False, "i w z na do się nie jest to że jak po od za przez oraz ale potem ona on"),
    )
}
# Small words that are English, too: alone they tell no other language ("can do: ironing" is not Polish).
_SHARED = frozenset("a an do i in is no on per so to".split())
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, code: str | None = None) -> Language:
    """Return the language that was named, or else the one whose small words a text holds most of.

    English wins a tie, and a text without any small word counts as English: notes often have none.

    Raises
    ------
    NotFoundError : the code names no language we know

    Examples
    --------
    >>> language_of("Er sortiert die Wäsche und faltet sie mit der Maschine.").code, language_of("To do: mopping").code
    ('de', 'en')
    """
    if code is not None:
        if code.casefold() in LANGUAGES:
            return LANGUAGES[code.casefold()]
        near = get_close_matches(code.casefold(), LANGUAGES, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Use one of: {', '.join(LANGUAGES)}"
        raise NotFoundError(f"The language '{code}' is not known", where="language", fix=hint)
    words = _WORD.findall(text[:5000].casefold())
    counts = {row.code: sum(word in row.small_words for word in words) for row in LANGUAGES.values()}
    best = max(counts, key=lambda row: (counts[row], row == "en"))
    told = not text.isascii() or not (LANGUAGES[best].small_words - _SHARED).isdisjoint(words)
    return LANGUAGES[best if told and counts[best] > 1.3 * counts["en"] else "en"]
