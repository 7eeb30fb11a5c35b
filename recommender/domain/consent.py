"""What a person agrees to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a person may agree to, each for itself."""

    KEEP = "keep"
    SHARE = "share"
    FIGURES = "figures"
    PASSPORT = "passport"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Consent:
    """A person agrees to one purpose, or withdraws; only ever added, the last one for purpose and receiver counts.

    `with_whom` names the receiver of what is shared, and is empty for the other purposes. `helped_by` says who
    explained it, and is empty where the person needed nobody. `about` is the number of the photo that may stand in the
    passport, and empty for the other purposes. `wording` says which question the person heard: 0 is the first one, and
    a question that asks for more than before has a higher one (`guidance.consent.WORDING`).
    """

    purpose: Purpose
    given: bool
    said_at: datetime
    helped_by: str = ""
    with_whom: str = ""
    about: str = ""
    wording: int = 0
