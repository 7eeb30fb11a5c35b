"""Everything about one person as a text to read: nothing that is kept is left out, and no code stands in for a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Decision, Voice
from recommender.domain.experiences import Experience
from recommender.domain.interests import MarkKind
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, ProofKind, Showing
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.statements import Support
from recommender.guidance.consent import current
from recommender.guidance.interests import marked_now, said_before
from recommender.guidance.profile import SkillRecord, coach_of, skill_records, training_states

Names = Mapping[str, str]
SUPPORT = {
    Support.ALONE: "I do this alone",
    Support.REMINDER: "I do this with a reminder or an aid",
    Support.BESIDE: "I do this with someone beside me",
    Support.TOGETHER: "We do this together",
    Support.WITH_HELP: "I do this with help",
    Support.LEARNING: "I am learning this",
    Support.UNSTATED: "",
}
STAGE = {
    Stage.SUGGESTED: "an answer is still open",
    Stage.NAMED: "named: the person says yes",
    Stage.DOCUMENTED: "documented: the coach has seen it",
    Stage.ASSESSED: "assessed",
    Stage.CERTIFIED: "certified",
}
SHOWING = {
    Showing.SHOW: "I show what I do",
    Showing.EXPLAIN: "I explain how I do it",
    Showing.ELSEWHERE: "I use it in another place",
}
PROOF = {
    ProofKind.OBSERVATION: "seen",
    ProofKind.OWN_WORDS: "in the person's own words",
    ProofKind.PHOTO: "photo",
    ProofKind.FILE: "file",
}
PURPOSE = {
    Purpose.KEEP: "keep the profile",
    Purpose.SHARE: "give it to {who}",
    Purpose.FIGURES: "count the person in figures",
    Purpose.PASSPORT: "put photo {about} into the passport",
    Purpose.NEEDS: "keep what helps",
}
MARK = {MarkKind.KEEP: "keeps", MarkKind.SHOW: "wants to show the coach", MarkKind.WRONG: "says that this is wrong"}


def readable(profile: Profile, *, needs: Sequence[str] = (), names: Names | None = None) -> str:
    """Return a profile as a text to read; parts in which nothing is kept are left out.

    Parameters
    ----------
    needs : names of what helps the person, given only where they are to be in the text
    names : what work areas, tasks and trainings are called, by slug and id
    """
    called = names or {}
    records = skill_records(profile)
    said = said_before(profile)
    parts: dict[str, Iterable[str]] = {
        "Skills": (line for one in records if not one.rejected for line in _skill(one)),
        "Skills that somebody said no to": (_name(one) for one in records if one.rejected),
        "What the person likes": (called.get(slug, slug) for slug, reply in said.items() if reply == "like"),
        "Not for the person": (called.get(slug, slug) for slug, reply in said.items() if reply == "not_for_me"),
        "What the person marked": _marks(profile, called),
        "Texts": (line for text in profile.experiences for line in _text(text)),
        "Words that were read otherwise than the program read them": (one.words for one in profile.corrections),
        "Trainings": (f"{step.title}: {_words(step.step)}" for step in training_states(profile).values()),
        "What helps": needs,
        "What the person agreed to": map(_consent, current(profile.consents)),
        "Who looks after the profile": [coach] if (coach := coach_of(profile)) else [],
        "Every answer": map(_answer, profile.decisions),
        "The log": [f"{len(profile.log)} lines, in profile.json"] if profile.log else [],
    }
    found = {heading: [f"  {line}" for line in lines] for heading, lines in parts.items()}
    blocks = ["\n".join((heading, *lines)) for heading, lines in found.items() if lines]
    return "\n\n".join((f"What is kept about {profile.code}", *blocks)) + "\n"


def _name(record: SkillRecord) -> str:
    return record.called or record.preferred_label


def _skill(record: SkillRecord) -> Iterator[str]:
    name = f"{record.called} ({record.preferred_label})" if record.called else record.preferred_label
    yield " · ".join(part for part in (name, SUPPORT[record.support], STAGE[record.stage]) if part)
    yield from (f"  “{quote}”" for quote in record.evidence)
    if record.showing:
        yield f"  how it is shown: {SHOWING[record.showing]}"
    yield from (f"  {_proof(proof)}" for proof in record.proofs)
    yield from (f"  {_entry(entry)}" for entry in record.entries)


def _proof(proof: Proof) -> str:
    by = f" by {proof.seen_by}" if proof.seen_by else ""
    on = f" on {proof.seen_on.isoformat()}" if proof.seen_on else ""
    number = f" {proof.number}" if proof.file else ""
    return f"{PROOF[proof.kind]}{number}{by}{on}: {proof.words}".rstrip(": ")


def _entry(entry: StageEntry) -> str:
    more = {"how": entry.method, "against": entry.standard, "title": entry.title}
    told = "".join(f", {what}: {words}" for what, words in more.items() if words)
    return f"{STAGE[entry.stage]} by {entry.by} on {entry.on.isoformat()}{told}"


def _marks(profile: Profile, names: Names) -> Iterator[str]:
    for kind, about in sorted(marked_now(profile)):
        _what, _colon, slug = about.partition(":")
        yield f"{MARK[kind]}: {names.get(slug, _words(slug))}"


def _text(text: Experience) -> Iterator[str]:
    yield f"{_day(text.saved_at)}: {text.text}"
    about = text.about
    beside = [_words(about.kind.value) if about.kind else "", about.when]
    beside += [f"{_words(question.value)}: {words}" for question, words in about.answers]
    yield from (f"  {words}" for words in beside if words)


def _consent(consent: Consent) -> str:
    what = PURPOSE[consent.purpose].format(who=consent.with_whom, about=consent.about)
    helped = f", explained by {consent.helped_by}" if consent.helped_by else ""
    return f"{what}: {'yes' if consent.given else 'no'}, {_day(consent.said_at)}{helped}"


def _answer(decision: Decision) -> str:
    who = "the person" if decision.voice is Voice.PERSON else "the coach"
    what = "takes back" if decision.undoes is not None else _words(decision.answer.value)
    how = f", how: {SUPPORT[decision.support]}" if SUPPORT[decision.support] else ""
    word = f", calls it: {decision.own_word}" if decision.own_word else ""
    why = f", because: {_words(decision.why_not.value)}" if decision.why_not else ""
    return f"{_day(decision.decided_at)}: {who}: {what}: {decision.preferred_label}{how}{word}{why}"


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _words(code: str | None) -> str:
    return (code or "").replace("_", " ").replace("-", " ")
