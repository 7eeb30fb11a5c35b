"""The command that measures what each part of the ranking adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recommender.domain.versions import NOTICE, Versions
from recommender.errors import ConfigError
from recommender.evaluation import Estimate, GoldText, Pairs, difference, ratio, run_pairs, shown_pairs
from recommender.held_out import FOLDS, judge_held_out, labelled_candidates
from recommender.labelled import ranked_uris, read_labelled
from recommender.loading import CONFIRMED_TOGETHER, PARTS, load_pipeline, read_links
from recommender.printing import Format, bar, estimates, print_documents, print_lines
from recommender.settings import load_settings
from recommender.training.calibration import CUT, fit

RANKED = ("recall@10", "RP@5", "MRR")
LISTED = ("strict precision", "lenient precision", "texts with a grade-2 skill", "must_not per 100 texts")
OF_LISTS = ("RP@5", "RP@10", "MRR")  # public lists name the skills of a sentence and nothing that is near
COUNTED = "must_not per 100 texts"  # no share of a hundred
WHOLE, HELD_OUT = "all parts", "held out"
Measured = Mapping[str, Mapping[str, Pairs]]


def evaluate_parts(
    gold: list[Path],
    unseen: Annotated[
        list[Path] | None, typer.Option("--unseen", help="Texts that no fit sees, such as advertisements")
    ] = None,
    part: Annotated[list[str] | None, typer.Option("--part", help="Leave out this part only")] = None,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Each fold is judged by a fit on the others")] = FOLDS,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Leave out each part of the ranking in turn, fit the confidence without it, and measure held out.

    Each text is judged by fits that have not seen it. The first row has the figures with all parts, the others how
    much they change without one, with intervals of the difference; below zero the part helps (but for `must_not`).
    """
    names = part or list(PARTS)
    if unknown := sorted(set(names) - set(PARTS)):
        raise ConfigError(f"No part is called {unknown[0]}", where="--part", fix=f"One of: {', '.join(PARTS)}")
    texts, others = read_labelled(gold), {file.name: read_labelled([file]) for file in unseen or ()}
    whole, versions = _measured(texts, others, folds=folds)
    without = {name: _measured(texts, others, folds=folds, without=name)[0] for name in bar("Leaving out")(names)}
    figures = {
        source: {WHOLE: {metric: ratio(pairs) for metric, pairs in found.items()}}
        | {
            name: {metric: difference(measured[source][metric], pairs) for metric, pairs in found.items()}
            for name, measured in without.items()
        }
        for source, found in whole.items()
    }
    if output is Format.TABLE:
        for source, rows in figures.items():
            print_lines(_table(source, rows))
        return
    document = {
        "files": [file.name for file in gold],
        "texts": len(texts),
        "figures": {source: {name: estimates(row) for name, row in rows.items()} for source, rows in figures.items()},
        "versions": asdict(versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


def _measured(
    texts: Sequence[GoldText], others: Mapping[str, Sequence[GoldText]], *, folds: int, without: str | None = None
) -> tuple[Measured, Versions]:
    """Return what is counted of the texts held out, and of texts that no fit sees, with a part left out."""
    pipeline = load_pipeline(load_settings(), without=without)
    links = {} if without == CONFIRMED_TOGETHER else read_links()
    candidates = labelled_candidates(pipeline, texts)
    judged = judge_held_out(pipeline, texts, candidates, cut=CUT, links=links, folds=folds)
    pairs = run_pairs(texts, judged.ranked) | shown_pairs(texts, judged.shown)
    measured = {HELD_OUT: {name: pairs[name] for name in RANKED + LISTED}}
    fitted = pipeline.with_calibration(fit(candidates, cut=CUT, links=links))
    for source, some in others.items():
        found = run_pairs(some, {text.text_id: ranked_uris(fitted, text) for text in some})
        measured[source] = {name: found[name] for name in OF_LISTS}
    return measured, pipeline.versions


def _table(source: str, rows: Mapping[str, Mapping[str, Estimate]]) -> Iterator[str]:
    """Return a table that can be pasted into a card, in percent with 95 % intervals."""
    metrics = list(rows[WHOLE])
    yield f"{source}, n={rows[WHOLE]['MRR'].n}"
    yield ""
    yield f"| without | {' | '.join(metrics)} |"
    yield "|---" * (len(metrics) + 1) + "|"
    for name, found in rows.items():
        sign = "" if name == WHOLE else "+"
        cells = (_cell(one, sign=sign, scale=1 if metric == COUNTED else 100) for metric, one in found.items())
        yield f"| {PARTS.get(name, 'nothing (all parts)')} | {' | '.join(cells)} |"
    yield ""


def _cell(one: Estimate, *, sign: str, scale: int) -> str:
    mean, low, high = (f"{value * scale:{sign}.1f}" for value in (one.mean, one.low, one.high))
    return f"{mean} ({low} to {high})"
