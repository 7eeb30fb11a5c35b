"""Leave out of what is searched for on which day it is done: days are near to skills of planning and of shifts."""

from __future__ import annotations

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?-i:Mon|Tue|Wed|Thur?|Fri|Sat|Sun)(?=\s*[:.,])"
_PART = r"(?:morning|afternoon|evening)s?"
_DAYS = re.compile(
    rf"""\b(?:
    (?:(?:on|since|every|each|late|early|last|this|next)\s+)*(?:{_DAY})(?:\s+(?:and|or)\s+(?:{_DAY}))*(?:\s+{_PART})?
    |(?:in\ the|every|each|this)\s+{_PART}
    )\b\s*[,:]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
LEAST_WORDS = 2


def without_days(text: str) -> str:
    """Return a text without the days and times of day in it; the text itself where hardly a word is left.

    Examples
    --------
    >>> without_days("I work on the till on Saturdays"), without_days("In the morning I sweep the yard")
    ('I work on the till', 'I sweep the yard')
    >>> without_days("on Mondays")
    'on Mondays'
    """
    rest = _DAYS.sub("", text).strip(" ,;:-–")
    return rest if len(rest.split()) >= LEAST_WORDS else text
