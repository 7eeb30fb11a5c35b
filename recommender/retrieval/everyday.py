"""Tell skills, and tasks that ESCO lacks, from those near to them, by all that people say for each.

The nearest entry finds a skill and cannot tell it from its neighbours. This model was fitted to do just that: a
multinomial logistic model on the vector of what somebody said, one class for each skill of everyday work, for each
task, and for each group of other skills that are alike, for which there are too few sentences one by one. It is
fitted by `recommender train everyday` and belongs to one revision of an encoder; another does without it.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.domain.concepts import Concept
from recommender.errors import DataError
from recommender.retrieval.encoders import Vectors
from recommender.retrieval.links import Followers, Links
from recommender.retrieval.retrievers import Queries, Scores

TASK = "task:"  # before the slug of a workshop task, where a class is one
GROUP = "group:"  # before the number of a group of skills, where a class is one
UNLIKELY = -14.0  # logarithm of the least probability that is told from others (models/tried.md)


@dataclass(frozen=True, slots=True)
class EverydayModel:
    """Classes, and for each one weight per dimension of a vector and an intercept.

    A class is a concept URI, or `TASK` and the slug of a workshop task, or `GROUP` and a number.

    Parameters
    ----------
    groups : concept URI to the class of its group
    """

    classes: tuple[str, ...]
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    groups: Mapping[str, str] = field(default_factory=dict)

    def log_probabilities(self, vectors: Vectors) -> NDArray[np.float64]:
        """Return rows × classes: the logarithm of how probable each class is among all, to four places.

        Examples
        --------
        >>> model = EverydayModel(("esco:a", "esco:b"), np.array([[1.0], [-1.0]]), np.zeros(2))
        >>> model.log_probabilities(np.array([[0.5]], dtype=np.float32)).tolist()
        [[-0.3133, -1.3133]]
        """
        raised = vectors.astype(np.float64) @ self.weights.T + self.intercepts
        raised -= raised.max(axis=1, keepdims=True)
        return np.asarray(np.round(raised - np.log(np.exp(raised).sum(axis=1, keepdims=True)), 4))


class EverydayRetriever:
    """Scores concepts by the logarithm of their probability, all below `UNLIKELY` alike.

    The concepts of a group share its probability. A concept that the model does not know gets the mean of all others.
    What follows from a likely concept becomes likelier by `links`.
    """

    def __init__(
        self, model: EverydayModel, concepts: Sequence[Concept], *, links: Links = MappingProxyType({})
    ) -> None:
        columns = {name: column for column, name in enumerate(model.classes)}
        names = [model.groups.get(concept.concept_uri, concept.concept_uri) for concept in concepts]
        known = [(row, columns[name]) for row, name in enumerate(names) if name in columns]
        self._rows, self._columns = np.array(known, dtype=np.intp).reshape(-1, 2).T
        sharing = Counter(self._columns)
        self._shared = np.log([sharing[column] for column in self._columns])
        self._followers = Followers([concepts[row].concept_uri for row in self._rows], links)
        self._model, self._concepts = model, len(concepts)

    def retrieve(self, queries: Queries) -> Scores:
        if not len(self._rows):  # none of these concepts is a class
            return np.full((len(queries.texts), self._concepts), UNLIKELY, dtype=np.float32)
        likely = self._model.log_probabilities(queries.vectors)[:, self._columns] - self._shared
        found = np.maximum(self._followers.raised(likely), UNLIKELY)
        scores = np.repeat(found.mean(axis=1, keepdims=True), self._concepts, axis=1)
        scores[:, self._rows] = found
        return scores.astype(np.float32)


def write_everyday(model: EverydayModel, file: Path, *, revision: str) -> None:
    """Write the model, its numbers in half precision, and the revision of the encoder that it belongs to."""
    columns = {name: column for column, name in enumerate(model.classes)}
    beside = file.with_name(file.name + ".part")
    with beside.open("wb") as target:
        np.savez_compressed(
            target,
            encoder_revision=np.array(revision),
            classes=np.array(model.classes),
            weights=model.weights.astype(np.float16),
            intercepts=model.intercepts.astype(np.float16),
            grouped=np.array(list(model.groups), dtype=np.str_),
            groups=np.array([columns[name] for name in model.groups.values()], dtype=np.int16),
        )
    beside.replace(file)


def read_everyday(file: Path, *, revision: str) -> EverydayModel | None:
    """Read the model that belongs to a revision of an encoder, None where there is none.

    Raises
    ------
    DataError : the file is damaged
    """
    try:
        with np.load(file, allow_pickle=False) as saved:
            if str(saved["encoder_revision"]) != revision:
                return None
            classes = tuple(saved["classes"].tolist())
            groups = (classes[column] for column in saved["groups"].tolist())
            return EverydayModel(
                classes,
                saved["weights"].astype(np.float64),
                saved["intercepts"].astype(np.float64),
                dict(zip(saved["grouped"].tolist(), groups, strict=True)),
            )
    except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(str(error), where=str(file), fix="Restore the file from the project") from error
