"""The learner's cards: a balanced order, one answer a card, back, and answers that can be changed or taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from recommender.domain.work_areas import AreaTask

FEW_AREAS = 3  # up to this many liked areas, every task of them is shown; above, only TASKS_EACH of each
TASKS_EACH = 3
MOST_TASKS = 6  # of one area


class Reply(StrEnum):
    """What a person says to one card; only the first two are kept beyond the sitting."""

    LIKE = "like"
    NOT_FOR_ME = "not_for_me"
    SKIP = "skip"
    DONT_KNOW = "dont_know"


KEPT = frozenset({Reply.LIKE, Reply.NOT_FOR_ME})


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards in their order, the one in view, and the replies so far by slug.

    `place` counts from 0; it equals the number of cards once all have been seen.
    """

    cards: tuple[str, ...]
    place: int = 0
    replies: Mapping[str, Reply] = field(default_factory=dict)

    @property
    def current(self) -> str | None:
        """Return the slug of the card in view, None once all have been seen."""
        return self.cards[self.place] if self.place < len(self.cards) else None

    @property
    def liked(self) -> tuple[str, ...]:
        """Return the cards that the person likes, in the order of the deck."""
        return tuple(slug for slug in self.cards if self.replies.get(slug) is Reply.LIKE)


def balanced_order(slugs: Sequence[str], seed: int) -> tuple[str, ...]:
    """Put cards into one of the orders of a Williams design, chosen by the seed.

    Over as many following seeds as there are cards, every card stands once in each place, so that no work is always
    asked first or last; where the number is even, every card also follows every other one once. Over twice as many
    seeds the second holds for odd numbers too (Williams, Australian Journal of Scientific Research, 1949).

    Examples
    --------
    >>> [balanced_order("abcd", seed) for seed in range(2)]
    [('a', 'b', 'd', 'c'), ('b', 'c', 'a', 'd')]
    """
    number = len(slugs)
    if not number:
        return ()
    steps = [(place + 1) // 2 if place % 2 else -(place // 2) for place in range(number)]
    order = tuple(slugs[(seed + step) % number] for step in steps)
    return order[::-1] if number % 2 and (seed // number) % 2 else order


def deal(slugs: Iterable[str], *, replies: Mapping[str, Reply] | None = None) -> Deck:
    """Make a deck that opens at the first card without a reply; replies to other cards are left out.

    Examples
    --------
    >>> deal(["wood", "garden"], replies={"wood": Reply.LIKE}).current
    'garden'
    """
    cards = tuple(slugs)
    said = {slug: reply for slug, reply in (replies or {}).items() if slug in cards}
    place = next((place for place, slug in enumerate(cards) if slug not in said), len(cards))
    return Deck(cards, place, said)


def task_order(tasks: Iterable[AreaTask], liked: Collection[str], seed: int) -> tuple[str, ...]:
    """Choose the tasks to show for the liked areas, and take turns between the areas.

    Up to three liked areas show up to six tasks each; more areas show three each, so that nobody is worn out.

    Returns
    -------
    Slugs of tasks; none where no area is liked.
    """
    most = MOST_TASKS if len(liked) <= FEW_AREAS else TASKS_EACH
    by_area: dict[str, list[str]] = {area: [] for area in liked}
    for task in tasks:
        if task.work_area in by_area:
            by_area[task.work_area].append(task.slug)
    chosen = [balanced_order(by_area[area], seed)[:most] for area in balanced_order(tuple(by_area), seed)]
    return tuple(slug for turn in zip_longest(*chosen) for slug in turn if slug is not None)


def reply(deck: Deck, said: Reply) -> Deck:
    """Answer the card in view and go on to the next one; after the last card nothing changes.

    Examples
    --------
    >>> reply(Deck(("wood", "garden")), Reply.LIKE)
    Deck(cards=('wood', 'garden'), place=1, replies={'wood': <Reply.LIKE: 'like'>})
    """
    if deck.current is None:
        return deck
    return replace(deck, place=deck.place + 1, replies={**deck.replies, deck.current: said})


def pass_by(deck: Deck) -> Deck:
    """Go on to the next card and leave the answer to this one as it is.

    Examples
    --------
    >>> pass_by(Deck(("wood", "garden"), replies={"wood": Reply.LIKE}))
    Deck(cards=('wood', 'garden'), place=1, replies={'wood': <Reply.LIKE: 'like'>})
    """
    return replace(deck, place=min(deck.place + 1, len(deck.cards)))


def back(deck: Deck) -> Deck:
    """Show the card before; its answer stays until it is changed. The first card has none before it."""
    return replace(deck, place=max(0, deck.place - 1))


def go_to(deck: Deck, slug: str) -> Deck:
    """Show one card again, to change its answer.

    Raises
    ------
    ValueError : the deck has no such card
    """
    return replace(deck, place=deck.cards.index(slug))


def take_back(deck: Deck) -> Deck:
    """Take back the answer to the card in view, which stays in view.

    Examples
    --------
    >>> take_back(Deck(("wood",), replies={"wood": Reply.SKIP})).replies
    {}
    """
    return replace(deck, replies={slug: said for slug, said in deck.replies.items() if slug != deck.current})
