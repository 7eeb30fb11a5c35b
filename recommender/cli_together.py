"""The command that measures what is missed of a text where others are said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recommender.domain.versions import NOTICE
from recommender.errors import DataError
from recommender.evaluation import RELEVANT, Estimate, GoldText, score_shown
from recommender.grammatical_person import followed
from recommender.labelled import read_labelled, shown_lists
from recommender.loading import load_pipeline
from recommender.pipeline import Pipeline
from recommender.printing import Format, estimate_line, estimates, print_documents, print_lines
from recommender.settings import load_settings

ALONE, TOGETHER = "alone", "together"


def evaluate_together(
    gold: list[Path],
    number: Annotated[int, typer.Option("--number", min=2, help="Texts that are said one after the other")] = 3,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Count the texts that get a right skill: each alone, and each with others after it."""
    texts = [text for text in read_labelled(gold) if RELEVANT in text.gold.values()]
    pipeline = load_pipeline(load_settings())
    joined = followed(texts, number=number)
    if not joined:
        raise DataError(f"No {number} texts have the same pronouns", where="evaluate", fix="Give more labelled texts")
    first = {text.text_id for text in joined}
    said = {ALONE: [text for text in texts if text.text_id in first], TOGETHER: joined}
    found = {name: _shown_right(pipeline, some) for name, some in said.items()}
    if output is Format.TABLE:
        print_lines(estimate_line(name, one) for name, one in found.items())
        return
    document = {
        "files": [file.name for file in gold],
        "number": number,
        "found": estimates(found),
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


def _shown_right(pipeline: Pipeline, texts: Sequence[GoldText]) -> Estimate:
    return score_shown(texts, shown_lists(pipeline, texts))["texts with a grade-2 skill"]
