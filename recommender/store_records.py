"""The part of the store that keeps stages, proofs, consents and what the log says of lists that were shown."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Self

from sqlalchemy import delete, insert, select

from recommender import audit, rows
from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Voice
from recommender.domain.matches import TrainingLists
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, ProofFile, ProofKind, Showing, ShowingChoice
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.versions import Versions
from recommender.errors import DataError, NotFoundError
from recommender.exports.records import plain
from recommender.guidance.consent import WORDING, check_consent, check_needs_kept
from recommender.guidance.proofs import check_proof
from recommender.guidance.stages import check_entry, check_history, check_undo
from recommender.migrations import CONSENTS, COUNTED, ENTRIES, LOG, NEEDS, PROFILES, PROOF_FILES, PROOFS, SHOWINGS
from recommender.store_backups import Backups

# What a withdrawal erases at once, beside ending what it was given for.
ERASED_WITH = {Purpose.NEEDS: (NEEDS, COUNTED), Purpose.KEEP: (NEEDS, COUNTED), Purpose.FIGURES: (COUNTED,)}


class Records(Backups):
    """What a store can do with the records of a profile; each method is one transaction and one line of the log."""

    def enter_stage(
        self,
        code: str,
        *,
        concept_uri: str,
        preferred_label: str,
        stage: Stage,
        by: str,
        on: date,
        voice: Voice,
        now: datetime,
        method: str = "",
        standard: str = "",
        title: str = "",
        training_id: str = "",
        expected_revision: int | None = None,
    ) -> int:
        """Keep an assessment or a certificate of one skill, and return its number.

        Raises
        ------
        DataError : the entry is not complete (see `guidance.stages.check_entry`)
        """
        entry = StageEntry(
            *(0, concept_uri, preferred_label, stage, by.strip(), on, voice, now),
            *(method.strip(), standard.strip(), title.strip()),
            training_id=training_id,
        )
        check_entry(entry, today=now.date())
        with self._change(code, expected_revision) as connection:
            return rows.add(connection, ENTRIES, code, **plain(entry))

    def undo_stage(
        self, code: str, number: int, *, voice: Voice, now: datetime, expected_revision: int | None = None
    ) -> int:
        """Take an assessment or a certificate back by a new entry, and return its number; an undo can be undone.

        Raises
        ------
        NotFoundError : the profile has no entry of this number, or it was taken back already
        """
        with self._change(code, expected_revision, growing=False) as connection:
            entries = rows.load_some(connection, ENTRIES, code)
            check_undo(entries, number, where=code)
            taken = next(entry for entry in entries if entry.number == number)
            undo = replace(taken, recorded_by=voice, recorded_at=now, undoes=number)
            return rows.add(connection, ENTRIES, code, **plain(undo))

    def say_consent(
        self,
        code: str,
        purpose: Purpose,
        given: bool,
        *,
        now: datetime,
        helped_by: str = "",
        with_whom: str = "",
        about: str = "",
        expected_revision: int | None = None,
    ) -> None:
        """Keep that the person agrees to one purpose, or withdraws; it counts from this moment on.

        A withdrawal counts in the backups on this computer, too, so that none of them brings the consent back. What
        was kept of needs, and what was counted of the person, is erased with it.
        """
        consent = Consent(purpose, given, now, helped_by.strip(), with_whom.strip(), about, WORDING.get(purpose, 0))
        check_consent(consent)
        if given:
            with self._change(code, expected_revision, growing=False) as connection:
                rows.add(connection, CONSENTS, code, **plain(consent))
            return

        def withdraw(backup: Self) -> None:
            backup.say_consent(code, purpose, False, now=now, helped_by=helped_by, with_whom=with_whom, about=about)

        with self._erasing(code, expected_revision, withdraw) as connection:
            rows.add(connection, CONSENTS, code, **plain(consent))
            for table in ERASED_WITH.get(purpose, ()):
                connection.execute(delete(table).where(table.c.code == code))

    def keep_needs(self, code: str, needs: Collection[str], *, expected_revision: int | None = None) -> None:
        """Keep what helps the person, in place of what was kept before; the log does not say what it is.

        Raises
        ------
        ConflictError : the person does not agree that needs are kept
        """
        with self._change(code, expected_revision) as connection:
            check_needs_kept(rows.load_some(connection, CONSENTS, code), code=code)
            connection.execute(delete(NEEDS).where(NEEDS.c.code == code))
            for need in sorted(set(needs)):
                connection.execute(insert(NEEDS).values(code=code, need=need))

    def kept_needs(self, code: str) -> tuple[str, ...]:
        """Return the codes of the needs that are kept, in alphabetical order; none where nobody agreed to it."""
        with self._action() as connection:
            found = select(NEEDS.c.need).where(NEEDS.c.code == code).order_by(NEEDS.c.need)
            return tuple(connection.execute(found).scalars())

    def choose_showing(
        self,
        code: str,
        concept_uri: str,
        showing: Showing | None,
        *,
        now: datetime,
        expected_revision: int | None = None,
    ) -> None:
        """Keep how the person wants to show a skill; None takes the choice back."""
        choice = ShowingChoice(concept_uri, showing, now)
        with self._change(code, expected_revision) as connection:
            rows.add(connection, SHOWINGS, code, **plain(choice))

    def add_proof(
        self,
        code: str,
        kind: ProofKind,
        *,
        concept_uri: str,
        voice: Voice,
        now: datetime,
        words: str = "",
        seen_by: str = "",
        seen_on: date | None = None,
        showing: Showing | None = None,
        file: tuple[ProofFile, bytes] | None = None,
        expected_revision: int | None = None,
    ) -> int:
        """Keep what shows a skill, and return its number.

        Parameters
        ----------
        file : a photo or file as `attachments.prepare` returned it, its hidden data removed

        Raises
        ------
        DataError : the proof is not complete (see `guidance.proofs.check_proof`)
        """
        described = file[0] if file else None
        said = concept_uri, voice, now, words.strip(), seen_by.strip(), seen_on, showing, described
        proof = Proof(0, kind, *said)
        check_proof(proof, today=now.date())
        with self._change(code, expected_revision) as connection:
            number = rows.add(connection, PROOFS, code, **rows.stored(plain(proof)))
            if file is not None:
                rows.put(connection, PROOF_FILES, code, number, {"content": file[1]})
        return number

    def read_proof(self, code: str, number: int) -> bytes:
        """Return the content of a photo or file.

        Raises
        ------
        NotFoundError : there is no such file, or it was not handed over with the profile
        """
        here = (PROOF_FILES.c.code == code) & (PROOF_FILES.c.number == number)
        with self._action() as connection:
            content = connection.execute(select(PROOF_FILES.c.content).where(here)).scalar_one_or_none()
        if content is None:
            raise NotFoundError(
                f"There is no file of proof {number}", where=code, fix="Import the profile with its files"
            )
        return bytes(content)

    def read_files(self, code: str) -> dict[int, bytes]:
        """Return the content of all photos and files of a profile that are here, by the number of their proof."""
        with self._action() as connection:
            found = connection.execute(select(PROOF_FILES).where(PROOF_FILES.c.code == code)).all()
        return {row.number: bytes(row.content) for row in found}

    def remove_proof(
        self, code: str, number: int, *, voice: Voice, now: datetime, expected_revision: int | None = None
    ) -> None:
        """Erase one proof with its file for good, and overwrite where it lay, in the backups on this computer, too.

        Raises
        ------
        NotFoundError : the profile has no proof of this number
        """
        with self._erasing(
            code, expected_revision, lambda backup: backup.remove_proof(code, number, voice=voice, now=now)
        ) as connection:
            gone = connection.execute(delete(PROOFS).where((PROOFS.c.code == code) & (PROOFS.c.number == number)))
            if not gone.rowcount:
                raise NotFoundError(f"There is no proof {number}", where=code, fix="Load the profile again")
            rows.log(connection, code, "proof_removed", {"number": number, "voice": voice.value}, now=now)

    def log_trainings(
        self, code: str, lists: TrainingLists, *, now: datetime, for_all_work: Sequence[str] = ()
    ) -> None:
        """Keep in the log which trainings were shown; the same lists as the last time are not kept again.

        Parameters
        ----------
        for_all_work : ids of trainings that help with every kind of work, where they were shown, too
        """
        shown = audit.of_trainings(lists, for_all_work=for_all_work)
        self._log_shown(code, "trainings_shown", shown, now=now, once=True)

    def log_successors(
        self, code: str, found: Mapping[str, Sequence[str]], *, versions: Versions, now: datetime
    ) -> None:
        """Keep in the log which skills were shown as likely successors of retired ones, by the URI of the retired.

        The same ones as the last time are not kept again.
        """
        self._log_shown(code, "successors_shown", audit.of_successors(found, versions), now=now, once=True)

    def log_search(
        self, code: str, found: Sequence[str], less_sure: Sequence[str], *, versions: Versions, now: datetime
    ) -> None:
        """Keep in the log which skills a search showed, by URI, never what was looked for.

        The same ones as the last time are not kept again.
        """
        self._log_shown(code, "search_shown", audit.of_search(found, less_sure, versions), now=now, once=True)

    def log_handed_over(self, code: str, what: str, *, now: datetime) -> None:
        """Keep in the log that something left the program: a slug such as "profile" or "passport"."""
        self._log_shown(code, "handed_over", {"what": what}, now=now, once=False)

    def _log_shown(self, code: str, kind: str, detail: dict[str, object], *, now: datetime, once: bool) -> None:
        with self._action() as connection:
            if not connection.execute(select(PROFILES.c.code).where(PROFILES.c.code == code)).first():
                raise NotFoundError(f"There is no profile {code}", where="profile", fix="See recommender profile list")
            told = [event for event in rows.load_some(connection, LOG, code) if event.kind == kind]
            if not once or not told or told[-1].detail != detail:
                rows.log(connection, code, kind, detail, now=now)


def checked_import(profile: Profile, files: Mapping[int, bytes], *, now: datetime) -> Profile:
    """Return a profile from outside once its history, its log and its files are checked; where it brings no log,
    one that says how much was there before it.

    Raises
    ------
    DataError : a step is not legal, the log was changed, or a file is another one
    """
    check_history(profile.decisions, profile.entries, today=now.date())
    for proof in profile.proofs:
        check_proof(proof, today=now.date())
    for consent in profile.consents:
        check_consent(consent)
    for number, content in files.items():
        _check_content(profile, number, content)
    if not profile.log:
        event = audit.append((), audit.STARTED, audit.counts(profile), code=profile.code, at=now)
        return replace(profile, log=(event,))
    problems = audit.verify(profile)
    if problems:
        told = "; ".join(problems[:3])
        raise DataError(f"The log does not fit: {told}", where=profile.code, fix="Export the profile again")
    return profile


def _check_content(profile: Profile, number: int, content: bytes) -> None:
    files = {proof.number: proof.file for proof in profile.proofs if proof.file}
    if number not in files or files[number].sha256 != hashlib.sha256(content).hexdigest():
        raise DataError(
            f"The file of proof {number} is another one", where=profile.code, fix="Export the profile again"
        )
