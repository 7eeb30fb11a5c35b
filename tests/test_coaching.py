"""What a coach adds: circumstances, corrections, notes about trainings, who looks after whom, files, backups."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from recommender import audit
from recommender.backup import make_backup, read_backup, restore
from recommender.domain.accommodation import Availability
from recommender.domain.consent import Purpose
from recommender.domain.experiences import Circumstances, Correction, ExperienceKind, Question
from recommender.domain.profile import Keeper, Step, TrainingStep
from recommender.domain.statements import StatementKind
from recommender.domain.suggestions import SuggestionList
from recommender.domain.trainings import Training
from recommender.errors import ConflictError, DataError
from recommender.exports.profiles import profile_document, read_profile
from recommender.guidance.filtering import Filters, keeps
from recommender.guidance.profile import coach_of, corrected_kinds, current_texts, training_states
from recommender.loading import load_pipeline
from recommender.migrations import FIRST
from recommender.people_file import is_personal, read_people, read_people_bytes, without_personal
from recommender.pipeline import Pipeline
from recommender.settings import load_settings
from recommender.store import Store
from tests.commands import run_command

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = PROJECT / "recommender" / "schemas"
ABOUT = Circumstances(
    ExperienceKind.PLACEMENT, "last spring", ((Question.TOOLS, "a mangle"), (Question.WANTS, "to iron")), None
)


@pytest.fixture(scope="module")
def pipeline(sample_esco: Path, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Return the pipeline on the small extract, with the encoder that needs no download."""
    given = {
        "RECOMMENDER_HOME": str(tmp_path_factory.mktemp("home")),
        "RECOMMENDER_ESCO": str(sample_esco),
        "RECOMMENDER_MODEL": "hashed-ngrams",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        return load_pipeline(load_settings())


@pytest.fixture
def store(tmp_path: Path, pipeline: Pipeline) -> Store:
    """Return a store with one invented person and all that a coach can add."""
    opened = Store.open(tmp_path / "profiles.sqlite")
    opened.create_profile("blue-7", now=NOW)
    words = "I wash dishes. My colleague drives the van."
    opened.save_experience("blue-7", words, pipeline.suggest(words), now=NOW, about=ABOUT)
    opened.correct("blue-7", Correction("My colleague drives the van", StatementKind.DONE, NOW))
    opened.note_training("blue-7", TrainingStep("t1", "Kitchen", Step.ASKED, "2026-06-01", NOW))
    opened.hand_to("blue-7", Keeper("KM", NOW))
    return opened


def test_what_a_coach_adds_is_there_again(store: Store) -> None:
    profile = store.load_profile("blue-7")
    assert profile.experiences[0].about == ABOUT
    assert corrected_kinds(profile) == {"my colleague drives the van": StatementKind.DONE}
    assert (training_states(profile)["t1"].step, coach_of(profile)) == (Step.ASKED, "KM")


def test_it_goes_out_and_comes_in_as_it_was(store: Store, tmp_path: Path) -> None:
    document = profile_document(store.load_profile("blue-7"))
    jsonschema.validate(document, json.loads((SCHEMAS / "profile.schema.json").read_text()))
    other = Store.open(tmp_path / "other.sqlite")
    other.import_profile(read_profile(json.dumps(document)), now=NOW)
    assert other.load_profile("blue-7") == store.load_profile("blue-7")


def test_a_profile_that_was_exported_before_can_still_be_read(store: Store) -> None:
    document = profile_document(store.load_profile("blue-7"))
    for name in ("corrections", "training_steps", "keepers"):
        del document[name]
    del document["experiences"][0]["about"]
    profile = read_profile(json.dumps(document))
    assert (profile.corrections, profile.experiences[0].about) == ((), Circumstances())


def test_data_of_the_first_version_is_kept_when_the_program_is_updated(tmp_path: Path, store: Store) -> None:
    shown = json.dumps(profile_document(store.load_profile("blue-7"))["experiences"][0]["shown"])
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as old:
        for statement in FIRST:
            old.execute(statement)
        old.execute("INSERT INTO profiles VALUES ('old-1', 1, ?)", [NOW.isoformat()])
        old.execute("INSERT INTO experiences VALUES ('old-1', 1, 'I wash dishes.', ?, ?)", [NOW.isoformat(), shown])
        old.execute("PRAGMA user_version = 1")
    with Store.open(file) as opened:
        assert [one.text for one in opened.load_profile("old-1").experiences] == ["I wash dishes."]


def test_erasing_takes_what_the_coach_added_too(store: Store, tmp_path: Path) -> None:
    store.erase_profile("blue-7", now=NOW)
    words = (tmp_path / "profiles.sqlite").read_bytes()
    assert all([said not in words for said in (b"mangle", b"colleague drives", b"Kitchen")])


def test_a_new_wording_stands_in_the_place_of_the_earlier_one(store: Store, pipeline: Pipeline) -> None:
    words = "I wash dishes and pots."
    number = store.save_experience("blue-7", words, pipeline.suggest(words), now=NOW, about=Circumstances(replaces=1))
    assert [one.number for one in current_texts(store.load_profile("blue-7"))] == [number]


def test_a_note_about_a_training_can_be_taken_back(store: Store) -> None:
    store.note_training("blue-7", TrainingStep("t1", "Kitchen", None, "", NOW))
    profile = store.load_profile("blue-7")
    assert (training_states(profile), len(profile.training_steps)) == ({}, 2)


# Corrections


def test_a_clause_that_is_a_skill_after_all_is_read_as_one(pipeline: Pipeline) -> None:
    text = "My colleague, wash dishes."
    before = pipeline.suggest(text)
    assert (before.suggestions, [one.span.text for one in before.set_aside]) == ((), ["My colleague", "wash dishes"])
    read = pipeline.suggest(text, kinds={"wash dishes": StatementKind.DONE})
    assert read.suggestions[0].preferred_label == "wash the dishes"
    assert [one.span.text for one in read.set_aside] == ["My colleague"]


def test_words_about_a_task_that_esco_lacks_show_no_skill_and_name_the_task_once(pipeline: Pipeline) -> None:
    hidden = 0
    for task in pipeline.workshop_tasks.values():
        wording = task.variants[0].rstrip(".")
        shown = pipeline.suggest(f"{wording}. I wash dishes. {wording}.", language="en")
        spans = [one.span.text for one in shown.no_esco_skill if one.task == task.slug]
        assert len(spans) <= 1
        hidden += len(spans)
        assert not {quote.text for one in shown.suggestions for quote in one.evidence}.intersection(spans)
    assert hidden > 20


def test_a_clause_that_somebody_else_does_shows_no_skill(pipeline: Pipeline) -> None:
    read = pipeline.suggest("I wash dishes.", kinds={"i wash dishes": StatementKind.OTHERS})
    assert (read.suggestions, [one.reason for one in read.set_aside]) == ((), [StatementKind.OTHERS])


def test_ten_sessions_at_once_get_the_lists_that_one_gets(pipeline: Pipeline) -> None:
    texts = [f"I wash dishes. I pack {n} boxes and sort waste." for n in range(10)]
    alone = [pipeline.suggest(text) for text in texts]
    with ThreadPoolExecutor(10) as sessions:
        assert list(sessions.map(pipeline.suggest, texts * 4)) == alone * 4


# Files of several people

HEAD = "code,text,kind,date\n"


def _csv(folder: Path, rows: str) -> Path:
    file = folder / "people.csv"
    file.write_text(rows, encoding="utf-8")
    return file


def _xlsx(folder: Path, rows: str) -> Path:
    workbook = openpyxl.Workbook()
    for line in rows.splitlines():
        workbook.active.append([cell or None for cell in line.split(",")])
    workbook.save(folder / "people.xlsx")
    return folder / "people.xlsx"


@pytest.mark.parametrize("write", [_csv, _xlsx])
def test_a_table_of_people_is_read(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    rows = read_people(write(tmp_path, HEAD + "red-1,I wash dishes.,Sheltered workshop,2026-05\nred-2,I iron.,,\n"))
    assert [(one.row, one.code, one.text) for one in rows] == [(2, "red-1", "I wash dishes."), (3, "red-2", "I iron.")]
    assert rows[0].about == Circumstances(ExperienceKind.SHELTERED_WORKSHOP, "2026-05")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_read_too(tmp_path: Path, separator: str) -> None:
    rows = read_people(_csv(tmp_path, f"Code{separator}Text\nred-1{separator}I wash, dry and fold.\n"))
    assert [one.text for one in rows] == ["I wash, dry and fold."]


@pytest.mark.parametrize("when", ["31.12.2026", "last spring", "2026-05", "seit März 2024", "x" * 60])
def test_a_date_is_said_in_any_words_as_on_the_page(tmp_path: Path, when: str) -> None:
    row = read_people(_csv(tmp_path, HEAD + f"red-1,I iron.,, {when} \n"))[0]
    assert (row.about.when, is_personal(row)) == (when, False)


def test_personal_words_beside_a_date_are_found_and_taken_out(tmp_path: Path) -> None:
    row = read_people(_csv(tmp_path, HEAD + "red-1,I iron.,,31.12.2026 with Frau Beispiel\n"))[0]
    assert is_personal(row)
    assert without_personal(row).about.when == "31.12.2026 with [name]"


def test_all_problems_of_a_table_come_at_once_and_without_its_texts(tmp_path: Path) -> None:
    file = _csv(tmp_path, HEAD + ",secret words,,\nred-1,,,\nred-2,more secret words,holiday," + "secret " * 9 + "\n")
    with pytest.raises(DataError, match=r"row 2: .*row 3: .*row 4: the kind.*row 4: the date"):
        read_people(file)
    with pytest.raises(DataError) as caught:
        read_people(file)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The column 'code' is missing"),
        (b"code,words\na,b\n", "'text' is missing; The column 'words' is not known"),
        (b"code,text\n", "no row with a text"),
        (b"code,text\nred-1,\xff\xfe\n", "line 2: A letter is broken"),
        (b'code,text\nred-1,"open\n', "quotation mark is out of place"),
        (b"code,text,code\na,b,c\n", "'code' stands there twice"),
        (b"code,text\n\0,b\n", "no table of texts"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_people(file)
    assert said in str(caught.value)


@pytest.mark.parametrize("write", [_csv, _xlsx])
def test_a_table_that_was_uploaded_is_read_from_memory_alone(
    tmp_path: Path, write: Callable[[Path, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, HEAD + "red-1,I wash dishes.,,\n")
    name, content = file.name, file.read_bytes()
    file.unlink()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert [one.text for one in read_people_bytes(name, content)] == ["I wash dishes."]
    assert list(tmp_path.iterdir()) == []


def test_a_formula_in_a_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cell B2: The cell holds a formula"):
        read_people(_xlsx(tmp_path, "code,text\nred-1,=HYPERLINK(1)\n"))


def test_texts_of_several_people_are_kept_as_a_whole_or_not_at_all(store: Store, pipeline: Pipeline) -> None:
    shown = pipeline.suggest("I wash dishes.")
    good, bad = ("red-1", "I wash dishes.", shown, Circumstances()), ("x" * 41, "I iron.", shown, Circumstances())
    with pytest.raises(DataError, match="1 to 40"):
        store.add_texts([good, bad], now=NOW)
    assert [one.code for one in store.profile_codes()] == ["blue-7"]
    store.add_texts([good, good], now=NOW)
    assert [(one.code, one.texts) for one in store.profile_codes()] == [("blue-7", 1), ("red-1", 2)]
    assert store.load_profile("red-1").revision == 2


def table_of(pipeline: Pipeline, *codes: str) -> list[tuple[str, str, SuggestionList, Circumstances]]:
    """Return a table in which each of these people irons."""
    return [(code, "I iron shirts.", pipeline.suggest("I iron shirts."), Circumstances()) for code in codes]


def test_a_table_is_taken_back_with_the_people_who_came_with_it(store: Store, pipeline: Pipeline) -> None:
    before = store.load_profile("blue-7").experiences
    brought = store.add_texts(table_of(pipeline, "blue-7", "red-1", "red-1"), now=NOW, coach="KM")
    backup_file = store.back_up(now=NOW)
    store.take_texts_back(brought, now=NOW)
    left = store.load_profile("blue-7")
    assert ([one.code for one in store.profile_codes()], left.experiences) == (["blue-7"], before)
    assert audit.verify(left) == ()
    with Store.open(backup_file) as backup:
        codes = [one.code for one in backup.profile_codes()]
        assert (codes, backup.load_profile("blue-7").experiences) == (["blue-7"], before)


def test_the_number_of_a_text_that_was_taken_back_is_not_given_again(store: Store, pipeline: Pipeline) -> None:
    brought = store.add_texts(table_of(pipeline, "blue-7"), now=NOW)
    store.take_texts_back(brought, now=NOW)
    again = store.add_texts(table_of(pipeline, "blue-7"), now=NOW)
    assert again[0].numbers[0] == brought[0].numbers[0] + 1
    assert audit.verify(store.load_profile("blue-7")) == ()


def test_a_table_stays_where_somebody_has_worked_with_it(store: Store, pipeline: Pipeline) -> None:
    brought = store.add_texts(table_of(pipeline, "red-1", "red-2"), now=NOW)
    store.like("red-2", "animals", True, now=NOW)
    with pytest.raises(ConflictError, match="Somebody has worked on these profiles since: red-2"):
        store.take_texts_back(brought, now=NOW)
    store.erase_profile("red-2", now=NOW)
    store.take_texts_back(brought, now=NOW)
    assert [one.code for one in store.profile_codes()] == ["blue-7"]


def test_a_table_gives_nothing_to_who_withdrew(store: Store, pipeline: Pipeline) -> None:
    store.say_consent("blue-7", Purpose.KEEP, False, now=NOW)
    with pytest.raises(ConflictError, match="no longer agree that their profile is kept: blue-7"):
        store.add_texts(table_of(pipeline, "red-1", "blue-7"), now=NOW)
    assert [one.code for one in store.profile_codes()] == ["blue-7"]


def test_a_skill_is_found_by_its_plain_words(pipeline: Pipeline) -> None:
    uri = next(one.concept_uri for one in pipeline.taxonomy.concepts if one.preferred_label == "pack goods")
    words = pipeline.plain_labels[uri]
    assert uri in [one.concept_uri for one in pipeline.find_concepts(words, limit=3)]


def test_a_search_is_filled_up_by_meaning_where_few_labels_have_the_words(pipeline: Pipeline) -> None:
    by_label, by_meaning = pipeline.search("animalfeed", limit=6)
    assert by_label == []
    assert "provide nutrition to animals" in [one.preferred_label for one in by_meaning]
    by_label, by_meaning = pipeline.search("ironing", limit=6)
    assert "iron textiles" in [one.preferred_label for one in by_label]
    assert not set(by_label) & set(by_meaning)
    assert len(by_label) + len(by_meaning) <= 6


def test_what_the_words_mean_comes_before_labels_with_a_part_of_them(pipeline: Pipeline) -> None:
    whole, less_sure = pipeline.search("painting walls", limit=6)
    names = [one.preferred_label for one in less_sure]
    assert whole == []
    assert names.index("paint surfaces") < names.index("clean surfaces")  # which is also called "clean walls"


def test_washing_up_is_about_dishes_and_no_vehicles(pipeline: Pipeline) -> None:
    whole, _less_sure = pipeline.search("washing up", limit=6)
    assert [one.preferred_label for one in whole] == ["wash the dishes"]


@pytest.mark.parametrize(("words", "by_label"), [("pack", 6), ("qqqqqq", 0), ("", 0)])
def test_a_search_adds_nothing_where_enough_was_found_or_nothing_is_meant(
    pipeline: Pipeline, words: str, by_label: int
) -> None:
    found, more = pipeline.search(words, limit=6)
    assert (len(found), more) == (by_label, [])


# Backups


def test_a_backup_brings_back_who_is_gone_and_changes_nobody_who_is_here(store: Store) -> None:
    store.create_profile("green-2", now=NOW)
    document = make_backup(store, now=NOW)
    jsonschema.validate(document, json.loads((SCHEMAS / "backup.schema.json").read_text()))
    before = store.load_profile("blue-7")
    store.erase_profile("blue-7", now=NOW)
    store.like("green-2", "animals", True, now=NOW)
    done = restore(store, read_backup(json.dumps(document)), now=NOW)
    assert (done.added, done.same, done.kept_as_here) == (("blue-7",), (), ("green-2",))
    assert (store.load_profile("blue-7"), len(store.load_profile("green-2").likes)) == (before, 1)


@pytest.mark.parametrize("words", ["", "[]", '{"format": "recommender-profile"}', "{}"])
def test_what_is_no_backup_changes_nothing(store: Store, words: str) -> None:
    with pytest.raises(DataError, match="This is not"):
        restore(store, read_backup(words), now=NOW)
    assert len(store.profile_codes()) == 1


def test_a_backup_with_one_broken_profile_changes_nothing(store: Store) -> None:
    document = make_backup(store, now=NOW)
    document["profiles"].append({"format": "recommender-profile", "format_version": 1, "code": "x"})
    store.erase_profile("blue-7", now=NOW)
    with pytest.raises(DataError, match="head"):
        restore(store, read_backup(json.dumps(document)), now=NOW)
    assert store.profile_codes() == ()


def test_people_go_through_the_command_line(tmp_path: Path, sample_esco: Path) -> None:
    home = {"RECOMMENDER_HOME": str(tmp_path), "RECOMMENDER_ESCO": str(sample_esco)}
    run = partial(run_command, "people", environ=home | {"RECOMMENDER_MODEL": "hashed-ngrams"})

    file = _csv(tmp_path, HEAD + "red-1,I wash dishes.,family,\nred-1,I pack goods.,,\n")
    assert run("check", str(file)).stdout == "2 texts of 1 people\n"
    assert run("import", str(file)).stderr.endswith("2 texts of 1 people kept\n")
    (tmp_path / "backup.json").write_text(run("backup").stdout)
    with Store.open(tmp_path / "profiles.sqlite") as store:
        store.erase_profile("red-1", now=NOW)
    assert (
        run("restore", str(tmp_path / "backup.json"), "--yes").stderr.splitlines()[-1]
        == "1 brought back, 0 already here"
    )


@pytest.mark.parametrize("command", ["check", "import", "backup", "backup-here", "backups", "restore"])
def test_every_help_has_an_example(command: str) -> None:
    assert "Example: " in run_command("people", command, "--help", environ={}).stdout


# Filters of trainings


def _training(**said: object) -> Training:
    return Training("t", {"en": "T"}, {"en": "T"}, "course", ("en",), "example", **said)  # type: ignore[arg-type]


FILTERS = {
    "place": (Filters(place="ghent"), {"location": "Ghent, Belgium"}, {"location": "Graz"}, {}),
    "date": (Filters(starts_from="2026-05"), {"start_dates": ("2026-05-04",)}, {"start_dates": ("2026-04",)}, {}),
    "cost": (Filters(free_only=True), {"price": "free"}, {"price": "120 EUR"}, {}),
    "online": (Filters(online=True), {"participation": ("blended",)}, {"participation": ("presential",)}, {}),
    "in person": (Filters(in_person=True), {"participation": ("workbased",)}, {"participation": ("online",)}, {}),
    "need": (
        Filters(needs=frozenset({"step_free"})),
        {"accessibility": {"step_free": Availability.ON_REQUEST}},
        {"accessibility": {"step_free": Availability.NO}},
        {},
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_out_what_does_not_fit_and_keeps_what_is_not_known(name: str) -> None:
    filters, fits, does_not, unknown = FILTERS[name]
    assert [keeps(_training(**said), filters) for said in (fits, does_not, unknown)] == [True, False, True]


@pytest.mark.parametrize("name", FILTERS)
def test_without_a_filter_everything_stays(name: str) -> None:
    assert Filters().is_off
    assert all([keeps(_training(**said), Filters()) for said in FILTERS[name][1:]])


def test_a_training_in_another_language_is_left_out_only_when_asked() -> None:
    assert not keeps(_training(), Filters(languages=frozenset({"de"})))
    assert keeps(_training(), Filters(languages=frozenset({"de", "en"})))


def test_a_start_in_words_is_not_taken_for_a_day() -> None:
    assert keeps(_training(start_dates=("every spring", "2020-01")), Filters(starts_from="2026-05"))
