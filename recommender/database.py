"""SQLite as the stores use it: opening and closing, transactions, settings, and what its errors mean to a person."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from recommender import passphrase
from recommender.errors import ConflictError, DataError

PATIENCE = 5  # seconds to wait for another window's action
# What SQLite says, what we say, and what the person can do.
FAULTS: tuple[tuple[str, str, str], ...] = (
    ("is full", "The disk is full", "Free some space and try again; nothing was changed"),
    ("locked", "Another program is using the data", "Close the other window and try again"),
    ("not a database", "This file holds no profiles", "Restore a backup or name another file"),
    ("malformed", "The file with the profiles is damaged", "Restore a backup"),
    ("unable to open", "The file with the profiles cannot be opened", "Check the folder and its rights"),
    ("readonly", "The file with the profiles cannot be written", "Check the rights of the file"),
)


class Database(ABC):
    """An open file of SQLite; what a store adds to it are its tables and what can be done with them."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine, self._path = engine, path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database, making it readable by its owner only and bringing it up to date.

        Raises
        ------
        DataError : the file is no database, damaged, or from a newer version of the program
        ConflictError : another program holds it, or the passphrase is wrong
        NotReadyError : it is locked, and nobody can be asked for the passphrase
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        with suppress(OSError):  # a file of somebody else stays as it is, and opening it says so
            path.chmod(0o600)
        store = cls(engine_of(path, cls._key(path)), path)
        with store._action() as connection:
            store._bring_up_to_date(connection)
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @classmethod
    def _key(cls, _path: Path) -> passphrase.Key | None:
        """Return the key of a locked file, None for a store that is never locked."""
        return None

    @abstractmethod
    def _bring_up_to_date(self, connection: Connection) -> None:
        """Make the tables, or change those of an earlier version."""

    @contextmanager
    def _action(self) -> Iterator[Connection]:
        """Begin a transaction that is kept whole or not at all."""
        try:
            with self._engine.connect() as connection:
                # Takes the lock for writing at once, so that what is read is still true when it is written.
                connection.execute(text("BEGIN IMMEDIATE"))
                yield connection
                connection.commit()
        except (OperationalError, DatabaseError) as error:
            raise explained(error, self._path) from error


def engine_of(path: Path, key: passphrase.Key | None) -> Engine:
    """Return what opens connections to a file; a connection is closed with its action and never kept."""
    return _open_engine(path) if key is None else _locked_engine(path, key)


@lru_cache(maxsize=8)
def _open_engine(path: Path) -> Engine:
    """Return the same engine for the same file: it has compiled the statements before."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", configure)
    return engine


def _locked_engine(path: Path, key: passphrase.Key) -> Engine:
    from sqlcipher3 import dbapi2 as sqlcipher

    def connect() -> Any:
        return passphrase.connect(path, key, patience=PATIENCE)

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", configure)
    return engine


def explained(error: DatabaseError, path: Path) -> DataError | ConflictError:
    """Say what SQLite means, and what the person can do."""
    said = str(error.orig).casefold()
    for words, what, fix in FAULTS:
        if words in said:
            kind = ConflictError if words == "locked" else DataError
            return kind(what, where=str(path), fix=fix)
    return DataError("The data could not be read or written", where=str(path), fix="Restore a backup")


def configure(connection: Any, _record: object) -> None:
    """Let SQLAlchemy alone begin transactions, enforce links, and overwrite what is deleted."""
    connection.isolation_level = None
    pragmas = "foreign_keys=ON", "secure_delete=ON", "journal_mode=DELETE", "synchronous=FULL", "temp_store=MEMORY"
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
