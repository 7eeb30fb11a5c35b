"""How long importing and mapping take is measured by a command, on invented entries or a list of one's own."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.errors import DataError
from recommender.guidance.mapping import to_map
from recommender.made_offer import OUTCOMES, made_offer

PROJECT = Path(__file__).resolve().parent.parent
SENTENCES = ["I wash pots.", "I fold boxes.", "I feed the goats."]


def test_no_two_texts_of_a_made_offer_are_equal_however_few_sentences_there_are() -> None:
    texts = [one.text for one in to_map(made_offer(SENTENCES, 40))]
    assert len(texts) == len(set(texts)) == 20 * OUTCOMES + 20


def test_the_same_seed_makes_the_same_offer_and_another_one_another() -> None:
    many = [f"I wash pot {n}." for n in range(100)]
    assert made_offer(many, 4) == made_offer(many, 4)
    assert made_offer(many, 4) != made_offer(many, 4, seed=2)


def measured(*arguments: object, of: str = "catalogue", schema: str = "benchmark") -> dict[str, object]:
    done = CliRunner().invoke(app, [of, "benchmark", *map(str, arguments), "--format", "json"])
    found: dict[str, object] = json.loads(done.stdout)
    schema_file = PROJECT / "recommender" / "schemas" / f"{schema}.schema.json"
    jsonschema.validate(found, json.loads(schema_file.read_text(encoding="utf-8")))
    return found


def test_what_is_measured_is_an_offer_of_its_own_and_nothing_is_kept(home: Path) -> None:
    before = sorted(home.rglob("*.csv")), sorted(home.rglob("*.sqlite"))
    found = measured("--entries", 4)
    assert (found["entries"], found["texts"], found["mapped"]) == (4, 12, 12)
    assert (sorted(home.rglob("*.csv")), sorted(home.rglob("*.sqlite"))) == before


def test_the_time_of_all_texts_is_reckoned_from_those_that_were_mapped(home: Path, tmp_path: Path) -> None:
    lines = ["title,learning_outcomes", *(f"Course {n},Iron {n} shirts" for n in range(40))]
    (tmp_path / "own.csv").write_text("\n".join(lines), encoding="utf-8")
    found = measured(tmp_path / "own.csv", "--limit", 20)
    assert (found["texts"], found["mapped"]) == (40, 20)
    spent = found["seconds"]["map"]  # type: ignore[index]
    reckoned = [found["reckoned_map_seconds"], found["reckoned_map_processor_seconds"]]
    assert reckoned == pytest.approx([2 * spent["clock"], 2 * spent["processor"]], abs=0.2)


@pytest.mark.usefixtures("home")
def test_the_table_says_times_and_memory() -> None:
    table = CliRunner().invoke(app, ["catalogue", "benchmark", "--entries", "3", "--limit", "2"]).stdout
    assert table.startswith("3 entries, 11 different texts")
    assert all([words in table for words in ("importing", "mapping 2", "all, reckoned", "of the processor")])


def texts_of(folder: Path, *texts: str) -> Path:
    file = folder / "texts.jsonl"
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


@pytest.mark.usefixtures("home")
def test_of_texts_those_of_enough_words_are_measured_each_once(tmp_path: Path) -> None:
    short, middling, long = (" ".join(["I fold boxes."] * count) for count in (1, 2, 4))
    file = texts_of(tmp_path, short, middling, long, long)
    found = measured(file, "--least", 6, of="skills", schema="text_benchmark")
    assert (found["texts"], found["words"]) == (2, 9)


@pytest.mark.usefixtures("home")
def test_the_time_of_a_hundred_words_follows_from_that_of_each_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count(step=2)
    monkeypatch.setattr("recommender.cli_benchmark.time.perf_counter", lambda: next(clock))
    file = texts_of(tmp_path, "I fold boxes and I wash the pots", "I feed the goats and I sweep it all")
    found = measured(file, "--least", 5, of="skills", schema="text_benchmark")
    assert found["text"]["clock"]["median"] == 2  # type: ignore[index]
    of_hundred = found["hundred_words"]["clock"]  # type: ignore[index]
    assert of_hundred["lower_quarter"] < of_hundred["median"] < of_hundred["upper_quarter"]
    assert of_hundred["median"] == pytest.approx((200 / 8 + 200 / 9) / 2, abs=0.001)


@pytest.mark.usefixtures("home")
def test_the_table_says_what_a_hundred_words_take(tmp_path: Path) -> None:
    file = texts_of(tmp_path, "I fold boxes", "I feed the goats")
    table = CliRunner().invoke(app, ["skills", "benchmark", str(file), "--least", "3"]).stdout
    assert table.startswith("2 texts of 4 words (median)")
    assert all([words in table for words in ("loading the index", "a hundred words", "by the clock (half of them")])


def test_too_few_texts_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["skills", "benchmark", str(texts_of(tmp_path, "I fold boxes"))])
    assert isinstance(done.exception, DataError)
    assert "--least" in str(done.exception)
