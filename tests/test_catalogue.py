"""Reading, checking, writing and merging catalogues."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from made_trainings import TRAININGS

from recommender.catalogue import schema
from recommender.catalogue.annex_one import ELEMENTS, missing_elements
from recommender.catalogue.reading import check_catalogue, read_catalogue
from recommender.catalogue.release import merge, named, replaced, with_source
from recommender.catalogue.report import check_report_document
from recommender.catalogue.writing import write_catalogue
from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.trainings import Catalogue, LearningOutcome, Organisation, Training
from recommender.domain.versions import Versions
from recommender.errors import DataError

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = Path(__file__).resolve().parent / "data" / "catalogue"
HEADER = "id,title,description,kind,languages,status"
ENTRY = "a,Ironing,Iron shirts.,course,en,example"


def a_training(training_id: str = "a", **given: Any) -> Training:
    fields = {"title": {"en": "Ironing"}, "description": {"en": "Iron shirts."}, "kind": "course"}
    return Training(training_id, **{**fields, "languages": ("en",), "status": "example", **given})


def a_file(folder: Path, content: str | bytes, name: str = "spring.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Reading


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_every_format_reads_its_sample_to_the_same_trainings(suffix: str) -> None:
    catalogue = read_catalogue(SAMPLES / f"workshop{suffix}")
    assert [training.training_id for training in catalogue.trainings] == ["laundry-basics", "dishes"]
    assert catalogue == read_catalogue(SAMPLES / "workshop.csv")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_every_format_is_described_in_the_documentation(suffix: str) -> None:
    assert f"`{suffix}`" in (PROJECT / "docs" / "catalogue.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", schema.COLUMNS)
def test_every_column_is_described_in_the_documentation(column: str) -> None:
    assert f"`{column}`" in (PROJECT / "docs" / "catalogue.md").read_text(encoding="utf-8")


def test_an_entry_keeps_all_that_its_row_says() -> None:
    laundry = read_catalogue(SAMPLES / "workshop.csv").trainings[0]
    assert laundry.title == {"en": "Laundry basics", "de": "Grundlagen der Wäscherei"}
    assert laundry.workload_hours == (20.0, 30.5)
    assert laundry.awarding_body == Organisation("Lakeside Academy", "AT")
    assert laundry.learning_outcomes[2] == LearningOutcome("Fold towels the way the customer wants them")
    assert laundry.accessibility["extra_time"] is Availability.ON_REQUEST


def test_optional_columns_may_be_absent_and_blank_means_unknown(tmp_path: Path) -> None:
    training = read_catalogue(a_file(tmp_path, f"{HEADER}\n{ENTRY}\n")).trainings[0]
    assert training == a_training()


def test_words_that_look_like_missing_values_stay_words(tmp_path: Path) -> None:
    table = f"{HEADER},region,price\nNA,None,null,course,en,example,NaN,N/A\n"
    training = read_catalogue(a_file(tmp_path, table)).trainings[0]
    assert (training.training_id, training.title["en"], training.region, training.price) == ("NA", "None", "NaN", "N/A")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_that_can_be_told_for_certain_are_read(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = list(csv.reader((SAMPLES / "workshop.csv").open(encoding="utf-8", newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path = a_file(tmp_path, text.getvalue().encode(encoding), "workshop.csv")
    assert read_catalogue(path) == read_catalogue(SAMPLES / "workshop.csv")


def test_bytes_that_could_be_letters_of_several_languages_are_refused(tmp_path: Path) -> None:
    table = f"{HEADER}\nb,Louka,Kosení trávy.,course,cs,example\n".encode("cp1250")
    with pytest.raises(DataError, match=r"spring.csv, line 2: .*encoding.*UTF-8"):
        read_catalogue(a_file(tmp_path, table))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "names none of the columns"),
        (b"colour;size\nIroning;Graz\n", "names none of the columns"),
        (b"\xef\xbb\xbfid,title\na,\xff\n", "line 2: A letter is broken"),
        (b"id,title\0\n", "not a text table"),
        (f'{HEADER}\na,"Ironing\n'.encode(), "quotation mark"),
        (f"{HEADER}\na,Iron\n".encode(), "row 2: The row has 2 cells, the row of headings has 6"),
        (f"{HEADER}\n{ENTRY},more\n".encode(), "'more' stands in a column without a heading"),
        (f"{HEADER},title_en\n{ENTRY},x\n".encode(), "Column 'title' stands there twice"),
        (b"id,description,kind\na,b,course\n", "No column holds the titles"),
        (f"{HEADER}\n{ENTRY}\n{ENTRY}\n".encode(), "row 3, column 'id': 'a' is also the id of row 2"),
        (f"{HEADER}\na,,Iron.,course,en,example\n".encode(), "column 'title': The cell is blank"),
        (f"{HEADER}\na,b\x0b,c\x07d,course,en,example\n".encode(), "control character"),
        (f"{HEADER}\na,{'b' * 40_000},c,course,en,example\n".encode(), "longer than 32,767"),
        (f"{HEADER},homepage\n{ENTRY},javascript:alert(1)\n".encode(), "not a web address"),
        (f"{HEADER},workload_hours_min\n{ENTRY},8\n".encode(), "Only one of least and most"),
        (f"{HEADER},workload_hours_min,workload_hours_max\n{ENTRY},9,8\n".encode(), "9 is more than the 8"),
        (f"{HEADER},eqf_level,eqf_level_status\n{ENTRY},2,not_applicable\n".encode(), "does not apply"),
        (f"{HEADER},accessibility\n{ENTRY},captions=maybe\n".encode(), "'maybe' is not a value for captions"),
        (f"{HEADER},learning_outcomes\n{ENTRY},| http://data.europa.eu/esco/skill/x\n".encode(), "has no text"),
    ],
)
def test_a_broken_file_is_one_error_that_says_where_and_what(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(DataError, match=f"spring.csv.*{what}") as caught:
        read_catalogue(a_file(tmp_path, content))
    assert caught.value.fix


def test_all_problems_of_a_file_come_at_once_the_first_ten_and_a_count() -> None:
    with pytest.raises(DataError, match=r"faults.csv: row 3, column 'kind'.*row 12, .* and 1 more"):
        read_catalogue(SAMPLES / "faults.csv")


@pytest.mark.parametrize(("name", "what"), [("a.pdf", "is no catalogue"), ("absent.csv", "no such file")])
def test_a_file_that_is_absent_or_of_another_kind_is_refused(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        check_catalogue(tmp_path / name)


def test_a_file_above_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(100 * 2**20 + 1)
    with pytest.raises(DataError, match="larger than 100 MB"):
        read_catalogue(path)


# Workbooks


def test_a_formula_is_refused_with_the_address_of_its_cell() -> None:
    with pytest.raises(DataError, match=r"cell A3: The cell holds a formula.*cell B3"):
        read_catalogue(SAMPLES / "formulas.xlsx")


def repacked(name: str, change: Any) -> bytes:
    """Return a sample workbook with its first sheet changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / name) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == "xl/worksheets/sheet1.xml" else data)
    return made.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    bomb = repacked("workshop.xlsx", lambda sheet: sheet + b" " * (64 * 2**20))
    with pytest.raises(DataError, match="unpacks to far more"):
        read_catalogue(a_file(tmp_path, bomb, "bomb.xlsx"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_workbook_are_refused(tmp_path: Path, encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
    laughs = repacked("workshop.xlsx", lambda _: text.encode(encoding))
    with pytest.raises(DataError, match="declares XML entities"):
        read_catalogue(a_file(tmp_path, laughs, "laughs.xlsx"))


def test_a_sheet_that_claims_a_row_far_away_is_refused(tmp_path: Path) -> None:
    far = repacked("workshop.xlsx", lambda sheet: sheet.replace(b'<row r="3"', b'<row r="99999999999"'))
    with pytest.raises(DataError, match="more than 200,000 rows"):
        read_catalogue(a_file(tmp_path, far, "far.xlsx"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 with a password"])
def test_a_file_that_only_looks_like_a_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match="not a workbook that can be read"):
        read_catalogue(a_file(tmp_path, content, "spring.xlsx"))


@pytest.mark.parametrize("change", [lambda sheet: sheet[:400], lambda sheet: sheet.replace(b'r="A2"', b'r="?2"')])
def test_a_damaged_sheet_is_refused(tmp_path: Path, change: Any) -> None:
    with pytest.raises(DataError, match="not a workbook that can be read"):
        read_catalogue(a_file(tmp_path, repacked("workshop.xlsx", change), "damaged.xlsx"))


# Checking


def test_a_check_reports_good_entries_beside_the_problems_of_others() -> None:
    report = check_catalogue(SAMPLES / "faults.csv")
    assert [entry.id for entry in report.entries] == ["row-0", "row-12"]
    assert [problem.row for problem in report.problems] == list(range(3, 14))


def test_a_check_of_a_file_that_cannot_be_read_reports_one_problem(tmp_path: Path) -> None:
    report = check_catalogue(a_file(tmp_path, b"no workbook", "spring.xlsx"))
    assert (report.entries, [problem.where for problem in report.problems]) == ((), ["spring.xlsx"])


def test_an_unknown_column_does_not_hide_the_entries(tmp_path: Path) -> None:
    report = check_catalogue(a_file(tmp_path, f"{HEADER},notes\n{ENTRY},mine\n"))
    assert [entry.id for entry in report.entries] == ["a"]
    assert (report.problems, [note.what for note in report.notes]) == ((), ["This column is left out: notes"])


@pytest.mark.parametrize("name", ["workshop.csv", "faults.csv", "formulas.xlsx"])
def test_the_report_follows_its_schema(name: str) -> None:
    document = check_report_document(check_catalogue(SAMPLES / name), versions=Versions("1.2.0", "m", "c", "0"))
    rules = json.loads((PROJECT / "recommender" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(rules)
    Draft202012Validator(rules).validate(json.loads(json.dumps(document)))
    assert rules["properties"]["entries"]["items"]["properties"]["missing"]["items"]["enum"] == list(ELEMENTS)


# Annex I

COMPLETE = a_training(
    awarding_body=Organisation("Lakeside Academy", "AT"),
    learning_outcomes=(LearningOutcome("Iron shirts"),),
    workload_hours=(8.0, 8.0),
    eqf_level=2,
    assessment=("quiz",),
    participation=("online",),
    quality_assurance="External review",
)


def test_an_entry_with_all_nine_elements_lacks_nothing() -> None:
    assert missing_elements(COMPLETE) == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"title": {}}, ("title",)),
        ({"awarding_body": None, "provider": Organisation("Workshop", "AT")}, ("country", "awarding_body")),
        ({"awarding_body": Organisation("Lakeside Academy")}, ("country",)),
        ({"awarding_body": Organisation("", "AT")}, ("awarding_body",)),
        ({"learning_outcomes": ()}, ("learning_outcomes",)),
        ({"workload_hours": None}, ("workload",)),
        ({"workload_hours": None, "ects_credits": 1.0}, ()),
        ({"workload_status": "stated"}, ()),
        ({"workload_status": "estimate", "ects_credits": 1.0}, ("workload",)),
        ({"eqf_level": None}, ("level",)),
        ({"eqf_level": None, "eqf_level_status": "not_applicable"}, ()),
        ({"eqf_level_status": "stated_by_awarding_body"}, ()),
        ({"eqf_level_status": "estimated"}, ("level",)),
        ({"assessment": ()}, ("assessment",)),
        ({"participation": ()}, ("participation",)),
        ({"quality_assurance": ""}, ("quality_assurance",)),
    ],
)
def test_each_element_is_missing_alone_and_an_estimate_completes_none(change: dict[str, Any], missing: Any) -> None:
    assert missing_elements(replace(COMPLETE, **change)) == missing


# Writing


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trainings=TRAININGS)
def test_what_is_written_is_read_back_as_it_was(tmp_path: Path, suffix: str, trainings: tuple[Training, ...]) -> None:
    catalogue = named("autumn", trainings)
    write_catalogue(catalogue, tmp_path / f"autumn{suffix}")
    assert read_catalogue(tmp_path / f"autumn{suffix}") == catalogue


def cells_of(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [cell for row in csv.reader(path.open(encoding="utf-8-sig", newline="")) for cell in row]
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    return [str(cell.value or "") for cell in cells]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("attack", ['=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "＝1", "'=1"])
def test_no_cell_of_a_written_file_can_run_as_a_formula(tmp_path: Path, suffix: str, attack: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_catalogue(named("a", (a_training(title={"en": attack}, region=attack),)), path)
    assert f"'{attack}" in cells_of(path)
    assert all(not cell.startswith(("=", "+", "-", "@", "＝")) for cell in cells_of(path))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_same_catalogue_is_written_as_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    catalogue = read_catalogue(SAMPLES / "workshop.csv")
    for name in ("a", "b"):
        write_catalogue(catalogue, tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    if suffix == ".xlsx":
        dates = {part.date_time for part in zipfile.ZipFile(tmp_path / "a.xlsx").infolist()}
        assert dates == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"region": "x" * 32_767}, "too long for a cell"),
        ({"region": "a\x00b"}, "control character"),
        ({"start_dates": ("May; June",)}, "semicolon"),
    ],
)
def test_what_no_cell_can_hold_leaves_the_last_good_file(tmp_path: Path, change: dict[str, Any], what: str) -> None:
    path = tmp_path / "a.csv"
    write_catalogue(named("a", (a_training(),)), path)
    before = path.read_bytes()
    with pytest.raises(DataError, match=what):
        write_catalogue(Catalogue("a", (a_training(**change),)), path)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_a_format_that_is_not_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"not written as '\.pdf'"):
        write_catalogue(named("a", ()), tmp_path / "a.pdf")


# Releases and merging


def test_the_release_names_file_review_and_content_but_not_the_order() -> None:
    first, second = a_training("a", reviewed_at="2026-03-31"), a_training("b")
    release = named("default", (first, second)).release
    assert release.startswith("default-2026-03-31-")
    assert named("default", (second, replace(first, source="elsewhere"))).release == release
    assert named("default", (first, replace(second, price="free"))).release != release


def test_the_last_catalogue_wins_and_the_first_place_stays() -> None:
    old = named("old", (a_training("a"), a_training("b")))
    new = named("new", (a_training("c"), a_training("a", price="free")))
    merged = merge([old, new])
    assert [(t.training_id, t.price) for t in merged.trainings] == [("a", "free"), ("b", ""), ("c", "")]
    assert replaced([old, new]) == ("a",)
    assert merged.release.startswith("catalogue-")


def test_a_source_is_added_only_where_there_is_none() -> None:
    catalogue = named("a", (a_training("a"), a_training("b", source="register")))
    assert [training.source for training in with_source(catalogue, "spring.csv").trainings] == [
        "spring.csv",
        "register",
    ]


# The tables in data/


def rows_of(name: str) -> list[dict[str, str]]:
    path = PROJECT / "data" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_accommodation_code_has_a_name_and_a_question() -> None:
    rows = rows_of("accommodations.csv")
    assert [row["code"] for row in rows] == list(ACCOMMODATION_CODES)
    assert all(row["name"] and row["question"].endswith("?") for row in rows)


def test_the_work_areas_of_the_format_are_those_of_the_table() -> None:
    assert sorted(row["slug"] for row in rows_of("work_areas.csv")) == sorted(schema.WORK_AREAS)


def test_the_default_catalogue_has_no_problem_and_marks_its_examples() -> None:
    report = check_catalogue(PROJECT / "data" / "catalogue" / "default.csv")
    assert report.problems == ()
    real = [t for t in read_catalogue(PROJECT / "data" / "catalogue" / "default.csv").trainings if t.status == "real"]
    assert len(real) == 1
