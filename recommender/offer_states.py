"""The imports so far: the states that an offer has had, what each changed, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from recommender.catalogue.versions import (
    EXAMPLES,
    changed_cells,
    current,
    difference,
    read_version,
    revert,
    versions,
)
from recommender.domain.trainings import Training
from recommender.settings import Settings

BEFORE_ALL = EXAMPLES  # the number of the state before any import


@dataclass(frozen=True, slots=True)
class OfferState:
    """One state of the offer; its numbers of entries are against the state before.

    `came_by` is "import", "revert", or "found" for a file that was put there by other means. `sources` names the
    files, or the state that was gone back to.
    """

    number: int
    kept_at: datetime
    came_by: str
    sources: tuple[str, ...]
    entries: int
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that two states have: its title, and each column that differs with its cell before and after."""

    training_id: str
    title: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one state has and another has not; entries that came or went with their ids and titles."""

    added: tuple[tuple[str, str], ...]
    changed: tuple[ChangedEntry, ...]
    removed: tuple[tuple[str, str], ...]

    @property
    def are_none(self) -> bool:
        """Say whether both states are the same."""
        return not (self.added or self.changed or self.removed)


def offer_states(settings: Settings) -> tuple[OfferState, ...]:
    """List the states of the offer, the newest first.

    Raises
    ------
    DataError : the list is damaged
    """
    return tuple(
        OfferState(
            number=one.number,
            kept_at=datetime.fromisoformat(one.kept_at),
            came_by=one.action,
            sources=one.sources,
            entries=one.entries,
            added=one.added,
            changed=one.changed,
            removed=one.removed,
        )
        for one in reversed(versions(settings.home))
    )


def changes_of(settings: Settings, number: int) -> Changes:
    """Say what a state changed against the one before it.

    Raises
    ------
    NotFoundError : there is no such state
    DataError : a file of one is damaged
    """
    after = read_version(settings.home, number).trainings
    return _changes(read_version(settings.home, number - 1).trainings if number else (), after)


def changes_back(settings: Settings, number: int) -> Changes:
    """Say what going back to a state would change in the offer as it is now.

    Raises
    ------
    NotFoundError : there is no such state
    DataError : its file is damaged
    """
    return _changes(current(settings.home).trainings, read_version(settings.home, number).trainings)


def go_back(settings: Settings, number: int, *, now: datetime) -> None:
    """Bring the offer back as it was in a state; decisions about links are kept elsewhere and stay.

    Raises
    ------
    NotFoundError : there is no such state
    DataError : its file is damaged
    """
    revert(settings.home, number, now=now)


def _changes(before: Sequence[Training], after: Sequence[Training]) -> Changes:
    old = {training.training_id: training for training in before}
    new = {training.training_id: training for training in after}
    found = difference(before, after)
    changed = tuple(
        ChangedEntry(
            key,
            new[key].main_title,
            tuple((column, *pair) for column, pair in changed_cells(old[key], new[key]).items()),
        )
        for key in found.changed
    )
    return Changes(_titles(new, found.added), changed, _titles(old, found.removed))


def _titles(trainings: dict[str, Training], ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, trainings[key].main_title) for key in ids)
