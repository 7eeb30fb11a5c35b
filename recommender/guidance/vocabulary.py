"""What gaps are spoken about in: skills and which of them are the same, work areas, needs, topics of the staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.domain.trainings import Training
from recommender.domain.work_areas import WorkArea
from recommender.guidance.matching import areas_of
from recommender.guidance.staff import StaffTopic


def nothing(uri: str) -> frozenset[str]:
    """Stand in for relations that are not installed."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names and relations.

    `labels` names concepts by URI, local skills ("local:…") among them, whose work areas stand in `local_areas`.
    `narrower` gives all concepts below one, `similar` those that hardly anybody would tell apart from it.
    `group` gives the label of the skill group of a concept, "" where relations are not installed.
    """

    labels: Mapping[str, str]
    work_areas: Mapping[str, WorkArea]
    accommodations: Mapping[str, str]
    topics: Mapping[str, StaffTopic]
    local_areas: Mapping[str, str] = field(default_factory=dict)
    narrower: Callable[[str], frozenset[str]] = nothing
    similar: Callable[[str], frozenset[str]] = nothing
    group: Callable[[str], str] = lambda uri: ""

    def areas_of_concepts(self, uris: Sequence[str]) -> tuple[str, ...]:
        """Return the work areas, in the order of the table, that one of these skills belongs to."""
        local = {self.local_areas.get(uri) for uri in uris}
        return tuple(
            slug for slug, area in self.work_areas.items() if slug in local or not area.concept_uris.isdisjoint(uris)
        )

    def areas_of_training(self, training: Training) -> tuple[str, ...]:
        """Return the work areas of a training, none where it suits them all."""
        return areas_of(training, {slug: area.concept_uris for slug, area in self.work_areas.items()})

    def fold(self, uris: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Put near-duplicates under the first of them, as the list of suggestions does.

        Parameters
        ----------
        uris : concepts, the one that is to stand for the others first

        Returns
        -------
        For each concept that stands for itself, itself and those folded under it.
        """
        folded: dict[str, list[str]] = {}
        for uri in uris:
            first = next((one for one in folded if uri in self.similar(one)), uri)
            folded.setdefault(first, []).append(uri)
        return {first: tuple(dict.fromkeys(members)) for first, members in folded.items()}
