"""Labelled texts as they are given to a command, and what the pipeline ranks and shows for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from recommender.catalogue.reading import read_catalogue
from recommender.domain.suggestions import SuggestionList
from recommender.errors import DataError
from recommender.evaluation import GoldText, read_gold
from recommender.pipeline import Pipeline

TABLES = (".csv", ".xlsx")  # of catalogues


def read_labelled(files: Sequence[Path]) -> list[GoldText]:
    """Read labelled texts from JSON lines and catalogues.

    Raises
    ------
    DataError : two texts have the same id
    """
    texts = [text for file in files for text in (_outcomes(file) if file.suffix in TABLES else read_gold(file))]
    if len({text.text_id for text in texts}) < len(texts):
        raise DataError("Two texts have the same id", where="evaluate", fix="Give every text an id of its own")
    return texts


def ranked_uris(pipeline: Pipeline, text: GoldText) -> list[str]:
    """Return the concepts of the whole ranking for a labelled text, best first."""
    found = pipeline.rank(text.text, text_id=text.text_id, language=text.language)
    return [suggestion.concept_uri for suggestion in found.suggestions]


def shown_lists(pipeline: Pipeline, texts: Iterable[GoldText]) -> dict[str, SuggestionList]:
    """Return what is shown for each of the labelled texts, by its id."""
    return {t.text_id: pipeline.suggest(t.text, text_id=t.text_id, language=t.language) for t in texts}


def _outcomes(file: Path) -> list[GoldText]:
    """Read a catalogue as labelled texts: each learning outcome with the ESCO skills that it names."""
    return [
        GoldText(f"{training.training_id}/{number}", outcome.text, dict.fromkeys(outcome.concept_uris, 2))
        for training in read_catalogue(file).trainings
        for number, outcome in enumerate(training.learning_outcomes, start=1)
    ]
