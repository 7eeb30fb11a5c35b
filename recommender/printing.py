"""What the command line prints: tables as lines, documents as JSON. Output goes to stdout, messages to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from recommender.domain.matches import TrainingLists
from recommender.domain.suggestions import SuggestionList
from recommender.evaluation import Estimate


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of a table."""
    for line in lines:
        print(line)


def print_documents(documents: Sequence[Mapping[str, Any]], output: Format, *, single: bool) -> None:
    """Print documents: one, an array of several, or one a line."""
    if output is Format.JSONL:
        print_lines(json.dumps(document, ensure_ascii=False) for document in documents)
    else:
        shown: Any = documents[0] if single else documents
        print_lines([json.dumps(shown, ensure_ascii=False, indent=2)])


def say(message: str) -> None:
    """Tell the person something that is not output."""
    print(message, file=sys.stderr)


def bar(title: str) -> Any:
    """Return a progress bar for the steps of something long."""
    from tqdm import tqdm

    return lambda steps: tqdm(steps, desc=title, file=sys.stderr)


def suggestion_lines(found: SuggestionList) -> Iterator[str]:
    """Return what one text yields: skills with their words, tasks without an ESCO skill, what was set aside."""
    if found.text_id is not None:
        yield f"# {found.text_id}"
    for suggestion in found.suggestions:
        words = " … ".join(span.text for span in suggestion.evidence)
        yield f"{suggestion.rank:2}  {suggestion.preferred_label}  ←  “{words}”"
    for none in found.no_esco_skill:
        yield f" –  no ESCO skill: {none.name}  ←  “{none.span.text}”"
    for aside in found.set_aside:
        yield f" ·  set aside ({aside.reason.value}): “{aside.span.text}”"
    if found.note:
        yield f" !  {found.note}"


def training_lines(lists: TrainingLists) -> Iterator[str]:
    """Return the three lists of trainings with their reasons."""
    for title, matches in (
        ("Check now", lists.check_now),
        ("Next step", lists.next_step),
        ("You like it", lists.you_like_it),
    ):
        yield title
        for found in matches:
            yield f"  {found.title}: {found.sentence}"


def evaluation_lines(
    scored: Mapping[str, tuple[Mapping[str, Estimate], int]], listed: Mapping[str, Estimate]
) -> Iterator[str]:
    """Return the metrics of each run and of the shown list, each with its 95 % interval and n."""
    for name, (found, left_out) in scored.items():
        yield f"{name} ({left_out} texts without a grade-2 skill left out)"
        yield from (estimate_line(metric, value) for metric, value in found.items())
    yield "shown list"
    for metric, value in listed.items():
        counted = metric in {"suggestions per text", "must_not per 100 texts", "suggestions without a skill"}
        yield estimate_line(metric, value, percent=not counted)


def estimate_line(metric: str, value: Estimate, *, percent: bool = True) -> str:
    """Return a metric, its mean, its 95 % interval and n."""
    scale = 100 if percent else 1
    bounds = f"{value.low * scale:6.1f} to {value.high * scale:5.1f}"
    return f"  {metric:28} {value.mean * scale:6.1f}   {bounds}   n={value.n}"


def estimates(found: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    """Return estimates for a JSON document, to four places."""
    return {
        name: {"mean": round(e.mean, 4), "low": round(e.low, 4), "high": round(e.high, 4), "n": e.n}
        for name, e in found.items()
    }
