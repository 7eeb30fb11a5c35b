"""The log for oversight (EU AI Act, articles 12 to 14): what was shown, what people decided, in one hash chain.

One chain per profile, erased with it whole. It holds counts, ESCO URIs, versions and answers, never what people
wrote: names of assessors or receivers, words and quotes stay in the records, and a skill of one's own is "local".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from recommender.domain.matches import TrainingLists
from recommender.domain.profile import AuditEvent, Profile
from recommender.domain.versions import Versions

STARTED = "log_started"  # the log begins later than the records: how many of each were there already
REMOVED = {"proof_removed": "proofs", "text_removed": "experiences"}  # lines that take away a record of this kind
_SLUG = re.compile(r"[a-z0-9_-]{1,40}")


def append(log: Sequence[AuditEvent], kind: str, detail: Mapping[str, Any], *, code: str, at: datetime) -> AuditEvent:
    """Return the next line of a profile's log, bound to the lines before it.

    Examples
    --------
    >>> from datetime import UTC
    >>> first = append((), "created", {}, code="blue-7", at=datetime(2026, 3, 1, tzinfo=UTC))
    >>> second = append((first,), "created", {}, code="blue-7", at=datetime(2026, 3, 1, tzinfo=UTC))
    >>> first.number, second.number, first.digest == second.digest
    (1, 2, False)
    """
    number = log[-1].number + 1 if log else 1
    return AuditEvent(number, at, kind, dict(detail), _digest(_before(log, code), number, at, kind, detail))


def verify(profile: Profile) -> tuple[str, ...]:
    """Return what is wrong with the log of a profile, in words; empty where it is whole and fits the records.

    Found are a line that was changed, moved, added or taken out, a log of another profile, and records that were
    changed or added behind the log's back. Not found is a log that somebody wrote anew from its start together
    with the records: compare the digest of the last line with one that was written down before.
    """
    return (*_broken(profile), *_strange(profile))


def _broken(profile: Profile) -> Iterable[str]:
    before = _before((), profile.code)
    for place, event in enumerate(profile.log, start=1):
        if event.number != place:
            yield f"line {place} has number {event.number}"
        if event.digest != _digest(before, event.number, event.at, event.kind, event.detail):
            yield f"line {place} or the one before it was changed"
        before = event.digest


def _strange(profile: Profile) -> Iterable[str]:
    """Compare the records with what the log says was kept, kind by kind."""
    started = next((event.detail for event in profile.log if event.kind == STARTED), {})
    removed = {(REMOVED[event.kind], event.detail.get("number")) for event in profile.log if event.kind in REMOVED}
    for name, rows in _records(profile).items():
        numbered = [(getattr(row, "number", place), asdict(row)) for place, row in enumerate(rows, start=1)]
        kept = [_plain(describe(name, *one)) for one in numbered[int(started.get(name, 0)) :]]
        events = [event.detail for event in profile.log if event.kind == name]
        told = [_plain(detail) for detail in events if (name, detail.get("number")) not in removed]
        if kept != told:
            yield f"the {name} differ from what the log says ({len(kept)} kept, {len(told)} in the log)"


def _records(profile: Profile) -> dict[str, tuple[Any, ...]]:
    names = (field.name for field in fields(profile) if field.name != "log")
    return {name: value for name in names if isinstance(value := getattr(profile, name), tuple)}


def head(log: Sequence[AuditEvent]) -> str:
    """Return the digest of the last line, to be written down somewhere else; empty where there is no line."""
    return log[-1].digest if log else ""


def counts(profile: Profile) -> dict[str, int]:
    """Return how many records of each kind there are, for a log that begins later than they do."""
    return {name: len(rows) for name, rows in _records(profile).items()}


def describe(name: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Describe one record that was added, by its safe fields only; of a kind unknown here, by its number.

    Examples
    --------
    >>> describe("decisions", 1, {"concept_uri": "local:zebra", "answer": "no", "evidence": ["zebra"], "undoes": None})
    {'number': 1, 'concept_uri': 'local', 'answer': 'no', 'undoes': None}
    """
    detail: dict[str, Any] = {"number": number}
    for field in SAFE.get(name, ()):
        if field in row and (row[field] or field not in LATER):
            detail[field] = SHORTENED.get(field, _same)(row[field])
    return detail


def of_trainings(lists: TrainingLists, *, for_all_work: Sequence[str] = ()) -> dict[str, Any]:
    """Describe three lists of trainings that were shown, and those for every work where some were shown beside."""
    shown = {name: [m.training_id for m in getattr(lists, name)] for name in ("check_now", "next_step", "you_like_it")}
    if for_all_work:
        shown["for_all_work"] = list(for_all_work)
    return {**shown, "versions": asdict(lists.versions)}


def of_successors(found: Mapping[str, Sequence[str]], versions: Versions) -> dict[str, Any]:
    """Describe which skills were shown as likely successors, by the URI of the retired one."""
    return {"successors": {uri: list(uris) for uri, uris in found.items()}, "versions": asdict(versions)}


def of_search(found: Sequence[str], less_sure: Sequence[str], versions: Versions) -> dict[str, Any]:
    """Describe which skills a search showed, by URI: those found by their words, then those found by meaning."""
    return {"found": list(found), "less_sure": list(less_sure), "versions": asdict(versions)}


def _of_list(shown: Any) -> dict[str, Any]:
    found = json.loads(shown) if isinstance(shown, str) else shown
    return {
        "suggested": [_uri(suggestion["concept_uri"]) for suggestion in found["suggestions"]],
        "set_aside": [aside["reason"] for aside in found["set_aside"]],
        "no_esco_skill": len(found["no_esco_skill"]),
        "note": found["note"],
        "versions": found["versions"],
    }


def _uri(uri: str) -> str:
    return uri if uri.startswith("http://data.europa.eu/esco/") else "local"


def _slug(word: str) -> str:
    return word if _SLUG.fullmatch(word) else "other"


def _size(file: Mapping[str, Any] | None) -> int:
    return int(file["size_bytes"]) if file else 0


def _day(day: Any) -> str:
    return day if isinstance(day, str) else str(day.isoformat())


def _same(value: Any) -> Any:
    return value or None if isinstance(value, str) else value


# What of each record may stand in a log: answers, slugs, days, versions, sizes. Names and words may not.
SAFE: dict[str, tuple[str, ...]] = {
    "experiences": ("shown",),
    "decisions": ("concept_uri", "answer", "voice", "support", "why_not", "undoes", "esco", "model"),
    "likes": ("work_area", "liked", "task", "not_for_me"),
    "marks": ("kind", "marked"),
    "corrections": ("kind",),
    "training_steps": ("training_id", "step", "review_on"),
    "entries": ("concept_uri", "stage", "on", "recorded_by", "undoes", "training_id"),
    "proofs": ("kind", "concept_uri", "added_by", "showing", "file"),
    "showings": ("concept_uri", "showing"),
    "consents": ("purpose", "given", "about", "wording"),
}
# Fields that lines of earlier versions lack: empty ones are left out.
LATER = frozenset({"training_id", "about", "wording"})
SHORTENED: dict[str, Callable[[Any], Any]] = {
    "shown": _of_list,
    "concept_uri": _uri,
    "work_area": _slug,
    "task": _slug,
    "training_id": _slug,
    "file": _size,
    "on": _day,
}


def _before(log: Sequence[AuditEvent], code: str) -> str:
    return log[-1].digest if log else hashlib.sha256(f"recommender log of {code}".encode()).hexdigest()


def _digest(before: str, number: int, at: datetime, kind: str, detail: Mapping[str, Any]) -> str:
    return hashlib.sha256(_plain([before, number, at.isoformat(), kind, detail]).encode()).hexdigest()


def _plain(value: Any) -> str:
    """Return one spelling for equal values, so that a digest does not depend on the order of keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
