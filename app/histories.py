"""What was said and kept about a person, as lines to read: newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import rooms
from app.i18n import _
from app.record_views import entry_words, given_words, how_words, proof_words, purpose_words
from app.views import answer_words, reason_words, shortened, step_words, why_not_words
from recommender.domain.decisions import Decision, Voice
from recommender.domain.interests import Like
from recommender.domain.profile import Profile
from recommender.domain.stages import StageEntry
from recommender.domain.statements import StatementKind, Support
from recommender.guidance.stages import taken_back, undone_by


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history; `button` is what it offers to take back, None for nothing."""

    words: str
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """What takes back a row, by its number; where that row is an undo, it brings back what the undo took away."""

    label: str
    key: str
    number: int
    of_entry: bool = False


def history(profile: Profile) -> list[Line]:
    """Say in one line each what was said and kept, newest first.

    Texts, answers, assessments, certificates, proofs, consents, likes, corrections, notes about trainings and changes
    of coach all have their line.
    """
    lines: list[tuple[datetime, int, Line]] = []

    def add(when: datetime, words: str, *, number: int = 0, button: Button | None = None) -> None:
        parts = [*([str(number)] if number else []), _moment(when), words]
        lines.append((when, number, Line(" · ".join(parts), button)))

    for decision in profile.decisions:
        words = _decision_line(decision, profile.decisions)
        add(decision.decided_at, words, number=decision.number, button=_button(decision, profile.decisions))
    for entry in profile.entries:
        add(entry.recorded_at, _entry_line(entry, profile.entries), button=_button(entry, profile.entries))
    for when, words in _without_buttons(profile):
        add(when, words)
    lines.sort(key=lambda line: line[:2], reverse=True)
    return [line for _when, _number, line in lines]


def _without_buttons(profile: Profile) -> Iterator[tuple[datetime, str]]:
    for experience in profile.experiences:
        yield experience.saved_at, _("Text kept: {text}").format(text=shortened(experience.text, 40))
    labels = {decision.concept_uri: decision.preferred_label for decision in profile.decisions}
    labels |= {entry.concept_uri: entry.preferred_label for entry in profile.entries}
    for proof in profile.proofs:
        yield proof.added_at, _joined(_who(proof.added_by), proof_words(proof), labels.get(proof.concept_uri, ""))
    for event in profile.log:
        if event.kind == "proof_removed":
            yield event.at, _joined(_who(Voice(event.detail["voice"])), _("A proof was erased"))
        if event.kind == "text_removed":
            yield event.at, _("A text was taken back")
    for consent in profile.consents:
        yield consent.said_at, _joined(given_words(consent.given), purpose_words(consent.purpose), consent.with_whom)
    for like in profile.likes:
        yield like.said_at, _joined(_("Person"), _said_of(like), _card_name(like.about))
    for correction in profile.corrections:
        said = reason_words(correction.kind) if correction.kind else _("as the program reads it")
        if correction.kind is StatementKind.DONE:
            said = _("This is a skill after all")
        yield correction.said_at, _joined(said, shortened(correction.words, 40))
    for note in profile.training_steps:
        yield note.said_at, _joined(step_words(note.step), note.title)
    for keeper in profile.keepers:
        yield keeper.since, _("With coach: {coach}").format(coach=keeper.coach)


def _button(row: Decision | StageEntry, rows: Sequence[Decision | StageEntry]) -> Button | None:
    """Return what takes back a row that counts, or brings back what an undo takes away."""
    of_entry = isinstance(row, StageEntry)
    if row.undoes is None:
        label = _("Undo entry {n}") if of_entry else _("Undo number {n}")
        counts = row.number not in taken_back(rows)
    else:
        label = _("Bring back entry {n}") if of_entry else _("Bring back number {n}")
        counts = undone_by(rows).get(row.undoes) == row.number
    kind = "entry" if of_entry else "number"
    label = label.format(n=row.undoes or row.number)
    return Button(label, f"undo-{kind}-{row.number}", row.number, of_entry) if counts else None


def _said_of(like: Like) -> str:
    if like.liked:
        return _("likes")
    return _("not for me") if like.not_for_me else _("taken back")


def _card_name(slug: str) -> str:
    """Return the name of a work area or a task, its slug where the tables no longer have it."""
    cards = {**rooms.tables()["work_areas"], **rooms.tables()["area_tasks"]}
    return str(cards[slug].name) if slug in cards else slug


def _decision_line(decision: Decision, decisions: Sequence[Decision]) -> str:
    if decision.undoes is not None:
        return _joined(_who(decision.voice), _undo_words(decision.undoes, decisions), decision.preferred_label)
    return _joined(
        _who(decision.voice),
        answer_words(decision.answer),
        decision.preferred_label,
        why_not_words(decision.why_not) if decision.why_not else "",
        how_words(decision.support) if decision.support is not Support.UNSTATED else "",
        _("calls it: {word}").format(word=decision.own_word) if decision.own_word else "",
    )


def _entry_line(entry: StageEntry, entries: Sequence[StageEntry]) -> str:
    undone = _undo_words(entry.undoes, entries) if entry.undoes is not None else ""
    return _joined(_who(entry.recorded_by), undone, entry_words(entry), entry.preferred_label)


def _undo_words(number: int, rows: Iterable[Decision | StageEntry]) -> str:
    """Say whether an undo takes something back, or brings it back by taking back an undo."""
    undos = {row.number for row in rows if row.undoes is not None}
    return _("brought back") if number in undos else _("taken back")


def _who(voice: Voice) -> str:
    return _("Person") if voice is Voice.PERSON else _("Coach")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _moment(when: datetime) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M")
