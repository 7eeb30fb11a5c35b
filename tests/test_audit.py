"""The log holds what was shown and decided and no words, and a change of it is noticed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import audit
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.matches import TrainingLists
from recommender.domain.profile import AuditEvent
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.suggestions import SetAside, Suggestion, SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import DataError
from recommender.exports.profiles import profile_document, read_profile
from recommender.store import Store
from tests.commands import run_command

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
URI = "http://data.europa.eu/esco/skill/0001"
WORDS = "I fold zebra boxes. Later I want a van."
VERSIONS = Versions("1.2.0", "m@1", "c", "0.1.0")
SHOWN = SuggestionList(
    None,
    (Suggestion(1, URI, "fold boxes", 0.4, Support.ALONE, (Span(0, 18, WORDS[:18]),)),),
    (SetAside(Span(20, 38, WORDS[20:38]), StatementKind.WISH),),
    (),
    None,
    VERSIONS,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a profile in which everything has happened once, and return the file it is in."""
    path = tmp_path / "home" / "profiles.sqlite"
    store = Store.open(path)
    store.create_profile("blue-7", now=NOW)
    store.save_experience("blue-7", WORDS, SHOWN, now=NOW)
    asked: dict[str, Any] = {"concept_uri": URI, "preferred_label": "zebra label", "now": NOW, "voice": Voice.PERSON}
    said = store.decide("blue-7", answer=Answer.YES, esco="1.2.0", model="m", evidence=("zebra",), **asked)
    store.undo("blue-7", said, voice=Voice.COACH, now=NOW)
    store.decide(
        "blue-7",
        answer=Answer.OTHER_WORD,
        own_word="zebra",
        esco="1",
        model="m",
        **asked | {"concept_uri": "local:zebra"},
    )
    store.like("blue-7", "animals", True, now=NOW)
    entry = {"by": "Zebra Assessor", "method": "zebra", "standard": "zebra", "on": date(2026, 2, 1)}
    store.enter_stage("blue-7", stage=Stage.ASSESSED, **asked, **entry)
    note = {"words": "zebra", "seen_by": "Zebra", "seen_on": date(2026, 2, 1)}
    for _ in range(2):
        store.add_proof("blue-7", ProofKind.OBSERVATION, concept_uri=URI, voice=Voice.COACH, now=NOW, **note)
    store.remove_proof("blue-7", 2, voice=Voice.COACH, now=NOW)
    store.choose_showing("blue-7", URI, Showing.EXPLAIN, now=NOW)
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="Zebra House", helped_by="Zebra", now=NOW)
    store.log_trainings("blue-7", TrainingLists((), (), (), VERSIONS), now=NOW)
    store.log_handed_over("blue-7", "profile", now=NOW)
    return path


def _log(file: Path) -> tuple[AuditEvent, ...]:
    return Store.open(file).load_profile("blue-7").log


def _sql(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as raw:
        assert raw.execute(statement).rowcount > 0


def test_every_list_and_every_decision_is_in_the_log(file: Path) -> None:
    assert [event.kind for event in _log(file)] == [
        *("created", "experiences", "decisions", "decisions", "decisions", "likes", "entries"),
        *("proofs", "proofs", "proof_removed", "showings", "consents", "trainings_shown", "handed_over"),
    ]
    shown = _log(file)[1].detail["shown"]
    assert (shown["suggested"], shown["set_aside"], shown["versions"]["esco"]) == ([URI], ["wish"], "1.2.0")


def test_nothing_that_people_wrote_is_in_the_log(file: Path) -> None:
    assert "zebra" not in json.dumps([dict(event.detail) for event in _log(file)]).casefold()


def test_a_log_that_nobody_touched_is_whole(file: Path) -> None:
    assert audit.verify(Store.open(file).load_profile("blue-7")) == ()


def test_the_same_lists_of_trainings_are_kept_once(file: Path) -> None:
    store = Store.open(file)
    store.log_trainings("blue-7", TrainingLists((), (), (), VERSIONS), now=NOW)
    store.log_trainings("blue-7", TrainingLists((), (), (), replace(VERSIONS, catalogue="d")), now=NOW)
    assert [event.kind for event in _log(file)].count("trainings_shown") == 2


TAMPERING = {
    "a line is changed": "UPDATE log SET detail = replace(detail, 'yes', 'no') WHERE number = 3",
    "a time is changed": "UPDATE log SET at = '2026-03-02T09:30:00+00:00' WHERE number = 4",
    "a line in the middle is taken out": "DELETE FROM log WHERE number = 5",
    "the first line is taken out": "DELETE FROM log WHERE number = 1",
    "the end is cut off": "DELETE FROM log WHERE number > 2",
    "an answer is changed": "UPDATE decisions SET answer = 'no' WHERE number = 1",
    "a decision is taken out": "DELETE FROM decisions WHERE number = 3",
    "an assessment is moved": "UPDATE entries SET \"on\" = '2025-01-01'",
    "a consent is made up": "INSERT INTO consents VALUES ('blue-7', 2, 'figures', 1, '2026-03-01', '', '', '', 1)",
    "a withdrawal is hidden": "UPDATE consents SET given = 0",
    "a list is changed": "UPDATE experiences SET shown = replace(shown, 'skill/0001', 'skill/0002')",
    "a proof is taken out": "DELETE FROM proofs WHERE number = 1",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_noticed(file: Path, statement: str) -> None:
    _sql(file, statement)
    assert audit.verify(Store.open(file).load_profile("blue-7"))


def test_lines_of_another_profile_are_noticed(file: Path) -> None:
    store = Store.open(file)
    store.create_profile("green-1", now=NOW)
    other = store.load_profile("green-1")
    assert audit.verify(replace(other, log=(_log(file)[0],)))


@settings(deadline=None)
@given(changed=st.integers(0, 4), kind=st.sampled_from(["created", "handed_over"]))
def test_changing_any_line_breaks_the_chain(changed: int, kind: str) -> None:
    log: tuple[AuditEvent, ...] = ()
    for number in range(5):
        log += (audit.append(log, "like", {"n": number}, code="blue-7", at=NOW),)
    profile = read_profile(json.dumps({
        "format": "recommender-profile", "format_version": 1, "code": "blue-7", "revision": 0,
        "created_at": NOW.isoformat(),
    }))  # fmt: skip
    forged = tuple(replace(event, kind=kind) if place == changed else event for place, event in enumerate(log))
    assert any("was changed" in problem for problem in audit.verify(replace(profile, log=forged)))


def test_a_log_goes_with_its_profile_and_is_erased_with_it(file: Path, tmp_path: Path) -> None:
    document = json.dumps(profile_document(Store.open(file).load_profile("blue-7")))
    other = Store.open(tmp_path / "other.sqlite")
    other.import_profile(read_profile(document), now=NOW)
    assert other.load_profile("blue-7").log == _log(file)
    other.erase_profile("blue-7", now=NOW)
    assert (other.profile_codes(), other.erasures()) == ((), (NOW.date(),))
    assert b"trainings_shown" not in (tmp_path / "other.sqlite").read_bytes()


def test_a_profile_with_a_log_that_was_changed_is_not_let_in(file: Path, tmp_path: Path) -> None:
    document = profile_document(Store.open(file).load_profile("blue-7"))
    document["decisions"][0]["answer"] = "no"
    with pytest.raises(DataError, match="log does not fit"):
        Store.open(tmp_path / "other.sqlite").import_profile(read_profile(json.dumps(document)), now=NOW)


def test_a_profile_without_a_log_gets_one_that_says_what_was_there_before(file: Path, tmp_path: Path) -> None:
    document = profile_document(Store.open(file).load_profile("blue-7")) | {"log": []}
    other = Store.open(tmp_path / "other.sqlite")
    for _ in range(2):  # the second time it is here already, and nothing changes
        other.import_profile(read_profile(json.dumps(document)), now=NOW)
    profile = other.load_profile("blue-7")
    assert [(event.kind, event.detail["decisions"]) for event in profile.log] == [("log_started", 3)]
    other.like("blue-7", "garden", True, now=NOW)
    assert audit.verify(other.load_profile("blue-7")) == ()


def _run(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_command(*arguments, environ={"RECOMMENDER_HOME": str(file.parent)})


def test_the_commands_show_verify_and_export(file: Path) -> None:
    assert "trainings_shown" in _run(file, "log", "show", "blue-7").stdout
    document = json.loads(_run(file, "log", "export").stdout)
    schema = json.loads((PROJECT / "recommender" / "schemas" / "log.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    head = document["profiles"][0]["head"]
    assert head in _run(file, "log", "verify", "blue-7", "--head", head).stdout
    assert _run(file, "log", "verify", "blue-7", "--head", "0" * 64).returncode == 1


def test_verify_says_which_profile_was_changed(file: Path) -> None:
    _sql(file, TAMPERING["an answer is changed"])
    done = _run(file, "log", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert "blue-7: the decisions differ from what the log says" in done.stderr
