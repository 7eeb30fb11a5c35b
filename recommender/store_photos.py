"""The part of the store that keeps the workshop's own photos for the learner's cards; they belong to no one person."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from recommender.errors import NotFoundError
from recommender.migrations import CARD_PHOTOS
from recommender.store_backups import Backups


class CardPhotos(Backups):
    """What a store can do with photos for cards: at most one for each card."""

    def card_photos(self) -> tuple[str, ...]:
        """Return the cards that have a photo, in alphabetical order."""
        with self._action() as connection:
            return tuple(connection.execute(select(CARD_PHOTOS.c.card).order_by(CARD_PHOTOS.c.card)).scalars())

    def card_photo(self, card: str) -> bytes | None:
        """Return the photo for a card, None where there is none."""
        with self._action() as connection:
            found = select(CARD_PHOTOS.c.content).where(CARD_PHOTOS.c.card == card)
            content = connection.execute(found).scalar_one_or_none()
        return None if content is None else bytes(content)

    def put_card_photos(self, photos: Mapping[str, bytes]) -> None:
        """Keep photos for cards in place of those before, all of them or none."""
        with self._action() as connection:
            for card, content in sorted(photos.items()):
                connection.execute(delete(CARD_PHOTOS).where(CARD_PHOTOS.c.card == card))
                connection.execute(insert(CARD_PHOTOS).values(card=card, content=content))

    def remove_card_photo(self, card: str) -> None:
        """Erase the photo for a card for good, here and in the backups on this computer.

        Raises
        ------
        NotFoundError : there is none
        """
        with self._action() as connection:
            gone = connection.execute(delete(CARD_PHOTOS).where(CARD_PHOTOS.c.card == card))
            if not gone.rowcount:
                raise NotFoundError(f"There is no photo for the card {card}", where="cards", fix="Open the page again")
            self._reach_backups(lambda backup: backup.remove_card_photo(card))
