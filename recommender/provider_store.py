"""What a provider keeps on this machine: demand, staff, decisions about links, lists of suggestions, drafts.

One SQLite file of its own, apart from people's profiles, so that it can be handed over and holds no person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
)

from recommender.database import Database
from recommender.domain.suggestions import SuggestionList
from recommender.errors import DataError, NotFoundError
from recommender.exports.suggestions import read_shown, shown_document
from recommender.guidance.demand import Demand, Measure, StaffSkill, Unit
from recommender.guidance.mapping import LinkDecision
from recommender.guidance.snapshots import Snapshot

METADATA = MetaData()
FILE = "provider.sqlite"  # in the home folder
VERSION = 1  # of the tables, kept in `user_version`


def _texts(*names: str) -> tuple[Column[str], ...]:
    return tuple(Column(name, Text, nullable=False) for name in names)


def _key(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


FILES = Table(
    "demand_files", METADATA, _key("issuer"), _key("taken_on"), *_texts("counts", "esco"), Column("people", Integer)
)
DEMANDS = Table(
    "demands",
    METADATA,
    _key("number", Integer),
    *_texts("measure", "subject", "unit", "source", "as_of"),
    Column("count", Integer),
)
STAFF = Table("staff", METADATA, _key("topic"), *_texts("source", "as_of"), Column("staff", Integer, nullable=False))
LINKS = Table(
    "links",
    METADATA,
    _key("number", Integer),
    *_texts("training_id", "outcome", "concept_uri", "preferred_label", "decided_at", "esco", "model"),
    Column("answer", Boolean, nullable=False),
    Column("undoes", Integer),
)
SUGGESTIONS = Table("suggestions", METADATA, _key("text"), _key("made_with"), *_texts("shown"))
DRAFTS = Table("drafts", METADATA, _key("key"), *_texts("document", "saved_at"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One number that was added by hand or by a table, with the number by which it can be removed."""

    number: int
    demand: Demand


class ProviderStore(Database):
    """An open database; every method is one transaction."""

    def _bring_up_to_date(self, connection: Connection) -> None:
        version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
        if version > VERSION:
            raise DataError("The data is from a newer version", where=str(self._path), fix="Update the program")
        if version < VERSION:  # otherwise nothing is written, so that the time of the file says when it changed
            METADATA.create_all(connection)
            connection.execute(text(f"PRAGMA user_version = {VERSION}"))

    def keep_files(self, snapshots: Iterable[Snapshot]) -> None:
        """Keep demand files; one of the same issuer and day takes the place of the one before."""
        with self._action() as connection:
            for snapshot in snapshots:
                day = snapshot.taken_on.isoformat()
                where = (FILES.c.issuer == snapshot.issuer) & (FILES.c.taken_on == day)
                connection.execute(delete(FILES).where(where))
                counts = json.dumps(snapshot.counts)
                values = {"issuer": snapshot.issuer, "taken_on": day, "people": snapshot.people, "counts": counts}
                connection.execute(insert(FILES).values(**values, esco=snapshot.esco))

    def files(self) -> tuple[Snapshot, ...]:
        """Return all demand files, by issuer and day."""
        with self._action() as connection:
            rows = connection.execute(select(FILES).order_by(FILES.c.issuer, FILES.c.taken_on)).all()
        return tuple(
            Snapshot(
                row.issuer,
                date.fromisoformat(row.taken_on),
                row.people,
                {Measure(name): counts for name, counts in json.loads(row.counts).items()},
                row.esco,
            )
            for row in rows
        )

    def forget_files(self, issuer: str) -> None:
        """Remove all demand files of one issuer.

        Raises
        ------
        NotFoundError : there is none
        """
        with self._action() as connection:
            if not connection.execute(delete(FILES).where(FILES.c.issuer == issuer)).rowcount:
                raise NotFoundError(f"There is no demand file of {issuer}", fix="See recommender demand list")

    def keep_table(self, demands: Iterable[Demand]) -> None:
        """Keep the rows of a table in place of all rows of the same sources and days, so that nothing counts twice."""
        rows = list(demands)
        with self._action() as connection:
            for source, day in sorted({(row.source, row.as_of.isoformat()) for row in rows}):
                connection.execute(delete(DEMANDS).where(DEMANDS.c.source == source, DEMANDS.c.as_of == day))
            for row in rows:
                connection.execute(insert(DEMANDS).values(number=_next(connection, DEMANDS), **_demand_row(row)))

    def add_demand(self, demand: Demand) -> None:
        """Add one number, in place of one about the same thing from the same source and day."""
        row = _demand_row(demand)
        with self._action() as connection:
            same = [DEMANDS.c[name] == value for name, value in row.items() if name != "count"]
            connection.execute(delete(DEMANDS).where(*same))
            connection.execute(insert(DEMANDS).values(number=_next(connection, DEMANDS), **row))

    def demands(self) -> tuple[Entry, ...]:
        """Return the numbers added by hand or by tables, in the order in which they came."""
        with self._action() as connection:
            return _entries(connection)

    def remove_demand(self, number: int) -> None:
        """Remove one number.

        Raises
        ------
        NotFoundError : there is none of this number
        """
        with self._action() as connection:
            if not connection.execute(delete(DEMANDS).where(DEMANDS.c.number == number)).rowcount:
                raise NotFoundError(f"There is no entry {number}", fix="See recommender demand list")

    def say_staff(self, staff: StaffSkill) -> None:
        """Keep how many of the staff know a topic, in place of what was said before."""
        with self._action() as connection:
            connection.execute(delete(STAFF).where(STAFF.c.topic == staff.topic))
            values = {"topic": staff.topic, "staff": staff.staff, "source": staff.source}
            connection.execute(insert(STAFF).values(**values, as_of=staff.as_of.isoformat()))

    def staff(self) -> tuple[StaffSkill, ...]:
        """Return what was said about the staff, by topic."""
        with self._action() as connection:
            rows = connection.execute(select(STAFF).order_by(STAFF.c.topic)).all()
        return tuple(StaffSkill(row.topic, row.staff, row.source, date.fromisoformat(row.as_of)) for row in rows)

    def decide_link(self, decision: LinkDecision) -> int:
        """Add a decision about a link, and return the number it got; that of the record given does not count."""
        with self._action() as connection:
            number = _next(connection, LINKS)
            values = {name: getattr(decision, name) for name in LINKS.c.keys() if name not in ("number", "decided_at")}  # noqa: SIM118
            connection.execute(
                insert(LINKS).values(number=number, decided_at=decision.decided_at.isoformat(), **values)
            )
            return number

    def links(self) -> tuple[LinkDecision, ...]:
        """Return all decisions about links, the oldest first."""
        with self._action() as connection:
            rows = connection.execute(select(LINKS).order_by(LINKS.c.number)).mappings().all()
        return tuple(LinkDecision(**{**row, "decided_at": datetime.fromisoformat(row["decided_at"])}) for row in rows)

    def keep_suggestions(self, made: Mapping[str, SuggestionList], *, made_with: str) -> None:
        """Keep the list of suggestions of each text, and what they were made with."""
        with self._action() as connection:
            for words, shown in made.items():
                where = (SUGGESTIONS.c.text == words) & (SUGGESTIONS.c.made_with == made_with)
                connection.execute(delete(SUGGESTIONS).where(where))
                values = {"text": words, "made_with": made_with, "shown": json.dumps(shown_document(shown))}
                connection.execute(insert(SUGGESTIONS).values(**values))

    def suggestions(self, texts: Sequence[str], *, made_with: str) -> Mapping[str, SuggestionList]:
        """Return the lists of these texts, at most some hundred at a time, as far as there are any."""
        where = (SUGGESTIONS.c.made_with == made_with) & SUGGESTIONS.c.text.in_(texts)
        with self._action() as connection:
            rows = connection.execute(select(SUGGESTIONS).where(where)).all()
        return {row.text: read_shown(json.loads(row.shown)) for row in rows}

    def mapped(self, made_with: str) -> frozenset[str]:
        """Return which texts have a list."""
        with self._action() as connection:
            rows = connection.execute(select(SUGGESTIONS.c.text).where(SUGGESTIONS.c.made_with == made_with)).all()
        return frozenset(row.text for row in rows)

    def save_draft(self, key: str, document: Mapping[str, Any], *, now: datetime) -> None:
        """Keep a draft as it was edited."""
        with self._action() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.key == key))
            connection.execute(insert(DRAFTS).values(key=key, document=json.dumps(document), saved_at=now.isoformat()))

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the drafts that were kept, by key."""
        with self._action() as connection:
            rows = connection.execute(select(DRAFTS).order_by(DRAFTS.c.key)).all()
        return {row.key: json.loads(row.document) for row in rows}

    def remove_draft(self, key: str) -> None:
        """Remove a draft, where there is one."""
        with self._action() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.key == key))


def _next(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _demand_row(demand: Demand) -> dict[str, Any]:
    return {
        "measure": demand.measure.value,
        "subject": demand.subject,
        "unit": demand.unit.value,
        "source": demand.source,
        "as_of": demand.as_of.isoformat(),
        "count": demand.count,
    }


def _entries(connection: Connection) -> tuple[Entry, ...]:
    rows: Sequence[Any] = connection.execute(select(DEMANDS).order_by(DEMANDS.c.number)).all()
    return tuple(
        Entry(
            row.number,
            Demand(
                Measure(row.measure), row.subject, row.count, Unit(row.unit), row.source, date.fromisoformat(row.as_of)
            ),
        )
        for row in rows
    )
