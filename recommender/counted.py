"""Write snapshots and what people add to them as rows of the database, and read them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from recommender.guidance.demand import Measure
from recommender.guidance.snapshots import Contribution, Counted, Group, Snapshot


def snapshot_row(counted: Counted) -> dict[str, Any]:
    """Return the row of a snapshot."""
    snapshot = counted.snapshot
    return {
        "taken_on": snapshot.taken_on.isoformat(),
        "issuer": snapshot.issuer,
        "esco": snapshot.esco,
        "counts": json.dumps(snapshot.counts),
        "groups": json.dumps([{"size": group.size, "counts": group.counts} for group in counted.groups]),
        "people": snapshot.people,
    }


def counted_rows(counted: Counted) -> Iterator[dict[str, Any]]:
    """Return one row for each person who is counted; `place` is the number of their group."""
    for place, group in enumerate(counted.groups):
        for person in group.members:
            added = {name: sorted(getattr(person, name)) for name in ("can", "likes", "needs")}
            yield {"code": person.code, "place": place, "contribution": json.dumps(added)}


def read_counted(last: Any, rows: Iterable[Any]) -> Counted:
    """Read back what `snapshot_row` and `counted_rows` wrote."""
    members: dict[int, list[Contribution]] = {}
    for row in rows:
        added = {name: frozenset(values) for name, values in json.loads(row.contribution).items()}
        members.setdefault(row.place, []).append(Contribution(row.code, **added))
    groups = tuple(
        Group(tuple(members.get(place, ())), kept["size"], _counts(kept["counts"]))
        for place, kept in enumerate(json.loads(last.groups))
    )
    counts = _counts(json.loads(last.counts))
    return Counted(Snapshot(last.issuer, date.fromisoformat(last.taken_on), last.people, counts, last.esco), groups)


def _counts(kept: Mapping[str, Mapping[str, int]]) -> dict[Measure, Mapping[str, int]]:
    return {Measure(name): values for name, values in kept.items()}
