"""Commands about how good the suggestions are, and how the models that ship with the project are made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from recommender.domain.versions import NOTICE
from recommender.encoder_stages import MATERIAL, Stage
from recommender.errors import DataError
from recommender.evaluation import score_run, score_shown
from recommender.held_out import judge_held_out, labelled_candidates
from recommender.labelled import ranked_uris, read_labelled, shown_lists
from recommender.loading import (
    CALIBRATIONS,
    DOING_MODEL,
    EVERYDAY_MODEL,
    floor_rankings,
    load_kinds_encoder,
    load_model,
    load_pipeline,
    load_release,
    read_links,
)
from recommender.printing import (
    Format,
    bar,
    estimates,
    evaluation_lines,
    print_documents,
    print_lines,
    say,
)
from recommender.retrieval.confidence import FEATURES
from recommender.retrieval.everyday import write_everyday
from recommender.retrieval.vectors import VectorCache
from recommender.settings import DEFAULT_MODEL, PROJECT, load_settings
from recommender.tables import (
    ALL,
    BARE,
    BAREST,
    DIRECT,
    EVERYDAY,
    PHRASES,
    RARER,
    SENTENCES,
    TOLD,
    read_tables,
    training_clauses,
    training_rows,
)
from recommender.training.calibration import CUT, fit
from recommender.training.doing import fit_doing
from recommender.training.encoder import blend, encode_with, train_encoder
from recommender.training.everyday import everyday_rows, fit_everyday, group_alike
from recommender.training.layers import LAYERS, train_layers

train = typer.Typer(no_args_is_help=True, help="Make the models that ship with the project.", rich_markup_mode=None)
# Texts that all tell of doing, for its model, and what one of them counts beside a labelled clause; what people say of
# a person, and the lines of advertisements, which nobody says.
DOINGS = (((ALL, EVERYDAY), 0.1), ((PHRASES,), 0.2), ((TOLD,), 0.1), ((RARER,), 0.1), ((DIRECT, BAREST), 0.1))
ADVERTISED, ADVERTISEMENTS = "a", ((ALL, RARER), 0.2)


def evaluate(
    gold: list[Path],
    floors: Annotated[bool, typer.Option("--floors/--no-floors", help="Also rank by the two floors")] = True,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure rankings and shown lists on labelled texts, beside two floors.

    A catalogue counts as labelled texts, too: its outcomes with the ESCO skills that they name.
    """
    texts = read_labelled(gold)
    pipeline = load_pipeline(load_settings())
    ranked = {text.text_id: ranked_uris(pipeline, text) for text in texts}
    runs: dict[str, Mapping[str, Sequence[str]]] = {"this version": ranked}
    if floors:
        runs |= floor_rankings(pipeline, load_settings(), {text.text_id: text.text for text in texts})
    shown = shown_lists(pipeline, texts)
    scored = {name: score_run(texts, run) for name, run in runs.items()}
    listed = score_shown(texts, shown)
    if output is Format.TABLE:
        print_lines(evaluation_lines(scored, listed))
        return
    document = {
        "files": [file.name for file in gold],
        "texts": len(texts),
        "left_out": next(iter(scored.values()))[1],
        "ranking": {name: estimates(found) for name, (found, _) in scored.items()},
        "shown": estimates(listed),
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    print_documents([document], output, single=True)


@train.command("calibration", epilog="Example: recommender train calibration data/eval/dev_g1.jsonl")
def train_calibration(
    gold: list[Path],
    cut: Annotated[float, typer.Option("--cut", min=0, max=1, help="Confidence from which a skill is shown")] = CUT,
    target: Annotated[Path, typer.Option("--target", help="File to write")] = CALIBRATIONS,
) -> None:
    """Fit the confidence on labelled texts, and measure each twentieth of them by a fit on all others."""
    texts = read_labelled(gold)
    pipeline, links = load_pipeline(load_settings()), read_links()
    found = labelled_candidates(pipeline, texts)
    judged = judge_held_out(pipeline, texts, found, cut=cut, links=links)
    calibration = fit(found, cut=cut, links=links)
    rows = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
    rows[pipeline.encoder.name] = {"features": FEATURES, **asdict(calibration)}
    _write(target, json.dumps(rows, indent=1))
    for name, part in [*((str(file), read_labelled([file])) for file in gold), ("all texts together", texts)]:
        listed = score_shown(part, judged.shown)
        print_lines([name, *evaluation_lines({"ranking": score_run(part, judged.ranked)}, listed)])
    say(f"Written: {target}")


@train.command("encoder", epilog="Example: recommender train encoder base-model my-model")
def train_sentence_encoder(
    base: Annotated[Path, typer.Argument(help="Folder of the model to start from")],
    target: Annotated[Path, typer.Argument(help="Folder to write the new model to")],
    stage: Annotated[Stage, typer.Option("--stage", help="What to train on")] = Stage.STATEMENTS,
    seed: Annotated[int, typer.Option("--seed")] = 0,
    epochs: Annotated[int, typer.Option("--epochs", min=1)] = 2,
    learning_rate: Annotated[float, typer.Option("--learning-rate")] = 8e-5,
    half: Annotated[bool, typer.Option("--half", help="Half precision: faster where the processor has it")] = False,
) -> None:
    """Fine-tune the encoder on the sentences of data/training; half an hour to an hour for each stage on two cores."""
    if not (base / "modules.json").is_file():
        raise DataError("This folder holds no model", where=str(base), fix="Run recommender setup first")
    concepts = load_release(load_settings()).concepts
    material = MATERIAL[stage](concepts, partial(encode_with, base), np.random.default_rng(seed))
    steps = train_encoder(
        base,
        target,
        material.concepts,
        material.rows,
        groups=material.groups,
        epochs=epochs,
        spoken_passes=material.spoken_passes,
        learning_rate=learning_rate,
        seed=seed,
        half=half,
        progress=bar("Training the encoder"),
    )
    say(f"Written after {steps} steps: {target}")


@train.command("blend", epilog="Example: recommender train blend stage-1 stage-2 my-model")
def train_blend(
    first: Annotated[Path, typer.Argument(help="Folder of a model")],
    second: Annotated[Path, typer.Argument(help="Folder of a model that was trained from it, or that it comes from")],
    target: Annotated[Path, typer.Argument(help="Folder to write their mean to")],
    share: Annotated[float, typer.Option("--share", min=0, max=1, help="Weight of the second")] = 0.5,
) -> None:
    """Average two stages of an encoder, weight by weight."""
    for folder in (first, second):
        if not (folder / "modules.json").is_file():
            raise DataError("This folder holds no model", where=str(folder))
    blend(first, second, target, share=share)
    say(f"Written: {target}")


@train.command("kinds", epilog="Example: recommender train kinds models/clause-kinds-1/layers.safetensors")
def train_kinds(
    target: Annotated[Path, typer.Argument(help="File to write the layers to")],
    seed: Annotated[int, typer.Option("--seed")] = 0,
    epochs: Annotated[int, typer.Option("--epochs", min=1)] = 5,
    layers: Annotated[int, typer.Option("--layers", min=1)] = LAYERS,
) -> None:
    """Train the layers that lay together clauses which say the same of a person; a quarter of an hour on two cores."""
    steps = train_layers(
        PROJECT / "models" / DEFAULT_MODEL,
        target,
        training_clauses(),
        [*(_said(*names) for names, _ in DOINGS), _advertised()],
        layers=layers,
        epochs=epochs,
        seed=seed,
        progress=bar("Training the layers"),
    )
    say(f"Written after {steps} steps: {target}. Its sha256 is the revision in models/registry.toml")


@train.command("doing", epilog="Example: recommender train doing")
def train_doing(
    target: Annotated[Path, typer.Option("--target", help="File to write")] = DOING_MODEL,
    seed: Annotated[int, typer.Option("--seed")] = 0,
) -> None:
    """Fit the model that tells doing from wishes, needs and the rest, over the layers of `train kinds`; two minutes."""
    encoder = load_kinds_encoder(load_settings())
    doings = [(_said(*names), weight) for names, weight in DOINGS]
    doings.append((_advertised(), ADVERTISEMENTS[1]))
    model = fit_doing(training_clauses(), doings, encoder=encoder, rng=np.random.default_rng(seed))
    row = {"encoder_revision": encoder.revision, **asdict(model)}
    _write(target, json.dumps(row))
    say(f"Written: {target}")


@train.command("everyday", epilog="Example: recommender train everyday")
def train_everyday(
    target: Annotated[Path, typer.Option("--target", help="File to write")] = EVERYDAY_MODEL,
) -> None:
    """Fit the model that tells skills and tasks apart, for the encoder in use; some minutes on two cores.

    Vectors of texts are taken from the index where it holds them.
    """
    settings = load_settings()
    encoder = load_model(settings)
    encode = VectorCache(settings.home / "cache", encoder).vectors
    chosen = {uri for uri, _, _ in training_rows(EVERYDAY)}
    concepts = load_release(settings).concepts
    tasks = read_tables(PROJECT / "data")["workshop_tasks"].values()
    said = [(uri, sentence) for uri, _, sentence in training_rows(*SENTENCES, *BARE, TOLD)]
    groups = group_alike([one for one in concepts if one.concept_uri not in chosen], said, encode=encode)
    rows = everyday_rows(concepts, said, tasks, groups)
    write_everyday(fit_everyday(rows, encode=encode, groups=groups), target, revision=encoder.revision)
    say(f"Written after {len(rows)} texts: {target}")


def _said(*names: str) -> list[str]:
    """Return the sentences of training files that people say; nobody says the lines of advertisements."""
    return [line for _, style, line in training_rows(*names) if style != ADVERTISED]


def _advertised() -> list[str]:
    """Return the lines of advertisements of the training files."""
    return [line for _, style, line in training_rows(*ADVERTISEMENTS[0]) if style == ADVERTISED]


def _write(target: Path, line: str) -> None:
    """Write a model beside its file and put it in place, so that a stop in the middle leaves the one before."""
    beside = target.with_name(target.name + ".part")
    beside.write_text(line + "\n", encoding="utf-8", newline="\n")
    beside.replace(target)
