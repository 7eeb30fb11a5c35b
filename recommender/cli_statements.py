"""The command that measures whether doing is told from what is not done."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recommender.domain.versions import NOTICE
from recommender.loading import load_pipeline
from recommender.printing import Format, estimate_line, estimates, print_documents, print_lines
from recommender.settings import load_settings
from recommender.statement_figures import read_notes, score_statements


def evaluate_statements(
    labelled: list[Path],
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure on texts with labelled clauses: is what is done kept, and all else set aside for its reason?"""
    notes = {file.name: read_notes(file) for file in labelled}
    pipeline = load_pipeline(load_settings())
    found = {name: score_statements(some, pipeline.statements) for name, some in notes.items()}
    if output is Format.TABLE:
        for name, figures in found.items():
            print_lines([name, *(estimate_line(figure, one) for figure, one in figures.items())])
        return
    document = {
        "files": {name: estimates(figures) for name, figures in found.items()},
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)
