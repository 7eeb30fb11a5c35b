"""Write snapshots and what people add to them as rows of the database, and read them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from recommender.guidance.demand import Measure
from recommender.guidance.snapshots import Counted, Group, Snapshot


def snapshot_row(counted: Counted) -> dict[str, Any]:
    """Return the row of a snapshot."""
    snapshot = counted.snapshot
    groups = {
        measure: [{"size": group.size, "counts": group.counts} for group in own]
        for measure, own in counted.groups.items()
    }
    return {
        "taken_on": snapshot.taken_on.isoformat(),
        "issuer": snapshot.issuer,
        "esco": snapshot.esco,
        "counts": json.dumps(snapshot.counts),
        "groups": json.dumps(groups),
        "people": snapshot.people,
    }


def counted_rows(counted: Counted) -> Iterator[dict[str, Any]]:
    """Return one row for each person and measure that is counted; `place` is the number of their group."""
    for measure, groups in counted.groups.items():
        for place, group in enumerate(groups):
            for code, subjects in group.members.items():
                row = {"code": code, "measure": measure.value, "place": place}
                yield row | {"subjects": json.dumps(sorted(subjects))}


def read_counted(last: Any, rows: Iterable[Any]) -> Counted:
    """Read back what `snapshot_row` and `counted_rows` wrote."""
    members: dict[tuple[str, int], dict[str, frozenset[str]]] = {}
    for row in rows:
        members.setdefault((row.measure, row.place), {})[row.code] = frozenset(json.loads(row.subjects))
    groups = {
        Measure(name): tuple(
            Group(members.get((name, place), {}), group["size"], group["counts"]) for place, group in enumerate(kept)
        )
        for name, kept in json.loads(last.groups).items()
    }
    counts = _counts(json.loads(last.counts))
    return Counted(Snapshot(last.issuer, date.fromisoformat(last.taken_on), last.people, counts, last.esco), groups)


def _counts(kept: Mapping[str, Mapping[str, int]]) -> dict[Measure, Mapping[str, int]]:
    return {Measure(name): values for name, values in kept.items()}
