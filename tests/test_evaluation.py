"""Metrics against values worked out by hand, and the conventions of the field."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.suggestions import SetAside, Suggestion, SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import DataError
from recommender.evaluation import (
    METRICS,
    Estimate,
    GoldText,
    calibration_error,
    difference,
    ndcg_at,
    r_precision_at,
    ratio,
    read_gold,
    recall_at,
    score_run,
    score_shown,
)

QRELS = {"a": 2, "b": 2, "c": 1}
RANKING = ["x", "a", "c", "b"]
VERSIONS = Versions("1.2.0", "m", "c", "0")


def test_the_metrics_equal_what_a_hand_works_out() -> None:
    dcg = 2 / math.log2(3) + 1 / math.log2(4) + 2 / math.log2(5)
    ideal = 2 + 2 / math.log2(3) + 1 / math.log2(4)
    assert {name: metric(RANKING, QRELS) for name, metric in METRICS.items()} == pytest.approx(
        {"recall@10": 1.0, "RP@5": 1.0, "RP@10": 1.0, "hit@5": 1.0, "MRR": 0.5, "nDCG@10": dcg / ideal}
    )


def test_recall_divides_by_all_relevant_and_r_precision_by_what_could_fit() -> None:
    qrels = dict.fromkeys("abcdefgh", 2)
    assert recall_at(["a", "b"], qrels, k=2) == 0.25
    assert r_precision_at(["a", "b"], qrels, k=2) == 1.0


@given(st.permutations(list("abcxyz")))
def test_every_metric_lies_between_nothing_and_one(ranking: list[str]) -> None:
    assert all([0 <= metric(ranking, QRELS) <= 1 for metric in METRICS.values()])
    assert ndcg_at(["a", "b", "c"], QRELS, k=10) == pytest.approx(1.0)


def test_texts_without_a_relevant_skill_are_left_out_and_missing_rankings_score_zero() -> None:
    gold = [GoldText("1", "t", QRELS), GoldText("2", "t", {"a": 1}), GoldText("3", "t", {"b": 2})]
    scores, left_out = score_run(gold, {"1": RANKING})
    assert (left_out, scores["hit@5"].n, scores["hit@5"].mean) == (1, 2, 0.5)


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    found = ratio([(1, 1), (0, 1), (1, 1)])
    assert found.low <= found.mean <= found.high
    assert found == ratio([(1, 1), (0, 1), (1, 1)])


def _suggestion(uri: str, start: int, end: int) -> Suggestion:
    return Suggestion(1, uri, uri, 0.5, Support.UNSTATED, (Span(start, end, "x" * (end - start)),))


def test_the_shown_list_is_scored_for_precision_temptation_and_set_aside_words() -> None:
    aside = (SetAside(Span(8, 12, "xxxx"), StatementKind.WISH),)
    shown = SuggestionList("1", (_suggestion("a", 0, 4), _suggestion("z", 6, 10)), aside, (), None, VERSIONS)
    scores = score_shown([GoldText("1", "x" * 20, QRELS, frozenset({"z"}))], {"1": shown})
    assert scores["strict precision"].mean == 0.5
    assert scores["must_not per 100 texts"].mean == 100
    assert scores["claims on set-aside words"].mean == 1


def test_a_perfect_calibration_has_no_error_and_a_false_one_does() -> None:
    assert calibration_error([(1.0, 1.0), (0.0, 0.0)] * 10) == 0
    assert calibration_error([(0.9, 0.0), (0.9, 0.0)]) == pytest.approx(0.9)


def test_the_calibration_error_has_an_interval_from_other_texts_of_the_kind() -> None:
    sure = [GoldText(str(number), "xxxx", {"a": 2 if number % 3 else 1, "b": 2}) for number in range(12)]
    shown = {
        text.text_id: SuggestionList(text.text_id, (_suggestion("a", 0, 4),), (), (), None, VERSIONS) for text in sure
    }
    error = score_shown(sure, shown)["calibration error"]
    assert (round(error.mean, 4), error.n) == (round(8 / 12 - 0.5, 4), 12)
    assert 0 <= error.low < error.mean < error.high


def test_a_difference_of_the_same_texts_is_surer_than_the_figures_themselves() -> None:
    before = [(float(number % 2), 1.0) for number in range(40)]
    after = [(right * 0.5, whole) for right, whole in before]
    found, itself = difference(after, before), ratio(before)
    assert (found.mean, found.n) == (-0.25, 40)
    assert found.low < found.mean < found.high < 0
    assert found.high - found.low < itself.high - itself.low


def test_what_is_the_same_differs_by_nothing() -> None:
    assert difference([(1.0, 2.0), (0.0, 0.0)], [(1.0, 2.0), (0.0, 0.0)]) == Estimate(0.0, 0.0, 0.0, 2)
    assert difference([], []) == Estimate(0.0, 0.0, 0.0, 0)


def test_a_broken_gold_file_names_all_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "1", "text": "t", "gold": ["a"]}\nno json\n{"text": "t"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"line 2: .*; line 3: 'id'"):
        read_gold(file)


@pytest.mark.parametrize(
    "row", ['{"id": 1, "text": "t"}', '{"id": "1", "text": 5}', '{"id": "1", "text": "t", "gold": {"a": "2"}}']
)
def test_a_gold_line_with_something_else_than_text_or_grades_is_named(tmp_path: Path, row: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(row, encoding="utf-8")
    with pytest.raises(DataError, match='line 1: "'):
        read_gold(file)
