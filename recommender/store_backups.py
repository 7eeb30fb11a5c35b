"""Backups on this computer: copies of the file with the profiles; what is erased here is erased in them, too."""

from __future__ import annotations

import os
import tempfile
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, delete

from recommender import passphrase
from recommender.database import Database
from recommender.errors import DataError, NotFoundError
from recommender.migrations import COUNTED, NEEDS
from recommender.raw_files import overwrite_and_remove, read_all

FOLDER, ENDING, UNFINISHED = "backups", ".sqlite", ".new-"
KEPT = 5  # backups; the oldest is removed when there are more


class Backups(Database):
    """What a store does about its backups on this computer; each of them is a store by itself."""

    @abstractmethod
    def _change(
        self, code: str, expected_revision: int | None, *, growing: bool = True
    ) -> AbstractContextManager[Connection]:
        """Begin a change of a profile."""

    def back_up(self, *, now: datetime) -> Path:
        """Copy everything but needs into a file of its own, with the same passphrase, and return it.

        Needs are kept where the person asked for it, and nowhere else.

        Raises
        ------
        DataError : the folder cannot be written
        """
        folder = self._path.parent / FOLDER
        target = folder / f"{now:%Y-%m-%d-%H%M%S}{ENDING}"
        try:
            with self._action():  # nobody writes meanwhile: the file is whole, and nobody is erased behind the copy
                folder.mkdir(mode=0o700, exist_ok=True)
                _remove_unfinished(folder)
                self._write(target, read_all(self._path))
                for old in backups_of(self._path)[KEPT:]:
                    overwrite_and_remove(old)
        except OSError as error:
            raise DataError(
                error.strerror or str(error), where=str(folder), fix="Check the folder and its rights"
            ) from error
        return target

    def _write(self, target: Path, raw: bytes) -> None:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=UNFINISHED)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        with self.open(Path(part)) as copy, copy._action() as connection:
            for table in (NEEDS, COUNTED):  # what was counted holds needs, too
                connection.execute(delete(table))
        if target.exists():
            overwrite_and_remove(target)
        Path(part).replace(target)

    @contextmanager
    def _erasing(self, code: str, expected_revision: int | None, act: Callable[[Self], object]) -> Iterator[Connection]:
        """Begin a change that takes something away for good, after the same was done in the backups.

        Parameters
        ----------
        act : the same, done to a backup
        """
        with self._change(code, expected_revision, growing=False) as connection:
            passphrase.remove_leftovers(self._path)
            self._reach_backups(act)
            yield connection

    def _reach_backups(self, act: Callable[[Self], object]) -> None:
        """Do something to each backup; one that cannot be read is removed, since nobody can tell what is in it."""
        _remove_unfinished(self._path.parent / FOLDER)
        for file in backups_of(self._path):
            try:
                if not passphrase.is_known(file):
                    raise DataError("The backup has another passphrase", where=str(file))
                with self.open(file) as backup:
                    act(backup)
            except NotFoundError:
                continue  # it is from before
            except DataError:
                overwrite_and_remove(file)


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the backups of a file with profiles on this computer, the newest first."""
    return tuple(sorted((path.parent / FOLDER).glob(f"[0-9]*{ENDING}"), reverse=True))


def lock_with_backups(path: Path, words: str | None) -> bool:
    """Lock the profiles with another passphrase, None for none, and say whether the backups are now a new one.

    Backups with the passphrase of before are removed first, so that a stop at any moment leaves none behind.
    """
    if words is not None:
        passphrase.check_new(words)
    old = backups_of(path)
    _remove_unfinished(path.parent / FOLDER)
    for file in old:
        overwrite_and_remove(file)
    passphrase.lock(path, words)
    return bool(old)


def _remove_unfinished(folder: Path) -> None:
    for part in sorted(folder.glob(f"{UNFINISHED}*")):
        overwrite_and_remove(part)
