"""The command that measures the guard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recommender.domain.versions import NOTICE
from recommender.evaluation import Estimate
from recommender.guard_figures import MarkedText, false_marks, missed, read_marked, score_guard
from recommender.printing import Format, print_documents, print_lines
from recommender.settings import PROJECT, VERSION

MARKED = PROJECT / "data" / "eval" / "guard.jsonl"
PARTS = ("tune", "check")  # seen while the guard was written, and not seen


def evaluate_guard(
    file: Annotated[Path, typer.Argument(help="Marked texts, one a line")] = MARKED,
    examples: Annotated[bool, typer.Option("--examples", help="List what is missed and marked wrongly")] = False,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure what the guard finds in texts with personal parts, and how often it marks what is not personal."""
    texts = read_marked(file)
    parts = {part: [text for text in texts if text.part == part] for part in PARTS}
    if output is Format.TABLE:
        print_lines(line for part, some in parts.items() for line in _lines(part, some, examples=examples))
        return
    document = {
        "file": file.name,
        "texts": len(texts),
        "parts": {part: _rounded(some) for part, some in parts.items()},
        "versions": {"recommender": VERSION},
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


def _lines(part: str, texts: Sequence[MarkedText], *, examples: bool) -> Iterator[str]:
    yield f"{part}: {len(texts)} texts, {sum(not text.spans for text in texts)} with nothing personal"
    for name, value in score_guard(texts).items():
        scale = 1 if name.startswith("false marks per") else 100
        yield f"  {name:58} {_scaled(value, scale)}   n={value.n}"
    if examples:
        yield from (f"  missed\t{where}\t{kind}\t{words}" for where, kind, words in missed(texts))
        yield from (f"  marked wrongly\t{where}\t{kind}\t{words}" for where, kind, words in false_marks(texts))


def _scaled(value: Estimate, scale: float) -> str:
    return f"{value.mean * scale:6.1f}   {value.low * scale:6.1f} to {value.high * scale:5.1f}"


def _rounded(texts: Sequence[MarkedText]) -> dict[str, dict[str, float]]:
    return {
        name: {key: round(number, 4) for key, number in asdict(value).items()}
        for name, value in score_guard(texts).items()
    }
