"""Decide what a clause says about the person: by the rules of `kind_rules.py`, and by who a clause is about."""

from __future__ import annotations

import re
from functools import partial

from recommender.domain.statements import StatementKind, Support
from recommender.retrieval.kind_rules import RULES
from recommender.retrieval.main_part import main_part
from recommender.retrieval.voices import NAMED, PASTS, Voices, ends_in_somebody_else, somebody_else, told_by_coach

K = StatementKind
_compile = partial(re.compile, flags=re.IGNORECASE)

_ALONE = _compile(
    r"\b(?:(?:by|all by) (?:my|him|her|them)sel(?:f|ves)|on (?:my|his|her|their) own|alone|independently"
    r"|without (?:any )?(?:help|support|supervision)|unaided|(?:my|him|her)self)\b"
)
_HAS_SUBJECT = _compile(
    r"^(?:and |or |but |then |so |because |while )*(?:i|he|she|they|we|it|you|there|that|this|the|my|his"
    r"|her|our|their|a|an|when|if)\b"
)
_HIM = _compile(
    r"\b(?:him\b|her\b(?=$|[,.]| (?:to|in|on|at|out|up|off|with|how|what|when|if|for|from|every|so|the|a|an)\b))"
)
# Help that is given: the subject, or none in notes, and then the verb. Help that is received has another subject.
_GIVES_HELP = _compile(
    r"^(?:(?P<subject>\w+) )?(?:\w+ly |also )?(?:helps?|helped|assists?|guides?|reminds?|shows?) (?:him|her)\b"
)
_FIRST_WORD = _compile(
    r"^(?:(?:and|but|then|so|now|today|here|later|also|sometimes|usually|always|often|still|first) )*(\w+)"
)
_VERB_FIRST = re.compile(
    r"(?:[Aa]nd |[Tt]hen |[Aa]lso )*[A-Za-z]+s (?:the|a|an|my|his|her|our|their|it|them|him|up|down|out|off|[A-Z]\w+)\b"
)
_RELATIVE = _compile(r"^who\b")
# What is over, or no work: whatever is named after it is so, too ("used to iron shirts, mow the lawn").
_OVER = _compile(
    r"\b(?:used to|no longer|as a (?:boy|girl|child)|(?:in|as) (?:my|his|her) youth"
    r"|(?:before|until) (?:the|his|her|my) (?:stroke|accident|illness|operation)"
    r"|(?:free|spare) time|hobb(?:y|ies)|days? off)\b"
)
_TO_DO = _compile(r"\b(?:help|support|time|reminding|prompting|needs?) to (?!be\b|go\b)\w+")
_GOING_ON = (K.WISH, K.NOT_YET, K.OTHERS, K.LEARNING, K.DISLIKE, K.SUPPORT_NEED, K.OTHER)
# What is the person's work, where the person does not speak.
_OWN_WORK = _compile(
    r"(?:\b(?:is|are|was|been)|['’]s) (?:now |all |still |only |been )?(?:hers|his(?= alone\b| own\b| now\b|$)"
    r"|(?:his|her) (?:\w+ )?(?:job|task|department|station|patch|domain|area)|(?:down|up) to (?:him|her))\b"
    r"|\bfalls? to (?:him|her)\b"
)


def kind_of(clause: str, *, before: StatementKind | None = None, ahead: str = "", voices: Voices) -> StatementKind:
    """Decide what a clause says.

    Parameters
    ----------
    before : kind of the clause before it in the same sentence; a clause without a subject of its own goes on with it
    ahead : that clause, or the one that it goes on with; "" where there is none
    """
    clause, ahead = _single_blanks(clause), _single_blanks(ahead)
    main = _without_helped(main_part(clause), voices)
    if voices.coach:
        told = told_by_coach(main)
        if told is None:
            return K.OTHERS
        main = told
    decided = _decided(main)
    if decided in (None, K.OTHERS, K.OTHER) and _is_own_work(main, voices):
        return K.DONE
    if decided in (None, K.WITH_HELP, K.LEARNING) and somebody_else(main, voices):
        return K.OTHERS
    if decided is None and before in _GOING_ON and _goes_on(clause, before, ahead):
        return before
    if decided is None and _RELATIVE.match(clause) and ends_in_somebody_else(ahead, voices):
        return K.OTHERS
    return decided or K.DONE


def is_over(clause: str) -> bool:
    """Say whether a clause tells of what is over, or of free time.

    Examples
    --------
    >>> is_over("I used to drive a van"), is_over("I drive a van")
    (True, False)
    """
    return _OVER.search(clause) is not None


def is_surely_done(clause: str, *, voices: Voices) -> bool:
    """Say whether a rule takes a clause for doing, and not only because no rule knows it.

    Examples
    --------
    >>> notes = Voices(first_person=False, protagonist=None)
    >>> is_surely_done("never forgets the lights", voices=notes), is_surely_done("counts the lids", voices=notes)
    (True, False)
    """
    main = main_part(_single_blanks(clause))
    return _decided(main) is K.DONE or _is_own_work(main, voices)


def is_about_the_person(clause: str, *, voices: Voices) -> bool:
    """Say whether the subject of a clause is the person: "I" or "we", the one whom the text is about, or left out.

    Notes leave it out ("takes the trays to the lift"): what others do has a subject.

    Examples
    --------
    >>> is_about_the_person("Amir irons", voices=Voices(first_person=False, protagonist="Amir"))
    True
    >>> is_about_the_person("the cook irons", voices=Voices(first_person=False, protagonist="Amir"))
    False
    """
    if _VERB_FIRST.match(clause):
        return True
    main = main_part(_single_blanks(clause))
    subject = _FIRST_WORD.match((told_by_coach(main) or main) if voices.coach else main)
    if not subject:
        return False
    word = subject.group(1)
    if word.casefold() in ("i", "we"):
        return not voices.coach
    return word in (voices.protagonist, "He", "She", "he", "she")


def has_subject(clause: str) -> bool:
    """Say whether a clause names who or what it is about, or goes on with the one before it.

    Examples
    --------
    >>> has_subject("the kiln is hot"), has_subject("fetches the sacks")
    (True, False)
    """
    return bool(_HAS_SUBJECT.match(clause) or clause[:1].isupper() or clause[:1].isdigit())


def _single_blanks(clause: str) -> str:
    """Return a clause without runs of blanks, at each of which a pattern would begin once more."""
    return " ".join(clause.split())


def _decided(main: str) -> StatementKind | None:
    return next((rule.kind for rule in RULES if rule.pattern.search(main)), None)


def _is_own_work(main: str, voices: Voices) -> bool:
    return not voices.first_person and _OWN_WORK.search(main) is not None


def _without_helped(main: str, voices: Voices) -> str:
    """Write "them" for "him" and "her" where these are not the person: the rules take both for the person."""
    if voices.first_person:
        return _HIM.sub("them", main)
    helps = _GIVES_HELP.match(main)
    if helps and helps["subject"] in (None, voices.protagonist):
        return main[: helps.end() - 3] + "them" + main[helps.end() :]
    return main


def _goes_on(clause: str, before: StatementKind, ahead: str) -> bool:
    if _HAS_SUBJECT.match(clause) or re.match(r"but\b|now\b|already\b", clause, re.IGNORECASE) or NAMED.match(clause):
        return False
    first = re.sub(r"^(?:and|or|nor|then|to)\s+", "", clause, flags=re.IGNORECASE).split(" ")[0]
    finite = first.endswith("s") and not first.endswith("ss")
    if before is K.DISLIKE:  # what was done is told beside it, not disliked
        return not finite and not first.endswith("ed") and first.casefold() not in PASTS
    if before is K.SUPPORT_NEED:  # "with ironing shirts, mowing the lawn", "to iron shirts, mow the lawn"
        return first.endswith("ing") or (not finite and _TO_DO.search(ahead) is not None)
    if before is K.OTHER:
        return not finite and is_over(ahead)
    return before is K.OTHERS or not finite


def support_of(clause: str, kind: StatementKind) -> Support:
    """Read from a clause how much support the person has with what it tells."""
    if kind is K.LEARNING:
        return Support.LEARNING
    if kind is K.WITH_HELP:
        return Support.WITH_HELP
    return Support.ALONE if kind is K.DONE and _ALONE.search(_single_blanks(clause)) else Support.UNSTATED
