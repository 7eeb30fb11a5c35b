"""Which pairs the encoder learns from, and that it learns from them."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from recommender.domain.concepts import Concept
from recommender.domain.work_areas import WorkshopTask
from recommender.errors import DataError
from recommender.training.encoder import (
    batches,
    blend,
    encode_with,
    mixed_batches,
    pairs,
    refresher,
    task_rows,
    train_encoder,
)

CONCEPTS = (
    Concept("esco:box", "fold boxes", ("make boxes",), "Put flat boxes into shape."),
    Concept("esco:dog", "feed animals", (), "Give animals their food."),
    Concept("esco:cup", "wash dishes"),
)
SAID = (
    ("esco:box", "i", "I bend the cardboard along the lines."),
    ("esco:box", "o", "Shape cartons from blanks."),
    ("esco:dog", "c", "He fills the bowls of the rabbits."),
    ("esco:cup", "n", "scrubs the mugs"),
    ("esco:gone", "i", "I do what no concept here is for."),
)
SHIPPED = Path(__file__).resolve().parent.parent / "models" / "plain-speech-4"


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_what_people_say_comes_as_often_as_asked_and_meets_a_text_of_its_own_concept() -> None:
    texts = {c.concept_uri: {c.preferred_label, *c.alternative_labels, c.description} for c in CONCEPTS}
    for uri, _, sentence in SAID[:4]:
        texts[uri].add(sentence)
    drawn = pairs(CONCEPTS, SAID, rng=rng(), spoken_passes=3)
    assert all([pair.positive in texts[pair.concept_uri] - {pair.anchor} for pair in drawn])
    times = Counter(pair.anchor for pair in drawn)
    assert [times[sentence] for _, _, sentence in SAID] == [3, 1, 3, 3, 0]


def test_a_batch_holds_a_concept_once_and_nothing_is_lost_but_the_end() -> None:
    drawn = pairs(CONCEPTS, SAID, rng=rng(), spoken_passes=20)
    cut = list(batches(drawn, size=3))
    assert all([len({pair.concept_uri for pair in batch}) == 3 for batch in cut])
    assert len(cut) == min(Counter(pair.concept_uri for pair in drawn).values())


def test_near_concepts_share_batches_that_hold_no_others() -> None:
    concepts = [Concept(f"esco:{n}", f"do {n}") for n in range(12)]
    said = [(c.concept_uri, "i", f"I do {c.preferred_label} {k}.") for c in concepts for k in range(30)]
    groups = {f"esco:{n}": "near" for n in range(4)}
    drawn = pairs(concepts, said, rng=rng())
    cut = mixed_batches(drawn, groups, size=4, rng=rng())
    alone = [batch for batch in cut if all(pair.concept_uri in groups for pair in batch)]
    assert 0 < len(alone) < len(cut)


def test_a_refresher_keeps_the_chosen_and_some_of_the_others() -> None:
    kept = refresher(SAID, frozenset({"esco:box"}), others=2, rng=rng())
    assert kept[:2] == list(SAID[:2])
    assert len(kept) == 4
    assert set(kept) <= set(SAID)


def test_wordings_of_a_task_are_said_of_a_concept_of_its_own() -> None:
    task = WorkshopTask(
        "wind-cables", "Wind up cables", "packing", ("I roll the cables", "cables coiled"), None, "none"
    )
    concepts, said = task_rows([task])
    assert [concept.preferred_label for concept in concepts] == ["Wind up cables"]
    assert {(uri, sentence) for uri, _, sentence in said} == {
        (concepts[0].concept_uri, "I roll the cables"),
        (concepts[0].concept_uri, "cables coiled"),
    }


def test_an_encoder_learns_what_a_sentence_is_about_and_blends_lie_between(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    steps = train_encoder(
        SHIPPED, tmp_path / "new", CONCEPTS, SAID, epochs=20, batch_size=3, learning_rate=1e-4, max_steps=6
    )
    blend(SHIPPED, tmp_path / "new", tmp_path / "mean")
    blend(SHIPPED, tmp_path / "new", tmp_path / "quarter", share=0.25)

    def likeness(folder: Path) -> float:
        model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": "float32"})
        one, other = model.encode(["scrubs the mugs", "wash dishes"], normalize_embeddings=True)
        return float(one @ other)

    assert steps == 6
    rising = [likeness(folder) for folder in (SHIPPED, *(tmp_path / name for name in ("quarter", "mean", "new")))]
    assert rising == sorted(set(rising))


def test_half_precision_learns_nearly_the_same(tmp_path: Path) -> None:
    texts = [sentence for _, _, sentence in SAID]
    for name, half in (("single", False), ("half", True)):
        train_encoder(SHIPPED, tmp_path / name, CONCEPTS, SAID, epochs=20, batch_size=3, half=half, max_steps=3)
    single, half_precision = (encode_with(tmp_path / name, texts) for name in ("single", "half"))
    assert (single != half_precision).any()
    assert ((single * half_precision).sum(axis=1) > 0.99).all()


def test_two_builds_have_no_mean(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    shutil.copytree(SHIPPED, tmp_path / "other")
    save_file({"one": np.zeros(2, dtype=np.float32)}, tmp_path / "other" / "model.safetensors")
    with pytest.raises(DataError, match="differ"):
        blend(SHIPPED, tmp_path / "other", tmp_path / "mean")
