"""The passphrase that locks the profiles: SQLCipher encrypts the whole file, proofs and log included.

SQLCipher, because it is SQLite: the same transactions, the same recovery after a power cut, and every page
authenticated, in one file that other tools open with the same passphrase. Encrypting files one by one beside the
database would need a second way to stay whole. The key is derived once in each process and held in memory only.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.errors import ConflictError, DataError, NotReadyError
from recommender.raw_files import overwrite, overwrite_and_remove, read_start

SHORTEST = 12  # characters
ROUNDS = 256_000  # of PBKDF2-HMAC-SHA512, as SQLCipher 4 does itself
SALT_BYTES = PLAIN_BYTES = 16
PLAIN = b"SQLite format 3\0"
PAGE_BYTES = 4096
TRIES = 3
FORGOTTEN = (
    "Try again. Without the passphrase nobody can open the profiles, the makers of the program included. "
    "If it is lost, move this file away, start anew and bring people back from files or backups that you saved"
)

Ask = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one file; it is never shown."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def spelled(self) -> str:
        """Return the key as SQLCipher takes it, which spares it to derive the key at each connection."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


# The keys that this process knows, and the way to ask for one; a shell sets it, the page asks before it opens.
_keys: dict[Path, Key] = {}
_asking: list[Ask] = []


def ask_with(ask: Ask | None) -> None:
    """Set how this process asks for a passphrase, given the number of tries so far; None where it cannot ask."""
    _asking[:] = [ask] if ask else []


def forget_keys() -> None:
    """Forget all keys of this process."""
    _keys.clear()


def is_locked(path: Path) -> bool:
    """Say whether a file looks like a database that is locked with a passphrase."""
    try:
        start = read_start(path, PLAIN_BYTES)
        return bool(start) and start != PLAIN and path.stat().st_size % PAGE_BYTES == 0
    except FileNotFoundError:
        return False


def key_for(path: Path) -> Key | None:
    """Return the key of a file, asking for the passphrase where this process does not know it; None where plain.

    Raises
    ------
    NotReadyError : the file is locked and nobody can be asked
    ConflictError : the passphrase was wrong three times
    """
    if not is_locked(path):
        return None
    known = _known(path)
    if known is not None:
        return known
    if not _asking:
        raise NotReadyError(
            "The profiles are locked", where=str(path), fix="Start the program again and give the passphrase"
        )
    for attempt in range(TRIES):
        key = derive(_asking[0](attempt), _salt(path))
        if opens(path, key):
            _keys[path] = key
            return key
    raise ConflictError("The passphrase is wrong, or the file is damaged", where=str(path), fix=FORGOTTEN)


def is_known(path: Path) -> bool:
    """Say whether a file can be opened without asking for a passphrase."""
    return not is_locked(path) or _known(path) is not None


def _known(path: Path) -> Key | None:
    """Return the key that this process has for a file, which may be that of a copy: a salt belongs to one key."""
    salt = _salt(path)
    return next((key for key in _keys.values() if key.salt == salt), None)


def derive(passphrase: str, salt: bytes) -> Key:
    """Derive a key as SQLCipher does; equal-looking letters are spelled in one way first (NFC)."""
    spelled = unicodedata.normalize("NFC", passphrase).encode()
    return Key(hashlib.pbkdf2_hmac("sha512", spelled, salt, ROUNDS, dklen=32), salt)


def opens(path: Path, key: Key) -> bool:
    """Say whether a key opens a file."""
    from sqlcipher3 import dbapi2 as sqlcipher

    with closing(connect(path, key)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError:
            return False
    return True


def connect(path: Path, key: Key | None, *, patience: float = 5) -> Any:
    """Connect to a file by SQLCipher, which also reads plain ones."""
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path), timeout=patience, check_same_thread=False)
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.spelled}"')
    return connection


def check_new(passphrase: str) -> None:
    """Let through only a passphrase that is not guessed in a day.

    Raises
    ------
    DataError : it has fewer than 12 characters
    """
    if len(passphrase.strip()) < SHORTEST:
        raise DataError(
            f"A passphrase has at least {SHORTEST} characters", where="passphrase", fix="Take four or five words"
        )


def lock(path: Path, passphrase: str | None) -> None:
    """Write the file anew with another passphrase, or plain where it is None, and put it in the place of the old one.

    A stop at any moment leaves the old file or the new one. What the old file held is overwritten.

    Raises
    ------
    ConflictError : somebody changed the profiles meanwhile; nothing was done
    """
    old, new = key_for(path), None
    if passphrase is not None:
        check_new(passphrase)
        new = derive(passphrase, secrets.token_bytes(SALT_BYTES))
    fresh = leftover(path)
    before = _copied(path, old, fresh, new)
    with path.open("r+b") as stale:
        if _mark(path) != before:
            remove_leftovers(path)
            raise ConflictError("The profiles were changed meanwhile", where=str(path), fix="Try again")
        if os.name == "nt":
            stale.close()  # Windows replaces no open file, so there the old content is freed but not overwritten
        fresh.replace(path)
        _flush(path.parent)
        if not stale.closed:
            overwrite(stale)
    _keys.pop(path, None)
    if new is not None:
        _keys[path] = new


def leftover(path: Path) -> Path:
    """Return the name of the file that is written before it takes the place of another."""
    return path.with_name(f"{path.name}.new")


def remove_leftovers(path: Path) -> None:
    """Remove what a stop in the middle of writing a file anew left; call it while the file is held."""
    for name in (leftover(path), leftover(path).with_name(f"{leftover(path).name}-journal")):
        if name.exists():
            overwrite_and_remove(name)


def _copied(path: Path, old: Key | None, fresh: Path, new: Key | None) -> tuple[int, int]:
    with closing(connect(path, old)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN EXCLUSIVE")
        remove_leftovers(path)
        connection.execute("COMMIT")
        fresh.touch(mode=0o600)
        connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), new.spelled if new else ""))
        connection.execute("PRAGMA fresh.secure_delete = ON")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT sqlcipher_export('fresh')").fetchone()
        version = int(connection.execute("PRAGMA main.user_version").fetchone()[0])
        connection.execute(f"PRAGMA fresh.user_version = {version}")
        mark = _mark(path)
        connection.execute("COMMIT")
    return mark


def _salt(path: Path) -> bytes:
    return read_start(path, SALT_BYTES)


def _mark(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _flush(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
