"""The passport as it is read: the front with its cards, then the details. HTML and PDF show the same sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import category

from recommender.domain.stages import Stage
from recommender.domain.versions import NOTICE
from recommender.exports.passport_words import (
    MEANINGS,
    SUPPORT,
    Style,
    day_words,
    proof_words,
    stage_words,
    step_words,
)
from recommender.passport import LOCAL, Passport, PassportSkill, is_own_words

LONGEST_QUOTE = 76  # characters of the words on a card; the details have them whole


@dataclass(frozen=True, slots=True)
class Card:
    """One skill on the front; an empty text is not shown. Own words come before the plain ones, a note behind them."""

    picture: str
    words: str
    is_own: bool
    plain: str
    support: str
    stage: str
    esco: str


@dataclass(frozen=True, slots=True)
class SheetPhoto:
    """A photo by its name (`passport.photos_of`), and what it shows, in words."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is said about a skill: its name, one or more lines, and photos behind them.

    What is small is for programs and assessors more than for the person.
    """

    name: str
    lines: tuple[str, ...]
    is_quote: bool = False
    is_small: bool = False
    photos: tuple[SheetPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One skill with everything that is known about it."""

    plain: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All texts of a passport in the order in which they are read."""

    language: str
    large_print: bool
    title: str
    subtitle: str
    name_line: str
    front_title: str
    more_title: str
    cards: tuple[Card, ...]
    details_title: str
    details: tuple[Detail, ...]
    about_title: str
    about: tuple[str, ...]
    stages_title: str
    stages: tuple[str, ...]
    versions: str
    notice: str
    footer: str
    page: str
    of: str


def make_sheet(passport: Passport, style: Style) -> Sheet:
    """Put a passport into words."""
    say = style.say
    made = say("Made on {day}").format(day=day_words(passport.made_on, style))
    title = say("Skills passport")
    return Sheet(
        language=style.language,
        large_print=style.large_print,
        title=title,
        subtitle=f"{passport.code} · {made}",
        name_line=say("My name"),
        front_title=say("What I can do"),
        more_title=say("More that I can do"),
        cards=tuple(_card(skill, style) for skill in passport.skills),
        details_title=say("Details"),
        details=tuple(_detail(skill, style) for skill in passport.skills),
        about_title=say("About this passport"),
        about=_about(style),
        stages_title=say("What the stages mean"),
        stages=_stages(passport.skills, style),
        versions=_versions(passport, style),
        notice=say(NOTICE),
        footer=f"{title} · {passport.code}",
        page=say("Page"),
        of=say("of"),
    )


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    r"""Cut a text at a space, with a sign that it goes on.

    Examples
    --------
    >>> shortened("I fold boxes.", 20), shortened("I fold flat boxes.", 12)
    ('I fold boxes.', 'I fold flat\xa0…')
    """
    if len(text) <= longest:
        return text
    return f"{text[: longest + 1].rpartition(' ')[0] or text[:longest]}\N{NO-BREAK SPACE}…"


def _card(skill: PassportSkill, style: Style) -> Card:
    return Card(
        picture=skill.picture,
        words=_quoted(shortened(_one_line(skill.words[0]))) if skill.words else "",
        is_own=bool(skill.words) and is_own_words(skill.words[0]),
        plain=skill.plain,
        support=style.say(SUPPORT[skill.support.value]) if SUPPORT[skill.support.value] else "",
        stage=_one_line(stage_words(skill.steps[-1], style)),
        esco=_esco(skill, style),
    )


def _detail(skill: PassportSkill, style: Style) -> Detail:
    say = style.say
    esco = [_esco(skill, style)]
    if not skill.concept_uri.startswith(LOCAL):
        release = say("ESCO release {release}").format(release=skill.esco)
        esco = [" · ".join((*esco, release)), skill.concept_uri]
    support = SUPPORT[skill.support.value]
    quotes = [(words, _quoted(_one_line(words))) for words in skill.words]
    photos = [
        SheetPhoto(proof.photo.name, f"{say('Photo')}: {_one_line(proof.photo.alt)}")
        for proof in skill.proofs
        if proof.photo
    ]
    shown_last = sorted(skill.proofs, key=lambda proof: proof.photo is not None)  # the pictures follow the lines
    proofs = tuple(_one_line(proof_words(proof, style)) for proof in shown_last)
    parts = (
        Part(say("My words"), tuple(text for words, text in quotes if is_own_words(words)), is_quote=True),
        Part(say("From a note"), tuple(text for words, text in quotes if not is_own_words(words)), is_quote=True),
        Part(say("Support"), (say(support),) if support else ()),
        Part(say("Stage"), tuple(_one_line(step_words(step, style)) for step in skill.steps)),
        Part(say("Training of the certificate"), _training_of(skill)),
        Part(say("Proofs"), proofs, photos=tuple(photos)),
        Part(say("Area of work"), (say(skill.work_area),) if skill.work_area else ()),
        Part(say("European name"), tuple(esco), is_small=True),
    )
    return Detail(skill.plain, tuple(part for part in parts if part.lines))


def _training_of(skill: PassportSkill) -> tuple[str, ...]:
    """Return the title of the training that a certificate belongs to, and its address."""
    if skill.award is None or skill.stage is not Stage.CERTIFIED:
        return ()
    training = skill.award.training
    return tuple(_one_line(line) for line in (training.main_title, training.homepage) if line)


def _esco(skill: PassportSkill, style: Style) -> str:
    return f"ESCO: {skill.esco_label}" if skill.esco_label else style.say("ESCO has no word for this yet")


def _about(style: Style) -> tuple[str, ...]:
    texts = (
        "This passport belongs to the person. They decide who sees it.",
        "It says what the person can do. It is a statement of skills, not a certificate.",
        "A computer program suggested European names for the skills. People decided which are right.",
    )
    return tuple(style.say(text) for text in texts)


def _stages(skills: Iterable[PassportSkill], style: Style) -> tuple[str, ...]:
    reached = {step.stage for skill in skills for step in skill.steps}
    return tuple(style.say(MEANINGS[stage]) for stage in Stage if stage in reached)


def _versions(passport: Passport, style: Style) -> str:
    plain = style.say("Everyday sentences for the skills are adapted from ESCO.")
    return f"{plain} {made_with(passport)}"


def made_with(passport: Passport) -> str:
    """Name the releases that a passport rests on."""
    used = passport.versions
    return f"ESCO {used.esco} · {used.model} · recommender {used.recommender}"


def _quoted(words: str) -> str:
    """Return words as a quotation, with a sign where they begin in the middle of a sentence."""
    return f"“{'… ' if words[:1].islower() else ''}{words}”"


def _one_line(text: str) -> str:
    """Return a text on one line, without control characters and broken halves of signs."""
    kept = "".join(sign if sign.isspace() or category(sign) not in ("Cc", "Cs", "Cn") else "" for sign in text)
    return " ".join(kept.split())
