"""Recognise tasks of workshops for which ESCO has no skill, so that they become no wrong ESCO skill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.domain.statements import Statement
from recommender.domain.suggestions import NoEscoSkill
from recommender.domain.work_areas import WorkshopTask
from recommender.retrieval.encoders import Vectors
from recommender.retrieval.everyday import TASK, EverydayModel
from recommender.retrieval.retrievers import Queries

# A task is named from this cosine similarity to one of its wordings, only where it is so much clearer than the next
# task, and only where it lies so much above the best entry of any ESCO skill: a wrong task would hide a right skill.
# A short text may be nearer to its task as a whole than any of its clauses, and says more: there the task may even
# lie a little below the skill. Chosen on the task texts and the notes of data/eval (models/README.md).
SURE, CLEAR, MARGIN, MARGIN_OF_TEXT = 0.55, 0.03, 0.10, -0.05
SHORT = 4  # statements; a longer text is about several things
# The same by the model: how probable a task has to be, in a clause and in a short text, among all tasks and skills of
# everyday work (in a short text no less than any skill); and in a clause of a short text that as a whole is about
# another task. A clause of such a text is left to the skills only where one of them is as probable as this.
LIKELY, LIKELY_OF_TEXT, SURELY, OF_ITS_OWN = 0.6, 0.12, 0.7, 0.5


class TaskFinder(Protocol):
    """Finds the statements that are about a task."""

    def find(self, statements: Sequence[Statement], queries: Queries) -> dict[int, NoEscoSkill]:
        """Return the task of each statement that is about one, by the statement's position, the most telling first.

        Parameters
        ----------
        queries : one for each statement and, where there are at most `SHORT`, one more for the whole: these
            statements and what is said around them
        """
        ...


class LikelyTaskFinder:
    """Names the task that the model of everyday work holds likely, all skills of such work beside it.

    A task that the model does not know is not found.
    """

    def __init__(self, tasks: Sequence[WorkshopTask], model: EverydayModel) -> None:
        columns = {name: column for column, name in enumerate(model.classes)}
        self._tasks = [task for task in tasks if TASK + task.slug in columns]
        self._columns = [columns[TASK + task.slug] for task in self._tasks]
        self._skills = [column for name, column in columns.items() if not name.startswith(TASK)]
        self._model = model

    def find(self, statements: Sequence[Statement], queries: Queries) -> dict[int, NoEscoSkill]:
        if not statements or not self._tasks:
            return {}
        among_all = np.exp(self._model.log_probabilities(queries.vectors))
        likely = among_all[:, self._columns]
        task, sure, whole = likely.argmax(axis=1), likely.max(axis=1), len(statements)
        skill = among_all[:, self._skills].max(axis=1, initial=0)
        found = {row: int(task[row]) for row in range(whole) if sure[row] >= LIKELY}
        if whole <= SHORT and sure[whole] >= max(LIKELY_OF_TEXT, skill[whole]):
            about = int(task[whole])
            most_telling = int(likely[:whole, about].argmax())
            others = {row: one for row, one in found.items() if one != about and sure[row] >= SURELY}
            saying = [most_telling, *np.flatnonzero(skill[:whole] < OF_ITS_OWN).tolist()]
            found = dict.fromkeys([row for row in saying if row not in others], about) | others
        return {row: _named(statements[row], self._tasks[one]) for row, one in found.items()}


class NearestTaskFinder:
    """Names the task with the wording nearest to a clause or a short text, for encoders without such a model.

    Parameters
    ----------
    vectors : one row for each wording of each task
    best_skill : of queries, the cosine similarity of the ESCO entry nearest to each
    """

    def __init__(
        self,
        tasks: Sequence[WorkshopTask],
        *,
        vectors: Vectors,
        best_skill: Callable[[Queries], NDArray[np.float32]],
        sure: float = SURE,
    ) -> None:
        self._tasks, self._vectors, self._best_skill, self._sure = tasks, vectors, best_skill, sure
        self._starts = np.cumsum([0, *(len(wordings(task)) for task in tasks)])[:-1]

    def find(self, statements: Sequence[Statement], queries: Queries) -> dict[int, NoEscoSkill]:
        if not statements or not self._tasks:
            return {}
        nearest: Vectors = np.maximum.reduceat(queries.vectors @ self._vectors.T, self._starts, axis=1)
        likeness = np.round(nearest, 6)
        task, sure = likeness.argmax(axis=1), likeness.max(axis=1)
        near = np.flatnonzero((sure >= self._sure) & (sure - _second(likeness) >= CLEAR)).tolist()
        skill = self._best_skill(queries) if near else np.zeros(0)
        whole = len(statements)
        found = {row: task[row] for row in near if row < whole and sure[row] >= skill[row] + MARGIN}
        if whole <= SHORT and whole in near and sure[whole] >= skill[whole] + MARGIN_OF_TEXT:
            said = likeness[:whole, task[whole]]
            saying = {int(said.argmax())} | {row for row in near[:-1] if said[row] >= skill[row] + MARGIN_OF_TEXT}
            found |= dict.fromkeys(saying - found.keys(), task[whole])
        return {row: _named(statements[row], self._tasks[found[row]]) for row in sorted(found)}


def _named(statement: Statement, task: WorkshopTask) -> NoEscoSkill:
    return NoEscoSkill(statement.span, task.work_area, task.slug, task.name)


def _second(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the second largest number of each row, 0 where there is one alone."""
    if likeness.shape[1] < 2:
        return np.zeros(len(likeness), dtype=likeness.dtype)
    return np.asarray(np.partition(likeness, -2, axis=1)[:, -2])


def wordings(task: WorkshopTask) -> tuple[str, ...]:
    """Return all that people say for a task: its name and its variants."""
    return (task.name, *task.variants)
