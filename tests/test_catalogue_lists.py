"""Lists as people keep them: headings in seven languages, words for codes, rows without ids; and real ones."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from recommender.catalogue.heading_words import SYNONYMS
from recommender.catalogue.headings import LANGUAGES, folded, synonym
from recommender.catalogue.mapping import CURRENCY, HOURS, ColumnMapping, corrected, in_language, propose_mapping
from recommender.catalogue.reading import check_catalogue, read_catalogue, read_mapping
from recommender.catalogue.schema import COLUMNS, base_column
from recommender.catalogue.tables import TEMPLATE, template_table
from recommender.catalogue.writing import write_template
from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.trainings import LearningOutcome, Organisation, Training
from recommender.errors import DataError

SAMPLES = Path(__file__).resolve().parent / "data" / "catalogue"


def a_list(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "offer.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def one(path: Path, **given: ColumnMapping) -> Training:
    (training,) = read_catalogue(path, **given).trainings
    return training


# Corrections


def test_a_column_for_both_hours_takes_the_place_of_least_and_most_and_the_other_way_round() -> None:
    both = ColumnMapping({"least": "workload_hours_min", "most": "workload_hours_max", "h": ""})
    one_for_both = corrected(both, columns={"h": HOURS}, stated={})
    assert one_for_both.columns == {"least": "", "most": "", "h": HOURS}
    back = corrected(one_for_both, columns={"least": "workload_hours_min"}, stated={})
    assert back.columns == {"least": "workload_hours_min", "most": "", "h": ""}


def test_one_column_for_both_hours_is_known_by_its_own_name() -> None:
    assert propose_mapping([HOURS], [["20-30"]]).columns == {HOURS: HOURS}


def test_a_problem_names_the_column_as_the_list_does_and_says_it_once(tmp_path: Path) -> None:
    report = check_catalogue(a_list(tmp_path, "Kurstitel;Stunden\nFalten;acht\n"))
    assert [problem.where for problem in report.problems] == ["offer.csv, row 2, column 'Stunden'"]


# Headings


@pytest.mark.parametrize("column", SYNONYMS)
def test_every_column_has_words_in_seven_languages_that_mean_no_other_column(column: str) -> None:
    assert column in (*COLUMNS, HOURS, CURRENCY, *ACCOMMODATION_CODES)
    assert tuple(SYNONYMS[column]) == LANGUAGES
    words = [word for words in SYNONYMS[column].values() for word in words.split(";")]
    assert {synonym(word)[0] for word in words if synonym(word)} == {column}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_with_headings_in_one_of_seven_languages_is_understood(tmp_path: Path, language: str) -> None:
    columns = ("title", "description", "provider", "workload_hours", "homepage", "location", "step_free")
    headings = [SYNONYMS[column][language].split(";")[0].upper() for column in columns]
    table = io.StringIO(newline="")
    cells = ["Ironing", "Shirts", "Lakeside", "20", "www.example.org", "Graz", "no"]
    csv.writer(table, delimiter=";").writerows([headings, cells])
    training = one(a_list(tmp_path, table.getvalue()))
    assert (training.title, training.description) == ({language: "Ironing"}, {language: "Shirts"})
    assert (training.provider, training.workload_hours) == (Organisation("Lakeside"), (20.0, 20.0))
    assert (training.homepage, training.location) == ("https://www.example.org", "Graz")
    assert training.accessibility == {"step_free": Availability.NO}


def test_a_german_list_as_a_spreadsheet_program_saves_it_is_read() -> None:
    first, second = read_catalogue(SAMPLES / "kurse.csv").trainings
    assert first.title == {"de": "Bügeln und Falten"}
    assert first.participation == ("presential", "workbased")
    assert first.learning_outcomes == (LearningOutcome("Hemden bügeln"), LearningOutcome("Tücher falten"))
    assert (first.workload_hours, second.workload_hours) == ((20.0, 30.0), None)
    assert (first.languages, first.price, first.status) == (("de",), "120 EUR", "real")
    assert first.accessibility == {"step_free": Availability.YES, "childcare": Availability.ON_REQUEST}


@pytest.mark.parametrize(
    ("heading", "price"),
    [
        *(("total_cost_usd", "120 USD"), ("Preis in €", "120 EUR"), ("Fee (GBP)", "120 GBP"), ("Cena w zł", "120 PLN")),
        *(("price EUR", "120 EUR"), ("Cost ($)", "120"), ("Kosten", "120")),
    ],
)
def test_a_currency_is_read_from_the_heading_and_never_guessed(tmp_path: Path, heading: str, price: str) -> None:
    path = a_list(tmp_path, f"title;{heading}\nIroning;120\n")
    assert one(path).price == price
    asked = "1 entry names a price without a currency" in [note.what for note in check_catalogue(path).notes]
    assert asked == (price == "120")


def test_a_currency_comes_from_a_column_of_its_own_or_from_what_is_said_for_all_rows(tmp_path: Path) -> None:
    path = a_list(tmp_path, "title;Preis;Währung\nIroning;120;CHF\nSewing;90;\nFolding;free;\n")
    mapping = replace(propose_mapping(["title", "Preis", "Währung"]), stated={CURRENCY: "EUR"})
    prices = [training.price for training in read_catalogue(path, mapping=mapping).trainings]
    assert prices == ["120 CHF", "90 EUR", "free"]


def test_headings_below_a_title_are_found_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Our courses in spring;;\n;;\nName;Hours;Place\nIroning;many;Graz\n")
    report = check_catalogue(path)
    assert [problem.where for problem in report.problems] == ["offer.csv, row 4, column 'Hours'"]


def test_a_first_line_that_names_the_separator_is_passed_over(tmp_path: Path) -> None:
    assert one(a_list(tmp_path, "sep=;\nName;Ort\nIroning;Graz\n")).location == "Graz"


def test_formulas_only_matter_in_columns_that_are_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["=TODAY()"], ["Name", "Place", "With tax"], ["Ironing", "Graz", "=1.2*100"], ["Folding", "=A3", ""]):
        workbook.active.append(row)
    workbook.save(tmp_path / "offer.xlsx")
    report = check_catalogue(tmp_path / "offer.xlsx")
    assert [problem.where for problem in report.problems] == ["offer.xlsx, cell B4"]
    assert [entry.title for entry in report.entries] == ["Ironing"]


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8", "utf-16"])
def test_a_polish_list_is_read_whichever_program_saved_it(tmp_path: Path, encoding: str) -> None:
    path = a_list(tmp_path, "Tytuł;Opis;Miejsce\nPrasowanie;Składanie ręczników i wiązanie;Łódź\n", encoding=encoding)
    assert one(path).description == {"pl": "Składanie ręczników i wiązanie"}


def test_a_column_of_other_words_than_its_name_promises_is_left_out_and_said(tmp_path: Path) -> None:
    rows = "".join(f"Course {n},Level {n} Award\n" for n in range(12))
    report = check_catalogue(a_list(tmp_path, f"title,kind\n{rows}"))
    assert (len(report.entries), report.problems) == (12, ())
    assert "This column is left out: kind" in [note.what for note in report.notes]


def test_headings_of_the_format_itself_are_never_overruled(tmp_path: Path) -> None:
    columns = propose_mapping(["Name", "title", "title_de", "Titel"]).columns
    assert columns == {"Name": "", "title": "title", "title_de": "title_de", "Titel": ""}


def test_folding_a_heading_ignores_case_marks_and_accents() -> None:
    assert folded("  Catégorie_d'âge * ") == "categorie d age"


# Mapping by a person


def test_a_person_corrects_what_a_column_means_and_states_what_the_list_does_not_say(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Name,Notes\nIroning,Shirts and towels\n")
    proposed = propose_mapping(["Name", "Notes"])
    mapping = corrected(proposed, columns={"Notes": "description"}, stated={"languages": "English", "kind": "course"})
    training = one(path, mapping=mapping)
    assert (training.description, training.languages) == ({"en": "Shirts and towels"}, ("en",))
    assert training.kind == "course"


def test_headings_that_nobody_knows_can_be_mapped_whatever_separates_them(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Bez.;Umf.\nIroning;20\n")
    training = one(path, mapping=ColumnMapping({"Bez.": "title", "Umf.": HOURS}))
    assert (training.title, training.workload_hours) == ({"en": "Ironing"}, (20.0, 20.0))


def test_a_stated_cell_never_overwrites_one_of_the_list(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Title,Provider\nIroning,Lakeside\nFolding,\n")
    mapping = ColumnMapping({"Title": "title", "Provider": "provider"}, {"provider": "Hillside"})
    named = [training.provider for training in read_catalogue(path, mapping=mapping).trainings]
    assert named == [Organisation("Lakeside"), Organisation("Hillside")]


def test_the_language_of_the_texts_can_be_said() -> None:
    assert in_language(propose_mapping(["Name", "Notes"]), "pl").columns == {"Name": "title_pl", "Notes": ""}


@pytest.mark.parametrize(
    ("columns", "stated", "what"),
    [
        ({"Nam": "title"}, {}, "no column 'Nam'.*Did you mean 'name'|no column 'Nam'"),
        ({"Name": "titel"}, {}, "'titel' is no column of the format. Did you mean 'title'"),
        ({"Name": "title", "Notes": "title"}, {}, "Two columns are given as 'title'"),
        ({"Name": "title"}, {"langages": "en"}, "Did you mean 'languages'"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(
    tmp_path: Path, columns: dict[str, str], stated: dict[str, str], what: str
) -> None:
    path = a_list(tmp_path, "Name,Notes\nIroning,x\n")
    with pytest.raises(DataError, match=what):
        check_catalogue(path, mapping=ColumnMapping(columns, stated))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["offer.csv", "offer.xlsx"])
def test_an_empty_list_is_read_back_as_the_columns_that_it_was_made_for(
    tmp_path: Path, name: str, language: str
) -> None:
    write_template(template_table(language), tmp_path / name)
    mapping = check_catalogue(tmp_path / name).mapping
    assert mapping is not None
    assert [base_column(column) for column in mapping.columns.values()] == list(TEMPLATE)


@pytest.mark.parametrize("name", ["kurse.csv", "workshop.xlsx"])
def test_what_columns_are_taken_for_can_be_asked_without_reading_the_entries(name: str) -> None:
    assert read_mapping(SAMPLES / name) == check_catalogue(SAMPLES / name).mapping
    assert read_mapping(SAMPLES / "register.xml") is None


# Ids


def test_a_list_without_ids_gets_the_same_ids_every_time_in_any_order(tmp_path: Path) -> None:
    first = read_catalogue(a_list(tmp_path, "Name,Place\nIroning,Graz\nIroning,Linz\n")).trainings
    again = read_catalogue(a_list(tmp_path, "Place,Name,Price\nLinz,Ironing,9\nGraz,Ironing,9\n")).trainings
    assert {t.training_id: t.location for t in first} == {t.training_id: t.location for t in again}
    assert all([t.training_id.startswith("Ironing-") for t in first])


def test_entries_alike_are_told_apart_by_their_whole_row_and_equal_rows_are_a_problem(tmp_path: Path) -> None:
    report = check_catalogue(a_list(tmp_path, "Name,Group\nIroning,a\nIroning,b\nIroning,b\n"))
    assert len({entry.id for entry in report.entries}) == 2
    assert [problem.row for problem in report.problems] == [4]


def test_an_id_with_other_letters_becomes_one_without(tmp_path: Path) -> None:
    assert one(a_list(tmp_path, "Kursnummer;Titel\nK 2024/17;Bügeln\n")).training_id == "K-2024-17"


# One object a line


def test_one_object_a_line_is_read_as_a_list(tmp_path: Path) -> None:
    lines = [{"title": "Ironing", "objectives": ["Iron shirts", "Fold\ntowels"], "hours": 2.5, "step_free": True}]
    training = one(a_list(tmp_path, "\n".join(map(json.dumps, lines)), name="offer.jsonl"))
    assert training.learning_outcomes == (LearningOutcome("Iron shirts"), LearningOutcome("Fold towels"))
    assert (training.workload_hours, training.accessibility) == ((2.5, 2.5), {"step_free": Availability.YES})


def test_broken_lines_are_problems_with_their_numbers(tmp_path: Path) -> None:
    report = check_catalogue(a_list(tmp_path, '{"title": "a"}\n[1]\n{"title": {"en": 1}}\n{"ti', name="offer.jsonl"))
    assert [problem.where for problem in report.problems] == [f"offer.jsonl, line {n}" for n in (2, 3, 4)]
    assert [entry.title for entry in report.entries] == ["a"]


# Packed files


def test_a_packed_list_is_read_and_one_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "offer.csv.gz"
    path.write_bytes(gzip.compress(b"title\nIroning\n"))
    assert one(path).title == {"en": "Ironing"}
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(201):
            file.write(b" " * 2**20)
    with pytest.raises(DataError, match="unpacks to more than 200 MB"):
        read_catalogue(path)


def test_a_damaged_packed_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "offer.csv.gz"
    path.write_bytes(gzip.compress(b"title\nIroning\n")[:-6])
    with pytest.raises(DataError, match="packed file is damaged"):
        read_catalogue(path)


# Real lists


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("us_nj_training_programmes.csv.gz", 1110),
        ("uk_social_care_learning.jsonl.gz", 234),
        ("uk_social_care_qualification_titles.csv.gz", 179),
    ],
)
def test_every_entry_of_a_real_list_goes_through_as_it_is(shared: Path, name: str, entries: int) -> None:
    report = check_catalogue(shared / "catalogues" / name)
    assert report.problems == ()
    assert len({entry.id for entry in report.entries}) == entries


@pytest.mark.real
def test_the_new_jersey_list_keeps_what_it_says(shared: Path) -> None:
    path = shared / "catalogues" / "us_nj_training_programmes.csv.gz"
    trainings = {t.training_id: t for t in read_catalogue(path).trainings}
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    stated = [t.accessibility.get("step_free", Availability.UNKNOWN).value for t in trainings.values()]
    assert (stated.count("yes"), stated.count("no"), stated.count("unknown")) == (806, 159, 145)
    assert all([trainings[row["id"]].title["en"] == row["title"] for row in rows])
    hours = {row["id"]: float(row["clock_hours"] or 0) for row in rows}
    assert all([(t.workload_hours or (0.0,))[0] == hours[t.training_id] for t in trainings.values()])


@pytest.mark.real
def test_derived_columns_of_the_uk_list_come_in_once_a_person_says_what_they_mean(shared: Path) -> None:
    path = shared / "catalogues" / "uk_social_care_learning.jsonl.gz"
    proposed = check_catalogue(path).mapping
    assert proposed is not None
    columns = {"hours_derived": HOURS, "learning_outcomes_derived": "learning_outcomes"}
    trainings = read_catalogue(path, mapping=corrected(proposed, columns=columns, stated={"languages": "en"})).trainings
    assert sum(bool(t.learning_outcomes) for t in trainings) == 150
    assert sum(t.workload_hours is not None for t in trainings) == 222
