"""Leave out of a clause what does not say what the person does.

A wish, a refusal or a negation decides on a clause only where it is the person's. "Asks what they want", "tells
visitors that they cannot come in", "stirs so that nothing burns", "helps them until they can do it alone" are doing:
the parts about others, about a purpose and about an end are cut off before the rules look.
"""

from __future__ import annotations

import re
from functools import partial

from recommender.retrieval.people import PEOPLE

_compile = partial(re.compile, flags=re.IGNORECASE | re.VERBOSE)

_REPORTED = _compile(
    rf"""^(?:and\ |but\ )?(?:(?:the|his|her|my|our)\ )?(?:\w+\ )?{PEOPLE}\ (?:\w+\ )?
    (?:says?|said|told\ (?:me|us)|tells\ (?:me|us)|reports?|reported
    |rang|phoned|writes|wrote)(?:\s*:|\ that)?\s+(?=(?:\w+\ ){{0,3}}?(?:he|she)\b)"""
)
_OTHERS = r"""(?:they|you|them|people|others|customers?|guests?|visitors?|clients?|residents?|tenants?|callers?
    |patients?|children|kids|newcomers?|colleagues?|passers-?by|someone|somebody|anyone|anybody|everyone|everybody
        |nobody
    |no\ one|each|all|(?:the|a|an|each|every|new|young|old|other)\ (?:\w+\ )?\w+)"""
_QUESTION = r"(?:what|which|who|whom|whose|where|when|why|how|if|whether)"
_WANTING = r"(?:wants?|wanted|needs?|needed|likes?|liked|would|prefers?|wish(?:es)?|misses|can(?:'t|not)?|could)"

_WHEN = _compile(
    r"""^(?:and\ |but\ )?(?:if|when|whenever|while|before|after|until|once)\b
    (?!\ (?:the|his|her|my)\ (?:stroke|accident|illness|operation)\b).{5,}?\b((?:I|he|she|we)\b.*)"""
)
_PURPOSE = _compile(
    rf"""(?<!\bthe)(?<!\ba)(?<!\bthis)\s+(?:so\ that|in\ case|so\ (?={_OTHERS}\b|there\b|it\b|nothing\b|\w+s\b)
    |(?:until|untill|till|til)\ (?={_OTHERS}\b|(?:he|she|it|I|we)\b|nothing\b))\b.*$"""
)
# What a careful person does not do until something is reached.
_NOT_BEFORE = _compile(r"(?:n't|\bnot|\bnever)\ (?:\w+\ ){1,6}?(?:until|till|before)\b")
# What is sorted out, noticed or known may be broken or forbidden.
_NOTICING = _compile(
    r"""\b(?:sorts?\ out|picks?\ out|notices?|spots|finds|knows|tells|sees|checks|throws?\ out|takes\ out
        |marks)\ (?:\w+\ ){0,3}?
    (?:what|which|when|whether)(?=\ (?!(?:I|he|she)\b).*(?:n't|\bnot|\bcannot)\b)"""
)
# The question that somebody asks, finds out or answers: who wants something there is not the person.
_ASKING = _compile(
    rf"""\b(?:asks?|asked|finds?\ out|found\ out|knows?|knew|checks?|sees?|looks?|listens?|notes?|writes?\ down
    |writes|brings?|remembers?|understands?|discuss(?:es)?|talks?\ about)\b[^,]*?\b{_QUESTION}\b
    (?=\ (?:(?:\w+\ ){{0,2}}?{_OTHERS}\ (?:\w+ly\ |also\ )?{_WANTING}\b|{_WANTING}\b|(?:\w+\ )?(?:is|are)\ needed\b))"""
)
_ASKED_SOMEBODY = _compile(
    rf"\b(?:asks?|asked)\ (?!\w+\ (?:day|week|month|time)\b)(?:him|her|{_OTHERS})\ (?:\w+\ )?{_QUESTION}\b"
)
_SEEING_TO_IT = _compile(r"\b(?:watch(?:es)?|makes?\ sure|sees?\ to\ it|takes?\ care|checks?|ensures?)\ that\b")
_TELLING = _compile(r"\b(?:tells?|told|explains?|explained|describes?)\ (?:what|how)\b(?!\ to\b)")
_TOLD = _compile(
    rf"""\b(?:tells?|told|warns?|warned|reminds?|reminded|explains?\ to|explained\ to|shows?|showed|asks?|asked)
    \ (?:{_OTHERS}|\w+s)(?=\ (?:(?:that\ )?(?:they|you|it|there|nobody|no\ one|nothing|the\ \w+)\b|not\ to\b))"""
)
# "the one who …" is the person.
_RELATIVE = _compile(
    r"""\b(?:people|those|children|men|women|\w+s|(?:a|an|the)\ (?:\w+\ )?\w+)(?<!\bone)(?<!\bfirst)
    (?<!\bonly)(?<!\bperson)\ (?:who\b(?=\ )|that(?=\ (?:is|are|was|were|do|does|did|can|can't|cannot|don't|doesn't
    |didn't|has|have|wants?|won't|needs?)\b))"""
)


def main_part(clause: str) -> str:
    """Return the part of a clause that tells what its subject does.

    Left out are who reports it, "when …" and "if …" before it, a purpose or an end after it, and what others want,
    ask or cannot do.

    Examples
    --------
    >>> main_part("when visitors come I ask who they want to see")
    'I ask who'
    >>> main_part("dries them so there are no streaks")
    'dries them'
    >>> main_part("asks if he can go to the kitchen")
    'asks if he can go to the kitchen'
    """
    clause = _REPORTED.sub("", clause)
    when = _WHEN.match(clause)
    main = clause[when.start(1) :] if when else clause
    for pattern in (_ASKING, _ASKED_SOMEBODY, _SEEING_TO_IT, _TELLING, _TOLD, _RELATIVE, _NOTICING):
        found = pattern.search(main)
        if found:
            main = main[: found.end()]
    return main if _NOT_BEFORE.search(main) else _PURPOSE.sub("", main)
