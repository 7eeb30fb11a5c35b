"""From decisions and entries to what is known about each skill: the stages, the two voices, what stays rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.domain.decisions import Answer, Decision, Voice, WhyNot
from recommender.domain.experiences import Experience
from recommender.domain.profile import Profile, TrainingStep
from recommender.domain.proofs import Proof, Showing
from recommender.domain.stages import KNOWN, Stage, StageEntry
from recommender.domain.statements import StatementKind, Support
from recommender.domain.suggestions import Suggestion, SuggestionList
from recommender.guidance.stages import reach, taken_back


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """Where one skill of one person stands; the last answer of each voice, None where it has said nothing.

    `last_number` is the newest decision that counts, the one an undo would take back, 0 where there is none.
    `support` is what the person says, else what the coach says; both stand beside it and are never averaged.
    `why_not` and `coach_why_not` belong to a no that counts now; nobody has to say why.
    `entries` are the assessments and certificates that count, in the order in which they were entered.
    """

    concept_uri: str
    preferred_label: str
    stage: Stage
    rejected: bool
    person: Answer | None
    coach: Answer | None
    support: Support
    evidence: tuple[str, ...]
    work_area: str
    last_number: int
    person_support: Support = Support.UNSTATED
    coach_support: Support = Support.UNSTATED
    own_word: str = ""
    coach_word: str = ""
    why_not: WhyNot | None = None
    coach_why_not: WhyNot | None = None
    entries: tuple[StageEntry, ...] = ()
    proofs: tuple[Proof, ...] = ()
    showing: Showing | None = None

    @property
    def called(self) -> str:
        """Return what the person calls the skill; a word that fits better names another one."""
        return "" if self.person is Answer.OTHER_WORD else self.own_word

    @property
    def disagree(self) -> bool:
        """Say whether the two voices differ, in their answer or in how much support is needed."""
        answers = {self.person, self.coach} - {None}
        supports = {self.person_support, self.coach_support} - {Support.UNSTATED}
        return len(answers) > 1 or len(supports) > 1


def effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that count: those that no undo takes back, undone undos counting for nothing."""
    listed = sorted(decisions, key=lambda decision: decision.number)
    gone = taken_back(listed)
    return tuple(decision for decision in listed if decision.undoes is None and decision.number not in gone)


def effective_entries(entries: Iterable[StageEntry]) -> tuple[StageEntry, ...]:
    """Return the assessments and certificates that count."""
    listed = sorted(entries, key=lambda entry: entry.number)
    gone = taken_back(listed)
    return tuple(entry for entry in listed if entry.undoes is None and entry.number not in gone)


def skill_records(profile: Profile) -> tuple[SkillRecord, ...]:
    """Return one record for each skill that people have said or entered something about, by label and then URI."""
    decisions = effective(profile.decisions)
    entries = effective_entries(profile.entries)
    uris = dict.fromkeys(row.concept_uri for rows in (decisions, entries) for row in rows)
    showings = chosen_showings(profile)
    records = [
        _record(
            [d for d in decisions if d.concept_uri == uri],
            entries=tuple(e for e in entries if e.concept_uri == uri),
            proofs=tuple(p for p in profile.proofs if p.concept_uri == uri),
            showing=showings.get(uri),
        )
        for uri in uris
    ]
    return tuple(sorted(records, key=lambda record: (record.preferred_label.casefold(), record.concept_uri)))


def chosen_showings(profile: Profile) -> dict[str, Showing]:
    """Return how the person wants to show each skill, by concept URI; only what is chosen now."""
    last = {choice.concept_uri: choice.showing for choice in profile.showings}
    return {uri: showing for uri, showing in last.items() if showing is not None}


def _record(
    decisions: list[Decision], *, entries: tuple[StageEntry, ...], proofs: tuple[Proof, ...], showing: Showing | None
) -> SkillRecord:
    last = decisions[-1] if decisions else None
    named = last or entries[-1]
    by_voice = {voice: [d for d in decisions if d.voice is voice] for voice in Voice}
    person, coach = (_last_answer(by_voice[voice]) for voice in (Voice.PERSON, Voice.COACH))
    supports = {voice: _last_support(rows) for voice, rows in by_voice.items()}
    evidence = tuple(dict.fromkeys(quote for decision in decisions for quote in decision.evidence))
    own = supports[Voice.PERSON]
    return SkillRecord(
        concept_uri=named.concept_uri,
        preferred_label=named.preferred_label,
        stage=reach(person, coach, evidence=bool(evidence or proofs), entered={e.stage for e in entries}),
        rejected=person is Answer.NO or (person is None and coach is Answer.NO and not entries),
        person=person,
        coach=coach,
        support=own if own is not Support.UNSTATED else supports[Voice.COACH],
        evidence=evidence,
        work_area=last.work_area if last else "",
        last_number=last.number if last else 0,
        person_support=own,
        coach_support=supports[Voice.COACH],
        own_word=_last_word(by_voice[Voice.PERSON]),
        coach_word=_last_word(by_voice[Voice.COACH]),
        why_not=_last_reason(by_voice[Voice.PERSON]),
        coach_why_not=_last_reason(by_voice[Voice.COACH]),
        entries=entries,
        proofs=proofs,
        showing=showing,
    )


def _last_answer(decisions: list[Decision]) -> Answer | None:
    return decisions[-1].answer if decisions else None


def _last_support(decisions: list[Decision]) -> Support:
    stated = [decision.support for decision in decisions if decision.support is not Support.UNSTATED]
    return stated[-1] if stated else Support.UNSTATED


def _last_word(decisions: list[Decision]) -> str:
    """Return what a voice calls the skill, or the word that it says fits better; never one of them for the other."""
    other = bool(decisions) and decisions[-1].answer is Answer.OTHER_WORD
    words = [one.own_word for one in decisions if one.own_word and (one.answer is Answer.OTHER_WORD) == other]
    return words[-1] if words else ""


def _last_reason(decisions: list[Decision]) -> WhyNot | None:
    return decisions[-1].why_not if decisions else None


def known_concepts(profile: Profile) -> frozenset[str]:
    """Return the URIs of the skills that are named or more."""
    return frozenset(record.concept_uri for record in skill_records(profile) if record.stage in KNOWN)


def liked_areas(profile: Profile) -> tuple[str, ...]:
    """Return the work areas that the person likes now, in alphabetical order."""
    listed = sorted((like for like in profile.likes if not like.task), key=lambda like: like.said_at)
    liked = {like.work_area: like.liked for like in listed}
    return tuple(sorted(area for area, now in liked.items() if now))


def undecided(shown: SuggestionList, profile: Profile) -> tuple[Suggestion, ...]:
    """Return the suggestions that nobody has decided on: a decision stays when a text is read again."""
    decided = {record.concept_uri for record in skill_records(profile)}
    return tuple(suggestion for suggestion in shown.suggestions if suggestion.concept_uri not in decided)


def clause_key(words: str) -> str:
    """Return the words of a clause in one spelling, so that a correction holds after small changes of the text.

    Examples
    --------
    >>> clause_key("  My colleague  helps, ")
    'my colleague helps'
    """
    return " ".join(words.casefold().split()).strip(" .,;:!?")


def corrected_kinds(profile: Profile) -> dict[str, StatementKind]:
    """Return what people said about clauses against the program, by `clause_key`; the last word counts."""
    last = {clause_key(correction.words): correction.kind for correction in profile.corrections}
    return {words: kind for words, kind in last.items() if kind is not None}


def current_texts(profile: Profile) -> tuple[Experience, ...]:
    """Return the texts that no later wording replaces, oldest first."""
    replaced = {experience.about.replaces for experience in profile.experiences}
    return tuple(experience for experience in profile.experiences if experience.number not in replaced)


def earlier_wording(profile: Profile, experience: Experience) -> Experience | None:
    """Return the text that this one replaces, None for a first wording."""
    return next((one for one in profile.experiences if one.number == experience.about.replaces), None)


def training_states(profile: Profile) -> dict[str, TrainingStep]:
    """Return the last note about each training by its id, in the order of the notes; those taken back are left out."""
    last: dict[str, TrainingStep] = {}
    for step in profile.training_steps:
        last.pop(step.training_id, None)
        last[step.training_id] = step
    return {training_id: step for training_id, step in last.items() if step.step is not None}


def coach_of(profile: Profile) -> str:
    """Return the short name of the coach who looks after a profile now, empty where nobody said so."""
    return profile.keepers[-1].coach if profile.keepers else ""


def is_another_text(before: str, after: str) -> bool:
    """Say whether a text is another one rather than the earlier one changed: fewer than half of its words were there.

    Examples
    --------
    >>> is_another_text("I wash pans.", "I wash pans and pots."), is_another_text("I wash pans.", "Bread is baked.")
    (False, True)
    """
    old, new = set(before.casefold().split()), set(after.casefold().split())
    return 2 * len(old & new) < min(len(old), len(new))
