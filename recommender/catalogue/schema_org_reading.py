"""Read courses that web pages describe with schema.org, from a JSON-LD file or from a saved page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from recommender.catalogue import words
from recommender.catalogue.cells import web_address
from recommender.catalogue.documents import (
    esco_links,
    hours,
    localised,
    many,
    objects,
    text,
    texts,
    training_id,
    uri,
    uris,
)
from recommender.catalogue.elm_reading import Graph, Node, is_a
from recommender.catalogue.mapping import ColumnMapping
from recommender.catalogue.pages import is_page, scripts_of, without_tags
from recommender.catalogue.schema import KINDS, TARGET_GROUPS
from recommender.catalogue.sources import read_json, read_text
from recommender.catalogue.structured import Draft, read_drafts
from recommender.catalogue.tables import Reading
from recommender.catalogue.vocabulary import EQF, country_of, language_of
from recommender.domain.accommodation import ACCOMMODATION_CODES
from recommender.domain.trainings import LearningOutcome
from recommender.errors import DataError

COURSES = ("Course", "EducationalOccupationalProgram")
WORK_AREA_SET = "urn:recommender:work-areas"
ISCED_SET = "http://data.europa.eu/snb/isced-f/25831c2"
# what schema.org (W3C discoverability vocabulary) says about accommodation, by our codes
FEATURES = {
    "sign_language": "signLanguage",
    "captions": "closedCaptions",
    "transcript": "transcript",
    "audio_description": "audioDescription",
    "large_print": "largePrint",
    "high_contrast": "highContrastDisplay",
    "braille": "braille",
    "read_aloud": "ttsMarkup",
}
CONTROLS = {"keyboard_switch": "fullKeyboardControl"}
HAZARDS = {"no_flashing_no_loud": ("noFlashingHazard", "noSoundHazard")}
STATED = re.compile(r"\b([a-z_]+)=(yes|no|on_request|unknown)\b")


def read_schema_org(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read courses from a JSON-LD file, or from a page that was saved whole; nothing that it links to is fetched."""
    written = read_text(data, name)
    scripts, language = scripts_of(written, name) if is_page(written) else ([written], "")
    nodes = [node for script in scripts for node in _nodes(read_json(script, name))]
    graph = Graph(iter(nodes))
    courses = (node for node in nodes if any(is_a(node, kind) for kind in COURSES))
    drafts = (draft_of(node, graph, language) for node in courses)
    return read_drafts(map(_unescaped, drafts) if is_page(written) else drafts, name, kind="course")


def _unescaped(draft: Draft) -> Draft:
    """Read entities such as &amp; as what they stand for: programs that make pages write them into JSON too."""
    return Draft({column: unescape(cell) for column, cell in draft.cells.items()}, draft.notes)


def _nodes(document: Any, level: int = 0) -> Iterator[Node]:
    """Yield the things of a document: those at the top, in a graph, and those in a list of courses."""
    for node in objects(document):
        yield node
        if level < 3:
            for key in ("@graph", "itemListElement", "item", "mainEntity", "hasPart", "hasOfferCatalog"):
                yield from _nodes(node.get(key), level + 1)


def draft_of(node: Node, graph: Graph, page_language: str = "") -> Draft:
    """Take what one course says."""
    draft = Draft()
    spoken = [_language(text(each) or uri(each)) for each in many(node.get("inLanguage"))]
    language = next(filter(None, map(language_of, [*spoken, page_language])), "en")
    identifier = uri(node.get("@id") or node.get("id")) or text(node.get("courseCode")) or _identifier(node)
    draft.say("id", training_id(identifier or uri(node.get("url"))))
    for column, keys in (("title", ("name", "headline")), ("description", ("description",))):
        values = next((found for key in keys if (found := texts(node.get(key), language))), {})
        for name, value in localised(column, values).items():
            draft.say(name, without_tags(value))
    draft.list("languages", spoken)
    draft.say("homepage", _address(uri(node.get("url")) or uri(node.get("sameAs"))))
    _say_organisations(draft, graph, node)
    _say_outcomes(draft, node)
    _say_instances(draft, graph, node)
    _say_level_and_field(draft, node)
    _say_accessibility(draft, graph, node)
    draft.say("prerequisites", _joined(node.get("coursePrerequisites") or node.get("programPrerequisites")))
    draft.say("price", _price(graph, node))
    draft.say("status", "example" if text(node.get("creativeWorkStatus")).casefold() == "example" else "real")
    return draft


def _identifier(node: Node) -> str:
    return text(node.get("identifier"))


def _language(value: str) -> str:
    return language_of(value) or words.READ_WORDS["languages"](value)


def _say_organisations(draft: Draft, graph: Graph, node: Node) -> None:
    credential = graph.first(node, "educationalCredentialAwarded")
    pairs = (("provider", graph.first(node, "provider")), ("awarding_body", graph.first(credential, "recognizedBy")))
    for column, each in pairs:
        draft.say(column, text(each.get("name") or each.get("legalName")) or _not_an_address(each))
        address = graph.first(each, "address")
        draft.say(f"{column}_country", _country(address.get("addressCountry")))
        draft.say(f"{column}_url", _address(uri(each.get("url")) or uri(each.get("sameAs"))))
    category = text(credential.get("credentialCategory"))
    kinds = (text(node.get("learningResourceType")), category)
    known = (words.READ_WORDS["kind"](kind) for kind in kinds if kind)
    draft.say("kind", next((kind for kind in known if kind in KINDS), ""))


def _not_an_address(node: Node) -> str:
    """Return the name of a provider that is given as a bare text."""
    said = uri(node)
    return "" if re.match(r"[a-z]+:|#", said) else said


def _country(value: Any) -> str:
    said = text(value)
    return country_of(said) or words.READ_WORDS["provider_country"](said) if said else ""


def _say_outcomes(draft: Draft, node: Node) -> None:
    outcomes: list[LearningOutcome] = []
    others: list[str] = []
    for each in [*many(node.get("teaches")), *_alignments(node)]:
        skills, more = esco_links(_links(each))
        said = text(each) or text(each.get("targetName") if isinstance(each, dict) else None)
        outcomes.append(LearningOutcome(said or "".join(skills[:1]), skills))  # a bare link stands for its words
        others += more
    draft.leave_out("These links are no ESCO skills and are left out", others)
    draft.outcomes(outcomes)


def _alignments(node: Node) -> list[Any]:
    return [
        each
        for each in objects(node.get("educationalAlignment"))
        if text(each.get("alignmentType")).casefold() in ("teaches", "") and esco_links(_links(each))[0]
    ]


def _links(each: Any) -> list[str]:
    if not isinstance(each, dict):
        return uris(each)
    return [link for key in ("@id", "id", "url", "sameAs", "targetUrl", "termCode") for link in uris(each.get(key))]


def _say_instances(draft: Draft, graph: Graph, node: Node) -> None:
    instances = graph.linked(node, "hasCourseInstance")
    held = [node, *instances]
    modes = [text(mode) for each in held for mode in many(each.get("courseMode") or each.get("educationalProgramMode"))]
    codes = {mode: words.READ_WORDS["participation"](mode.rpartition("/")[2]) for mode in modes}
    known = set(words.CODES["participation"].values())
    draft.list("participation", [code for code in codes.values() if code in known])
    unknown = [mode for mode, code in codes.items() if code not in known]
    draft.leave_out("These forms of participation have no code here and are left out", unknown)
    _say_hours(draft, [text(node.get("timeRequired")), *(text(each.get("courseWorkload")) for each in held)])
    places = [graph.first(each, "location") for each in held]
    draft.say("location", next(filter(None, map(_place, places)), ""))
    draft.list("start_dates", [text(each.get("startDate"))[:10] for each in held])
    draft.say("region", text(graph.first(node, "spatialCoverage").get("name")))
    for credits in objects(node.get("numberOfCredits")):
        unit = " ".join(text(credits.get(key)) for key in ("unitText", "name", "unitCode", "credentialCategory"))
        if "ects" in unit.casefold():
            draft.say("ects_credits", text(credits.get("value")))


def _say_hours(draft: Draft, said: list[str]) -> None:
    for each in filter(None, said):
        range_or_none = words.hours(each)
        if hours(each):
            draft.hours(hours(each))
        elif range_or_none and re.search(r"[a-z]", each, re.IGNORECASE):  # a bare number may count anything
            draft.say("workload_hours_min", range_or_none[0])
            draft.say("workload_hours_max", range_or_none[1])
        else:
            draft.leave_out("This amount of learning is not given in hours and is left out", [each])


def _place(place: Node) -> str:
    address = place.get("address")
    if isinstance(address, dict):
        parts = [text(address.get(key)) for key in ("streetAddress", "postalCode", "addressLocality")]
        written = ", ".join(filter(None, parts))
    else:
        written = text(address)
    return text(place.get("name")) or written or _not_an_address(place)


def _say_level_and_field(draft: Draft, node: Node) -> None:
    for level in many(node.get("educationalLevel")):
        eqf = next((link.removeprefix(EQF) for link in _links(level) if link.startswith(EQF)), "")
        if eqf:
            draft.say("eqf_level", eqf)
        else:
            draft.say("nqf_level", text(level))
    topics = objects(node.get("about"))
    codes = [text(each.get("termCode")) for each in topics if ISCED_SET in uris(each.get("inDefinedTermSet"))]
    draft.say("isced_f", next((code for code in codes if re.fullmatch(r"\d{4}", code)), ""))
    areas = [each for each in objects(node.get("keywords")) if WORK_AREA_SET in uris(each.get("inDefinedTermSet"))]
    draft.list("work_areas", [text(each.get("termCode")) for each in areas])
    groups = [text(each.get("educationalRole") or each.get("audienceType")) for each in objects(node.get("audience"))]
    draft.list("target_groups", [group for group in groups if group in TARGET_GROUPS])
    age = re.match(r"(\d{1,2})\s*(?:-|\+|$)", text(node.get("typicalAgeRange")))
    draft.say("min_age", age[1] if age else "")


def _say_accessibility(draft: Draft, graph: Graph, node: Node) -> None:
    stated = dict(STATED.findall(text(node.get("accessibilitySummary"))))
    features = {text(each) for each in many(node.get("accessibilityFeature"))}
    controls = {text(each) for each in many(node.get("accessibilityControl"))}
    hazards = {text(each) for each in many(node.get("accessibilityHazard"))}
    for code, term in {**FEATURES, **CONTROLS}.items():
        if term in features | controls:
            stated.setdefault(code, "yes")
    for code, terms in HAZARDS.items():
        if hazards.issuperset(terms):
            stated.setdefault(code, "yes")
    for each in [node, *graph.linked(node, "hasCourseInstance")]:
        for amenity in objects(graph.first(each, "location").get("amenityFeature")):
            value = amenity.get("value")
            if text(amenity.get("name")) in ACCOMMODATION_CODES and isinstance(value, bool):
                stated.setdefault(text(amenity["name"]), "yes" if value else "no")
    lines = [f"{code}={stated[code]}" for code in ACCOMMODATION_CODES if code in stated]
    draft.say("accessibility", "\n".join(lines))


def _price(graph: Graph, node: Node) -> str:
    offer = graph.first(node, "offers")
    amount = text(offer.get("price"))
    return text(offer.get("description")) or f"{amount} {text(offer.get('priceCurrency'))}".strip() if offer else ""


def _joined(value: Any) -> str:
    return "\n".join(filter(None, (text(each) for each in many(value))))


def _address(value: str) -> str:
    try:
        return web_address(value)
    except DataError:
        return ""
