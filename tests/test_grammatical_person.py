"""Who a text speaks of, and what is measured by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.cli_voices import evaluate_voices
from recommender.grammatical_person import GrammaticalPerson, grammatical_person, of_her


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


def test_every_voice_has_a_row_and_his_texts_are_measured_as_hers(
    tmp_path: Path, sample_esco: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"HOME": tmp_path, "ESCO": sample_esco, "MODEL": "hashed-ngrams"}.items():
        monkeypatch.setenv(f"RECOMMENDER_{name}", str(value))
    gold = {"http://data.europa.eu/esco/skill/4f1b6304-f54a-42f0-9604-5427a28d240f": 2}
    texts = ("I wash the dishes.", "He washes the dishes.", "He washes dishes himself.", "washing the dishes")
    file = tmp_path / "gold.jsonl"
    rows = [{"id": str(number), "text": text, "gold": gold} for number, text in enumerate(texts)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    evaluate_voices([file])
    printed = [line.split(" | ") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[1]) for row in printed[2:-1]] == [
        ("| I", "1"),
        ("| he", "2"),
        ("| no pronoun", "1"),
        ("| the same of her", "2"),
    ]
    assert printed[-1] == ["The same skills are shown of her as of him: 2 of 2 texts."]
