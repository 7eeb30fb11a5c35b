"""What becomes an entry of the index when the program loads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recommender import loading
from recommender.errors import DataError
from recommender.retrieval.confidence import FEATURES
from recommender.retrieval.entries import layers
from recommender.settings import load_settings
from recommender.tables import BARE, MIXED, SENTENCES, training_rows


def test_what_is_said_is_an_entry_but_for_sentences_of_several_doings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []

    def watched(*gathered: Any) -> Any:
        given.extend(gathered)
        return layers(*gathered)

    monkeypatch.setattr(loading, "layers", watched)
    loading.load_pipeline(load_settings())
    _, sentences, phrases = given
    said, bare = ([(style, text) for _, style, text in training_rows(*names)] for names in (SENTENCES, BARE))
    assert [text for _, text in sentences] == [text for style, text in said if style != MIXED] != [t for _, t in said]
    assert [text for _, text in phrases] == [text for _, text in bare]


def test_a_calibration_of_other_features_is_not_read_as_if_it_were_of_these(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = json.loads(loading.CALIBRATIONS.read_text(encoding="utf-8"))
    row = table["plain-speech-4"]
    row["features"] = row["features"][::-1]
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(loading, "CALIBRATIONS", file)
    with pytest.raises(DataError, match="other features"):
        loading.read_calibration("plain-speech-4")
    file.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="Restore the file"):
        loading.read_calibration("plain-speech-4")


def test_a_model_without_a_fit_of_its_own_is_judged_as_the_stock_model_is() -> None:
    stock = loading.read_calibration(loading.STOCK_MODEL)
    assert loading.read_calibration("a-model-of-ones-own") == stock != loading.read_calibration("plain-speech-4")


def test_the_fit_of_the_stock_model_does_not_count_on_a_model_that_it_lacks() -> None:
    stock = loading.read_calibration(loading.STOCK_MODEL)
    unseen = [number for number, name in enumerate(FEATURES) if name.startswith(("best likelihood", "likelihood"))]
    fits = (stock.alone.everyday, stock.alone.others, stock.among.everyday, stock.among.others)
    assert all([abs(fit.coefficients[number]) < 0.001 for fit in fits for number in unseen])
