"""Write trainings as schema.org courses with the accessibility terms of the W3C discoverability vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from recommender.catalogue.documents import OURS, written_graph
from recommender.catalogue.entries import row_of
from recommender.catalogue.schema_org_reading import CONTROLS, FEATURES, HAZARDS, ISCED_SET, WORK_AREA_SET
from recommender.catalogue.vocabulary import EQF, ESCO_SKILLS
from recommender.domain.accommodation import Availability
from recommender.domain.trainings import Organisation, Training

REQUIRED = ("title",)
CANNOT_CARRY: Mapping[str, str] = {
    "description_plain": "written as abstract and not read back, since an abstract of others is no plain language",
    "workload_status": "no property says that hours are an estimate",
    "eqf_level_status": "no property says who stated a level",
    "assessment": "no property says how learning is assessed",
    "assessment_detail": "as assessment",
    "assessment_supervised": "as assessment",
    "learning_setting": "no property tells formal from non-formal learning",
    "quality_assurance": "no property of a course",
    "grade_scheme": "no property of a course",
    "stackability": "only links between courses that have web addresses",
    "reviewed_at": "written as dateModified and not read back, since a change is no review",
    "source": "names our own import",
    "confirmed_links": "written as links of the outcomes; no property says who confirmed one",
    "start_dates": "only those that are dates, such as 2026-03-31",
}
PLACE = ("step_free", "accessible_toilet", "hearing_loop", "parking", "public_transport", "quiet_place")
MODES = {"presential": "onsite"}  # the words that search engines know; the others are our own
MONEY = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
Node = dict[str, Any]


def to_schema_org(trainings: Sequence[Training], labels: Mapping[str, str]) -> Iterator[bytes]:
    """Write courses as one JSON-LD document."""
    return written_graph("https://schema.org", map(course_of, trainings))


def missing_fields(training: Training) -> tuple[str, ...]:
    """Name what a training lacks to be a course: only a title is needed."""
    return () if training.main_title else REQUIRED


def course_of(training: Training) -> Node:
    """Return one course."""
    course: Node = {
        "@type": "Course",
        "@id": f"{OURS}{training.training_id}",
        "courseCode": training.training_id,
        "name": _texts(training.title, training),
        "description": _texts(training.description, training),
        "abstract": _texts(training.description_plain, training),
        "learningResourceType": training.kind,
        "creativeWorkStatus": training.status if training.status == "example" else "",
        "inLanguage": list(training.languages),
        "url": training.homepage,
        "provider": _organisation(training.provider),
        "educationalCredentialAwarded": _credential(training),
        "teaches": [_outcome(outcome.text, outcome.concept_uris) for outcome in training.learning_outcomes],
        "numberOfCredits": _credits(training.ects_credits),
        "educationalLevel": [*_level(training.eqf_level), *filter(None, [training.nqf_level])],
        "coursePrerequisites": training.prerequisites,
        "typicalAgeRange": f"{training.min_age}-" if training.min_age else "",
        "about": _field(training.isced_f),
        "keywords": [_term(area, area, WORK_AREA_SET) for area in training.work_areas],
        "audience": [{"@type": "EducationalAudience", "educationalRole": group} for group in training.target_groups],
        "offers": _offer(training.price),
        "spatialCoverage": {"@type": "AdministrativeArea", "name": training.region} if training.region else None,
        "dateModified": training.reviewed_at,
        "hasCourseInstance": _instances(training),
        **_accessibility(training.accessibility),
    }
    return {key: value for key, value in course.items() if value not in ("", None, [], {})}


def _texts(values: Mapping[str, str], training: Training) -> Any:
    """Return a bare text where it is in the first language of the course, else texts with their languages."""
    if list(values) == list(training.languages[:1]) or (list(values) == ["en"] and not training.languages):
        return next(iter(values.values()), "")
    return [{"@language": language, "@value": words} for language, words in values.items()]


def _organisation(organisation: Organisation | None) -> Node | None:
    if organisation is None:
        return None
    node: Node = {"@type": "Organization", "name": organisation.name, "url": organisation.url}
    if organisation.country:
        node["address"] = {"@type": "PostalAddress", "addressCountry": organisation.country}
    return {key: value for key, value in node.items() if value}


def _credential(training: Training) -> Node | None:
    if training.awarding_body is None:
        return None
    body = _organisation(training.awarding_body)
    return {"@type": "EducationalOccupationalCredential", "recognizedBy": body}


def _outcome(words: str, links: Sequence[str]) -> Any:
    if not links:
        return words
    address: Any = links[0] if len(links) == 1 else list(links)
    return {"@type": "DefinedTerm", "name": words, "url": address, "inDefinedTermSet": ESCO_SKILLS}


def _credits(value: float | None) -> Node | None:
    return None if value is None else {"@type": "StructuredValue", "value": value, "unitText": "ECTS"}


def _level(level: int | None) -> list[Node]:
    if level is None:
        return []
    term = _term(str(level), f"EQF level {level}", "http://data.europa.eu/snb/eqf/25831c2")
    return [term | {"url": f"{EQF}{level}"}]


def _field(code: str) -> Node | None:
    return _term(code, f"ISCED-F {code}", ISCED_SET) if code else None


def _term(code: str, name: str, terms: str) -> Node:
    return {"@type": "DefinedTerm", "termCode": code, "name": name, "inDefinedTermSet": terms}


def _offer(price: str) -> Node | None:
    if not price:
        return None
    money = MONEY.fullmatch(price)
    said = {"price": money[1], "priceCurrency": money[2]} if money else {"description": price}
    return {"@type": "Offer", **said}


def _instances(training: Training) -> list[Node]:
    """Return one instance for each start date, or one where there is none and something else to say."""
    row = row_of(training)
    least, most = row["workload_hours_min"], row["workload_hours_max"]
    instance: Node = {
        "courseMode": [MODES.get(code, code) for code in training.participation],
        "courseWorkload": f"{least}-{most} hours" if least != most else f"{least} hours" if least else "",
        "location": _place(training),
    }
    instance = {key: value for key, value in instance.items() if value}
    dates = [each for each in training.start_dates if _is_date(each)]
    held: list[Node] = [{"@type": "CourseInstance", "startDate": each} | instance for each in dates]
    return held or ([{"@type": "CourseInstance", **instance}] if instance else [])


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _place(training: Training) -> Node | None:
    amenities = [
        {"@type": "LocationFeatureSpecification", "name": code, "value": value is Availability.YES}
        for code in PLACE
        if (value := training.accessibility.get(code)) in (Availability.YES, Availability.NO)
    ]
    place = {"@type": "Place", "name": training.location, "amenityFeature": amenities}
    return {key: value for key, value in place.items() if value} if training.location or amenities else None


def _accessibility(stated: Mapping[str, Availability]) -> Node:
    """Return the terms of the vocabulary for what is there, and all that is stated as a summary."""
    there = {code for code, value in stated.items() if value is Availability.YES}
    return {
        "accessibilityFeature": [term for code, term in FEATURES.items() if code in there],
        "accessibilityControl": [term for code, term in CONTROLS.items() if code in there],
        "accessibilityHazard": [term for code, terms in HAZARDS.items() if code in there for term in terms],
        "accessibilitySummary": "; ".join(f"{code}={value}" for code, value in stated.items()),
    }
