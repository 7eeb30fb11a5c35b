"""The command that measures by who is spoken of, and whether it matters if that is a man or a woman."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recommender.domain.suggestions import SuggestionList
from recommender.domain.versions import NOTICE
from recommender.evaluation import Estimate, GoldText, score_run, score_shown
from recommender.grammatical_person import GrammaticalPerson, grammatical_person, said_of_her
from recommender.labelled import ranked_uris, read_labelled, shown_lists
from recommender.loading import load_pipeline
from recommender.pipeline import Pipeline
from recommender.printing import Format, estimates, print_documents, print_lines
from recommender.settings import load_settings

METRICS = ("recall@10", "RP@5", "hit@5", "MRR", "strict precision", "lenient precision", "texts with a grade-2 skill")
OF_HER = "the same of her"
Shown = Mapping[str, SuggestionList]


def evaluate_voices(
    gold: list[Path],
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure rankings and shown lists by who is spoken of, and again with every *he* said of a woman."""
    texts = read_labelled(gold)
    pipeline = load_pipeline(load_settings())
    parts = {
        person.value: [text for text in texts if grammatical_person(text.text) is person]
        for person in GrammaticalPerson
    }
    men = parts[GrammaticalPerson.HE]
    parts[OF_HER] = [said_of_her(text) for text in men]
    shown = {name: shown_lists(pipeline, part) for name, part in parts.items()}
    figures = {name: _figures(pipeline, part, shown[name]) for name, part in parts.items() if part}
    alike = sum(
        _concepts(shown[OF_HER][text.text_id]) == _concepts(shown[GrammaticalPerson.HE][text.text_id]) for text in men
    )
    if output is Format.TABLE:
        print_lines(_lines(figures))
        print_lines([f"The same skills are shown of her as of him: {alike} of {len(men)} texts."])
        return
    document = {
        "files": [file.name for file in gold],
        "voices": {name: estimates(found) for name, found in figures.items()},
        "same_of_her": {"alike": alike, "texts": len(men)},
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


def _figures(pipeline: Pipeline, texts: Sequence[GoldText], shown: Shown) -> dict[str, Estimate]:
    ranking, _ = score_run(texts, {text.text_id: ranked_uris(pipeline, text) for text in texts})
    found = ranking | score_shown(texts, shown)
    return {name: found[name] for name in METRICS}


def _concepts(found: SuggestionList) -> list[str]:
    return [suggestion.concept_uri for suggestion in found.suggestions]


def _lines(figures: Mapping[str, Mapping[str, Estimate]]) -> Iterator[str]:
    """Return a table that can be pasted into a card: one row for each voice, in percent with the 95 % intervals."""
    yield f"| who is spoken of | n | {' | '.join(METRICS)} |"
    yield "|---" * (len(METRICS) + 2) + "|"
    for voice, found in figures.items():
        cells = (f"{one.mean * 100:.1f} ({one.low * 100:.1f} to {one.high * 100:.1f})" for one in found.values())
        yield f"| {voice} | {found['MRR'].n} | {' | '.join(cells)} |"
