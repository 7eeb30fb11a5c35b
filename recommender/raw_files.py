"""Reading a database file beside SQLite without taking its locks away, and removing a file with what it held.

Closing any handle of a file ends all locks that the process has on it (POSIX, fcntl): a window that only looks would
let another program write in the middle of the change of a second window. So a handle for looking stays open.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO

MOST_OPEN = 16  # files; the one that was looked at first is closed when there are more
PIECE = 1 << 20
_open: dict[Path, IO[bytes]] = {}
_looking = Lock()


def read_start(path: Path, length: int) -> bytes:
    """Return the first bytes of a file, fewer where it is shorter."""
    with _looking:
        handle = _handle(path)
        handle.seek(0)
        found = handle.read(length)
        if os.name == "nt":
            _close(path)  # Windows replaces no open file, and its locks belong to handles
        return found


def read_all(path: Path) -> bytes:
    """Return all bytes of a file."""
    return read_start(path, -1)


def overwrite_and_remove(file: Path) -> None:
    """Remove a file once what it held is overwritten."""
    with file.open("r+b") as stale:
        overwrite(stale)
    file.unlink()


def overwrite(stale: IO[bytes]) -> None:
    """Write zeros over all that an open file holds."""
    left = stale.seek(0, os.SEEK_END)
    stale.seek(0)
    while left > 0:
        left -= stale.write(bytes(min(left, PIECE)))
    stale.flush()
    os.fsync(stale.fileno())


def _handle(path: Path) -> IO[bytes]:
    here = path.stat()
    known = _open.get(path)
    if known is not None:
        seen = os.fstat(known.fileno())
        if (seen.st_dev, seen.st_ino) == (here.st_dev, here.st_ino):
            return known
        _close(path)  # another file has taken its place
    _open[path] = path.open("rb", buffering=0)
    for oldest in list(_open)[:-MOST_OPEN]:
        _close(oldest)
    return _open[path]


def _close(path: Path) -> None:
    with suppress(OSError):
        _open.pop(path).close()
