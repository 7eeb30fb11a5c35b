"""The provider's page without a browser: import, check, skills, demand, gaps, drafts. All data are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from recommender.catalogue.reading import read_catalogue
from recommender.demand_files import demand_document
from recommender.domain.trainings import Organisation
from recommender.domain.versions import Versions
from recommender.guidance.demand import Measure
from recommender.guidance.mapping import LinkDecision, effective
from recommender.guidance.snapshots import Snapshot
from recommender.provider_store import ProviderStore

PROJECT = Path(__file__).resolve().parent.parent
IRON = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
HEADINGS = "id,title,description,kind,languages,provider,learning_outcomes,accessibility,work_areas,status"
OFFER = f"""{HEADINGS}
wash,Washing,Learn to wash.,course,en,House of learning,"Wash the laundry
Wash dishes by hand",step_free=no,laundry,real
dogs,Dogs,I wash dogs and feed them.,course,en,House of learning,,,animals,real
"""
Open = Callable[[str], AppTest]


@pytest.fixture
def with_offer(home: Path) -> Path:
    (home / "catalogue.csv").write_text(OFFER, encoding="utf-8")
    return home


@pytest.fixture
def opened(home: Path) -> Open:
    """Return a function that opens one part of the page in a new window."""

    def show(part: str) -> AppTest:
        window = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=120).run()
        window.switch_page("pages/provider.py").run()
        return window.radio(key="provider_part").set_value(part).run()

    return show


def words_of(window: AppTest) -> str:
    """Return all that the window says, tables included."""
    parts = [*window.title, *window.header, *window.subheader, *window.markdown, *window.caption, *window.info]
    said = [str(part.value) for part in [*parts, *window.error, *window.warning]]
    said += [table.value.to_string() for table in window.table]
    return "\n".join(said).replace("\\", "")


def press(window: AppTest, key: str) -> AppTest:
    return window.button(key=key).click().run()


def kept(home: Path) -> ProviderStore:
    return ProviderStore.open(home / "provider.sqlite")


def demand_file(issuer: str = "House 1") -> bytes:
    counts = {Measure.CAN: {IRON: 15}, Measure.LIKES: {"laundry": 10}, Measure.NEEDS: {"step_free": 5}}
    snapshot = Snapshot(issuer, date(2026, 5, 4), 20, counts, "1.2.0")
    return json.dumps(demand_document(snapshot, versions=Versions("1.2.0", "m", "none", "1"))).encode()


def with_demand(home: Path) -> None:
    from recommender.demand_files import read_demand

    with kept(home) as store:
        store.keep_files([read_demand(demand_file().decode(), where="may.json")])


@pytest.mark.parametrize("part", ["offer", "skills", "demand", "gaps", "drafts"])
def test_every_part_opens_with_the_examples_alone(opened: Open, part: str) -> None:
    window = opened(part)
    assert not window.exception
    assert [title.value for title in window.title] == ["What does our offer lack?"]


def test_a_table_is_looked_at_first_and_imported_on_a_click(opened: Open, home: Path) -> None:
    window = opened("offer")
    window.file_uploader[0].upload("my offer.csv", OFFER.encode(), "text/csv").run()
    assert "New: 2. Changed: 0. As before: 0." in words_of(window)
    assert not (home / "catalogue.csv").exists()
    press(window, "import")
    assert (home / "catalogue.csv").is_file()
    assert "2 entries" in words_of(window)
    assert [part.value for part in window.success] == ["Imported: 2 entries"]
    window.run()
    assert not window.success


# A list whose headings mislead: the title stands under a heading that nobody knows.
STRANGE = "Kurstitel;Unser Angebot;Stunden\nA-1;Hemden bügeln;20\nA-2;Falten;acht\n"


def brought(opened: Open, text: str, name: str = "liste.csv") -> AppTest:
    window = opened("offer")
    return window.file_uploader[0].upload(name, text.encode(), "text/csv").run()


def column(window: AppTest, heading: str) -> Selectbox:
    return next(box for box in window.selectbox if f"“{heading}”" in box.label.replace("\\", ""))


def test_the_preview_shows_what_each_column_was_taken_for(opened: Open) -> None:
    window = brought(opened, STRANGE)
    table = window.table[0].value.map(lambda cell: cell.replace("\\", ""))
    assert table["Your column"].tolist() == ["Kurstitel", "Unser Angebot", "Stunden"]
    assert table["Taken as"].tolist() == ["Title (de)", "– left out", "Hours"]
    assert table["First cells"].tolist() == ["A-1 · A-2", "Hemden bügeln · Falten", "20 · acht"]
    assert "Columns that are used: 2. Left out: 1." in words_of(window)


def test_the_preview_shows_which_currency_a_heading_names(opened: Open) -> None:
    window = brought(opened, "title,total_cost_usd\nIroning,120\n")
    assert "Price (USD)" in words_of(window).replace("\\", "")
    assert "all-currency" not in [str(box.key) for box in window.selectbox]


def test_a_list_without_outcomes_says_so_and_where_to_name_them(opened: Open) -> None:
    window = brought(opened, "title;what they can do\nWashing;Wash shirts\n")
    assert "No entry has learning outcomes." in words_of(window)
    column(window, "what they can do").set_value("learning_outcomes").run()
    assert "No entry has learning outcomes." not in words_of(window)


def test_a_column_is_corrected_and_the_report_of_rows_follows(opened: Open, home: Path) -> None:
    window = brought(opened, STRANGE)
    assert "1 place must be corrected" in words_of(window)
    assert "column 'Stunden'" in words_of(window)
    column(window, "Stunden").select("").run()
    assert "2 entries can be read." in words_of(window)
    column(window, "Unser Angebot").select("title_de").run()
    assert column(window, "Kurstitel").value == "", "two columns cannot both be the title"
    column(window, "Kurstitel").select("id").run()
    assert not (home / "catalogue.csv").exists()
    press(window, "import")
    (first, second) = read_catalogue(home / "catalogue.csv").trainings
    assert (first.training_id, first.title) == ("A-1", {"de": "Hemden bügeln"})
    assert (second.training_id, second.workload_hours) == ("A-2", None)


def test_a_list_without_a_known_heading_is_read_once_the_title_is_named(opened: Open) -> None:
    window = brought(opened, "Koulutus,Kuvaus\nSilitys,Paidat\n")
    assert "No column holds the titles of the trainings" in words_of(window)
    column(window, "Koulutus").select("title").run()
    assert "1 entry can be read." in words_of(window)


def test_language_and_provider_of_a_list_are_said_for_all_its_rows(opened: Open, home: Path) -> None:
    window = brought(opened, "Name,Summary\nStrijken,Hemden\n")
    window.selectbox(key="columns_language").select("nl").run()
    window.text_input(key="all-provider").input("Werkhuis").run()
    press(window, "import")
    (training,) = read_catalogue(home / "catalogue.csv").trainings
    assert (training.title, training.description) == ({"nl": "Strijken"}, {"nl": "Hemden"})
    assert training.provider == Organisation("Werkhuis")


def test_what_no_column_says_is_said_for_all_rows_and_wrong_words_stay_in_their_box(opened: Open, home: Path) -> None:
    window = brought(opened, "Name,Cost\nIroning,120\nSewing,free\n")
    assert "1 entry names a price without a currency" in words_of(window)
    window.text_input(key="all-provider_country").input("Narnia").run()
    assert "'Narnia' is not a country code" in words_of(window)
    assert window.text_input(key="all-provider_country").value == "Narnia"
    window.text_input(key="all-provider").input("Werkhuis").run()
    window.text_input(key="all-provider_country").input("Belgium").run()
    window.text_input(key="all-languages").input("Dutch, French").run()
    window.selectbox(key="all-currency").select("EUR").run()
    press(window, "import")
    first, second = read_catalogue(home / "catalogue.csv").trainings
    assert (first.provider, first.languages) == (Organisation("Werkhuis", "BE"), ("nl", "fr"))
    assert (first.price, second.price) == ("120 EUR", "free")


def test_a_file_whose_format_is_not_recognised_is_read_once_that_is_said(opened: Open) -> None:
    course = [{"@type": "Course", "name": "Ironing", "description": "Iron shirts."}]
    window = brought(opened, json.dumps(course), "offer.json")
    assert "does not recognise the format" in words_of(window)
    assert "--format" not in words_of(window)
    window.selectbox(key="offer_kind").select("schema-org").run()
    assert "1 entry can be read." in words_of(window)


def test_another_file_starts_with_its_own_columns(opened: Open) -> None:
    window = brought(opened, STRANGE)
    column(window, "Kurstitel").select("id").run()
    window.file_uploader[0].upload("other.csv", b"Kurstitel,Ort\nNaehen,Graz\n", "text/csv").run()
    assert window.table[0].value["Taken as"].tolist() == [r"Title \(de\)", "Place"]


def test_a_format_with_fixed_fields_has_no_columns_to_correct(opened: Open) -> None:
    page = (PROJECT / "tests" / "data" / "catalogue" / "course_page.html").read_text(encoding="utf-8")
    window = brought(opened, page, "page.html")
    assert "can be read." in words_of(window)
    assert not any("What is in the column" in box.label for box in window.selectbox)


def test_a_second_import_changes_entries_by_their_id(opened: Open, with_offer: Path) -> None:
    window = opened("offer")
    changed = OFFER.replace("Washing", "Washing and drying")
    window.file_uploader[0].upload("again.csv", changed.encode(), "text/csv").run()
    # The source of an entry is the file it came from, so an entry of another file has changed as well.
    assert "New: 0." in words_of(window)
    press(window, "import")
    assert "Washing and drying" in words_of(window)
    assert "2 entries" in words_of(window)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("broken.csv", HEADINGS.encode() + b"\nx,,,course,en,,,,,real\n", "must be corrected"),
        ("no table.xlsx", b"not a workbook", "must be corrected"),
        ("empty.csv", b"", "must be corrected"),
    ],
)
def test_a_table_with_problems_names_them_and_is_not_imported(
    opened: Open, home: Path, name: str, data: bytes, message: str
) -> None:
    window = opened("offer")
    window.file_uploader[0].upload(name, data, "application/octet-stream").run()
    assert message in words_of(window)
    assert name in words_of(window)
    assert "import" not in [button.key for button in window.button]
    assert not (home / "catalogue.csv").exists()


def test_what_is_missing_is_said_for_each_entry_and_for_all(opened: Open, with_offer: Path) -> None:
    said = words_of(opened("offer"))
    assert "Complete: 0 of 2 entries." in said
    assert "○ Missing: Country or region of the awarding body" in said
    assert "An estimate does not count." in said


def test_what_an_entry_gives_beyond_the_nine_elements_is_said_and_never_missing(opened: Open, with_offer: Path) -> None:
    given = [line for line in words_of(opened("offer")).splitlines() if line.startswith("Also given")]
    assert given
    assert all("A description" in line and "Grades" not in line for line in given)


def test_the_offer_is_taken_away_with_what_was_confirmed(opened: Open, with_offer: Path) -> None:
    window = opened("skills")
    window.checkbox[0].check().run()
    press(window, "keep-link")
    window.radio(key="provider_part").set_value("offer").run()
    assert "The file holds 1 link that you confirmed." in words_of(window)
    assert [button.label for button in window.get("download_button")][-1] == "Offer as Table (CSV)"
    window.radio(key="offer_format").set_value("open-badges").run()
    assert "1 entry is not in the file, because the format needs more." in words_of(window)
    window.radio(key="offer_format").set_value("elm-xml").run()
    assert "No entry has what this format needs." in words_of(window)


def test_reading_goes_through_all_texts_and_confirms_nothing(opened: Open, with_offer: Path) -> None:
    window = press(opened("skills"), "read")
    assert "All 3 texts are read." in words_of(window)
    with kept(with_offer) as store:
        assert store.links() == ()


def test_one_answer_is_kept_for_one_text_and_the_next_is_shown(opened: Open, with_offer: Path) -> None:
    window = opened("skills")
    assert "3 texts wait for an answer." in words_of(window)
    window.checkbox[0].check().run()
    press(window, "keep-link")
    with kept(with_offer) as store:
        said = effective(store.links())
    assert {(training, text) for training, text, _ in said} == {("wash", "Wash the laundry")}
    assert [decision.preferred_label for decision in said.values() if decision.answer]
    assert "2 texts wait for an answer." in words_of(window)


def with_the_same_words(home: Path) -> None:
    rows = "".join(f"wash{n},Washing {n},Wash the laundry\n" for n in range(3))
    (home / "catalogue.csv").write_text(f"id,title,learning_outcomes\n{rows}", encoding="utf-8")


def answer(window: AppTest, *, for_all: bool) -> None:
    window.checkbox[0].check().run()
    if for_all:
        next(box for box in window.checkbox if "2 more entries with the same words" in box.label).check().run()
    press(window, "keep-link")


def test_texts_with_the_same_words_are_said_to_be_fewer_than_wait(opened: Open, home: Path) -> None:
    with_the_same_words(home)
    said = words_of(opened("skills"))
    assert "3 texts wait for an answer." in said
    assert "there is 1 different text." in said


def test_an_answer_is_kept_for_entries_with_the_same_words_only_where_that_is_asked_for(
    opened: Open, home: Path
) -> None:
    with_the_same_words(home)
    window = opened("skills")
    answer(window, for_all=False)
    assert "2 texts wait" in words_of(window)


def test_an_answer_for_the_same_words_is_kept_for_each_entry_and_taken_back_in_one_go(opened: Open, home: Path) -> None:
    with_the_same_words(home)
    window = opened("skills")
    answer(window, for_all=True)
    assert "No text waits for an answer." in words_of(window)
    with kept(home) as store:
        assert {decision.training_id for decision in store.links() if decision.answer} == {"wash0", "wash1", "wash2"}
    assert "Wash the laundry · 3 entries" in words_of(window)
    for key in [str(button.key) for button in window.button if str(button.key).startswith("back-")]:
        press(window, key)
    assert "3 texts wait" in words_of(window)


def test_an_answer_that_none_fits_is_an_answer_and_can_be_taken_back(opened: Open, with_offer: Path) -> None:
    window = press(opened("skills"), "keep-link")
    assert "2 texts wait" in words_of(window)
    with kept(with_offer) as store:
        assert not any(decision.answer for decision in store.links())
    for button in [button.key for button in window.button if str(button.key).startswith("back-")]:
        press(window, str(button))
    assert "3 texts wait" in words_of(window)


def test_a_skill_can_be_looked_for_and_chosen(opened: Open, with_offer: Path) -> None:
    window = opened("skills")
    suggested = len(window.checkbox)
    window.text_input(key="link_search").input("iron textiles").run()
    next(box for box in window.checkbox if "iron textiles" in box.label).check().run()
    press(window, "keep-link")
    with kept(with_offer) as store:
        yes = [one.preferred_label for one in store.links() if one.answer]
        no = [one.preferred_label for one in store.links() if not one.answer]
    assert yes == ["iron textiles"]
    assert len(no) <= suggested, "skills that were only found by the search are not refused"


def test_each_suggestion_says_from_which_words_it_comes(opened: Open, home: Path) -> None:
    rows = "id,title,learning_outcomes\na,One,I wash the dishes. I iron shirts.\n"
    (home / "catalogue.csv").write_text(rows, encoding="utf-8")
    window = opened("skills")
    lines = [caption.value.replace("\\", "") for caption in window.caption]
    words = dict(
        zip([box.label for box in window.checkbox], [one for one in lines if "In the text" in one], strict=True)
    )
    assert [said for label, said in words.items() if "iron" in label] == ["In the text: “I iron shirts”"]
    assert [said for label, said in words.items() if "dishes" in label] == ["In the text: “I wash the dishes”"]


def with_answers(home: Path, number: int) -> None:
    """Answer for one text after the other; the first answers are the oldest."""
    (home / "catalogue.csv").write_text(OFFER, encoding="utf-8")
    with kept(home) as store:
        for n in range(number):
            now = datetime(2026, 5, 4, 9, n, tzinfo=UTC)
            place = ("wash", f"Outcome {n}.", IRON, "iron textiles")
            store.decide_link(LinkDecision(0, *place, True, now, esco="1.2.0", model="none"))


def test_every_answer_can_be_reached_and_looked_for(opened: Open, home: Path) -> None:
    with_answers(home, 45)
    window = opened("skills")
    assert "Outcome 25." in words_of(window)
    assert "Outcome 24." not in words_of(window)
    for _more in range(2):
        press(window, "more-answers")
    assert "Outcome 0." in words_of(window)
    assert "more-answers" not in [button.key for button in window.button]
    window.text_input(key="answer_search").input("outcome 7.").run()
    assert [button.label for button in window.button if str(button.key).startswith("back-")] == ["Take back number 8"]


def test_later_shows_the_next_text_and_keeps_nothing(opened: Open, with_offer: Path) -> None:
    window = press(opened("skills"), "later-link")
    assert "3 texts wait" in words_of(window)
    with kept(with_offer) as store:
        assert store.links() == ()


def test_nothing_accepts_several_texts_at_once(opened: Open, with_offer: Path) -> None:
    labels = [button.label for button in press(opened("skills"), "read").button]
    assert not [label for label in labels if "all" in label.lower().split()]


def test_demand_files_and_tables_come_in_and_go_out(opened: Open, with_offer: Path) -> None:
    window = opened("demand")
    window.file_uploader[0].upload("may.json", demand_file(), "application/json").run()
    press(window, "import-demand")
    assert "House 1" in words_of(window)
    assert "People counted: at least 20. Day: 2026-05-04" in words_of(window)
    numbers = window.table[-1].value.map(lambda cell: str(cell).replace("\\", "")).to_numpy().tolist()
    assert ["iron textiles", "can do it", "15"] in numbers
    assert ["Step-free access", "need it", "5"] in numbers
    press(window, "forget-0")
    assert "Nothing yet." in words_of(window)


def test_a_table_without_source_is_refused_and_kept_in_the_page(opened: Open, with_offer: Path) -> None:
    window = opened("demand")
    window.file_uploader[0].upload("jobs.csv", b"subject,count\nlaundry,2\n", "text/csv").run()
    press(window, "import-demand")
    assert "The source is missing" in words_of(window)
    window.text_input(key="table_source").input("Job centre").run()
    window.text_input(key="table_day").input("2026-05-04").run()
    press(window, "import-demand")
    assert "Laundry · want it · Jobs: 2 (Job centre, 2026-05-04)" in words_of(window)


def test_a_need_by_hand_says_its_source_and_date(opened: Open, with_offer: Path) -> None:
    window = opened("demand")
    window.radio(key="hand_measure").set_value("needs").run()
    window.selectbox(key="hand_need").select("braille").run()
    window.text_input(key="hand_count").input("3").run()
    window.text_input(key="hand_source").input("Self-advocates").run()
    window.text_input(key="hand_day").input("2026-05-04").run()
    press(window, "add-demand")
    assert "3 people are too few to be named" in words_of(window)
    window.text_input(key="hand_count").input("").run()
    press(window, "add-demand")
    assert "Named as a need, without a number (Self-advocates, 2026-05-04)" in words_of(window)
    press(window, "remove-1")
    assert "Nothing yet." in words_of(window)


def test_an_occupation_stands_for_its_essential_skills(opened: Open, with_offer: Path) -> None:
    window = opened("demand")
    window.radio(key="hand_measure").set_value("occupation").run()
    box = window.selectbox(key="hand_occupation")
    box.select_index(box.options.index("laundry worker")).run()
    window.text_input(key="hand_source").input("Jobs").run()
    window.text_input(key="hand_day").input("2026-05-04").run()
    press(window, "add-demand")
    assert "laundry worker · want it" in words_of(window)
    window.radio(key="provider_part").set_value("gaps").run()
    assert "Named as a need, without a number (Jobs (laundry worker), 2026-05-04)" in words_of(window)


def test_what_the_staff_knows_is_a_number_with_a_source(opened: Open, with_offer: Path) -> None:
    window = opened("demand")
    window.selectbox(key="staff_topic").select("rights").run()
    window.number_input(key="staff_knows").set_value(2).run()
    window.text_input(key="staff_source").input("Staff list").run()
    window.text_input(key="staff_day").input("2026-05-04").run()
    press(window, "keep-staff")
    assert "So far: 2 of the staff (Staff list, 2026-05-04)" in words_of(window)


def test_gaps_have_numbers_source_date_and_what_to_do(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    said = words_of(window)
    assert "People: at least 15 (House 1, 2026-05-04)" in said
    assert "**What to do:** Offer an assessment on its own, without a training." in said
    window.radio(key="gap_kind").set_value("not_accessible").run()
    assert "Step-free" in words_of(window)


def test_texts_that_wait_for_an_answer_are_said_before_gaps_are_believed(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    assert "3 texts wait for your answer. Answer under “Skills” first" in words_of(opened("gaps"))


def test_a_gap_is_named_as_esco_does_and_said_in_plain_words_below(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    assert [part.value for part in window.subheader] == ["Iron textiles"]
    assert "In plain words: You iron clothes and other fabrics." in words_of(window)


def test_the_map_has_a_row_for_every_work_area(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    table = opened("gaps").table[0].value
    assert len(table) == 26
    assert table.loc["Laundry"].tolist() == [10, 0, 15, 1, 0, "0 of 1"]


@pytest.mark.parametrize("level", ["area", "group"])
def test_gaps_are_summed_up_by_work_area_and_by_skill_group(opened: Open, with_offer: Path, level: str) -> None:
    with_demand(with_offer)
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    window.radio(key="gap_level").set_value(level).run()
    assert window.table[1].value.iloc[0].tolist()[1:] == [1, 15, 0]


def test_examples_are_counted_when_that_is_chosen(opened: Open, home: Path) -> None:
    with_demand(home)
    window = opened("gaps")
    assert "1 entry of the offer is looked at." in words_of(window)
    window.checkbox(key="with_examples").check().run()
    assert "85 entries of the offer are looked at." in words_of(window)


def test_a_confirmed_link_closes_a_gap(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    with kept(with_offer) as store:
        now = datetime(2026, 5, 4, tzinfo=UTC)
        store.decide_link(
            LinkDecision(0, "wash", "Wash the laundry", IRON, "iron textiles", True, now, "1.2.0", "none")
        )
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    assert "Add an assessment to a training that teaches it" in words_of(window)


def test_a_draft_is_made_edited_kept_and_removed(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    press(window, "draft-not_assessed-0")
    assert "This is a draft." in words_of(window)
    assert "Country or region of the awarding body: Write" in words_of(window)
    title = next(box for box in window.text_input if str(box.key).startswith("title-"))
    assert title.value == "Iron textiles"
    title.input("Ironing shirts").run()
    press(window, "save-draft")
    with kept(with_offer) as store:
        assert [draft["title"] for draft in store.drafts().values()] == ["Ironing shirts"]
    press(window, "remove-draft")
    assert "No draft yet." in words_of(window)


def test_a_draft_says_what_is_missing_in_it_as_it_stands(opened: Open, with_offer: Path) -> None:
    with_demand(with_offer)
    window = opened("gaps")
    window.radio(key="gap_kind").set_value("not_assessed").run()
    press(window, "draft-not_assessed-0")
    assert "Learning outcomes: Write" not in words_of(window)
    window.text_area[0].input("").run()
    assert "Learning outcomes: Write" in words_of(window)
    assert "Type of assessment: Say" not in words_of(window)
    window.text_area[1].input("").run()
    assert "Type of assessment: Say" in words_of(window)


def test_an_empty_map_says_what_fills_it_instead_of_zeros(opened: Open, home: Path) -> None:
    (home / "catalogue.csv").write_text("id,title\na,Talking\n", encoding="utf-8")
    window = opened("gaps")
    assert "The map is empty." in words_of(window)
    assert not window.table


def test_entries_without_a_text_are_named_where_nothing_can_be_read_in_them(opened: Open, home: Path) -> None:
    (home / "catalogue.csv").write_text("id,title,description\na,One,\nb,Two,\nc,Three,I iron.\n", encoding="utf-8")
    assert "2 entries have neither learning outcomes nor a description." in words_of(opened("skills"))


def test_entries_of_one_title_are_told_apart_by_number_and_body(opened: Open, home: Path) -> None:
    rows = "a,Care,House 1\nb,Care,House 2\n"
    (home / "catalogue.csv").write_text(f"id,title,awarding_body\n{rows}", encoding="utf-8")
    captions = [caption.value.replace("\\", "") for caption in opened("offer").caption]
    assert {"Number: a · House 1", "Number: b · House 2"} <= set(captions)


def test_markup_in_a_table_stays_text(opened: Open, home: Path) -> None:
    (home / "catalogue.csv").write_text(OFFER.replace("Washing", "**loud** <b>x</b>"), encoding="utf-8")
    subheaders = [part.value for part in opened("offer").subheader]
    assert r"\*\*loud\*\* \<b\>x\<\/b\>" in subheaders
