"""What becomes an entry of the index when the program loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender import loading
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
