"""The drafts against the published schemas and shapes: complete but for what an issuer adds, and never more than known.

The schemas are not part of the project; each check first makes sure that there was something to check.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from passports import PACK, full_passport, full_training, passport_of

from recommender.catalogue.schema import ASSESSMENTS, PARTICIPATIONS
from recommender.domain.stages import Stage
from recommender.domain.trainings import Organisation
from recommender.exports import elm_vocabulary as lists
from recommender.exports.elm import ADDED_BY_ISSUER, passport_elm
from recommender.exports.open_badges import open_badges_document
from recommender.exports.passport_words import Style
from recommender.passport import Passport, Step

STYLE = Style()
SCHEMAS = Path(__file__).resolve().parent.parent / "recommender" / "schemas"
ELM, CRED, DC = (
    "http://data.europa.eu/snb/model/elm/",
    "https://www.w3.org/2018/credentials#",
    "http://purl.org/dc/terms/",
)
Document = dict[str, Any]
Check = Callable[[Document], set[str]]


def only_certified() -> Passport:
    passport = full_passport()
    return replace(passport, skills=passport.skills[:1])


def elm_draft(passport: Passport) -> Document:
    """Return the credential in the file that is written; what is checked is what people take away."""
    uploaded: Document = json.loads(passport_elm(passport, STYLE))
    assert set(uploaded) == {"credential"}
    credential: Document = uploaded["credential"]
    return credential


def sealed(draft: Document) -> Document:
    """Return what an invented issuer makes of a draft."""
    country = draft["credentialSubject"]["hasClaim"][0]["awardedBy"]["awardingBody"]["location"]
    legal = {
        "id": "urn:x:eidas",
        "type": "LegalIdentifier",
        "notation": "BE-0000",
        "spatial": country["address"]["countryCode"],
    }
    issuer = {
        "id": "urn:x:issuer",
        "type": "Organisation",
        "legalName": {"en": "Example Issuer"},
        "location": country,
        "eIDASIdentifier": legal,
    }
    return draft | {"issuer": issuer, "issued": "2026-03-14T00:00:00Z", "validFrom": "2026-03-14T00:00:00Z"}


def without(document: Document, *path: str | int) -> Document:
    """Return a copy of a document in which one field is missing."""
    changed = copy.deepcopy(document)
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


# Without the published schemas


@pytest.mark.parametrize("passport", [full_passport(), passport_of()], ids=["certified", "documented"])
def test_the_drafts_follow_our_own_schemas(passport: Passport) -> None:
    for name, document in (
        ("elm_draft", json.loads(passport_elm(passport, STYLE))),
        ("open_badges", open_badges_document(passport, STYLE)),
    ):
        jsonschema.validate(document, json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")))


def test_a_draft_is_neither_issued_nor_signed() -> None:
    drafts = [elm_draft(full_passport())]
    drafts += [draft["badge"] for draft in open_badges_document(full_passport(), STYLE)["drafts"]]
    assert not [draft for draft in drafts if {"issuer", "issued", "validFrom", "issuanceDate", "proof"} & set(draft)]


def _kinds(passport: Passport) -> tuple[str, str]:
    """Return what the first skill goes out as: the note in ELM, and the type of the badge."""
    claim = elm_draft(passport)["credentialSubject"]["hasClaim"][0]
    achievement = open_badges_document(passport, STYLE)["drafts"][0]["badge"]["credentialSubject"]["achievement"]
    return claim["additionalNote"][0]["noteLiteral"]["en"], achievement["achievementType"]


def test_a_complete_certificate_goes_out_as_a_micro_credential() -> None:
    assert _kinds(full_passport()) == ("Micro-credential", "MicroCredential")


STATEMENTS = {
    "documented": passport_of(),
    "no date": full_passport(awarded_on=None),
    "no quality assurance": full_passport(replace(full_training(), quality_assurance="")),
    "workload estimated": full_passport(replace(full_training(), workload_status="estimate")),
    "no country": full_passport(replace(full_training(), awarding_body=Organisation("Example Awarding Body"))),
}


@pytest.mark.parametrize("passport", STATEMENTS.values(), ids=STATEMENTS)
def test_an_incomplete_record_goes_out_as_a_skills_statement(passport: Passport) -> None:
    assert _kinds(passport) == ("Skills statement", "ext:SkillsStatement")
    assert "icro" not in json.dumps(open_badges_document(passport, STYLE)["drafts"][0]["badge"])


def test_what_a_badge_lacks_is_named_beside_it() -> None:
    missing = [draft["missing"] for draft in open_badges_document(full_passport(awarded_on=None), STYLE)["drafts"]]
    assert missing[0] == ["issuer", "validFrom", "date"]
    assert missing[1] == ["issuer", "validFrom"]


def test_nobody_awards_a_skill_that_is_not_certified() -> None:
    claims = elm_draft(full_passport())["credentialSubject"]["hasClaim"]
    assert ["awardedBy" in claim for claim in claims] == [True, *[False] * 6]


def test_a_certificate_known_only_by_its_body_has_no_country_and_no_elements() -> None:
    passport = full_passport()
    certified = Step(Stage.CERTIFIED, "Example Awarding Body")
    bare = replace(passport.skills[0], award=None, steps=(*passport.skills[0].steps[:-1], certified))
    claim = elm_draft(replace(passport, skills=(bare,)))["credentialSubject"]["hasClaim"][0]
    assert claim["awardedBy"]["awardingBody"] == {
        "id": f"{claim['id']}-body",
        "type": "Organisation",
        "legalName": {"en": "Example Awarding Body"},
    }
    assert "awardingDate" not in claim["awardedBy"]
    assert claim["specifiedBy"]["type"] == "LearningAchievementSpecification"


def test_a_skill_without_an_esco_word_points_to_no_esco_skill() -> None:
    claims = elm_draft(passport_of())["credentialSubject"]["hasClaim"]
    local = next(claim for claim in claims if claim["title"]["en"] == "Fold flat boxes into shape")
    assert "relatedESCOSkill" not in local["specifiedBy"]["learningOutcome"][0]


def test_two_people_never_share_the_id_of_a_draft() -> None:
    passport = passport_of()
    other = replace(passport, code="mora-4")
    assert elm_draft(passport)["id"] != elm_draft(other)["id"]
    badges = [draft["badge"]["id"] for p in (passport, other) for draft in open_badges_document(p, STYLE)["drafts"]]
    assert len(set(badges)) == 14


def test_a_workload_from_to_is_a_note_and_never_a_guess_between() -> None:
    ranged = full_passport(replace(full_training(), workload_hours=(20.0, 25.0)))
    specification = elm_draft(ranged)["credentialSubject"]["hasClaim"][0]["specifiedBy"]
    assert "volumeOfLearning" not in specification
    assert "Workload in hours: 20 to 25" in [note["noteLiteral"]["en"] for note in specification["additionalNote"]]


def test_each_code_of_our_catalogues_has_its_concept() -> None:
    assert (set(lists.MODES), set(lists.ASSESSMENTS)) == (set(PARTICIPATIONS), set(ASSESSMENTS))


@pytest.mark.real
def test_each_concept_stands_in_the_published_lists(shared: Path) -> None:
    published = json.loads((shared / "standards" / "elm" / "controlled-vocabularies.json").read_text(encoding="utf-8"))
    known = {concept["uri"] for found in published.values() for concept in found["concepts"]}
    ours = [lists.authority("country", *row)["id"] for row in lists.COUNTRIES.values()]
    ours += [lists.europass("learning-assessment", *row)["id"] for row in lists.MODES.values()]
    ours += [lists.europass("assessment", *row)["id"] for row in lists.ASSESSMENTS.values()]
    ours += [lists.europass("learning-setting", *row)["id"] for row in lists.SETTINGS.values()]
    assert len(ours) > 50
    assert set(ours) <= known


# European Learning Model: SHACL shapes of European Digital Credentials


@pytest.fixture(scope="module")
def graph_of(shared: Path) -> Callable[[Document], Any]:
    """Return a function that reads a draft as a graph, with the published contexts and no network."""
    import rdflib

    folder = shared / "standards"
    files = ("w3c/credentials-v1.jsonld", "elm/context/edc-ap-context.jsonld")
    contexts = [json.loads((folder / file).read_text(encoding="utf-8"))["@context"] for file in files]

    def read(document: Document) -> Any:
        graph = rdflib.Graph()
        graph.parse(data=json.dumps(document | {"@context": contexts}), format="json-ld")
        return graph

    return read


@pytest.fixture(scope="module")
def shacl(shared: Path, graph_of: Callable[[Document], Any]) -> Check:
    """Return a function that names the properties which the shapes object to."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for name in ("EDC-generic-full.ttl", "EDC-generic-no-cv.ttl"):
        shapes.parse(shared / "standards" / "elm" / "shacl" / name)

    def check(document: Document) -> set[str]:
        graph = graph_of(document)
        targets = [rdflib.URIRef(ELM + name) for name in ("EuropeanDigitalCredential", "LearningAchievement", "Person")]
        assert all([(None, rdflib.RDF.type, target) in graph for target in targets])
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        paths = report.subject_objects(rdflib.SH.resultPath)
        return {str(path).removeprefix(ELM).removeprefix(CRED).removeprefix(DC) for _, path in paths}

    return check


@pytest.mark.real
def test_every_skill_is_a_target_of_the_shapes(graph_of: Callable[[Document], Any]) -> None:
    import rdflib

    graph = graph_of(elm_draft(full_passport()))
    found = {name: len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(ELM + name)))) for name in (
        "EuropeanDigitalCredential", "LearningAchievement", "LearningOutcome", "Qualification", "AwardingProcess"
    )}  # fmt: skip
    assert found == {
        "EuropeanDigitalCredential": 1,
        "LearningAchievement": 7,
        "LearningOutcome": 7,
        "Qualification": 1,
        "AwardingProcess": 1,
    }
    skills = {str(uri) for uri in graph.objects(None, rdflib.URIRef(ELM + "relatedESCOSkill"))}
    assert PACK in skills
    assert len(skills) == 6


@pytest.mark.real
def test_a_complete_draft_lacks_only_what_the_issuer_adds(shacl: Check) -> None:
    assert shacl(elm_draft(only_certified())) == set(ADDED_BY_ISSUER)


@pytest.mark.real
def test_a_statement_lacks_an_awarding_process_besides(shacl: Check) -> None:
    assert shacl(elm_draft(passport_of())) == {*ADDED_BY_ISSUER, "awardedBy"}


@pytest.mark.real
def test_a_draft_that_was_issued_conforms(shacl: Check) -> None:
    assert shacl(sealed(elm_draft(only_certified()))) == set()


CLAIM = ("credentialSubject", "hasClaim", 0)
REQUIRED: dict[str, tuple[str | int, ...]] = {
    "credentialProfiles": ("credentialProfiles",),
    "credentialSchema": ("credentialSchema",),
    "displayParameter": ("displayParameter",),
    "primaryLanguage": ("displayParameter", "primaryLanguage"),
    "language": ("displayParameter", "language"),
    "individualDisplay": ("displayParameter", "individualDisplay"),
    "displayDetail": ("displayParameter", "individualDisplay", "displayDetail"),
    "image": ("displayParameter", "individualDisplay", "displayDetail", "image"),
    "page": ("displayParameter", "individualDisplay", "displayDetail", "page"),
    "content": ("displayParameter", "individualDisplay", "displayDetail", "image", "content"),
    "contentEncoding": ("displayParameter", "individualDisplay", "displayDetail", "image", "contentEncoding"),
    "contentType": ("displayParameter", "individualDisplay", "displayDetail", "image", "contentType"),
    "title": (*CLAIM, "title"),
    "awardedBy": (*CLAIM, "awardedBy"),
    "awardingBody": (*CLAIM, "awardedBy", "awardingBody"),
    "legalName": (*CLAIM, "awardedBy", "awardingBody", "legalName"),
    "location": (*CLAIM, "awardedBy", "awardingBody", "location"),
    "address": (*CLAIM, "awardedBy", "awardingBody", "location", "address"),
    "countryCode": (*CLAIM, "awardedBy", "awardingBody", "location", "address", "countryCode"),
}


@pytest.mark.real
@pytest.mark.parametrize("name", REQUIRED)
def test_the_shapes_name_each_required_field_that_is_taken_out(shacl: Check, name: str) -> None:
    draft = elm_draft(only_certified())
    assert name in {path.rpartition("/")[2].rpartition("#")[2] for path in shacl(without(draft, *REQUIRED[name]))}


# European Learning Model 3.2: JSON Schema of the achievements


@pytest.fixture(scope="module")
def achievement_schema(shared: Path) -> jsonschema.Draft202012Validator:
    from referencing import Registry, Resource

    folder = shared / "standards" / "elm" / "json-schema"
    schemas = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    found: Registry[Any] = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas])
    reference = {"$ref": "urn:elm:3.2:edc-schema#/$defs/LearningAchievementType"}
    return jsonschema.Draft202012Validator(reference, registry=found)


@pytest.mark.real
def test_a_certified_achievement_is_valid_in_elm_3_2(achievement_schema: jsonschema.Draft202012Validator) -> None:
    claim = elm_draft(only_certified())["credentialSubject"]["hasClaim"][0]
    assert list(achievement_schema.iter_errors(claim)) == []
    assert list(achievement_schema.iter_errors(claim | {"ours": 1}))


@pytest.mark.real
def test_a_statement_in_elm_3_2_lacks_only_who_awards_it(achievement_schema: jsonschema.Draft202012Validator) -> None:
    for claim in elm_draft(passport_of())["credentialSubject"]["hasClaim"]:
        messages = [error.message for error in achievement_schema.iter_errors(claim)]
        assert messages == ["'awardedBy' is a required property"]


@pytest.mark.real
@pytest.mark.parametrize("field", ["title", "awardedBy"])
def test_elm_3_2_names_each_required_field_that_is_taken_out(
    achievement_schema: jsonschema.Draft202012Validator, field: str
) -> None:
    claim = elm_draft(only_certified())["credentialSubject"]["hasClaim"][0]
    messages = [error.message for error in achievement_schema.iter_errors(without(claim, field))]
    assert messages == [f"'{field}' is a required property"]


# Open Badges 3.0


@pytest.fixture(scope="module")
def badge_schemas(shared: Path) -> list[Any]:
    """Return the validators of Open Badges 3.0 and of the W3C data model 2.0."""
    folder = shared / "standards"
    badge = json.loads((folder / "open-badges" / "ob_v3p0_achievementcredential.schema.json").read_text("utf-8"))
    model = json.loads((folder / "w3c" / "verifiable-credential-vcdm2.schema.json").read_text("utf-8"))
    return [jsonschema.Draft201909Validator(badge), jsonschema.Draft202012Validator(model)]


def badges(passport: Passport) -> Iterator[Document]:
    for draft in open_badges_document(passport, STYLE)["drafts"]:
        yield draft["badge"]


def issued(badge: Document) -> Document:
    issuer = {"id": "https://issuer.example", "type": ["Profile"], "name": "Example Issuer"}
    return badge | {"issuer": issuer, "validFrom": "2026-03-14T00:00:00Z"}


def _objections(schema: Any, document: Document) -> list[str]:
    return sorted(error.message for error in schema.iter_errors(document))


@pytest.mark.real
def test_a_badge_lacks_only_what_the_issuer_adds(badge_schemas: list[Any]) -> None:
    for badge in badges(full_passport()):
        assert _objections(badge_schemas[0], badge) == [
            "'issuer' is a required property",
            "'validFrom' is a required property",
        ]


@pytest.mark.real
@pytest.mark.parametrize("passport", [full_passport(), passport_of()], ids=["certified", "documented"])
def test_a_badge_that_was_issued_is_valid(badge_schemas: list[Any], passport: Passport) -> None:
    found = [issued(badge) for badge in badges(passport)]
    assert len(found) == 7
    assert [_objections(schema, badge) for schema in badge_schemas for badge in found] == [[]] * 14


@pytest.mark.real
@pytest.mark.parametrize(
    "path",
    [
        ("@context",),
        ("id",),
        ("type",),
        ("credentialSubject",),
        ("credentialSubject", "type"),
        ("credentialSubject", "achievement"),
        ("credentialSubject", "achievement", "id"),
        ("credentialSubject", "achievement", "type"),
        ("credentialSubject", "achievement", "criteria"),
        ("credentialSubject", "achievement", "description"),
        ("credentialSubject", "achievement", "name"),
        ("credentialSubject", "achievement", "alignment", 0, "type"),
        ("credentialSubject", "achievement", "alignment", 0, "targetName"),
        ("credentialSubject", "achievement", "alignment", 0, "targetUrl"),
        ("evidence", 0, "type"),
    ],
    ids=lambda path: ".".join(str(part) for part in path),
)
def test_the_schema_names_each_required_field_of_a_badge_that_is_taken_out(
    badge_schemas: list[Any], path: tuple[str | int, ...]
) -> None:
    badge = issued(next(badges(full_passport())))
    assert [e for e in _objections(badge_schemas[0], without(badge, *path)) if f"'{path[-1]}' is a required" in e]
