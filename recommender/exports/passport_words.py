"""The words of the passport: plain, in the first person, one idea a sentence.

A text goes through `Style.say` where it is shown, so that it can be translated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from recommender.domain.stages import Stage
from recommender.passport import PassportProof, Step


def as_it_is(text: str) -> str:
    """Return a text untranslated."""
    return text


@dataclass(frozen=True, slots=True)
class Style:
    """How a passport is written: in large print or not, and in which language; `say` translates a text."""

    large_print: bool = False
    language: str = "en"
    say: Callable[[str], str] = as_it_is


# By the code of the support: what is not said is not shown.
SUPPORT = {
    "alone": "I do this alone",
    "reminder": "I do this with a reminder or an aid",
    "beside": "I do this with someone beside me",
    "together": "We do this together",
    "with_help": "I do this with help",
    "learning": "I am learning this",
    "unstated": "",
}
STAGES = {
    Stage.SUGGESTED: "",
    Stage.NAMED: "Named: I say so",
    Stage.DOCUMENTED: "Documented: my coach has seen it",
    Stage.ASSESSED: "Assessed: an assessor has checked it",
    Stage.CERTIFIED: "Certified by an awarding body",
}
STAGES_BY = {Stage.ASSESSED: "Assessed by {who}", Stage.CERTIFIED: "Certified by {who}"}
MEANINGS = {
    Stage.NAMED: "Named: the person says that they do this.",
    Stage.DOCUMENTED: "Documented: a coach has seen it, and words or proofs show it.",
    Stage.ASSESSED: "Assessed: an assessor has checked it. The passport says who, when and how.",
    Stage.CERTIFIED: "Certified: an awarding body has given a certificate. The passport names it.",
}
PROOFS = {"observation": "Seen", "photo": "Photo", "file": "File", "own_words": "In my own words"}
PROOFS_BY = {
    "observation": "Seen by {who}",
    "photo": "Photo, seen by {who}",
    "file": "File, seen by {who}",
}
# What `Step.how` says of a stage, by name.
HOW = {Stage.ASSESSED: "How: {text}", Stage.CERTIFIED: "Certificate: {text}"}
STANDARD = "Against: {text}"
WHO = {"person": "me", "coach": "my coach"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date, style: Style) -> str:
    """Write a day as people say it.

    Examples
    --------
    >>> day_words(date(2026, 3, 1), Style())
    '1 March 2026'
    """
    return f"{day.day} {style.say(MONTHS[day.month - 1])} {day.year}"


def stage_words(step: Step, style: Style) -> str:
    """Say what stage a skill has reached, and by whom where that is known.

    Examples
    --------
    >>> stage_words(Step(Stage.NAMED, "person"), Style()), stage_words(Step(Stage.CERTIFIED, "Example Body"), Style())
    ('Named: I say so', 'Certified by Example Body')
    """
    if step.stage in STAGES_BY and step.who:
        return style.say(STAGES_BY[step.stage]).format(who=step.who)
    return style.say(STAGES[step.stage])


def step_words(step: Step, style: Style) -> str:
    """Say who took a skill to a stage, when, how and against what; what is unknown is left out.

    Examples
    --------
    >>> step_words(Step(Stage.DOCUMENTED, "coach", date(2026, 3, 2)), Style())
    'Documented: my coach has seen it · 2 March 2026'
    >>> step_words(Step(Stage.ASSESSED, "A. Example", None, "work sample", "Unit 3"), Style())
    'Assessed by A. Example · How: work sample · Against: Unit 3'
    """
    known = (
        stage_words(step, style),
        day_words(step.when, style) if step.when else "",
        style.say(HOW[step.stage]).format(text=step.how) if step.how else "",
        style.say(STANDARD).format(text=step.standard) if step.standard else "",
    )
    return " · ".join(part for part in known if part)


def proof_words(proof: PassportProof, style: Style) -> str:
    """Say what a proof is, who has seen it and when.

    Examples
    --------
    >>> proof_words(PassportProof("photo", "The finished shelf", when=date(2026, 3, 2)), Style())
    'Photo, 2 March 2026: The finished shelf'
    >>> proof_words(PassportProof("observation", "Ten boxes", "coach", date(2026, 3, 2)), Style())
    'Seen by my coach, 2 March 2026: Ten boxes'
    >>> proof_words(PassportProof("photo", "Ten boxes", "K. B."), Style())
    'Photo, seen by K. B.: Ten boxes'
    >>> proof_words(PassportProof("photo", ""), Style())
    'Photo'
    """
    who = style.say(WHO[proof.who]) if proof.who in WHO else proof.who
    by = style.say(PROOFS_BY[proof.kind]).format(who=who) if who and proof.kind in PROOFS_BY else ""
    named = (by,) if by else (style.say(PROOFS[proof.kind]), who)
    known = (*named, day_words(proof.when, style) if proof.when else "")
    said = ", ".join(part for part in known if part)
    return f"{said}: {proof.words}" if proof.words else said
