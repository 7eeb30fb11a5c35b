"""Four stages, two voices: no sequence of actions makes a step that people did not take."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.decisions import Answer, Voice, WhyNot
from recommender.domain.profile import Profile
from recommender.domain.proofs import ProofKind
from recommender.domain.stages import Stage
from recommender.domain.statements import Span, Support
from recommender.domain.suggestions import Suggestion, SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import DataError, NotFoundError
from recommender.exports.profiles import profile_document, read_profile
from recommender.guidance.profile import SkillRecord, known_concepts, skill_records
from recommender.guidance.stages import undone_by
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 2, 20)
ASSESSED = {"stage": Stage.ASSESSED, "by": "A. Assessor", "method": "work sample", "standard": "unit 3 of the award"}
CERTIFIED = {"stage": Stage.CERTIFIED, "by": "Example Awards", "title": "Packing, part 1"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "people" / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    return opened


def _decide(store: Store, answer: Answer, voice: Voice = Voice.PERSON, uri: str = "esco:fold", **more: Any) -> int:
    given = {"evidence": ("I fold boxes",), "now": NOW, "esco": "1.2.0", "model": "m"} | more
    return store.decide("blue-7", concept_uri=uri, preferred_label=uri, answer=answer, voice=voice, **given)


def _enter(store: Store, uri: str = "esco:fold", **fields: Any) -> int:
    given = ASSESSED | {"on": DAY, "voice": Voice.COACH, "now": NOW, "preferred_label": uri} | fields
    return store.enter_stage("blue-7", concept_uri=uri, **given)


def _record(store: Store, uri: str = "esco:fold") -> SkillRecord:
    return next(one for one in skill_records(store.load_profile("blue-7")) if one.concept_uri == uri)


def test_a_skill_climbs_through_all_stages_each_with_who_when_and_how(store: Store) -> None:
    _decide(store, Answer.YES)
    _decide(store, Answer.YES, Voice.COACH)
    _enter(store)
    _enter(store, **CERTIFIED, method="", standard="")
    record = _record(store)
    assert record.stage is Stage.CERTIFIED
    assert [(e.stage.value, e.by, e.on, e.method or e.title) for e in record.entries] == [
        ("assessed", "A. Assessor", DAY, "work sample"),
        ("certified", "Example Awards", DAY, "Packing, part 1"),
    ]


def test_a_later_stage_is_entered_directly_where_its_entry_is_complete(store: Store) -> None:
    _enter(store, **CERTIFIED)
    assert (_record(store).stage, _record(store).person) == (Stage.CERTIFIED, None)
    assert known_concepts(store.load_profile("blue-7")) == {"esco:fold"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"by": "  "}, "who assessed"),
        ({"method": ""}, "does not say how"),
        ({"standard": " "}, "against what"),
        ({"on": date(2026, 3, 2)}, "lies ahead"),
        ({"on": date(1026, 3, 2)}, "too far back"),
        ({"by": "x" * 301}, "more than 300"),
        ({"stage": Stage.CERTIFIED}, "the title of the award"),
        ({"stage": Stage.CERTIFIED, "by": "", "title": "Packing"}, "which body awarded"),
        ({"stage": Stage.DOCUMENTED}, "by answers, not by an entry"),
        ({"stage": Stage.NAMED}, "by answers, not by an entry"),
        ({"uri": " "}, "names no skill"),
    ],
)
def test_an_incomplete_entry_is_refused_with_what_is_missing(
    store: Store, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        _enter(store, **fields)
    assert store.load_profile("blue-7").revision == 0


def test_an_undo_takes_each_stage_back_and_can_be_undone(store: Store) -> None:
    _decide(store, Answer.YES)
    assessed = _enter(store)
    undo = store.undo_stage("blue-7", assessed, voice=Voice.COACH, now=NOW)
    assert _record(store).stage is Stage.NAMED
    store.undo_stage("blue-7", undo, voice=Voice.COACH, now=NOW)
    assert _record(store).stage is Stage.ASSESSED


def test_what_was_taken_back_is_not_taken_back_twice(store: Store) -> None:
    assessed, said = _enter(store), _decide(store, Answer.YES)
    store.undo_stage("blue-7", assessed, voice=Voice.COACH, now=NOW)
    store.undo("blue-7", said, voice=Voice.PERSON, now=NOW)
    with pytest.raises(NotFoundError, match="already"):
        store.undo_stage("blue-7", assessed, voice=Voice.COACH, now=NOW)
    with pytest.raises(NotFoundError, match="already"):
        store.undo("blue-7", said, voice=Voice.PERSON, now=NOW)


def test_the_persons_no_stands_above_a_certificate_and_can_be_taken_back(store: Store) -> None:
    _enter(store, **CERTIFIED)
    said = _decide(store, Answer.NO, why_not=WhyNot.KEEP_OUT)
    assert (_record(store).stage, _record(store).rejected) == (Stage.SUGGESTED, True)
    assert (_record(store).why_not, known_concepts(store.load_profile("blue-7"))) == (WhyNot.KEEP_OUT, frozenset())
    store.undo("blue-7", said, voice=Voice.PERSON, now=NOW)
    assert _record(store).stage is Stage.CERTIFIED


def test_two_voices_are_kept_apart_and_their_disagreement_is_shown(store: Store) -> None:
    _decide(store, Answer.YES, support=Support.ALONE)
    _decide(store, Answer.YES, Voice.COACH, support=Support.BESIDE)
    record = _record(store)
    assert (record.person_support, record.coach_support, record.support) == (
        Support.ALONE,
        Support.BESIDE,
        Support.ALONE,
    )
    assert record.disagree
    _decide(store, Answer.YES, Voice.COACH, support=Support.ALONE)
    assert not _record(store).disagree
    _decide(store, Answer.NOT_SURE, Voice.COACH)
    assert (_record(store).disagree, _record(store).stage) == (True, Stage.NAMED)


def test_another_word_names_nothing_and_is_kept_for_each_voice(store: Store) -> None:
    _decide(store, Answer.OTHER_WORD, own_word="box making")
    _decide(store, Answer.YES, Voice.COACH, own_word="carton work")
    record = _record(store)
    assert (record.own_word, record.coach_word, record.stage) == ("box making", "carton work", Stage.SUGGESTED)


def test_a_word_that_fits_better_is_never_taken_for_a_name_of_the_skill(store: Store) -> None:
    _decide(store, Answer.YES, own_word="box making")
    assert _record(store).called == "box making"
    _decide(store, Answer.OTHER_WORD, own_word="carton work")
    assert (_record(store).own_word, _record(store).called) == ("carton work", "")
    _decide(store, Answer.YES)
    assert _record(store).called == "box making"


def test_a_reason_is_optional_and_belongs_to_a_no(store: Store) -> None:
    _decide(store, Answer.NO)
    _decide(store, Answer.NO, why_not=WhyNot.SOMEBODY_ELSE)
    with pytest.raises(DataError, match="belongs to a no"):
        _decide(store, Answer.YES, why_not=WhyNot.SOMEBODY_ELSE)


def test_what_an_undo_takes_back_now_is_found_also_after_it_was_brought_back(store: Store) -> None:
    _decide(store, Answer.YES)
    _decide(store, Answer.NO)

    def undo(number: int) -> dict[int, int]:
        store.undo("blue-7", number, voice=Voice.PERSON, now=NOW)
        return undone_by(store.load_profile("blue-7").decisions)

    assert [undo(2), undo(3), undo(2), undo(5)] == [{2: 3}, {}, {2: 5}, {}]
    assert _record(store).rejected


def test_a_proof_is_evidence_for_the_coach(store: Store) -> None:
    _decide(store, Answer.YES, evidence=())
    _decide(store, Answer.YES, Voice.COACH, evidence=())
    assert _record(store).stage is Stage.NAMED
    number = store.add_proof(
        *("blue-7", ProofKind.OWN_WORDS), concept_uri="esco:fold", voice=Voice.PERSON, now=NOW, words="I show them how"
    )
    assert _record(store).stage is Stage.DOCUMENTED
    store.remove_proof("blue-7", number, voice=Voice.PERSON, now=NOW)
    assert _record(store).stage is Stage.NAMED


def test_even_the_file_refuses_an_assessment_that_names_nobody(store: Store, tmp_path: Path) -> None:
    _enter(store)
    with sqlite3.connect(tmp_path / "people" / "profiles.sqlite") as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE entries SET \"by\" = ' '")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entries": [{"by": ""}]}, "who assessed"),
        ({"entries": [{"undoes": 1}]}, "no number 1"),
        ({"entries": [{"number": 7}]}, "do not count from 1"),
        ({"entries": [{"stage": "documented"}]}, "by answers"),
        ({"decisions": [{"answer": "yes", "why_not": "keep_out"}]}, "belongs to a no"),
    ],
)
def test_a_history_with_an_illegal_step_is_not_let_in(
    store: Store, tmp_path: Path, change: dict[str, list[dict[str, Any]]], message: str
) -> None:
    _decide(store, Answer.YES)
    _enter(store)
    document = profile_document(store.load_profile("blue-7")) | {"log": []}
    for name, rows in change.items():
        document[name][0] |= rows[0]
    with pytest.raises(DataError, match=message):
        Store.open(tmp_path / "other.sqlite").import_profile(read_profile(json.dumps(document)), now=NOW)


# Legal and telling choices come more often than the rest, so that a run climbs the stages.
URIS = st.sampled_from(["esco:a", "esco:a", "esco:a", "esco:b"])
TEXTS = st.sampled_from(["said", "said", "said", "said", " "])
ACTION = st.one_of(
    st.fixed_dictionaries({
        "do": st.just("decide"), "uri": URIS, "answer": st.sampled_from([Answer.YES, Answer.YES, *Answer]),
        "voice": st.sampled_from(Voice), "evidence": st.sampled_from([(), (), ("I fold boxes",)]),
        "why_not": st.sampled_from([None, None, None, *WhyNot]),
    }),
    st.fixed_dictionaries({
        "do": st.just("enter"), "uri": URIS, "stage": st.sampled_from([Stage.ASSESSED, Stage.CERTIFIED, *Stage]),
        "by": TEXTS, "method": TEXTS, "standard": TEXTS, "title": TEXTS,
        "on": st.sampled_from([DAY, DAY, NOW.date(), date(2026, 3, 2)]),
    }),
    st.fixed_dictionaries({"do": st.sampled_from(["undo", "undo_stage"]), "number": st.integers(1, 6)}),
    st.fixed_dictionaries({"do": st.just("suggest"), "uri": URIS}),
    st.fixed_dictionaries({"do": st.just("proof"), "uri": URIS, "words": TEXTS}),
)  # fmt: skip


def _take(store: Store, action: dict[str, Any], now: datetime) -> None:
    given = {key: value for key, value in action.items() if key not in ("do", "uri")}
    match action["do"]:
        case "decide":
            _decide(store, uri=action["uri"], now=now, **given)
        case "enter":
            _enter(store, action["uri"], now=now, **given)
        case "undo":
            store.undo("blue-7", given["number"], voice=Voice.COACH, now=now)
        case "undo_stage":
            store.undo_stage("blue-7", given["number"], voice=Voice.COACH, now=now)
        case "proof":
            store.add_proof(
                "blue-7", ProofKind.OWN_WORDS, concept_uri=action["uri"], voice=Voice.PERSON, now=now, **given
            )
        case "suggest":
            spans = (Span(0, 4, "I do"),)
            suggestion = Suggestion(1, action["uri"], "label", 0.99, Support.ALONE, spans)
            versions = Versions("1.2.0", "m@1", "c", "0.1.0")
            store.save_experience(
                "blue-7", "I do", SuggestionList(None, (suggestion,), (), (), None, versions), now=now
            )


def _counting(rows: Any) -> list[Any]:
    """Work out by hand, newest first, what counts: written apart from the code that it checks."""
    counts: list[Any] = []
    gone: list[int] = []
    for row in sorted(rows, key=lambda row: -row.number):
        if row.number in gone:
            continue
        if row.undoes is None:
            counts.insert(0, row)
        else:
            gone.append(row.undoes)
    return counts


def _earned(profile: Profile, uri: str) -> set[Stage]:
    """Return every stage that people have earned by what is written in the rows."""
    said = {d.voice: d.answer for d in _counting(profile.decisions) if d.concept_uri == uri}
    quoted = any(d.evidence for d in _counting(profile.decisions) if d.concept_uri == uri)
    if said.get(Voice.PERSON) is Answer.NO:
        return {Stage.SUGGESTED}
    earned = {Stage.SUGGESTED}
    if said.get(Voice.PERSON) is Answer.YES:
        earned.add(Stage.NAMED)
        if said.get(Voice.COACH) is Answer.YES and (quoted or [p for p in profile.proofs if p.concept_uri == uri]):
            earned.add(Stage.DOCUMENTED)
    for entry in _counting(profile.entries):
        if entry.concept_uri == uri and entry.by.strip() and entry.on <= NOW.date():
            complete = entry.method.strip() and entry.standard.strip()
            if entry.stage is Stage.ASSESSED and complete:
                earned.add(Stage.ASSESSED)
            if entry.stage is Stage.CERTIFIED and entry.title.strip():
                earned.add(Stage.CERTIFIED)
    return earned


@settings(max_examples=60, deadline=None)
@given(actions=st.lists(ACTION, max_size=14))
def test_no_sequence_of_actions_reaches_a_stage_that_people_did_not_earn(
    actions: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store.open(tmp_path_factory.mktemp("stages") / "p.sqlite")
    store.create_profile("blue-7", now=NOW)
    before = store.load_profile("blue-7")
    for minute, action in enumerate(actions):
        try:
            _take(store, action, NOW + timedelta(minutes=minute))
        except (DataError, NotFoundError):
            assert store.load_profile("blue-7") == before  # a refused step leaves nothing behind
        after = store.load_profile("blue-7")
        for record in skill_records(after):
            earned = _earned(after, record.concept_uri)
            assert record.stage == max(earned, key=list(Stage).index)
        assert after.decisions[: len(before.decisions)] == before.decisions
        assert after.entries[: len(before.entries)] == before.entries
        before = after
    again = read_profile(json.dumps(profile_document(before)))
    assert skill_records(replace(again, code="other")) == skill_records(before)
