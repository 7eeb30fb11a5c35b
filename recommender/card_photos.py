"""The workshop's own photos for the learner's cards, made fit to be kept: small, and without what a camera writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from recommender.attachments import prepare, small_photo
from recommender.domain.proofs import ProofKind
from recommender.errors import DataError, NotFoundError
from recommender.raw_files import overwrite_and_remove
from recommender.store import Store

FOLDER = "pictures"  # in the home folder; what somebody puts there by hand is taken in and removed
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def keep_photo(store: Store, card: str, name: str, content: bytes, *, cards: Collection[str]) -> None:
    """Keep a photo for a card in place of the one before.

    Parameters
    ----------
    name : of the file as it comes, for errors
    cards : the cards there are

    Raises
    ------
    DataError : it is no photo, too large or broken
    NotFoundError : there is no such card
    """
    store.put_card_photos({card: _fit(card, name, content, cards)})


def take_in(store: Store, home: Path, *, cards: Collection[str]) -> tuple[str, ...]:
    """Take in the photos that somebody put into the folder by hand, named like their card, and remove them there.

    So they are locked with everything else. Files that are no photo of a card stay; their names are returned.
    """
    fit: dict[Path, bytes] = {}
    left: list[str] = []
    for file in sorted((home / FOLDER).glob("*")):
        try:
            if file.suffix.casefold() not in ENDINGS:
                raise DataError("This is no photo", where=file.name)
            fit[file] = _fit(file.stem, file.name, file.read_bytes(), cards)
        except (DataError, NotFoundError, OSError):
            left.append(file.name)
    if fit:
        store.put_card_photos({file.stem: content for file, content in fit.items()})
    for file in fit:
        overwrite_and_remove(file)
    return tuple(left)


def all_cards(tables: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the cards that may have a photo, from the tables of `data/`."""
    return frozenset(slug for name in ("work_areas", "area_tasks", "need_cards") for slug in tables[name])


def _fit(card: str, name: str, content: bytes, cards: Collection[str]) -> bytes:
    if card not in cards:
        raise NotFoundError(f"There is no card {card}", where=name, fix="Choose one of the cards")
    kind, _described, kept = prepare(name, content)
    if kind is not ProofKind.PHOTO:
        raise DataError("This is no photo", where=name, fix="Choose a photo, such as a JPEG")
    return small_photo(kept)
