"""Vectors of ESCO's own texts, kept on disk by content, so that no text is encoded twice.

People's words never come here: only labels, descriptions and training sentences do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import get_ident
from typing import TypeVar
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

    def vectors(
        self, texts: Sequence[str], *, progress: Callable[[Iterable[Sequence[T]]], Iterable[Sequence[T]]] = iter
    ) -> Vectors:
        """Return one row per text, encoding and keeping only what is not there yet.

        Parameters
        ----------
        progress : wraps the chunks that have to be encoded
        """
        known = self._known()
        missing = sorted({text for text, key in zip(texts, _keys(texts), strict=True) if key not in known})
        missing.sort(key=len)
        for chunk in progress(_chunks(missing)):  # type: ignore[arg-type]
            self._write(list(chunk))  # type: ignore[arg-type]
        return self._gather(_keys(texts))

    def missing(self, texts: Sequence[str]) -> int:
        """Count the texts that have no vector yet."""
        return len(set(_keys(texts)) - self._known())

    def _write(self, texts: list[str]) -> None:
        keys = _keys(texts)
        target = self._folder / f"{hashlib.sha256(b''.join(keys)).hexdigest()[:32]}.npz"
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.stem}.{os.getpid()}-{get_ident()}.part")
        with beside.open("wb") as file:
            np.savez(file, keys=np.frombuffer(b"".join(keys), dtype=f"V{_KEY}"), rows=self._encoder.encode(texts))
        beside.replace(target)

    def _known(self) -> set[bytes]:
        return {key for file in self._files() for keys, _ in _load(file) for key in keys}

    def _gather(self, wanted: Sequence[bytes]) -> Vectors:
        """Fill the rows chunk by chunk: the whole cache is never in memory at once."""
        places: dict[bytes, list[int]] = {}
        for place, key in enumerate(wanted):
            places.setdefault(key, []).append(place)
        gathered: Vectors = np.zeros((0, 0), dtype=np.float32)
        for file in self._files():
            for keys, rows in _load(file):
                if not gathered.size:
                    gathered = np.zeros((len(wanted), rows.shape[1]), dtype=np.float32)
                for number, key in enumerate(keys):
                    for place in places.get(key, ()):
                        gathered[place] = rows[number]
        return gathered

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.npz"))


def _load(file: Path) -> Iterator[tuple[list[bytes], Vectors]]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            keys, rows = stored["keys"].tobytes(), stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return
    names = [keys[start : start + _KEY] for start in range(0, len(keys), _KEY)]
    lengths = np.linalg.norm(rows, axis=1)
    if rows.dtype == np.float32 and len(names) == len(rows) and bool(np.all(lengths < 1.001)):
        yield names, rows


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.sha256(text.encode("utf-8")).digest()[:_KEY] for text in texts]


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
