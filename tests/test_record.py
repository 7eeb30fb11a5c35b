"""From proofs to a sheet for an assessment, what a new release changes, and everything taken away and brought back."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from esco_packages import SKILL, folder, skill, skills
from PIL import Image
from typer.testing import CliRunner

from recommender.attachments import prepare
from recommender.cli import app
from recommender.domain.accommodation import Availability
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice, WhyNot
from recommender.domain.experiences import Circumstances, Correction, ExperienceKind, Question
from recommender.domain.interests import MarkKind
from recommender.domain.profile import Keeper, Profile, Step, TrainingStep
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.domain.statements import StatementKind, Support
from recommender.domain.suggestions import SuggestionList
from recommender.domain.trainings import LearningOutcome, Organisation, Training
from recommender.domain.versions import Versions
from recommender.errors import DataError, NotFoundError
from recommender.exports.profiles import profile_document
from recommender.exports.readable import readable
from recommender.exports.takeaway import pack, unpack
from recommender.guidance.assessment import AskProvider, StillToDo, assessment_sheet
from recommender.guidance.changes import find_changes, records_in
from recommender.guidance.profile import skill_records
from recommender.store import Store
from recommender.taxonomy.esco import read_release
from recommender.taxonomy.taxonomy import Taxonomy
from tests.commands import run_command

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FOLD, SEAL, COUNT = SKILL + "fold", SKILL + "seal", SKILL + "count"
TRAINING = Training(
    "packing",
    {"en": "Packing"},
    {},
    "micro_credential",
    ("en",),
    "example",
    awarding_body=Organisation("Example Awards"),
    learning_outcomes=(
        LearningOutcome("Fold boxes", (FOLD,)),
        LearningOutcome("Seal boxes", (SEAL,)),
        LearningOutcome("Count goods", (COUNT,)),
        LearningOutcome("Be on time", ()),
    ),
    accessibility={"extra_time": Availability.YES, "quiet_place": Availability.ON_REQUEST},
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "home" / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    return opened


def _yes(store: Store, uri: str, label: str = "", **more: Any) -> int:
    said = {"answer": Answer.YES, "voice": Voice.PERSON, "esco": "1.2.0", "model": "m", "now": NOW} | more
    return store.decide("blue-7", concept_uri=uri, preferred_label=label or uri, **said)


def _photo(store: Store, uri: str) -> int:
    target = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(target, "JPEG")
    kind, file, content = prepare("box.jpg", target.getvalue())
    said = {"words": "My box", "showing": Showing.SHOW, "file": (file, content)}
    return store.add_proof("blue-7", kind, concept_uri=uri, voice=Voice.PERSON, now=NOW, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (ProofKind.OBSERVATION, {"words": "Folds"}, "who saw it; it does not say on which day"),
        (ProofKind.OBSERVATION, {"seen_by": "me", "seen_on": date(2026, 1, 1)}, "what was seen"),
        (ProofKind.OBSERVATION, {"words": "x", "seen_by": "me", "seen_on": date(2027, 1, 1)}, "lies ahead"),
        (ProofKind.OWN_WORDS, {"words": " "}, "what the person says"),
        (ProofKind.PHOTO, {"words": "My box"}, "which photo"),
        (ProofKind.OWN_WORDS, {"words": "x" * 4001}, "more than 4000"),
    ],
)
def test_a_proof_says_what_makes_it_one(store: Store, kind: ProofKind, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        store.add_proof("blue-7", kind, concept_uri=FOLD, voice=Voice.COACH, now=NOW, **fields)


def test_the_person_chooses_how_to_show_a_skill_and_may_change_their_mind(store: Store) -> None:
    _yes(store, FOLD)
    store.choose_showing("blue-7", FOLD, Showing.EXPLAIN, now=NOW)
    store.choose_showing("blue-7", FOLD, Showing.ELSEWHERE, now=NOW)
    assert skill_records(store.load_profile("blue-7"))[0].showing is Showing.ELSEWHERE
    store.choose_showing("blue-7", FOLD, None, now=NOW)
    assert skill_records(store.load_profile("blue-7"))[0].showing is None


def test_a_sheet_puts_outcomes_beside_proofs_and_says_what_is_missing(store: Store) -> None:
    _yes(store, FOLD)
    _photo(store, FOLD)
    _yes(store, SEAL)
    store.choose_showing("blue-7", FOLD, Showing.SHOW, now=NOW)
    sheet = assessment_sheet(TRAINING, store.load_profile("blue-7"))
    assert [row.still for row in sheet.rows] == [
        None,
        StillToDo.NO_PROOF,
        StillToDo.NOT_NAMED,
        StillToDo.NO_SKILL_LINKED,
    ]
    assert (sheet.rows[0].proofs[0].words, sheet.rows[0].showing) == ("My box", Showing.SHOW)
    assert (sheet.awarding_body, sheet.ask_provider) == ("Example Awards", (AskProvider.METHOD,))


def test_a_sheet_asks_for_the_accommodation_that_the_exam_needs(store: Store) -> None:
    sheet = assessment_sheet(TRAINING, store.load_profile("blue-7"), needs=["quiet_place", "extra_time", "braille"])
    assert sheet.ask_for == ("braille", "quiet_place")
    with pytest.raises(NotFoundError, match="extra_tim'"):
        assessment_sheet(TRAINING, store.load_profile("blue-7"), needs=["extra_tim"])


def test_needs_change_nothing_else_on_a_sheet(store: Store) -> None:
    _yes(store, FOLD, evidence=("I fold",))
    profile = store.load_profile("blue-7")
    plain, needing = assessment_sheet(TRAINING, profile), assessment_sheet(TRAINING, profile, needs=["braille"])
    assert needing.rows == plain.rows


def test_a_skill_the_person_said_no_to_is_on_no_sheet(store: Store) -> None:
    _yes(store, FOLD, evidence=("I fold",))
    _yes(store, FOLD, answer=Answer.NO)
    assert assessment_sheet(TRAINING, store.load_profile("blue-7")).rows[0].still is StillToDo.NOT_NAMED


def test_a_narrower_skill_shows_an_outcome_too(store: Store) -> None:
    _yes(store, SKILL + "fold-small", evidence=("I fold small boxes",))
    narrower = {FOLD: frozenset({SKILL + "fold-small"})}
    sheet = assessment_sheet(
        TRAINING, store.load_profile("blue-7"), narrower=lambda uri: narrower.get(uri, frozenset())
    )
    assert (sheet.rows[0].still, sheet.rows[0].quotes) == (None, ("I fold small boxes",))


@pytest.fixture(scope="module")
def next_release(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    crease = skill("new", "crease boxes", altLabels="fold boxes")
    rows = [skill("seal", "seal and label boxes"), crease, skill("count", "count goods")]
    path = tmp_path_factory.mktemp("release") / "esco"
    return Taxonomy(read_release([folder(path, {"skills_en.csv": skills(*rows)})]))


def test_a_new_release_drops_nothing_and_offers_successors_to_people(store: Store, next_release: Taxonomy) -> None:
    _yes(store, FOLD, "fold boxes")
    _yes(store, SEAL, "seal boxes")
    _yes(store, COUNT, "count goods")
    _yes(store, "local:stuff", "stuff envelopes")
    before = store.load_profile("blue-7")
    found = {change.concept_uri: change for change in find_changes(before, next_release)}
    assert {uri: change.status for uri, change in found.items()} == {FOLD: "retired", SEAL: "renamed"}
    assert found[SEAL].new_label == "seal and label boxes"
    assert [one.preferred_label for one in found[FOLD].successors] == ["crease boxes"]
    assert store.load_profile("blue-7") == before


def test_a_no_stays_a_no_in_a_new_release_and_is_told(store: Store, next_release: Taxonomy) -> None:
    _yes(store, FOLD, "fold boxes", answer=Answer.NO)
    change = find_changes(store.load_profile("blue-7"), next_release)[0]
    assert (change.rejected, change.stage, change.last_release) == (True, Stage.SUGGESTED, "1.2.0")


def test_a_no_to_a_retired_skill_stands_for_what_has_its_label_until_somebody_answers_that(
    store: Store, next_release: Taxonomy
) -> None:
    _yes(store, FOLD, "fold boxes", answer=Answer.NO)
    _yes(store, SKILL + "old", "move boxes", answer=Answer.NO)
    now = records_in(store.load_profile("blue-7"), next_release)
    assert (now[SKILL + "new"].rejected, set(now)) == (True, {FOLD, SKILL + "old", SKILL + "new"})
    number = _yes(store, SKILL + "new", "crease boxes")
    assert not records_in(store.load_profile("blue-7"), next_release)[SKILL + "new"].rejected
    store.undo("blue-7", number, voice=Voice.PERSON, now=NOW)
    store.undo("blue-7", 1, voice=Voice.PERSON, now=NOW)
    assert set(records_in(store.load_profile("blue-7"), next_release)) == {SKILL + "old"}


def test_a_yes_to_a_retired_skill_answers_nothing_else(store: Store, next_release: Taxonomy) -> None:
    _yes(store, FOLD, "fold boxes")
    assert set(records_in(store.load_profile("blue-7"), next_release)) == {FOLD}


def test_a_word_in_common_makes_no_successor_and_most_of_the_words_do(store: Store, next_release: Taxonomy) -> None:
    _yes(store, FOLD, "move boxes")
    _yes(store, SKILL + "old", "fold large boxes")
    found = {
        change.kept_label: change.successors for change in find_changes(store.load_profile("blue-7"), next_release)
    }
    assert found["move boxes"] == ()
    assert [one.preferred_label for one in found["fold large boxes"]] == ["crease boxes"]


def test_a_concept_that_was_decided_on_is_no_successor(store: Store, next_release: Taxonomy) -> None:
    _yes(store, FOLD, "fold boxes")
    _yes(store, SKILL + "new", "crease boxes", answer=Answer.NO)
    changes = find_changes(store.load_profile("blue-7"), next_release)
    assert SKILL + "new" not in {one.concept_uri for one in changes[0].successors}


@pytest.fixture
def full(store: Store) -> tuple[Profile, dict[int, bytes]]:
    _yes(store, FOLD, "fold boxes", support=Support.BESIDE, own_word="box making", evidence=("I fold",))
    _photo(store, FOLD)
    entry = {"by": "A. Assessor", "method": "work sample", "standard": "unit 3", "on": date(2026, 2, 1)}
    store.enter_stage(
        *("blue-7",),
        concept_uri=FOLD,
        preferred_label="fold boxes",
        stage=Stage.ASSESSED,
        voice=Voice.COACH,
        now=NOW,
        **entry,  # type: ignore[arg-type]
    )
    store.choose_showing("blue-7", FOLD, Showing.SHOW, now=NOW)
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    return store.load_profile("blue-7"), store.read_files("blue-7")


def test_everything_is_taken_away_and_brought_back(full: tuple[Profile, dict[int, bytes]], tmp_path: Path) -> None:
    archive = pack(*full)
    other = Store.open(tmp_path / "other.sqlite")
    profile, files = unpack(archive)
    other.import_profile(profile, now=NOW, files=files)
    assert (other.load_profile("blue-7"), other.read_files("blue-7")) == full
    assert pack(*full) == archive


def test_an_archive_can_be_read_by_people(full: tuple[Profile, dict[int, bytes]]) -> None:
    text = readable(full[0])
    assert "box making (fold boxes) · I do this with someone beside me · assessed" in text
    assert "assessed by A. Assessor on 2026-02-01, how: work sample, against: unit 3" in text
    assert "give it to House A: yes, 2026-03-01" in text


def test_the_text_to_read_leaves_nothing_out_and_shows_no_code(store: Store) -> None:
    _yes(store, FOLD, "fold boxes", answer=Answer.NO, why_not=WhyNot.NOT_ANY_MORE)
    about = Circumstances(ExperienceKind.FAMILY, "last spring", ((Question.FOR_WHOM, "for my aunt"),))
    shown = SuggestionList(None, (), (), (), None, Versions("1.2.0", "m", "c", "0.1.0"))
    store.save_experience("blue-7", "I fold napkins", shown, now=NOW, about=about)
    store.like("blue-7", "wood", True, now=NOW)
    store.like("blue-7", "garden", False, not_for_me=True, now=NOW)
    store.mark("blue-7", MarkKind.WRONG, "area:wood", True, now=NOW)
    store.correct("blue-7", Correction("my colleague irons", StatementKind.OTHERS, NOW))
    store.note_training("blue-7", TrainingStep("ecc", "European Care Certificate", Step.PAPER_RECEIVED, "", NOW))
    store.hand_to("blue-7", Keeper("KB", NOW))
    text = readable(store.load_profile("blue-7"), names={"wood": "Woodwork", "garden": "Garden"})
    for words in ("no to\n  fold boxes", "likes\n  Woodwork", "Not for the person\n  Garden", "wrong: Woodwork"):
        assert words in text
    for words in (
        "for whom: for my aunt",
        "my colleague irons",
        "Certificate: paper received",
        "after the profile\n  KB",
    ):
        assert words in text
    assert "the person: no: fold boxes, because: not any more" in text
    assert not re.search(r"\w_\w", text)


def test_a_file_that_was_swapped_is_not_let_in(full: tuple[Profile, dict[int, bytes]], tmp_path: Path) -> None:
    profile, files = full
    with pytest.raises(DataError, match="file of proof 1 is another one"):
        Store.open(tmp_path / "other.sqlite").import_profile(profile, now=NOW, files={1: b"x" + files[1]})


def _archive(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 broken", "no archive of a profile"),
        (_archive(other__txt=b"x"), "no archive of a profile"),
        (_archive(profile__json=b"{}"), "not an exported profile"),
        (_archive(profile__json=b"\xff"), "no archive of a profile"),
        (_archive(profile__json=b" " * 50_000_001), "too large"),
    ],
)
def test_an_archive_that_is_none_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        unpack(content)


def test_names_in_an_archive_lead_nowhere(full: tuple[Profile, dict[int, bytes]], tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(*full))) as archive:
        assert archive.namelist() == ["profile.json", "read-me.txt", "files/1-photo.jpg"]
    profile, files = full
    wicked = replace(profile.proofs[0], file=replace(profile.proofs[0].file, name="../../evil"))  # type: ignore[type-var]
    other = Store.open(tmp_path / "other.sqlite")
    with pytest.raises(DataError, match="name of its file leads elsewhere"):
        other.import_profile(replace(profile, proofs=(wicked,), log=()), now=NOW, files=files)


def test_a_file_name_of_an_earlier_version_is_forgotten_when_it_is_read(
    full: tuple[Profile, dict[int, bytes]], tmp_path: Path
) -> None:
    profile, files = full
    named = replace(profile.proofs[0], file=replace(profile.proofs[0].file, name="Anna Beispiel.jpg"))  # type: ignore[type-var]
    before = io.BytesIO()
    with zipfile.ZipFile(before, "w") as archive:
        archive.writestr("profile.json", json.dumps(profile_document(replace(profile, proofs=(named,)))))
        archive.writestr("files/1-Anna Beispiel.jpg", files[1])
    read, content = unpack(before.getvalue())
    other = Store.open(tmp_path / "other.sqlite")
    other.import_profile(read, now=NOW, files=content)
    assert other.read_files("blue-7") == files
    assert b"Beispiel" not in (tmp_path / "other.sqlite").read_bytes()


# The command line

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    environ = {
        "RECOMMENDER_HOME": str(tmp_path_factory.mktemp("home")),
        "RECOMMENDER_ESCO": str(PROJECT / "tests" / "data" / "esco"),
        "RECOMMENDER_MODEL": "hashed-ngrams",
    }
    with Store.open(Path(environ["RECOMMENDER_HOME"]) / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
    return partial(run_command, environ=environ)


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((PROJECT / "recommender" / "schemas" / f"{name}.schema.json").read_text())
    return schema


def test_a_coach_keeps_proofs_and_an_assessment_and_prints_the_sheet(run: Run, sample_esco: Path) -> None:
    taxonomy = Taxonomy(read_release([sample_esco]))
    uri = next(one.concept_uri for one in taxonomy.concepts if one.preferred_label == "pack goods")
    seen = ["--words", "Packs 30 boxes", "--seen-by", "Anna", "--on", "2026-02-01"]
    told = run("profile", "prove", "blue-7", uri, *seen)
    assert (told.stdout, "miss" in told.stderr) == ("1\n", True)
    standard = ["--method", "work sample", "--standard", "unit 3"]
    assert run("profile", "assess", "blue-7", uri, "--on", "2026-02-02", "--assessor", "A.", *standard).stdout == "1\n"
    refused = run("profile", "assess", "blue-7", uri, "--on", "2026-02-02", "--assessor", " ", *standard)
    assert (refused.returncode, "who assessed" in refused.stderr) == (1, True)
    assert run("profile", "showing", "blue-7", uri, "show").returncode == 0
    done = run("profile", "sheet", "blue-7", "packing-labelling", "--needs", "extra_time", "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, _schema("sheet"))
    shown = [row for row in document["outcomes"] if row["proofs"]]
    assert [(row["stage"], row["showing"], row["still"]) for row in shown] == [("assessed", "show", None)] * len(shown)
    assert shown
    assert "assessed\tpack goods" in run("profile", "show", "blue-7").stdout
    assert run("profile", "undo-stage", "blue-7", "1").stdout == "2\n"


def test_the_commands_mark_what_may_be_personal_in_every_field_but_the_name_that_is_needed(
    run: Run, sample_esco: Path
) -> None:
    uri = Taxonomy(read_release([sample_esco])).find("pack goods")[0].concept_uri
    assessed = ("--assessor", "Frau Beispiel", "--on", "2026-02-01", "--standard", "unit 3")
    done = run("profile", "assess", "blue-7", uri, *assessed, "--method", "work sample, epilepsy known")
    assert "May be personal (diagnosis or care term): epilepsy" in done.stderr
    assert "Frau Beispiel" not in done.stderr
    proof = ("--words", "Folds", "--seen-by", "Frau Beispiel", "--on", "2026-02-01")
    assert "May be personal (name): Frau Beispiel" in run("profile", "prove", "blue-7", uri, *proof).stderr


def test_changes_in_esco_are_reported_by_a_schema(run: Run) -> None:
    document = json.loads(run("profile", "changes", "blue-7", "--format", "json").stdout)
    jsonschema.validate(document, _schema("changes"))
    assert document["changes"] == []


def test_consents_are_kept_shown_and_decide_who_receives(run: Run, tmp_path: Path) -> None:
    assert "May we give what we keep about you" in run("profile", "consent", "blue-7", "share").stdout
    refused = run("profile", "take", "blue-7", str(tmp_path / "a.zip"), "--to", "House A")
    assert (refused.returncode, (tmp_path / "a.zip").exists()) == (1, False)
    assert "no consent to share with House A" in refused.stderr
    run("profile", "consent", "blue-7", "share", "--yes", "--with", "House A")
    assert run("profile", "take", "blue-7", str(tmp_path / "a.zip"), "--to", "House A").returncode == 0
    said = run("profile", "consent", "blue-7").stdout.split("\t")
    assert said[:3] == ["share", "House A", "yes"]
    assert run("profile", "import", str(tmp_path / "a.zip")).returncode == 0  # the same is here already


NEW_COMMANDS = [
    *(f"profile {name}" for name in ("assess", "certify", "undo-stage", "prove", "remove-proof", "showing")),
    *(f"profile {name}" for name in ("consent", "sheet", "changes", "take")),
    *("log show", "log verify", "log export", "passphrase set", "passphrase change", "passphrase remove"),
]


@pytest.mark.parametrize("command", NEW_COMMANDS)
def test_every_help_has_an_example(command: str) -> None:
    assert f"Example: recommender {command}" in CliRunner().invoke(app, [*command.split(), "--help"]).stdout
