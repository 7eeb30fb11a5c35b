"""The commands of a provider: demand out and in, links, gaps. All people are invented."""

from __future__ import annotations

import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.demand_files import demand_document, read_demand, read_table
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.versions import Versions
from recommender.errors import DataError, RecommenderError
from recommender.guidance.demand import Measure, Unit
from recommender.guidance.snapshots import Snapshot
from recommender.store import Store

PROJECT = Path(__file__).resolve().parent.parent
IRON = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
WORKER = "http://data.europa.eu/esco/occupation/0da51178-e386-4534-ae71-15ba789ad756"  # laundry worker
NOW = datetime(2026, 5, 4, tzinfo=UTC)
DAY = ("--date", "2026-05-04")
OFFER = f"""id,title,description,kind,languages,provider,learning_outcomes,accessibility,work_areas,status
wash,=Washing,Learn to wash.,course,en,House of learning,Wash the laundry,step_free=no,laundry,real
show,Ironing,Learn to iron.,course,en,House of learning,Iron shirts | {IRON},,laundry,example
"""
Run = Callable[..., "Done"]


@dataclass(frozen=True)
class Done:
    """What a command gave back."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in this process, with a home of its own and a small offer."""
    offer = home / "offer.csv"
    offer.write_text(OFFER, encoding="utf-8")
    monkeypatch.setenv("RECOMMENDER_CATALOGUE", str(offer))

    def call(*arguments: str) -> Done:
        done = CliRunner().invoke(app, list(arguments))
        if isinstance(done.exception, RecommenderError):  # `cli.main` does the same
            return Done(1, done.stdout, done.stderr + str(done.exception))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return call


def people(home: Path, number: int, *, skill: str = IRON) -> None:
    """Make profiles of invented people who can iron, like the laundry and agree to be counted."""
    codes = [f"p{n:02}" for n in range(number)]
    with Store.open(home / "profiles.sqlite") as store:
        known = {summary.code for summary in store.profile_codes()}
        for code in set(codes) - known:
            store.create_profile(code, now=NOW)
            said = {"answer": Answer.YES, "voice": Voice.PERSON, "esco": "1.2.0", "model": "none", "now": NOW}
            store.decide(code, concept_uri=skill, preferred_label="iron textiles", **said)
            store.decide(code, concept_uri="local:my own way of folding", preferred_label="mine", **said)
            store.like(code, "laundry", True, now=NOW)
            store.say_consent(code, Purpose.FIGURES, True, now=NOW)


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((PROJECT / "recommender" / "schemas" / f"{name}.schema.json").read_text())
    return found


def test_a_demand_file_follows_its_schema_and_holds_counts_only(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    done = run("demand", "export", "--issuer", "House 1")
    document = json.loads(done.stdout)
    jsonschema.validate(document, schema("demand"))
    assert (document["people"], document["can"], document["likes"]) == (10, {IRON: 10}, {"laundry": 10})
    assert "p01" not in done.stdout


def with_needs(home: Path, number: int) -> None:
    """Have the first so many of the people agree that a quiet place is kept as what helps them."""
    with Store.open(home / "profiles.sqlite") as store:
        for code in (f"p{n:02}" for n in range(number)):
            store.say_consent(code, Purpose.NEEDS, True, now=NOW)
            store.keep_needs(code, ["quiet_place"])


def exported(run: Run) -> dict[str, dict[str, int]]:
    document: dict[str, dict[str, int]] = json.loads(run("demand", "export", "--issuer", "House 1").stdout)
    return document


def test_what_helps_is_counted_of_people_who_agree_to_keep_it(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    with_needs(tmp_path, 11)
    # All eleven need it, and of those who agree at most four in five are counted.
    assert exported(run)["needs"] == {"quiet_place": 5}


def test_what_helps_is_counted_among_those_alone_who_agree_to_keep_it(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 30)
    with_needs(tmp_path, 9)
    document = exported(run)
    assert (document["can"], document["needs"]) == ({IRON: 20}, {})


def test_what_helps_is_not_counted_of_people_who_took_that_back(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    with_needs(tmp_path, 11)
    with Store.open(tmp_path / "profiles.sqlite") as store:
        for code in (f"p{n:02}" for n in range(2, 11)):
            store.say_consent(code, Purpose.NEEDS, False, now=NOW + timedelta(days=1))
    assert exported(run)["needs"] == {}


def test_who_agreed_to_the_earlier_question_is_counted_for_what_it_named(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    with_needs(tmp_path, 13)
    with closing(sqlite3.connect(tmp_path / "profiles.sqlite")) as raw, raw:
        raw.execute("UPDATE consents SET wording = 0 WHERE purpose = 'figures'")
    document = exported(run)
    assert (document["can"], document["likes"], document["needs"]) == ({IRON: 10}, {}, {})


def counted_in(file: Path) -> list[str]:
    with Store.open(file) as store:
        counted = store.last_counted()
    assert counted is not None
    return sorted({code for groups in counted.groups.values() for group in groups for code in group.members})


def test_what_was_counted_of_a_person_goes_with_the_needs_and_is_in_no_backup(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    with_needs(tmp_path, 13)
    exported(run)
    with Store.open(tmp_path / "profiles.sqlite") as store:
        backup = store.back_up(now=NOW)
        store.say_consent("p03", Purpose.NEEDS, False, now=NOW + timedelta(days=1))
    assert (len(counted_in(tmp_path / "profiles.sqlite")), counted_in(backup)) == (12, [])


def test_skills_with_a_name_of_their_own_stay_in_the_house(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 13)
    assert "folding" not in run("demand", "export", "--issuer", "House 1").stdout


def test_fewer_than_ten_people_give_no_file(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 9)
    done = run("demand", "export", "--issuer", "House 1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "fewer than 10" in done.stderr


def test_a_second_export_in_a_month_is_the_same_file(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 12)
    first = run("demand", "export", "--issuer", "House 1")
    people(tmp_path, 30)
    again = run("demand", "export", "--issuer", "House 1")
    assert again.stdout == first.stdout
    assert "still stand" in again.stderr


def test_the_same_people_are_never_counted_under_two_names(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 12)
    run("demand", "export", "--issuer", "House 1")
    people(tmp_path, 13)
    done = run("demand", "export", "--issuer", "House 2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "counted as House 1" in done.stderr


def test_who_was_never_asked_is_not_counted(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 9)
    with Store.open(tmp_path / "profiles.sqlite") as store:
        store.create_profile("unasked", now=NOW)
    assert "fewer than 10" in run("demand", "export", "--issuer", "House 1").stderr


def test_an_erased_person_leaves_no_row_in_the_counts(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 12)
    run("demand", "export", "--issuer", "House 1")
    run("profile", "erase", "p03", "--yes")
    assert "p03" not in counted_in(tmp_path / "profiles.sqlite")


def test_who_takes_back_the_agreement_is_forgotten_at_once(run: Run, tmp_path: Path) -> None:
    people(tmp_path, 12)
    run("demand", "export", "--issuer", "House 1")
    with Store.open(tmp_path / "profiles.sqlite") as store:
        store.say_consent("p11", Purpose.FIGURES, False, now=NOW + timedelta(days=1))
    run("demand", "export", "--issuer", "House 1")
    assert len(counted_in(tmp_path / "profiles.sqlite")) == 11


def test_a_file_goes_out_and_comes_in_as_it_was(tmp_path: Path) -> None:
    counts = {Measure.CAN: {IRON: 10}, Measure.LIKES: {"laundry": 5}, Measure.NEEDS: {}}
    snapshot = Snapshot("House 1", date(2026, 5, 4), 15, counts, "1.2.0")
    document = demand_document(snapshot, versions=Versions("1.2.0", "m", "none", "1"))
    assert read_demand(json.dumps(document), where="may.json") == snapshot


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"people": 7}, "people is 7"),
        ({"can": {IRON: 3}}, "3 is not a number"),
        ({"can": {IRON: 12}}, "12 is not a number"),
        ({"likes": {"laundry": 500}}, "500 is not a number"),
        ({"needs": {"<b>": 5}}, "<b>"),
        ({"taken_on": "May"}, "taken_on"),
        ({"issuer": ""}, "issuer"),
        ({"format": "other"}, "not a demand file"),
    ],
)
def test_a_file_that_we_would_not_write_is_refused(change: dict[str, object], message: str) -> None:
    counts = {Measure.CAN: {}, Measure.LIKES: {}, Measure.NEEDS: {}}
    snapshot = Snapshot("House 1", date(2026, 5, 4), 15, counts, "1.2.0")
    document = demand_document(snapshot, versions=Versions("1.2.0", "m", "none", "1")) | change
    with pytest.raises(DataError, match=message):
        read_demand(json.dumps(document), where="may.json")


def test_the_latest_file_of_each_house_counts(run: Run, tmp_path: Path) -> None:
    for issuer, day, count in (("A", "2026-04-01", 20), ("A", "2026-05-01", 10), ("B", "2026-05-01", 5)):
        counts = {Measure.CAN: {IRON: count}, Measure.LIKES: {}, Measure.NEEDS: {}}
        snapshot = Snapshot(issuer, date.fromisoformat(day), 30, counts, "1.2.0")
        document = demand_document(snapshot, versions=Versions("1.2.0", "m", "none", "1"))
        (tmp_path / f"{issuer}-{day}.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("demand", "import", *map(str, sorted(tmp_path.glob("?-*.json")))).returncode == 0
    found = json.loads(run("gaps", "--format", "json").stdout)["gaps"]
    gap = next(gap for gap in found if gap["kind"] == "not_assessed")
    assert [(number["source"], number["count"]) for number in gap["numbers"]] == [("A", 10), ("B", 5)]


TABLE = f"subject;count;unit;measure;source;date\n{IRON};4;;;;\nstep_free;7;;;Survey;2026-04-01\n{WORKER};2;;;;\n"


def test_a_table_says_its_source_and_date_or_takes_those_of_the_command(tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text(TABLE, encoding="utf-8")
    rows = read_table(file, source="Job centre", as_of=date(2026, 5, 4))
    assert [(row.measure, row.unit, row.source, row.as_of.month) for row in rows] == [
        (Measure.WANTED, Unit.JOBS, "Job centre", 5),
        (Measure.NEEDS, Unit.PEOPLE, "Survey", 4),
        (Measure.WANTED, Unit.JOBS, "Job centre", 5),
    ]


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(TABLE), delimiter=";"):
        book.active.append(row)
    book.save(tmp_path / "jobs.xlsx")
    assert len(read_table(tmp_path / "jobs.xlsx", source="Job centre", as_of=date(2026, 5, 4))) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "must name the columns"),
        ("subject,count\nlaundry,x\nlaundry,1\n", "row 2: 'x' is not a whole number"),
        ("subject,count\nlaundry,1\n", "row 2: The source is missing"),
        ("subject,count,source\nlaundry,1,List\n", "row 2: The date is missing"),
        ("subject,count,source,date\nA Skill,1,List,2026-05-04\n", "row 2: 'A Skill' is no subject"),
        ("subject,count,source,date\nbraille,3,List,2026-05-04\n", "row 2: 3 people are too few"),
        ('subject,count\n"x,1\n', "quotation mark is out of place"),
    ],
)
def test_a_wrong_table_names_its_rows(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_table(file)


def test_the_rows_of_a_wrong_table_change_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "jobs.csv").write_text("subject,count\nlaundry,1\n", encoding="utf-8")
    assert run("demand", "import", str(tmp_path / "jobs.csv")).returncode == 1
    assert run("demand", "list").stdout == ""


def test_numbers_by_hand_are_listed_and_removed(run: Run) -> None:
    run("demand", "add", "garden", "--count", "12", "--unit", "people", "--source", "Self-advocates", *DAY)
    run("demand", "staff", "aac", "--knows", "0", "--source", "Staff list", *DAY)
    listed = run("demand", "list").stdout
    assert "1\twanted\tgarden\t12 people (Self-advocates, 2026-05-04)" in listed
    assert "staff\taac\t0" in listed
    assert run("demand", "remove", "1").returncode == 0
    assert "garden" not in run("demand", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("demand", "add", "garden", "--source", " ", *DAY), "source"),
        (("demand", "staff", "magic", "--knows", "1", "--source", "List", *DAY), "no topic 'magic'"),
        (("demand", "remove", "9"), "no entry 9"),
        (("demand", "remove", "House 9"), "no demand file of House 9"),
        (("gaps", "--table", "gaps.pdf"), "csv or .xlsx"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert message in done.stderr


def test_gaps_follow_their_schema_and_leave_examples_out(run: Run) -> None:
    run("demand", "add", WORKER, "--count", "3", "--source", "Job centre", *DAY)
    run("demand", "add", "step_free", "--count", "10", "--source", "Survey", *DAY)
    document = json.loads(run("gaps", "--format", "json").stdout)
    jsonschema.validate(document, schema("gaps"))
    kinds = {gap["kind"] for gap in document["gaps"]}
    assert {"no_training", "not_yet_micro_credential", "not_accessible", "staff_skill"} <= kinds
    assert (document["entries"], document["examples_left_out"]) == (1, 1)
    assert "iron textiles" in {gap["name"] for gap in document["gaps"] if gap["kind"] == "no_training"}
    assert document["by_skill_group"]


def test_examples_count_when_they_are_asked_for(run: Run) -> None:
    run("demand", "add", WORKER, "--count", "3", "--source", "Job centre", *DAY)
    document = json.loads(run("gaps", "--with-examples", "--format", "json").stdout)
    assert "iron textiles" not in {gap["name"] for gap in document["gaps"] if gap["kind"] == "no_training"}


def test_gaps_are_the_same_bytes_twice_and_one_line_as_jsonl(run: Run) -> None:
    run("demand", "add", WORKER, "--source", "Job centre", *DAY)
    first, second = (run("gaps", "--format", "jsonl").stdout for _ in range(2))
    assert first == second
    assert len(first.splitlines()) == 1


def test_a_table_of_gaps_runs_no_formula(run: Run, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        assert (
            run("gaps", "--table", str(tmp_path / f"gaps.{kind}"), "--areas", str(tmp_path / f"a.{kind}")).returncode
            == 0
        )
    text = (tmp_path / "gaps.csv").read_text(encoding="utf-8-sig")
    assert "'=Washing" in text
    assert "This service uses the ESCO classification of the European Commission." in text
    sheet = openpyxl.load_workbook(tmp_path / "gaps.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert "laundry" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_the_table_for_reading_says_what_to_do(run: Run) -> None:
    said = run("gaps").stdout
    assert "Not yet a micro-credential: 1" in said
    assert "missing: country" in said
    assert "→ Fill in what is missing in the entry." in said


def test_mapping_stops_and_goes_on_and_confirms_nothing(run: Run) -> None:
    assert "Texts read: 1 of 2; left: 1" in run("catalogue", "map", "--limit", "1").stderr
    said = run("catalogue", "map").stderr
    assert "Texts read: 1 of 2; left: 0; waiting for your answer on the page: 1" in said
    assert "Texts read: 0 of 2; left: 0; waiting" in run("catalogue", "map").stderr


def many(tmp_path: Path, number: int) -> None:
    rows = "\n".join(f"wash-{n},Washing,Wash {n} plates and dry them" for n in range(number))
    (tmp_path / "offer.csv").write_text(f"id,title,learning_outcomes\n{rows}\n", encoding="utf-8")


def test_mapping_that_is_stopped_by_hand_keeps_what_was_read(run: Run, tmp_path: Path) -> None:
    many(tmp_path, 3_000)
    command = [sys.executable, "-m", "recommender", "catalogue", "map"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=hears_ctrl_c) as process:
        for _ in range(3_000):
            if (tmp_path / "provider.sqlite").is_file() and read_texts(tmp_path):
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    read = read_texts(tmp_path)
    assert 0 < read < 3_000
    assert f"Stopped. Texts read so far: {read} of 3000." in said
    assert f"left: {3_000 - read - 1};" in run("catalogue", "map", "--limit", "1").stderr


def hears_ctrl_c() -> None:
    """Undo what a shell does to programs in the background, as these tests may be: they do not hear Ctrl and C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def read_texts(home: Path) -> int:
    """Count the texts that have a list."""
    with closing(sqlite3.connect(home / "provider.sqlite")) as database:
        try:
            return int(database.execute("SELECT count(*) FROM suggestions").fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return 0


@pytest.mark.parametrize(
    "command",
    [
        "gaps",
        "demand export",
        "demand import",
        "demand add",
        "demand staff",
        "demand list",
        "demand remove",
        "catalogue map",
        "catalogue benchmark",
    ],
)
def test_every_help_has_an_example(run: Run, command: str) -> None:
    assert "Example: recommender" in run(*command.split(), "--help").stdout
