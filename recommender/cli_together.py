"""The command that measures what is missed of a text where others are said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from recommender.cli_models import read_labelled
from recommender.domain.versions import NOTICE
from recommender.evaluation import RELEVANT, Estimate, GoldText, estimate
from recommender.grammatical_person import GrammaticalPerson, grammatical_person
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
    alone = [text for text in texts if any(text.text_id == one.text_id for one in joined)]
    found = {ALONE: _found(pipeline, alone), TOGETHER: _found(pipeline, joined)}
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


def followed(texts: Sequence[GoldText], *, number: int, seed: int = 0) -> list[GoldText]:
    """Let each text be followed by others in which the same pronouns are used, in an order drawn by chance.

    Returns
    -------
    One text for each, with the labels of its first part alone; none where too few are told by one person, or where
    several are spoken of.
    """
    drawn = [texts[position] for position in np.random.default_rng(seed).permutation(len(texts))]
    joined = []
    for person in (one for one in GrammaticalPerson if one is not GrammaticalPerson.SEVERAL):
        alike = [text for text in drawn if grammatical_person(text.text) is person]
        if len(alike) < number:
            continue
        for position, text in enumerate(alike):
            parts = [alike[(position + step) % len(alike)] for step in range(number)]
            joined.append(replace(text, text=" ".join(map(_sentence, parts))))
    return joined


def _sentence(text: GoldText) -> str:
    said = text.text.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _found(pipeline: Pipeline, texts: Sequence[GoldText]) -> Estimate:
    shown = [pipeline.suggest(text.text, language=text.language).suggestions for text in texts]
    pairs = zip(texts, shown, strict=True)
    return estimate([float(any(t.gold.get(s.concept_uri) == RELEVANT for s in some)) for t, some in pairs])
