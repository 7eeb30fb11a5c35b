"""Take an offer away: as it was imported, with what the provider decided about its links, in each format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from recommender.catalogue.release import named
from recommender.catalogue.writing import WRITERS, incomplete
from recommender.domain.trainings import Catalogue
from recommender.guidance.mapping import with_decisions
from recommender.loading import catalogue_in_use, esco_labels
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import Settings


@dataclass(frozen=True, slots=True)
class Form:
    """One format: the end of its files, what it cannot carry and why, and which entries lack what it needs."""

    ending: str
    cannot_carry: Mapping[str, str]
    incomplete: Callable[[Catalogue], dict[str, tuple[str, ...]]]


FORMATS = {
    name: Form(writer.endings[0], writer.cannot_carry, partial(incomplete, kind=name))
    for name, writer in WRITERS.items()
}


def decided_offer(settings: Settings) -> Catalogue:
    """Read the catalogue in use, with the links that the provider confirmed; links that it states stay as stated."""
    found = catalogue_in_use(settings)
    if not (settings.home / FILE).is_file():
        return found
    with ProviderStore.open(settings.home / FILE) as store:
        decisions = store.links()
    if not decisions:
        return found
    return named("catalogue", with_decisions(found.trainings, decisions))


def confirmed_links(offer: Catalogue) -> int:
    """Count the links that were confirmed and not stated."""
    return sum(len(link.concept_uris) for training in offer.trainings for link in training.confirmed_links)


def written(offer: Catalogue, kind: str, settings: Settings, *, leave_out: Collection[str] = ()) -> bytes:
    """Write an offer in a format of `FORMATS`, without these entries."""
    kept = tuple(training for training in offer.trainings if training.training_id not in leave_out)
    return b"".join(WRITERS[kind].write(kept, esco_labels(settings)))
