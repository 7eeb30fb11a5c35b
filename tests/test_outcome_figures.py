"""A catalogue is measured entry by entry: how many of their linked skills its outcomes find."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.domain.trainings import LearningOutcome, Training
from recommender.outcome_figures import mean_recall, score_outcomes

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT = PROJECT / "data" / "catalogue" / "default.csv"
RANKINGS = {"Fold boxes": ["x", "a"], "Tape boxes": ["b"], "Cut bread": ["1", "2", "3", "4", "5", "c"]}


def training(name: str, **outcomes: tuple[str, ...]) -> Training:
    made = tuple(LearningOutcome(text.replace("_", " "), uris) for text, uris in outcomes.items())
    return Training(name, {"en": name}, {}, "course", ("en",), "example", learning_outcomes=made)


def test_recall_is_worked_out_by_hand_and_the_worst_entry_comes_first() -> None:
    good = training("good", Fold_boxes=("a", "b"), Tape_boxes=("b",), Shred_files=())
    entries = score_outcomes([good, training("bad", Cut_bread=("c",))], RANKINGS.__getitem__)
    assert [(one.training_id, one.recall, one.unlinked) for one in entries] == [("bad", 0.0, 0), ("good", 0.75, 1)]
    assert mean_recall(entries) == 0.375


def test_an_outcome_says_which_of_its_skills_is_missing_and_what_was_found_instead() -> None:
    (entry,) = score_outcomes([training("t", Fold_boxes=("a", "b"))], RANKINGS.__getitem__)
    assert (entry.outcomes[0].missing, entry.outcomes[0].found) == (("b",), ("x", "a"))


def test_an_entry_without_links_has_no_figure() -> None:
    assert score_outcomes([training("t", Shred_files=())], RANKINGS.__getitem__) == []


@pytest.fixture
def sample(home: Path, tmp_path: Path) -> Path:
    """Return a catalogue of three entries, to be measured with the sample of ESCO."""
    return _some(tmp_path / "three.csv", ["packing-labelling", "laundry-care", "kitchen-assistant-1"])


def _some(target: Path, wanted: list[str], *, links: bool = True) -> Path:
    with DEFAULT.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] in wanted]
    for row in rows:
        lines = row["learning_outcomes"].splitlines()
        row["learning_outcomes"] = "\n".join(line if links else line.split(" | ")[0] for line in lines)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_the_command_prints_each_entry_by_a_schema_and_names_skills_in_the_table(sample: Path) -> None:
    document = json.loads(CliRunner().invoke(app, ["evaluate-catalogue", str(sample), "--format", "json"]).stdout)
    schema = PROJECT / "recommender" / "schemas" / "outcomes.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    shares = [entry["recall@5"] for entry in document["entries"]]
    assert (len(shares), shares) == (3, sorted(shares))
    table = CliRunner().invoke(app, ["evaluate-catalogue", str(sample), "--below", "1"]).stdout
    assert "mean of 3 entries" in table
    assert "linked, not found:" in table


def test_a_catalogue_without_links_is_an_error_that_says_what_to_do(sample: Path) -> None:
    bare = _some(sample.with_name("bare.csv"), ["packing-labelling"], links=False)
    done = CliRunner().invoke(app, ["evaluate-catalogue", str(bare)])
    assert "No outcome of this catalogue has an ESCO link" in str(done.exception)


def test_the_help_has_an_example() -> None:
    assert "Example: recommender evaluate-catalogue" in CliRunner().invoke(app, ["evaluate-catalogue", "--help"]).stdout


@pytest.mark.real
def test_outcomes_of_the_default_catalogue_find_their_skills(
    ready_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOMMENDER_HOME", str(ready_home))
    with DEFAULT.open(encoding="utf-8", newline="") as file:
        heading, *entries = csv.reader(file)
    some = tmp_path / "some.csv"  # all of them take a minute
    with some.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *entries[::4]])
    document = json.loads(CliRunner().invoke(app, ["evaluate-catalogue", str(some), "--format", "json"]).stdout)
    assert len(document["entries"]) == len(entries[::4]) > 15
    assert document["recall@5"] > 0.8
