"""The command that measures a catalogue: do its outcomes find the ESCO skills that they are linked to?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from recommender.catalogue.reading import read_catalogue
from recommender.domain.versions import NOTICE
from recommender.errors import DataError
from recommender.loading import load_pipeline
from recommender.outcome_figures import DEPTH, EntryFigure, OutcomeFigure, mean_recall, score_outcomes
from recommender.printing import Format, print_documents, print_lines
from recommender.settings import PROJECT, load_settings

DEFAULT = PROJECT / "data" / "catalogue" / "default.csv"


def evaluate_catalogue(
    file: Annotated[Path, typer.Argument(help="A catalogue with outcomes in English and ESCO links")] = DEFAULT,
    below: Annotated[float, typer.Option("--below", min=0, max=1, help="List the outcomes of entries below this")] = 0,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure how many of their linked ESCO skills the outcomes of each entry find, worst entry first.

    Where an entry finds few, an outcome says several things or other things than its links, or the ranking fails:
    read both beside ESCO's descriptions before changing either.
    """
    trainings = read_catalogue(file).trainings
    if not any(outcome.concept_uris for training in trainings for outcome in training.learning_outcomes):
        raise DataError(
            "No outcome of this catalogue has an ESCO link",
            where=str(file),
            fix="Confirm links first: recommender catalogue map proposes them",
        )
    pipeline = load_pipeline(load_settings())

    def ranking(text: str) -> list[str]:
        return [one.concept_uri for one in pipeline.rank(text, language="en", top=DEPTH).suggestions]

    entries = score_outcomes(trainings, ranking)
    if output is Format.TABLE:
        print_lines(_lines(entries, pipeline.labels, below=below))
        return
    document = {
        "file": file.name,
        f"recall@{DEPTH}": round(mean_recall(entries), 4),
        "entries": [_row(entry) for entry in entries],
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


def _lines(entries: Sequence[EntryFigure], labels: Mapping[str, str], *, below: float) -> Iterator[str]:
    yield f"recall@{DEPTH}, mean of {len(entries)} entries: {mean_recall(entries):.3f}"
    for entry in entries:
        without = f", {entry.unlinked} without a link" if entry.unlinked else ""
        yield f"  {entry.recall:.2f}  {entry.training_id} ({len(entry.outcomes)} outcomes{without})"
        if entry.recall < below:
            yield from (line for outcome in entry.outcomes if outcome.missing for line in _missing(outcome, labels))


def _missing(outcome: OutcomeFigure, labels: Mapping[str, str]) -> Iterator[str]:
    yield f"        {outcome.recall:.2f}  {outcome.number}. {outcome.text}"
    yield f"              linked, not found: {_named(outcome.missing, labels)}"
    yield f"              found: {_named(outcome.found, labels) or 'nothing'}"


def _named(uris: Sequence[str], labels: Mapping[str, str]) -> str:
    return "; ".join(labels.get(uri, uri) for uri in uris)


def _row(entry: EntryFigure) -> dict[str, Any]:
    return {
        "training_id": entry.training_id,
        f"recall@{DEPTH}": round(entry.recall, 4),
        "unlinked": entry.unlinked,
        "outcomes": [
            {
                "number": one.number,
                "text": one.text,
                f"recall@{DEPTH}": round(one.recall, 4),
                "missing": list(one.missing),
                "found": list(one.found),
            }
            for one in entry.outcomes
        ],
    }
