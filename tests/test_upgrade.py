"""Data of earlier versions stays readable: databases are brought up to date, exports come in."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recommender import audit
from recommender.domain.decisions import Answer, Voice
from recommender.domain.proofs import ProofFile, ProofKind
from recommender.domain.statements import Support
from recommender.exports.profiles import profile_document, read_profile
from recommender.guidance.demand import Measure
from recommender.guidance.profile import known_concepts, skill_records
from recommender.guidance.snapshots import Group
from recommender.store import Store

DATA = Path(__file__).resolve().parent / "data" / "profiles"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
URI = "http://data.europa.eu/esco/skill/0001"
# How it was kept who was counted, before each measure had groups of its own.
COUNTED_TOGETHER = """DROP TABLE counted;
CREATE TABLE counted (code TEXT PRIMARY KEY, place INTEGER, contribution TEXT);"""


@pytest.fixture
def migrated(tmp_path: Path) -> Store:
    with closing(sqlite3.connect(tmp_path / "profiles.sqlite")) as raw:
        raw.executescript((DATA / "version-1.sql").read_text(encoding="utf-8"))
    return Store.open(tmp_path / "profiles.sqlite")


@pytest.fixture
def imported(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "imported.sqlite")
    store.import_profile(read_profile((DATA / "version-1.json").read_text(encoding="utf-8")), now=NOW)
    return store


@pytest.mark.parametrize("way", ["migrated", "imported"])
def test_a_profile_of_the_first_version_is_all_there(way: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(way)
    profile = store.load_profile("blue-7")
    assert (known_concepts(profile), len(profile.experiences), len(profile.decisions)) == ({URI}, 1, 3)
    assert skill_records(profile)[0].support is Support.WITH_HELP
    assert [like.work_area for like in profile.likes] == ["animals"]


@pytest.mark.parametrize("way", ["migrated", "imported"])
def test_its_log_begins_with_what_was_there_and_goes_on(way: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(way)
    said = {"concept_uri": URI, "preferred_label": "fold boxes", "esco": "1.2.0", "model": "m@1"}
    store.decide("blue-7", answer=Answer.YES, voice=Voice.COACH, now=NOW, evidence=("I fold",), **said)  # type: ignore[arg-type]
    profile = store.load_profile("blue-7")
    assert [event.kind for event in profile.log] == ["log_started", "decisions"]
    assert profile.log[0].detail["decisions"] == 3
    assert audit.verify(profile) == ()


def test_file_names_as_they_came_are_overwritten(migrated: Store, tmp_path: Path) -> None:
    file = ProofFile("file.pdf", "application/pdf", 8, "0" * 64)
    said = {"concept_uri": URI, "voice": Voice.PERSON, "now": NOW}
    migrated.add_proof("blue-7", ProofKind.FILE, file=(file, b"%PDF-1.7"), **said)  # type: ignore[arg-type]
    raw_file = tmp_path / "profiles.sqlite"
    with closing(sqlite3.connect(raw_file)) as raw, raw:
        raw.execute("UPDATE proofs SET file = replace(file, 'file.pdf', 'Anna Beispiel report.pdf')")
        raw.execute("ALTER TABLE consents DROP COLUMN wording")
        raw.execute("DROP TABLE chosen_coach")
        raw.executescript(COUNTED_TOGETHER)
        raw.execute("PRAGMA user_version = 7")
    again = Store.open(raw_file)
    assert again.load_profile("blue-7").proofs[0].file == file
    assert b"Beispiel" not in raw_file.read_bytes()


def test_both_ways_lead_to_the_same_records(migrated: Store, imported: Store) -> None:
    one, other = (profile_document(store.load_profile("blue-7")) | {"log": []} for store in (migrated, imported))
    assert one == other


def test_who_was_counted_together_is_counted_apart_from_then_on(tmp_path: Path) -> None:
    """The groups stay as they were, so that the next file follows on the last one."""
    raw_file = tmp_path / "profiles.sqlite"
    with Store.open(raw_file) as store:
        for code in ("blue-7", "red-2"):
            store.create_profile(code, now=NOW)
    counts = {"can": {URI: 5}, "likes": {"garden": 5}, "needs": {}}
    groups = [{"size": 12, "counts": counts}, {"size": 5, "counts": {"can": {}, "likes": {}, "needs": {}}}]
    with closing(sqlite3.connect(raw_file)) as raw, raw:
        raw.executescript(COUNTED_TOGETHER)
        for place, (code, likes) in enumerate({"blue-7": ["garden"], "red-2": []}.items()):
            contribution = json.dumps({"can": [URI], "likes": likes, "needs": []})
            raw.execute("INSERT INTO counted VALUES (?, ?, ?)", (code, place, contribution))
        snapshot = ("2026-05-04", "House 1", "1.2.0", json.dumps(counts), json.dumps(groups), 15)
        raw.execute("INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?)", snapshot)
        raw.execute("PRAGMA user_version = 10")
    counted = Store.open(raw_file).last_counted()
    assert counted is not None
    assert counted.groups[Measure.LIKES] == (
        Group({"blue-7": frozenset({"garden"})}, 12, {"garden": 5}),
        Group({"red-2": frozenset()}, 5, {}),
    )
    assert [group.counts for group in counted.groups[Measure.CAN]] == [{URI: 5}, {}]
