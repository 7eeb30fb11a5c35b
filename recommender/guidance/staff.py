"""What an offer asks of the staff, and which of it nobody on the staff can do yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.domain.accommodation import Availability
from recommender.domain.trainings import Training

STAFF_GROUPS = frozenset({"care_staff", "job_coach"})
NO_PROOF = frozenset({"attendance"})  # being there shows no skill


@dataclass(frozen=True, slots=True)
class StaffTopic:
    """One thing the staff should be able to do; `depends_on` says for which trainings (`data/staff_topics.csv`)."""

    slug: str
    name: str
    why: str
    depends_on: tuple[str, ...]
    concept_uris: frozenset[str]


def is_assessed(training: Training) -> bool:
    """Say whether a training looks at what a learner can do.

    Examples
    --------
    >>> entry = Training("a", {"en": "Ironing"}, {"en": "…"}, "course", ("en",), "real", assessment=("attendance",))
    >>> is_assessed(entry)
    False
    """
    return bool(set(training.assessment) - NO_PROOF)


def is_for_learners(training: Training) -> bool:
    """Say whether a training is for people other than staff; one that does not say is."""
    return not training.target_groups or bool(set(training.target_groups) - STAFF_GROUPS)


# What may stand in `depends_on` before a colon, and which trainings are meant; after the colon stands the value.
RULES: dict[str, Callable[[Training, str], bool]] = {
    "learners": lambda training, _: is_for_learners(training),
    "assessment": lambda training, _: is_for_learners(training) and is_assessed(training),
    "target": lambda training, group: group in training.target_groups,
    "area": lambda training, slug: slug in training.work_areas,
    "need": lambda training, code: (
        training.accessibility.get(code, Availability.UNKNOWN) in (Availability.YES, Availability.ON_REQUEST)
    ),
}


def depending(topic: StaffTopic, trainings: Iterable[Training]) -> tuple[Training, ...]:
    """Return the trainings that cannot be given well without staff who know a topic."""
    rules = [rule.partition(":")[::2] for rule in topic.depends_on]
    return tuple(training for training in trainings if any(RULES[name](training, value) for name, value in rules))


def teaching(topic: StaffTopic, trainings: Iterable[Training]) -> tuple[Training, ...]:
    """Return the trainings for staff that teach one of the skills of a topic."""
    return tuple(
        training
        for training in trainings
        if set(training.target_groups) & STAFF_GROUPS
        and any(topic.concept_uris & set(outcome.concept_uris) for outcome in training.learning_outcomes)
    )


def topics_of(rows: Sequence[Mapping[str, str]], *, known: Collection[str] = tuple(RULES)) -> dict[str, StaffTopic]:
    """Turn the rows of the table into topics by slug."""
    topics = {}
    for row in rows:
        rules = tuple(row["depends_on"].split())
        unknown = [rule for rule in rules if rule.partition(":")[0] not in known]
        if unknown:
            raise ValueError(f"{row['slug']} depends on {unknown}, which no rule is there for")
        uris = frozenset(row["concept_uris"].split())
        topics[row["slug"]] = StaffTopic(row["slug"], row["name"], row["why"], rules, uris)
    return topics
