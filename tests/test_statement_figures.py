"""What is done is told from what is not, counted against labelled clauses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from recommender.cli_statements import evaluate_statements
from recommender.domain.statements import Statement, StatementKind
from recommender.errors import DataError
from recommender.printing import Format
from recommender.retrieval.statements import split
from recommender.settings import PROJECT
from recommender.statement_figures import LabelledClause, LabelledNote, read_notes, score_statements

TEXT = "I fold boxes. I want to sew. My sister irons."
DONE, WISH, OTHERS = StatementKind.DONE, StatementKind.WISH, StatementKind.OTHERS
NOTE = LabelledNote(
    "a", TEXT, (LabelledClause(0, 12, DONE), LabelledClause(14, 27, WISH), LabelledClause(29, 44, OTHERS))
)


def _line(**changed: object) -> str:
    clauses = [{"start": 0, "end": 12, "text": "I fold boxes", "kind": "done"}]
    return json.dumps({"id": "a", "text": TEXT, "clauses": clauses} | changed)


def _of_kind(kind: StatementKind, text: str = TEXT) -> list[Statement]:
    return [Statement(one.span, kind, one.sentence) for one in split(text)]


def test_what_is_told_apart_as_labelled_is_counted_by_clause() -> None:
    found = score_statements([NOTE], split)
    assert {name: (one.mean, one.n) for name, one in found.items()} == {
        "kind as labelled": (1, 3),
        "doing or not as labelled": (1, 3),
        "doings kept": (1, 1),
        "others set aside": (1, 2),
        "cut as labelled": (1, 3),
    }


@pytest.mark.parametrize(("kind", "kept", "aside"), [(DONE, 1, 0), (WISH, 0, 1)])
def test_a_doing_that_is_lost_and_a_wish_that_is_claimed_count(kind: StatementKind, kept: int, aside: int) -> None:
    found = score_statements([NOTE], lambda _: _of_kind(kind))
    assert (found["doings kept"].mean, found["others set aside"].mean) == (kept, aside)
    assert found["kind as labelled"].mean == pytest.approx(1 / 3)


def test_a_clause_in_which_no_statement_lies_is_set_aside_and_not_as_labelled() -> None:
    found = score_statements([NOTE], lambda _: [])
    assert (found["doings kept"].mean, found["others set aside"].mean) == (0, 1)
    assert (found["kind as labelled"].mean, found["cut as labelled"].mean) == (0, 0)


def test_a_wrong_line_of_labelled_notes_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    away = [{"start": 1, "end": 12, "text": "I fold boxes", "kind": "done"}]
    unknown = [{"start": 0, "end": 12, "text": "I fold boxes", "kind": "hope"}]
    file.write_text("\n".join([_line(), _line(clauses=away), _line(clauses=unknown), "{}"]), encoding="utf-8")
    with pytest.raises(DataError, match=r"(?s)line 2.*line 3.*line 4"):
        read_notes(file)
    with pytest.raises(DataError, match="No such file"):
        read_notes(tmp_path / "none.jsonl")


def test_the_command_prints_a_table_and_a_document(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "notes.jsonl"
    file.write_text(_line(), encoding="utf-8")
    evaluate_statements([file])
    assert capsys.readouterr().out.splitlines()[0] == "notes.jsonl"
    evaluate_statements([file], Format.JSON)
    document = json.loads(capsys.readouterr().out)
    schema = json.loads((PROJECT / "recommender" / "schemas" / "statements.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["files"]["notes.jsonl"]["doings kept"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 1}
