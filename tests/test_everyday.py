"""The model that tells skills of everyday work and tasks apart, small enough to work out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommender.domain.concepts import Concept
from recommender.domain.work_areas import WorkshopTask
from recommender.errors import DataError
from recommender.loading import EVERYDAY_MODEL
from recommender.retrieval.encoders import HashedNgramEncoder, ModelEntry
from recommender.retrieval.everyday import (
    GROUP,
    TASK,
    UNLIKELY,
    EverydayModel,
    EverydayRetriever,
    read_everyday,
    write_everyday,
)
from recommender.retrieval.retrievers import Queries
from recommender.retrieval.statements import split
from recommender.retrieval.tasks import LIKELY, LIKELY_OF_TEXT, LikelyTaskFinder
from recommender.tables import read_tables
from recommender.training.everyday import everyday_rows, fit_everyday, group_alike

CONCEPTS = [
    Concept("esco:fold", "fold boxes", ("assemble boxes",), "Folds flat boxes.", "skill/competence"),
    Concept("esco:feed", "feed animals", (), "", "skill/competence"),
    Concept("esco:wash", "wash dishes", (), "", "skill/competence"),
]
SHRED = WorkshopTask("shred-files", "Shred files", "office", ("old files go through the blades",), None, "none")
# Two dimensions: to the right the skill of folding, upwards the task.
MODEL = EverydayModel(
    ("esco:fold", "esco:feed", "task:shred-files"), np.array([[9.0, 0.0], [-9.0, 0.0], [0.0, 9.0]]), np.zeros(3)
)
FOLD, SHREDDING, BETWEEN, UNSURE = (1.0, 0.0), (0.0, 1.0), (0.75, 0.66), (0.69, 0.72)


def _queries(*vectors: tuple[float, float]) -> Queries:
    return Queries(tuple(str(vector) for vector in vectors), np.array(vectors, dtype=np.float32))


def test_probabilities_of_all_classes_add_up_to_one() -> None:
    found = np.exp(MODEL.log_probabilities(np.array([FOLD, BETWEEN], dtype=np.float32)))
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_a_concept_that_the_model_does_not_know_gets_the_mean() -> None:
    scores = EverydayRetriever(MODEL, CONCEPTS).retrieve(_queries(FOLD))
    assert scores[0, 0] > scores[0, 2] > scores[0, 1]
    assert scores[0, 2] == pytest.approx((scores[0, 0] + scores[0, 1]) / 2)


def test_concepts_of_a_group_share_its_probability_and_all_that_is_unlikely_is_alike() -> None:
    grouped = replace(
        MODEL, classes=("group:0", *MODEL.classes[1:]), groups=dict.fromkeys(("esco:fold", "esco:wash"), "group:0")
    )
    scores = EverydayRetriever(grouped, CONCEPTS).retrieve(_queries(FOLD, SHREDDING))
    alone = grouped.log_probabilities(np.array([FOLD, SHREDDING], dtype=np.float32))
    assert scores[:, 0] == pytest.approx(alone[:, 0] - math.log(2))
    assert np.array_equal(scores[:, 0], scores[:, 2])
    assert alone[0, 1] < UNLIKELY == scores[0, 1]


def test_what_follows_from_a_likely_skill_becomes_likelier_and_nothing_else_does() -> None:
    links = {"esco:fold": {"esco:feed": 0.5}}
    alone, linked = (EverydayRetriever(MODEL, CONCEPTS, links=one).retrieve(_queries(FOLD)) for one in ({}, links))
    assert np.exp(linked[0, 1]) == pytest.approx(np.exp(alone[0, 1]) + 0.5 * np.exp(alone[0, 0]), abs=1e-3)
    assert linked[0, 0] == alone[0, 0]


def test_a_query_gets_the_same_scores_alone_and_among_others() -> None:
    model = fit_everyday(everyday_rows(CONCEPTS, [], [SHRED]), encode=ENCODER.encode)
    retriever, texts = EverydayRetriever(model, CONCEPTS), ("I fold a box", "hens get grain", "plates")
    together = retriever.retrieve(Queries(texts, ENCODER.encode(texts)))
    alone = [retriever.retrieve(Queries((text,), ENCODER.encode(texts)[[row]])) for row, text in enumerate(texts)]
    assert np.array_equal(together, np.vstack(alone))


def _named(text: str, *vectors: tuple[float, float]) -> dict[int, str | None]:
    found = LikelyTaskFinder([SHRED], MODEL).find(split(text), _queries(*vectors))
    return {position: none.task for position, none in found.items()}


def test_the_clause_that_is_likely_about_a_task_names_it() -> None:
    assert _named("I fold a box. I feed the old files in.", FOLD, SHREDDING, FOLD) == {1: "shred-files"}


def test_a_skill_that_is_as_likely_keeps_the_task_from_being_named() -> None:
    assert np.exp(MODEL.log_probabilities(np.array([BETWEEN], dtype=np.float32)))[0, 2] < LIKELY
    assert _named("I fold a box. I feed the old files in. I sweep. I iron. I mop.", *[BETWEEN] * 6) == {}


def test_a_short_text_as_a_whole_may_name_the_task_that_no_clause_names() -> None:
    assert _named("I fold a box. I feed it in.", FOLD, BETWEEN, SHREDDING) == {1: "shred-files"}


def test_a_short_text_names_no_task_that_is_less_likely_than_a_skill_in_the_whole() -> None:
    fold, _, shred = np.exp(MODEL.log_probabilities(np.array([BETWEEN], dtype=np.float32)))[0]
    assert fold > shred > LIKELY_OF_TEXT
    assert _named("I fold a box. I feed it in.", FOLD, BETWEEN, BETWEEN) == {}


def test_the_rest_of_a_short_text_about_a_task_belongs_to_it_unless_it_tells_a_skill_of_its_own() -> None:
    assert list(_named("I put it on. I feed it in. I fold a box.", UNSURE, SHREDDING, FOLD, SHREDDING)) == [1, 0]


def test_a_task_that_the_model_does_not_know_is_not_found() -> None:
    other = replace(SHRED, slug="punch-holes")
    assert LikelyTaskFinder([other], MODEL).find(split("I fold."), _queries(SHREDDING, SHREDDING)) == {}


ENCODER = HashedNgramEncoder(ModelEntry("hashed-ngrams", "hashed-ngrams", "1", 128, "Apache-2.0"))


def test_what_is_fitted_tells_what_people_say_apart() -> None:
    said = [("esco:feed", "the hens get their grain from me"), ("esco:other", "not among the classes")]
    model = fit_everyday(everyday_rows(CONCEPTS, said, [SHRED]), encode=ENCODER.encode)
    texts = ["hens get their grain", "files through the blades"]
    likely = model.log_probabilities(ENCODER.encode(texts)).argmax(axis=1)
    assert [model.classes[place] for place in likely] == ["esco:feed", "task:shred-files"]


def test_skills_that_are_alike_share_a_group_by_what_they_are_called_and_what_is_said_of_them() -> None:
    skills = [
        *(Concept(f"esco:{n}", f"weld metal {n}") for n in ("plates", "tubes")),
        *(Concept(f"esco:{n}", f"teach languages {n}") for n in ("early", "late")),
        Concept("esco:bind", "bind"),
    ]
    said = [("esco:bind", "I teach languages late"), ("esco:bind", "teach languages early"), ("esco:gone", "nothing")]
    found = group_alike(skills, said, encode=ENCODER.encode, groups=2)
    assert (
        found["esco:plates"] == found["esco:tubes"] != found["esco:early"] == found["esco:late"] == found["esco:bind"]
    )
    assert all([name.startswith(GROUP) for name in found.values()])


def test_a_group_learns_from_all_that_is_said_of_its_skills() -> None:
    groups = dict.fromkeys(("esco:fold", "esco:wash"), "group:0")
    rows = everyday_rows(CONCEPTS, [("esco:wash", "plates get clean")], [SHRED], groups)
    said = {text for name, text in rows if name == "group:0"}
    assert said == {"plates get clean", "fold boxes", "Folds flat boxes.", "wash dishes"}
    model = fit_everyday(rows, encode=ENCODER.encode, groups=groups)
    assert (model.groups, "esco:fold" in model.classes) == (groups, False)


def test_a_written_model_is_read_for_its_own_encoder_only(tmp_path: Path) -> None:
    model = replace(MODEL, groups={"esco:wash": "esco:fold"})
    write_everyday(model, tmp_path / "everyday.npz", revision="1")
    read = read_everyday(tmp_path / "everyday.npz", revision="1")
    assert read is not None
    assert (read.classes, read.weights.tolist()) == (MODEL.classes, MODEL.weights.tolist())
    assert read.groups == model.groups
    assert read_everyday(tmp_path / "everyday.npz", revision="2") is None


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04"])
def test_a_damaged_model_is_an_error_that_names_the_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "everyday.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"everyday\.npz"):
        read_everyday(tmp_path / "everyday.npz", revision="1")


def test_where_no_concept_is_a_class_all_are_unlikely_alike() -> None:
    strange = [Concept("other:1", "fold boxes"), Concept("other:2", "feed hens")]
    assert (EverydayRetriever(MODEL, strange).retrieve(_queries(FOLD)) == UNLIKELY).all()


def test_the_model_that_ships_knows_every_task_and_no_other() -> None:
    with np.load(EVERYDAY_MODEL, allow_pickle=False) as saved:
        classes = saved["classes"].tolist()
    tasks = read_tables(EVERYDAY_MODEL.parents[1] / "data")["workshop_tasks"]
    assert {name.removeprefix(TASK) for name in classes if name.startswith(TASK)} == set(tasks)


def test_what_is_said_for_a_task_counts_twice() -> None:
    said = [("esco:fold", "I put it flat"), (TASK + "shred-files", "I put it flat"), ("esco:feed", "hens get grain")]
    model = fit_everyday(said, encode=ENCODER.encode)
    found = dict(zip(model.classes, np.exp(model.log_probabilities(ENCODER.encode(["I put it flat"])))[0], strict=True))
    assert found[TASK + "shred-files"] == pytest.approx(2 * found["esco:fold"], rel=0.15)
