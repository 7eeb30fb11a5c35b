"""Who speaks in a text, whom it is about, and whether a clause has somebody or something else as its subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from recommender.retrieval.people import PEOPLE, STAFF
from recommender.retrieval.wording import without_days

_compile = partial(re.compile, flags=re.IGNORECASE)

# A name of two letters or more, a code ("B7", "Blue-7") or an initial ("K.", "K").
NAME = r"[A-Z](?:[^\W\d_][\w’'-]*|-?\d+|\.(?:[A-Z]\.?)*(?=\s)|(?=\s))"
NAMED = re.compile(
    r"^(?:and |but |while |because |then |so |when |today |after [a-z]+ |before [a-z]+ |\d\d?[:.]\d\d (?:- )?"
    rf"|at [a-z]+ )?({NAME})(?: (?:and|&) {NAME})? (?!and\b)([a-z']+)"
)
_SOMEBODYS_WORK = re.compile(rf"{PEOPLE}|{STAFF}", re.IGNORECASE | re.VERBOSE)
# Somebody whom "he" or "she" may be, in the sentence before.
_SPOKEN_OF = re.compile(rf"\b(?:{PEOPLE}|{STAFF})\b(?!:)[^.!?\n:]*[.!?]?$", re.IGNORECASE | re.VERBOSE)
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Nurse|Sister)\.?\s+$")
_SHORT_NAME = re.compile(r"[A-Z](?:[^\W\d_]*-?\d+|(?:\.[A-Z])*\.?)")
_TITLED = re.compile(
    r"(?:and |but |then |so )?(?:Mr|Mrs|Ms|Miss|Dr|Nurse|Sister)\.? ([A-Z][\w’'-]*\.?) (?!and (?:I|me)\b)[a-z]"
)
_TITLED_ACTS = re.compile(r"(?:^|[.!?:\n]\s*)(?:Mr|Mrs|Ms|Miss)\.? ([A-Z][\w’'-]*\.?) [a-z]+(?:s|ed)\b")
_NOT_NAMES = frozenset(
    """I The A An And But At In On When If Then After Before Since For With He She It We They My His Her Our Their
    There This That These Those Not No Sometimes Usually Always Often Never Also Monday Mondays Tuesday Tuesdays
    Wednesday Wednesdays Thursday Thursdays Friday Fridays Saturday Sunday January February March April May June
    July August September October November December Christmas Easter Every Everything Each Most Mostly Up Twice
    Once First Later Now Can Does Is Was Has Very Makes Puts Takes Needs Would Could Should What Who How Where
    While Because So As By From To Of Or Only Some All Many Both One Two Three Four Five Helps Goes Works Makes
    Nobody Nothing Somebody Someone People Customers Visitors English German French Spanish Italian Dutch Polish Danish
    Swedish Norwegian Finnish Portuguese Greek Czech Hungarian Romanian Arabic Turkish Ukrainian Russian Today
    Support Mr Mrs Ms Miss Dr Nurse Sister Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Spring Summer Autumn Winter Hi Hello Dear Thanks Handover Report Others Another Good
    Great Well Just Still Lunch Tomorrow Yesterday Week Day Nonetheless Nevertheless However Meanwhile Otherwise
    Afterwards Then Finally Again Together Alone Without Within Between Over Under Next Last Later Earlier""".split()
)
# Pasts that do not end in -ed; none that is as often a participle or an adjective ("left", "held", "hung").
PASTS = frozenset(
    """ate bought brought built came did drove dug fed gave got laid made ran rode sold swept threw took went wove
    wrote""".split()
)
# The same after a name or another subject, where it cannot be anything else.
PASTS_OF_SOMEBODY = PASTS | frozenset(
    """began bent bound broke burnt caught chose cut dealt drew fell felt fetched flew found froze ground held hid hung
    kept knew led left lent let lit lost met paid put rang read redid remade rose said sang sat saw sent set shook
    showed shut slid spent spoke spread spun stood stuck swung taught told tore understood undid won wore
    wound wrung""".split()
)
_GIVEN = frozenset("the a an my our his her their its it them him me us this these those each all any some two".split())
# None of these is a participle.
_SURE_PASTS = frozenset(
    """ate began came chose did drew drove fell flew froze gave knew rang rode rose sang saw shook spoke threw took tore
    undid went wore woke wove wrote""".split()
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I’m|me|my|My|we|We|our|Our)\b|(?:^|[.!?]\s+)i\b|\bi (?:am|do|can|have|put|make|work|like"
    r"|weigh|clean|wash)\b"
)
_ALWAYS_VERBS = frozenset("is has does was had did can will goes isn't wasn't hasn't doesn't won't can't".split())
_VERBISH = _compile(rf"^(?:{'|'.join(sorted(_ALWAYS_VERBS))}|\w+[^s]s|\w+ed|{'|'.join(sorted(PASTS_OF_SOMEBODY))})$")
# A text that begins with what somebody does: "Petra packs the tins. Our van comes at four."
_NAMED_FIRST = re.compile(r"\s*([A-Z][^\W\d_]+) ([a-z]+(?:s|ed))\b")
# What a coach says of somebody: who acts is he or she. Any other doing of "I" or "we" is the person's own, and so is
# what is said of "my sister".
_OF_SOMEBODY = re.compile(
    r"(?:^|[.!?;:,\n–—-][^\S\n]*|\b(?:and|but|so|then|that|while|when|think|say|says|now) )(?:[Hh]e|[Ss]he)\b"
    r"(?! and (?:I|me)\b)|(?:^|[.!?;:\n–—-][^\S\n]*)(?:M(?:r|rs|s|iss)\.? )?"
    r"(?!I\b)[A-Z](?:[a-z]*-?\d+|\.) [a-z]+(?:s|ed)\b",
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
    rf"""\b(?:I|[Ww]e)\b(?!\ ?(?:{_COACH_SAYS}))(?!['’](?:m|re|ve|ll|d)\ (?:\w+\ ){{0,2}}(?:him|her)\b)
    (?!(?:\ \w+){{1,3}}?\ (?:him|her|his)\b)
    (?![^.!?;,\n]{{0,300}}\b(?:for|with)\ (?:him|her)\b)|(?:^|[.!?]\s+)i\b|\b[Mm]y\ (?:job|work|task)\b""",
    re.VERBOSE | re.MULTILINE,
)
_MY_PEOPLE = re.compile(rf"(?:^|[.!?,]\s+|\band\ )[Mm]y\ (?:\w+\ )?{PEOPLE}\b", re.VERBOSE | re.MULTILINE)
_PARENT_SAYS = re.compile(
    r"(?:^|[.!?:;\n][^\S\n]*)(?:(?:and|but|so) )?(?:[Mm]y|[Oo]ur) (?:son|daughter|lad|boy|girl)\b"
    r"(?! (?:and|helps?|drives?|takes?|brings?|gives?|picks?|visits?) )",
    re.MULTILINE,
)
_PARENT = _compile(r"^(?:(?:and|but|so) )?(?:my|our) (?:son|daughter|lad|boy|girl)\b(?: (?:he|she)\b)?(?= \w)")
_SAYS_OF = re.compile(
    r"^(?:(?:and|but|so|then) )?(?:I|[Ww]e)\b(?:(?:['’]ve| have)? (?:\w+ )?(?:seen|saw|watched|observed|noticed)"
    r" (?:him|her) (?P<seen>.+)|.*?\b(?P<says>(?:he|she)\b.*))?"
)
_NOT_SEEN = _compile(r"^(?:(?:and|but) )?(?:I|we) (?:have not|haven['’]t|never|did not|didn['’]t)\b")
_DOES_FOR = re.compile(r"\b(?:I|we)\b.*\b(?:for|with) (?:him|her)\b")
# What both practise, the person learns.
_PRACTISE = _compile(r"^we(?=(?: \w+ly| also| still)? (?:practi[sc]ed?|train)\b)")
_HE_OR_SHE = _compile(r"^((?:and |but |then |so |while |when )?)(?:he|she)\b(?! and I\b)")
_SHE_ACTS = _compile(
    r"^((?:and |but |then |so |also |now )*)(?:he|she) "
    r"(?=(?:\w+ly |also |always |often |usually )?(?!is\b|has\b|was\b|does\b)[a-z]+(?:s|ed)\b)"
)
_IS_ME = _compile(r"\b(?:is|are|was|were) (?:me|us|mine|ours)$")
# "... called the manager, who gave it back": who is spoken of last acts, unless the sentence only presents the person.
_ENDS_IN_SOMEBODY = re.compile(
    rf"\b(?:(?:the|an?|my|our|his|her|their)\ (?:\w+\ )?(?:{PEOPLE})|(?P<name>[A-Z][^\W\d_]+))$", re.VERBOSE
)
_PRESENTS_SOMEBODY = _compile(r"(?!when\b|if\b)(?:\w+ ){0,2}(?:is|am|are|was|were|have|has)\b(?! \w+ing\b)")
_MUCH_OFTENER = 2  # times as many doings of somebody else as of oneself: it is the other who is spoken of
_LEAST_DOINGS = 2  # notes that begin with so many doings without a subject name others, not the person
# The name or code that notes have as their heading: "Dee, week 9.", "J – laundry", "B7 update".
_HEAD_NAME = re.compile(
    r"\s*([A-Z](?:[a-z]*-?\d+|(?:\.[A-Z])*\.?)(?=\s*[,:–/(-]\s|\s*\n|\s+(?:update|report|notes?|review)\b)"
    r"|[A-Z][^\W\d_]+(?=,? (?:wk|week|day|month|\d)\b))"
)
_PIECE = re.compile(r"[^.!?;\n]+")
_BARE_START = re.compile(r"[\s\-–—•*]*(?:\d[\d:.]*\s+)?([a-zA-Z]+)\s")


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

    A text that begins with "she" or "he", or with several doings without a subject, names only others.

    Examples
    --------
    >>> voices_of("Amir fills boxes. Paul runs the tunnel.")
    Voices(first_person=False, protagonist='Amir', ...)
    """
    speaks = _FIRST_PERSON.search(text) is not None
    coach = speaks and _is_of_somebody(text, is_verb)
    if speaks and not coach:
        return Voices(first_person=True, protagonist=None, is_verb=is_verb)
    names = list(_names(text, is_verb))
    # "Green cards up! Arno counts": a word before a known verb is a name rather than one before any word in s.
    sure = [
        (name, start)
        for name, start, following in names
        if following in _ALWAYS_VERBS or is_verb(following) or _SHORT_NAME.fullmatch(name)
    ]
    first = [*sure, *((name, start) for name, start, _ in names)][:1]
    titled = None if first else _TITLED_ACTS.search(text)
    if titled:
        first = [(titled.group(1), titled.start())]
    headed = _HEAD_NAME.match(text)
    if headed and _may_name(headed.group(1)) and not is_verb(headed.group(1).casefold()):
        first = [(headed.group(1).rstrip("."), 0)]
    named = first[0][0] if first and not _is_begun_without_name(text[: first[0][1]], is_verb) else None
    return Voices(first_person=False, protagonist=named, is_verb=is_verb, coach=coach)


def _is_of_somebody(text: str, is_verb: Callable[[str], bool]) -> bool:
    """Say whether whoever says "I" in a text speaks of another: by who acts first, and how often."""
    if _PARENT_SAYS.search(text):
        return True
    own = [match.start() for match in _OWN_DOING.finditer(text)]
    acting = [match.start() for match in _OF_SOMEBODY.finditer(text)]
    if not acting:
        named = _NAMED_FIRST.match(text)
        return not own and named is not None and _may_name(named.group(1)) and is_verb(named.group(2))
    mine = _MY_PEOPLE.search(text)
    if mine and mine.start() < acting[0]:
        return False
    if len(acting) > _MUCH_OFTENER * len(own):
        return True
    before = text[: acting[0]]
    return not _FIRST_PERSON.search(before) and not _SPOKEN_OF.search(before)


def _is_begun_without_name(before: str, is_verb: Callable[[str], bool]) -> bool:
    if re.search(r"(?:^|[.!?;:,\n–—-]\s*)(?:[Hh]e|[Ss]he)\b", before):
        return True
    starts = [_BARE_START.match(piece) for piece in _PIECE.findall(before)]
    words = [found.group(1).casefold() for found in starts if found]
    return sum(1 for word in words if _VERBISH.match(word) and is_verb(word)) >= _LEAST_DOINGS


def _names(text: str, is_verb: Callable[[str], bool]) -> Iterator[tuple[str, int, str]]:
    """Yield what may be a name, where it stands and the word that follows it."""
    for match in re.finditer(rf"(?<![\w.]){NAME}", text):
        word, start = match.group(), match.start()
        if not _may_name(word) or is_verb(word.casefold()) or _SOMEBODYS_WORK.fullmatch(word):
            continue
        if _TITLE_BEFORE.search(text[max(0, start - 8) : start]):
            continue
        following = _following(text, match.end())
        if _VERBISH.match(following) or not (_begins_sentence(text, start) or _SHORT_NAME.fullmatch(word)):
            yield word.rstrip("."), start, following


def _may_name(word: str) -> bool:
    return word not in _NOT_NAMES and not word.endswith(("n't", "n’t", "ing"))


def _following(text: str, position: int) -> str:
    rest = re.sub(rf"^ (?:and|&) {NAME}", "", text[position : position + 60])
    words = rest.split()
    return words[0].strip(".,") if words else ""


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip()
    return not before or before[-1] in ".!?:"


def as_told(clause: str, voices: Voices) -> str:
    """Return a clause without its day, the person as subject left out, as in notes.

    Of whom a person speaks is *my colleague*.

    Examples
    --------
    >>> as_told("On Mondays B7 irons", Voices(first_person=False, protagonist="B7"))
    'irons'
    >>> as_told("he drives the van", Voices(first_person=True, protagonist=None))
    'my colleague drives the van'
    """
    clause = without_days(clause)
    if voices.first_person:
        return _HE_OR_SHE.sub(r"\1my colleague", clause)
    if voices.coach:
        clause = told_by_coach(clause) or clause
    named = NAMED.match(clause)
    if named and _is_protagonist(named.group(1).rstrip("."), voices):
        clause = f"{clause[: named.start(1)]}she{clause[named.end(1) :]}"
    return _SHE_ACTS.sub(r"\1", clause)


def told_by_coach(main: str) -> str | None:
    """Return what a coach who says "I" tells of the person in a clause, None where it is the coach who does it.

    Examples
    --------
    >>> told_by_coach("I think she folds well"), told_by_coach("I sharpen the blades")
    ('she folds well', None)
    """
    main = _PRACTISE.sub("she", _PARENT.sub("she", main))
    if _IS_ME.search(main):
        return None
    says = _SAYS_OF.match(main)
    of_somebody = (says["seen"] or says["says"]) if says and not _NOT_SEEN.match(main) else None
    if (says and not of_somebody) or (not says and _DOES_FOR.search(main)):
        return None
    return of_somebody or main


def somebody_else(clause: str, voices: Voices) -> bool:
    """Say whether the subject of a clause is neither the person nor left out.

    Examples
    --------
    >>> somebody_else("Paul runs the tunnel", Voices(False, "Amir", lambda word: word == "runs"))
    True
    """
    named = NAMED.match(clause)
    after = _following(clause, named.end()) if named else ""
    if named and _may_name(named.group(1)) and _names_a_person(named.group(1), named.group(2), after, voices):
        return voices.first_person or not _is_protagonist(named.group(1).rstrip("."), voices)
    titled = _TITLED.match(clause)
    if titled:
        return voices.first_person or titled.group(1) != voices.protagonist
    return voices.first_person and bool(
        re.match(r"(?:and |but |then |so )?(?:he|she) (?!and I\b)", clause, re.IGNORECASE)
    )


def ends_in_somebody_else(ahead: str, voices: Voices) -> bool:
    """Say whether a clause ends in somebody else, about whom "who …" after it goes on."""
    last = _ENDS_IN_SOMEBODY.search(ahead)
    if not last or _PRESENTS_SOMEBODY.match(ahead):
        return False
    return last["name"] is None or (last["name"] not in _NOT_NAMES and last["name"] != voices.protagonist)


def _is_protagonist(name: str, voices: Voices) -> bool:
    """Say whether a name, or an initial of it, is that of the person."""
    known = voices.protagonist
    return known is not None and (name == known or (len(name) == 1 and known.startswith(name)))


def _names_a_person(word: str, following: str, after: str, voices: Voices) -> bool:
    """Say whether a word before a verb is a name; in "Beds made", "Shelves put up" it is not."""
    if voices.is_verb(word.casefold()) or not _VERBISH.match(following):
        return False
    if following in PASTS_OF_SOMEBODY and not _SHORT_NAME.fullmatch(word):
        return following in _SURE_PASTS or after in _GIVEN or after[:1].isdigit()
    return following in _ALWAYS_VERBS or voices.is_verb(following) or bool(_SHORT_NAME.fullmatch(word))
