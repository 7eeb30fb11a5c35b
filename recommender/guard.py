"""Mark what should not be kept about a person: how to reach them, who they are, diagnoses. It never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAY_MISS = (
    "This check knows common forms only. It can miss names, nicknames, places and words of other languages. "
    "Please read the text yourself, too."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may be personal: half-open offsets, the words, what they may be and why they were marked."""

    start: int
    end: int
    text: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of the table: what is looked for, what stands in its place when it is removed, and why."""

    kind: str
    pattern: re.Pattern[str]
    why: str


def _mark(kind: str, pattern: str, why: str, *, flags: int = re.IGNORECASE) -> Mark:
    return Mark(kind, re.compile(pattern, flags), why)


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|"
    "oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_STREETS = (
    r"street|road|avenue|lane|drive|close|square|terrace|gardens|stra(?:ß|ss)e|str\.|weg|gasse|platz"
    r"|allee|straat|laan|plein"
)
_NAME = r"[A-ZÀ-Ž][a-zà-ž'-]{1,25}"
_PARTICLE = r"(?:van|von|vom|zu|de|der|den|del|della|da|di|du|la|le|ten|ter|el|al|bin|ibn)"

# The first row that matches a place counts; every pattern is bounded, so that a long text takes linear time.
MARKS: tuple[Mark, ...] = (
    _mark("e-mail address", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", "reaches one person"),
    _mark(
        "e-mail address",
        r"[\w.+-]{1,64} ?(?:\(at\)|\[at\]|\{at\}) ?[\w-]{1,63}(?: ?(?:\.|\(dot\)|\[dot\]) ?[\w-]{1,63}){1,4}",
        "reaches one person",
    ),
    _mark("web address", r"\b(?:https?://|www\.)[^\s<>\"]{3,200}|(?<![\w.])@\w[\w.]{2,40}", "may lead to one person"),
    _mark(
        "birth date",
        rf"\b(?:born|geboren|geb\.|née?|nacid[oa]|dob|date of birth|birthday|geburtstag|geburtsdatum"
        rf"|geboortedatum|date de naissance|fecha de nacimiento)\b[^\n.]{{0,15}}?"
        rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -]\d{{2,4}}"
        rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.? (?:{_MONTHS}),? \d{{4}}|\d{{4}})",
        "a date of birth names one person",
    ),
    _mark(
        "date", r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b", "may be a date of birth"
    ),
    _mark(
        "identity number",
        r"(?<!\+)\b(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}|\d{9,18}|\d{2}[ .]\d{6}[ .][A-Z][ .]?\d{3})\b",
        "an account or insurance number",
        flags=0,
    ),
    _mark(
        "phone number",
        r"(?<![\w.])(?:(?:\+|00)?(?:\(\d{2,5}\)|\d{2,5})(?:[ /.-]{1,2}\d{2,5}){2,5}"
        r"|(?:\+\d{2,5}|\(?0\d{1,5}\)?)[ /.-]{1,2}\d{5,9}|\+\d{8,15})(?!\w)",
        "reaches one person",
    ),
    _mark(
        "address",
        rf"\b(?:\d{{1,4}}[a-z]?,? (?:[A-ZÀ-Ž][\w'-]{{1,20}} ){{1,3}}(?i:{_STREETS})\b"
        rf"|[A-ZÀ-Ž][\w'-]{{1,25}}(?i:{_STREETS}) \d{{1,4}}[a-z]?"
        rf"|(?:[Rr]ue|[Cc]alle|[Vv]ia|[Uu]l\.) (?:\w{{1,20}} ){{0,3}}\w{{1,20}},? \d{{1,4}})",
        "says where somebody lives",
        flags=0,
    ),
    _mark(
        "address",
        r"\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
        r"|(?i:post ?code|zip(?: code)?|plz|postleitzahl|code postal|código postal):? (?:[A-Z]-)?\d{4,5})\b",
        "a postcode says where somebody lives",
        flags=0,
    ),
    _mark(
        "diagnosis or care term",
        r"\b(?:diagnos\w{0,6}|autis\w{0,8}|asperger\w{0,3}|down'?s? syndrome|trisomy ?21|epilep\w{0,8}"
        r"|schizo\w{0,12}|bipolar|depressi(?:on|ve)|psychos[ei]s|"
        r"adhd|ptsd|dementia|cerebral palsy|spina bifida|fragile x|learning (?:disabilit|difficult)\w{0,4}"
        r"|(?:registered|severely) disabled"
        r"|intellectual disabilit\w{0,4}|mental(?:ly)? (?:ill\w{0,5}|disab\w{0,6})|"
        r"degree of disability|care level|care grade|pflegegrad|behinderung\w{0,8}|grad der behinderung"
        r"|diagnose\w{0,3}|trisomie|handicap\w{0,4}|"
        r"medicat(?:ion|ed)|insulin|seizures?|iq (?:of )?\d{2,3}|guardianship|discapacidad"
        r"|verstandelijke beperking|niepełnosprawno\w{0,6}|disabilità"
        r"|diabet\w{0,4}|multiple sclerosis|parkinson\w{0,3}|brain (?:injury|damage)|head injury|foetal alcohol"
        r"|fetal alcohol(?: (?:syndrome|spectrum disorder))?|anxiety disorder|panic attacks?|borderline|burnout"
        r"|obsessive.compulsive|eating disorder|anorexi\w{1,3}|addict(?:ion|ed)|alcoholi\w{1,3}|psychiatr\w{1,6}"
        r"|psychotherap\w{1,4}|(?:after|since|had|from|of) (?:a|an|his|her|my|the) stroke|hemipleg\w{1,3}"
        r"|tourette\w{0,2}|dyspraxi\w{1,2}|schwerbehinder\w{0,8}|gdb \d{2,3}|merkzeichen \w{1,2}\b"
        r"|betreuungsgericht\w{0,3}|handicapé\w{0,2}|psychose\w{0,2}|épileps\w{1,2}|retrasad[oa]"
        r"|trisomi\w{1,4}|par[aá]lisis cerebral|paralysie cérébrale|(?:gesetzliche|rechtliche)\w? betreu\w{2,6}"
        r"|(?:legal|court.appointed) guardian|level of care|care needs|pflegestufe"
        r"|(?:[a-z]{3,15} ){1,2}disorders?|self.harm\w{0,4}|suicid\w{1,6}|heart (?:attack|disease|failure)"
        r"|migraines?|asthma\w{0,3}|cancer|tumour|dialysis|hepatitis|allerg(?:y|ies|ic) to|suffer(?:s|ed|ing)? from"
        r"|chronic(?:ally)? (?:pain|ill\w{0,4})|incontinen\w{1,3}|catheter|tracheostomy|stoma bag"
        r"|anti(?:depress|psychot|epilept|convuls)\w{2,6}|neurolept\w{1,4}|sedativ\w{1,2}|ritalin"
        r"|hard of hearing|hearing aids?|partially sighted|(?:visual|hearing|sight|speech)(?:ly)? impair\w{2,6}"
        r"|(?:am|is|was|born|nearly|almost) (?:blind|deaf|paralysed))\b",
        "health is not needed to show what somebody can do",
    ),
    _mark(
        "diagnosis or care term",
        r"\b(?:HIV|ASD|FASD|OCD|COPD)\b|\b(?:has|have|had|with) (?:ADD|MS|CP|BPD)\b",
        "health is not needed to show what somebody can do",
        flags=0,
    ),
    _mark(
        "name",
        r"\b(?:(?i:mr|mrs|ms|miss|dr|herr|frau|mme|monsieur|madame|señora?|pan"
        rf"|pani)\.? (?:{_PARTICLE} ){{0,2}}(?:[A-ZÀ-Ž][\w'-]{{1,25}})(?: [A-ZÀ-Ž][\w'-]{{1,25}})?"
        r"|(?:[Mm]y name is|[Ii] am called|[Nn]ame:) (?:[A-ZÀ-Ž][\w'-]{1,25})(?: [A-ZÀ-Ž][\w'-]{1,25})?)",
        "names a person",
        flags=0,
    ),
    _mark("name", rf"\b{_NAME}(?: {_PARTICLE}){{1,2}} {_NAME}\b", "looks like a family name", flags=0),
    _mark(
        "name",
        r"\b[A-ZÀ-Ž][a-zà-ž]{1,20},? [A-ZÀ-Ž][a-zà-ž'-]{1,25}(?: [A-ZÀ-Ž][a-zà-ž'-]{1,25})?\b",
        "looks like a first name and a family name",
        flags=0,
    ),
    _mark(
        "name",
        r"\b[A-ZÀ-Ž][a-zà-ž]{1,20}(?<!s)(?= (?:is|has|was|does|can|[a-z]{2,12}s)\b)",
        "may be a first name; a code or nickname says as much",
        flags=0,
    ),
    _mark(
        "name",
        rf"(?:^|(?<=[,;:(] )|(?<=\b(?:by|to|of) )|(?<=\b(?:and|for|ask) )|(?<=\bwith ))[A-Z]\. ?{_NAME}\b",
        "looks like a family name",
        flags=re.MULTILINE,
    ),
    _mark("name", r"\b(?:O['’]|Mc|Mac)[A-ZÀ-Ž][a-zà-ž]{2,20}\b", "looks like a family name", flags=0),
    _mark(
        "name",
        rf"(?:\b(?:I am|I'm|[Ii]t's|[Tt]his is|called|named)|, ) ?(?P<who>{_NAME})(?=[,.]| and\b)",
        "may be a first name; a code or nickname says as much",
        flags=0,
    ),
    # A capital in the middle of a sentence, after a word that people follow.
    _mark(
        "name",
        rf"\b(?:with|and|or|ask|tell|call|to|by|for|from|of|beside|behind|like|when|where|sister|brother|friend|mother"
        rf"|father|colleague|boss|leader|worker|coach|trainer|help(?:s|ed)?|show(?:s|ed)|meets|met|reminds?|assists?"
        rf"|accompan(?:y|ies)|thanks?) (?P<who>{_NAME}(?:'s)?)\b(?! (?:and|or) [A-Z])",
        "may be a first name; a code or nickname says as much",
        flags=0,
    ),
)

_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter the this that these those then there when where what
    who he she it they we you his her its their our my your a an and but or if in on at after before every
    everything everybody everyone somebody someone nobody nothing all both some many most now today later first
    next also always never often sometimes usually each another other one two three four five six seven eight nine ten
    eleven twelve dozen half word excel
    powerpoint outlook windows microsoft google germany france spain italy poland ireland english german french
    spanish dutch italian polish europe european esco farm kitchen garden workshop laundry office placement
    report people customers work lunch breakfast with for from to of not no yes very does is has was can puts
    takes makes needs helps works goes does mondays tuesdays wednesdays thursdays fridays
    saturdays sundays will hope plan order our
    tell check show put make keep give run take compare care find collect help advise write watch use examine teach name
    read visit get bring handle draw new book shop split turn cut build lead explain fit count open during whoever know
    twenty thirty forty fifty hundred test social youth future back short money radio weather museum deaf""".split()
)


def find_personal(text: str) -> tuple[Finding, ...]:
    """Find what may be personal in a text, in the order of the text and without overlaps.

    Examples
    --------
    >>> [(f.kind, f.text) for f in find_personal("Call 0151 234 567 or ask Frau Beispiel.")]
    [('phone number', '0151 234 567'), ('name', 'Frau Beispiel')]
    """
    taken: list[Finding] = []
    covered: set[int] = set()
    for finding in _all_marks(text):
        if covered.isdisjoint(range(finding.start, finding.end)):
            taken.append(finding)
            covered.update(range(finding.start, finding.end))
    return tuple(sorted(taken, key=lambda finding: finding.start))


def _all_marks(text: str) -> Iterator[Finding]:
    for mark in MARKS:
        for match in mark.pattern.finditer(text):
            who = match["who"] if "who" in mark.pattern.groupindex else match.group()
            if mark.kind != "name" or not _is_plain_word(who):
                start, end = match.span("who") if "who" in mark.pattern.groupindex else match.span()
                yield Finding(start, end, text[start:end], mark.kind, mark.why)


def _is_plain_word(words: str) -> bool:
    plain = (word.casefold().strip(",") for word in words.split())
    return any(word in _NO_NAMES or (word.endswith("ing") and len(word) > 5) for word in plain)


def remove(text: str, findings: Sequence[Finding]) -> str:
    """Put a neutral word in brackets in the place of each finding.

    Examples
    --------
    >>> text = "Write to ann@example.org."
    >>> remove(text, find_personal(text))
    'Write to [e-mail address].'
    """
    for finding in sorted(findings, key=lambda finding: finding.start, reverse=True):
        text = f"{text[: finding.start]}[{finding.kind}]{text[finding.end :]}"
    return text


def looks_like_a_name(code: str) -> bool:
    """Say whether a code looks like a first name with a family name.

    Examples
    --------
    >>> looks_like_a_name("Anna Beispiel"), looks_like_a_name("blue-7"), looks_like_a_name("Sunny")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[A-ZÀ-Ž][\w'-]+,? (?:[A-ZÀ-Ž]\. )?[A-ZÀ-Ž][\w'-]+", code.strip()))
