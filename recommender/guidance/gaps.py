"""What an offer lacks: five kinds of gap, because each has a remedy of its own.

1. no training: a skill or a work area is wanted, and nothing in the offer covers it
2. not yet a micro-credential: a training lacks elements of annex I
3. not assessed: people can do it already, and nobody offers to assess it
4. not accessible: trainings are there, and none of them offers what people need
5. staff skill: the offer depends on something that nobody on the staff can do

Everything is a function of the offer and of numbers with source and date; there is no person in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from recommender.domain.accommodation import Availability
from recommender.domain.trainings import Training
from recommender.guidance.demand import Demand, Measure, Number, StaffSkill, Unit, largest, numbers, tally, total
from recommender.guidance.staff import depending, is_assessed, is_for_learners, teaching
from recommender.guidance.vocabulary import Vocabulary


class GapKind(StrEnum):
    """The five kinds."""

    NO_TRAINING = "no_training"
    NOT_YET_MICRO_CREDENTIAL = "not_yet_micro_credential"
    NOT_ASSESSED = "not_assessed"
    NOT_ACCESSIBLE = "not_accessible"
    STAFF_SKILL = "staff_skill"


class About(StrEnum):
    """What a gap is about."""

    SKILL = "skill"
    WORK_AREA = "work_area"
    TRAINING = "training"
    NEED = "need"
    STAFF_TOPIC = "staff_topic"


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap with the numbers behind it.

    `subject` is a concept URI, the slug of a work area, the id of a training, the code of an accommodation or the
    slug of a topic. `stated` is False where nobody has said yes or no yet: then the first step is to ask. `folded`
    are the near-duplicates of the skill that are meant with it. `missing` are elements of annex I. `trainings` are
    the ids of the trainings concerned; for a topic of the staff, `teaching` are those that would teach it.
    """

    kind: GapKind
    about: About
    subject: str
    name: str
    numbers: tuple[Number, ...] = ()
    work_areas: tuple[str, ...] = ()
    skill_group: str = ""
    trainings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    stated: bool = True
    teaching: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """Return how many people at least, summed over sources."""
        return total(self.numbers, Unit.PEOPLE)

    @property
    def jobs(self) -> int:
        """Return how many jobs, summed over sources."""
        return total(self.numbers, Unit.JOBS)


@dataclass(frozen=True, slots=True)
class Offer:
    """The trainings of a provider, with the elements of annex I that each lacks, by its id."""

    trainings: tuple[Training, ...]
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_gaps(
    offer: Offer, demands: Sequence[Demand], staff: Iterable[StaffSkill], *, vocabulary: Vocabulary
) -> tuple[Gap, ...]:
    """Find the gaps of an offer.

    A training covers a skill when one of its outcomes stands for it, for a broader one or for a near-duplicate.
    Numbers of near-duplicates are never added up: the largest of each source counts.

    Parameters
    ----------
    offer : trainings with their ESCO links
    demands : numbers, occupations replaced by their skills

    Returns
    -------
    The gaps by kind; within a kind those with most people first, then most jobs, then those that lack fewest elements,
    then by name and subject.

    Examples
    --------
    >>> from datetime import date
    >>> words = Vocabulary({"esco:iron": "iron textiles"}, {}, {}, {})
    >>> can = Demand(Measure.CAN, "esco:iron", 10, Unit.PEOPLE, "House 1", date(2026, 5, 4))
    >>> [(gap.kind.value, gap.name, gap.people) for gap in find_gaps(Offer(()), [can], [], vocabulary=words)]
    [('not_assessed', 'iron textiles', 10)]
    """
    offer = replace(offer, trainings=tuple(sorted(offer.trainings, key=lambda training: training.training_id)))
    covered = Coverage(offer.trainings, vocabulary)
    skills = folded_numbers(demands, vocabulary, Measure.CAN), folded_numbers(demands, vocabulary, Measure.WANTED)
    found = [
        *_no_training(demands, skills[1], covered, vocabulary),
        *_not_yet_micro_credential(offer, demands, covered, vocabulary),
        *_not_assessed(skills[0], covered, vocabulary),
        *_not_accessible(demands, covered, vocabulary),
        *_staff_skills(offer, staff, vocabulary),
    ]
    return tuple(sorted(found, key=_place))


def _place(gap: Gap) -> tuple[int, int, int, int, str, str, tuple[str, ...]]:
    nearly = len(gap.missing)
    name = gap.name.casefold()
    return list(GapKind).index(gap.kind), -gap.people, -gap.jobs, nearly, name, gap.subject, gap.work_areas


class Coverage:
    """Which trainings of an offer cover a skill, and which belong to a work area."""

    def __init__(self, trainings: Sequence[Training], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_skill: dict[str, dict[str, Training]] = {}
        self._by_area: dict[str, list[Training]] = {}
        self.areas = {training.training_id: vocabulary.areas_of_training(training) for training in trainings}
        for training in trainings:
            for slug in self.areas[training.training_id]:
                self._by_area.setdefault(slug, []).append(training)
            for uri in skills_of(training):
                for covered in {uri} | vocabulary.narrower(uri):
                    self._by_skill.setdefault(covered, {})[training.training_id] = training

    def of_skills(self, uris: Iterable[str]) -> tuple[Training, ...]:
        """Return the trainings that cover one of these skills or a near-duplicate, in the order of their ids."""
        found: dict[str, Training] = {}
        for uri in uris:
            for one in {uri} | self._vocabulary.similar(uri):
                found |= self._by_skill.get(one, {})
        return tuple(found[training_id] for training_id in sorted(found))

    def of_area(self, slug: str) -> tuple[Training, ...]:
        """Return the trainings of a work area."""
        return tuple(self._by_area.get(slug, ()))


def skills_of(training: Training) -> tuple[str, ...]:
    """Return the concept URIs of a training's outcomes, each once."""
    return tuple(dict.fromkeys(uri for outcome in training.learning_outcomes for uri in outcome.concept_uris))


def folded_numbers(
    demands: Iterable[Demand], vocabulary: Vocabulary, *measures: Measure
) -> dict[tuple[str, ...], tuple[Number, ...]]:
    """Return the numbers of each skill with its near-duplicates, the skill with most people standing for them."""
    counted = tally(demands, *measures)
    skills = [subject for subject in counted if subject in vocabulary.labels]
    skills.sort(key=lambda uri: (-total(counted[uri], Unit.PEOPLE), -total(counted[uri], Unit.JOBS), uri))
    return {uris: largest(counted[uri] for uri in uris) for uris in vocabulary.fold(skills).values()}


def _skill_gap(
    kind: GapKind, uris: tuple[str, ...], counted: tuple[Number, ...], words: Vocabulary, trainings: Iterable[Training]
) -> Gap:
    return Gap(
        kind,
        About.SKILL,
        uris[0],
        words.labels[uris[0]],
        counted,
        work_areas=words.areas_of_concepts(uris),
        skill_group=words.group(uris[0]),
        trainings=tuple(training.training_id for training in trainings),
        folded=uris[1:],
    )


def _no_training(
    demands: Sequence[Demand],
    wanted: Mapping[tuple[str, ...], tuple[Number, ...]],
    covered: Coverage,
    words: Vocabulary,
) -> Iterable[Gap]:
    for uris, counted in wanted.items():
        if not covered.of_skills(uris):
            yield _skill_gap(GapKind.NO_TRAINING, uris, counted, words, ())
    for slug, area in words.work_areas.items():
        trainings = covered.of_area(slug)
        # People who like the work need a training for them; a job may also be served by one for staff.
        open_to = {Measure.LIKES: any(map(is_for_learners, trainings)), Measure.WANTED: bool(trainings)}
        lacking = [measure for measure, is_open in open_to.items() if not is_open]
        asked = tally((one for one in demands if one.subject == slug), *lacking).get(slug, ())
        if asked:
            yield Gap(GapKind.NO_TRAINING, About.WORK_AREA, slug, area.name, asked, work_areas=(slug,))


def _not_yet_micro_credential(
    offer: Offer, demands: Sequence[Demand], covered: Coverage, words: Vocabulary
) -> Iterable[Gap]:
    counted = tally(demands, Measure.CAN, Measure.WANTED)
    for training in offer.trainings:
        missing = offer.lacking.get(training.training_id, ())
        if missing:
            uris = skills_of(training)
            near = {one for uri in uris for one in {uri} | words.narrower(uri) | words.similar(uri)}
            yield Gap(
                GapKind.NOT_YET_MICRO_CREDENTIAL,
                About.TRAINING,
                training.training_id,
                training.main_title,
                largest(counted[uri] for uri in sorted(near & counted.keys())),
                work_areas=covered.areas[training.training_id],
                skill_group=next(filter(None, map(words.group, uris)), ""),
                trainings=(training.training_id,),
                missing=missing,
            )


def _not_assessed(
    can: Mapping[tuple[str, ...], tuple[Number, ...]], covered: Coverage, words: Vocabulary
) -> Iterable[Gap]:
    for uris, counted in can.items():
        trainings = covered.of_skills(uris)
        if not any(map(is_assessed, trainings)):
            yield _skill_gap(GapKind.NOT_ASSESSED, uris, counted, words, trainings)


def _not_accessible(demands: Sequence[Demand], covered: Coverage, words: Vocabulary) -> Iterable[Gap]:
    """Compare needs with the trainings of each work area in which something is asked for.

    Needs are counted for a house and not for a work area: that would show too much. So a need counts in every work
    area in which the same numbers show that people like the work, can do it or want it. One gap holds the areas
    where every training says no, another one those where some have not said.
    """
    areas = asked_areas(demands, words)
    for code, counted in tally(demands, Measure.NEEDS).items():
        lacking: dict[bool, dict[str, list[Training]]] = {True: {}, False: {}}
        for slug in areas if code in words.accommodations else ():
            trainings = [training for training in covered.of_area(slug) if is_for_learners(training)]
            said = [training.accessibility.get(code, Availability.UNKNOWN) for training in trainings]
            if trainings and Availability.YES not in said:
                lacking[all(value is Availability.NO for value in said)][slug] = trainings
        for stated, by_area in lacking.items():
            if by_area:
                yield Gap(
                    GapKind.NOT_ACCESSIBLE,
                    About.NEED,
                    code,
                    words.accommodations[code],
                    counted,
                    work_areas=tuple(by_area),
                    trainings=tuple(sorted({one.training_id for trainings in by_area.values() for one in trainings})),
                    stated=stated,
                )


def asked_areas(demands: Iterable[Demand], words: Vocabulary) -> tuple[str, ...]:
    """Return the work areas in which people like the work, can do it or want it, in the order of the table."""
    subjects = sorted({one.subject for one in demands if one.measure is not Measure.NEEDS})
    by_skill = set(words.areas_of_concepts(subjects))
    return tuple(slug for slug in words.work_areas if slug in subjects or slug in by_skill)


def _staff_skills(offer: Offer, staff: Iterable[StaffSkill], words: Vocabulary) -> Iterable[Gap]:
    said: dict[str, list[StaffSkill]] = {}
    for one in staff:
        said.setdefault(one.topic, []).append(one)
    for slug, topic in words.topics.items():
        known = said.get(slug, [])
        needing = depending(topic, offer.trainings)
        if needing and not any(one.staff for one in known):
            yield Gap(
                GapKind.STAFF_SKILL,
                About.STAFF_TOPIC,
                slug,
                topic.name,
                numbers({(one.source, one.as_of, Unit.PEOPLE): 0 for one in known}),
                trainings=tuple(training.training_id for training in needing),
                stated=bool(known),
                teaching=tuple(training.training_id for training in teaching(topic, offer.trainings)),
            )
