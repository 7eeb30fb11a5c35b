"""Find the trainings that fit: because much of it is known, because a part is, because the person likes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache

from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.matches import Reason, TrainingLists, TrainingMatch
from recommender.domain.trainings import Training
from recommender.domain.versions import Versions
from recommender.domain.work_areas import WorkArea
from recommender.errors import NotFoundError

READY = Fraction(2, 3)  # from this share of its outcomes on, an assessment comes before a training
SAME_WORK = Fraction(1, 3)  # of a training's skills in a liked area, where the training names no work area
LONGEST_STEP = 120  # characters of an outcome in a sentence; above, the label of its skill is plainer


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much of one training is known, and which liked work areas it belongs to."""

    training: Training
    known_outcomes: tuple[int, ...]
    known_skills: tuple[str, ...]
    new_skills: tuple[str, ...]
    liked_areas: tuple[str, ...]
    liked_skills: int

    @property
    def share(self) -> Fraction:
        return Fraction(len(self.known_outcomes), max(1, len(self.training.learning_outcomes)))

    @property
    def name(self) -> tuple[str, str]:
        return self.training.main_title.casefold(), self.training.training_id


def match(
    trainings: Iterable[Training],
    known: Collection[str],
    *,
    work_areas: Mapping[str, WorkArea],
    labels: Mapping[str, str],
    versions: Versions,
    likes: Iterable[str] = (),
    needs: Iterable[str] = (),
    narrower: Callable[[str], frozenset[str]] = lambda uri: frozenset(),
    top: int | None = None,
) -> TrainingLists:
    """Put trainings into three lists, for three reasons that never mix.

    An outcome is known when one of its ESCO skills, or a narrower one, is known; an outcome without a skill
    never is. *Check now* needs two thirds of the outcomes, *next step* at least one. *You like it* looks at
    likes alone, so that an empty profile gets a full list. Needs change neither order nor membership: they
    only say what to ask the provider for.

    Parameters
    ----------
    trainings : the catalogue; the order does not matter
    known : concept URIs that the person has named, or that are documented
    work_areas : all work areas by slug
    labels : preferred labels by concept URI, for the sentences
    likes, needs : slugs of work areas, codes of accommodations
    narrower : gives all narrower concepts of one; nothing where relations are not installed
    top : the most entries of one list, all where None

    Returns
    -------
    Check now by share of outcomes known, then by their number; next step by number, then by share; you like
    it by liked areas, then by skills shared with them; then all by title and by ID.

    Raises
    ------
    NotFoundError : an unknown work area or accommodation code

    Examples
    --------
    >>> from recommender.domain.trainings import LearningOutcome
    >>> ironing = Training("ironing", {"en": "Ironing"}, {"en": "…"}, "course", ("en",), "example",
    ...                    learning_outcomes=(LearningOutcome("Iron shirts", ("esco:iron",)),))
    >>> lists = match([ironing], {"esco:iron"}, work_areas={}, labels={}, versions=Versions("", "", "", ""))
    >>> lists.check_now[0].sentence
    'You already do the one thing in this training. Ask for an assessment.'
    """
    if top is not None and top < 0:
        raise ValueError(f"top is {top}, below 0")
    liked = known_codes(likes, tuple(work_areas), what="work area")
    asked = known_codes(needs, ACCOMMODATION_CODES, what="accommodation code")
    areas = {slug: work_areas[slug].concept_uris for slug in liked}
    narrower_once = cache(narrower)  # trainings share skills, and each call walks the hierarchy
    fits = [_fit(training, frozenset(known), areas, narrower_once) for training in trainings]
    ready = [fit for fit in fits if fit.share >= READY]
    begun = [fit for fit in fits if 0 < fit.share < READY]
    enjoyed = [fit for fit in fits if fit.liked_areas]
    ready.sort(key=lambda fit: (-fit.share, -len(fit.known_outcomes), fit.name))
    begun.sort(key=lambda fit: (-len(fit.known_outcomes), -fit.share, fit.name))
    enjoyed.sort(key=lambda fit: (-len(fit.liked_areas), -fit.liked_skills, fit.name))
    return TrainingLists(
        tuple(_entry(fit, Reason.CHECK_NOW, _check_sentence(fit), asked) for fit in ready[:top]),
        tuple(_entry(fit, Reason.NEXT_STEP, _step_sentence(fit, labels), asked) for fit in begun[:top]),
        tuple(_entry(fit, Reason.YOU_LIKE_IT, _like_sentence(fit, work_areas), asked) for fit in enjoyed[:top]),
        versions,
    )


def _fit(
    training: Training,
    known: frozenset[str],
    areas: Mapping[str, frozenset[str]],
    narrower: Callable[[str], frozenset[str]],
) -> _Fit:
    skills = tuple(dict.fromkeys(uri for outcome in training.learning_outcomes for uri in outcome.concept_uris))
    mine = {uri for uri in skills if uri in known or not known.isdisjoint(narrower(uri))}
    outcomes = enumerate(training.learning_outcomes)
    liked = areas_of(training, areas)
    return _Fit(
        training,
        known_outcomes=tuple(n for n, outcome in outcomes if not mine.isdisjoint(outcome.concept_uris)),
        known_skills=tuple(uri for uri in skills if uri in mine),
        new_skills=tuple(uri for uri in skills if uri not in mine),
        liked_areas=liked,
        liked_skills=len({uri for slug in liked for uri in areas[slug]} & set(skills)),
    )


def areas_of(training: Training, areas: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the work areas that a training names or, where it names none, that its skills speak of.

    Parameters
    ----------
    areas : the concept URIs of each work area that is asked about
    """
    if training.work_areas:
        return tuple(slug for slug in areas if slug in training.work_areas)
    skills = {uri for outcome in training.learning_outcomes for uri in outcome.concept_uris}
    return tuple(slug for slug, uris in areas.items() if skills and len(skills & uris) >= SAME_WORK * len(skills))


def _entry(fit: _Fit, reason: Reason, sentence: str, asked: Sequence[str]) -> TrainingMatch:
    offered = {code: fit.training.accessibility.get(code, Availability.UNKNOWN) for code in asked}
    return TrainingMatch(
        fit.training.training_id,
        fit.training.main_title,
        reason,
        sentence,
        fit.known_skills,
        fit.new_skills,
        fit.known_outcomes,
        accommodation=offered,
        ask_for=tuple(code for code, value in offered.items() if value is not Availability.YES),
    )


def _check_sentence(fit: _Fit) -> str:
    mine, total = len(fit.known_outcomes), len(fit.training.learning_outcomes)
    many = f"{mine} of the {total} things"
    if mine == total:
        many = {1: "the one thing", 2: "both things"}.get(total, f"all {total} things")
    return f"You already do {many} in this training. Ask for an assessment."


def _step_sentence(fit: _Fit, labels: Mapping[str, str]) -> str:
    mine, total = len(fit.known_outcomes), len(fit.training.learning_outcomes)
    step = next_outcome(fit.training, fit.known_outcomes, labels=labels)
    return f"You can do {mine} of {total} things. The next step is: {step}."


def next_outcome(training: Training, known_outcomes: Collection[int], *, labels: Mapping[str, str]) -> str:
    """Return the first outcome that is not known, in its own words, or by the label of its skill where it is long."""
    outcomes = training.learning_outcomes
    following = next(outcome for n, outcome in enumerate(outcomes) if n not in known_outcomes)
    step = following.text.rstrip(".")
    if len(step) > LONGEST_STEP:
        step = next((labels[uri] for uri in following.concept_uris if uri in labels), step)
    return step


def _like_sentence(fit: _Fit, work_areas: Mapping[str, WorkArea]) -> str:
    return f"You like this work: {', '.join(work_areas[slug].name for slug in fit.liked_areas)}."


def known_codes(given: Iterable[str], codes: Sequence[str], *, what: str) -> tuple[str, ...]:
    """Return the given codes once each, in the order of all codes, so that the order of asking changes nothing."""
    asked = set(given)
    for code in sorted(asked - set(codes)):
        close = get_close_matches(code.lower(), codes, n=1)
        fix = f"Did you mean '{close[0]}'?" if close else f"Use one of: {', '.join(codes)}"
        raise NotFoundError(f"There is no {what} {code!r}", fix=fix)
    return tuple(code for code in codes if code in asked)
