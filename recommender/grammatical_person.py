"""Who a text speaks of, by its pronouns."""

from __future__ import annotations

import re
from enum import StrEnum

_I = re.compile(r"\b(?:I|my|me|mine|myself)\b")
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)


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
    patterns = {GrammaticalPerson.FIRST: _I, GrammaticalPerson.SHE: _SHE, GrammaticalPerson.HE: _HE}
    found = [person for person, pattern in patterns.items() if pattern.search(text)]
    if not found:
        return GrammaticalPerson.NONE
    return found[0] if len(found) == 1 else GrammaticalPerson.SEVERAL
