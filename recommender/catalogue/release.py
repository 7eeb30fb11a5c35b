"""Name the release of a catalogue by its content, and put several catalogues together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from recommender.catalogue.entries import row_of
from recommender.domain.trainings import Catalogue, Training


def named(name: str, trainings: Sequence[Training]) -> Catalogue:
    """Make a catalogue whose release says its name, the date of its latest review and its content.

    The release does not depend on the order of the entries nor on where they came from (`source`), so that
    the same trainings have the same release wherever they are kept. Without a review there is no date.

    Examples
    --------
    >>> named("default", []).release
    'default-4f53cda1'
    """
    digest = hashlib.sha256(b"[")
    for number, training in enumerate(sorted(trainings, key=lambda training: training.training_id)):
        row = json.dumps(row_of(replace(training, source="")), ensure_ascii=False, sort_keys=True)
        digest.update(f"{', ' if number else ''}{row}".encode())  # one at a time: 50,000 rows are 100 MB
    digest.update(b"]")
    reviewed = max((training.reviewed_at for training in trainings), default="")
    return Catalogue("-".join(filter(None, (name, reviewed, digest.hexdigest()[:8]))), tuple(trainings))


def merge(catalogues: Sequence[Catalogue], *, name: str = "catalogue") -> Catalogue:
    """Put catalogues together; where an id stands in several, the entry of the last one is kept.

    An entry keeps the place where its id stood first. `replaced` names the ids that this is about.
    """
    kept: dict[str, Training] = {}
    for catalogue in catalogues:
        kept |= {training.training_id: training for training in catalogue.trainings}
    return named(name, tuple(kept.values()))


def replaced(catalogues: Sequence[Catalogue]) -> tuple[str, ...]:
    """Name the ids that stand in several catalogues, in order."""
    times = Counter(training.training_id for catalogue in catalogues for training in catalogue.trainings)
    return tuple(sorted(training_id for training_id, n in times.items() if n > 1))


def with_source(catalogue: Catalogue, source: str) -> Catalogue:
    """Say where the entries came from, such as the name of a file, where they do not say it themselves."""
    trainings = tuple(replace(training, source=training.source or source) for training in catalogue.trainings)
    return Catalogue(catalogue.release, trainings)
