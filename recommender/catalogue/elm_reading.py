"""Read learning opportunities of the European Learning Model, from JSON-LD or from what the XML reader makes of XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

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
from recommender.catalogue.schema import COLUMNS
from recommender.catalogue.structured import Draft
from recommender.catalogue.vocabulary import ECTS, EQF, country_of, language_of, term_code
from recommender.catalogue.words import unlisted
from recommender.domain.trainings import LearningOutcome

OPPORTUNITY = "LearningOpportunity"
OWN_NOTE = re.compile(r"([a-z_]+): (.+)", re.DOTALL)  # how our own export writes what the model has no property for
Node = Mapping[str, Any]


class Graph:
    """The nodes of a document by id, so that a reference is as good as the thing itself."""

    def __init__(self, nodes: Iterator[Node]) -> None:
        self._nodes: dict[str, Node] = {}
        for node in nodes:
            if (key := uri(node)) and len(node) > len(self._nodes.get(key, ())):
                self._nodes[key] = node

    def linked(self, node: Node, name: str) -> list[Node]:
        """Return the things that a property of a node names, whole where the document holds them."""
        found = [each if isinstance(each, dict) else {"id": each} for each in many(node.get(name))]
        return [self._nodes.get(uri(each), each) if len(each) <= 2 else each for each in found]

    def first(self, node: Node, *names: str) -> Node:
        """Follow properties one after the other, taking the first thing each time; an empty one where it ends."""
        for name in names:
            node = next(iter(self.linked(node, name)), {})
        return node


def opportunities(document: Any) -> tuple[Graph, list[Node]]:
    """Find the learning opportunities of a JSON-LD document: alone, in a list or in a graph."""
    top = [node for each in many(document) for node in (each, *objects(_graph(each)))]
    nodes = [node for node in top if isinstance(node, dict)]
    return Graph(iter(nodes)), [node for node in nodes if is_a(node, OPPORTUNITY)]


def is_a(node: Node, kind: str) -> bool:
    """Say whether a node has a type, by its last part: `elm:Course` is a Course."""
    types = [*many(node.get("type")), *many(node.get("@type"))]
    return any(re.split(r"[/#:]", str(each))[-1] == kind for each in types)


def _graph(document: Any) -> Any:
    return (document.get("@graph") or document.get("graph")) if isinstance(document, dict) else None


def draft_of(node: Node, graph: Graph) -> Draft:
    """Take what one learning opportunity says."""
    draft = Draft()
    spec = graph.first(node, "learningAchievementSpecification")
    language = language_of(uri(node.get("defaultLanguage"))) or "en"
    for column, values in _own_notes(graph.linked(node, "additionalNote") + graph.linked(spec, "additionalNote")):
        draft.say(column, values)
    draft.say("id", training_id(uri(node)))
    for column in ("title", "description"):
        for name, value in localised(column, texts(node.get(column) or spec.get(column), language)).items():
            draft.say(name, value)
    draft.say("kind", _code("learning-opportunity", node.get("dcType")))
    draft.list("languages", map(language_of, uris(spec.get("language"))))
    _say_organisation(draft, graph, graph.first(node, "providedBy"), "provider")
    _say_organisation(draft, graph, graph.first(spec, "awardingOpportunity", "awardingBody"), "awarding_body")
    _say_outcomes(draft, graph, spec)
    _say_workload_and_level(draft, graph, spec)
    _say_assessment(draft, graph, spec)
    _say_codes(draft, graph, node, spec)
    draft.say("prerequisites", _note(graph.first(spec, "entryRequirement")))
    draft.say("homepage", uri(graph.first(node, "homepage").get("contentURL")))
    draft.say("price", _price(graph, node))
    place = graph.first(node, "location")
    draft.say("location", _note(graph.first(place, "address", "fullAddress")) or text(place.get("geographicName")))
    draft.list("start_dates", [text(graph.first(node, "temporal").get("startDate"))[:10]])
    return draft


def _own_notes(notes: list[Node]) -> Iterator[tuple[str, str]]:
    for note in notes:
        for language, literal in texts(note.get("noteLiteral"), "en").items():
            if (found := OWN_NOTE.fullmatch(literal)) and found[1] in COLUMNS:
                localised_name = "description_plain" if language == "en" else f"description_plain_{language}"
                yield (localised_name if found[1] == "description_plain" else found[1]), found[2]


def _words(value: Any) -> str:
    """Return a text in the first language that it is given in."""
    return text(list(texts(value, "en").values()))


def _note(note: Node) -> str:
    return _words(note.get("noteLiteral"))


def _say_organisation(draft: Draft, graph: Graph, node: Node, column: str) -> None:
    names = [node.get(key) for key in ("legalName", "altLabel", "prefLabel")]
    name = next(filter(None, map(_words, names)), "")
    draft.say(column, name)
    draft.say(f"{column}_country", country_of(uri(graph.first(node, "location", "address", "countryCode"))))
    draft.say(f"{column}_url", uri(graph.first(node, "homepage").get("contentURL")))


def _say_outcomes(draft: Draft, graph: Graph, spec: Node) -> None:
    outcomes = []
    for node in graph.linked(spec, "learningOutcome"):
        skills, others = esco_links([*many(node.get("relatedESCOSkill")), *many(node.get("relatedSkill"))])
        outcomes.append(LearningOutcome(_words(node.get("title")), skills))
        draft.leave_out("These links are no ESCO skills and are left out", others)
    summary = _note(graph.first(spec, "learningOutcomeSummary"))
    if not outcomes and summary:
        lines = unlisted(summary, "learning_outcomes", "").split("\n")
        outcomes = [LearningOutcome(line.strip()) for line in lines if line.strip()]
    draft.outcomes(outcomes)


def _say_workload_and_level(draft: Draft, graph: Graph, spec: Node) -> None:
    volume = text(spec.get("volumeOfLearning"))
    draft.hours(hours(volume))
    if volume and not hours(volume):
        draft.leave_out("This amount of learning is not given in hours and is left out", [volume])
    for credit in graph.linked(spec, "creditPoint"):
        if uri(credit.get("framework")) == ECTS:
            draft.say("ects_credits", text(credit.get("point")))
        else:
            draft.leave_out("These credits are no ECTS credits and are left out", [text(credit.get("point"))])
    levels = [uri(level) for name in ("eqfLevel", "educationLevel") for level in graph.linked(spec, name)]
    draft.say("eqf_level", next((level.removeprefix(EQF) for level in levels if level.startswith(EQF)), ""))
    draft.say("nqf_level", _label(graph.first(spec, "nqfLevel")))


def _say_assessment(draft: Draft, graph: Graph, spec: Node) -> None:
    codes, details = [], []
    for node in graph.linked(spec, "provenBy"):
        kinds = graph.linked(node, "dcType")
        known = [code for code in (term_code("assessment", uri(kind)) for kind in kinds) if code]
        codes += known
        details += [_words(node.get("description"))]
        details += [] if known else [_words(node.get("title"))]
    draft.list("assessment", codes)
    draft.say("assessment_detail", "\n".join(dict.fromkeys(filter(None, details))))


def _say_codes(draft: Draft, graph: Graph, node: Node, spec: Node) -> None:
    modes = graph.linked(node, "mode") + graph.linked(spec, "mode")
    draft.list("participation", [term_code("learning-assessment", uri(mode)) or "" for mode in modes])
    unknown = [mode for mode in modes if term_code("learning-assessment", uri(mode)) is None]
    draft.leave_out(
        "These modes of learning have no code here and are left out", [_label(m) or uri(m) for m in unknown]
    )
    draft.say("learning_setting", _code("learning-setting", spec.get("learningSetting")))
    groups = graph.linked(spec, "targetGroup")
    draft.list("target_groups", [term_code("target-group", uri(group)) or "" for group in groups])
    fields = [found.rpartition("/")[2] for found in uris(graph.linked(spec, "thematicArea"))]
    draft.say("isced_f", next((code for code in fields if re.fullmatch(r"\d{4}", code)), ""))
    accreditations = [_label(each) or _words(each.get("title")) for each in graph.linked(spec, "accreditation")]
    draft.say("quality_assurance", "; ".join(filter(None, accreditations)))


def _price(graph: Graph, node: Node) -> str:
    detail = graph.first(node, "priceDetail")
    amount = graph.first(detail, "amount")
    said = [_words(detail.get(name)) for name in ("description", "prefLabel")]
    sum_of_money = f"{text(amount.get('value'))} {uri(amount.get('unit')).rpartition('/')[2]}".strip()
    return next(filter(None, [*said, sum_of_money]), "")


def _code(name: str, value: Any) -> str:
    return next((code for code in (term_code(name, each) for each in uris(value)) if code), "")


def _label(node: Node) -> str:
    return _words(node.get("prefLabel"))
