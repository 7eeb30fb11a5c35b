"""Vectors of ESCO's own texts, kept on disk by content, so that no text is encoded twice.

People's words never come here: only labels, descriptions and training sentences do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import get_ident
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np

from recommender.retrieval.encoders import Encoder, Vectors

T = TypeVar("T")
PREPARATION = "plain-1"  # part of the key: changes whenever texts are prepared in another way before encoding
CHUNK = 2048
_KEY = 16  # bytes of SHA-256 that name a text


class VectorCache:
    """The vectors of one model and revision: chunk files of keys and rows, each named by its content.

    A chunk is written beside its place and then renamed, so a stop in the middle costs one chunk at most.
    A chunk that cannot be read is left out and its texts are encoded again.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder = folder
        self._folder = folder / f"{encoder.name}-{encoder.revision[:12]}-{PREPARATION}"
        self._encoder = encoder
        self._held: dict[Path, frozenset[bytes]] = {}

    def vectors(
        self, texts: Sequence[str], *, progress: Callable[[Iterable[Sequence[T]]], Iterable[Sequence[T]]] = iter
    ) -> Vectors:
        """Return one row per text, encoding and keeping only what is not there yet.

        Parameters
        ----------
        progress : wraps the chunks that have to be encoded
        """
        places: dict[bytes, list[int]] = {}
        for place, key in enumerate(_keys(texts)):
            places.setdefault(key, []).append(place)
        gathered: Vectors = np.zeros((len(texts), 0), dtype=np.float32)
        for file in self._files():
            if not places.keys().isdisjoint(self._keys_in(file)):
                gathered = _filled(gathered, places, *_read(file))
        missing = sorted((texts[found[0]] for found in places.values()), key=lambda text: (len(text), text))
        for chunk in progress(_chunks(missing)):  # type: ignore[arg-type]
            gathered = _filled(gathered, places, *self._write(list(chunk)))  # type: ignore[arg-type]
        return gathered

    def missing(self, texts: Sequence[str]) -> int:
        """Count the texts that have no vector yet."""
        return len(set(_keys(texts)).difference(*(self._keys_in(file) for file in self._files())))

    def _write(self, texts: list[str]) -> tuple[list[bytes], Vectors]:
        keys, rows = _keys(texts), self._encoder.encode(texts)
        target = self._folder / f"{hashlib.sha256(b''.join(keys)).hexdigest()[:32]}.npz"
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.stem}.{os.getpid()}-{get_ident()}.part")
        with beside.open("wb") as file:
            np.savez(file, keys=np.frombuffer(b"".join(keys), dtype=f"V{_KEY}"), rows=rows)
        beside.replace(target)
        return keys, rows

    def _keys_in(self, file: Path) -> frozenset[bytes]:
        """Read which texts a chunk is about; one that was read once is not read again, since no chunk ever changes."""
        if file not in self._held:
            keys = frozenset(_names(file))
            if not keys:
                return keys
            self._held[file] = keys
        return self._held[file]

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.npz"))


def _filled(gathered: Vectors, places: dict[bytes, list[int]], names: Sequence[bytes], rows: Vectors) -> Vectors:
    """Put rows into their places and strike these off the list."""
    pairs = [(place, number) for number, name in enumerate(names) for place in places.pop(name, ())]
    if not gathered.size and len(rows):
        gathered = np.zeros((len(gathered), rows.shape[1]), dtype=np.float32)
    if pairs:
        targets, numbers = zip(*pairs, strict=True)
        gathered[list(targets)] = rows[list(numbers)]
    return gathered


def _names(file: Path) -> list[bytes]:
    """Return the keys of a chunk; none where it cannot be read."""
    stored = _part(file, "keys")
    keys = b"" if stored is None else stored.tobytes()
    return [keys[start : start + _KEY] for start in range(0, len(keys), _KEY)]


def _read(file: Path) -> tuple[list[bytes], Vectors]:
    """Return keys and rows of a chunk; none where it cannot be read or its rows are no vectors."""
    names, rows = _names(file), _part(file, "rows")
    if rows is None or rows.dtype != np.float32 or len(rows) != len(names):
        return [], np.zeros((0, 0), dtype=np.float32)
    return (names, rows) if bool(np.all(np.linalg.norm(rows, axis=1) < 1.001)) else ([], rows[:0])


def _part(file: Path, name: str) -> Any:
    """Return one array of a chunk, None where it cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            return stored[name]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.sha256(text.encode("utf-8")).digest()[:_KEY] for text in texts]


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
