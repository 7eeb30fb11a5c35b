"""Load what the steps need: classification, model, index, tables, catalogue in use, published figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from recommender.catalogue.reading import read_catalogue
from recommender.domain.trainings import Catalogue
from recommender.domain.work_areas import WorkshopTask
from recommender.errors import DataError, NotReadyError
from recommender.pipeline import Pipeline
from recommender.retrieval.confidence import FEATURES, ByKind, Calibration, Logistic
from recommender.retrieval.doing import Judge, read_doing
from recommender.retrieval.encoders import Encoder, JoiningEncoder, RememberingEncoder, model_entry, read_registry
from recommender.retrieval.entries import EntryKind, Layer, layers
from recommender.retrieval.everyday import EverydayRetriever, read_everyday
from recommender.retrieval.floors import FLOORS
from recommender.retrieval.lexical import LexicalRetriever
from recommender.retrieval.links import SHARES
from recommender.retrieval.ranking import LIKELY_SKILLS, PREFERRED, Order, Ranker
from recommender.retrieval.retrievers import DenseRetriever, RememberingRetriever, Retriever
from recommender.retrieval.tasks import LikelyTaskFinder, NearestTaskFinder, wordings
from recommender.retrieval.transformers import OnnxEncoder, load_encoder
from recommender.retrieval.vectors import VectorCache
from recommender.settings import DEFAULT_MODEL, PROJECT, Settings
from recommender.setup import installed_release, model_folder
from recommender.tables import BARE, EVERYDAY, MIXED, SENTENCES, read_confirmed_together, read_tables, training_rows
from recommender.taxonomy.esco import Release, read_release
from recommender.taxonomy.taxonomy import Taxonomy

Progress = Callable[[Iterable[Any]], Iterable[Any]]

STOCK_MODEL = "all-MiniLM-L6-v2"
CALIBRATIONS = PROJECT / "models" / "calibration.json"
DOING_MODEL = PROJECT / "models" / "doing.json"
KINDS_MODEL = "clause-kinds-1"
EVERYDAY_MODEL = PROJECT / "models" / "everyday.npz"
# Weight of each retriever's z-scores in plain speech and in advertisements (models/README.md has the table).
WEIGHTS = {
    "dense-labels": (1.0, 1.0),
    PREFERRED: (0.0, 3.0),
    "dense-descriptions": (0.33, 0.0),
    "dense-sentences": (2.0, 0.2),
    "lexical-labels": (0.1, 1.2),
    LIKELY_SKILLS: (1.0, 0.0),
}
CONFIRMED_TOGETHER = "confirmed-together"
ORDERED = {
    "certainty": "confidence in the order, in plain speech",
    "heard": "every clause heard in turn",
    "said": "preferred label said word for word, in advertisements",
}
# What can be left out of the pipeline to see what it adds, in the words of models/README.md.
PARTS = {
    "dense-labels": "nearest label",
    PREFERRED: "preferred label alone, in advertisements",
    "dense-descriptions": "description",
    "dense-sentences": "sentences of `data/training`",
    "lexical-labels": "spelling of labels",
    LIKELY_SKILLS: "model of everyday work as a retriever",
    **ORDERED,
    CONFIRMED_TOGETHER: "skills that are confirmed together",
    KINDS_MODEL: "layers that tell doing from the rest",
}
REMEMBERED = 256  # texts whose scores each retriever keeps, 14 MB of them: more than `QUERIES_AHEAD`
SECOND = 0.5  # weight of the second nearest sentence of a concept beside the nearest

RETRIEVERS: dict[str, Callable[[Mapping[EntryKind, Layer], VectorCache, int, Progress], Retriever]] = {
    "dense-labels": lambda found, cache, n, bar: _dense(found[EntryKind.LABEL], cache, n, bar),
    "dense-descriptions": lambda found, cache, n, bar: _dense(found[EntryKind.DESCRIPTION], cache, n, bar),
    "dense-sentences": lambda found, cache, n, bar: _dense(found[EntryKind.SENTENCE], cache, n, bar, second=SECOND),
    "lexical-labels": lambda found, cache, n, bar: LexicalRetriever(
        found[EntryKind.LABEL], concepts=n, cache=cache.folder
    ),
}


def load_pipeline(settings: Settings, *, progress: Progress = iter, without: str | None = None) -> Pipeline:
    """Load the classification, the model, the index and the tables.

    Vectors that are not on disk yet are computed and kept.

    Parameters
    ----------
    without : one of `PARTS` that is left out, to see what it adds

    Raises
    ------
    NotReadyError : `recommender setup` has not been run
    """
    tables = read_tables(PROJECT / "data")
    taxonomy = load_taxonomy(settings, plain=tables["plain_labels"])
    encoder = RememberingEncoder(load_model(settings))
    cache = VectorCache(settings.home / "cache", encoder)
    # A sentence of several doings is near to each of them, so it teaches models and is no entry.
    sentences, phrases = (
        [(uri, said) for uri, style, said in training_rows(*names) if style != MIXED] for names in (SENTENCES, BARE)
    )
    found = {layer.kind: layer for layer in layers(taxonomy.concepts, sentences, phrases)}
    n = len(taxonomy.concepts)
    tasks = tuple(tables["workshop_tasks"].values())
    retrievers: dict[str, Retriever] = {
        name: RememberingRetriever(build(found, cache, n, progress), texts=REMEMBERED)
        for name, build in RETRIEVERS.items()
        if name != without
    }
    preferred = cache.vectors(found[EntryKind.PREFERRED].texts)  # the ranker folds by them, too
    if without != PREFERRED:
        retrievers[PREFERRED] = RememberingRetriever(
            DenseRetriever(found[EntryKind.PREFERRED], preferred, concepts=n), texts=REMEMBERED
        )
    everyday = read_everyday(EVERYDAY_MODEL, revision=encoder.revision)
    links = {} if without == CONFIRMED_TOGETHER else read_links()
    if everyday and without != LIKELY_SKILLS:
        retrievers[LIKELY_SKILLS] = EverydayRetriever(everyday, taxonomy.concepts, links=links)
    ranker = Ranker(
        taxonomy.concepts,
        encoder=JoiningEncoder(encoder),
        retrievers=retrievers,
        weights={name: WEIGHTS[name] for name in retrievers},
        preferred=preferred,
        calibration=read_calibration(encoder.name),
        everyday=frozenset(uri for uri, _, _ in training_rows(EVERYDAY)),
        links=links,
        order=replace(Order(), **({without: 0.0} if without in ORDERED else {})),
    )
    return Pipeline(
        taxonomy,
        catalogue=catalogue_in_use(settings),
        encoder=encoder,
        ranker=ranker,
        tasks=LikelyTaskFinder(tasks, everyday) if everyday else _nearest_tasks(tasks, cache, ranker),
        tables=tables,
        judge=None if without == KINDS_MODEL else load_judge(settings),
    )


def load_taxonomy(settings: Settings, *, plain: Mapping[str, str] | None = None) -> Taxonomy:
    """Load the classification alone.

    Parameters
    ----------
    plain : plain names by concept URI, to be found in a search, too

    Raises
    ------
    NotReadyError : `recommender setup` has not been run
    """
    return Taxonomy(load_release(settings), plain=plain or {})


def load_release(settings: Settings) -> Release:
    """Read the release of ESCO in use: the one that a setting names, or that is installed.

    Raises
    ------
    NotReadyError : `recommender setup` has not been run
    """
    return read_release([settings.esco]) if settings.esco else installed_release(settings.home)


def esco_name(settings: Settings) -> str:
    """Return the name of the release in use, "none" where nothing is installed."""
    try:
        return load_release(settings).name
    except NotReadyError:
        return "none"


def esco_labels(settings: Settings) -> dict[str, str]:
    """Return the preferred label of every skill by URI, none where nothing is installed."""
    try:
        concepts = load_release(settings).concepts
    except NotReadyError:
        return {}
    return {concept.concept_uri: concept.preferred_label for concept in concepts}


def catalogue_in_use(settings: Settings) -> Catalogue:
    """Read the catalogue that a setting names, or that was imported, or else the one that ships with the project."""
    return read_catalogue(settings.catalogue or default_catalogue(settings.home))


def load_model(settings: Settings) -> Encoder:
    """Load the encoder that the settings name, from the project or from the home folder."""
    entry = model_entry(settings.model, read_registry(PROJECT / "models" / "registry.toml"))
    folder = PROJECT / "models" / entry.folder if entry.folder else model_folder(settings.home, entry.name)
    return load_encoder(entry, folder, exported=settings.home / "cache" / "graphs")


def load_kinds_encoder(settings: Settings) -> Encoder:
    """Load the encoder that lays together clauses which say the same of the person; it ships with the project."""
    models = PROJECT / "models"
    registry = read_registry(models / "registry.toml")
    entry = model_entry(KINDS_MODEL, registry)
    words = model_entry(entry.over or DEFAULT_MODEL, registry)
    layers = models / (entry.folder or "") / "layers.safetensors"
    graphs = settings.home / "cache" / "graphs"
    return OnnxEncoder(entry, models / (words.folder or ""), graphs, layers=layers)


def load_judge(settings: Settings) -> Judge | None:
    """Load the model of doing, which goes with the default model; for any other the rules decide alone."""
    if settings.model != DEFAULT_MODEL:
        return None
    encoder = load_kinds_encoder(settings)
    model = read_doing(DOING_MODEL, revision=encoder.revision)
    return Judge(model, RememberingEncoder(encoder)) if model else None


def floor_rankings(pipeline: Pipeline, settings: Settings, texts: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """Rank texts by each floor; the floor of the stock model is left out where that model is not here.

    Parameters
    ----------
    texts : text by id

    Returns
    -------
    A run, concept URIs by text id, for the name of each floor.
    """
    encoders: dict[str, Encoder | None] = {"spelling": None}
    with suppress(NotReadyError):
        encoders["stock"] = load_model(replace(settings, model=STOCK_MODEL))
    runs = {}
    for name, (needs, rank_by) in FLOORS.items():
        if needs in encoders:
            rankings = rank_by(pipeline.taxonomy.concepts, list(texts.values()), encoder=encoders[needs])
            runs[name] = dict(zip(texts, rankings, strict=True))
    return runs


def published_figures() -> list[dict[str, Any]]:
    """Read the figures that the pages show, as `recommender evaluate` measured them; empty where none are shipped."""
    file = PROJECT / "models" / "figures.json"
    return list(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else []


def default_catalogue(home: Path) -> Path:
    """Return the catalogue that was imported, or else the one that ships with the project."""
    imported = home / "catalogue.csv"
    return imported if imported.is_file() else PROJECT / "data" / "catalogue" / "default.csv"


def read_calibration(model: str) -> Calibration:
    """Read the calibration of a model, or that of the stock model where it has none of its own.

    Only the default model has a model of everyday work beside it, and its fit counts on that.

    Raises
    ------
    DataError : the file is damaged, or fitted on other features
    """
    try:
        table = json.loads(CALIBRATIONS.read_text(encoding="utf-8"))
        row = table.get(model) or table[STOCK_MODEL]
        if tuple(row["features"]) != FEATURES:
            raise ValueError("fitted on other features than this version has")
        alone, among = (
            ByKind(*(Logistic(one[k]["intercept"], tuple(one[k]["coefficients"])) for k in ("everyday", "others")))
            for one in (row["alone"], row["among"])
        )
        return Calibration(alone, among, row["cut"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        fix = "Restore the file from the project, or run recommender train calibration"
        raise DataError(str(error), where=str(CALIBRATIONS), fix=fix) from error


def read_links() -> dict[str, dict[str, float]]:
    """Read which skills a coach confirms together, and how often the second where the first is shown."""
    found: dict[str, dict[str, float]] = {}
    for start, other, grade in read_confirmed_together(PROJECT / "data" / "confirmed_together.csv"):
        found.setdefault(start, {})[other] = SHARES[grade]
    return found


def _nearest_tasks(tasks: Sequence[WorkshopTask], cache: VectorCache, ranker: Ranker) -> NearestTaskFinder:
    vectors = cache.vectors([wording for task in tasks for wording in wordings(task)])
    return NearestTaskFinder(tasks, vectors=vectors, best_skill=ranker.best_dense)


def _dense(
    layer: Layer, cache: VectorCache, concepts: int, progress: Progress, *, second: float = 0.0
) -> DenseRetriever:
    return DenseRetriever(layer, cache.vectors(layer.texts, progress=progress), concepts=concepts, second=second)
