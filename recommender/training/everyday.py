"""Fit the model that tells skills, and tasks that ESCO lacks, from those near to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from recommender.domain.concepts import Concept
from recommender.domain.work_areas import WorkshopTask
from recommender.retrieval.encoders import Vectors
from recommender.retrieval.everyday import GROUP, TASK, EverydayModel
from recommender.retrieval.tasks import wordings

STRENGTH = 10.0  # inverse of the L2 penalty
STEPS = 60  # of the solver; more of them move no figure
TASK_WEIGHT = 2.0  # of what is said for a task: for a skill twice as much is written, which makes it no likelier
GROUPS = 600  # of other skills, about 20 in each

Encode = Callable[[Sequence[str]], Vectors]


def group_alike(
    concepts: Sequence[Concept],
    sentences: Iterable[tuple[str, str]],
    *,
    encode: Encode,
    groups: int = GROUPS,
    seed: int = 0,
) -> dict[str, str]:
    """Put skills that are alike into groups (k-means): concept URI to the class of its group.

    A skill lies where its preferred label and, with the same weight, its sentences lie.

    Parameters
    ----------
    sentences : (concept URI, sentence); those of other concepts are left out
    """
    from sklearn.cluster import KMeans

    rows = {concept.concept_uri: row for row, concept in enumerate(concepts)}
    said = sorted({(uri, sentence) for uri, sentence in sentences if uri in rows})
    places = encode([concept.preferred_label for concept in concepts]).astype(np.float64)
    if said:
        of_concept = np.array([rows[uri] for uri, _ in said])
        sums = np.zeros_like(places)
        np.add.at(sums, of_concept, encode([sentence for _, sentence in said]))
        places += sums / np.maximum(np.bincount(of_concept, minlength=len(places)), 1)[:, None]
        places /= np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    found = KMeans(min(groups, len(concepts)), n_init=1, random_state=seed).fit(places)
    return {uri: f"{GROUP}{group}" for uri, group in zip(rows, found.labels_.tolist(), strict=True)}


def everyday_rows(
    concepts: Sequence[Concept],
    sentences: Iterable[tuple[str, str]],
    tasks: Iterable[WorkshopTask],
    groups: Mapping[str, str] | None = None,
) -> list[tuple[str, str]]:
    """Gather what people say for each class: (class, text), sorted.

    Parameters
    ----------
    concepts : skills, each of which is a class; their labels and descriptions are texts, too
    sentences : (concept URI, sentence); those of other concepts are left out
    groups : concept URI to its class, where several concepts share one
    """
    classes = {concept.concept_uri: concept.concept_uri for concept in concepts} | dict(groups or {})
    rows = {(classes[uri], sentence) for uri, sentence in sentences if uri in classes}
    for name, concept in ((classes[concept.concept_uri], concept) for concept in concepts):
        rows |= {(name, text) for text in (concept.preferred_label, concept.description) if text}
    return sorted(rows | {(TASK + task.slug, wording) for task in tasks for wording in wordings(task)})


def fit_everyday(
    rows: Sequence[tuple[str, str]], *, encode: Encode, groups: Mapping[str, str] | None = None
) -> EverydayModel:
    """Fit a multinomial logistic model.

    Parameters
    ----------
    rows : (class, text), of at least three classes
    groups : concept URI to its class, where several concepts share one
    """
    from sklearn.linear_model import LogisticRegression

    vectors = encode([text for _, text in rows])
    names = np.array([name for name, _ in rows])
    weights = np.where(np.char.startswith(names, TASK), TASK_WEIGHT, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS).fit(vectors, names, sample_weight=weights)
    return EverydayModel(
        tuple(str(name) for name in model.classes_),
        model.coef_.astype(np.float64),
        model.intercept_.astype(np.float64),
        dict(groups or {}),
    )
