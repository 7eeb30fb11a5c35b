"""From what a person says on their page to the trainings they are offered there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.domain.accommodation import Availability
from recommender.domain.interests import MarkKind
from recommender.domain.matches import Reason, TrainingLists, TrainingMatch
from recommender.domain.profile import Profile
from recommender.domain.trainings import Training
from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.guidance.cards import Reply
from recommender.guidance.matching import areas_of

STAFF = frozenset({"care_staff", "job_coach"})  # target groups of people who work for others
Marks = frozenset[tuple[MarkKind, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One training as the learner's page shows it.

    `reason` is None for a training that belongs to no work area and so helps with all of them. `areas` and `tasks`
    are the liked ones that lead to it; `ask_for` the needs that it does not say yes to.
    """

    training: Training
    reason: Reason | None
    areas: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    known_outcomes: tuple[int, ...] = ()
    ask_for: tuple[str, ...] = ()

    @property
    def for_staff(self) -> bool:
        """Say whether it is made for people who work for others only; then it stands last, but it is shown."""
        return bool(self.training.target_groups) and STAFF.issuperset(self.training.target_groups)


def said_before(profile: Profile) -> dict[str, Reply]:
    """Return what the person says now about areas and tasks, by slug; what was taken back is not there."""
    said: dict[str, Reply] = {}
    for like in sorted(profile.likes, key=lambda like: like.said_at):
        said.pop(like.about, None)
        if like.liked or like.not_for_me:
            said[like.about] = Reply.LIKE if like.liked else Reply.NOT_FOR_ME
    return said


def marked_now(profile: Profile) -> Marks:
    """Return the marks that the person has set and not taken away."""
    last = {(mark.kind, mark.about): mark.marked for mark in sorted(profile.marks, key=lambda mark: mark.said_at)}
    return frozenset(key for key, marked in last.items() if marked)


def liked_offers(
    lists: TrainingLists,
    trainings: Iterable[Training],
    *,
    areas: Sequence[str],
    tasks: Sequence[AreaTask],
    work_areas: Mapping[str, WorkArea],
) -> tuple[Offer, ...]:
    """Turn *you like it* into offers: those made for learners first, and the liked areas take turns.

    Of an area come first the trainings with most of the liked tasks, then those for few kinds of work before those
    for many; a liked area leads on from the start, whatever the number of trainings of another one. Liking a task
    moves a training up and never out.
    """
    by_id = {training.training_id: training for training in trainings}
    liked = {slug: work_areas[slug].concept_uris for slug in areas}
    found = [_liked(match, by_id[match.training_id], liked, tasks) for match in lists.you_like_it]
    liked_tasks = Counter(task.work_area for task in tasks)
    turns = sorted(areas, key=lambda area: -liked_tasks[area])
    for_learners, for_staff = ([one for one in found if one.for_staff is staff] for staff in (False, True))
    return (*_in_turns(for_learners, turns), *_in_turns(for_staff, turns))


def check_offers(lists: TrainingLists, trainings: Iterable[Training]) -> tuple[Offer, ...]:
    """Turn *check now* into offers, in the order of the list."""
    by_id = {training.training_id: training for training in trainings}
    return tuple(
        Offer(by_id[m.training_id], m.reason, known_outcomes=m.known_outcomes, ask_for=m.ask_for)
        for m in lists.check_now
    )


def offers_for_all_work(trainings: Iterable[Training], *, needs: Collection[str]) -> tuple[Offer, ...]:
    """Return the trainings that belong to no work area and are made for learners, by title."""
    found = [
        Offer(training, None, ask_for=_to_ask(training, needs)) for training in trainings if not training.work_areas
    ]
    return tuple(sorted((offer for offer in found if not offer.for_staff), key=_by_title))


def kept_offers(marks: Marks, offers: Iterable[Offer], trainings: Iterable[Training]) -> tuple[Offer, ...]:
    """Return what a person keeps: as it is offered now, then by title what nothing leads to any more.

    Of two offers of one training the first counts.
    """
    kept = {f"training:{one.training_id}": one for one in trainings}
    kept = {about: kept[about] for kind, about in marks if kind is MarkKind.KEEP and about in kept}
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(f"training:{offer.training.training_id}", offer)
    rest = [Offer(training, Reason.YOU_LIKE_IT) for about, training in kept.items() if about not in found]
    return (*(offer for about, offer in found.items() if about in kept), *sorted(rest, key=_by_title))


def areas_without_training(offers: Iterable[Offer], areas: Iterable[str]) -> tuple[str, ...]:
    """Return the liked areas that no training belongs to, in the order given."""
    met = {area for offer in offers for area in offer.areas}
    return tuple(area for area in areas if area not in met)


def _liked(
    match: TrainingMatch, training: Training, liked: Mapping[str, frozenset[str]], tasks: Iterable[AreaTask]
) -> Offer:
    skills = frozenset((*match.known_skills, *match.new_skills))
    met = tuple(task.slug for task in tasks if not skills.isdisjoint(task.concept_uris))
    return Offer(training, match.reason, areas_of(training, liked), met, ask_for=match.ask_for)


def _in_turns(offers: Sequence[Offer], areas: Sequence[str]) -> tuple[Offer, ...]:
    """Take one offer of each area after the other, until none is left; those of no area come last."""
    left = sorted(offers, key=_for_few_kinds_of_work)
    taken: list[Offer] = []
    while any(offer.areas for offer in left):
        for area in areas:
            best = next((offer for offer in left if area in offer.areas), None)
            if best is not None:
                left.remove(best)
                taken.append(best)
    return (*taken, *left)


def _for_few_kinds_of_work(offer: Offer) -> tuple[int, bool, int]:
    """Put what is made for a liked task first, and what names no area of work last."""
    return -len(offer.tasks), not offer.training.work_areas, len(offer.training.work_areas)


def _by_title(offer: Offer) -> tuple[str, str]:
    return offer.training.main_title.casefold(), offer.training.training_id


def _to_ask(training: Training, needs: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in needs if training.accessibility.get(code) is not Availability.YES)
