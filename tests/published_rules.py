"""Check exports against the published schemas and shapes, offline. They lie beside the project, not in it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import rdflib
from jsonschema import Draft201909Validator, Draft202012Validator
from lxml import etree
from pyld import jsonld
from pyshacl import validate
from rdflib.namespace import RDF, SH

ELM = "http://data.europa.eu/snb/model/elm/"
EDC_AP = "http://data.europa.eu/snb/model/context/edc-ap"


@lru_cache(maxsize=1)
def shapes(standards: Path) -> rdflib.Graph:
    """Return the shapes of learning opportunities, with what is known to be wrong upstream put right.

    Three patterns are in the syntax of Java; one demands ESCO addresses that no ESCO concept has; and the shape
    of the achievement specification is switched off.
    """
    graph = rdflib.Graph()
    for name in ("LOQ-constraints.ttl", "LOQ-constraints-mdr.ttl"):
        graph.parse(standards / "elm" / "shacl" / name)
    for shape, pattern in list(graph.subject_objects(SH.pattern)):
        if "ec.europa.eu/esco" in str(pattern):
            graph.set((shape, SH.pattern, rdflib.Literal("^http://data.europa.eu/esco/")))
            continue
        if r"\p{" in str(pattern) or "(?i)" in str(pattern)[1:]:
            graph.remove((shape, SH.pattern, pattern))
    for shape in list(graph.subjects(SH.deactivated, rdflib.Literal(True))):
        if str(shape).endswith("LearningAchievementSpecificationShape"):
            graph.remove((shape, SH.deactivated, None))
    return graph


def graph_of(document: dict[str, Any], standards: Path) -> rdflib.Graph:
    """Return the triples of a JSON-LD document; only the context that lies there is ever loaded."""

    def load(url: str, options: Any) -> dict[str, Any]:
        assert url == EDC_AP, f"{url} would have to be fetched"
        context = json.loads((standards / "elm" / "context" / "edc-ap-context.jsonld").read_text(encoding="utf-8"))
        return {"contextUrl": None, "documentUrl": url, "document": context}

    triples = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": load})
    return rdflib.Graph().parse(data=triples, format="nt")


def opportunity_violations(document: dict[str, Any], standards: Path) -> tuple[dict[str, int], set[str]]:
    """Check learning opportunities; return how many nodes of each class were there to check, and what is wrong.

    What is wrong is named by the last part of the property.
    """
    graph = graph_of(document, standards)
    classes = ("LearningOpportunity", "LearningAchievementSpecification", "LearningOutcome", "Organisation", "Note")
    checked = {name: len(set(graph.subjects(RDF.type, rdflib.URIRef(ELM + name)))) for name in classes}
    _, report, _ = validate(graph, shacl_graph=shapes(standards), inference="none", advanced=False)
    paths = [
        str(path)
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for path in report.objects(result, SH.resultPath)
    ]
    return checked, {re.split(r"[/#]", path)[-1] for path in paths}


def elm_errors(opportunity: dict[str, Any], standards: Path) -> list[str]:
    """Check one learning opportunity against the JSON Schema of ELM 3.2."""
    rules = json.loads((standards / "elm" / "json-schema" / "edc-elm-3.2.schema.json").read_text(encoding="utf-8"))
    part = {"$schema": rules["$schema"], "$ref": "#/$defs/LearningOpportunityType", "$defs": rules["$defs"]}
    return [error.message for error in Draft202012Validator(part).iter_errors(opportunity)]


@lru_cache(maxsize=1)
def _loq(standards: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(standards / "elm" / "xsd" / "loq" / "loq.xsd")))


def register_errors(written: bytes, standards: Path) -> list[str]:
    """Check XML of the Europass register."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    schema = _loq(standards)
    schema.validate(etree.fromstring(written, parser))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def achievement_errors(achievement: dict[str, Any], standards: Path) -> list[str]:
    """Check one achievement against the JSON Schema of Open Badges 3.0."""
    file = standards / "open-badges" / "ob_v3p0_achievementcredential.schema.json"
    rules = json.loads(file.read_text(encoding="utf-8"))
    part = {"$schema": rules["$schema"], "$ref": "#/$defs/Achievement", "$defs": rules["$defs"]}
    return [error.message for error in Draft201909Validator(part).iter_errors(achievement)]


def course_errors(course: dict[str, Any], standards: Path) -> list[str]:
    """Check one course against the interface description of OEAPI 6."""
    rules = json.loads((standards / "oeapi" / "oeapi-v6.openapi.json").read_text(encoding="utf-8"))
    part = {"$ref": "#/components/schemas/CourseProperties", "components": rules["components"]}
    return [error.message for error in Draft202012Validator(part).iter_errors(course)]


def badges_of(document: dict[str, Any], standards: Path) -> list[dict[str, Any]]:
    """Expand achievement definitions by the published contexts; what no context knows is gone afterwards."""
    files = {
        "https://www.w3.org/ns/credentials/v2": standards / "w3c" / "credentials-v2.jsonld",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": standards / "open-badges" / "context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": standards
        / "open-badges"
        / "extensions-context.json",
    }

    def load(url: str, options: Any) -> dict[str, Any]:
        context = json.loads(files[url].read_text(encoding="utf-8"))
        return {"contextUrl": None, "documentUrl": url, "document": context}

    expanded: list[dict[str, Any]] = jsonld.expand(document, {"documentLoader": load})
    return expanded
