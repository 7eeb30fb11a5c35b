"""The part of the store that keeps the texts of several people from one table, and takes such a table back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from recommender import passphrase, rows
from recommender.domain.consent import Purpose
from recommender.domain.experiences import Circumstances
from recommender.domain.profile import Keeper
from recommender.domain.suggestions import SuggestionList
from recommender.errors import ConflictError
from recommender.guidance.consent import agreed
from recommender.journal import keeper_row
from recommender.migrations import CONSENTS, ERASURES, EXPERIENCES, KEEPERS, PROFILES
from recommender.profile_rows import checked_code, experience_row
from recommender.store_said import Said


@dataclass(frozen=True, slots=True)
class TableTexts:
    """What one table brought to one person; `revision` is that of the profile right after it."""

    code: str
    numbers: tuple[int, ...]
    is_new: bool  # the person came with the table
    saved_at: datetime
    revision: int


class Texts(Said):
    """What a store can do with texts of several people."""

    def add_texts(
        self, entries: Sequence[tuple[str, str, SuggestionList, Circumstances]], *, now: datetime, coach: str = ""
    ) -> tuple[TableTexts, ...]:
        """Keep texts of several people as a whole, or nothing of it; who is not here gets a profile.

        Parameters
        ----------
        entries : code, text, the list shown for it and what stands beside it
        coach : who looks after those without a coach from now on; nobody where it is empty

        Returns
        -------
        What came to whom, in the order of the table, for `take_texts_back`.

        Raises
        ------
        ConflictError : somebody no longer agrees that the profile is kept
        """
        numbers: dict[str, list[int]] = {}
        with self._action() as connection:
            _check_kept(connection, {checked_code(code) for code, *_rest in entries})
            here = {row.code for row in connection.execute(select(PROFILES.c.code))}
            for code, words, shown, about in entries:
                name = checked_code(code)
                if name not in numbers and name not in here:
                    rows.insert_profile(connection, name, revision=0, created_at=now)
                row = experience_row(words, shown, now, about)
                numbers.setdefault(name, []).append(rows.add(connection, EXPERIENCES, name, **row))
            return tuple(
                TableTexts(name, tuple(own), name not in here, now, _grown(connection, name, len(own), coach, now))
                for name, own in numbers.items()
            )

    def take_texts_back(self, kept: Sequence[TableTexts], *, now: datetime) -> None:
        """Take back what one table brought, here and in the backups on this computer, or nothing of it.

        People who came with the table go with it; the others lose its texts. Who was erased since is left out.

        Raises
        ------
        ConflictError : somebody has worked on a profile since
        """
        with self._action() as connection:
            here = [one for one in kept if _is_here(connection, one)]
            changed = [one.code for one in here if _revision(connection, one.code) != one.revision]
            if changed:
                raise ConflictError(
                    f"Somebody has worked on these profiles since: {', '.join(changed)}",
                    where="table",
                    fix="Nothing was taken back. Open these people and erase those who are wrong",
                )
            passphrase.remove_leftovers(self._path)
            self._reach_backups(lambda backup: backup.take_texts_back(kept, now=now))
            for one in here:
                _take_back(connection, one, now)


def _check_kept(connection: Connection, codes: Collection[str]) -> None:
    consents = {code: rows.load_some(connection, CONSENTS, code) for code in sorted(codes)}
    withdrawn = [code for code, own in consents.items() if agreed(own, Purpose.KEEP) is False]
    if withdrawn:
        raise ConflictError(
            f"These people no longer agree that their profile is kept: {', '.join(withdrawn)}",
            where="table",
            fix="Take their rows out of the table",
        )


def _grown(connection: Connection, code: str, texts: int, coach: str, now: datetime) -> int:
    """Count new texts as changes of a profile, give it a coach where it has none, and return its revision."""
    alone = coach and not any(keeper.coach for keeper in rows.load_some(connection, KEEPERS, code)[-1:])
    if alone:
        rows.add(connection, KEEPERS, code, **keeper_row(Keeper(checked_code(coach), now)))
    revision = _revision(connection, code) + texts + bool(alone)
    connection.execute(update(PROFILES).where(PROFILES.c.code == code).values(revision=revision))
    return revision


def _take_back(connection: Connection, one: TableTexts, now: datetime) -> None:
    if one.is_new:
        connection.execute(delete(PROFILES).where(PROFILES.c.code == one.code))
        connection.execute(insert(ERASURES).values(erased_on=now.date().isoformat()))
        return
    connection.execute(delete(EXPERIENCES).where(_texts_of(one)))
    for number in one.numbers:
        rows.log(connection, one.code, "text_removed", {"number": number}, now=now)
    connection.execute(update(PROFILES).where(PROFILES.c.code == one.code).values(revision=one.revision + 1))


def _is_here(connection: Connection, one: TableTexts) -> bool:
    return connection.execute(select(func.count()).where(_texts_of(one))).scalar_one() > 0


def _texts_of(one: TableTexts) -> Any:
    table = EXPERIENCES.c
    return (table.code == one.code) & table.number.in_(one.numbers) & (table.saved_at == one.saved_at.isoformat())


def _revision(connection: Connection, code: str) -> int:
    return int(connection.execute(select(PROFILES.c.revision).where(PROFILES.c.code == code)).scalar_one())
