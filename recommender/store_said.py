"""The part of the store that keeps what people say beside texts and decisions, and who is counted in figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select

from recommender.counted import counted_rows, read_counted, snapshot_row
from recommender.domain.experiences import Correction
from recommender.domain.interests import Like, Mark, MarkKind
from recommender.domain.profile import Keeper, TrainingStep
from recommender.errors import DataError
from recommender.exports.records import plain
from recommender.guidance.snapshots import Counted
from recommender.journal import COACHING_ROWS
from recommender.migrations import CHOSEN_COACH, CORRECTIONS, COUNTED, KEEPERS, LIKES, MARKS, SNAPSHOTS, TRAINING_STEPS
from recommender.profile_rows import checked_code
from recommender.rows import add as _add
from recommender.store_records import Records

LONGEST_NOTE = 4_000  # characters of an answer or of the words of a clause
COACHING = {"corrections": CORRECTIONS, "training_steps": TRAINING_STEPS, "keepers": KEEPERS}


class Said(Records):
    """What a store can do with likes, marks, corrections, notes about trainings, keepers and counts."""

    def like(
        self,
        code: str,
        work_area: str,
        liked: bool,
        *,
        now: datetime,
        task: str = "",
        not_for_me: bool = False,
        expected_revision: int | None = None,
    ) -> int:
        """Keep that the person likes a work area or a task in it, says that it is not for them, or takes that back."""
        with self._change(code, expected_revision) as connection:
            return _add(connection, LIKES, code, **plain(Like(work_area, liked, now, task, not_for_me)))

    def mark(
        self,
        code: str,
        kind: MarkKind,
        about: str,
        marked: bool,
        *,
        now: datetime,
        expected_revision: int | None = None,
    ) -> int:
        """Keep that the person marks something on their page, or takes the mark away."""
        with self._change(code, expected_revision) as connection:
            return _add(connection, MARKS, code, **plain(Mark(kind, about, marked, now)))

    def correct(self, code: str, correction: Correction, *, expected_revision: int | None = None) -> int:
        """Keep what somebody says about a clause against the program, and return its number."""
        if not correction.words.strip() or len(correction.words) > LONGEST_NOTE:
            raise DataError("The words are empty or too long", where="correction", fix="Choose one part of the text")
        return self._note(code, "corrections", correction, expected_revision)

    def note_training(self, code: str, step: TrainingStep, *, expected_revision: int | None = None) -> int:
        """Keep how far the person has come with a training, and return its number."""
        return self._note(code, "training_steps", step, expected_revision)

    def hand_to(self, code: str, keeper: Keeper, *, expected_revision: int | None = None) -> int:
        """Keep which coach looks after a profile from now on, and return the number of the entry."""
        named = Keeper(checked_code(keeper.coach), keeper.since)
        return self._note(code, "keepers", named, expected_revision)

    def choose_coach(self, name: str) -> None:
        """Keep who uses the program from now on, by short name; nobody where it is empty."""
        with self._action() as connection:
            connection.execute(delete(CHOSEN_COACH))
            if name:
                connection.execute(insert(CHOSEN_COACH).values(name=checked_code(name)))

    def chosen_coach(self) -> str:
        """Return who used the program last, by short name; empty where nobody said so."""
        with self._action() as connection:
            return connection.execute(select(CHOSEN_COACH.c.name)).scalar() or ""

    def _note(self, code: str, name: str, entry: object, expected_revision: int | None) -> int:
        with self._change(code, expected_revision) as connection:
            return _add(connection, COACHING[name], code, **COACHING_ROWS[name](entry))

    def last_counted(self) -> Counted | None:
        """Return the last snapshot of counts with the people who are still counted in it, None before the first."""
        with self._action() as connection:
            last = connection.execute(select(SNAPSHOTS).order_by(SNAPSHOTS.c.taken_on.desc()).limit(1)).one_or_none()
            return read_counted(last, connection.execute(select(COUNTED).order_by(COUNTED.c.code))) if last else None

    def keep_counted(self, counted: Counted) -> None:
        """Keep a snapshot, and who is counted in it in place of who was counted before."""
        with self._action() as connection:
            connection.execute(insert(SNAPSHOTS).values(**snapshot_row(counted)))
            connection.execute(delete(COUNTED))
            for row in counted_rows(counted):
                connection.execute(insert(COUNTED).values(**row))

    def forget_counted(self, agreed: Collection[str]) -> None:
        """Forget what was counted of people who do not agree any more."""
        with self._action() as connection:
            connection.execute(delete(COUNTED).where(COUNTED.c.code.not_in(sorted(agreed))))
