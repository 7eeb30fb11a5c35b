"""How much the guard finds and how often it is wrong, on texts whose personal parts are marked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.evaluation import Estimate, estimate, ratio, read_rows
from recommender.guard import Finding, find_personal


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """One part of a text that is personal: half-open range of code points, and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its personal parts; `part` is "tune", seen while the guard was written, or "check"."""

    text_id: str
    text: str
    spans: tuple[MarkedPart, ...]
    part: str


def score_guard(texts: Sequence[MarkedText]) -> dict[str, Estimate]:
    """Return how much is marked, how much would be removed whole, and how often a mark is wrong.

    *marked*: the guard points at the part, so that a person sees it. *removed whole*: nothing of it would stay.
    A false mark touches no personal part. Intervals resample whole texts, as their parts hang together.

    Examples
    --------
    >>> texts = [MarkedText("a", "Ask Frau Klee.", (MarkedPart(4, 13, "name"),), "check")]
    >>> found = score_guard([*texts, MarkedText("b", "Folds 30 boxes.", (), "check")])
    >>> found["marked"].mean, found["texts with a false mark, of those with nothing personal"].mean
    (1.0, 0.0)
    """
    judged = [(text, find_personal(text.text)) for text in texts]
    kinds = sorted({span.kind for text in texts for span in text.spans})
    figures = {
        "marked": _found(judged, _is_marked),
        "removed whole": _found(judged, _is_covered),
        "texts with a false mark, of those with nothing personal": estimate(
            [float(bool(found)) for text, found in judged if not text.spans]
        ),
        "false marks per 100 texts": _per_hundred([len(_false(text, found)) for text, found in judged]),
    }
    return figures | {f"marked: {kind}": _found(judged, _is_marked, kind=kind) for kind in kinds}


def in_numbers(texts: Sequence[MarkedText]) -> dict[str, int]:
    """Return how many texts there are, their personal parts, those that are marked, and the false marks.

    Examples
    --------
    >>> in_numbers([MarkedText("a", "Ask Frau Klee.", (MarkedPart(4, 13, "name"),), "check")])
    {'texts': 1, 'parts': 1, 'found': 1, 'wrong': 0}
    """
    parts = sum(len(text.spans) for text in texts)
    wrong = len(false_marks(texts))
    return {"texts": len(texts), "parts": parts, "found": parts - len(missed(texts)), "wrong": wrong}


def missed(texts: Iterable[MarkedText]) -> list[tuple[str, str, str]]:
    """Return what the guard does not point at: id of the text, kind and words."""
    return [
        (text.text_id, span.kind, text.text[span.start : span.end])
        for text in texts
        for span in text.spans
        if not _is_marked(span, find_personal(text.text))
    ]


def false_marks(texts: Iterable[MarkedText]) -> list[tuple[str, str, str]]:
    """Return what the guard points at without reason: id of the text, kind and words."""
    return [(text.text_id, f.kind, f.text) for text in texts for f in _false(text, find_personal(text.text))]


def read_marked(file: Path) -> list[MarkedText]:
    """Read marked texts, one a line.

    Raises
    ------
    DataError : with every broken line
    """
    return read_rows(file, _marked, fix="Correct the lines (data/eval/README.md)")


def _marked(row: dict[str, Any]) -> MarkedText:
    for span in row["spans"]:
        if row["text"][span["start"] : span["end"]] != span["text"]:
            raise ValueError(f"{span['text']!r} is not at its place")
    spans = tuple(MarkedPart(span["start"], span["end"], span["kind"]) for span in row["spans"])
    return MarkedText(row["id"], row["text"], spans, row["part"])


def _found(judged: Any, test: Any, *, kind: str | None = None) -> Estimate:
    pairs = []
    for text, found in judged:
        spans = [span for span in text.spans if kind in (None, span.kind)]
        if spans:
            pairs.append((float(sum(test(span, found) for span in spans)), float(len(spans))))
    value = ratio(pairs)
    return Estimate(value.mean, value.low, value.high, int(sum(whole for _, whole in pairs)))


def _per_hundred(counts: Sequence[int]) -> Estimate:
    value = estimate([100.0 * count for count in counts])
    return Estimate(value.mean, value.low, value.high, len(counts))


def _is_marked(span: MarkedPart, found: Sequence[Finding]) -> bool:
    return any(finding.start < span.end and span.start < finding.end for finding in found)


def _is_covered(span: MarkedPart, found: Sequence[Finding]) -> bool:
    return all(any(f.start <= place < f.end for f in found) for place in range(span.start, span.end))


def _false(text: MarkedText, found: Sequence[Finding]) -> list[Finding]:
    return [f for f in found if not any(f.start < span.end and span.start < f.end for span in text.spans)]
