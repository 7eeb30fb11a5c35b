"""What each format carries there and back, and that what is written is valid by the published rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import published_rules as rules
import pytest
from hypothesis import HealthCheck, given, settings
from made_trainings import TRAINING

from recommender.catalogue.reading import READERS, read_catalogue
from recommender.catalogue.release import named
from recommender.catalogue.vocabulary import COUNTRY_CODE, LANGUAGE_CODE, LISTS, SNB
from recommender.catalogue.writing import WRITERS, incomplete, write_catalogue
from recommender.domain.accommodation import Availability
from recommender.domain.trainings import Catalogue, LearningOutcome, Organisation, Training
from recommender.errors import DataError

SKILL = "http://data.europa.eu/esco/skill/"
WASH, SORT = f"{SKILL}04838ae5-a737-48a0-a782-3d1b6b6cb75b", f"{SKILL}8f15d53f-d793-42b8-a080-ad77cebcd6e6"
LABELS = {WASH: "wash the laundry", SORT: "sort textile items"}
# Every field is filled, so that what a format does not carry shows. All of it is invented.
FULL = Training(
    training_id="laundry-basics",
    title={"en": "Laundry basics", "de": "Grundlagen der Wäscherei"},
    description={"en": "Wash, sort & fold <laundry>.\nTwo days a week.", "de": "Waschen, sortieren, falten."},
    description_plain={"en": "You learn to wash.", "de": "Sie lernen waschen."},
    kind="micro_credential",
    languages=("de", "en", "sr-Latn"),
    status="example",
    provider=Organisation("Lakeside Workshop", "DE", "https://lakeside.example"),
    awarding_body=Organisation("Lakeside Academy", "AT", "https://academy.example/a?b=1&c=2"),
    region="DE21",
    learning_outcomes=(
        LearningOutcome("Wash laundry", (WASH, SORT)),
        LearningOutcome("Sort textiles: clean | dirty", (SORT,)),
        LearningOutcome("Fold towels"),
    ),
    workload_hours=(20.0, 30.5),
    ects_credits=1.5,
    workload_status="stated",
    eqf_level=2,
    eqf_level_status="referenced",
    nqf_level="DQR 2",
    assessment=("practical_assessment", "portfolio"),
    assessment_detail="Show, explain and do it in another place.",
    assessment_supervised=True,
    participation=("presential", "workbased"),
    learning_setting="validation_of_prior_learning",
    quality_assurance="External review every year",
    prerequisites="None.",
    min_age=16,
    grade_scheme="passed or not yet",
    stackability=("part of Textile care", "leads to Assistant"),
    isced_f="1013",
    target_groups=("sheltered_work", "learning_disability"),
    price="120 EUR",
    start_dates=("2026-03-31", "when four people have asked"),
    location="Köln, Seeweg 1",
    homepage="https://lakeside.example/laundry",
    accessibility={
        "captions": Availability.YES,
        "braille": Availability.NO,
        "step_free": Availability.YES,
        "quiet_place": Availability.NO,
        "extra_time": Availability.ON_REQUEST,
        "parking": Availability.UNKNOWN,
    },
    work_areas=("laundry", "care"),
    reviewed_at="2026-03-31",
    source="spring.csv, row 2",
    confirmed_links=(LearningOutcome("Wash laundry", (SORT,)), LearningOutcome("", (WASH, SORT))),
)
# As little as every format needs; what is absent has to come back as absent.
SPARE = Training(
    training_id="dishes",
    title={"en": "Washing dishes"},
    description={"en": "Run the dishwasher."},
    kind="course",
    languages=("en",),
    status="real",
    provider=Organisation("Lakeside Workshop", "DE"),
    learning_outcomes=(LearningOutcome("Load a dishwasher"),),
    workload_hours=(8.0, 8.0),
    isced_f="1013",
    homepage="https://lakeside.example/dishes",
)
EMPTY = Training("", {}, {}, "", (), "real")
FIELDS = tuple(field for field in FULL.__dataclass_fields__ if field != "training_id")


def there_and_back(training: Training, folder: Path, kind: str) -> Training:
    path = folder / f"offer{WRITERS[kind].endings[0]}"
    write_catalogue(named("offer", (training,)), path, kind=kind, labels=LABELS)
    (back,) = read_catalogue(path, kind=kind).trainings
    return back


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_format_carries_each_field_or_names_it_as_one_that_it_cannot(tmp_path: Path, kind: str, field: str) -> None:
    back = there_and_back(FULL, tmp_path, kind)
    carried = getattr(back, field) == getattr(FULL, field)
    assert carried == (field not in WRITERS[kind].cannot_carry)


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_not_said_comes_back_as_not_said(tmp_path: Path, kind: str) -> None:
    lost = {name: getattr(EMPTY, name) for name in WRITERS[kind].cannot_carry}
    lost = {name: value for name, value in lost.items() if getattr(SPARE, name) != value}
    back = there_and_back(SPARE, tmp_path, kind)
    for name in lost:
        back = replace(back, **{name: getattr(SPARE, name)})
    assert back == SPARE


# What every format needs, over whatever else a training says.
NEEDED = {
    "homepage": "https://lakeside.example",
    "isced_f": "1013",
    "provider": Organisation("Lakeside", "DE"),
    "learning_outcomes": (LearningOutcome("Wash laundry", (WASH,)), LearningOutcome("Fold towels")),
}


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind not in ("csv", "xlsx")])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(training=TRAINING)
def test_whatever_a_training_says_comes_back_but_for_what_the_format_cannot_carry(
    tmp_path: Path, kind: str, training: Training
) -> None:
    training = replace(training, **NEEDED)
    back = there_and_back(training, tmp_path, kind)
    lost = {field: getattr(training, field) for field in WRITERS[kind].cannot_carry}
    assert replace(back, **lost) == training


@pytest.mark.parametrize("kind", WRITERS)
def test_every_writer_has_a_reader_and_reasons_that_name_fields(kind: str) -> None:
    assert kind in READERS
    assert set(WRITERS[kind].cannot_carry) <= set(FIELDS)
    assert all(WRITERS[kind].cannot_carry.values())


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_catalogue_gives_the_same_bytes_in_every_format(tmp_path: Path, kind: str) -> None:
    for name in ("a", "b"):
        write_catalogue(named("offer", (FULL, SPARE)), tmp_path / name, kind=kind, labels=LABELS)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("kind", "field", "named_as"),
    [
        ("elm-json", "homepage", "homepage"),
        ("elm-xml", "isced_f", "isced_f"),
        ("elm-xml", "languages", "languages"),
        ("elm-json", "learning_outcomes", "learning_outcomes"),
        ("elm-json", "provider", "provider, provider_country"),
        ("open-badges", "description", "description"),
        ("open-badges", "learning_outcomes", "learning_outcomes"),
        ("schema-org", "title", "title"),
    ],
)
def test_an_entry_that_lacks_what_a_format_needs_is_named_with_it_and_nothing_is_written(
    tmp_path: Path, kind: str, field: str, named_as: str
) -> None:
    poor = replace(SPARE, **{field: getattr(EMPTY, field)})
    with pytest.raises(DataError, match=f"dishes: {named_as} missing"):
        write_catalogue(named("offer", (FULL, poor)), tmp_path / "offer", kind=kind)
    assert list(tmp_path.iterdir()) == []
    assert incomplete(named("offer", (FULL, poor)), kind).keys() == {"dishes"}


def test_a_format_that_the_name_does_not_tell_has_to_be_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"More than one format is written as '\.json'.*schema-org, open-badges"):
        write_catalogue(named("offer", (SPARE,)), tmp_path / "offer.json")
    with pytest.raises(DataError, match="not written as 'pdf'"):
        write_catalogue(named("offer", (SPARE,)), tmp_path / "offer.json", kind="pdf")


def test_markup_in_a_text_stays_text_in_every_format(tmp_path: Path) -> None:
    attack = "]]> <script>alert(1)</script> & \u202etxt"
    for kind in ("elm-json", "elm-xml", "csv"):
        assert there_and_back(replace(SPARE, title={"en": attack}), tmp_path, kind).title == {"en": attack}


# By the published rules


def written(training: Training, folder: Path, kind: str) -> Any:
    path = folder / "offer"
    write_catalogue(Catalogue("offer", (training,)), path, kind=kind, labels=LABELS)
    return path.read_bytes() if kind == "elm-xml" else json.loads(path.read_bytes())


@pytest.mark.real
@pytest.mark.parametrize("training", [FULL, SPARE], ids=lambda training: training.training_id)
def test_a_learning_opportunity_conforms_to_the_shapes_and_the_schema(
    shared: Path, tmp_path: Path, training: Training
) -> None:
    document = written(training, tmp_path, "elm-json")
    checked, wrong = rules.opportunity_violations(document, shared / "standards")
    assert wrong == set()
    assert (checked["LearningOpportunity"], checked["LearningAchievementSpecification"]) == (1, 1)
    assert checked["LearningOutcome"] == len(training.learning_outcomes)
    assert checked["Organisation"] == (2 if training.awarding_body else 1)
    assert rules.elm_errors(document["@graph"][0], shared / "standards") == []


@pytest.mark.real
@pytest.mark.parametrize(
    ("place", "field", "named_as"),
    [
        ((), "title", "title"),
        ((), "homepage", "homepage"),
        ((), "providedBy", "providedBy"),
        ((), "learningAchievementSpecification", "learningAchievementSpecification"),
        ((), "defaultLanguage", "defaultLanguage"),
        (("learningAchievementSpecification",), "thematicArea", "ISCEDFCode"),
        (("learningAchievementSpecification",), "language", "language"),
        (("learningAchievementSpecification",), "learningOutcome", "learningOutcome"),
        (("providedBy",), "legalName", "legalName"),
        (("providedBy", "location", "address"), "countryCode", "countryCode"),
    ],
)
def test_the_shapes_name_a_required_property_that_is_taken_away(
    shared: Path, tmp_path: Path, place: tuple[str, ...], field: str, named_as: str
) -> None:
    document = written(SPARE, tmp_path, "elm-json")
    node = document["@graph"][0]
    for step in place:
        node = node[step]
    del node[field]
    assert named_as in rules.opportunity_violations(document, shared / "standards")[1]


@pytest.mark.real
def test_the_shapes_and_the_schema_refuse_a_property_of_our_own(shared: Path, tmp_path: Path) -> None:
    document = written(SPARE, tmp_path, "elm-json")
    document["@graph"][0]["priceDetail"] = {"type": "PriceDetail", "homepage": {"type": "WebResource"}}
    document["@graph"][0]["accessibility"] = "all"
    assert "homepage" in rules.opportunity_violations(document, shared / "standards")[1]
    assert any(["accessibility" in error for error in rules.elm_errors(document["@graph"][0], shared / "standards")])


@pytest.mark.real
@pytest.mark.parametrize("training", [FULL, SPARE], ids=lambda training: training.training_id)
def test_xml_of_the_register_is_valid(shared: Path, tmp_path: Path, training: Training) -> None:
    assert rules.register_errors(written(training, tmp_path, "elm-xml"), shared / "standards") == []


@pytest.mark.real
@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (b"<homepage>", b"<homepage id='x'>", "homepage"),
        (b"/learning-opportunity/05053c1cbe", b"/learning-opportunity/0", "learning-opportunity/0"),
        (b"/language/ENG", b"/language/XXX", "XXX"),
        (b'idref="urn:recommender:training:dishes#provider"', b'idref="urn:none"', "urn:none"),
        (b"PT8H", b"8 hours", "8 hours"),
    ],
)
def test_the_schema_of_the_register_names_what_is_made_wrong(
    shared: Path, tmp_path: Path, before: bytes, after: bytes, what: str
) -> None:
    good = written(SPARE, tmp_path, "elm-xml")
    assert before in good
    bad = good.replace(before, after)
    assert any([what in error for error in rules.register_errors(bad, shared / "standards")])


@pytest.mark.real
@pytest.mark.parametrize("training", [FULL, SPARE], ids=lambda training: training.training_id)
def test_an_achievement_definition_is_valid(shared: Path, tmp_path: Path, training: Training) -> None:
    (achievement,) = written(training, tmp_path, "open-badges")["@graph"]
    assert rules.achievement_errors(achievement, shared / "standards") == []
    for field in ("id", "type", "criteria", "description", "name"):
        poor = {key: value for key, value in achievement.items() if key != field}
        assert any(
            [f"'{field}' is a required" in error for error in rules.achievement_errors(poor, shared / "standards")]
        )


@pytest.mark.real
def test_every_term_of_an_achievement_definition_means_something_by_its_contexts(shared: Path, tmp_path: Path) -> None:
    document = written(FULL, tmp_path, "open-badges")
    (achievement,) = rules.badges_of(document, shared / "standards")
    kept = {key.rpartition("#")[2] for key in achievement}
    assert achievement["@type"] == ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"]
    assert {"Criteria", "alignment", "creator", "humanCode", "fieldOfStudy"} <= kept
    document["@graph"][0]["ourOwn"] = "lost"
    assert rules.badges_of(document, shared / "standards") == [achievement]


@pytest.mark.real
def test_an_esco_skill_is_aligned_by_its_label_and_address(tmp_path: Path) -> None:
    (achievement,) = written(FULL, tmp_path, "open-badges")["@graph"]
    skills = [each for each in achievement["alignment"] if each["targetFramework"] == "ESCO"]
    assert [each["targetName"] for each in skills] == [LABELS[WASH], LABELS[SORT], LABELS[SORT]]
    assert achievement["achievementType"] == "MicroCredential"


@pytest.mark.real
def test_the_accessibility_terms_are_those_of_the_vocabulary(shared: Path, tmp_path: Path) -> None:
    terms = (shared / "standards" / "w3c" / "accessibility-discoverability-terms.json").read_text(encoding="utf-8")
    everything = replace(FULL, accessibility=dict.fromkeys(FULL.accessibility, Availability.YES))
    everything = replace(everything, accessibility={**everything.accessibility, **ALL_DIGITAL})
    (course,) = written(everything, tmp_path, "schema-org")["@graph"]
    used = course["accessibilityFeature"] + course["accessibilityControl"] + course["accessibilityHazard"]
    assert len(used) > 8
    assert all([f'"{term}"' in terms for term in used])


ALL_DIGITAL = dict.fromkeys(
    (
        *("sign_language", "captions", "transcript", "audio_description", "keyboard_switch", "large_print"),
        *("high_contrast", "braille", "read_aloud", "no_flashing_no_loud"),
    ),
    Availability.YES,
)


@pytest.mark.real
def test_every_term_that_we_write_stands_in_the_official_lists(shared: Path) -> None:
    lists = json.loads((shared / "standards" / "elm" / "controlled-vocabularies.json").read_text(encoding="utf-8"))
    official = {each["uri"]: each["label"] for part in lists.values() for each in part["concepts"]}
    for name, terms in LISTS.items():
        assert all([official[f"{SNB}{name}/{end}"] == label for end, label in terms.values()])
    countries = {uri.rpartition("/")[2] for uri in official if "/authority/country/" in uri}
    assert set(COUNTRY_CODE.values()) <= countries
    languages = (shared / "standards" / "elm" / "xsd" / "loq" / "cv" / "language.xsd").read_text(encoding="utf-8")
    assert all([f'/authority/language/{code}"' in languages for code in LANGUAGE_CODE.values()])
