"""Read achievement definitions: Open Badges 3.0 achievements, and badge classes of Open Badges 2.0.

A badge that was issued is read for its definition alone; nothing about the person who holds it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from recommender.catalogue.cells import web_address
from recommender.catalogue.documents import esco_links, many, objects, text, training_id, uri
from recommender.catalogue.elm_reading import is_a
from recommender.catalogue.mapping import ColumnMapping
from recommender.catalogue.pages import without_tags
from recommender.catalogue.schema import TARGET_GROUPS, WORK_AREAS
from recommender.catalogue.sources import read_json, read_text
from recommender.catalogue.structured import Draft, read_drafts
from recommender.catalogue.tables import Reading
from recommender.catalogue.vocabulary import EQF, country_of, language_of
from recommender.domain.trainings import LearningOutcome
from recommender.errors import DataError

KINDS = {
    "micro_credential": "MicroCredential",
    "course": "Course",
    "badge": "Badge",
    "module": "ext:Module",
    "qualification_part": "ext:QualificationPart",
    "work_based": "ext:WorkBased",
}
OUTCOMES = "Learning outcomes"
ASSESSED = "Assessment"
AREA, GROUP = "work-area:", "target-group:"
Node = Mapping[str, Any]


def read_open_badges(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read achievement definitions: alone, in a list, or within a badge that was issued."""
    nodes = _definitions(read_json(read_text(data, name), name))
    return read_drafts(map(draft_of, nodes), name, kind="achievement definition")


def _definitions(document: Any, level: int = 0) -> Iterator[Node]:
    for node in objects(document):
        if is_a(node, "Achievement") or is_a(node, "BadgeClass"):
            yield node
        elif level < 4:
            for key in ("@graph", "badge", "achievement", "credentialSubject", "verifiableCredential", "items"):
                yield from _definitions(node.get(key), level + 1)


def draft_of(node: Node) -> Draft:
    """Take what one definition says."""
    draft = Draft()
    language = language_of(text(node.get("inLanguage") or node.get("@language"))) or "en"
    own = text(node.get("id") or node.get("@id"))
    draft.say("id", training_id(own or text(node.get("humanCode"))))
    for column, key in (("title", "name"), ("description", "description")):
        draft.say(column if language == "en" else f"{column}_{language}", without_tags(text(node.get(key))))
    kind = text(node.get("achievementType"))
    draft.say("kind", next((code for code, term in KINDS.items() if term == kind), ""))
    creator = next(iter(objects(node.get("creator") or node.get("issuer"))), {})
    draft.say("awarding_body", text(creator.get("name")))
    draft.say("awarding_body_url", _address(uri(creator.get("url"))))
    address = next(iter(objects(creator.get("address"))), {})
    draft.say("awarding_body_country", country_of(text(address.get("addressCountryCode"))))
    criteria = node.get("criteria")
    narrative = text(next(iter(objects(criteria)), {}).get("narrative"))
    draft.say("homepage", _address(uri(criteria) or own))
    _say_outcomes(draft, node, narrative)
    draft.say("assessment_detail", _section(narrative, ASSESSED) or _unless_ours(narrative))
    field = text(node.get("fieldOfStudy"))
    draft.say("isced_f", field if re.fullmatch(r"\d{4}", field) else "")
    tags = [text(tag) for tag in many(node.get("tag") or node.get("tags"))]
    draft.list("work_areas", _codes(tags, AREA, WORK_AREAS))
    draft.list("target_groups", _codes(tags, GROUP, TARGET_GROUPS))
    return draft


def _codes(tags: Sequence[str], prefix: str, known: Collection[str]) -> list[str]:
    """Return our own codes among the tags; the same word without our prefix may mean anything."""
    found = [tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)]
    return [code for code in found if code in known]


def _say_outcomes(draft: Draft, node: Node, narrative: str) -> None:
    outcomes = [LearningOutcome(line) for line in _section(narrative, OUTCOMES).split("\n") if line]
    written = {outcome.text for outcome in outcomes}
    others: list[str] = []
    for each in objects(node.get("alignment") or node.get("alignments")):
        link = text(each.get("targetUrl") or each.get("url") or each.get("targetCode"))
        name = text(each.get("targetName") or each.get("name")) or link
        skills, more = esco_links([link])
        if skills:
            ours = text(each.get("targetDescription"))
            outcomes.append(LearningOutcome(ours if ours in written else name, skills))
        elif link.startswith(EQF):
            draft.say("eqf_level", link.removeprefix(EQF))
        else:
            others += more or [name]
    draft.leave_out("These alignments are no ESCO skills and are left out", others)
    draft.outcomes(outcomes)


def _section(narrative: str, heading: str) -> str:
    """Return the lines under one of our own headings of a narrative."""
    found = re.search(rf"^\*\*{heading}\*\*\n((?:.+\n?)+)", narrative, re.MULTILINE)
    return "\n".join(line.removeprefix("- ") for line in found[1].rstrip("\n").split("\n")) if found else ""


def _unless_ours(narrative: str) -> str:
    return "" if f"**{OUTCOMES}**" in narrative else without_tags(narrative)


def _address(value: str) -> str:
    try:
        return web_address(value)
    except DataError:
        return ""
