"""Read courses of the Open Education API (OEAPI, before OOAPI), version 6; the names of version 5 are known too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recommender.catalogue.cells import web_address
from recommender.catalogue.documents import esco_links, localised, many, objects, text, texts, training_id
from recommender.catalogue.elm_reading import Node
from recommender.catalogue.mapping import ColumnMapping
from recommender.catalogue.pages import without_tags
from recommender.catalogue.sources import read_json, read_text
from recommender.catalogue.structured import Draft, read_drafts
from recommender.catalogue.tables import Reading
from recommender.catalogue.vocabulary import country_of, language_of
from recommender.domain.trainings import LearningOutcome
from recommender.errors import DataError

MODES = {  # hybrid and the others of the list have no code here: they are something else than blended
    "presential": "presential",
    "on campus": "presential",
    "online": "online",
    "distance-learning": "online",
    "blended": "blended",
    "work_based": "workbased",
    "project_based": "project",
}
NO_LEVELS = ("undefined", "undivided")
PLACES = ("teaching", "visit")


def read_oeapi(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read courses: one, a list of them, or a page of an answer of the interface."""
    nodes = _courses(read_json(read_text(data, name), name))
    return read_drafts(map(draft_of, nodes), name, kind="course")


def _courses(document: Any) -> Iterator[Node]:
    for node in objects(document):
        if "items" in node:
            yield from _courses(node["items"])
        elif "primaryCode" in node or "courseId" in node:
            yield node


def draft_of(node: Node) -> Draft:
    """Take what one course says."""
    draft = Draft()
    code = next(iter(objects(node.get("primaryCode"))), {})
    draft.say("id", training_id(text(node.get("courseId")) or text(code.get("code"))))
    spoken = [text(each) for each in many(node.get("teachingLanguages") or node.get("teachingLanguage"))]
    language = next(filter(None, map(language_of, spoken)), "en")
    for column, key in (("title", "name"), ("description", "description")):
        for name, value in localised(column, texts(node.get(key), language)).items():
            draft.say(name, without_tags(value))
    draft.say("kind", "course")
    draft.list("languages", spoken)
    _say_outcomes(draft, node)
    _say_workload(draft, node)
    _say_modes(draft, node)
    for column, key in (("prerequisites", "admissionRequirements"), ("assessment_detail", "assessment")):
        draft.say(column, _words(node.get(key)))
    draft.say("prerequisites", _words(node.get("qualificationRequirements")))
    field = text(node.get("fieldsOfStudy"))
    draft.say("isced_f", field if re.fullmatch(r"\d{4}", field) else "")
    draft.say("homepage", _address(text(node.get("link"))))
    level = text(node.get("level"))
    draft.say("nqf_level", "" if level in NO_LEVELS else level.replace("_", " "))
    _say_places(draft, node)
    draft.list("start_dates", [text(node.get("firstStartDate"))[:10]])
    return draft


def _say_outcomes(draft: Draft, node: Node) -> None:
    outcomes: list[LearningOutcome] = []
    others: list[str] = []
    for each in many(node.get("learningOutcomes")):
        named = each if isinstance(each, dict) and "name" in each else {"name": each}  # version 5: the texts alone
        codes = [*objects(named.get("primaryCode")), *objects(named.get("otherCodes"))]
        skills, more = esco_links([text(code.get("code")) for code in codes])
        outcomes.append(LearningOutcome(_words(named.get("name")), skills))
        others += more
    draft.leave_out("These links are no ESCO skills and are left out", others)
    draft.outcomes(outcomes)


def _say_workload(draft: Draft, node: Node) -> None:
    for load in objects(node.get("studyLoad")):
        unit, value = text(load.get("studyLoadUnit")), text(load.get("value"))
        if unit == "ects":
            draft.say("ects_credits", value)
        elif unit in ("hour", "sbu"):  # plain hours, and hours of work that a student has with it
            draft.hours(value)
        else:
            what = "This amount of learning is neither hours nor ECTS credits and is left out"
            draft.leave_out(what, [f"{value} {unit}"])
    draft.leave_out("How long the course lasts is no workload and is left out", [text(node.get("duration"))])


def _say_modes(draft: Draft, node: Node) -> None:
    said = [text(mode) for mode in many(node.get("modesOfDelivery") or node.get("modeOfDelivery"))]
    draft.list("participation", [MODES[mode] for mode in said if mode in MODES])
    unknown = [mode for mode in said if mode not in MODES]
    draft.leave_out("These forms of participation have no code here and are left out", unknown)


def _say_places(draft: Draft, node: Node) -> None:
    provider = next(iter(objects(node.get("organisation") or node.get("organization"))), {})
    draft.say("provider", _words(provider.get("name")))
    draft.say("provider_url", _address(text(provider.get("link"))))
    draft.say("provider_country", _country(provider))
    for address in objects(node.get("addresses")):
        if text(address.get("addressType")) not in PLACES:
            continue
        street = f"{text(address.get('street'))} {text(address.get('streetNumber'))}".strip()
        draft.say("location", ", ".join(filter(None, [street, text(address.get("city"))])))


def _country(node: Node) -> str:
    for address in objects(node.get("addresses")):
        code = address.get("countryCode") or address.get("country")  # version 5: two letters
        said = code.get("iso3166-1-alpha2") or code.get("iso3166-1-alpha3") if isinstance(code, dict) else code
        if said:
            return country_of(text(said))
    return ""


def _words(value: Any) -> str:
    """Return a text in English, or else in the first language that it is given in."""
    found = texts([each for item in many(value) for each in many(item)], "en")
    english = [words for language, words in found.items() if language.split("-")[0] == "en"]
    return without_tags(next(iter([*english, *found.values()]), ""))


def _address(value: str) -> str:
    try:
        return web_address(value)
    except DataError:
        return ""
