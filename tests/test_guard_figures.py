"""The guard is measured on marked texts, with n, and its figures do not slide."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.errors import DataError
from recommender.guard_figures import MarkedPart, MarkedText, false_marks, missed, read_marked, score_guard

PROJECT = Path(__file__).resolve().parent.parent
MARKED = PROJECT / "data" / "eval" / "guard.jsonl"


def test_half_of_the_marked_texts_hold_nothing_personal() -> None:
    texts = read_marked(MARKED)
    assert len(texts) >= 150
    assert abs(sum(not text.spans for text in texts) - len(texts) / 2) <= 2
    assert len({text.text for text in texts}) == len({text.text_id for text in texts}) == len(texts)


def test_figures_are_those_worked_out_by_hand() -> None:
    texts = [
        MarkedText("a", "Ask Frau Klee or zorb.", (MarkedPart(4, 13, "name"), MarkedPart(17, 21, "name")), "check"),
        MarkedText("b", "Frau Holz folds.", (), "check"),
        MarkedText("c", "She folds.", (), "check"),
    ]
    found = score_guard(texts)
    assert (found["marked"].mean, found["marked"].n, found["removed whole"].mean) == (0.5, 2, 0.5)
    assert found["texts with a false mark, of those with nothing personal"].mean == 0.5
    assert round(found["false marks per 100 texts"].mean, 2) == 33.33
    assert (missed(texts), false_marks(texts)) == ([("a", "name", "zorb")], [("b", "name", "Frau Holz")])


def test_the_guard_keeps_its_level_on_texts_it_was_not_written_for() -> None:
    found = score_guard([text for text in read_marked(MARKED) if text.part == "check"])
    assert found["marked"].mean >= 0.85
    assert found["false marks per 100 texts"].mean <= 5


ROWS = {
    "personal parts that are marked": ("marked", 100),
    "… and whose every letter would be removed": ("removed whole", 100),
    "texts with nothing personal in which something is marked": (
        "texts with a false mark, of those with nothing personal",
        100,
    ),
    "false marks in 100 texts": ("false marks per 100 texts", 1),
    "names that are marked": ("marked: name", 100),
}


def test_the_card_quotes_what_the_command_prints() -> None:
    card = (MARKED.parent / "README.md").read_text(encoding="utf-8")
    scores = [score_guard([text for text in read_marked(MARKED) if text.part == part]) for part in ("tune", "check")]
    for row, (name, scale) in ROWS.items():
        told = [
            f"{found.mean * scale:.1f} ({found.low * scale:.1f} to {found.high * scale:.1f}), n={found.n}"
            for found in (score[name] for score in scores)
        ]
        assert f"| {row} | {' | '.join(told)} |" in card


def test_the_command_prints_figures_with_their_n_by_a_schema() -> None:
    done = CliRunner().invoke(app, ["evaluate-guard", "--format", "json"])
    document = json.loads(done.stdout)
    jsonschema.validate(
        document, json.loads((PROJECT / "recommender" / "schemas" / "guard.schema.json").read_text(encoding="utf-8"))
    )
    assert document["parts"]["check"]["marked"]["n"] > 40
    table = CliRunner().invoke(app, ["evaluate-guard", "--examples"]).stdout
    assert "missed\t" in table
    assert "n=" in table


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no json", "line 1"),
        ('{"id": "a"}', "line 1.*text|line 1.*spans"),
        (
            '{"id": "a", "text": "abc", "part": "check", "spans": [{"start": 0, "end": 1, "text": "b", "kind": "x"}]}',
            "place",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "g.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_marked(tmp_path / "g.jsonl")
