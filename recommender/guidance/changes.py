"""What a new ESCO release does to a profile: renamed, retired, and likely successors for people to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from recommender.domain.concepts import Concept
from recommender.domain.profile import Profile
from recommender.domain.stages import Stage
from recommender.guidance.profile import SkillRecord, skill_records
from recommender.taxonomy.search import stem
from recommender.taxonomy.taxonomy import Taxonomy

MOST_SUCCESSORS = 3
LEAST_SHARED = 0.6  # of the words of two labels together; below it a label says something else
_WORD = re.compile(r"\w+")
_SMALL = frozenset("a an and at by for from in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Change:
    """One skill of a profile that the release in use calls otherwise or no longer holds.

    Nothing is changed in the profile: the skill keeps its URI, its word, its stage, or its no. `successors` are
    concepts with the old word among their labels, or most of its words; a person says yes to one, or to none.
    """

    concept_uri: str
    kept_label: str
    status: Literal["renamed", "retired"]
    new_label: str
    stage: Stage
    rejected: bool
    last_release: str
    successors: tuple[Concept, ...]


def find_changes(profile: Profile, taxonomy: Taxonomy) -> tuple[Change, ...]:
    """Compare the skills of a profile with the release in use, in the order of their kept labels.

    Skills of one's own, which never were in ESCO, do not change. A concept the person has already decided on is
    no successor: it stands in the profile by itself.
    """
    records = skill_records(profile)
    decided = {record.concept_uri for record in records}
    releases = {decision.concept_uri: decision.esco for decision in profile.decisions}
    changes = (
        _change(record, taxonomy, decided, releases.get(record.concept_uri, ""))
        for record in records
        if record.concept_uri.startswith("http")
    )
    return tuple(change for change in changes if change is not None)


def records_in(profile: Profile, taxonomy: Taxonomy) -> dict[str, SkillRecord]:
    """Return where each skill stands by URI, as a list of the release in use needs it.

    A no to a skill that this release has retired also stands for the skills that carry its label now, until somebody
    answers those themselves or takes the no back.
    """
    records = {record.concept_uri: record for record in skill_records(profile)}
    rejected = (one for one in records.values() if one.rejected and one.concept_uri.startswith("http"))
    retired = [one for one in rejected if taxonomy.status(one.concept_uri, one.preferred_label) == "retired"]
    return {
        heir.concept_uri: one for one in retired for heir in _of_same_label(one.preferred_label, taxonomy)
    } | records


def _change(record: SkillRecord, taxonomy: Taxonomy, decided: set[str], last_release: str) -> Change | None:
    status = taxonomy.status(record.concept_uri, record.preferred_label)
    if status == "current":
        return None
    retired = status == "retired"
    return Change(
        concept_uri=record.concept_uri,
        kept_label=record.preferred_label,
        status=status,
        new_label="" if retired else taxonomy.concept(record.concept_uri).preferred_label,
        stage=record.stage,
        rejected=record.rejected,
        last_release=last_release,
        successors=_successors(record.preferred_label, taxonomy, decided) if retired else (),
    )


def _successors(label: str, taxonomy: Taxonomy, decided: set[str]) -> tuple[Concept, ...]:
    """Return the concept of this very label, or those that carry it, or those whose labels share most of its words.

    Of the 194 skills of ESCO 1.1.1 that 1.2.0 no longer has, 145 stand among the labels of another skill there.
    """
    near = {concept: _words(concept) for concept in _near(label, taxonomy)}
    shared = [c for c, words in near.items() if max(_shared(label, word) for word in words) >= LEAST_SHARED]
    found = _of_same_label(label, taxonomy) or shared
    return tuple(concept for concept in found if concept.concept_uri not in decided)[:MOST_SUCCESSORS]


def _of_same_label(label: str, taxonomy: Taxonomy) -> list[Concept]:
    spelled = label.casefold()
    same = [one for one in _near(label, taxonomy) if spelled in {word.casefold() for word in _words(one)}]
    return [one for one in same if one.preferred_label.casefold() == spelled] or same


def _near(label: str, taxonomy: Taxonomy) -> list[Concept]:
    return taxonomy.find(label, limit=3 * MOST_SUCCESSORS)


def _words(concept: Concept) -> tuple[str, ...]:
    return concept.preferred_label, *concept.alternative_labels


def _shared(one: str, other: str) -> float:
    """Return how many of the words of two labels are in both, between 0 and 1, endings and small words left out."""
    first, second = _stems(one), _stems(other)
    return len(first & second) / max(1, len(first | second))


def _stems(label: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(label.casefold())} - _SMALL
