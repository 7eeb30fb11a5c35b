"""Similarities in whole numbers of eight bits are those of single precision, and the same alone as among others."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.retrieval.encoders import Vectors, normalised
from recommender.retrieval.similarity import TOLERANCE, Similarities


def drawn(rows: int, *, seed: int, dimensions: int = 384) -> Vectors:
    return normalised(np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32))


def test_they_are_near_to_those_in_single_precision() -> None:
    entries, queries = drawn(2000, seed=0), drawn(20, seed=1)
    queries[0] = entries[7]
    assert Similarities(entries).to(queries) == pytest.approx(queries @ entries.T, abs=TOLERANCE)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_largest_sums_do_not_overflow(sign: float) -> None:
    # Sixteen bits hold the sum of two products of the largest numbers, and no more.
    alike = np.full((3, 384), 384**-0.5, dtype=np.float32)
    assert Similarities(alike).to(sign * alike) == pytest.approx(np.full((3, 3), sign), abs=TOLERANCE)


def test_they_are_the_same_to_the_last_digit_alone_and_among_others() -> None:
    similarities, queries = Similarities(drawn(500, seed=2)), drawn(33, seed=3)
    together = similarities.to(queries)
    assert all([np.array_equal(similarities.to(queries[[n]])[0], together[n]) for n in range(33)])


def test_what_has_no_direction_is_like_nothing() -> None:
    nothing = np.zeros((2, 8), dtype=np.float32)
    assert not Similarities(drawn(3, seed=4, dimensions=8)).to(nothing).any()
    assert not Similarities(nothing).to(drawn(3, seed=5, dimensions=8)).any()
