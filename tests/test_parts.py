"""What each part of the ranking adds, measured by leaving it out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from recommender import loading
from recommender.cli_parts import evaluate_parts
from recommender.errors import ConfigError
from recommender.evaluation import GoldText
from recommender.held_out import judge_held_out, labelled_candidates
from recommender.pipeline import Pipeline
from recommender.printing import Format
from recommender.settings import PROJECT, Settings, load_settings

# Parts that go with the model that ships, and those of advertisements: all of the small extract is everyday work.
OF_ALL_SKILLS = {"likely-skills", "confirmed-together", "clause-kinds-1", "dense-preferred", "said"}
SAID = ("I wash the dishes and feed the calves.", "He needs help with the till. She is asked to do the post.")
ADVERTISED = "You have good communication skills. You think analytically. English is required."


@pytest.fixture
def labelled(home: Path) -> list[GoldText]:
    """Return a text for each of forty skills of the small extract, which is in use, that says its label."""
    concepts = loading.load_taxonomy(load_settings()).concepts
    said = [one for one in concepts if one.skill_type != "knowledge"][:40]
    return [GoldText(f"{n}", f"I {one.preferred_label}.", {one.concept_uri: 2}) for n, one in enumerate(said)]


@pytest.fixture
def gold(home: Path, labelled: list[GoldText]) -> Path:
    file = home / "gold.jsonl"
    rows = [{"id": one.text_id, "text": one.text, "gold": dict(one.gold)} for one in labelled]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def found(pipeline: Pipeline) -> list[list[tuple[str, float]]]:
    """Return what is ranked for texts of all kinds, and how sure it is, with what is shown."""
    lists = [pipeline.rank(text).suggestions for text in (*SAID, ADVERTISED)]
    lists += [pipeline.suggest(text).suggestions for text in SAID]
    return [[(one.concept_uri, one.confidence) for one in suggestions] for suggestions in lists]


@pytest.mark.parametrize("part", sorted(set(loading.PARTS) - OF_ALL_SKILLS))
def test_without_a_part_something_is_ranked_otherwise(home: Path, part: str) -> None:
    settings = load_settings()
    assert found(loading.load_pipeline(settings, without=part)) != found(loading.load_pipeline(settings))


@pytest.fixture(scope="module")
def found_in_all(ready_home: Path) -> list[list[tuple[str, float]]]:
    return found(loading.load_pipeline(Settings(ready_home)))


@pytest.mark.real
@pytest.mark.parametrize("part", sorted(OF_ALL_SKILLS))
def test_without_a_part_of_the_whole_something_is_ranked_otherwise(
    ready_home: Path, found_in_all: list[list[tuple[str, float]]], part: str
) -> None:
    assert found(loading.load_pipeline(Settings(ready_home), without=part)) != found_in_all


def test_each_part_is_left_out_and_compared_with_all_of_them(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate_parts([gold], unseen=[gold], part=["heard", "lexical-labels"], folds=4)
    tables = capsys.readouterr().out.strip().split("\n\n")
    assert [tables[0], tables[2]] == ["held out, n=40", "gold.jsonl, n=40"]
    for table in (tables[1], tables[3]):
        assert [row.split(" | ")[0] for row in table.splitlines()[2:]] == [
            "| nothing (all parts)",
            "| every clause heard in turn",
            "| spelling of labels",
        ]


def test_without_the_labels_less_is_found_and_it_is_said_by_how_much(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_parts([gold], part=["dense-labels"], folds=8, output=Format.JSON)
    document = json.loads(capsys.readouterr().out)
    schema = PROJECT / "recommender" / "schemas" / "parts.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    with_all, without = (document["figures"]["held out"][name]["MRR"] for name in ("all parts", "dense-labels"))
    assert with_all["mean"] > 0.5
    assert without["low"] <= without["mean"] <= without["high"] < 0


def test_a_part_that_is_not_there_is_named_with_those_that_are(gold: Path) -> None:
    with pytest.raises(ConfigError, match=r"No part is called labels.*dense-labels"):
        evaluate_parts([gold], part=["labels"])


def test_no_text_is_judged_by_a_fit_that_has_seen_it(labelled: list[GoldText]) -> None:
    pipeline = loading.load_pipeline(load_settings())
    candidates = labelled_candidates(pipeline, labelled)
    first = {text.text_id for text in labelled[::4]}
    mistaken = [replace(one, relevant=not one.relevant) if one.text_id in first else one for one in candidates]
    before, after = (
        judge_held_out(pipeline, labelled, some, cut=0.0, links={}, folds=4).shown for some in (candidates, mistaken)
    )
    changed = {text_id for text_id, shown in after.items() if shown != before[text_id]}
    assert changed == {text.text_id for text in labelled} - first
