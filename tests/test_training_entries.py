"""Which sentences become entries of the index, and how that is written down."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

from recommender.tables import EVERYDAY, mark_entries
from recommender.training.entries import far_apart

FILE = "everyday.tsv.gz"


def vectors(*degrees: float) -> np.ndarray:
    turned = np.radians(degrees)
    return np.column_stack([np.cos(turned), np.sin(turned)]).astype(np.float32)


def test_of_sentences_that_are_near_the_one_in_the_middle_is_kept() -> None:
    assert far_apart(["a"] * 4, vectors(0, 20, 40, 200)) == [False, True, False, True]


def test_what_another_concept_says_is_never_too_near() -> None:
    assert far_apart(["a", "b"], vectors(0, 0)) == [True, True]
    assert far_apart(["a", "a"], vectors(0, 0)) == [True, False]


def test_how_near_is_too_near_can_be_said() -> None:
    assert far_apart(["a", "a"], vectors(0, 30), near=0.9) == [True, True]
    assert far_apart(["a", "a"], vectors(0, 30), near=0.8) == [True, False]


def test_a_mark_is_for_one_sentence_of_one_concept_and_can_be_taken_back(tmp_path: Path) -> None:
    rows = "concept_uri\tstyle\tsentence\tentry\nesco:a\ti\tI fold\t\nesco:a\tc\tshe folds\t1\nesco:b\ti\tI fold\t\n"
    (tmp_path / FILE).write_bytes(gzip.compress(rows.encode()))
    mark_entries(EVERYDAY, {("esco:a", "I fold")}, folder=tmp_path)
    written = gzip.decompress((tmp_path / FILE).read_bytes()).decode()
    assert [line.split("\t")[3] for line in written.splitlines()[1:]] == ["1", "", ""]
    assert written.replace("\t1\n", "\t\n") == rows.replace("\t1\n", "\t\n")
    first = (tmp_path / FILE).read_bytes()
    mark_entries(EVERYDAY, {("esco:a", "I fold")}, folder=tmp_path)
    assert (tmp_path / FILE).read_bytes() == first
