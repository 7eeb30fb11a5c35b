"""Read and write the XML of the Europass register for learning opportunities (QDR, `loq.xsd` 3.1.0).

The XML says the same as the JSON-LD in flat lists with references between them, so both ways go over the
nodes of the JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any
from xml.etree.ElementTree import Element, indent, tostring

from recommender.catalogue.documents import many

LOQ = "http://data.europa.eu/snb/model/ap/loq-constraints/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = f'<Courses xmlns="{LOQ}" xmlns:skos="{SKOS}" xsdVersion="3.1.0">'
IN_MEMORY = 2**22  # bytes of one list before it goes to the disk
CHUNK = 2**20
# names that differ: element and property
RENAMED = {
    "type": "dcType",
    "contentUrl": "contentURL",
    "ISCEDFCode": "thematicArea",
    "EQFLevel": "eqfLevel",
    "NQFLevel": "nqfLevel",
    "modified": "dateModified",
}
NAMES = {prop: element for element, prop in RENAMED.items()}
LISTS = {  # type of a node that stands in a list of its own: the list, the element; in the order of the schema
    "LearningOpportunity": ("learningOpportunityReferences", "learningOpportunity"),
    "LearningAchievementSpecification": (
        "learningAchievementSpecificationReferences",
        "learningAchievementSpecification",
    ),
    "LearningOutcome": ("learningOutcomeReferences", "learningOutcome"),
    "LearningAssessmentSpecification": (
        "learningAssessmentSpecificationReferences",
        "learningAssessmentSpecification",
    ),
    "Organisation": ("agentReferences", "organisation"),
    "Location": ("locationReferences", "location"),
}
# The properties that we write, in the order that the schema demands within any one element.
ORDER = (
    *("legalName", "title", "prefLabel", "description", "dcType", "additionalNote", "homepage", "duration"),
    *("awardingBody", "fullAddress", "countryCode", "thematicArea", "volumeOfLearning", "creditPoint"),
    *("educationLevel", "language", "mode", "learningSetting", "targetGroup", "entryRequirement", "priceDetail"),
    *("providedBy", "location", "learningOutcome", "provenBy", "awardingOpportunity"),
    *("learningAchievementSpecification", "defaultLanguage", "relatedESCOSkill", "framework", "point", "address"),
    *("noteLiteral", "contentURL"),
)


def nodes_of(root: Element) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the nodes of all lists of a document, and the learning opportunities among them."""
    nodes = [_node(element) for each in root for element in each]
    found = [_node(element) for each in root for element in each if _name(element) == "learningOpportunity"]
    return nodes, found


def is_register(root: Element) -> bool:
    """Say whether an XML document is one of the Europass register."""
    return _name(root) == "Courses"


def _node(element: Element) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for attribute in ("id", "uri", "idref"):
        if element.get(attribute):
            node["id"] = element.get(attribute)
    for child in element:
        name = _name(child)
        node.setdefault(RENAMED.get(name, name), []).append(_value(child))
    return node


def _value(element: Element) -> Any:
    if element.get("language"):
        return {"@value": "".join(element.itertext()), "@language": element.get("language")}
    return _node(element) if len(element) or element.attrib else (element.text or "").strip()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def written(opportunities: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write learning opportunities as `elm_writing` makes them, each with parts of its own.

    The document has a list for each kind of thing, so that the lists are written to files of their own first:
    a large document is never whole in memory.
    """
    with ExitStack() as files:
        lists = {name: files.enter_context(SpooledTemporaryFile(IN_MEMORY)) for name, _ in LISTS.values()}
        for opportunity in opportunities:
            parts: dict[str, dict[str, Element]] = {name: {} for name in lists}
            _refer(opportunity, parts)
            for name, elements in parts.items():
                for element in elements.values():
                    indent(element, " ")
                    lists[name].write(f"{tostring(element, encoding='unicode')}\n".encode())
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}\n'.encode()
        for name, file in lists.items():
            if file.tell():
                file.seek(0)
                yield f"<{name}>\n".encode()
                while chunk := file.read(CHUNK):
                    yield chunk
                yield f"</{name}>\n".encode()
        yield b"</Courses>\n"


def _refer(node: Mapping[str, Any], lists: dict[str, dict[str, Element]]) -> str:
    """Put a node into its list, once, and return its id."""
    name, tag = LISTS[node["type"]]
    key = str(node["id"])
    if key not in lists[name]:
        lists[name][key] = element = Element(tag, {"id": key})
        element.extend(_children(node, lists))
    return key


def _children(node: Mapping[str, Any], lists: dict[str, dict[str, Element]]) -> Iterator[Element]:
    for prop in sorted(node.keys() - {"id", "type", "@context", "inScheme", "notation"}, key=ORDER.index):
        tag = NAMES.get(prop, prop)
        for value in many(node[prop]):
            yield from _elements(tag, value, lists)


def _elements(tag: str, value: Any, lists: dict[str, dict[str, Element]]) -> Iterator[Element]:
    if not isinstance(value, dict):
        yield _text(tag, str(value), {})
    elif "type" not in value:  # a text in several languages
        yield from (_text(tag, words, {"language": language}) for language, words in value.items())
    elif value["type"] == "Concept":
        yield _concept(tag, value)
    elif value["type"] in LISTS:
        yield Element(tag, {"idref": _refer(value, lists)})
    elif value["type"] == "Note":  # one language each
        for words in _elements("noteLiteral", value["noteLiteral"], lists):
            note = Element(tag)
            note.append(words)
            yield note
    else:
        element = Element(tag)
        element.extend(_children(value, lists))
        yield element


def _concept(tag: str, value: Mapping[str, Any]) -> Element:
    element = Element(tag, {"uri": str(value["id"])})
    if tag in ("relatedESCOSkill", "educationLevel"):
        element.extend(_elements("skos:prefLabel", value.get("prefLabel", {}), {}))
    return element


def _text(tag: str, words: str, attributes: dict[str, str]) -> Element:
    element = Element(tag, attributes)
    element.text = words
    return element
