"""The pieces of SQL that every part of the store needs: adding a row with its line in the log, and the records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from recommender import audit
from recommender.domain.profile import Profile
from recommender.errors import DataError
from recommender.exports.records import (
    plain,
    read_consent,
    read_entry,
    read_event,
    read_like,
    read_mark,
    read_proof,
    read_showing,
)
from recommender.journal import COACHING_READERS, COACHING_ROWS
from recommender.migrations import (
    CONSENTS,
    CORRECTIONS,
    ENTRIES,
    KEEPERS,
    LIKES,
    LOG,
    MARKS,
    PROFILES,
    PROOF_FILES,
    PROOFS,
    SHOWINGS,
    TRAINING_STEPS,
)

AS_JSON = ("file", "detail")  # columns that hold a record
MOMENTS = ("decided_at", "saved_at", "said_at", "added_at", "recorded_at", "since")  # when a row was said or kept
RECORDS: dict[Table, Callable[[Mapping[str, Any]], Any]] = {
    LIKES: read_like,
    MARKS: read_mark,
    CORRECTIONS: COACHING_READERS["corrections"],
    TRAINING_STEPS: COACHING_READERS["training_steps"],
    KEEPERS: COACHING_READERS["keepers"],
    ENTRIES: read_entry,
    PROOFS: read_proof,
    SHOWINGS: read_showing,
    CONSENTS: read_consent,
    LOG: read_event,
}


def add(connection: Connection, table: Table, code: str, **values: Any) -> int:
    """Add a row to a profile and a line to its log, and return the number of the row."""
    number = next_number(connection, table, code)
    put(connection, table, code, number, values)
    log(connection, code, table.name, audit.describe(table.name, number, readable(values)), now=_moment(values))
    return number


def insert_profile(connection: Connection, code: str, *, revision: int, created_at: datetime) -> None:
    """Make a profile without anything in it; a DataError says that its code is taken."""
    try:
        connection.execute(insert(PROFILES).values(code=code, revision=revision, created_at=created_at.isoformat()))
    except IntegrityError as error:
        raise DataError(f"The code {code} is taken", where="code", fix="Choose another code") from error


def next_number(connection: Connection, table: Table, code: str) -> int:
    """Return the number that the next row gets; that of a row which was removed is not given again."""
    highest = connection.execute(select(func.max(table.c.number)).where(table.c.code == code)).scalar()
    told = select(LOG.c.detail).where((LOG.c.code == code) & (LOG.c.kind == table.name))
    last = connection.execute(told.order_by(LOG.c.number.desc()).limit(1)).scalar()
    return max(int(highest or 0), json.loads(last)["number"] if last else 0) + 1


def put(connection: Connection, table: Table, code: str, number: int, values: Mapping[str, Any]) -> None:
    """Write one row of a profile, and nothing in the log."""
    connection.execute(insert(table).values(**{**values, "code": code, "number": number}))


def log(connection: Connection, code: str, kind: str, detail: Mapping[str, Any], *, now: datetime) -> None:
    """Add a line to the log of a profile, bound to the line before it."""
    last = connection.execute(
        select(LOG).where(LOG.c.code == code).order_by(LOG.c.number.desc()).limit(1)
    ).one_or_none()
    before = (read_event(readable(last._asdict())),) if last else ()
    event = audit.append(before, kind, detail, code=code, at=now)
    put(connection, LOG, code, event.number, stored(plain(event)))


def load(connection: Connection, code: str) -> dict[str, Any]:
    """Return the records of a profile and its log by their names, without the content of files."""
    return {table.name: load_some(connection, table, code) for table in RECORDS}


def load_some(connection: Connection, table: Table, code: str) -> tuple[Any, ...]:
    """Return the records of one kind of a profile."""
    rows = connection.execute(select(table).where(table.c.code == code).order_by(table.c.number)).all()
    plain_rows = ({name: value for name, value in readable(row._asdict()).items() if name != "code"} for row in rows)
    return tuple(RECORDS[table](row) for row in plain_rows)


def put_all(connection: Connection, profile: Profile, files: Mapping[int, bytes]) -> None:
    """Write all records of a profile and its log as they are."""
    for table in RECORDS:
        for place, record in enumerate(getattr(profile, table.name), start=1):
            to_row: Callable[[Any], dict[str, Any]] = COACHING_ROWS.get(table.name, plain)
            row = to_row(record)
            put(connection, table, profile.code, getattr(record, "number", place), stored(row))
    for number, content in sorted(files.items()):
        put(connection, PROOF_FILES, profile.code, number, {"content": content})


def stored(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain row as the database keeps it."""
    return {name: json.dumps(value) if name in AS_JSON and value is not None else value for name, value in row.items()}


def readable(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the database as a plain one."""
    return {name: json.loads(value) if name in AS_JSON and value is not None else value for name, value in row.items()}


def _moment(values: Mapping[str, Any]) -> datetime:
    for name in MOMENTS:
        if name in values:
            return datetime.fromisoformat(values[name])
    raise ValueError(f"A row needs one of {', '.join(MOMENTS)}, so that the log can say when")
