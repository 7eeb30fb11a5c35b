"""People's data on this machine: one SQLite file.

SQL is spoken here, in the modules beside it (rows, migrations, database) and in provider_store alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from recommender import passphrase
from recommender import rows as recorded
from recommender.domain.decisions import Answer, Decision, Voice, WhyNot
from recommender.domain.experiences import Circumstances
from recommender.domain.profile import Profile
from recommender.domain.statements import Support
from recommender.domain.suggestions import SuggestionList
from recommender.errors import ConflictError, DataError, NotFoundError
from recommender.guidance.consent import check_kept
from recommender.guidance.stages import check_decision, check_undo
from recommender.migrations import (
    CONSENTS,
    DECISIONS,
    ERASURES,
    EXPERIENCES,
    KEEPERS,
    PROFILES,
    migrate,
)
from recommender.profile_rows import checked_code, decision_of, decision_row, experience_of, experience_row
from recommender.rows import add as _add
from recommender.store_photos import CardPhotos
from recommender.store_records import checked_import
from recommender.store_texts import Texts

LARGEST_TEXT = 1_000_000  # bytes of one text


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """What a list of profiles shows."""

    code: str
    created_at: datetime
    texts: int
    decisions: int
    coach: str = ""


class Store(Texts, CardPhotos):
    """An open database; every method is one transaction, and nothing of it is kept when it fails.

    `expected_revision`, where given, is the revision that the caller has seen: if the profile has changed since,
    a ConflictError says so and nothing is written. Every change adds one to the revision and returns.
    """

    @classmethod
    def _key(cls, path: Path) -> passphrase.Key | None:
        """Return the key where the file is locked; the shell is asked for the passphrase once."""
        return passphrase.key_for(path)

    def _bring_up_to_date(self, connection: Connection) -> None:
        migrate(connection, where=str(self._path))

    def create_profile(self, code: str, *, now: datetime) -> None:
        """Make a profile under a code or nickname of at most 40 characters.

        Raises
        ------
        DataError : the code is empty, too long, has a line break, or is taken
        """
        name = checked_code(code)
        with self._action() as connection:
            recorded.insert_profile(connection, name, revision=0, created_at=now)
            recorded.log(connection, name, "created", {}, now=now)

    def profile_codes(self) -> tuple[ProfileSummary, ...]:
        """List the profiles in the order of their codes."""
        with self._action() as connection:
            texts = {row.code: row.number for row in connection.execute(_counts(EXPERIENCES))}
            decisions = {row.code: row.number for row in connection.execute(_counts(DECISIONS))}
            coaches = {row.code: row.coach for row in connection.execute(select(KEEPERS).order_by(KEEPERS.c.number))}
            rows = connection.execute(select(PROFILES).order_by(PROFILES.c.code)).all()
        return tuple(
            ProfileSummary(
                row.code,
                datetime.fromisoformat(row.created_at),
                texts.get(row.code, 0),
                decisions.get(row.code, 0),
                coaches.get(row.code, ""),
            )
            for row in rows
        )

    def load_profile(self, code: str) -> Profile:
        """Return everything that is kept about one person.

        Raises
        ------
        NotFoundError : no profile has this code
        """
        with self._action() as connection:
            return self._load(connection, code)

    def profiles(self) -> tuple[Profile, ...]:
        """Return all profiles as they are at one moment, in the order of their codes."""
        with self._action() as connection:
            codes = connection.execute(select(PROFILES.c.code).order_by(PROFILES.c.code)).scalars().all()
            return tuple(self._load(connection, code) for code in codes)

    def _load(self, connection: Connection, code: str) -> Profile:
        head = _head(connection, code)
        rows = {
            table.name: connection.execute(select(table).where(table.c.code == code).order_by(table.c.number)).all()
            for table in (EXPERIENCES, DECISIONS)
        }
        return Profile(
            code=code,
            revision=head.revision,
            created_at=datetime.fromisoformat(head.created_at),
            experiences=tuple(experience_of(row) for row in rows["experiences"]),
            decisions=tuple(decision_of(row) for row in rows["decisions"]),
            **recorded.load(connection, code),
        )

    def save_experience(
        self,
        code: str,
        words: str,
        shown: SuggestionList,
        *,
        now: datetime,
        about: Circumstances = Circumstances(),  # noqa: B008 (frozen)
        expected_revision: int | None = None,
    ) -> int:
        """Keep a text with the list that was shown for it and what stands beside it, and return its number."""
        if len(words.encode("utf-8", errors="replace")) > LARGEST_TEXT:
            raise DataError("The text is larger than 1 MB", where="text", fix="Cut it into smaller texts")
        with self._change(code, expected_revision) as connection:
            return _add(connection, EXPERIENCES, code, **experience_row(words, shown, now, about))

    def decide(
        self,
        code: str,
        *,
        concept_uri: str,
        preferred_label: str,
        answer: Answer,
        voice: Voice,
        esco: str,
        model: str,
        now: datetime,
        support: Support = Support.UNSTATED,
        evidence: tuple[str, ...] = (),
        work_area: str = "",
        own_word: str = "",
        why_not: WhyNot | None = None,
        expected_revision: int | None = None,
    ) -> int:
        """Add one answer about one skill, and return its number.

        Raises
        ------
        DataError : the answer is none (see `guidance.stages.check_decision`)
        """
        said = concept_uri, preferred_label, answer, voice, now, esco, model, support, evidence, work_area
        decision = Decision(0, *said, own_word=own_word.strip(), why_not=why_not)
        check_decision(decision)
        with self._change(code, expected_revision) as connection:
            return _add(connection, DECISIONS, code, **decision_row(decision))

    def undo(self, code: str, number: int, *, voice: Voice, now: datetime, expected_revision: int | None = None) -> int:
        """Take a decision back by a new one, and return its number; an undo can be undone.

        Raises
        ------
        NotFoundError : the profile has no decision of this number, or it was taken back already
        """
        with self._change(code, expected_revision, growing=False) as connection:
            rows = connection.execute(select(DECISIONS).where(DECISIONS.c.code == code)).all()
            decisions = [decision_of(row) for row in rows]
            check_undo(decisions, number, where=code)
            taken = next(decision for decision in decisions if decision.number == number)
            values = decision_row(taken) | {"voice": voice.value, "decided_at": now.isoformat(), "undoes": number}
            return _add(connection, DECISIONS, code, **values)

    def import_profile(self, profile: Profile, *, now: datetime, files: Mapping[int, bytes] | None = None) -> None:
        """Take in a profile; one that is here already and differs is never changed.

        Parameters
        ----------
        files : content of photos and files, by the number of their proof; what is not handed over stays away

        Raises
        ------
        ConflictError : another profile has this code
        DataError : its history has steps that are not legal, its log does not fit, or a file is another one
        """
        code = checked_code(profile.code)
        given, profile = profile, checked_import(profile, files or {}, now=now)
        if code in {summary.code for summary in self.profile_codes()}:
            here = self.load_profile(code)
            if given in (here, replace(here, log=())):
                return
            raise ConflictError(f"The code {code} is taken", where="profile import", fix="Erase the other one first")
        with self._action() as connection:
            recorded.insert_profile(connection, code, revision=profile.revision, created_at=profile.created_at)
            for experience in profile.experiences:
                values = experience_row(experience.text, experience.shown, experience.saved_at, experience.about)
                connection.execute(insert(EXPERIENCES).values(code=code, number=experience.number, **values))
            for decision in profile.decisions:
                values = decision_row(decision)
                connection.execute(insert(DECISIONS).values(code=code, number=decision.number, **values))
            recorded.put_all(connection, profile, files or {})

    def erase_profile(self, code: str, *, now: datetime) -> None:
        """Erase a profile with everything in it, and overwrite where it lay (`secure_delete`), in backups, too.

        Of it remains the day on which a profile was erased. Reached are the backups on this computer, no others.

        Raises
        ------
        NotFoundError : no profile has this code
        """
        with self._erasing(code, None, lambda backup: backup.erase_profile(code, now=now)) as connection:
            connection.execute(delete(PROFILES).where(PROFILES.c.code == code))
            connection.execute(insert(ERASURES).values(erased_on=now.date().isoformat()))

    def erasures(self) -> tuple[date, ...]:
        """Return the days on which profiles were erased, the earliest first."""
        with self._action() as connection:
            days = connection.execute(select(ERASURES.c.erased_on).order_by(ERASURES.c.number)).scalars().all()
        return tuple(date.fromisoformat(day) for day in days)

    @contextmanager
    def _change(self, code: str, expected_revision: int | None, *, growing: bool = True) -> Iterator[Connection]:
        with self._action() as connection:
            head = _head(connection, code)
            if growing:
                check_kept(recorded.load_some(connection, CONSENTS, code), code=code)
            if expected_revision is not None and head.revision != expected_revision:
                raise ConflictError(
                    "This profile was changed in another window", where=code, fix="Load it again; nothing was lost"
                )
            connection.execute(update(PROFILES).where(PROFILES.c.code == code).values(revision=head.revision + 1))
            yield connection


def _head(connection: Connection, code: str) -> Any:
    row = connection.execute(select(PROFILES).where(PROFILES.c.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no profile {code}", where="profile", fix="See recommender profile list")
    return row


def _counts(table: Any) -> Any:
    return select(table.c.code, func.count().label("number")).group_by(table.c.code)
