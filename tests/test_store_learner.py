"""What a person says on their page stays kept: likes of tasks, "not for me", marks; old files come along."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from recommender.domain.interests import MarkKind
from recommender.exports.profiles import profile_document, read_profile
from recommender.guidance.cards import Reply
from recommender.guidance.interests import marked_now, said_before
from recommender.guidance.profile import liked_areas
from recommender.migrations import FIRST
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SCHEMA = Path(__file__).resolve().parent.parent / "recommender" / "schemas" / "profile.schema.json"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    opened.like("blue-7", "packing", True, now=NOW)
    opened.like("blue-7", "packing", True, task="packing-fold-boxes", now=NOW)
    opened.like("blue-7", "wood", False, not_for_me=True, now=NOW)
    opened.mark("blue-7", MarkKind.KEEP, "training:sewing", True, now=NOW)
    return opened


def test_likes_of_tasks_and_not_for_me_are_kept_apart_from_liked_areas(store: Store) -> None:
    profile = store.load_profile("blue-7")
    kept = {"packing": Reply.LIKE, "packing-fold-boxes": Reply.LIKE, "wood": Reply.NOT_FOR_ME}
    assert said_before(profile) == kept
    assert liked_areas(profile) == ("packing",)


def test_a_mark_stays_until_it_is_taken_away(store: Store) -> None:
    assert marked_now(store.load_profile("blue-7")) == {(MarkKind.KEEP, "training:sewing")}
    store.mark("blue-7", MarkKind.KEEP, "training:sewing", False, now=NOW)
    assert marked_now(store.load_profile("blue-7")) == frozenset()
    assert len(store.load_profile("blue-7").marks) == 2


def test_an_export_follows_its_schema_and_comes_back_unchanged(store: Store, tmp_path: Path) -> None:
    profile = store.load_profile("blue-7")
    document = profile_document(profile)
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert read_profile(json.dumps(document)) == profile
    with Store.open(tmp_path / "other.sqlite") as other:
        other.import_profile(profile, now=NOW)
        assert other.load_profile("blue-7") == profile


def test_an_export_from_before_these_answers_can_still_be_read(store: Store) -> None:
    document = profile_document(store.load_profile("blue-7"))
    del document["marks"]
    document["likes"] = [{"work_area": "wood", "liked": True, "said_at": NOW.isoformat()}]
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert said_before(read_profile(json.dumps(document))) == {"wood": Reply.LIKE}


def test_a_file_of_the_first_version_keeps_its_likes(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as old:
        for statement in FIRST:
            old.execute(statement)
        old.execute("INSERT INTO profiles VALUES ('old-1', 2, ?)", (NOW.isoformat(),))
        old.execute("INSERT INTO likes VALUES ('old-1', 1, 'wood', 1, ?)", (NOW.isoformat(),))
        old.execute("INSERT INTO likes VALUES ('old-1', 2, 'garden', 0, ?)", (NOW.isoformat(),))
        old.execute("PRAGMA user_version = 1")
    with Store.open(file) as store:
        profile = store.load_profile("old-1")
    assert (said_before(profile), profile.marks) == ({"wood": Reply.LIKE}, ())


def test_erasing_takes_likes_and_marks_along(store: Store, tmp_path: Path) -> None:
    store.erase_profile("blue-7", now=NOW)
    assert b"packing-fold-boxes" not in (tmp_path / "profiles.sqlite").read_bytes()
    assert b"training:sewing" not in (tmp_path / "profiles.sqlite").read_bytes()
