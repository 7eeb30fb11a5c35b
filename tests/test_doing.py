"""The model that tells doing from everything else, small enough to work out by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommender.domain.statements import StatementKind
from recommender.errors import DataError
from recommender.loading import DOING_MODEL, load_judge
from recommender.retrieval.doing import DoingModel, Judge, read_doing, set_aside
from recommender.retrieval.encoders import HashedNgramEncoder, ModelEntry, Vectors
from recommender.retrieval.statements import split
from recommender.retrieval.voices import voices_of
from recommender.settings import Settings
from recommender.training.doing import fit_doing

DONE, WISH, OTHER, OTHERS = StatementKind.DONE, StatementKind.WISH, StatementKind.OTHER, StatementKind.OTHERS
MODEL = DoingModel((DONE, OTHER, WISH), ((4.0, 0.0), (0.0, 4.0), (0.0, 2.0)), (0.0, 0.0, 0.0))


def test_what_tells_of_no_doing_gets_the_kind_that_fits_best() -> None:
    statements = [replace(statement, kind=DONE) for statement in split("I iron. Cake was good.")]
    chances = MODEL.probabilities(np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32))
    checked = set_aside(statements, chances, voices=voices_of("I iron. Cake was good."))
    assert [statement.kind for statement in checked] == [DONE, OTHER]
    assert [statement.span for statement in checked] == [statement.span for statement in statements]


SAYS_OTHERS = {DONE: 0.01, OTHER: 0.005, OTHERS: 0.985}
SAYS_OTHER = {DONE: 0.1, OTHER: 0.8, OTHERS: 0.1}
SAYS_DONE = {DONE: 0.97, OTHER: 0.02, OTHERS: 0.01}


def _checked(text: str, *chances: dict[StatementKind, float]) -> list[StatementKind]:
    statements = [replace(statement, kind=DONE) for statement in split(text)]
    return [statement.kind for statement in set_aside(statements, chances, voices=voices_of(text))]


@pytest.mark.parametrize("text", ["I iron", "Amir irons", "takes the trays to the lift"])
def test_doing_of_the_person_is_not_taken_for_that_of_others(text: str) -> None:
    assert _checked(text, SAYS_OTHERS) == [DONE]


def test_a_clause_with_another_subject_may_be_about_others() -> None:
    assert _checked("The ironing is for Pam", SAYS_OTHERS) == [OTHERS]


def test_what_a_rule_takes_for_doing_stays_doing() -> None:
    assert _checked("Very reliable", SAYS_OTHER) == [DONE]
    assert _checked("Very tall", SAYS_OTHER) == [OTHER]


def test_a_clause_that_goes_on_with_doing_is_judged_more_mildly() -> None:
    between = {DONE: 0.2, OTHER: 0.8, OTHERS: 0.0}
    assert _checked("I iron shirts, wash at noon", SAYS_DONE, between) == [DONE, DONE]
    assert _checked("wash at noon", between) == [OTHER]


def test_what_surrounds_a_doing_in_its_sentence_stays_with_it() -> None:
    text = "When the press jams, I call the mechanic. The press was new."
    assert _checked(text, SAYS_OTHER | {DONE: 0.01}, SAYS_DONE, SAYS_OTHER | {DONE: 0.01}) == [DONE, DONE, OTHER]


class _Heard:
    """An encoder that notes what it is asked for."""

    name, revision = "heard", "1"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return np.zeros((len(texts), 2), dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("On Mondays B7 irons.", ["irons"]),
        ("B7 is at the press.", ["she is at the press"]),
        ("I iron. She drives the van.", ["I iron", "my colleague drives the van"]),
        ("B7 irons. I think she folds well.", ["irons", "folds well"]),
        ("Amir irons. Paul drives.", ["irons", "Paul drives"]),
    ],
)
def test_the_model_is_told_who_is_the_person(text: str, heard: list[str]) -> None:
    encoder = _Heard()
    Judge(MODEL, encoder).look_at(split(text), voices=voices_of(text))
    assert encoder.texts == heard


def test_no_statement_is_not_looked_at() -> None:
    encoder = _Heard()
    assert Judge(MODEL, encoder).look_at((), voices=voices_of("")) == ()
    assert encoder.texts == []


def test_the_probabilities_of_a_clause_are_one_together() -> None:
    chances = MODEL.probabilities(np.array([[0.3, 0.7]], dtype=np.float32))[0]
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_another_encoder_has_no_model_of_doing() -> None:
    revision = json.loads(DOING_MODEL.read_text(encoding="utf-8"))["encoder_revision"]
    assert read_doing(DOING_MODEL, revision=revision) is not None
    assert read_doing(DOING_MODEL, revision="another") is None


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "doing.json").write_text('{"encoder_revision": "1"}', encoding="utf-8")
    with pytest.raises(DataError, match="Restore the file"):
        read_doing(tmp_path / "doing.json", revision="1")


def _fitted(weight: float) -> tuple[DoingModel, HashedNgramEncoder]:
    """Fit on clauses of wishes and circumstances, and on doings of this weight."""
    encoder = HashedNgramEncoder(ModelEntry("hashed-ngrams", "hashed-ngrams", "1", 64, "Apache-2.0"))
    clauses = [("wish", f"wants to be a {work}") for work in ("baker", "driver", "cook", "singer")]
    clauses += [("other", f"the {thing} was closed") for thing in ("shop", "gate", "hall")]
    doings = [f"I wash the {thing} with soap" for thing in ("plates", "pans", "cups", "floors")]
    return fit_doing(clauses * 5, [(doings, weight)], encoder=encoder, rng=np.random.default_rng(0)), encoder


def test_a_fit_learns_what_it_is_shown() -> None:
    model, encoder = _fitted(0.3)
    wish, done = model.probabilities(encoder.encode(["wants to be a painter", "I wash the windows with soap"]))
    assert wish[WISH] > 0.5
    assert done[DONE] > wish[DONE]


def test_doings_count_by_their_weight() -> None:
    (light, encoder), (heavy, _) = _fitted(0.03), _fitted(0.3)
    vectors = encoder.encode(["I wash the windows with soap"])
    assert light.probabilities(vectors)[0][DONE] < heavy.probabilities(vectors)[0][DONE]


def test_another_model_is_without_a_judge(tmp_path: Path) -> None:
    assert load_judge(Settings(home=tmp_path, model="hashed-ngrams")) is None
