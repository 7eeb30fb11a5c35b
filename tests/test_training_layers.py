"""Layers that learn what a clause says of the person, over the words of the encoder that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.retrieval.encoders import ModelEntry
from recommender.retrieval.transformers import OnnxEncoder
from recommender.training.layers import as_of_the_person, batches, train_layers

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "plain-speech-4"
CLAUSES = [
    *(("wish", f"would like to be a {work} one day") for work in ("baker", "driver", "cook", "singer")),
    *(("not_yet", f"the {thing} is not for her yet") for thing in ("saw", "press", "till", "oven")),
]
DOINGS = [f"I wash the {thing} with soap" for thing in ("plates", "pans", "cups", "floors")]


def test_every_text_is_in_one_batch_beside_texts_of_about_its_length() -> None:
    texts = ["word " * (number % 40 + 1) for number in range(700)]
    found = batches(texts, np.random.default_rng(0))
    assert sorted(position for batch in found for position in batch) == list(range(700))
    spread = [max(len(texts[i]) for i in batch) - min(len(texts[i]) for i in batch) for batch in found]
    assert max(spread) <= 15


@pytest.mark.parametrize(
    ("kind", "clause", "said"),
    [
        ("done", "K. mopped the floor", "She mopped the floor"),
        ("wish", "B7 wants to bake", "She wants to bake"),
        ("done", "I mopped the floor", "I mopped the floor"),
        ("others", "K. mopped the floor", "K. mopped the floor"),
    ],
)
def test_a_name_is_the_person_unless_others_do_it(kind: str, clause: str, said: str) -> None:
    assert as_of_the_person(kind, clause) == said


def test_trained_layers_lay_together_what_says_the_same_of_the_person(tmp_path: Path) -> None:
    layers = tmp_path / "layers.safetensors"
    steps = train_layers(SHIPPED, layers, CLAUSES, [DOINGS], layers=1, epochs=40, learning_rate=1e-3)
    assert steps == 40
    entry = ModelEntry("layers", "onnx", "1", 384, "Apache-2.0", over="plain-speech-4")
    encoder = OnnxEncoder(entry, SHIPPED, tmp_path, layers=layers)
    painter, sieve, windows = encoder.encode(
        ["would like to be a painter one day", "the sieve is not for her yet", "I wash the windows with soap"]
    )
    wish, not_yet, done = (encoder.encode([text])[0] for text in (CLAUSES[0][1], CLAUSES[4][1], DOINGS[0]))
    assert painter @ wish > max(painter @ not_yet, painter @ done)
    assert sieve @ not_yet > max(sieve @ wish, sieve @ done)
    assert windows @ done > max(windows @ wish, windows @ not_yet)
