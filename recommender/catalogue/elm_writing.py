"""Write trainings as learning opportunities of the European Learning Model, as JSON-LD and as XML of the Europass QDR.

What the model has no property for goes into `additionalNote`, one note for each of our columns, as `column: cell`:
people can read it, and reading the file brings it back. Trainings are always written as
`LearningAchievementSpecification`: a `Qualification` needs the URI of a national level, which nobody has told us.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recommender.catalogue import elm_xml
from recommender.catalogue.documents import OURS, written_graph
from recommender.catalogue.entries import row_of
from recommender.catalogue.vocabulary import (
    COUNTRY_CODE,
    ECTS,
    EQF,
    ESCO_SKILLS,
    EU,
    LANGUAGE_CODE,
    LISTS,
    SNB,
    term_uri,
)
from recommender.domain.trainings import Organisation, Training

CONTEXT: list[Any] = [
    "http://data.europa.eu/snb/model/context/edc-ap",
    # The published context leaves these to the context of credentials, which a catalogue has no use for.
    {
        "id": "@id",
        "type": "@type",
        "defaultLanguage": {"@id": "http://data.europa.eu/snb/model/elm/defaultLanguage", "@type": "@id"},
    },
]
REQUIRED = ("title", "homepage", "isced_f", "languages", "learning_outcomes", "provider", "provider_country")
CANNOT_CARRY: Mapping[str, str] = {}  # the notes carry what has no property
NOTED = (  # columns without a property
    *("kind", "languages", "description_plain", "awarding_body", "awarding_body_country", "awarding_body_url"),
    *("region", "workload_hours_min", "workload_hours_max", "workload_status", "eqf_level_status", "nqf_level"),
    *("assessment_detail", "assessment_supervised", "learning_setting", "quality_assurance", "min_age"),
    *("grade_scheme", "stackability", "target_groups", "start_dates", "location", "accessibility", "work_areas"),
    *("status", "reviewed_at", "source", "confirmed_links"),
)
Node = dict[str, Any]


def to_elm_json(trainings: Sequence[Training], labels: Mapping[str, str]) -> Iterator[bytes]:
    """Write learning opportunities as one JSON-LD document."""
    return written_graph(CONTEXT, (opportunity_of(training, labels) for training in trainings))


def to_elm_xml(trainings: Sequence[Training], labels: Mapping[str, str]) -> Iterator[bytes]:
    """Write learning opportunities as XML that `loq.xsd` 3.1.0 describes."""
    return elm_xml.written(opportunity_of(training, labels) for training in trainings)


def missing_fields(training: Training) -> tuple[str, ...]:
    """Name what a training lacks to be a learning opportunity of the European Learning Model.

    Examples
    --------
    >>> missing_fields(Training("a", {"en": "Ironing"}, {}, "course", ("en",), "example"))
    ('homepage', 'isced_f', 'learning_outcomes', 'provider', 'provider_country')
    """
    row = row_of(training) | {"title": training.main_title}
    spoken = any(language.split("-")[0] in LANGUAGE_CODE for language in training.languages)
    known = {"languages": spoken, "provider_country": row["provider_country"] in COUNTRY_CODE}
    return tuple(name for name in REQUIRED if not known.get(name, bool(row[name])))


def opportunity_of(training: Training, labels: Mapping[str, str]) -> Node:
    """Return one learning opportunity; `labels` holds the preferred labels of ESCO skills by URI.

    The training has all that `missing_fields` asks for.
    """
    own = f"{OURS}{training.training_id}"
    language = "en" if "en" in training.title else min(training.title)
    spec = _spec(training, own, language, labels)
    assert training.provider is not None  # noqa: S101 (missing_fields)
    return {
        "id": own,
        "type": "LearningOpportunity",
        "title": dict(training.title),
        **({"description": dict(training.description)} if training.description else {}),
        **_terms("dcType", "learning-opportunity", [training.kind]),
        "additionalNote": _notes(training, language),
        "homepage": _web(training.homepage),
        **_terms("mode", "learning-assessment", training.participation),
        **_price(training.price, language),
        "providedBy": _organisation(training.provider, f"{own}#provider", language),
        "learningAchievementSpecification": spec,
        "defaultLanguage": _language(language),
    }


def _spec(training: Training, own: str, language: str, labels: Mapping[str, str]) -> Node:
    outcomes = [
        {
            "id": f"{own}#outcome-{number}",
            "type": "LearningOutcome",
            "title": {language: outcome.text},
            **_some("relatedESCOSkill", [_skill(link, labels) for link in outcome.concept_uris]),
        }
        for number, outcome in enumerate(training.learning_outcomes, start=1)
    ]
    hours = training.workload_hours
    spec: Node = {
        "id": f"{own}#specification",
        "type": "LearningAchievementSpecification",
        "title": dict(training.title),
        "thematicArea": _concept(f"{SNB}isced-f/{training.isced_f}", "", f"{SNB}isced-f/25831c2"),
        **({"volumeOfLearning": _duration(hours[0])} if hours and hours[0] == hours[1] else {}),
        **_credits(training),
        **_level(training),
        "language": [_language(each) for each in training.languages if each.split("-")[0] in LANGUAGE_CODE],
        **_terms("learningSetting", "learning-setting", [training.learning_setting]),
        **_terms("targetGroup", "target-group", training.target_groups),
        **({"entryRequirement": _note(training.prerequisites, language)} if training.prerequisites else {}),
        "learningOutcome": outcomes,
        **_some("provenBy", _assessments(training, own)),
    }
    if _awards(training):
        assert training.awarding_body is not None  # noqa: S101 (_awards)
        spec["awardingOpportunity"] = {
            "type": "AwardingOpportunity",
            "awardingBody": _organisation(training.awarding_body, f"{own}#awarding-body", language),
            "learningAchievementSpecification": {"id": spec["id"], "type": spec["type"], "title": spec["title"]},
        }
    return spec


def _awards(training: Training) -> bool:
    body = training.awarding_body
    return body is not None and bool(body.name) and body.country in COUNTRY_CODE


def _notes(training: Training, language: str) -> list[Node]:
    """Return a note for each column that no property says whole."""
    row = row_of(training)
    hours = training.workload_hours
    said = {
        "kind": training.kind in LISTS["learning-opportunity"],
        "languages": set(training.languages) <= LANGUAGE_CODE.keys(),
        "learning_setting": training.learning_setting in LISTS["learning-setting"],
        "target_groups": set(training.target_groups) <= LISTS["target-group"].keys(),
        **dict.fromkeys(("workload_hours_min", "workload_hours_max"), not hours or _whole(hours)),
        **dict.fromkeys(("awarding_body", "awarding_body_country", "awarding_body_url"), _awards(training)),
        "status": training.status == "real",
    }
    cells = {column: row[column] for column in NOTED if row.get(column) and not said.get(column)}
    notes = [_note(f"{column}: {cell}", language) for column, cell in cells.items() if column != "description_plain"]
    plain = training.description_plain.items()
    return notes + [_note(f"description_plain: {words}", spoken) for spoken, words in plain]


def _whole(hours: tuple[float, float]) -> bool:
    """Say whether a volume of learning can be written as one duration in hours and minutes."""
    return hours[0] == hours[1] and (hours[0] * 60).is_integer()


def _duration(hours: float) -> str:
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def _assessments(training: Training, own: str) -> list[Node]:
    return [
        {
            "id": f"{own}#assessment-{number}",
            "type": "LearningAssessmentSpecification",
            "title": {"en": LISTS["assessment"][code][1].capitalize()},
            **_terms("dcType", "assessment", [code]),
        }
        for number, code in enumerate(training.assessment, start=1)
    ]


def _credits(training: Training) -> Node:
    if training.ects_credits is None:
        return {}
    framework = _concept(ECTS, "European Credit Transfer System", f"{SNB}education-credit/25831c2")
    point = row_of(training)["ects_credits"]
    return {"creditPoint": {"type": "CreditPoint", "framework": framework, "point": point}}


def _level(training: Training) -> Node:
    if training.eqf_level is None:
        return {}
    level = _concept(f"{EQF}{training.eqf_level}", f"Level {training.eqf_level}", f"{SNB}eqf/25831c2")
    return {"educationLevel": level}


def _organisation(organisation: Organisation, own: str, language: str) -> Node:
    country = _concept(f"{EU}country/{COUNTRY_CODE[organisation.country]}", "", f"{EU}country")
    address = {"type": "Address", "countryCode": country}
    return {
        "id": own,
        "type": "Organisation",
        "legalName": {language: organisation.name},
        **({"homepage": _web(organisation.url)} if organisation.url else {}),
        "location": {"id": f"{own}-location", "type": "Location", "address": address},
    }


def _skill(link: str, labels: Mapping[str, str]) -> Node:
    return _concept(link, labels.get(link, ""), ESCO_SKILLS)


def _language(code: str) -> Node:
    return _concept(f"{EU}language/{LANGUAGE_CODE[code.split('-')[0]]}", "", f"{EU}language")


def _terms(prop: str, name: str, codes: Sequence[str]) -> Node:
    uris = {code: uri for code in codes if (uri := term_uri(name, code))}
    concepts = [_concept(uri, LISTS[name][code][1], f"{SNB}{name}/25831c2") for code, uri in uris.items()]
    return _some(prop, concepts)


def _some(prop: str, values: list[Node]) -> Node:
    """Return a property with its values: one alone as it is, several as a list, none not at all."""
    return {prop: values[0] if len(values) == 1 else values} if values else {}


def _concept(uri: str, label: str, scheme: str) -> Node:
    concept: Node = {"id": uri, "type": "Concept"}
    if label:
        concept["prefLabel"] = {"en": label}
    return concept | {"inScheme": {"id": scheme, "type": "ConceptScheme"}}


def _note(words: str, language: str) -> Node:
    return {"type": "Note", "noteLiteral": {language: words}}


def _web(address: str) -> Node:
    return {"type": "WebResource", "contentURL": address}


def _price(price: str, language: str) -> Node:
    return {"priceDetail": {"type": "PriceDetail", "description": {language: price}}} if price else {}
