"""Tell clauses in which somebody does something from all others, where the rules for the kinds know nothing.

A multinomial logistic model on the vector of a clause, fitted by `recommender train doing` on the clauses of
`data/training`. The vectors come from an encoder of its own, which was trained to lay together clauses that say the
same of the person.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recommender.domain.statements import Statement, StatementKind
from recommender.errors import DataError
from recommender.retrieval.encoders import Encoder, Vectors
from recommender.retrieval.kinds import has_subject, is_about_the_person, is_surely_done
from recommender.retrieval.voices import Voices, as_told

DONE, OTHER, OTHERS = StatementKind.DONE, StatementKind.OTHER, StatementKind.OTHERS
# A clause that the rules take for done is set aside where the model gives doing less than this probability: it is to
# find what the rules miss, not to overrule them. Where the person is known to be the subject, or a clause goes on with
# the doing before it, it has to be surer. Both were chosen on data/eval (models/tried.md has the figures).
LEAST = 0.25
LEAST_OF_PERSON = 0.15


@dataclass(frozen=True, slots=True)
class DoingModel:
    """Kinds, and for each kind one weight per dimension of a vector and an intercept."""

    kinds: tuple[StatementKind, ...]
    weights: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]

    def probabilities(self, vectors: Vectors) -> list[dict[StatementKind, float]]:
        """Return for each row how probable each kind is; together 1, each rounded to six places.

        Examples
        --------
        >>> model = DoingModel((StatementKind.DONE, StatementKind.WISH), ((1.0,), (-1.0,)), (0.0, 0.0))
        >>> model.probabilities(np.array([[0.5]], dtype=np.float32))[0][StatementKind.DONE]
        0.731059
        """
        raised = vectors.astype(np.float64) @ np.array(self.weights).T + np.array(self.intercepts)
        powers = np.exp(raised - raised.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        return [{kind: round(float(one), 6) for kind, one in zip(self.kinds, row, strict=True)} for row in shares]


@dataclass(frozen=True, slots=True)
class Judge:
    """The model of doing with the encoder that it was fitted on."""

    model: DoingModel
    encoder: Encoder

    def prepare(self, clauses: Sequence[str]) -> None:
        """Encode clauses at once, so that an encoder that remembers has them."""
        if clauses:
            self.encoder.encode(clauses)

    def look_at(self, statements: Sequence[Statement], *, voices: Voices) -> tuple[Statement, ...]:
        """Return the statements of a text of the kind done as the model and the rules see them (`set_aside`)."""
        if not statements:
            return ()
        told = [as_told(statement.span.text, voices) for statement in statements]
        return set_aside(statements, self.model.probabilities(self.encoder.encode(told)), voices=voices)


def set_aside(
    statements: Sequence[Statement], chances: Sequence[Mapping[StatementKind, float]], *, voices: Voices
) -> tuple[Statement, ...]:
    """Give statements that tell of no doing the kind that fits them best.

    What a rule takes for doing stays so. Where the subject is the person, the clause is not about others; where a
    clause goes on with the doing before it ("and fetches it"), it says too little by itself.

    Parameters
    ----------
    statements : of the kind done, in the order of the text
    chances : one row per statement, from `DoingModel.probabilities`
    voices : who speaks in the text, and whom it is about
    """
    checked: list[Statement] = []
    in_sentence = Counter(s.sentence for s, said in zip(statements, chances, strict=True) if said[DONE] >= LEAST)
    for statement, said in zip(statements, chances, strict=True):
        clause = statement.span.text
        about = is_about_the_person(clause, voices=voices)
        found = _without(OTHERS, said) if about else said
        goes_on = bool(checked) and not has_subject(clause) and _is_doing_in(statement.sentence, checked[-1])
        unlikely = found[DONE] < (LEAST_OF_PERSON if about or goes_on else LEAST)
        if unlikely and not is_surely_done(clause, voices=voices):
            others = {kind: chance for kind, chance in found.items() if kind is not DONE}
            kind = max(others, key=others.__getitem__)
            # "When the projector jams, she ...": what surrounds a doing helps to tell which it is.
            if kind is not OTHER or not in_sentence[statement.sentence]:
                statement = replace(statement, kind=kind)
        checked.append(statement)
    return tuple(checked)


def _is_doing_in(sentence: int, before: Statement) -> bool:
    return before.kind is DONE and before.sentence == sentence


def _without(kind: StatementKind, chances: Mapping[StatementKind, float]) -> dict[StatementKind, float]:
    rest = {one: chance for one, chance in chances.items() if one is not kind}
    total = math.fsum(rest.values())
    return {one: chance / total for one, chance in rest.items()} if total > 0 and len(rest) > 1 else dict(chances)


def read_doing(file: Path, *, revision: str) -> DoingModel | None:
    """Read the model that belongs to a revision of an encoder, None where there is none.

    Raises
    ------
    DataError : the file is damaged
    """
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
        if row["encoder_revision"] != revision:
            return None
        kinds = tuple(StatementKind(kind) for kind in row["kinds"])
        return DoingModel(kinds, tuple(tuple(one) for one in row["weights"]), tuple(row["intercepts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(str(error), where=str(file), fix="Restore the file from the project") from error
