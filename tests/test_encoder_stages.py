"""What each stage of training shows the encoder."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from recommender.domain.concepts import Concept
from recommender.encoder_stages import MATERIAL, OTHERS, Material, Stage
from recommender.retrieval.encoders import HashedNgramEncoder, ModelEntry
from recommender.tables import ALL, EVERYDAY, MIXED, RARER, training_rows

ENCODER = HashedNgramEncoder(ModelEntry("hashed-ngrams", "hashed-ngrams", "1", 64, "Apache-2.0"))
CONCEPTS = tuple(
    Concept(uri, f"{verb} {thing}", (f"{thing} to {verb}",), "A description.")
    for verb in ("weld", "paint", "sell")
    for thing, uri in ((f"thing {number}", f"esco:{verb}-{number}") for number in range(60))
)


@pytest.fixture(scope="module", params=Stage)
def shown(request: pytest.FixtureRequest) -> tuple[Stage, Material]:
    return request.param, MATERIAL[request.param](CONCEPTS, ENCODER.encode, np.random.default_rng(0))


def test_each_stage_shows_its_own_sentences(shown: tuple[Stage, Material]) -> None:
    stage, material = shown
    rows = Counter(material.rows)
    everyday, rarer = training_rows(EVERYDAY), training_rows(RARER)
    if stage is Stage.STATEMENTS:
        assert material.rows == training_rows(ALL)
    elif stage is Stage.EVERYDAY:
        chosen = {uri for uri, _, _ in everyday}
        assert all([rows[row] for row in everyday])
        assert sum(uri.startswith("http") and uri not in chosen for uri, _, _ in material.rows) == OTHERS
    else:
        assert all([rows[row] == 2 for row in rarer])
        assert not [style for _, style, _ in material.rows if style == MIXED]


def test_near_are_skills_of_one_area_or_of_labels_that_are_alike(shown: tuple[Stage, Material]) -> None:
    stage, material = shown
    if stage is not Stage.BREADTH:
        assert bool(material.groups) is (stage is Stage.EVERYDAY)
        return
    assert not [concept for concept in material.concepts if concept.description]
    verbs: dict[str, Counter[str]] = {}
    for concept in CONCEPTS:
        verbs.setdefault(material.groups[concept.concept_uri], Counter())[concept.preferred_label.split()[0]] += 1
    assert sum(found.most_common(1)[0][1] for found in verbs.values()) > 0.9 * len(CONCEPTS)


def test_tasks_are_concepts_where_their_wordings_are_shown(shown: tuple[Stage, Material]) -> None:
    stage, material = shown
    tasks = {concept.concept_uri for concept in material.concepts if concept.concept_uri.startswith("local:")}
    assert bool(tasks) is (stage is not Stage.STATEMENTS)
    assert {uri for uri, _, _ in material.rows if uri.startswith("local:")} <= tasks
