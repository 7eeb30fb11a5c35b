"""What each stage of training shows the encoder: concepts, sentences of them, and which concepts are near."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from recommender.domain.concepts import Concept
from recommender.settings import PROJECT
from recommender.tables import ALL, DIRECT, EVERYDAY, MIXED, PHRASES, RARER, SCENES, TOLD, read_tables, training_rows
from recommender.training.encoder import refresher, task_rows
from recommender.training.everyday import Encode, group_alike

Row = tuple[str, str, str]  # concept URI, style, sentence

OTHERS = 4000  # sentences of other concepts in the stage of everyday work
# Files of the stage of breadth: how often each comes, or how many of its sentences, drawn by chance.
PASSES = {RARER: 2, SCENES: 1}
DRAWN = {ALL: 15_000, EVERYDAY: 7_000, DIRECT: 4_000, PHRASES: 6_000, TOLD: 4_000}
DRAWN_OF_TASKS = 2_000
GROUPS = 130  # of concepts with labels that are alike, about 110 in each


@dataclass(frozen=True, slots=True)
class Material:
    """What one stage trains on.

    Parameters
    ----------
    groups : concept URI to a group of near concepts, which share half of their batches
    spoken_passes : how often an epoch meets what people say
    """

    concepts: Sequence[Concept]
    rows: Sequence[Row]
    groups: Mapping[str, str] = field(default_factory=dict)
    spoken_passes: int = 1


class Stage(StrEnum):
    """The stages, in their order."""

    STATEMENTS = "statements"
    EVERYDAY = "everyday"
    BREADTH = "breadth"


def statements(concepts: Sequence[Concept], encode: Encode, rng: np.random.Generator) -> Material:
    """Gather the sentences written for all kinds of skills; no concepts are near."""
    return Material(concepts, training_rows(ALL), spoken_passes=2)


def everyday(concepts: Sequence[Concept], encode: Encode, rng: np.random.Generator) -> Material:
    """Gather everyday work and tasks, and some of the rest lest it be forgotten; near are those of one work area."""
    tables = read_tables(PROJECT / "data")
    tasks, said = task_rows(tables["workshop_tasks"].values())
    chosen = frozenset(uri for uri, _, _ in training_rows(EVERYDAY))
    rows = refresher(training_rows(ALL, EVERYDAY), chosen, others=OTHERS, rng=rng) + said
    groups = {uri: area.slug for area in tables["work_areas"].values() for uri in sorted(area.concept_uris)}
    groups |= {f"local:{task.slug}": task.work_area for task in tables["workshop_tasks"].values()}
    return Material([*concepts, *tasks], rows, groups)


def breadth(concepts: Sequence[Concept], encode: Encode, rng: np.random.Generator) -> Material:
    """Gather rarer skills and short ways to say things beside the rest; near are labels that are alike.

    Descriptions are left out: they are long, and the stages before have shown them.

    Parameters
    ----------
    encode : by the encoder to start from, which tells what labels are alike to it
    """
    tasks, said = task_rows(read_tables(PROJECT / "data")["workshop_tasks"].values())
    rows = [row for name, passes in PASSES.items() for row in _unmixed(name) * passes]
    rows += [row for name, number in DRAWN.items() for row in _some(_unmixed(name), number, rng)]
    rows += _some(said, DRAWN_OF_TASKS, rng)
    shown = [Concept(c.concept_uri, c.preferred_label, c.alternative_labels) for c in (*concepts, *tasks)]
    return Material(shown, rows, group_alike(shown, [], encode=encode, groups=GROUPS))


MATERIAL: dict[Stage, Callable[[Sequence[Concept], Encode, np.random.Generator], Material]] = {
    Stage.STATEMENTS: statements,
    Stage.EVERYDAY: everyday,
    Stage.BREADTH: breadth,
}


def _unmixed(name: str) -> list[Row]:
    return [row for row in training_rows(name) if row[1] != MIXED]


def _some(rows: Sequence[Row], number: int, rng: np.random.Generator) -> list[Row]:
    return [rows[i] for i in rng.permutation(len(rows))[:number]]
