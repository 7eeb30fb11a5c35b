"""From the states of an offer to words: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.column_words import column_words
from app.i18n import _, ngettext
from app.views import escape, shortened
from recommender.offer_states import BEFORE_ALL, ChangedEntry, OfferState

LONGEST = 80  # characters of a cell that are shown
BEFORE = 20  # of them before the first place that differs


def moment_words(state: OfferState) -> str:
    """Say when a state came, by the clock of this computer."""
    return state.kept_at.astimezone().strftime("%Y-%m-%d %H:%M")


def came_words(state: OfferState) -> str:
    """Say how a state came.

    Examples
    --------
    >>> from datetime import datetime
    >>> came_words(OfferState(2, datetime(2026, 5, 4), "import", ("spring.csv",), 1, 1, 0, 0))
    'Import of spring.csv'
    """
    if state.came_by == "import":
        return _("Import of {files}").format(files=", ".join(state.sources))
    if state.came_by == "revert":
        number = state.sources[0].rpartition(" ")[2] if state.sources else ""
        return before_all_words() if number == str(BEFORE_ALL) else _("Back to state {n}").format(n=number)
    return _("The table was changed without the program")


def before_all_words() -> str:
    """Name the state before any import."""
    return _("Before the first import, with the examples")


def state_line(number: int, states: Iterable[OfferState]) -> str:
    """Name a state in a list to choose from: its number, when it came, and how."""
    found = next((state for state in states if state.number == number), None)
    if found is None:
        return f"{number} · {before_all_words()}"
    return f"{number} · {moment_words(found)} · {came_words(found)}"


def states_table(states: Sequence[OfferState]) -> dict[str, list[str | int]]:
    """Return a table of states, one a row."""
    return {
        _("State"): [state.number for state in states],
        _("Time"): [moment_words(state) for state in states],
        _("What happened"): [escape(came_words(state)) for state in states],
        _("New"): [state.added for state in states],
        _("Changed"): [state.changed for state in states],
        _("Gone"): [state.removed for state in states],
        _("Entries in all"): [state.entries for state in states],
    }


def changes_table(entries: Iterable[ChangedEntry], names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return a table of what changed, one field of an entry a row.

    Parameters
    ----------
    names : the names of accommodation codes
    """
    rows = [(entry.title, *cells) for entry in entries for cells in entry.cells]
    places = [around_difference(*(_cell_words(column, cell) for cell in cells)) for _title, column, *cells in rows]
    return {
        _("Title"): [escape(title) for title, *_cells in rows],
        _("What"): [escape(column_words(column, names)) for _title, column, *_cells in rows],
        _("Before"): [escape(before) for before, _now in places],
        _("Now"): [escape(now) for _before, now in places],
    }


def _cell_words(column: str, cell: str) -> str:
    return outcomes_words(cell) if column in ("learning_outcomes", "confirmed_links") else cell


def around_difference(before: str, after: str) -> tuple[str, str]:
    """Return the places of two cells where they first differ, each in one line.

    Examples
    --------
    >>> around_difference("free", "")
    ('free', '')
    >>> around_difference("You learn to wash and to iron shirts.", "You learn to wash and to iron dresses.")
    ('… wash and to iron shirts.', '… wash and to iron dresses.')
    """
    old, new = " ".join(before.split()), " ".join(after.split())
    pairs = enumerate(zip(old, new, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
    if same <= BEFORE:
        return shortened(old, LONGEST), shortened(new, LONGEST)
    start = old.find(" ", same - BEFORE, same)
    cut = (same if start < 0 else start) + (start >= 0)
    return f"… {shortened(old[cut:], LONGEST)}".rstrip(), f"… {shortened(new[cut:], LONGEST)}".rstrip()


def outcomes_words(cell: str) -> str:
    """Return a cell of learning outcomes without the addresses of skills, which say nothing to people.

    Examples
    --------
    >>> outcomes_words("Iron shirts | http://data.europa.eu/esco/skill/1\\nFold")
    'Iron shirts (1 skill); Fold'
    """
    return "; ".join(map(_outcome_words, cell.split("\n")))


def _outcome_words(line: str) -> str:
    text, bar, uris = line.rpartition("|")
    if not bar or not uris.split():
        return line.removesuffix("|").strip()
    skills = ngettext("{n} skill", "{n} skills", len(uris.split()))
    return f"{text.strip()} ({skills})"
