"""The photos of a passport: only those that the person wants in it, made small enough to be sent."""

from __future__ import annotations

from recommender.attachments import small_photo
from recommender.domain.profile import Profile
from recommender.errors import NotFoundError
from recommender.guidance.consent import photos_in_passport
from recommender.store import Store


def read_photos(store: Store, profile: Profile) -> dict[int, bytes]:
    """Return the photos that the person wants in their passport, as small JPEGs, by the number of their proof.

    A photo that was not handed over with the profile is left out.
    """
    found = {}
    for number in photos_in_passport(profile):
        try:
            found[number] = small_photo(store.read_proof(profile.code, number))
        except NotFoundError:
            continue
    return found
