"""Wire the steps of a provider: an offer, its links to ESCO, what is asked for, and the gaps between them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from recommender.catalogue.annex_one import missing_elements
from recommender.catalogue.reading import read_catalogue
from recommender.catalogue.release import named
from recommender.domain.suggestions import SuggestionList
from recommender.domain.trainings import Catalogue
from recommender.domain.versions import Versions
from recommender.guidance.demand import Demand, StaffSkill, expand
from recommender.guidance.gaps import Gap, Offer, find_gaps, skills_of
from recommender.guidance.mapping import ToMap, to_map, unanswered, with_links
from recommender.guidance.overview import AreaRow, overview
from recommender.guidance.snapshots import demands
from recommender.guidance.staff import StaffTopic, topics_of
from recommender.guidance.vocabulary import Vocabulary
from recommender.loading import default_catalogue
from recommender.pipeline import Pipeline
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import PROJECT, Settings

AT_A_TIME = 25  # texts between two savings: what a kill can lose
READ_AS = "outcomes-2"  # changes whenever texts are read in another way, so that no old list is shown
Progress = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class View:
    """What a provider sees at one time; `waiting` counts the texts of the offer that nobody has answered yet."""

    catalogue: Catalogue
    offer: Offer
    demand: tuple[Demand, ...]
    words: Vocabulary
    staff: tuple[StaffSkill, ...]
    gaps: tuple[Gap, ...]
    areas: tuple[AreaRow, ...]
    examples: int
    waiting: int
    versions: Versions

    @property
    def not_counted(self) -> tuple[Demand, ...]:
        """Return numbers about something that is not known here: of another release, or of a missing table."""
        places = (self.words.labels, self.words.work_areas, self.words.accommodations)
        return tuple(one for one in self.demand if not any(one.subject in place for place in places))


def open_store(settings: Settings) -> ProviderStore:
    """Open what the provider keeps."""
    return ProviderStore.open(settings.home / FILE)


def read_offer(settings: Settings) -> Catalogue:
    """Read the catalogue in use."""
    return read_catalogue(settings.catalogue or default_catalogue(settings.home))


@cache
def staff_topics() -> dict[str, StaffTopic]:
    """Read the topics of the staff."""
    with (PROJECT / "data" / "staff_topics.csv").open(encoding="utf-8", newline="") as file:
        return topics_of(list(csv.DictReader(file)))


def vocabulary(pipeline: Pipeline, concepts: Collection[str]) -> Vocabulary:
    """Gather names and relations from the tables and the classification.

    Parameters
    ----------
    concepts : the skills that are asked for or taught, among which near-duplicates are looked for
    """
    tasks, alike = pipeline.workshop_tasks.values(), pipeline.near_duplicates(concepts)
    return Vocabulary(
        labels=dict(pipeline.labels) | {f"local:{task.slug}": task.name for task in tasks},
        work_areas=pipeline.work_areas,
        accommodations=pipeline.accommodations,
        topics=staff_topics(),
        local_areas={f"local:{task.slug}": task.work_area for task in tasks},
        narrower=cache(pipeline.taxonomy.narrower),
        similar=lambda uri: alike.get(uri, frozenset()),
        group=cache(lambda uri: _group(pipeline, uri)),
    )


def look(catalogue: Catalogue, store: ProviderStore, pipeline: Pipeline, *, with_examples: bool = False) -> View:
    """Find the gaps of an offer with everything that the provider keeps.

    Parameters
    ----------
    with_examples : also count entries with the status *example*, which nobody can enrol in
    """
    mine = [one for one in catalogue.trainings if with_examples or one.status != "example"]
    offer = Offer(with_links(mine, store.links()), {one.training_id: missing_elements(one) for one in mine})
    asked = expand(
        (*demands(store.files()), *(entry.demand for entry in store.demands())),
        skills_of=pipeline.taxonomy.essential_skills,
        names=pipeline.taxonomy.occupation_labels(),
    )
    staff = store.staff()
    taught = {uri for training in offer.trainings for uri in skills_of(training)}
    words = vocabulary(pipeline, taught | {demand.subject for demand in asked})
    return View(
        catalogue,
        offer,
        asked,
        words,
        staff,
        find_gaps(offer, asked, staff, vocabulary=words),
        overview(offer, asked, vocabulary=words),
        examples=sum(one.status == "example" for one in catalogue.trainings),
        waiting=len(unanswered(to_map(mine), store.links())),
        versions=replace(pipeline.versions, catalogue=named_release(catalogue, mine)),
    )


def named_release(catalogue: Catalogue, trainings: Sequence[Any]) -> str:
    """Return the release of what was looked at: a part of a catalogue has one of its own."""
    if len(trainings) == len(catalogue.trainings):
        return catalogue.release
    return named("offer", trainings).release


def map_texts(
    texts: Iterable[ToMap],
    store: ProviderStore,
    pipeline: Pipeline,
    *,
    progress: Progress = iter,
    limit: int | None = None,
) -> int:
    """Look for skills in every text that has no list yet, saving as it goes; return how many were read.

    A stop keeps what was read, and a kill loses at most the last few texts; the next call goes on from there, and
    reads no text that has a list. Equal texts are read once. Nothing is confirmed by it.
    """
    made_with = mapped_with(pipeline)
    done = store.mapped(made_with)
    wanted: dict[str, ToMap] = {}
    for one in texts:  # the same words as an outcome and as a description are read as an outcome
        if one.text not in wanted or wanted[one.text].is_description:
            wanted[one.text] = one
    rest = [text for text in wanted if text not in done][:limit]
    part: dict[str, SuggestionList] = {}
    try:
        each = pipeline.suggest_each((text, not wanted[text].is_description) for text in rest)
        for text, found in zip(progress(rest), each, strict=True):
            part[text] = found
            if len(part) == AT_A_TIME:
                store.keep_suggestions(part, made_with=made_with)
                part = {}
    finally:
        if part:
            store.keep_suggestions(part, made_with=made_with)
    return len(rest)


def suggest_for(one: ToMap, pipeline: Pipeline) -> SuggestionList:
    """Look for skills in one text: in an outcome every clause counts, a description holds much besides."""
    return pipeline.suggest(one.text) if one.is_description else pipeline.suggest_for_outcome(one.text)


def unread(texts: Iterable[ToMap], store: ProviderStore, pipeline: Pipeline) -> tuple[int, int]:
    """Return how many different texts have no list of suggestions yet, and how many there are."""
    different = {one.text for one in texts}
    return len(different - store.mapped(mapped_with(pipeline))), len(different)


def mapped_with(pipeline: Pipeline) -> str:
    """Return what a list of suggestions was made with; another one makes new lists."""
    versions = pipeline.versions
    return f"{versions.esco} {versions.model} {versions.recommender} {READ_AS}"


def _group(pipeline: Pipeline, uri: str) -> str:
    path = pipeline.taxonomy.group_path(uri)
    return path[min(2, len(path) - 1)].label if path else ""
