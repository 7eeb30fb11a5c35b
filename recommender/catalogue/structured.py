"""Turn the entries of structured documents into trainings, by the same check that every list goes through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recommender.catalogue.cells import list_cell, outcomes_cell
from recommender.catalogue.documents import merged_outcomes
from recommender.catalogue.schema import COLUMNS, Problem
from recommender.catalogue.tables import Reading, derived_id, read_cells, unnamed_providers
from recommender.catalogue.words import READ_WORDS
from recommender.domain.trainings import LearningOutcome

FIELDS = ("entry", "field")


@dataclass(slots=True)
class Draft:
    """What one entry of a document says, as cells of our columns, and what of it could not be kept."""

    cells: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def say(self, column: str, value: str) -> None:
        """Fill a cell that is still blank."""
        if value and not self.cells.get(column):
            self.cells[column] = value

    def list(self, column: str, values: Iterable[str]) -> None:
        """Fill a list cell; a semicolon within an item, which separates items, becomes a comma."""
        self.say(column, list_cell(dict.fromkeys(value.replace(";", ",") for value in values if value)))

    def outcomes(self, outcomes: Iterable[LearningOutcome]) -> None:
        """Fill in learning outcomes, those with the same words put together."""
        self.say("learning_outcomes", outcomes_cell(merged_outcomes(iter(outcomes))))

    def hours(self, value: str) -> None:
        """Fill in both the least and the most hours."""
        self.say("workload_hours_min", value)
        self.say("workload_hours_max", value)

    def leave_out(self, what: str, values: Iterable[str] = ()) -> None:
        """Note what could not be kept."""
        listed = ", ".join(value[:80] for value in dict.fromkeys(values) if value)
        if listed:
            self.notes.append(f"{what}: {listed}")


def read_drafts(drafts: Iterable[Draft], name: str, *, kind: str) -> Reading:
    """Check the entries of a document and turn those without a problem into trainings.

    Parameters
    ----------
    drafts : the entries in the order of the document
    name : the file's name, for the place of each problem
    kind : what the document should hold, for the problem of one that holds none

    Returns
    -------
    The trainings, all problems, and a note for each thing that an entry said and that has no place here.
    """
    notes: list[Problem] = []
    trainings, problems = read_cells(_numbered(drafts, name, notes), name, words=FIELDS)
    if not trainings and not problems:
        problems = [Problem(name, f"The file holds no {kind}", "Check that it is the right file", None)]
    return Reading(trainings, tuple(problems), (*notes, *unnamed_providers(trainings, name)))


def _numbered(drafts: Iterable[Draft], name: str, notes: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, draft in enumerate(drafts, start=1):
        cells = {column: cell.strip() for column, cell in draft.cells.items() if cell.strip()}
        for column in READ_WORDS.keys() & cells.keys():
            cells[column] = READ_WORDS[column](cells[column])
        cells.setdefault("id", derived_id({name: cells.get(name, "") for name in COLUMNS} | cells))
        notes += [Problem(f"{name}, entry {number}", note, "Nothing needs to be done", number) for note in draft.notes]
        yield number, cells
