"""Take values out of documents of other systems, whose one value may be a text, an object or a list of either."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recommender.catalogue.cells import ESCO_SKILL, IDENTIFIER, LANGUAGE, number_cell
from recommender.catalogue.words import slug
from recommender.domain.trainings import LearningOutcome

OURS = "urn:recommender:training:"
ESCO_LINK = re.compile(r"https?://data\.europa\.eu/esco/.+")
DURATION = re.compile(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+)M)?(?:\d+S)?)?")


def many(value: Any) -> list[Any]:
    """Return a value as a list: nothing for None, one item for anything that is no list.

    Examples
    --------
    >>> many(None), many("a"), many(["a", "b"])
    ([], ['a'], ['a', 'b'])
    """
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a value, leaving texts and numbers out."""
    return [each for each in many(value) if isinstance(each, dict)]


def texts(value: Any, language: str) -> dict[str, str]:
    """Return a value as texts by language: a language map, a text with its language, or a bare text.

    Parameters
    ----------
    value : as JSON-LD, ELM or OEAPI write it
    language : the language of a bare text

    Examples
    --------
    >>> texts({"de": "Bügeln", "en": ["Ironing"]}, "en")
    {'de': 'Bügeln', 'en': 'Ironing'}
    >>> texts([{"@value": "Bügeln", "@language": "de"}], "en"), texts("Ironing", "en")
    ({'de': 'Bügeln'}, {'en': 'Ironing'})
    """
    found: dict[str, str] = {}
    for each in many(value):
        if isinstance(each, dict):
            said = each.get("@language") or each.get("language")
            content = each.get("@value", each.get("value"))
            pairs = [(said or language, content)] if content is not None else list(each.items())
        else:
            pairs = [(language, each)]
        for key, content in pairs:
            written = text(content)
            if written and LANGUAGE.fullmatch(str(key)):
                found.setdefault(str(key), written)
    return found


def text(value: Any) -> str:
    """Return the first text of a value: of a list, of a value object, of a thing with a name.

    Examples
    --------
    >>> text([{"@value": " a "}]), text({"name": "b"}), text(7.0), text(None), text({"en": "c"})
    ('a', 'b', '7', '', 'c')
    """
    for each in many(value):
        if isinstance(each, dict):
            keys = [key for key in ("@value", "value", "name", "title", "en") if each.get(key)]
            by_language = (content for key, content in each.items() if LANGUAGE.fullmatch(key))
            found = text(each[keys[0]] if keys else next(by_language, None))
        elif isinstance(each, bool):
            found = ""
        else:
            found = number_cell(each) if isinstance(each, int | float) else str(each).strip()
        if found:
            return found
    return ""


def uri(value: Any) -> str:
    """Return the URI of a thing, or a text that is one."""
    if isinstance(value, dict):
        return next((uri(value[key]) for key in ("id", "@id", "url", "uri", "contentURL") if value.get(key)), "")
    if isinstance(value, list):
        return next(filter(None, map(uri, value)), "")
    return value.strip() if isinstance(value, str) else ""


def uris(value: Any) -> list[str]:
    """Return the URIs of all things of a value."""
    return [found for found in map(uri, many(value)) if found]


def localised(column: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return texts by language as cells: English in the column itself, others beside it.

    Examples
    --------
    >>> localised("title", {"en": "Ironing", "de": "Bügeln"})
    {'title': 'Ironing', 'title_de': 'Bügeln'}
    """
    return {column if language == "en" else f"{column}_{language}": value for language, value in values.items()}


def hours(value: Any) -> str:
    """Return the hours of an ISO 8601 duration as a cell, "" for one in months or years and for no duration.

    Days are not hours either: nobody knows how long a day of learning is.

    Examples
    --------
    >>> hours("PT20H"), hours("PT1H30M"), hours("P60M"), hours("P2D"), hours("20 hours")
    ('20', '1.5', '', '', '')
    """
    found = DURATION.fullmatch(text(value))
    if found is None or found["days"]:
        return ""
    total = float(found["hours"] or 0) + int(found["minutes"] or 0) / 60
    return number_cell(round(total, 2)) if total else ""


def training_id(value: str) -> str:
    """Return our id for the identifier of another system; one that we wrote ourselves comes back as it was.

    Examples
    --------
    >>> training_id("urn:recommender:training:laundry"), training_id("K-17")
    ('laundry', 'K-17')
    >>> training_id("https://provider.example/courses/17")
    'provider.example-courses-17-...'
    """
    own = value.removeprefix(OURS)
    if IDENTIFIER.fullmatch(own):
        return own
    digest = hashlib.sha256(value.encode()).hexdigest()[:8]
    return f"{slug(re.sub(r'^[a-z]+:(//)?', '', value))}-{digest}".lstrip("-") if value else ""


def esco_links(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the ESCO links of a value into skills, as stated, and links that are no skills.

    Examples
    --------
    >>> esco_links(["https://data.europa.eu/esco/skill/1-a", "http://data.europa.eu/esco/occupation/2", "urn:x"])
    (('http://data.europa.eu/esco/skill/1-a',), ('http://data.europa.eu/esco/occupation/2',))
    """
    links = [link.replace("https://", "http://", 1) for link in uris(value) if ESCO_LINK.fullmatch(link)]
    skills = tuple(dict.fromkeys(link for link in links if ESCO_SKILL.fullmatch(link)))
    return skills, tuple(dict.fromkeys(link for link in links if not ESCO_SKILL.fullmatch(link)))


def merged_outcomes(outcomes: Iterator[LearningOutcome]) -> list[LearningOutcome]:
    """Put outcomes with the same words together, with the skills of both, in the order in which they come."""
    found: dict[str, tuple[str, ...]] = {}
    for outcome in outcomes:
        words = " ".join(outcome.text.split())
        if words:
            found[words] = tuple(dict.fromkeys((*found.get(words, ()), *outcome.concept_uris)))
    return [LearningOutcome(words, links) for words, links in found.items()]


def written_graph(context: Any, nodes: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write a JSON-LD document of many nodes piece by piece, so that a large one is never whole in memory.

    Examples
    --------
    >>> b"".join(written_graph("https://schema.org", [{"@type": "Course"}])).decode()
    '{"@context": "https://schema.org",\\n"@graph": [\\n{"@type": "Course"}\\n]}\\n'
    """
    yield f'{{"@context": {json.dumps(context)},\n"@graph": ['.encode()
    for number, node in enumerate(nodes):
        yield f"{',' if number else ''}\n{json.dumps(node, ensure_ascii=False)}".encode()
    yield b"\n]}\n"
