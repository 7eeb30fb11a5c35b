"""Write what a check of a catalogue found, and its versions, as documents for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from recommender.catalogue.reading import CheckReport
from recommender.catalogue.versions import Difference, Version
from recommender.domain.versions import NOTICE, Versions


def check_report_document(report: CheckReport, *, versions: Versions) -> dict[str, Any]:
    """Turn a report into the document that schemas/check.schema.json describes."""
    return {
        "entries": [
            {"id": entry.id, "title": entry.title, "missing": list(entry.missing), "complete": entry.complete}
            for entry in report.entries
        ],
        "problems": [{"where": p.where, "what": p.what, "fix": p.fix} for p in report.problems],
        "notes": [{"where": note.where, "what": note.what, "fix": note.fix} for note in report.notes],
        "columns": None if report.mapping is None else dict(report.mapping.columns),
        "versions": asdict(versions),
        "notice": NOTICE,
    }


def versions_document(
    listed: Sequence[Version], changes: Difference | None = None, *, number: int | None = None, versions: Versions
) -> dict[str, Any]:
    """Turn the list of versions into the document that schemas/versions.schema.json describes.

    Parameters
    ----------
    changes, number : what one version changed, and which; both None where the list alone is meant
    """
    shown = None
    if changes is not None:
        columns = {training_id: list(names) for training_id, names in changes.changed.items()}
        lists = {"added": list(changes.added), "changed": columns, "removed": list(changes.removed)}
        shown = {"number": number, **lists}
    return {
        "catalogue_versions": [_version(each) for each in listed],
        "changes": shown,
        "versions": asdict(versions),
        "notice": NOTICE,
    }


def _version(version: Version) -> dict[str, Any]:
    kept = {"number": version.number, "kept_at": version.kept_at, "action": version.action}
    counts = {"added": version.added, "changed": version.changed, "removed": version.removed}
    held = {"sources": list(version.sources), "release": version.release, "entries": version.entries}
    return kept | held | counts
