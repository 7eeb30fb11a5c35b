"""Encoders: texts to vectors. The models and their revisions stand in `models/registry.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ConfigError, DataError

Vectors = NDArray[np.float32]
CORES = min(4, os.cpu_count() or 1)  # each has work of its own: what is small gains nothing from being split
LINE_BREAK = "\n"  # between the sentences of a text that is searched for as a whole


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One row of the registry; `folder` is inside the project where the model ships with it, else None.

    `over` names the model whose words it shares, for one that has only the layers over them: `layers.safetensors`.
    """

    name: str
    kind: str
    revision: str
    dimension: int
    licence: str
    folder: str | None = None
    over: str | None = None


class Encoder(Protocol):
    """Turns texts into vectors of length one."""

    name: str
    revision: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, L2-normalised."""
        ...


class HashedNgramEncoder:
    """Character n-grams hashed and projected at random: nothing to learn, nothing to download.

    For tests, and for trying the program out where no model can be had. It sees spelling, not meaning.
    """

    def __init__(self, entry: ModelEntry) -> None:
        from sklearn.feature_extraction.text import HashingVectorizer

        self.name, self.revision = entry.name, entry.revision
        self._hashing = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=2**13, alternate_sign=False, dtype=np.float32
        )
        shape = (2**13, entry.dimension)
        self._projection = np.random.default_rng(0).standard_normal(shape, dtype=np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return normalised(np.asarray(self._hashing.transform(texts) @ self._projection, dtype=np.float32))


class RowMemory:
    """The rows of numbers made for the last texts, in memory only, shared by all threads."""

    def __init__(self, texts: int) -> None:
        self._most = texts
        self._kept: dict[str, Vectors] = {}
        self._lock = Lock()

    def rows(self, texts: Sequence[str], make: Callable[[list[int]], Vectors]) -> Vectors:
        """Return one row per text; `make` gives those of the positions that are new, each text once.

        Examples
        --------
        >>> memory = RowMemory(texts=2)
        >>> memory.rows(["a", "a"], lambda new: np.ones((len(new), 1), dtype=np.float32)).tolist()
        [[1.0], [1.0]]
        >>> memory.rows(["a", "b"], lambda new: np.zeros((len(new), 1), dtype=np.float32)).tolist()
        [[1.0], [0.0]]
        """
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = {text: position for position, text in enumerate(texts) if text not in known}
        known |= dict(zip(new, make(list(new.values())), strict=True)) if new else {}
        with self._lock:
            self._kept |= {text: known[text] for text in new}
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)))
        return np.stack([known[text] for text in texts])


class RememberingEncoder:
    """Another encoder that keeps the vectors of the last texts in memory, never on disk.

    One text is looked at by clauses several times: for what it tells, for tasks and for skills.
    """

    def __init__(self, encoder: Encoder, *, texts: int = 512) -> None:
        self.name, self.revision = encoder.name, encoder.revision
        self._encoder, self._memory = encoder, RowMemory(texts)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, L2-normalised; each new text is encoded once."""
        if not texts:
            return self._encoder.encode(texts)
        return self._memory.rows(texts, lambda new: self._encoder.encode([texts[position] for position in new]))


class JoiningEncoder:
    """Another encoder that reads a text of several lines line by line: their vectors are added up, by number of words.

    The lines are the sentences of what somebody said, which are searched for one by one anyway: encoding all of them
    once more takes a third of the time and finds no more (models/tried.md).
    """

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.revision = encoder.name, encoder.revision
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, L2-normalised."""
        lines = [text.split(LINE_BREAK) for text in texts]
        rows = self._encoder.encode(list(chain.from_iterable(lines)))
        if len(rows) == len(texts):
            return rows
        words = np.array([[len(line.split())] for line in chain.from_iterable(lines)], dtype=np.float32)
        ends = np.cumsum([len(parts) for parts in lines])
        joined = normalised(np.add.reduceat(rows * words, [0, *ends[:-1]]))
        alone = [position for position, parts in enumerate(lines) if len(parts) == 1]
        joined[alone] = rows[ends[alone] - 1]
        return joined


def read_registry(file: Path) -> dict[str, ModelEntry]:
    """Read the table of models.

    Raises
    ------
    DataError : an entry with a missing or unknown field
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        return {name: ModelEntry(name=name, **fields) for name, fields in table.items()}
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise DataError(str(error), where=str(file), fix="Restore the file from the project") from error


def model_entry(name: str, registry: dict[str, ModelEntry]) -> ModelEntry:
    """Look a model up by name.

    Raises
    ------
    ConfigError : no such model; the message names the nearest one
    """
    if name in registry:
        return registry[name]
    near = get_close_matches(name, registry, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(registry)}"
    raise ConfigError(f"No model is called {name}", where="models/registry.toml", fix=hint)


def normalised(vectors: Vectors) -> Vectors:
    """Scale every row to length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
