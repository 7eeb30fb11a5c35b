"""Decide what a clause says about the person: the rules of `kind_rules.py`, and who a clause is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from recommender.domain.statements import StatementKind, Support
from recommender.retrieval.kind_rules import RULES
from recommender.retrieval.main_part import main_part
from recommender.retrieval.people import PEOPLE, STAFF

K = StatementKind
_compile = partial(re.compile, flags=re.IGNORECASE)

_ALONE = _compile(
    r"\b(?:(?:by|all by) (?:my|him|her|them)sel(?:f|ves)|on (?:my|his|her|their) own|alone|independently"
    r"|without (?:any )?(?:help|support|supervision)|unaided|(?:my|him|her)self)\b"
)
_CONTINUES = _compile(r"^(?:and|or|nor|then|and then|to)?\s*(?!(?:i|he|she|they|we|now|already|today)\b)")
_HAS_SUBJECT = _compile(
    r"^(?:and |or |but |then |so |because |while )*(?:i|he|she|they|we|it|you|there|that|this|the|my|his"
    r"|her|our|their|a|an|when|if)\b"
)
# A name of two letters or more, a code ("B7", "Blue-7") or an initial ("K.", "K").
NAME = r"[A-Z](?:[^\W\d_][\w’'-]*|-?\d+|\.(?:[A-Z]\.?)*(?=\s)|(?=\s))"
_NAMED = re.compile(
    r"^(?:and |but |while |because |then |so |when |today |after [a-z]+ "
    rf"|at [a-z]+ )?({NAME})(?: and {NAME})? (?!and\b)([a-z']+)"
)
_SOMEBODYS_WORK = re.compile(rf"{PEOPLE}|{STAFF}", re.IGNORECASE | re.VERBOSE)
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Nurse|Sister)\.?\s+$")
_SHORT_NAME = re.compile(r"[A-Z](?:[^\W\d_]*-?\d+|(?:\.[A-Z])*\.?)")
_TITLED = re.compile(
    r"(?:and |but |then |so )?(?:Mr|Mrs|Ms|Miss|Dr|Nurse|Sister)\.? ([A-Z][\w’'-]*) (?!and (?:I|me)\b)[a-z]"
)
_NOT_NAMES = frozenset(
    """I The A An And But At In On When If Then After Before Since For With He She It We They My His Her Our Their
    There This That These Those Not No Sometimes Usually Always Often Never Also Monday Mondays Tuesday Tuesdays
    Wednesday Wednesdays Thursday Thursdays Friday Fridays Saturday Sunday January February March April May June
    July August September October November December Christmas Easter Every Everything Each Most Mostly Up Twice
    Once First Later Now Can Does Is Was Has Very Makes Puts Takes Needs Would Could Should What Who How Where
    While Because So As By From To Of Or Only Some All Many Both One Two Three Four Five Helps Goes Works Makes
    Nobody Nothing Somebody Someone People Customers Visitors English German French Spanish Italian Dutch Polish Danish
    Swedish Norwegian Finnish Portuguese Greek Czech Hungarian Romanian Arabic Turkish Ukrainian Russian Today
    Support Mr Mrs Ms Miss Dr Nurse Sister""".split()
)
# Pasts that do not end in -ed; none that is as often a participle or an adjective ("left", "held", "hung").
PASTS = frozenset(
    """ate bought brought built came did drove dug fed gave got laid made ran rode sold swept threw took went wove
    wrote""".split()
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I’m|me|my|My|we|We|our)\b|(?:^|[.!?]\s+)i\b|\bi (?:am|do|can|have|put|make|work|like"
    r"|weigh|clean|wash)\b"
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
# "... called the manager, who gave it back": who is spoken of last acts, unless the sentence only presents the person.
_RELATIVE = _compile(r"^who\b")
_ENDS_IN_SOMEBODY = re.compile(
    rf"\b(?:(?:the|an?|my|our|his|her|their)\ (?:\w+\ )?(?:{PEOPLE})|(?P<name>[A-Z][^\W\d_]+))$", re.VERBOSE
)
_PRESENTS_SOMEBODY = _compile(r"(?!when\b|if\b)(?:\w+ ){0,2}(?:is|am|are|was|were|have|has)\b(?! \w+ing\b)")
_ALWAYS_VERBS = frozenset("is has does was had did can will goes".split())
_VERBISH = _compile(rf"^(?:is|has|does|was|had|did|can|will|goes|\w+[^s]s|\w+ed|{'|'.join(sorted(PASTS))})$")
# What a coach says of somebody: who acts is he or she. Any other doing of "I" or "we" is the person's own, and so is
# what is said of "my sister".
_OF_SOMEBODY = re.compile(
    r"(?:^|[.!?;:,\n–—-]\s*|\b(?:and|but|so|then|that|while|when|think|say|says|now) )(?:[Hh]e|[Ss]he)\b"
    r"(?! and (?:I|me)\b)|(?:^|[.!?;]\s+)(?!I\b)[A-Z](?:[a-z]*-?\d+|\.) [a-z]+(?:s|ed)\b",
    re.MULTILINE,
)
_COACH_SAYS = r"""(?:\w+ly\ |also\ |just\ |all\ )?(?:think|thought|know|knew|believe|guess|say|said|hope|noticed?
    |(?:see|saw|tell|told|ask|asked|show|showed|watch|watched|met|visited|find|found)\ (?:him|her|that)
    |would\ say|have\ (?:not\ )?(?:seen|noticed|told|asked|shown|watched)
    |(?:can't|cannot|can\ not|couldn't|could\ not)\ (?:fault|praise|beat|complain|say|ask|thank)
    |(?:am|are)\ (?:her|his|their|(?:very\ |so\ |really\ )?(?:pleased|happy|proud|delighted)\ with))\b
    |['’](?:m|re)\ (?:her|his|their|(?:very\ |so\ |really\ )?(?:pleased|happy|proud|delighted)\ with)\b
    |['’]d\ say\b|['’]ve\ (?:seen|noticed|told|asked|shown|watched)\b"""
_OWN_DOING = re.compile(
    rf"""\b(?:I|[Ww]e)\b(?!\ ?(?:{_COACH_SAYS}))(?!(?:\ \w+){{1,3}}?\ (?:him|her|his)\b)
    (?![^.!?;,\n]*\b(?:for|with)\ (?:him|her)\b)|(?:^|[.!?]\s+)i\b|\b[Mm]y\ (?:job|work|task)\b""",
    re.VERBOSE | re.MULTILINE,
)
_MY_PEOPLE = re.compile(rf"(?:^|[.!?,]\s+|\band\ )[Mm]y\ (?:\w+\ )?{PEOPLE}\b", re.VERBOSE | re.MULTILINE)
_PARENT = _compile(r"^(?:(?:and|but|so) )?(?:my|our) (?:son|daughter)\b(?: (?:he|she)\b)?(?= \w)")
_SAYS_OF = re.compile(
    r"^(?:(?:and|but|so|then) )?(?:I|[Ww]e)\b(?:(?:['’]ve| have)? (?:\w+ )?(?:seen|saw|watched|observed|noticed)"
    r" (?:him|her) (?P<seen>.+)|.*?\b(?P<says>(?:he|she)\b.*))?"
)
_NOT_SEEN = _compile(r"^(?:(?:and|but) )?(?:I|we) (?:have not|haven['’]t|never|did not|didn['’]t)\b")
_DOES_FOR = re.compile(r"\b(?:I|we)\b.*\b(?:for|with) (?:him|her)\b")


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in a text and whom it is about: in the first person, or about one named person.

    `coach` is true where "I" is not the person: "I showed her once. She prunes the roses now."
    """

    first_person: bool
    protagonist: str | None
    is_verb: Callable[[str], bool] = lambda word: False
    coach: bool = False


def voices_of(text: str, *, is_verb: Callable[[str], bool] = lambda word: False) -> Voices:
    """Find out whether the person speaks, or else the first name that a text is about.

    Examples
    --------
    >>> voices_of("Amir fills boxes. Paul runs the tunnel.")
    Voices(first_person=False, protagonist='Amir', ...)
    """
    speaks = _FIRST_PERSON.search(text) is not None
    parent = _PARENT.match(text) is not None
    of_somebody = parent or (_OF_SOMEBODY.search(text) is not None and not _MY_PEOPLE.search(text))
    coach = speaks and of_somebody and not _OWN_DOING.search(text)
    if speaks and not coach:
        return Voices(first_person=True, protagonist=None, is_verb=is_verb)
    names = [
        (match.group().rstrip("."), following)
        for match in re.finditer(rf"(?<![\w.]){NAME}", text)
        if _may_name(match.group()) and not is_verb(match.group().casefold())
        if not _SOMEBODYS_WORK.fullmatch(match.group())
        and not _TITLE_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        for following in [_following(text, match.end())]
        if _VERBISH.match(following)
        or not (_begins_sentence(text, match.start()) or _SHORT_NAME.fullmatch(match.group()))
    ]
    # "Green cards up! Arno counts": a word before a known verb is a name rather than one before any word in s.
    sure = [
        name
        for name, following in names
        if following in _ALWAYS_VERBS or is_verb(following) or _SHORT_NAME.fullmatch(name)
    ]
    first = [*sure, *(name for name, _ in names)][:1]
    return Voices(first_person=False, protagonist=first[0] if first else None, is_verb=is_verb, coach=coach)


def _may_name(word: str) -> bool:
    return word not in _NOT_NAMES and not word.endswith(("n't", "n’t"))


def _following(text: str, position: int) -> str:
    words = text[position : position + 30].split()
    return words[0].strip(".,") if words else ""


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip()
    return not before or before[-1] in ".!?:"


def kind_of(clause: str, *, before: StatementKind | None = None, ahead: str = "", voices: Voices) -> StatementKind:
    """Decide what a clause says.

    Parameters
    ----------
    before : kind of the clause before it in the same sentence; a clause without a subject of its own goes on with it
    ahead : that clause, "" where there is none
    """
    main = _without_helped(main_part(clause), voices)
    if voices.coach:
        main = _PARENT.sub("she", main)
        says = _SAYS_OF.match(main)
        of_somebody = (says["seen"] or says["says"]) if says and not _NOT_SEEN.match(main) else None
        if (says and not of_somebody) or (not says and _DOES_FOR.search(main)):
            return K.OTHERS
        main = of_somebody or main
    decided = _decided(main)
    if decided in (None, K.WITH_HELP, K.LEARNING) and _somebody_else(main, voices):
        return K.OTHERS
    if decided is None and before in (K.WISH, K.NOT_YET, K.OTHERS, K.LEARNING) and _goes_on(clause, before):
        return before
    if decided is None and _RELATIVE.match(clause) and _ends_in_somebody_else(ahead, voices):
        return K.OTHERS
    return decided or K.DONE


def is_surely_done(clause: str) -> bool:
    """Say whether a rule takes a clause for doing, and not only because no rule knows it.

    Examples
    --------
    >>> is_surely_done("never forgets the lights"), is_surely_done("counts the lids")
    (True, False)
    """
    return _decided(main_part(clause)) is K.DONE


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
    subject = _FIRST_WORD.match(main_part(clause))
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


def _decided(main: str) -> StatementKind | None:
    return next((rule.kind for rule in RULES if rule.pattern.search(main)), None)


def _without_helped(main: str, voices: Voices) -> str:
    """Write "them" for "him" and "her" where these are not the person: the rules take both for the person."""
    if voices.first_person:
        return _HIM.sub("them", main)
    helps = _GIVES_HELP.match(main)
    if helps and helps["subject"] in (None, voices.protagonist):
        return main[: helps.end() - 3] + "them" + main[helps.end() :]
    return main


def _somebody_else(clause: str, voices: Voices) -> bool:
    named = _NAMED.match(clause)
    if named and _may_name(named.group(1)) and _names_a_person(named.group(1), named.group(2), voices):
        return voices.first_person or named.group(1).rstrip(".") != voices.protagonist
    titled = _TITLED.match(clause)
    if titled:
        return voices.first_person or titled.group(1) != voices.protagonist
    return voices.first_person and bool(
        re.match(r"(?:and |but |then |so )?(?:he|she) (?!and I\b)", clause, re.IGNORECASE)
    )


def _ends_in_somebody_else(ahead: str, voices: Voices) -> bool:
    last = _ENDS_IN_SOMEBODY.search(ahead)
    if not last or _PRESENTS_SOMEBODY.match(ahead):
        return False
    return last["name"] is None or (last["name"] not in _NOT_NAMES and last["name"] != voices.protagonist)


def _names_a_person(word: str, following: str, voices: Voices) -> bool:
    if voices.is_verb(word.casefold()) or not _VERBISH.match(following):
        return False
    return following in _ALWAYS_VERBS or voices.is_verb(following) or bool(_SHORT_NAME.fullmatch(word))


def _goes_on(clause: str, before: StatementKind) -> bool:
    if _HAS_SUBJECT.match(clause) or re.match(r"but\b|now\b|already\b", clause, re.IGNORECASE) or _NAMED.match(clause):
        return False
    first = re.sub(r"^(?:and|or|nor|then|to)\s+", "", clause, flags=re.IGNORECASE).split(" ")[0]
    finite = first.endswith("s") and not first.endswith("ss")
    return before is K.OTHERS or not finite


def support_of(clause: str, kind: StatementKind) -> Support:
    """Read from a clause how much support the person has with what it tells."""
    if kind is K.LEARNING:
        return Support.LEARNING
    if kind is K.WITH_HELP:
        return Support.WITH_HELP
    return Support.ALONE if kind is K.DONE and _ALONE.search(clause) else Support.UNSTATED
