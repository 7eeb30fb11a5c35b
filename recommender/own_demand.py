"""The counts of this house: taken from the profiles whose people agreed, at most once a month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from recommender.demand_files import checked_name, demand_document
from recommender.domain.consent import Purpose
from recommender.domain.profile import Profile
from recommender.domain.versions import Versions
from recommender.errors import ConfigError
from recommender.guidance.consent import agreed, agreed_profiles, measures_agreed
from recommender.guidance.snapshots import Contribution, Snapshot, contribution, take
from recommender.settings import VERSION
from recommender.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """The counts to hand out; `is_new` is False where those of before still stand."""

    snapshot: Snapshot
    is_new: bool


def take_own(store: Store, issuer: str, *, tables: Mapping[str, Collection[str]], esco: str, today: date) -> Taken:
    """Count the people who agree, keep the counts, and return them; those of before where they still stand.

    Raises
    ------
    ConfigError : these profiles were counted under another name
    NotReadyError : too few people agree
    """
    name = checked_name(issuer)
    counted = agreed_profiles(store)
    store.forget_counted([profile.code for profile in counted])
    before = store.last_counted()
    if before is not None and before.snapshot.issuer != name:
        raise ConfigError(
            f"These profiles are counted as {before.snapshot.issuer}",
            where="--issuer",
            fix="Use the same name; counts under two names could be compared",
        )
    people = [_added(profile, store, tables) for profile in counted]
    after = take(people, before=before, issuer=name, today=today, esco=esco)
    if after is not before:
        store.keep_counted(after)
    return Taken(after.snapshot, after is not before)


def taken_document(taken: Taken, *, model: str) -> dict[str, Any]:
    """Return the demand file (schemas/demand.schema.json) with the versions that it rests on."""
    return demand_document(taken.snapshot, versions=Versions(taken.snapshot.esco, model, "none", VERSION))


def _added(profile: Profile, store: Store, tables: Mapping[str, Collection[str]]) -> Contribution:
    keeps_needs = agreed(profile.consents, Purpose.NEEDS)
    return contribution(
        profile,
        measures=measures_agreed(profile.consents),
        tasks=tables["workshop_tasks"],
        work_areas=tables["work_areas"],
        accommodations=tables["accommodations"],
        needs=store.kept_needs(profile.code) if keeps_needs else None,
    )
