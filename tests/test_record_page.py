"""The page with proofs and rights, without a browser."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from app import state
from app.log_words import LINES
from app.parts.log import log_file
from app.parts.record import hand_over
from app.parts.sheet import hand_out
from app.sheets import sheet_html
from app.state import start_loading
from recommender import audit
from recommender.domain.accommodation import Availability
from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.interests import MarkKind
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.domain.statements import Support
from recommender.domain.trainings import Organisation
from recommender.errors import ConflictError, NotReadyError
from recommender.exports.passport_words import Style
from recommender.exports.takeaway import pack
from recommender.exports.writers import WRITERS
from recommender.guidance.assessment import assessment_sheet
from recommender.guidance.consent import agreed_profiles, photos_in_passport
from recommender.guidance.profile import skill_records
from recommender.loading import load_pipeline
from recommender.passport import make_passport
from recommender.settings import load_settings
from recommender.store import Store
from recommender.taxonomy.esco import read_release
from recommender.taxonomy.taxonomy import Taxonomy

PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = PROJECT / "recommender" / "schemas"
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ESCO = "http://data.europa.eu/esco/skill/"
SHOWN = ("trainings_shown", "successors_shown", "search_shown")
Open = Callable[[], AppTest]


@pytest.fixture
def store(tmp_path: Path, sample_esco: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a store in which a person has named one skill that the coach sees differently."""
    for name, value in {"HOME": tmp_path, "ESCO": sample_esco, "MODEL": "hashed-ngrams"}.items():
        monkeypatch.setenv(f"RECOMMENDER_{name}", str(value))
    opened = Store.open(tmp_path / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    said = {"concept_uri": "esco/fold", "preferred_label": "fold boxes", "esco": "1", "model": "m", "now": NOW}
    opened.decide("blue-7", answer=Answer.YES, voice=Voice.PERSON, support=Support.ALONE, own_word="Box making", **said)  # type: ignore[arg-type]
    opened.decide("blue-7", answer=Answer.YES, voice=Voice.COACH, support=Support.BESIDE, **said)  # type: ignore[arg-type]
    return opened


@pytest.fixture
def window(store: Store) -> AppTest:
    opened = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=60).run()
    opened.selectbox[0].select("blue-7").run()
    opened.switch_page("pages/record.py").run()
    assert not opened.exception
    return opened


def words_of(window: AppTest) -> str:
    parts = [*window.title, *window.header, *window.subheader, *window.markdown, *window.caption, *window.error]
    return "\n".join(str(part.value).replace("\\", "") for part in parts)


def keep_proof(window: AppTest, by: str = "coach") -> AppTest:
    """Say who adds the proof that was filled in, and press the button."""
    window.selectbox(key="adds-fold").select(by)
    return window.button(key="keep-proof-fold").click().run()


def fill_in(window: AppTest, *, words: str, seen_by: str = "", seen_on: str = "") -> None:
    window.text_area(key="words-fold").input(words)
    window.text_input(key="seen_by-fold").input(seen_by)
    window.text_input(key="seen_on-fold").input(seen_on)


def record(store: Store) -> Stage:
    return skill_records(store.load_profile("blue-7"))[0].stage


def test_the_skill_is_shown_in_the_persons_word_with_both_voices(window: AppTest) -> None:
    words = words_of(window)
    assert window.subheader[0].value == "Box making"
    assert "Person: Yes · alone · calls it: Box making" in words
    assert "Coach: Yes · with someone beside" in words
    assert "You two see this differently" in words


def test_the_person_says_another_word_and_writes_it(window: AppTest, store: Store) -> None:
    window.button(key="person-says-other_word-fold").click().run()
    next(one for one in window.text_input if str(one.key).startswith("word-person-fold")).input("Cartons").run()
    window.button(key="keep-word-person-fold").click().run()
    one = skill_records(store.load_profile("blue-7"))[0]
    assert (one.person, one.own_word, one.stage) == (Answer.OTHER_WORD, "Cartons", Stage.SUGGESTED)
    assert "✎ Other word: Cartons" in words_of(window)


def test_a_note_becomes_a_proof_and_documents_the_skill(window: AppTest, store: Store) -> None:
    assert record(store) is Stage.NAMED
    window.text_area(key="words-fold").input("Folds thirty boxes in an hour")
    window.text_input(key="seen_by-fold").input("the coach")
    window.text_input(key="seen_on-fold").input("2026-02-01")
    keep_proof(window)
    assert not window.exception
    assert "Somebody saw it · Folds thirty boxes in an hour · seen by the coach 2026-02-01" in words_of(window)
    assert (record(store), window.text_area(key="words-fold").value) == (Stage.DOCUMENTED, "")


def test_a_photo_is_shown_and_can_be_erased(window: AppTest, store: Store) -> None:
    target = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(target, "JPEG")
    window.file_uploader[0].set_value(("box.jpg", target.getvalue(), "image/jpeg"))
    keep_proof(window)
    assert not window.exception
    assert list(store.read_files("blue-7")) == [1]
    window.button(key="erase-proof-1").click().run()
    assert list(store.read_files("blue-7")) == [1]  # asked once more
    window.button(key="really-erase-1").click().run()
    assert store.read_files("blue-7") == {}


@pytest.mark.parametrize("voice", Voice)
def test_a_proof_is_of_whoever_adds_it(window: AppTest, store: Store, voice: Voice) -> None:
    fill_in(window, words="Folds thirty boxes", seen_by="the baker", seen_on="2026-02-01")
    keep_proof(window, voice.value)
    assert [proof.added_by for proof in store.load_profile("blue-7").proofs] == [voice]


def test_words_of_the_coach_are_a_note_and_never_own_words_of_the_person(window: AppTest, store: Store) -> None:
    fill_in(window, words="Folds thirty boxes")
    assert "it does not say who saw it" in words_of(keep_proof(window))
    assert store.load_profile("blue-7").proofs == ()


def test_a_proof_of_nobody_is_not_kept(window: AppTest, store: Store) -> None:
    window.text_area(key="words-fold").input("Folds thirty boxes")
    keep_proof(window, "")
    assert "Nobody adds this yet" in words_of(window)
    assert (store.load_profile("blue-7").proofs, window.text_area(key="words-fold").value) == (
        (),
        "Folds thirty boxes",
    )


def test_an_answer_is_taken_back_by_the_voice_that_gave_it(window: AppTest, store: Store) -> None:
    window.button(key="undo-answer-fold").click().run()
    window.button(key="undo-answer-fold").click().run()
    undone = store.load_profile("blue-7").decisions[2:]
    assert [(one.undoes, one.voice) for one in undone] == [(2, Voice.COACH), (1, Voice.PERSON)]


def test_an_entry_is_taken_back_by_the_voice_that_entered_it(window: AppTest, store: Store) -> None:
    said = {"concept_uri": "esco/fold", "preferred_label": "fold boxes", "by": "A. Assessor", "title": "Boxes"}
    day = {"on": NOW.date(), "now": NOW}
    store.enter_stage("blue-7", stage=Stage.CERTIFIED, voice=Voice.PERSON, **said, **day)  # type: ignore[arg-type]
    window.run().button(key="undo-entry-1").click().run()
    assert store.load_profile("blue-7").entries[1].recorded_by is Voice.PERSON


def test_personal_words_are_asked_about_and_taken_out_only_then(window: AppTest, store: Store) -> None:
    window.text_area(key="words-fold").input("Frau Beispiel says I fold well")
    keep_proof(window, "person")
    assert "“Frau Beispiel”: name" in words_of(window)
    assert store.load_profile("blue-7").proofs == ()
    window.button(key="personal-remove-fold").click().run()
    assert [proof.words for proof in store.load_profile("blue-7").proofs] == ["[name] says I fold well"]


def test_who_saw_it_is_asked_about_as_the_words_are(window: AppTest, store: Store) -> None:
    window.text_area(key="words-fold").input("Folds thirty boxes")
    window.text_input(key="seen_by-fold").input("Frau Beispiel")
    window.text_input(key="seen_on-fold").input("2026-02-01")
    keep_proof(window)
    assert "“Frau Beispiel”: name" in words_of(window)
    window.button(key="personal-keep-fold").click().run()
    assert [proof.seen_by for proof in store.load_profile("blue-7").proofs] == ["Frau Beispiel"]


@pytest.mark.parametrize(
    ("stage", "typed", "cleaned"),
    [
        ("assessed", {"method": "work sample", "standard": "unit 3, with epilepsy"}, "unit 3, with"),
        ("certified", {"title": "Folding with epilepsy"}, "Folding with"),
    ],
)
def test_an_entry_is_asked_about_but_for_the_name_that_it_needs(
    window: AppTest, store: Store, stage: str, typed: dict[str, str], cleaned: str
) -> None:
    for name, words in {"by": "Frau Beispiel", "on": "2026-02-01", **typed}.items():
        window.text_input(key=f"{stage}-{name}-fold").input(words)
    window.button(key=f"keep-{stage}-fold").click().run()
    assert "“epilepsy”: diagnosis or care term" in words_of(window)
    assert "Frau Beispiel" not in words_of(window)
    window.button(key=f"personal-remove-{stage}-fold").click().run()
    (entry,) = store.load_profile("blue-7").entries
    assert (entry.by, entry.standard or entry.title) == ("Frau Beispiel", f"{cleaned} [diagnosis or care term]")


def test_an_assessment_that_is_not_complete_says_what_is_missing_and_keeps_what_was_typed(
    window: AppTest, store: Store
) -> None:
    window.text_input(key="assessed-by-fold").input("A. Assessor")
    window.text_input(key="assessed-on-fold").input("2026-02-01")
    window.button(key="keep-assessed-fold").click().run()
    assert "against what" in words_of(window)
    assert (window.text_input(key="assessed-by-fold").value, record(store)) == ("A. Assessor", Stage.NAMED)
    window.text_input(key="assessed-method-fold").input("work sample")
    window.text_input(key="assessed-standard-fold").input("unit 3")
    window.button(key="keep-assessed-fold").click().run()
    assert "Assessed by A. Assessor on 2026-02-01. How: work sample. Against: unit 3" in words_of(window)
    window.button(key="undo-entry-1").click().run()
    assert record(store) is Stage.NAMED


def test_an_entry_that_was_taken_back_stays_on_the_page_and_is_brought_back(window: AppTest, store: Store) -> None:
    for name, words in {"by": "Guild", "on": "2026-02-01", "title": "Boxes"}.items():
        window.text_input(key=f"certified-{name}-fold").input(words)
    window.button(key="keep-certified-fold").click().run()
    window.button(key="undo-entry-1").click().run()
    assert "Taken back: Certified by Guild on 2026-02-01: Boxes" in words_of(window)
    window.button(key="undo-entry-2").click().run()
    assert (record(store), "Taken back" in words_of(window)) == (Stage.CERTIFIED, False)


def test_a_slip_in_a_day_is_answered_in_words(window: AppTest) -> None:
    window.text_input(key="certified-on-fold").input("yesterday")
    window.button(key="keep-certified-fold").click().run()
    assert "This is no day. Write it like 2026-03-01." in words_of(window)


def test_the_person_chooses_a_way_to_show_it(window: AppTest, store: Store) -> None:
    next(radio for radio in window.radio if radio.label == "How do you want to show it?").set_value("explain").run()
    assert skill_records(store.load_profile("blue-7"))[0].showing is Showing.EXPLAIN


def test_consents_are_kept_one_by_one_and_withdrawn(window: AppTest, store: Store) -> None:
    assert words_of(window).count("Not asked yet") == 2
    window.text_input(key="helped_by").input("a friend").run()
    window.button(key="agree-figures-True").click().run()
    assert [profile.code for profile in agreed_profiles(store)] == ["blue-7"]
    window.button(key="agree-figures-False").click().run()
    window.text_input(key="receiver").input("House A").run()
    window.button(key="share").click().run()
    window.button(key="withdraw-0").click().run()
    said = [(c.purpose, c.given, c.with_whom) for c in store.load_profile("blue-7").consents]
    assert said == [
        (Purpose.FIGURES, True, ""),
        (Purpose.FIGURES, False, ""),
        (Purpose.SHARE, True, "House A"),
        (Purpose.SHARE, False, "House A"),
    ]
    assert isinstance(store.load_profile("blue-7").consents[0], Consent)
    assert agreed_profiles(store) == ()


def test_who_agreed_to_an_earlier_question_is_to_be_asked_again(window: AppTest, store: Store, tmp_path: Path) -> None:
    store.say_consent("blue-7", Purpose.FIGURES, True, now=NOW)
    assert "Please ask it again" not in words_of(window.run())
    with closing(sqlite3.connect(tmp_path / "profiles.sqlite")) as raw, raw:
        raw.execute("UPDATE consents SET wording = 0")
    assert "Please ask it again" in words_of(window.run())
    window.button(key="agree-figures-True").click().run()
    assert "Please ask it again" not in words_of(window)


def test_everything_is_erased_on_the_page_of_rights(window: AppTest, store: Store) -> None:
    window.text_input(key="erase_code").input("blue-7").run()
    window.button(key="erase").click().run()
    assert not window.exception
    assert store.profile_codes() == ()


def test_erasing_leaves_nothing_of_a_whole_sitting_on_the_disk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    monkeypatch.setattr(state, "load_pipeline", load_pipeline)  # with a cache in this home
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(elsewhere))
    monkeypatch.chdir(elsewhere)
    window = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=60).run()
    window.selectbox[0].select("blue-7").run()
    start_loading(load_settings()).result()
    vectors = _bytes(tmp_path / "cache")
    window.text_area(key="words").input("I fold zebrastripe boxes and pack goods.").run()
    window.button(key="find").click().run()
    assert vectors
    assert _bytes(tmp_path / "cache") == vectors  # those of people's words are not among them
    window.switch_page("pages/record.py").run()
    fill_in(window, words="zebrastripe in a row", seen_by="the zebrastripe coach", seen_on="2026-02-01")
    window.file_uploader[0].set_value(("zebrastripe.txt", b"zebrastripe" * 200_000, "text/plain"))
    keep_proof(window)
    profile = store.load_profile("blue-7")
    passport = make_passport(profile, plain_labels={}, work_areas={}, pictures={}, recommender="1", made_on=NOW.date())
    written = [writer.write(passport, Style()) for writer in WRITERS.values()]
    written += [hand_over("blue-7", "").encode(), log_file("blue-7"), pack(profile, store.read_files("blue-7"))]
    store.back_up(now=NOW)
    assert b"zebrastripe" in _bytes(tmp_path)
    assert not window.exception
    assert all(written)
    window.text_input(key="erase_code").input("blue-7").run()
    window.button(key="erase").click().run()
    assert store.profile_codes() == ()
    assert b"zebra" not in _bytes(tmp_path)


def _bytes(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()).lower()


def test_the_log_is_readable_and_a_change_of_it_is_shown(window: AppTest, store: Store, tmp_path: Path) -> None:
    assert "Nobody has changed the log" in words_of(window)
    assert "Person · Yes · a skill that is not in ESCO · alone" in words_of(window)
    import sqlite3

    with sqlite3.connect(tmp_path / "profiles.sqlite") as raw:
        raw.execute("UPDATE decisions SET answer = 'no' WHERE number = 2")
    window.run()
    assert "the decisions differ from what the log says" in words_of(window)


def test_the_log_says_who_said_what_and_never_what_people_wrote(window: AppTest, store: Store) -> None:
    said = {"preferred_label": "seal boxes", "esco": "1", "model": "m", "answer": Answer.YES, "voice": Voice.PERSON}
    number = store.decide("blue-7", concept_uri=ESCO + "seal", now=NOW, **said)  # type: ignore[arg-type]
    store.undo("blue-7", number, voice=Voice.COACH, now=NOW)
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    store.like("blue-7", "animals", False, not_for_me=True, now=NOW)
    store.mark("blue-7", MarkKind.WRONG, "area:wood", True, now=NOW)
    lines = [part.value.replace("\\", "") for part in window.run().expander(key="log").markdown]
    for words in ("Person · Yes · seal boxes", "agrees · to share it", "not for me · Animals", "something is wrong"):
        assert any([words in line for line in lines]), lines
    assert not [line for line in lines if "House A" in line or "Box making" in line or "Something was kept" in line]


def test_the_log_is_saved_as_a_file_that_can_be_checked_and_says_that_it_left(store: Store) -> None:
    document = json.loads(log_file("blue-7"))
    jsonschema.validate(document, json.loads((SCHEMAS / "log.schema.json").read_text(encoding="utf-8")))
    kept = store.load_profile("blue-7")
    assert document["profiles"][0]["head"] == audit.head(kept.log)
    assert (kept.log[-1].kind, kept.log[-1].detail) == ("handed_over", {"what": "log"})
    assert "Box making" not in json.dumps(document)


def test_every_kind_of_line_has_its_words() -> None:
    assert set(audit.SAFE) | {audit.STARTED, "created", "keepers", *SHOWN, "handed_over"} <= set(LINES)


def test_a_change_in_another_window_is_told(window: AppTest, store: Store) -> None:
    store.like("blue-7", "animals", True, now=NOW)
    window.button(key="agree-keep-True").click()
    store.like("blue-7", "garden", True, now=NOW)
    window.run()
    assert "changed in another window" in words_of(window)


def packing(store: Store, sample_esco: Path) -> str:
    """Keep that the person can pack goods, and return the URI of the skill."""
    taxonomy = Taxonomy(read_release([sample_esco]))
    uri = next(one.concept_uri for one in taxonomy.concepts if one.preferred_label == "pack goods")
    said = {"concept_uri": uri, "preferred_label": "pack goods", "esco": "1", "model": "m", "now": NOW}
    store.decide("blue-7", answer=Answer.YES, voice=Voice.PERSON, evidence=("I pack boxes",), **said)  # type: ignore[arg-type]
    return uri


def test_a_sheet_says_what_shows_each_outcome_and_what_to_ask(window: AppTest, store: Store, sample_esco: Path) -> None:
    packing(store, sample_esco)
    start_loading(load_settings()).result()
    window.run()
    window.selectbox(key="sheet-blue-7").select("packing-labelling").run()
    window.button_group(key="exam-needs").select("extra_time").run()
    words = words_of(window)
    assert not window.exception
    assert "“I pack boxes”" in words
    assert "No skill is named for this yet" in words
    assert "Ask the provider for: Extra time in the assessment" in words
    assert [one.label for one in window.get("download_button")].count("Save this sheet") == 1
    assert b"extra_time" not in (load_settings().home / "profiles.sqlite").read_bytes()


def test_a_sheet_says_who_saw_it_how_it_is_shown_and_who_awards(store: Store, sample_esco: Path) -> None:
    uri = packing(store, sample_esco)
    store.choose_showing("blue-7", uri, Showing.EXPLAIN, now=NOW)
    about = {"concept_uri": uri, "voice": Voice.COACH, "now": NOW, "seen_by": "the <b>baker</b>"}
    store.add_proof("blue-7", ProofKind.OBSERVATION, words="Packs well", seen_on=NOW.date(), **about)  # type: ignore[arg-type]
    pipeline = start_loading(load_settings()).result()
    training = next(one for one in pipeline.catalogue.trainings if one.training_id == "packing-labelling")
    training = replace(
        training,
        awarding_body=Organisation("Guild & Sons"),
        assessment=("practical_assessment",),
        accessibility={"extra_time": Availability.YES},
    )
    sheet = assessment_sheet(training, store.load_profile("blue-7"), needs=["extra_time"])
    about = {"names": pipeline.accommodations, "code": "blue-7", "versions": pipeline.versions}
    page = hand_out("blue-7", sheet_html(sheet, training, made_on=NOW.date(), **about)).decode()  # type: ignore[arg-type]
    assert all(
        [
            words in page
            for words in (
                "How the person wants to show it: I explain how I do it",
                "Packs well · seen by the &lt;b&gt;baker&lt;/b&gt; 2026-03-01",
                "Who gives the certificate: Guild &amp; Sons",
                "How it is examined: You show how you do the work.",
                "Extra time in the assessment: ✓ offered",
            )
        ]
    )
    headings = re.findall(r"<h(\d)>(.*?)</h\d>", page)
    assert [level for level, _words in headings][:3] == ["1", "2", "3"]
    assert ("2", "What to ask, and what is offered") in headings
    assert store.load_profile("blue-7").log[-1].detail == {"what": "sheet"}


def retired(store: Store, sample_esco: Path, *, answer: Answer = Answer.YES) -> str:
    """Keep a skill that the release no longer has, and return the URI of the one that has its word now."""
    said = {"concept_uri": ESCO + "gone", "preferred_label": "pack goods", "esco": "1.1.1", "model": "m", "now": NOW}
    store.decide("blue-7", answer=answer, voice=Voice.PERSON, evidence=("I pack boxes",), **said)  # type: ignore[arg-type]
    taxonomy = Taxonomy(read_release([sample_esco]))
    return next(one.concept_uri for one in taxonomy.concepts if one.preferred_label == "pack goods")


def test_what_esco_has_retired_stays_and_a_likely_successor_waits_for_the_persons_yes(
    window: AppTest, store: Store, sample_esco: Path
) -> None:
    uri = retired(store, sample_esco)
    start_loading(load_settings()).result()
    words = words_of(window.run())
    assert "ESCO no longer has this skill: pack goods." in words
    window.run()
    told = [event.detail for event in store.load_profile("blue-7").log if event.kind == "successors_shown"]
    assert [detail["successors"] for detail in told] == [{ESCO + "gone": [uri]}]
    assert "Nothing is taken out" in words
    assert uri not in {one.concept_uri for one in skill_records(store.load_profile("blue-7"))}
    next(button for button in window.button if str(button.key).startswith("take-")).click().run()
    assert not window.exception
    records = {one.concept_uri: one for one in skill_records(store.load_profile("blue-7"))}
    assert (records[ESCO + "gone"].stage, records[uri].stage) == (Stage.NAMED, Stage.NAMED)
    assert records[uri].evidence == ("I pack boxes",)
    assert not [button for button in window.button if str(button.key).startswith("take-")]


def test_a_retired_skill_that_the_person_said_no_to_is_told_and_offers_no_yes(
    window: AppTest, store: Store, sample_esco: Path
) -> None:
    retired(store, sample_esco, answer=Answer.NO)
    start_loading(load_settings()).result()
    words = words_of(window.run())
    assert "The person said no to it. That stays." in words
    assert "These skills may say the same: pack goods." in words
    assert not [button for button in window.button if str(button.key).startswith("take-")]


def test_what_esco_has_renamed_is_told_and_what_has_not_changed_too(
    window: AppTest, store: Store, sample_esco: Path
) -> None:
    uri = retired(store, sample_esco)
    store.erase_profile("blue-7", now=NOW)
    store.create_profile("blue-7", now=NOW)
    said = {"concept_uri": uri, "esco": "1.1.1", "model": "m", "now": NOW, "answer": Answer.YES, "voice": Voice.PERSON}
    store.decide("blue-7", preferred_label="put goods into boxes", **said)  # type: ignore[arg-type]
    start_loading(load_settings()).result()
    assert "ESCO now says: pack goods. Before it said: put goods into boxes." in words_of(window.run())
    store.decide("blue-7", preferred_label="pack goods", **said)  # type: ignore[arg-type]
    assert "has all these skills, under the same names" in words_of(window.run())


def test_rights_need_no_word_lists(window: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECOMMENDER_ESCO")
    with pytest.raises(NotReadyError):
        start_loading(load_settings()).result()
    window.run()
    assert not window.exception
    assert "What the person agrees to" in words_of(window)


def add_photo(window: AppTest) -> AppTest:
    target = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(target, "JPEG")
    window.file_uploader[0].set_value(("box.jpg", target.getvalue(), "image/jpeg"))
    return keep_proof(window)


def test_a_photo_stands_in_the_passport_only_while_the_person_agrees(window: AppTest, store: Store) -> None:
    box = add_photo(window).checkbox(key="in-passport-1")
    assert (box.value, photos_in_passport(store.load_profile("blue-7"))) == (False, ())
    window.text_input(key="helped_by").input("a friend").run()
    window.checkbox(key="in-passport-1").check().run()
    profile = store.load_profile("blue-7")
    assert (photos_in_passport(profile), profile.consents[0].helped_by) == ((1,), "a friend")
    window.checkbox(key="in-passport-1").uncheck().run()
    assert photos_in_passport(store.load_profile("blue-7")) == ()


def test_what_helps_the_person_is_shown_only_once_it_is_kept_and_is_erased_with_one_press(
    window: AppTest, store: Store, tmp_path: Path
) -> None:
    assert "forget-needs" not in [button.key for button in window.button]
    store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
    store.keep_needs("blue-7", ["quiet_place"])
    window.run()
    assert not window.checkbox(key="take-needs").value  # in the archive only when chosen
    window.button(key="forget-needs").click().run()
    assert store.kept_needs("blue-7") == ()
    assert b"quiet_place" not in (tmp_path / "profiles.sqlite").read_bytes()


def test_a_certificate_can_name_its_training_in_the_catalogue(window: AppTest, store: Store) -> None:
    start_loading(load_settings()).result()
    box = window.run().selectbox(key="certified-training_id-fold")
    assert len(box.options) == 2  # of the catalogue that comes with the program, one entry is a real award
    box.select("european-care-certificate")
    for name, words in {"by": "Example Body", "on": "2026-02-01", "title": "ECC"}.items():
        window.text_input(key=f"certified-{name}-fold").input(words)
    window.button(key="keep-certified-fold").click().run()
    assert store.load_profile("blue-7").entries[0].training_id == "european-care-certificate"
    assert "Training in the catalogue: European Care Certificate" in words_of(window)


def test_a_hand_over_file_goes_to_the_person_or_to_whom_they_agreed_and_stands_in_the_log(store: Store) -> None:
    hand_over("blue-7", "")
    with pytest.raises(ConflictError, match="no consent to share with House A"):
        hand_over("blue-7", "House A")
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    assert '"code": "blue-7"' in hand_over("blue-7", "House A")
    store.say_consent("blue-7", Purpose.SHARE, False, with_whom="House A", now=datetime.now(UTC))
    with pytest.raises(ConflictError, match="agreed now: nobody"):
        hand_over("blue-7", "House A")
    told = [event.detail["what"] for event in store.load_profile("blue-7").log if event.kind == "handed_over"]
    assert told == ["take_away", "shared"]


def test_only_receivers_whom_the_person_named_can_be_chosen(window: AppTest, store: Store) -> None:
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    window.switch_page("pages/coach.py").run()
    window.session_state["parts"] = "3. Record"
    window.run()
    assert window.radio(key="handed-to").options == ["The person", "House A"]
