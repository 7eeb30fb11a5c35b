"""Fit the model that tells skills of everyday work, and tasks that ESCO lacks, from those near to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from recommender.domain.concepts import Concept
from recommender.domain.work_areas import WorkshopTask
from recommender.retrieval.encoders import Encoder
from recommender.retrieval.everyday import TASK, EverydayModel
from recommender.retrieval.tasks import wordings

STRENGTH = 10.0  # inverse of the L2 penalty
STEPS = 60  # of the solver; more of them move no figure
TASK_WEIGHT = 2.0  # of what is said for a task: for a skill twice as much is written, which makes it no likelier


def everyday_rows(
    concepts: Sequence[Concept], sentences: Iterable[tuple[str, str]], tasks: Iterable[WorkshopTask]
) -> list[tuple[str, str]]:
    """Gather what people say for each class: (class, text), sorted.

    Parameters
    ----------
    concepts : the skills of everyday work; their labels and descriptions are texts, too
    sentences : (concept URI, sentence); those of other concepts are left out
    """
    chosen = {concept.concept_uri for concept in concepts}
    rows = {(uri, sentence) for uri, sentence in sentences if uri in chosen}
    rows |= {(concept.concept_uri, concept.preferred_label) for concept in concepts}
    rows |= {(concept.concept_uri, concept.description) for concept in concepts if concept.description}
    return sorted(rows | {(TASK + task.slug, wording) for task in tasks for wording in wordings(task)})


def fit_everyday(rows: Sequence[tuple[str, str]], *, encoder: Encoder) -> EverydayModel:
    """Fit a multinomial logistic model.

    Parameters
    ----------
    rows : (class, text), of at least three classes
    """
    from sklearn.linear_model import LogisticRegression

    vectors = encoder.encode([text for _, text in rows])
    names = np.array([name for name, _ in rows])
    weights = np.where(np.char.startswith(names, TASK), TASK_WEIGHT, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS).fit(vectors, names, sample_weight=weights)
    return EverydayModel(
        tuple(str(name) for name in model.classes_),
        model.coef_.astype(np.float64),
        model.intercept_.astype(np.float64),
    )
