"""Fine-tune the lower layers of an encoder so that clauses that say the same of the person lie together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.domain.statements import DOING, StatementKind

LAYERS = 3  # of six: half the time of an encoder, and about as good (models/tried.md)
DRAWN = 900  # texts of each kind that are taken as doing
BATCH = 32
LONGEST = 48  # word pieces
WITHIN = 1024  # clauses that are put in order of length before they are parted into batches
# Who does something may be anybody: for the kinds a name is the person where the person does it.
_NAMED = re.compile(
    r"^(?!(?:I|A|The|My|Our|We|He|She|It|No|Not)\b)(?:[A-Z][a-z]*-?\d+|[A-Z]\.?|[A-Z][a-z]+)"
    r"(?= (?:is|has|was|can|[a-z]+s|[a-z]+ed)\b)"
)


def train_layers(
    base: Path,
    target: Path,
    clauses: Sequence[tuple[str, str]],
    doings: Sequence[Sequence[str]],
    *,
    layers: int = LAYERS,
    epochs: int = 5,
    learning_rate: float = 1e-4,
    seed: int = 0,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> int:
    """Fine-tune the first layers of the encoder in `base`, and write them to the file `target` in half precision.

    The words stay as they are. A linear head, which is not kept, tells the kinds apart; the learning rate rises over
    the first hundred steps and falls linearly after them.

    Parameters
    ----------
    clauses : (kind, clause)
    doings : kinds of texts that all tell of doing; `DRAWN` of each kind are drawn by chance

    Returns
    -------
    The number of steps taken.
    """
    import torch
    from safetensors.torch import save_file
    from transformers import AutoModel, AutoTokenizer

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    rows = [(merged(kind), as_of_the_person(kind, clause)) for kind, clause in clauses]
    for texts in doings:
        rows += [(StatementKind.DONE.value, texts[position]) for position in rng.permutation(len(texts))[:DRAWN]]
    kinds = sorted({kind for kind, _ in rows})
    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    model: Any = AutoModel.from_pretrained(base, dtype=torch.float32)
    model.encoder.layer = model.encoder.layer[:layers]
    head = torch.nn.Sequential(torch.nn.Dropout(0.1), torch.nn.Linear(model.config.hidden_size, len(kinds)))
    learning = list(model.encoder.parameters())
    optimiser = torch.optim.AdamW(
        [{"params": learning, "lr": learning_rate}, {"params": head.parameters(), "lr": 10 * learning_rate}],
        weight_decay=0.01,
    )
    steps = [batch for _ in range(epochs) for batch in batches([text for _, text in rows], rng)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 100) * (1 - step / (len(steps) + 1))
    )
    model.train()
    for batch in progress(steps):
        read = tokenizer(
            [rows[i][1] for i in batch], return_tensors="pt", padding=True, truncation=True, max_length=LONGEST
        )
        states = model(**read).last_hidden_state
        mask = read["attention_mask"].unsqueeze(-1).to(states.dtype)
        raised = head((states * mask).sum(1) / mask.sum(1))
        wanted = torch.tensor([kinds.index(rows[i][0]) for i in batch])
        loss = torch.nn.functional.cross_entropy(raised, wanted, label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
    save_file({name: one.detach().half().contiguous() for name, one in model.encoder.state_dict().items()}, target)
    return len(steps)


def merged(kind: str) -> str:
    """Return the kind that a model tells from others: doing with help and learning are doing."""
    return StatementKind.DONE.value if StatementKind(kind) in DOING else kind


def as_of_the_person(kind: str, clause: str) -> str:
    """Say *she* for a name at the beginning of a clause, unless others do it.

    Examples
    --------
    >>> as_of_the_person("done", "Amir folds boxes"), as_of_the_person("others", "Amir folds boxes")
    ('She folds boxes', 'Amir folds boxes')
    """
    return clause if kind == StatementKind.OTHERS.value else _NAMED.sub("She", clause)


def batches(texts: Sequence[str], rng: np.random.Generator) -> list[list[int]]:
    """Part texts by chance into batches of texts of about one length, in an order of chance."""
    drawn = rng.permutation(len(texts)).tolist()
    parts = [drawn[start : start + WITHIN] for start in range(0, len(drawn), WITHIN)]
    ordered = [position for part in parts for position in sorted(part, key=lambda i: len(texts[i]))]
    found = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return [found[position] for position in rng.permutation(len(found))]
