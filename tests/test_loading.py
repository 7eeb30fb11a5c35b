"""What becomes an entry of the index when the program loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender import loading
from recommender.retrieval.entries import layers
from recommender.settings import load_settings
from recommender.tables import BARE, SENTENCES, entry_rows


def test_what_is_marked_in_the_training_sentences_is_an_entry(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def watched(*gathered: Any) -> Any:
        given.extend(gathered)
        return layers(*gathered)

    monkeypatch.setattr(loading, "layers", watched)
    loading.load_pipeline(load_settings())
    _, sentences, phrases = given
    assert [sentences, phrases] == [entry_rows(*SENTENCES), entry_rows(*BARE)]
