"""Words for the record of a person: stages, voices, proofs, consents."""

from __future__ import annotations

from app.i18n import _
from app.views import answer_words, stage_words, why_not_words
from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Answer, WhyNot
from recommender.domain.proofs import Proof, ProofKind, Showing
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.statements import Support
from recommender.guidance.assessment import AskProvider, SheetRow, StillToDo
from recommender.guidance.profile import SkillRecord


def how_words(support: Support) -> str:
    """Say how much support a skill needs, from nobody's mouth, so that it fits both voices."""
    return {
        Support.ALONE: _("alone"),
        Support.REMINDER: _("with a reminder or an aid"),
        Support.BESIDE: _("with someone beside"),
        Support.TOGETHER: _("together with someone"),
        Support.WITH_HELP: _("with help"),
        Support.LEARNING: _("still learning"),
        Support.UNSTATED: "",
    }[support]


def voice_words(answer: Answer | None, support: Support, own_word: str, why_not: WhyNot | None = None) -> str:
    """Say in one line what one voice says about a skill."""
    said = answer_words(answer) if answer else _("No answer yet")
    more = [why_not_words(why_not)] if why_not else []
    more += [how_words(support)] if support is not Support.UNSTATED else []
    more += [_("calls it: {word}").format(word=own_word)] if own_word else []
    return " · ".join([said, *more])


def difference_words(record: SkillRecord) -> str:
    """Say that the two voices differ; empty where they do not."""
    return _("≠ You two see this differently. Both answers are kept.") if record.disagree else ""


def entry_words(entry: StageEntry) -> str:
    """Say in one line who assessed or awarded what, when and how."""
    if entry.stage is Stage.CERTIFIED:
        words = _("Certified by {by} on {day}: {title}")
    else:
        words = _("Assessed by {by} on {day}. How: {method}. Against: {standard}")
    fields = {"by": entry.by, "day": entry.on.isoformat(), "title": entry.title}
    return words.format(**fields, method=entry.method, standard=entry.standard)


def showing_words(showing: Showing | None) -> str:
    """Return one of the three ways to show a skill, in the person's voice."""
    if showing is None:
        return _("Not chosen yet")
    return {
        Showing.SHOW: _("I show what I do"),
        Showing.EXPLAIN: _("I explain how I do it"),
        Showing.ELSEWHERE: _("I use it in another place"),
    }[showing]


def kind_words(kind: ProofKind) -> str:
    """Say what a proof is."""
    return {
        ProofKind.OBSERVATION: _("Somebody saw it"),
        ProofKind.OWN_WORDS: _("The person's own words"),
        ProofKind.PHOTO: _("A photo"),
        ProofKind.FILE: _("A file"),
    }[kind]


def proof_words(proof: Proof) -> str:
    """Say in one line what a proof is, who saw it and when."""
    parts = [kind_words(proof.kind), proof.words]
    if proof.seen_by:
        day = proof.seen_on.isoformat() if proof.seen_on else ""
        parts.append(_("seen by {who} {day}").format(who=proof.seen_by, day=day).strip())
    parts += [showing_words(proof.showing)] if proof.showing else []
    return " · ".join(part for part in parts if part)


def still_words(row: SheetRow) -> str:
    """Say in one line, with a sign, what an outcome has or still needs."""
    if row.still is None:
        return f"✓ {stage_words(row.stage)}"
    return {
        StillToDo.NOT_NAMED: _("○ No skill is named for this yet"),
        StillToDo.NO_PROOF: _("○ Named. Something that shows it is still missing"),
        StillToDo.NO_SKILL_LINKED: _("? The training does not say which skill this is"),
    }[row.still]


def ask_words(what: AskProvider) -> str:
    """Say what to ask the provider, because the catalogue does not tell."""
    return {
        AskProvider.METHOD: _("Ask the provider: how is it examined?"),
        AskProvider.AWARDING_BODY: _("Ask the provider: who gives the certificate?"),
        AskProvider.OUTCOMES: _("Ask the provider: what can a person do afterwards?"),
    }[what]


def given_words(given: bool) -> str:
    """Say with a sign whether the person agrees."""
    return _("✓ The person agrees") if given else _("✗ The person does not agree")


def purpose_words(purpose: Purpose) -> str:
    """Say what the person agrees to, after "agrees"."""
    return {
        Purpose.KEEP: _("to keep the profile"),
        Purpose.SHARE: _("to share it"),
        Purpose.FIGURES: _("to be counted"),
        Purpose.PASSPORT: _("to a photo in the passport"),
        Purpose.NEEDS: _("to keep what helps"),
    }[purpose]


def consent_words(consent: Consent | None) -> str:
    """Say what counts now for one purpose."""
    if consent is None:
        return _("○ Not asked yet")
    parts = [given_words(consent.given), consent.with_whom, consent.said_at.astimezone().strftime("%Y-%m-%d")]
    parts += [_("explained by {who}").format(who=consent.helped_by)] if consent.helped_by else []
    return " · ".join(part for part in parts if part)
