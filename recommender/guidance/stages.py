"""The four stages of a skill, and which steps between them are legal; nothing else decides about stages.

Software suggests. The person names, the coach documents with evidence, an assessor assesses, an awarding body
certifies. A later stage may be entered directly where its entry is complete, and each stage may be the last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from recommender.domain.decisions import Answer, Decision
from recommender.domain.stages import Stage, StageEntry
from recommender.errors import DataError, NotFoundError

LONGEST_FIELD = 300  # characters of a name, a method, a standard, a title, another word
EARLIEST = date(1920, 1, 1)  # a day before it is a slip

# What an entry of a stage must say, beside its day, in the words of an error.
REQUIRED: dict[Stage, tuple[tuple[str, str], ...]] = {
    Stage.ASSESSED: (("by", "who assessed"), ("method", "how"), ("standard", "against what")),
    Stage.CERTIFIED: (("by", "which body awarded"), ("title", "the title of the award")),
}


class Undoable(Protocol):
    """What is only ever added, and taken back by one more of its kind."""

    @property
    def number(self) -> int:
        """Return its place among its kind, from 1."""

    @property
    def undoes(self) -> int | None:
        """Return the number that it takes back, None where it takes nothing back."""


def taken_back(rows: Iterable[Undoable]) -> frozenset[int]:
    """Return the numbers of the rows that no longer count, undone undos counting for nothing."""
    gone: set[int] = set()
    for row in sorted(rows, key=lambda row: row.number, reverse=True):
        if row.undoes is not None and row.number not in gone:
            gone.add(row.undoes)
    return frozenset(gone)


def undone_by(rows: Sequence[Undoable]) -> dict[int, int]:
    """Return the numbers of what is taken back now, each with that of its undo; to undo that one brings it back."""
    gone = taken_back(rows)
    said = {row.number for row in rows if row.undoes is None}
    return {row.undoes: row.number for row in rows if row.undoes in said and row.number not in gone}


def reach(
    person: Answer | None, coach: Answer | None, *, evidence: bool, entered: Collection[Stage] = frozenset()
) -> Stage:
    """Return how far a skill has come.

    The person's no stands above everything: nothing is then said about the skill, also where it was certified.

    Parameters
    ----------
    evidence : something shows the skill, words of a text or a proof
    entered : stages with a complete entry that counts

    Examples
    --------
    >>> reach(Answer.YES, Answer.YES, evidence=True).value, reach(None, Answer.YES, evidence=True).value
    ('documented', 'suggested')
    >>> reach(None, None, evidence=False, entered={Stage.ASSESSED}).value
    'assessed'
    """
    if person is Answer.NO:
        return Stage.SUGGESTED
    for stage in (Stage.CERTIFIED, Stage.ASSESSED):
        if stage in entered:
            return stage
    if person is not Answer.YES:
        return Stage.SUGGESTED
    return Stage.DOCUMENTED if coach is Answer.YES and evidence else Stage.NAMED


def missing(entry: StageEntry) -> tuple[str, ...]:
    """Return what an entry still has to say, in words; empty where it is complete.

    Raises
    ------
    DataError : the stage is not one that an entry leads to
    """
    if entry.stage not in REQUIRED:
        raise DataError(
            f"A skill becomes {entry.stage.value} by answers, not by an entry", where="stage", fix="Answer instead"
        )
    return tuple(words for name, words in REQUIRED[entry.stage] if not getattr(entry, name).strip())


def check_entry(entry: StageEntry, *, today: date) -> None:
    """Let through only a complete entry of an assessment or a certificate.

    Raises
    ------
    DataError : something is missing or too long, the day lies ahead, or the stage needs no entry
    """
    problems = [f"it does not say {words}" for words in missing(entry)]
    fields = (entry.by, entry.method, entry.standard, entry.title, entry.preferred_label, entry.training_id)
    if any(len(text) > LONGEST_FIELD for text in fields):
        problems.append(f"a field has more than {LONGEST_FIELD} characters")
    if not entry.concept_uri.strip():
        problems.append("it names no skill")
    if entry.training_id and entry.stage is not Stage.CERTIFIED:
        problems.append("only a certificate belongs to a training")
    if not EARLIEST <= entry.on <= today:
        problems.append(f"its day {entry.on.isoformat()} lies ahead or too far back")
    if problems:
        raise DataError(f"The entry is not complete: {'; '.join(problems)}", where=entry.stage.value, fix="Complete it")


def check_decision(decision: Decision) -> None:
    """Let through only an answer that says one thing.

    Raises
    ------
    DataError : it names no skill, gives a reason without a no, or its word is too long
    """
    problems = []
    if not decision.concept_uri.strip():
        problems.append("it names no skill")
    if decision.why_not is not None and decision.answer is not Answer.NO:
        problems.append("a reason belongs to a no")
    if len(decision.own_word) > LONGEST_FIELD:
        problems.append(f"the word has more than {LONGEST_FIELD} characters")
    if problems:
        raise DataError(f"The answer cannot be kept: {'; '.join(problems)}", where="answer", fix="Answer again")


def check_undo(rows: Sequence[Undoable], number: int, *, where: str) -> None:
    """Let through only the undo of a row that is there and still counts.

    Raises
    ------
    NotFoundError : there is no such row, or it was taken back already
    """
    if number not in {row.number for row in rows}:
        raise NotFoundError(f"There is no number {number} to take back", where=where, fix="Load the profile again")
    if number in taken_back(rows):
        raise NotFoundError(f"Number {number} was taken back already", where=where, fix="Load the profile again")


def check_history(decisions: Sequence[Decision], entries: Sequence[StageEntry], *, today: date) -> None:
    """Let through only a history that this program could have written, step by step; for what comes from outside.

    Raises
    ------
    DataError : with all illegal steps at once
    """
    problems: list[str] = []
    histories: dict[str, Sequence[Undoable]] = {"decision": decisions, "entry": entries}
    for name, rows in histories.items():
        if [row.number for row in rows] != list(range(1, len(rows) + 1)):
            problems.append(f"the numbers of each {name} do not count from 1")
        for place, row in enumerate(rows):
            if row.undoes is not None:
                _note(problems, f"{name} {row.number}", check_undo, rows[:place], row.undoes, where=name)
    for decision in decisions:
        if decision.undoes is None:
            _note(problems, f"decision {decision.number}", check_decision, decision)
    for entry in entries:
        _note(problems, f"entry {entry.number}", check_entry, entry, today=today)
    if problems:
        listed = "; ".join(problems[:10])
        raise DataError(f"The history has illegal steps: {listed}", where="profile", fix="Export it again")


def _note(problems: list[str], what: str, check: Callable[..., None], *given: object, **named: object) -> None:
    try:
        check(*given, **named)
    except (DataError, NotFoundError) as error:
        problems.append(f"{what}: {error.what}")
