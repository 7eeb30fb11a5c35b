"""How the words of a text are searched for: without days, one pronoun for him and her, a doing alone as of oneself."""

from __future__ import annotations

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?-i:Mon|Tue|Wed|Thur?|Fri|Sat|Sun)(?=\s*[:.,])"
_PART = r"(?:morning|afternoon|evening)s?"
# Who comes every day is reliable, so there it stays.
_NOT_COMING = "".join(rf"(?<!\b{word}\ )" for word in ("come", "comes", "came", "here", "there", "work", "in"))
_DAYS = re.compile(
    rf"""\b(?:
    (?:(?:on|since|every|each|late|early|last|this|next)\s+)*(?:{_DAY})(?:\s+(?:and|or)\s+(?:{_DAY}))*(?:\s+{_PART})?
    |(?:in\ the|every|each|this)\s+{_PART}
    |{_NOT_COMING}(?:every|each)\s+(?:day|week)
    )\b\s*[,:]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
LEAST_WORDS = 2
_CLOCK = re.compile(
    r"^\d{1,2}(?:[.:]\d{2}(?:\s*[ap]m\b)?|\s*[ap]m\b)(?!\s*(?:[-–]|to\b|hours?\b|m\b))[\s,:–-]*", re.IGNORECASE
)
# What stands before a list and says no more than that it is one.
_LABEL = re.compile(
    r"^(?:(?:currently |now |is )?learning|does|can do|jobs?|tasks?|duties)\s*(?::|\s[-–])\s*", re.IGNORECASE
)
_TAUGHT = re.compile(r"(?:\b(?:is|am|are)|['’]s|['’]m)? being (?:taught|shown)(?: how)? to\b", re.IGNORECASE)
# A code or an initial that acts: "B7 folds", "K. mopped".
_CODE = re.compile(
    r"""^((?i:and|but|then|now|today)\ )?(?!I\b|A\ )[A-Z](?:[^\W\d_]*-?\d+|\.?)
    (?=\ (?:is|has|was|can)\b|\ [a-z]+(?:s|ed)\b)""",
    re.VERBOSE,
)
HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_OF_HER = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
# A doing without anything that it is done to: after *she* any word that ends so, else those that are hardly things.
_ALONE = re.compile(
    r"""(?:she\ (?!(?:is|has|was|does|goes)\b)(?P<said>[a-z]+?)
    |(?P<noted>bake|chop|clean|cook|dig|dust|fold|hoover|iron|knit|label|mop|mow|pack|peel|prune|rake|scan|sew|shred
    |solder|sort|stack|sweep|type|vacuum|wash|weave|weed|weigh|weld))
    (?:(?:(?<=sh|ch|ss)|(?<=x))es|(?P<y>ies)|(?<![su])s)[.!]?""",
    re.IGNORECASE | re.VERBOSE,
)


def as_searched(text: str) -> str:
    """Return a text as it is searched for: what somebody does is the same on any day, and done by him or by her.

    Days are near to skills of planning and of shifts, encoders have seen some work told of men more often and some of
    women, and a doing alone is told from a thing where it is said of oneself. The words are English; in a text in
    another language, which is ranked on request alone, words that look like these are turned, too.

    Examples
    --------
    >>> as_searched("He sells his cakes on Fridays"), as_searched("Irons")
    ('She sells her cakes', 'I iron')
    """
    said = _CODE.sub(lambda match: f"{match.group(1) or ''}she", _LABEL.sub("", _CLOCK.sub("", without_days(text))))
    return _of_oneself(of_her(_TAUGHT.sub("", said)))


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


def of_her(text: str) -> str:
    """Say of a woman what is said of a man; the other way is not clear, since *her* is both *him* and *his*.

    Examples
    --------
    >>> of_her("He packs his box himself.")
    'She packs her box herself.'
    """

    def turned(match: re.Match[str]) -> str:
        word = match.group()
        other = _OF_HER[word.lower()]
        return other.capitalize() if word[0].isupper() else other

    return HE.sub(turned, text)


def _of_oneself(text: str) -> str:
    """Return a doing that stands alone as people say it of themselves."""
    found = _ALONE.fullmatch(text)
    if not found:
        return text
    doing = found["said"] or found["noted"]
    return f"I {doing.lower()}{'y' if found['y'] else ''}"
