"""Fine-tune the sentence encoder on how people say what ESCO calls a skill.

Pairs of a training sentence and a text of its concept are drawn together, all other concepts of the batch are
pushed away (multiple negatives ranking, Henderson et al. 2017, arXiv:1705.00652, in both directions).
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recommender.domain.concepts import Concept
from recommender.domain.work_areas import WorkshopTask
from recommender.errors import DataError
from recommender.retrieval.encoders import ModelEntry, Vectors
from recommender.retrieval.transformers import load_encoder

log = logging.getLogger(__name__)

WEIGHTS = "model.safetensors"
SCALE = 20.0  # inverse temperature of the cosine similarities, as in sentence-transformers
LONGEST = 64  # tokens; training sentences have at most 50
SPOKEN = frozenset({"i", "c", "n", "m", "x"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a text of the concept that it speaks of."""

    concept_uri: str
    anchor: str
    positive: str


def pairs(
    concepts: Sequence[Concept],
    sentences: Iterable[tuple[str, str, str]],
    *,
    rng: np.random.Generator,
    spoken_passes: int = 2,
) -> list[Pair]:
    """Draw the pairs of one epoch, in random order.

    Every sentence meets its preferred label, its description, an alternative label or another sentence of the
    concept, by chance. Sentences in the styles that people speak come `spoken_passes` times, others once;
    one alternative label of every second concept meets its preferred label.

    Parameters
    ----------
    sentences : (concept URI, style, sentence)
    """
    by_uri = {concept.concept_uri: concept for concept in concepts}
    listed = [row for row in sentences if row[0] in by_uri]
    said: dict[str, list[str]] = {}
    for uri, _, sentence in listed:
        said.setdefault(uri, []).append(sentence)
    drawn = [
        Pair(uri, sentence, _positive(by_uri[uri], sentence, said[uri], rng))
        for uri, style, sentence in listed
        for _ in range(spoken_passes if style in SPOKEN else 1)
    ]
    for concept in concepts:
        if concept.alternative_labels and rng.random() < 0.5:
            label = concept.alternative_labels[int(rng.integers(len(concept.alternative_labels)))]
            drawn.append(Pair(concept.concept_uri, label, concept.preferred_label))
    return [drawn[i] for i in rng.permutation(len(drawn))]


def task_rows(tasks: Iterable[WorkshopTask]) -> tuple[list[Concept], list[tuple[str, str, str]]]:
    """Return workshop tasks as if they were concepts, and their variants as sentences in the style "i"."""
    listed = list(tasks)
    concepts = [Concept(f"local:{task.slug}", task.name, skill_type="skill/competence") for task in listed]
    return concepts, [(f"local:{task.slug}", "i", variant) for task in listed for variant in task.variants]


def refresher(
    rows: Sequence[tuple[str, str, str]], chosen: frozenset[str], *, others: int, rng: np.random.Generator
) -> list[tuple[str, str, str]]:
    """Keep all sentences of the chosen concepts and so many of the others, by chance, lest these be forgotten."""
    kept = [row for row in rows if row[0] in chosen]
    rest = [row for row in rows if row[0] not in chosen]
    return kept + [rest[i] for i in rng.permutation(len(rest))[:others]]


def _positive(concept: Concept, sentence: str, said: Sequence[str], rng: np.random.Generator) -> str:
    others = [other for other in said if other != sentence]
    chance = rng.random()
    if chance < 0.2 and others:
        return others[int(rng.integers(len(others)))]
    if chance < 0.4 and concept.description:
        return concept.description
    if chance < 0.6 and concept.alternative_labels:
        return concept.alternative_labels[int(rng.integers(len(concept.alternative_labels)))]
    return concept.preferred_label


def batches(drawn: Sequence[Pair], *, size: int) -> Iterator[list[Pair]]:
    """Cut pairs into batches that hold every concept and every text at most once.

    A pair that clashes waits for the next batch; what does not fill a batch at the end is left out.
    """
    waiting: list[Pair] = []
    fresh = iter(drawn)
    while True:
        batch: list[Pair] = []
        taken: set[str] = set()
        held: list[Pair] = []
        while len(batch) < size:
            pair = waiting.pop(0) if waiting else next(fresh, None)
            if pair is None:
                return
            if taken.isdisjoint((pair.concept_uri, pair.anchor, pair.positive)):
                batch.append(pair)
                taken |= {pair.concept_uri, pair.anchor, pair.positive}
            else:
                held.append(pair)
        waiting = held + waiting
        yield batch


def mixed_batches(
    drawn: Sequence[Pair], groups: Mapping[str, str], *, size: int, rng: np.random.Generator
) -> list[list[Pair]]:
    """Cut pairs into batches, half of them from one group at a time: what is near is the hardest to tell apart.

    Parameters
    ----------
    groups : concept URI to the name of its group; pairs of other concepts come into the other half

    Returns
    -------
    Batches as `batches` cuts them, in random order.
    """
    near = [pair for pair in drawn if pair.concept_uri in groups and rng.random() < 0.5]
    chosen = {id(pair) for pair in near}
    names = sorted(set(groups.values()))
    place = dict(zip(names, rng.permutation(len(names)), strict=True))
    near.sort(key=lambda pair: int(place[groups[pair.concept_uri]]))
    cut = [*batches(near, size=size), *batches([pair for pair in drawn if id(pair) not in chosen], size=size)]
    return [cut[i] for i in rng.permutation(len(cut))]


def train_encoder(
    base: Path,
    target: Path,
    concepts: Sequence[Concept],
    sentences: Sequence[tuple[str, str, str]],
    *,
    groups: Mapping[str, str] | None = None,
    epochs: int = 2,
    spoken_passes: int = 2,
    batch_size: int = 64,
    learning_rate: float = 8e-5,
    seed: int = 0,
    half: bool = False,
    max_steps: int | None = None,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    device: str = "cpu",
) -> int:
    """Fine-tune the encoder in `base` and write it to `target` in half precision.

    The word embeddings stay as they are: only the transformer layers learn. The learning rate rises over the
    first tenth of the steps and falls linearly after it.

    Parameters
    ----------
    groups : concept URI to a group of near concepts, which then share half of their batches
    spoken_passes : how often an epoch meets what people say (`pairs`)
    half : compute in half precision (bfloat16); weights and loss stay in single precision

    Returns
    -------
    The number of steps taken.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = SentenceTransformer(str(base), device=device, model_kwargs={"dtype": "float32"})
    model.max_seq_length = LONGEST
    steps: list[list[Pair]] = []
    for _ in range(epochs):
        drawn = pairs(concepts, sentences, rng=rng, spoken_passes=spoken_passes)
        steps += mixed_batches(drawn, groups or {}, size=batch_size, rng=rng)
    steps = steps[:max_steps]
    for name, parameter in model.named_parameters():
        parameter.requires_grad = "embeddings" not in name
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, len(steps)))
    model.train()
    for number, batch in enumerate(progress(steps)):
        loss = _loss(model, batch, device, half=half)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
        if number % 50 == 0:
            log.info("step %d of %d, loss %.3f", number, len(steps), loss.item())
    model.eval()
    model.half().save(str(target), create_model_card=False, safe_serialization=True)
    return len(steps)


def _rate(step: int, steps: int) -> float:
    warm = max(1, steps // 10)
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


def _loss(model: Any, batch: Sequence[Pair], device: str, *, half: bool) -> Any:
    import torch

    vectors = []
    for texts in ([pair.anchor for pair in batch], [pair.positive for pair in batch]):
        features = {key: value.to(device) for key, value in model.preprocess(texts).items() if hasattr(value, "to")}
        with torch.autocast(device, torch.bfloat16, enabled=half):
            embedded = model(features)["sentence_embedding"]
        vectors.append(torch.nn.functional.normalize(embedded.float(), dim=1))
    similarities = SCALE * vectors[0] @ vectors[1].T
    own = torch.arange(len(batch), device=device)
    return (
        torch.nn.functional.cross_entropy(similarities, own) + torch.nn.functional.cross_entropy(similarities.T, own)
    ) / 2


def encode_with(folder: Path, texts: Sequence[str]) -> Vectors:
    """Encode texts with the model in a folder, which need not be in the registry."""
    entry = ModelEntry(folder.name, "sentence-transformers", revision="", dimension=0, licence="")
    return load_encoder(entry, folder, exported=folder).encode(texts)


def blend(first: Path, second: Path, target: Path, *, share: float = 0.5) -> None:
    """Write the mean of two encoders of one build: what a stage of training learned, less of what it forgot.

    Weights are averaged one by one in single precision (Wortsman et al. 2022, arXiv:2203.05482 and 2109.01903), and
    kept in the precision of the first.

    Parameters
    ----------
    share : weight of the second, from 0 to 1

    Raises
    ------
    DataError : the two differ in their build
    """
    from safetensors.torch import load_file, save_file

    one, other = (load_file(folder / WEIGHTS) for folder in (first, second))
    if any(name not in other or other[name].shape != value.shape for name, value in one.items()):
        raise DataError("These two models differ in their build", where=str(second))
    shutil.copytree(first, target, dirs_exist_ok=True)
    mean = {
        name: ((1 - share) * value.float() + share * other[name].float()).to(value.dtype) for name, value in one.items()
    }
    save_file(mean, target / WEIGHTS, metadata={"format": "pt"})
