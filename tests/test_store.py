"""What is kept stays kept: one transaction per action, append-only decisions, erasure without a trace."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.decisions import Answer, Voice
from recommender.domain.stages import Stage
from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.suggestions import NoEscoSkill, SetAside, Suggestion, SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import ConflictError, DataError, NotFoundError
from recommender.exports.profiles import profile_document, read_profile
from recommender.guidance.profile import known_concepts, liked_areas, skill_records, undecided
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WORDS = "I fold zebra-striped boxes. Later I want a van. I stuff envelopes."
SHOWN = SuggestionList(
    "t1",
    (Suggestion(1, "esco:fold", "fold boxes", 0.41, Support.ALONE, (Span(0, 26, WORDS[:26]),), ("esco:near",)),),
    (SetAside(Span(28, 46, WORDS[28:46]), StatementKind.WISH),),
    (NoEscoSkill(Span(48, 65, WORDS[48:65]), "printing", "stuff-envelopes", "Stuff envelopes"),),
    None,
    Versions("1.2.0", "m@1", "c", "0.1.0"),
)
SCHEMAS = Path(__file__).resolve().parent.parent / "recommender" / "schemas"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "people" / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    return opened


def _decide(store: Store, uri: str, answer: Answer, voice: Voice = Voice.PERSON, **more: object) -> int:
    given = {"evidence": ("I fold boxes",), "now": NOW} | more
    return store.decide(  # type: ignore[arg-type]
        "blue-7", concept_uri=uri, preferred_label=uri, answer=answer, voice=voice, esco="1.2.0", model="m", **given
    )


def test_what_was_saved_is_there_after_opening_again(store: Store, tmp_path: Path) -> None:
    store.save_experience("blue-7", WORDS, SHOWN, now=NOW)
    _decide(store, "esco:fold", Answer.YES)
    store.like("blue-7", "animals", True, now=NOW)
    with Store.open(tmp_path / "people" / "profiles.sqlite") as again:
        profile = again.load_profile("blue-7")
    assert (profile.experiences[0].text, profile.experiences[0].shown) == (WORDS, SHOWN)
    assert (known_concepts(profile), liked_areas(profile)) == ({"esco:fold"}, ("animals",))


def test_only_the_owner_can_read_the_file(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "people" / "profiles.sqlite"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_second_window_is_told_and_overwrites_nothing(store: Store) -> None:
    seen = store.load_profile("blue-7").revision
    _decide(store, "esco:fold", Answer.YES, expected_revision=seen)
    with pytest.raises(ConflictError, match="changed in another window"):
        _decide(store, "esco:fold", Answer.NO, expected_revision=seen)
    assert len(store.load_profile("blue-7").decisions) == 1


def test_an_undo_is_a_decision_and_can_be_undone(store: Store) -> None:
    yes = _decide(store, "esco:fold", Answer.YES)
    undo = store.undo("blue-7", yes, voice=Voice.PERSON, now=NOW)
    assert known_concepts(store.load_profile("blue-7")) == frozenset()
    store.undo("blue-7", undo, voice=Voice.PERSON, now=NOW)
    profile = store.load_profile("blue-7")
    assert (known_concepts(profile), len(profile.decisions)) == ({"esco:fold"}, 3)


def test_a_rejected_skill_stays_rejected_when_a_text_is_read_again(store: Store) -> None:
    _decide(store, "esco:fold", Answer.NO)
    store.save_experience("blue-7", WORDS, SHOWN, now=NOW)
    profile = store.load_profile("blue-7")
    assert undecided(SHOWN, profile) == ()
    assert skill_records(profile)[0].rejected


def test_the_coach_documents_only_what_the_person_named(store: Store) -> None:
    _decide(store, "esco:fold", Answer.YES, Voice.COACH)
    assert skill_records(store.load_profile("blue-7"))[0].stage is Stage.SUGGESTED
    _decide(store, "esco:fold", Answer.YES)
    assert skill_records(store.load_profile("blue-7"))[0].stage is Stage.DOCUMENTED
    _decide(store, "esco:fold", Answer.NO)
    record = skill_records(store.load_profile("blue-7"))[0]
    assert (record.stage, record.rejected, record.coach) == (Stage.SUGGESTED, True, Answer.YES)


def test_without_evidence_a_skill_is_named_but_not_documented(store: Store) -> None:
    _decide(store, "esco:fold", Answer.YES, evidence=())
    _decide(store, "esco:fold", Answer.YES, Voice.COACH, evidence=())
    assert skill_records(store.load_profile("blue-7"))[0].stage is Stage.NAMED


ACTIONS = st.lists(st.tuples(st.sampled_from(["decide", "undo", "like"]), st.integers(1, 8)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(actions=ACTIONS)
def test_decisions_are_only_ever_added_and_each_change_counts_once(
    actions: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store") / "p.sqlite")
    store.create_profile("blue-7", now=NOW)
    before: tuple[object, ...] = ()
    for kind, number in actions:
        revision = store.load_profile("blue-7").revision
        try:
            if kind == "decide":
                _decide(store, f"esco:{number}", list(Answer)[number % 3])
            elif kind == "undo":
                store.undo("blue-7", number, voice=Voice.PERSON, now=NOW)
            else:
                store.like("blue-7", "animals", number % 2 == 0, now=NOW + timedelta(seconds=revision))
        except NotFoundError:
            assert store.load_profile("blue-7").revision == revision
            continue
        profile = store.load_profile("blue-7")
        assert profile.revision == revision + 1
        assert profile.decisions[: len(before)] == before
        before = profile.decisions


def test_an_export_follows_its_schema_and_comes_back_unchanged(store: Store, tmp_path: Path) -> None:
    store.save_experience("blue-7", WORDS, SHOWN, now=NOW)
    store.undo("blue-7", _decide(store, "esco:fold", Answer.YES), voice=Voice.COACH, now=NOW)
    store.like("blue-7", "animals", True, now=NOW)
    profile = store.load_profile("blue-7")
    document = json.loads(json.dumps(profile_document(profile)))
    jsonschema.validate(document, json.loads((SCHEMAS / "profile.schema.json").read_text(encoding="utf-8")))
    other = Store.open(tmp_path / "other.sqlite")
    other.import_profile(read_profile(json.dumps(document)), now=NOW)
    assert other.load_profile("blue-7") == profile


def test_an_import_never_changes_a_profile_that_is_here(store: Store) -> None:
    theirs = read_profile(json.dumps(profile_document(store.load_profile("blue-7"))))
    store.import_profile(theirs, now=NOW)
    _decide(store, "esco:fold", Answer.YES)
    with pytest.raises(ConflictError, match="is taken"):
        store.import_profile(theirs, now=NOW)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no json", "not JSON"),
        ("[]", "not an exported profile"),
        ('{"format": "recommender-profile", "format_version": 9}', "another version"),
        ('{"format": "recommender-profile", "format_version": 1, "decisions": [{}]}', "decisions, entry 1.*head"),
    ],
)
def test_a_broken_export_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_profile(text)


def test_erasing_leaves_no_trace_in_the_raw_bytes(store: Store, tmp_path: Path) -> None:
    store.save_experience("blue-7", WORDS, SHOWN, now=NOW)
    _decide(store, "esco:fold", Answer.YES)
    store.erase_profile("blue-7", now=NOW)
    raw = b"".join(file.read_bytes() for file in sorted((tmp_path / "people").iterdir()))
    assert [words for words in (b"zebra", b"blue-7", b"esco:fold") if words in raw] == []


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "two\nlines"])
def test_a_code_is_short_and_on_one_line(store: Store, code: str) -> None:
    with pytest.raises(DataError, match="1 to 40 characters"):
        store.create_profile(code, now=NOW)


def test_a_code_is_given_once(store: Store) -> None:
    with pytest.raises(DataError, match="is taken"):
        store.create_profile("blue-7", now=NOW)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "p.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DataError, match="holds no profiles"):
        Store.open(tmp_path / "p.sqlite")


def test_a_database_of_a_newer_version_is_refused(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "people" / "profiles.sqlite") as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(DataError, match="newer version"):
        Store.open(tmp_path / "people" / "profiles.sqlite")


def test_a_locked_database_says_so(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.database.PATIENCE", 0)
    with sqlite3.connect(tmp_path / "people" / "profiles.sqlite", isolation_level=None) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ConflictError, match="Another program"):
            Store.open(tmp_path / "people" / "profiles.sqlite")


def test_a_full_disk_says_so_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    def fill(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    from sqlalchemy import event

    event.listen(store._engine, "connect", fill)
    with pytest.raises(DataError, match="disk is full"):
        store.save_experience("blue-7", "x" * 500_000, SHOWN, now=NOW)
    assert store.load_profile("blue-7").revision == 0


KILLED = """
import os, sys, threading, time
from datetime import UTC, datetime
from pathlib import Path
from recommender.domain.decisions import Answer, Voice
from recommender.store import Store
store = Store.open(Path(sys.argv[1]))
threading.Timer(float(sys.argv[2]), lambda: os._exit(9)).start()
for number in range(10_000):
    store.decide("blue-7", concept_uri=f"esco:{number}", preferred_label="x" * 2000, answer=Answer.YES,
                 voice=Voice.PERSON, esco="1.2.0", model="m", now=datetime(2026, 3, 1, tzinfo=UTC))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [0.02, 0.05, 0.11, 0.23])
def test_a_kill_in_the_middle_of_saving_leaves_the_last_good_state(store: Store, tmp_path: Path, after: float) -> None:
    path = tmp_path / "people" / "profiles.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(after)], capture_output=True, text=True, check=False
    )
    told = len(done.stdout.split())
    profile = Store.open(path).load_profile("blue-7")
    assert done.returncode == 9
    assert told <= len(profile.decisions) <= told + 1
    assert profile.revision == len(profile.decisions)
