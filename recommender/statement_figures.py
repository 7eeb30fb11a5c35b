"""How often clauses are told apart as labelled: what is done, and what is set aside for which reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.domain.statements import DOING, Statement, StatementKind
from recommender.evaluation import Estimate, ratio, read_rows


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """A half-open range of code points of a text, and what it says about the person."""

    start: int
    end: int
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """A text with labelled clauses; what lies between them is not judged."""

    text_id: str
    text: str
    clauses: tuple[LabelledClause, ...]


Judged = tuple[LabelledClause, Statement | None]


def score_statements(notes: Sequence[LabelledNote], split: Callable[[str], Sequence[Statement]]) -> dict[str, Estimate]:
    """Return how often the statement that lies most in a labelled clause says the same as its label.

    A clause in which no statement lies counts as set aside. Intervals resample whole texts; n is of clauses.

    Examples
    --------
    >>> from recommender.retrieval.statements import split
    >>> note = LabelledNote("a", "I iron. Jo wants to sew.", (LabelledClause(0, 6, StatementKind.DONE),))
    >>> score_statements([note], split)["doings kept"].mean
    1.0
    """
    judged = [_judged(note, split(note.text)) for note in notes]
    return {
        "kind as labelled": _share(judged, lambda clause, found: found is not None and found.kind is clause.kind),
        "doing or not as labelled": _share(judged, lambda clause, found: _is_doing(found) == (clause.kind in DOING)),
        "doings kept": _share(judged, lambda _, found: _is_doing(found), of=lambda clause: clause.kind in DOING),
        "others set aside": _share(
            judged, lambda _, found: not _is_doing(found), of=lambda clause: clause.kind not in DOING
        ),
        "cut as labelled": _share(
            judged,
            lambda clause, found: (
                found is not None and (found.span.start, found.span.end) == (clause.start, clause.end)
            ),
        ),
    }


def read_notes(file: Path) -> list[LabelledNote]:
    """Read texts with labelled clauses, one a line.

    Raises
    ------
    DataError : with every broken line
    """
    return read_rows(file, _note, fix="Correct the lines (data/eval/README.md)")


def _note(row: dict[str, Any]) -> LabelledNote:
    for clause in row["clauses"]:
        if row["text"][clause["start"] : clause["end"]] != clause["text"]:
            raise ValueError(f"{clause['text']!r} is not at its place")
    clauses = tuple(LabelledClause(one["start"], one["end"], StatementKind(one["kind"])) for one in row["clauses"])
    return LabelledNote(row["id"], row["text"], clauses)


def _judged(note: LabelledNote, statements: Sequence[Statement]) -> list[Judged]:
    return [(clause, _nearest(clause, statements)) for clause in note.clauses]


def _nearest(clause: LabelledClause, statements: Iterable[Statement]) -> Statement | None:
    shared = [(min(s.span.end, clause.end) - max(s.span.start, clause.start), s) for s in statements]
    most, statement = max(shared, key=lambda one: one[0], default=(0, None))
    return statement if most > 0 else None


def _is_doing(found: Statement | None) -> bool:
    return found is not None and found.kind in DOING


def _share(
    judged: Iterable[Sequence[Judged]],
    right: Callable[[LabelledClause, Statement | None], bool],
    *,
    of: Callable[[LabelledClause], bool] = lambda _: True,
) -> Estimate:
    counted = [[right(clause, found) for clause, found in note if of(clause)] for note in judged]
    value = ratio([(float(sum(note)), float(len(note))) for note in counted if note])
    return Estimate(value.mean, value.low, value.high, sum(map(len, counted)))
