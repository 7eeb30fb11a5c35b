"""ESCO in memory: look concepts up, search them by words, walk their hierarchy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from recommender.domain.concepts import Concept
from recommender.errors import NotFoundError
from recommender.taxonomy.esco import Release
from recommender.taxonomy.relations import ESSENTIAL, SkillGroup
from recommender.taxonomy.search import LEAST_SCORE, LabelIndex
from recommender.taxonomy.tables import clean, normalise_uri

Status = Literal["current", "renamed", "retired"]
MOST_SLIPS = 4  # letters that differ between a mistyped URI and the one that was meant
ROOTS = "STLK"  # where a concept has several places, what people do comes first


class Taxonomy:
    """All concepts of one release; concepts are known by their URI only."""

    def __init__(self, release: Release, *, plain: Mapping[str, str] = MappingProxyType({})) -> None:
        """Take a release, and plain renderings by URI that the search looks at too."""
        self.release = release.name
        self.language = release.language
        self.concepts = tuple(sorted(release.concepts, key=lambda concept: concept.concept_uri))
        self.has_relations = release.has_relations
        self._release, self._plain = release, plain
        self._by_uri = {concept.concept_uri: concept for concept in self.concepts}

    def __contains__(self, uri: object) -> bool:
        """Say whether a URI, also one with https, is a concept of this release."""
        return isinstance(uri, str) and normalise_uri(uri) in self._by_uri

    def __len__(self) -> int:
        """Return the number of concepts."""
        return len(self.concepts)

    @property
    def why_no_relations(self) -> str:
        """Return why skill groups, occupations and narrower concepts are off; empty where they are on."""
        if self.has_relations:
            return ""
        return (
            "The installed ESCO data holds the skills only, without groups and occupations. For these, "
            "install the official package: recommender setup --esco FILE"
        )

    def concept(self, uri: str) -> Concept:
        """Return a concept by its URI.

        Raises
        ------
        NotFoundError : this release has no such concept; the error names the nearest URI if it looks mistyped
        """
        found = self._by_uri.get(normalise_uri(uri))
        if found is None:
            raise NotFoundError(f"ESCO {self.release} has no concept {uri}", where="concept URI", fix=self._hint(uri))
        return found

    def status(self, uri: str, label: str) -> Status:
        """Say whether a concept that was kept with its label is still in this release and still called that."""
        found = self._by_uri.get(normalise_uri(uri))
        if found is None:
            return "retired"
        return "current" if found.preferred_label == clean(label) else "renamed"

    def find(self, words: str, *, limit: int = 10, least: float = LEAST_SCORE) -> list[Concept]:
        """Search concepts by their preferred and alternative labels and plain renderings, tolerant of typing slips.

        A URI finds its concept. The best come first; equal ones are ordered by URI.

        Parameters
        ----------
        least : what a label must score, 0 to 1; with `ALL_WORDS`, those that hold all the words are found
        """
        if words in self:
            return [self.concept(words)]
        return [self.concepts[row] for row in self._index.search(words, limit=limit, least=least)]

    def narrower(self, uri: str) -> frozenset[str]:
        """Return the URIs of all concepts below a concept or skill group; empty without relations."""
        seen: set[str] = set()
        waiting = [normalise_uri(uri)]
        while waiting:
            new = [below for below in self._below.get(waiting.pop(), ()) if below not in seen]
            seen.update(new)
            waiting += new
        return frozenset(seen & self._by_uri.keys()) - {normalise_uri(uri)}

    def essential_skills(self, occupation_uri: str) -> frozenset[str]:
        """Return the URIs of the skills that an occupation cannot do without; empty without relations."""
        links = self._release.occupation_skills.get(normalise_uri(occupation_uri), {})
        return frozenset(uri for uri, kind in links.items() if kind == ESSENTIAL and uri in self._by_uri)

    def occupation_labels(self) -> dict[str, str]:
        """Return the labels of the occupations by URI; empty without relations."""
        return {uri: occupation.label for uri, occupation in self._release.occupations.items()}

    def group_path(self, uri: str) -> tuple[SkillGroup, ...]:
        """Return the skill groups above a concept, the root first; empty without relations.

        A concept may stand in several places: the one under S (skills) counts before T, L and K, then the
        first by code. A concept without a group of its own has those of its broader concept.
        """
        return min((self._climb(group) for group in self._nearest_groups(normalise_uri(uri))), key=_place, default=())

    def _nearest_groups(self, uri: str) -> list[SkillGroup]:
        groups, broader = self._release.groups, self._release.broader
        level, seen = [uri], {uri}
        while level and not any(one in groups for one in level):
            level = [above for one in level for above in broader.get(one, ()) if above not in seen]
            seen.update(level)
        return [groups[one] for one in level if one in groups]

    def _climb(self, group: SkillGroup) -> tuple[SkillGroup, ...]:
        """Return the groups from the root down to one; in ESCO every group has one above it, or is a root."""
        groups, path = self._release.groups, [group]
        while above := [groups[uri] for uri in self._release.broader.get(path[0].uri, ()) if uri in groups]:
            if above[0] in path:
                break
            path.insert(0, above[0])
        return tuple(path)

    def _hint(self, uri: str) -> str:
        near = process.extractOne(
            normalise_uri(uri), self._by_uri.keys(), scorer=Levenshtein.distance, score_cutoff=MOST_SLIPS
        )
        if near is None:
            return "It may be retired or from another release: search by its label"
        return f"Did you mean {near[0]} ({self._by_uri[near[0]].preferred_label})?"

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for uri, above in sorted(self._release.broader.items()):
            for broader in above:
                below.setdefault(broader, []).append(uri)
        return below

    @cached_property
    def _index(self) -> LabelIndex:
        return LabelIndex(
            [
                (c.preferred_label, *c.alternative_labels, *filter(None, [self._plain.get(c.concept_uri)]))
                for c in self.concepts
            ]
        )


def _place(path: tuple[SkillGroup, ...]) -> tuple[int, list[str]]:
    root = path[0].code[:1]
    return (ROOTS.index(root) if root and root in ROOTS else len(ROOTS)), [group.code for group in path]
