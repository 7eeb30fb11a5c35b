"""Who a text speaks of, and what is measured by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from recommender import cli_together, cli_voices
from recommender.cli_together import evaluate_together
from recommender.cli_voices import evaluate_voices
from recommender.errors import DataError
from recommender.evaluation import GoldText
from recommender.grammatical_person import GrammaticalPerson, followed, grammatical_person
from recommender.printing import Format
from recommender.retrieval.wording import of_her
from recommender.settings import PROJECT


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I wash dishes. My colleague dries them.", GrammaticalPerson.FIRST),
        ("Her work: she folds boxes", GrammaticalPerson.SHE),
        ("The coach says that he packs goods", GrammaticalPerson.HE),
        ("I asked him whether he packs goods", GrammaticalPerson.SEVERAL),
        ("folding, three crates; the theatre", GrammaticalPerson.NONE),
    ],
)
def test_the_pronouns_say_who_a_text_speaks_of(text: str, person: GrammaticalPerson) -> None:
    assert grammatical_person(text) is person


def test_all_that_is_said_of_him_is_said_of_her_and_nothing_else_changes() -> None:
    said = of_her("He shows his box. The hen is with him; this is himself, HERE.")
    assert said == "She shows her box. The hen is with her; this is herself, HERE."
    assert grammatical_person(said) is GrammaticalPerson.SHE


@pytest.fixture
def gold(home: Path) -> Path:
    """Return a file of four labelled texts, with the small extract of ESCO in use."""
    graded = {"http://data.europa.eu/esco/skill/c662be22-f17a-4ba0-894f-d720b20c44cf": 2}
    texts = ("I wash the dishes.", "He washes the dishes.", "He washes dishes himself.", "washing the dishes")
    file = home / "gold.jsonl"
    rows = [{"id": str(number), "text": text, "gold": graded} for number, text in enumerate(texts)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def test_every_voice_has_a_row_and_his_texts_are_measured_as_hers(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_voices([gold])
    printed = [line.split(" | ") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[1]) for row in printed[2:-1]] == [
        ("| I", "1"),
        ("| he", "2"),
        ("| no pronoun", "1"),
        ("| the same of her", "2"),
    ]
    assert printed[-1] == ["The same skills are shown of her as of him: 2 of 2 texts."]


def test_where_she_is_shown_less_than_he_it_is_said(
    gold: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        cli_voices, "said_of_her", lambda one: replace(one, text="She rests.") if "himself" in one.text else one
    )
    evaluate_voices([gold], Format.JSON)
    document = json.loads(capsys.readouterr().out)
    schema = PROJECT / "recommender" / "schemas" / "voices.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    assert document["same_of_her"] == {"alike": 1, "texts": 2}
    shown = {voice: found["texts with a grade-2 skill"]["mean"] for voice, found in document["voices"].items()}
    assert shown["the same of her"] < shown["he"]


def test_a_text_that_stands_in_two_files_is_no_second_text(gold: Path) -> None:
    with pytest.raises(DataError, match="same id"):
        evaluate_voices([gold, gold])


def test_a_text_is_measured_alone_and_followed_by_others_of_the_same_person(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_together([gold], 2)
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["alone", "100.0", "100.0", "to", "100.0", "n=2"],
        ["together", "100.0", "100.0", "to", "100.0", "n=2"],
    ]
    evaluate_together([gold], 2, Format.JSON)
    document = json.loads(capsys.readouterr().out)
    schema = PROJECT / "recommender" / "schemas" / "together.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    assert (document["number"], document["found"]["together"]["n"]) == (2, 2)


def test_every_text_of_one_person_comes_first_once_and_keeps_its_own_labels() -> None:
    said = ("I iron", "I mow.", "I bake!", "She sews.", *(f"He cooks. I help {who}." for who in ("Jo", "Al", "Bo")))
    texts = [GoldText(text, text, {text: 2}) for text in said]
    joined = followed(texts, number=3)
    assert {text.text_id for text in joined} == {"I iron", "I mow.", "I bake!"}
    for text in joined:
        assert text.text.startswith(text.text_id)
        assert {part.strip(" .!") for part in text.text.split("I ") if part} == {"iron", "mow", "bake"}
        assert text.gold == {text.text_id: 2}


def test_what_is_missed_beside_others_is_counted(
    gold: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_together, "followed", lambda texts, **_: [replace(one, text="She rests.") for one in texts])
    evaluate_together([gold])
    alone, together = (line.split() for line in capsys.readouterr().out.splitlines())
    assert (alone[1], together[1]) == ("100.0", "0.0")


def test_where_too_few_texts_are_alike_nothing_is_measured(gold: Path) -> None:
    with pytest.raises(DataError, match="same pronouns"):
        evaluate_together([gold], 9)
