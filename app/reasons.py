"""Why a training stands in a list on the coach's page, in the language of the session: pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.i18n import _, ngettext
from recommender.domain.matches import Reason, TrainingMatch
from recommender.domain.trainings import Training
from recommender.domain.work_areas import WorkArea
from recommender.guidance.matching import areas_of, next_outcome


def why(
    match: TrainingMatch,
    training: Training,
    *,
    likes: Collection[str],
    work_areas: Mapping[str, WorkArea],
    labels: Mapping[str, str],
) -> str:
    """Say in one or two sentences why a training is shown, as `match.sentence` does in English.

    Parameters
    ----------
    likes : slugs of the work areas that the person likes
    labels : preferred labels by concept URI
    """
    if match.reason is Reason.CHECK_NOW:
        return _already(len(match.known_outcomes), len(training.learning_outcomes))
    if match.reason is Reason.NEXT_STEP:
        step = next_outcome(training, match.known_outcomes, labels=labels)
        return _("You can do {mine} of {total} things. The next step is: {step}.").format(
            mine=len(match.known_outcomes), total=len(training.learning_outcomes), step=step
        )
    areas = areas_of(training, {slug: area.concept_uris for slug, area in work_areas.items() if slug in likes})
    return _("You like this work: {areas}.").format(areas=", ".join(_(work_areas[slug].name) for slug in areas))


def _already(mine: int, total: int) -> str:
    if mine < total:
        said = _("You already do {mine} of the {total} things in this training. Ask for an assessment.")
        return said.format(mine=mine, total=total)
    if total == 2:
        return _("You already do both things in this training. Ask for an assessment.")
    return ngettext(
        "You already do the one thing in this training. Ask for an assessment.",
        "You already do all {n} things in this training. Ask for an assessment.",
        total,
    )
