"""Reading the formats of other systems: what they say is kept, nothing is guessed, nothing is trusted."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import published_rules as rules
import pytest

from recommender.catalogue.pages import scripts_of
from recommender.catalogue.reading import JSON_ENDINGS, READERS, check_catalogue, read_catalogue, read_data, read_file
from recommender.catalogue.tables import Reading
from recommender.domain.accommodation import Availability
from recommender.domain.trainings import LearningOutcome, Organisation, Training
from recommender.errors import DataError

SAMPLES = Path(__file__).resolve().parent / "data" / "catalogue"
WASH = "http://data.europa.eu/esco/skill/04838ae5-a737-48a0-a782-3d1b6b6cb75b"
SORT = "http://data.europa.eu/esco/skill/8f15d53f-d793-42b8-a080-ad77cebcd6e6"
SAMPLE_OF = {
    "csv": "workshop.csv",
    "xlsx": "workshop.xlsx",
    "schema-org": "course_page.html",
    "elm-json": "opportunities.jsonld",
    "elm-xml": "register.xml",
    "open-badges": "badges.json",
    "oeapi": "oeapi.json",
}


def a_file(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(name: str) -> Training:
    (training,) = read_catalogue(SAMPLES / name).trainings
    return training


def notes(name: str) -> str:
    return "\n".join(note.what for note in read_file(SAMPLES / name).notes)


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind != "jsonl"])
def test_every_format_has_a_sample_that_is_recognised_without_being_told(kind: str) -> None:
    path = SAMPLES / SAMPLE_OF[kind]
    assert read_catalogue(path) == read_catalogue(path, kind=kind)
    assert all([training.title for training in read_catalogue(path).trainings])


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind != "jsonl"])
def test_reading_a_sample_again_gives_the_same_ids(kind: str) -> None:
    path = SAMPLES / SAMPLE_OF[kind]
    assert [t.training_id for t in read_catalogue(path).trainings] == [
        t.training_id for t in read_catalogue(path).trainings
    ]


# schema.org


def test_a_saved_page_gives_the_course_that_it_describes() -> None:
    course = one("course_page.html")
    assert course.title == {"de": "Bügeln & Falten: <wie gewohnt>"}
    assert course.description == {"de": "Sie lernen bügeln.\nZwei Tage in der Woche."}
    assert course.provider == Organisation("Werkstatt am See", "AT", "https://werkstatt.example")
    assert (course.languages, course.price) == (("de",), "120 EUR")
    assert course.training_id.startswith("K-17-26-")
    assert course.prerequisites == "Keine Vorkenntnisse\nFreude an der Arbeit"
    assert (course.start_dates, course.location) == (("2026-04-01", "2026-10-01"), "Haus 2")


def test_esco_links_of_a_page_are_kept_as_stated_and_other_links_are_named() -> None:
    assert one("course_page.html").learning_outcomes == (
        LearningOutcome("Handtücher falten"),
        LearningOutcome("Hemden bügeln", (WASH,)),
        LearningOutcome("Wäschereihilfe werden"),
        LearningOutcome("sort textile items", (SORT,)),
    )
    assert "no ESCO skills and are left out: http://data.europa.eu/esco/occupation/" in notes("course_page.html")


def test_what_a_page_says_in_other_words_than_ours_is_never_guessed() -> None:
    course = one("course_page.html")
    assert course.participation == ("presential", "online")
    assert (course.workload_hours, course.eqf_level, course.nqf_level) == ((20.0, 20.0), None, "Anfänger")
    assert course.kind == ""
    said = notes("course_page.html")
    assert "no code here and are left out: Abendkurs" in said
    assert "not given in hours and is left out: P2D" in said


def test_accessibility_terms_of_a_page_are_read_as_yes_and_nothing_else_as_no() -> None:
    yes = ("captions", "no_flashing_no_loud", "step_free")
    assert one("course_page.html").accessibility == dict.fromkeys(yes, Availability.YES)


def test_a_bare_esco_link_is_kept_though_nobody_wrote_words_beside_it(tmp_path: Path) -> None:
    text = json.dumps({"@context": "https://schema.org", "@type": "Course", "name": "Ironing", "teaches": WASH})
    (course,) = read_catalogue(a_file(tmp_path, text, "a.json")).trainings
    assert course.learning_outcomes == (LearningOutcome(WASH, (WASH,)),)


def test_a_list_of_courses_on_a_page_gives_each_of_them(tmp_path: Path) -> None:
    items = [{"@type": "ListItem", "item": {"@type": "Course", "@id": f"#{n}", "name": f"Course {n}"}} for n in "ab"]
    text = json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items})
    page = f'<html><script type="application/ld+json">{text}</script></html>'
    assert [t.title["en"] for t in read_catalogue(a_file(tmp_path, page, "a.htm")).trainings] == [
        "Course a",
        "Course b",
    ]


# European Learning Model


def test_a_learning_opportunity_is_followed_through_its_references() -> None:
    training = one("opportunities.jsonld")
    assert training.title == {"nl": "Strijken en vouwen", "en": "Ironing and folding"}
    assert training.provider == Organisation("Werkplaats aan het Meer", "", "https://werkplaats.example")
    assert training.awarding_body == Organisation("Academie aan het Meer", "NL")
    assert training.learning_outcomes == (LearningOutcome("Iron shirts", (WASH,)), LearningOutcome("Handdoeken vouwen"))
    assert (training.languages, training.isced_f, training.price) == (("nl",), "1013", "75 EUR")
    assert (training.ects_credits, training.eqf_level, training.start_dates) == (2.0, 2, ("2026-05-04",))


def test_sixty_months_are_not_taken_for_sixty_hours_and_unknown_terms_are_named() -> None:
    training, said = one("opportunities.jsonld"), notes("opportunities.jsonld")
    assert (training.workload_hours, training.participation, training.kind) == (None, ("blended",), "")
    assert (training.assessment, training.assessment_detail) == (
        ("practical_assessment",),
        "Fold ten towels.\nFeedback of colleagues",
    )
    for words in ("not given in hours and is left out: P60M", "Research-Lab based", "/esco/skill/S1.2.3"):
        assert words in said


def test_xml_of_the_register_is_followed_through_its_references() -> None:
    training = one("register.xml")
    assert (training.title, training.languages) == ({"it": "Stirare e piegare"}, ("it",))
    assert training.provider == Organisation("Laboratorio sul Lago", "IT")
    assert training.learning_outcomes == (LearningOutcome("Stirare camicie", (WASH,)),)
    assert (training.workload_hours, training.prerequisites, training.kind) == ((12.5, 12.5), "Nessuno.", "course")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><Courses>&c;</Courses>', "declares XML entities"),
        ('<!DOCTYPE Courses SYSTEM "https://example.org/a.dtd"><Courses/>', "declares XML entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Courses>&x;</Courses>', "declares XML entities"),
        ("<Courses><a></Courses>", "The XML is damaged"),
        ("<Courses>\ufffe</Courses>", "The XML is damaged"),
        ("", "The XML is damaged"),
        ("<catalogue/>", "no XML of the Europass register"),
        ("<Courses/>", "holds no learning opportunity"),
        ("<a>" * 500 + "</a>" * 500, "too many levels"),
        ('<?xml version="1.0" encoding="utf-99"?><Courses/>', "The XML is damaged"),
    ],
)
def test_xml_that_cannot_be_trusted_or_read_is_refused(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(DataError, match=f"a.xml.*{what}"):
        read_catalogue(a_file(tmp_path, content, "a.xml"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-15"])
def test_xml_may_be_in_any_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    text = (SAMPLES / "register.xml").read_text(encoding="utf-8").replace("UTF-8", encoding.removesuffix("-sig"))
    path = a_file(tmp_path, text.replace("camicie", "camicie più").encode(encoding), "a.xml")
    assert read_catalogue(path).trainings[0].learning_outcomes[0].text == "Stirare camicie più"


# Open Badges


def test_badges_are_read_for_their_definition_and_never_for_the_person() -> None:
    first, second = read_catalogue(SAMPLES / "badges.json").trainings
    assert first.title == {"de": "Wäschepflege"}
    assert first.awarding_body == Organisation("Werkstatt am See", "", "https://werkstatt.example")
    assert first.learning_outcomes == second.learning_outcomes == (LearningOutcome("wash the laundry", (WASH,)),)
    assert first.assessment_detail.startswith("Zwanzig Stunden")
    assert (second.kind, second.eqf_level, second.ects_credits) == ("micro_credential", 2, None)
    assert "somebody@example.org" not in str(second)


def test_tags_of_others_are_not_taken_for_our_work_areas_and_other_alignments_are_named() -> None:
    badge = read_catalogue(SAMPLES / "badges.json").trainings[0]
    assert (badge.work_areas, badge.target_groups) == ((), ())
    assert "are no ESCO skills and are left out: Some national standard" in notes("badges.json")


# OEAPI


def test_a_course_of_the_open_education_api_keeps_what_it_says() -> None:
    course = one("oeapi.json")
    assert course.title == {"nl-NL": "Wassen en strijken", "en-GB": "Washing and ironing"}
    assert course.description == {"nl-NL": "Twee dagen per week."}
    assert course.learning_outcomes == (LearningOutcome("De was doen", (WASH,)),)
    assert (course.workload_hours, course.ects_credits) == ((40.0, 40.0), 1.5)
    assert course.provider == Organisation("School aan het Meer", "NL")
    assert (course.location, course.nqf_level) == ("Meerweg 1, Leiden", "pre vocational")
    assert (course.participation, course.assessment_detail) == (("workbased",), "Een praktijkopdracht.")


def test_what_the_open_education_api_says_and_has_no_place_here_is_named() -> None:
    for words in ("left out: hybrid", "left out: 20 contact_time", "no workload and is left out: P3M"):
        assert words in notes("oeapi.json")


# JSON of any kind


@pytest.mark.parametrize("kind", ["schema-org", "elm-json", "open-badges", "oeapi"])
@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{", "This is not JSON"),
        ('{"a": NaN}', "This is not JSON"),
        ("[" * 100_000, "too many levels|not JSON"),
        ("[]", "The file holds no"),
        ("17", "The file holds no"),
        (b"\xff\xfe\x00", "A letter is broken"),
        (b'{"name": "\xe4"}', "line 1: A letter is broken"),
    ],
)
def test_json_that_cannot_be_read_is_refused_by_every_reader(
    tmp_path: Path, kind: str, content: str | bytes, what: str
) -> None:
    with pytest.raises(DataError, match=f"a.json.*({what})"):
        read_catalogue(a_file(tmp_path, content, "a.json"), kind=kind)


ODD = (None, 7, [["x"]], {"@value": {"id": 3}})


@pytest.mark.parametrize("kind", ["schema-org", "elm-json", "open-badges", "oeapi"])
def test_odd_values_anywhere_never_stop_a_reader(kind: str) -> None:
    text = (SAMPLES / SAMPLE_OF[kind]).read_text(encoding="utf-8")
    document = json.loads(scripts_of(text, "")[0][-1] if kind == "schema-org" else text)
    for holder, key in places(document):
        kept = holder[key]
        for odd in ODD:
            holder[key] = odd
            reading = READERS[kind](json.dumps(document).encode(), "a.json", None)
            assert reading.trainings or reading.problems
        holder[key] = kept


def places(value: object) -> list[tuple[dict[str, object], str]]:
    found: list[tuple[dict[str, object], str]] = []
    if isinstance(value, dict):
        found += [(value, key) for key in value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return found + [place for child in children for place in places(child)]


DAMAGE = (b'"', b";", b"\n", b"{", b"<", b"\x00", b"\xff", b"&amp;", b"null", b"[]", b"\r", b"")


@pytest.mark.parametrize("kind", SAMPLE_OF)
def test_a_damaged_file_is_read_or_refused_and_never_a_crash(kind: str) -> None:
    whole = (SAMPLES / SAMPLE_OF[kind]).read_bytes()
    chance = np.random.default_rng(17)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.integers(1, 6)):
            place = int(chance.integers(len(data)))
            data[place : place + int(chance.integers(31))] = DAMAGE[chance.integers(len(DAMAGE))]
        with suppress(DataError):
            reading = read_data(bytes(data), SAMPLE_OF[kind], kind=kind)
            assert reading.trainings or reading.problems


def test_json_of_no_known_format_asks_which_it_is(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"of no format we know\. Say which"):
        read_catalogue(a_file(tmp_path, '{"name": "a"}', "a.json"))
    with pytest.raises(DataError, match=r"'yaml' is no format\. Use one of: csv"):
        read_catalogue(a_file(tmp_path, "", "a.json"), kind="yaml")
    assert ".jsonld" in JSON_ENDINGS


def test_a_page_that_is_only_scripts_is_refused(tmp_path: Path) -> None:
    page = '<script type="application/ld+json">{}</script>' * 300
    with pytest.raises(DataError, match="too many scripts"):
        read_catalogue(a_file(tmp_path, page, "a.html"))


def test_entries_without_fault_are_reported_beside_the_problems_of_others(tmp_path: Path) -> None:
    courses = [{"@type": "Course", "@id": "a", "name": "Ironing"}, {"@type": "Course", "@id": "b"}]
    text = json.dumps({"@context": "https://schema.org", "@graph": courses})
    report = check_catalogue(a_file(tmp_path, text, "a.jsonld"))
    assert [entry.id for entry in report.entries] == ["a"]
    assert [problem.where for problem in report.problems] == ["a.jsonld, entry 2, field 'title'"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'["schema.org",' + b"[]," * 7_000_000 + b"[]]"),
        ("a.xml", b"<Courses>" + b"<a/>" * 13_000_000 + b"</Courses>"),
        ("a.csv", b"title" + b"," * 13_000_000),
        ("a.jsonl", b"{}\n" * 7_000_000),
    ],
)
def test_a_file_of_far_too_many_parts_is_refused_before_it_fills_the_memory(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(DataError, match=f"{name}: The file has far too many parts"):
        read_file(a_file(tmp_path, content, name))


def test_lines_with_keys_of_their_own_are_refused(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"title": "a", "key{n}": "b"}}' for n in range(2_000))
    with pytest.raises(DataError, match="more than 1,000 different keys"):
        read_file(a_file(tmp_path, lines, "a.jsonl"))


# Published samples


@pytest.mark.real
def test_our_sample_of_the_open_education_api_is_valid(shared: Path) -> None:
    course = json.loads((SAMPLES / "oeapi.json").read_text(encoding="utf-8"))["items"][0]
    course.pop("courseId")
    assert rules.course_errors(course, shared / "standards") == []
    course.pop("name")
    assert rules.course_errors(course, shared / "standards") == ["'name' is a required property"]


@pytest.mark.real
def test_our_sample_of_the_register_is_valid(shared: Path) -> None:
    assert rules.register_errors((SAMPLES / "register.xml").read_bytes(), shared / "standards") == []


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("examples/learning-opportunity-minimal.jsonld", "Food hygiene basics for kitchen assistants"),
        ("examples/learning-opportunity-minimal.loq.xml", "Food hygiene basics for kitchen assistants"),
        ("examples/open-badge-3-minimal-unsigned.json", "Food hygiene basics"),
        ("open-badges/samples/Skill_Assertion.json", "Robot Programming"),
    ],
)
def test_published_samples_are_read(shared: Path, name: str, title: str) -> None:
    reading: Reading = read_file(shared / "standards" / name)
    assert reading.problems == ()
    assert reading.trainings[0].main_title == title
