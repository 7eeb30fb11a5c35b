"""Split a text into statements: clauses with their offsets and what each says about the person.

The rules for the kinds stand in one table, `RULES` in `kind_rules.py`. English only; a sentence in another
language is one statement of kind *done*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise

from recommender.domain.statements import DOING, Span, Statement, StatementKind
from recommender.retrieval.kinds import is_over, kind_of, support_of
from recommender.retrieval.note_headings import EDGE, heading_kind
from recommender.retrieval.verdicts import VERDICT
from recommender.retrieval.voices import PASTS, PASTS_OF_SOMEBODY, Voices, voices_of

# A stop after one of these does not end a sentence.
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|mr|mrs|ms|dr|st|approx|ca|incl|etc|vs|hrs?|mins?|min))\.$", re.I)
# A dash ends one, too, but not before a verdict: "Forklift - no."; a stop does not in "no. 4".
_SENTENCE_END = re.compile(
    r"^[^\S\n]*(?:[-*]|\d{1,2}[.)])(?=\s)|[.!?…]+(?=[\s\"'”’)]|$)(?!(?<=\bn[or]\.)\s*\d)|[;\n\r•]+"
    r"|(?:(?<=\s)[-–—](?=\s)|[–—])",
    re.M | re.I,
)
_INITIAL = re.compile(r"\b(?:[A-Z]|w)$")  # "K. folds", "w. the caretaker"
_DASHES = frozenset("-–—")
LONGEST_HEADING = 30  # characters
_HEADED = re.compile(rf"([^:\n]{{2,{LONGEST_HEADING}}}?)\s*(?::|\s[-–—])\s")
_HEADING_LINE = re.compile(r"[^\S\n]*:[^\S\n]*(?=\n)")
_NOT_TICKED = re.compile(r"(?:\[ ?\]|☐)\s")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_JOINT = re.compile(
    r"(?<!\s)\s*(,|\b(?:and then|and|but|then|while|whereas|although|though|because|so that|so)\b|\s[+/&]\s)\s*", re.I
)
_JOINING = re.compile(r"\s*(?:and then|and also|and|but|then|so)\b[\s,]+", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_PLAIN = re.compile(r"'(?:d|m|s|ve|ll|re)$")
_PRONOUNS = frozenset("i he she they we it you there that this who everybody everyone nobody somebody someone".split())
_DETERMINERS = frozenset("the a an my his her our their some another one".split())
_RELATIVES = frozenset(["that", "who", "which"])
_SUBORDINATORS = frozenset("if when whenever before after until at in on for with from during since as now".split())
_AUXILIARIES = frozenset(
    """am is are was were has have had do does did can cannot can't could will won't would should must not never
    isn't aren't wasn't doesn't don't didn't hasn't haven't couldn't wouldn't""".split()
)
_SKIPPED_AT_START = frozenset(
    """and but then so also because while whereas although though or plus always sometimes often usually mostly
    only still otherwise afterwards later first next finally already carefully quickly""".split()
)
# Verbs of everyday speech that begin no ESCO label.
_EVERYDAY = frozenset(
    """apologise be blow bring chop come count deburr divide do dust eat empty enjoy fetch find flatten fold freeze
    froth fry get give go grate hang hate have help hoover invite iron keep knit knock laminate leave lend let
    lift like look love lower make mend mop mow muck need open paint peel pour praise press prick pull push put
    rake refill remind rename repeat reply rinse run say scrape scrub see sew shear shred shut sing sit sort
    speak sprinkle squeeze stand staple start stay stir straighten strip swap sweep take talk tear tell thank
    throw tick tidy tighten tip top try tuck turn unblock uncover underline undo unfold unlock unpack unplug
    unwrap wait wake walk want warn wash watch water wear weave weigh whisk wind wipe wrap wring write""".split()
)
# What follows "so" is a purpose where it is not about the one who acts, and no clause at all without a subject.
_PURPOSE = re.compile(r"(?:so )?that\b|there\b|it\b|they\b|no\b|nobody\b|nothing\b|every(?:one|body|thing)\b", re.I)
_SUBJECT = re.compile(r"(?:I|he|she|we|you|my|his|her|our|the|a|an|this|that|now|then)\b|(?-i:[A-Z])", re.I)
_DOES_IT = re.compile(r"[a-z]+s (?:it|them|the|a|an)\b")
_SHE = re.compile(r"(?:he|she)\b")
_BARE_WHEN = re.compile(
    r"(?:and |but )?(?:if|when|whenever|before|after|until)\b(?!.{5,}?\b(?:I|he|she|we|(?-i:[A-Z]))\b)[^,]+$",
    re.I,
)
_PRESENTS = re.compile(r"(?:and |but )?there(?:'s|’s| is| are| was| were)\b", re.I)
_SAYS_SO = re.compile(r"(?:and |also )*(?:(?:he|she|I) )?(?:says?|said|tells? (?:me|us|them)) so\b", re.I)
_DOINGS = re.compile(r"\w+ing\b(?: [a-z]+)?$", re.I)
_DOINGS_ARE = re.compile(r"\w+ing\b [^,]*?\b(?:is|are|was|were)\b", re.I)
# Words that are as often nouns: a verb only where an object or a particle follows.
_NOUNS_TOO = frozenset(
    """air bag beat box braid break brew buckle button calm catch cheer comb copy crop cross cuddle dip drop edge flip
    glaze grab grease hammer hem hoe hook hug knot lock mash name oil paste peg pile plait plane plough plug
    post pot punch ring rip roll rub saddle screw shake shave shovel skim slide smile snip spin spoon steam
    stamp stick tape text toast touch trust varnish wedge weed zip""".split()
)
_AFTER_VERB = frozenset(
    """the a an my his her our their them it him me this these those each every all both one two three four
    up down off out away back over""".split()
)
# What stands between the items of a list, and before the first: who does them, or that they follow.
_ITEM_JOINT = re.compile(r"(?<!\s)(?:\s*[,/&+]\s*(?:and\s+)?|\s+and\s+)", re.I)
_LEAD = re.compile(r"^(?:(?:I|he|she|we|you)\s+(?:(?:can|also|do|does)\s+)?|can\s+|\w+:\s+)", re.I)
_NO_ITEM = _SUBORDINATORS | frozenset(["into", "to", "by", "of"])  # no item of a list has one of these
_AFTER_PARTICIPLE = frozenset(["by", "of", "from", "in", "with"])  # "made of wood"
_PARTICLES = frozenset("up down out off away back over".split())
LONGEST_ITEM = 3  # words, in a list
SHORTEST_CLAUSE = 2  # words; shorter pieces stay with their neighbour
LOOKED_AT = 500  # characters around a joint: with all of them, a long text would take the square of its length


def split(text: str, *, verbs: frozenset[str] = frozenset(), language: str = "en") -> tuple[Statement, ...]:
    """Split a text into statements in the order of the text.

    A clause is cut off at a comma or a joining word when what follows can stand alone: it begins with a
    subject or with a verb.

    Parameters
    ----------
    verbs : base forms that can begin a clause, such as the first words of ESCO labels
    language : the rules know English; in any other language a sentence stays whole and counts as done

    Returns
    -------
    Statements that do not overlap; each one's span lies in `text` and has no blanks at its edges.

    Examples
    --------
    >>> [(s.span.text, s.kind.value) for s in split("I fold boxes. My sister drives the van.")]
    [('I fold boxes', 'done'), ('My sister drives the van', 'others')]
    """
    sentences = [piece for piece in _pieces(text, _SENTENCE_END.finditer(text)) if piece.text]
    if language != "en":
        return tuple(Statement(piece, StatementKind.DONE, number) for number, piece in enumerate(sentences))
    voices = voices_of(text, is_verb=partial(is_verb, verbs=verbs))
    statements: list[Statement] = []
    under = _under_headings(text, sentences, is_doing=partial(is_verb, verbs=verbs))
    for number, (sentence, heading) in enumerate(zip(sentences, under, strict=True)):
        statements += _statements(sentence, number, heading, verbs=verbs, voices=voices)
    return tuple(statements)


def _under_headings(
    text: str, sentences: list[Span], *, is_doing: Callable[[str], bool]
) -> Iterator[StatementKind | None]:
    """Yield for each sentence what the heading says that it stands under: on a line of its own, or before it.

    A heading of a line holds until the next one, or an empty line after what stands under it; one within a line, for
    what semicolons part. A heading that says nothing ("Strengths:") is no doing itself, unless it is one ("Ironing:").
    """
    kind, end, inline = None, 0, None
    for position, sentence in enumerate(sentences):
        if not text[end : sentence.start].lstrip().startswith(";"):
            inline = None
        if position and _EMPTY_LINE.search(text, end, sentence.start) and not _HEADING_LINE.match(text, end):
            kind = None
        end = sentence.end
        if _HEADING_LINE.match(text, end):
            kind = heading_kind(sentence.text)
            words = _WORD.findall(sentence.text.casefold())
            yield kind or (None if len(words) > LONGEST_ITEM or any(map(is_doing, words)) else StatementKind.OTHER)
            continue
        if _NOT_TICKED.match(sentence.text):
            yield StatementKind.NOT_YET
            continue
        headed = _HEADED.match(sentence.text)
        inline = (heading_kind(headed.group(1)) if headed else None) or inline
        yield inline or kind


def _statements(
    sentence: Span, number: int, heading: StatementKind | None, *, verbs: frozenset[str], voices: Voices
) -> Iterator[Statement]:
    before, ahead = None, ""
    for clause in _items(sentence, verbs, voices) or _clauses(sentence, verbs):
        kind = kind_of(clause.text, before=before, ahead=ahead, voices=voices)
        if not (before is kind is StatementKind.OTHER and is_over(ahead)):
            ahead = clause.text
        before = kind
        if heading and kind in DOING:
            kind = heading
        yield Statement(clause, kind, number, support_of(clause.text, kind))


def _pieces(text: str, cuts: Iterable[re.Match[str]]) -> Iterator[Span]:
    """Yield what lies between the cuts, without blanks and stray marks at the edges."""
    start = 0
    for cut in cuts:
        before = text[max(start, cut.start() - LONGEST_HEADING) : cut.start()]
        following = text[cut.end() : cut.end() + 2]
        if cut.group().startswith("."):
            least = max(start, cut.start() - LOOKED_AT)
            if _ABBREVIATION.search(text, least, cut.start() + 1) or following in ("'s", "’s"):
                continue
            if following.strip()[:1].islower() and (cut.start() - start < 4 or _INITIAL.search(before)):
                continue
        if following.startswith(")") and cut.group()[0] in "!?":
            continue
        if cut.group() in _DASHES and (VERDICT.match(text, cut.end()) or _is_heading(text, start, cut.start())):
            continue
        if cut.group() == "?" and VERDICT.match(text, cut.end()):
            continue
        yield _trim(text, start, cut.start())
        start = cut.end()
    yield _trim(text, start, len(text))


def _is_heading(text: str, start: int, end: int) -> bool:
    return end - start < LONGEST_HEADING and heading_kind(text[start:end]) is not None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE):
        end -= 1
    return Span(start, end, text[start:end])


def _clauses(sentence: Span, verbs: frozenset[str]) -> list[Span]:
    """Cut a sentence into clauses; the parts it cannot decide on stay together."""
    text = sentence.text
    bounds = [0]
    for joint in _JOINT.finditer(text):
        left = text[max(bounds[-1], joint.start() - LOOKED_AT) : joint.start()]
        right = text[joint.end() : joint.end() + LOOKED_AT]
        if len(_WORD.findall(left)) < SHORTEST_CLAUSE or _belongs(left, joint.group(1), right, verbs):
            continue
        if _can_begin(right, verbs):
            bounds.append(joint.end() if not joint.group(1)[0].isalpha() else joint.start(1))
    bounds.append(len(text))
    spans = [
        _trim(text, start + (len(_joining(text[start:end])) if start else 0), end) for start, end in pairwise(bounds)
    ]
    return [Span(s.start + sentence.start, s.end + sentence.start, s.text) for s in spans if s.text]


def _items(sentence: Span, verbs: frozenset[str], voices: Voices) -> list[Span]:
    """Cut up a list of doings of a few words ("Ironing, mowing, bins", "She cooks and bakes"); no list, nothing.

    Where the last alone has an object, it may be that of all: "washes, dries and irons towels". What is wished for,
    or not done, holds for the whole of a sentence.
    """
    text = sentence.text
    joints = [
        one
        for one in _ITEM_JOINT.finditer(text)
        if "/" not in one.group() or _begins_a_doing(text[one.end() : one.end() + LOOKED_AT], verbs)
    ]
    starts, ends = [0, *(one.end() for one in joints)], [*(one.start() for one in joints), len(text)]
    items = [_trim(text, start, end) for start, end in zip(starts, ends, strict=True)]
    words = [_WORD.findall(_LEAD.sub("", item.text.casefold())) for item in items]
    if any(item.text.count("(") != item.text.count(")") for item in items):
        return []
    if len(items) == 1 or text[:1].isdigit() or not all(1 <= len(found) <= LONGEST_ITEM for found in words):
        return []
    doings = [is_verb(found[0], verbs) and not found[0].endswith("ed") for found in words]
    last = words[-1][1:2]
    shared = last and doings[-1] and last[0] not in _PARTICLES and all(len(found) == 1 for found in words[:-1])
    are_doings = all(doings) or (len(items) > 2 and doings[0] and sum(doings) > len(doings) / 2)
    if shared or not are_doings or any(_NO_ITEM.intersection(found) for found in words):
        return []
    if kind_of(items[0].text, voices=voices) is not StatementKind.DONE:
        return []
    return [Span(item.start + sentence.start, item.end + sentence.start, item.text) for item in items]


def _begins_a_doing(text: str, verbs: frozenset[str]) -> bool:
    first = _WORD.match(text)
    return first is not None and is_verb(first.group().casefold(), verbs)


def _belongs(left: str, word: str, right: str, verbs: frozenset[str]) -> bool:
    """Say whether what follows a joining word is part of the clause before it, though it could stand alone."""
    left, word = left.strip(EDGE), word.casefold()
    if word == "so that" or right.casefold().startswith("so that "):
        return True
    if word == "so":
        acts = re.search(r"\b(?:I|we)\b", left) is not None
        acting = _SUBJECT.match(right) or (_DOES_IT.match(right) and _begins_a_doing(right, verbs))
        return bool(_PURPOSE.match(right)) or not acting or (acts and bool(_SHE.match(right)))
    if word == "," and VERDICT.match(right):
        return True
    if word != "and":
        return False
    presented = _PRESENTS.match(left) and re.match(r"(?:I|he|she|we)\b", right)
    doings = _DOINGS.fullmatch(left) and _DOINGS_ARE.match(right)
    return bool(presented or doings or _SAYS_SO.match(right) or _BARE_WHEN.match(left))


def _joining(clause: str) -> str:
    """Return the joining word that a clause begins with; one that says why or when belongs to the clause."""
    found = _JOINING.match(clause)
    return found.group() if found else ""


def _can_begin(right: str, verbs: frozenset[str]) -> bool:
    words = [_PLAIN.sub("", word.replace("’", "'")) for word in _WORD.findall(right[:90])]
    while words and words[0].casefold() in _SKIPPED_AT_START:
        words = words[1:]
    if len(words) < SHORTEST_CLAUSE:
        return False
    first, second = words[0].casefold(), words[1].casefold()
    if first in _PRONOUNS:
        return True
    if first == "once":
        return second in _PRONOUNS
    if first in _SUBORDINATORS:
        return any(word.casefold() in _PRONOUNS for word in words[1:6])
    if first in _DETERMINERS:
        return second in {"others", "rest"} or any(
            _is_finite(word.casefold(), verbs) and word.casefold() not in PASTS and before not in _RELATIVES
            for before, word in pairwise(words[1:4])
        )
    if words[0][0].isupper() and (_is_finite(second, verbs) or second in PASTS_OF_SOMEBODY):
        return True
    if first in PASTS and second not in _AFTER_PARTICIPLE:
        return True
    if not right[:1].isdigit() and second in _AFTER_VERB and any(form in _NOUNS_TOO for form in base_forms(first)):
        return True
    return first in _AUXILIARIES or is_verb(first, verbs)


def _is_finite(word: str, verbs: frozenset[str]) -> bool:
    return word in _AUXILIARIES or word in PASTS or (word.endswith(("s", "ed")) and is_verb(word, verbs))


def is_verb(word: str, verbs: frozenset[str]) -> bool:
    """Say whether a word, in any form, is one of the verbs or one of everyday speech."""
    return any(form in verbs or form in _EVERYDAY for form in base_forms(word))


def base_forms(word: str) -> tuple[str, ...]:
    """Return the base forms that an English verb form may belong to, by ending alone.

    Examples
    --------
    >>> base_forms("folds")
    ('folds', 'fold', 'folde')
    >>> "carry" in base_forms("carries"), "wipe" in base_forms("wiping"), "stop" in base_forms("stopped")
    (True, True, True)
    """
    forms = [word]
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            forms += [stem, stem + "e"]
            if stem.endswith("i"):
                forms.append(stem[:-1] + "y")
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return tuple(forms)
