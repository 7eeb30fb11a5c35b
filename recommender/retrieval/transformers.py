"""Encoders that are transformers: run from an exported graph, or through sentence-transformers.

onnxruntime loads in half a second and a quarter of the memory that torch takes. The graph is exported once
from the sentence-transformers model, on the machine that uses it, and kept by revision. Vectors of both ways
differ by less than `TOLERANCE` in every place (tests/test_transformers.py).
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from recommender.errors import NotReadyError
from recommender.retrieval.encoders import CORES, Encoder, HashedNgramEncoder, ModelEntry, Vectors, normalised

EXPORT = "export-2"  # part of the name of an exported file: changes whenever the graph does
TOLERANCE = 1e-5
BATCH = 8  # texts of one length that run together
OPSET = 17


class SentenceTransformerEncoder:
    """Any model that sentence-transformers can load, on the processor."""

    def __init__(self, entry: ModelEntry, folder: Path | None, exported: Path) -> None:
        _require(entry, folder)
        # Imported here: these take seconds and half a gigabyte, and --help needs neither.
        with quiet():
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
            )
        self.name, self.revision = entry.name, entry.revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, L2-normalised."""
        encoded = self._model.encode(
            list(texts), batch_size=64, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
        )
        return normalised(np.asarray(encoded, dtype=np.float32))


class OnnxEncoder:
    """A model of sentence-transformers with mean pooling, run from its exported graph.

    The graph is exported first where `exported` does not hold it yet; that alone loads torch.
    """

    def __init__(self, entry: ModelEntry, folder: Path | None, exported: Path, *, layers: Path | None = None) -> None:
        folder = _require(entry, folder)
        file = exported / f"{entry.name}-{entry.revision[:12]}-{EXPORT}.onnx"
        if not file.is_file():
            _export_apart(folder, file, layers)
        import onnxruntime
        from tokenizers import Tokenizer

        self.name, self.revision = entry.name, entry.revision
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_longest(folder))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._cores = ThreadPoolExecutor(CORES, thread_name_prefix="encoder")
        self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, L2-normalised."""
        read = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        rows = np.zeros((len(texts), self._session.get_outputs()[0].shape[1]), dtype=np.float32)
        batches = _batches([len(tokens) for tokens in read])
        found = self._cores.map(self._run, [[read[position] for position in batch] for batch in batches])
        for batch, vectors in zip(batches, found, strict=True):
            rows[batch] = vectors
        return normalised(rows)

    def _run(self, read: list[list[int]]) -> Vectors:
        return np.asarray(self._session.run(None, {"input_ids": np.array(read, dtype=np.int64)})[0], dtype=np.float32)


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Put texts of one length together, the longest first, so that no core is left with a long one at the end.

    Nothing is filled up to the length of another: that would cost time, and the last digits of a vector would depend
    on the texts beside it.

    Examples
    --------
    >>> _batches([3, 9, 3])
    [[1], [0, 2]]
    """
    groups: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        groups.setdefault(length, []).append(position)
    return [
        groups[length][start : start + BATCH]
        for length in sorted(groups, reverse=True)
        for start in range(0, len(groups[length]), BATCH)
    ]


def export(folder: Path, target: Path, layers: Path | None = None) -> None:
    """Write the graph of a sentence-transformers model with mean pooling to a file, in single precision.

    Parameters
    ----------
    layers : other layers, and as many as the file has, over the words of the model
    """
    import torch
    from sentence_transformers import SentenceTransformer

    model: Any = SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
    ).eval()
    if layers:
        _replace_layers(model[0].auto_model, layers)
    example = model.tokenizer(["I fold boxes", "I close boxes"], return_tensors="pt")
    beside = target.with_name(f"{target.stem}.{os.getpid()}.part")
    torch.onnx.export(
        _pooled(model[0].auto_model),
        (example["input_ids"],),
        str(beside),
        input_names=["input_ids"],
        output_names=["vectors"],
        dynamic_axes={"input_ids": {0: "texts", 1: "tokens"}, "vectors": {0: "texts"}},
        opset_version=OPSET,
        dynamo=False,
    )
    beside.replace(target)


def _replace_layers(transformer: Any, file: Path) -> None:
    from safetensors.torch import load_file

    weights = {name: one.float() for name, one in load_file(file).items()}
    count = 1 + max(int(name.split(".")[1]) for name in weights)
    transformer.encoder.layer = transformer.encoder.layer[:count]
    transformer.encoder.load_state_dict(weights)


def _export_apart(folder: Path, target: Path, layers: Path | None) -> None:
    """Export in a process of its own: what torch needs of memory is free again afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", __name__, str(folder), str(target), *([str(layers)] if layers else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own program)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise NotReadyError(lines[-1], where=str(folder), fix="Run recommender setup again")


def _pooled(transformer: Any) -> Any:
    """Return the transformer with the sum over the tokens, which points where their mean does."""
    import torch

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any) -> Any:
            everything = torch.ones_like(input_ids)
            states = self.transformer(input_ids=input_ids, attention_mask=everything).last_hidden_state
            # A product, since onnxruntime sums the tokens of a text alone in another order than those of several.
            return (everything.unsqueeze(1).to(states.dtype) @ states).squeeze(1)

    return Pooled()


def load_encoder(entry: ModelEntry, folder: Path | None, *, exported: Path) -> Encoder:
    """Load the model of a registry entry.

    Parameters
    ----------
    folder : where the model is, None for one that needs no files
    exported : folder for graphs that are exported from models

    Raises
    ------
    NotReadyError : the model has not been fetched yet
    """
    return KINDS[entry.kind](entry, folder, exported)


KINDS: dict[str, Callable[[ModelEntry, Path | None, Path], Encoder]] = {
    "hashed-ngrams": lambda entry, folder, exported: HashedNgramEncoder(entry),
    "sentence-transformers": SentenceTransformerEncoder,
    "onnx": OnnxEncoder,
}


def _require(entry: ModelEntry, folder: Path | None) -> Path:
    if folder is None or not (folder / "modules.json").is_file():
        raise NotReadyError(f"The model {entry.name} is not here", where=str(folder), fix="Run recommender setup")
    return folder


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the bars and warnings of the libraries to ourselves: they speak to engineers, not to a coach."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


def _longest(folder: Path) -> int:
    """Return how many tokens of a text the model reads."""
    stated = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    fallback = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    return int(stated.get("max_seq_length") or fallback["model_max_length"])


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:]))
