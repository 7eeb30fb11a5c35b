"""What a person has agreed to, each purpose for itself; a withdrawal counts at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from recommender.domain.consent import Consent, Purpose
from recommender.domain.profile import Profile
from recommender.domain.proofs import ProofKind
from recommender.errors import ConflictError, DataError
from recommender.guidance.demand import Measure

LONGEST_NAME = 120  # characters of who helped or who receives

# What is asked, in plain words; a page or a form shows it as it stands.
QUESTIONS = {
    Purpose.KEEP: "May we keep what you told us? You can see it, take it with you and have it erased.",
    Purpose.SHARE: "May we give what we keep about you to somebody? You choose each of them.",
    Purpose.PASSPORT: "May this photo stand in your passport? Whoever gets the passport sees it.",
    Purpose.NEEDS: "May we keep what helps you? You can take it back at any time. Then it is erased at once.",
    Purpose.FIGURES: (
        "May we count you when we count what people can do, what they like and what helps them? "
        "Your code and your words are left out."
    ),
}
# Which wording of a question this is, where it has asked for less before; a consent keeps which one was heard.
WORDING = {Purpose.FIGURES: 1}
# What each wording of the question about figures names. What helps counts only where it may be kept, too.
COUNTED = {0: frozenset({Measure.CAN}), 1: frozenset({Measure.CAN, Measure.LIKES, Measure.NEEDS})}


class Keeper(Protocol):
    """Whoever keeps the profiles."""

    def profiles(self) -> tuple[Profile, ...]:
        """Return all profiles as they are now."""


def current(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the last word on each purpose, receiver and photo, in their order."""
    last = {(c.purpose, c.with_whom, c.about): c for c in sorted(consents, key=lambda consent: consent.said_at)}
    return tuple(last[key] for key in sorted(last))


def agreed(consents: Iterable[Consent], purpose: Purpose, *, with_whom: str = "", about: str = "") -> bool | None:
    """Say whether a person agrees now; None where they were never asked, which is no agreement.

    Examples
    --------
    >>> from datetime import UTC, datetime, timedelta
    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> yes = Consent(Purpose.FIGURES, True, noon)
    >>> no = Consent(Purpose.FIGURES, False, noon + timedelta(minutes=1))
    >>> agreed([yes], Purpose.FIGURES), agreed([yes, no], Purpose.FIGURES), agreed([yes, no], Purpose.SHARE)
    (True, False, None)
    """
    for consent in current(consents):
        if (consent.purpose, consent.with_whom, consent.about) == (purpose, with_whom.strip(), about):
            return consent.given
    return None


def receivers(consents: Iterable[Consent]) -> tuple[str, ...]:
    """Return with whom a person agrees to share now, in alphabetical order."""
    return tuple(c.with_whom for c in current(consents) if c.purpose is Purpose.SHARE and c.given)


def photos_in_passport(profile: Profile) -> tuple[int, ...]:
    """Return the numbers of the photos that the person wants in their passport now."""
    photos = (proof.number for proof in profile.proofs if proof.kind is ProofKind.PHOTO)
    return tuple(number for number in photos if agreed(profile.consents, Purpose.PASSPORT, about=str(number)))


def agreed_profiles(store: Keeper) -> tuple[Profile, ...]:
    """Return the profiles that may be counted in provider figures at this moment.

    Counted is only who agreed to it, and has not withdrawn the keeping of the profile.
    """
    return tuple(
        profile
        for profile in store.profiles()
        if agreed(profile.consents, Purpose.FIGURES) and agreed(profile.consents, Purpose.KEEP) is not False
    )


def measures_agreed(consents: Iterable[Consent]) -> frozenset[Measure]:
    """Return what a person may be counted for now: what the question named that they said yes to.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> sorted(measures_agreed([Consent(Purpose.FIGURES, True, datetime(2026, 3, 1, 12, tzinfo=UTC))]))
    [<Measure.CAN: 'can'>]
    """
    said = next((consent for consent in current(consents) if consent.purpose is Purpose.FIGURES), None)
    return COUNTED[said.wording] if said and said.given else frozenset()


def check_consent(consent: Consent) -> None:
    """Let through only a consent that says for what, where it is shared, with whom, and which photo it is about.

    Raises
    ------
    DataError : the receiver or the photo is missing, named for another purpose, or a name is too long
    """
    if (consent.purpose is Purpose.SHARE) != bool(consent.with_whom.strip()):
        raise DataError(
            "Sharing needs one receiver, and only sharing has one", where="consent", fix="Name who receives it"
        )
    if not (consent.about.isdecimal() if consent.purpose is Purpose.PASSPORT else not consent.about):
        raise DataError(
            "The passport needs the number of one photo, and only the passport does",
            where="consent",
            fix="Name the number of the photo",
        )
    if max(len(consent.with_whom), len(consent.helped_by)) > LONGEST_NAME:
        raise DataError(f"A name has more than {LONGEST_NAME} characters", where="consent", fix="Shorten it")


def check_kept(profile_consents: Iterable[Consent], *, code: str) -> None:
    """Let a profile grow only while its person has not withdrawn the keeping of it.

    Raises
    ------
    ConflictError : the person withdrew
    """
    if agreed(profile_consents, Purpose.KEEP) is False:
        raise ConflictError(
            "This person no longer agrees that the profile is kept",
            where=code,
            fix="Hand over the file and erase the profile, or ask the person again",
        )


def check_needs_kept(profile_consents: Iterable[Consent], *, code: str) -> None:
    """Let needs be kept only while the person agrees to just that.

    Raises
    ------
    ConflictError : the person was not asked, or withdrew
    """
    if not agreed(profile_consents, Purpose.NEEDS):
        raise ConflictError(
            "The person does not agree that their needs are kept", where=code, fix="Ask the person on their page first"
        )


def check_shared(profile: Profile, *, with_whom: str) -> None:
    """Let a profile go to somebody only where the person agrees to it now.

    Raises
    ------
    ConflictError : the person was not asked, or withdrew
    """
    if not agreed(profile.consents, Purpose.SHARE, with_whom=with_whom):
        known = ", ".join(receivers(profile.consents)) or "nobody"
        raise ConflictError(
            f"There is no consent to share with {with_whom}", where=profile.code, fix=f"Ask first; agreed now: {known}"
        )
