"""What to do about a gap, in one or two plain sentences for each kind."""

from __future__ import annotations

from recommender.guidance.gaps import About, Gap, GapKind

# By kind, and by whether somebody has said no or nobody has said anything. The page translates these sentences.
REMEDIES: dict[tuple[GapKind, bool], str] = {
    (GapKind.NO_TRAINING, True): "Plan a training, or look for a partner who has one. A draft is a start.",
    (GapKind.NOT_YET_MICRO_CREDENTIAL, True): "Fill in what is missing in the entry. Nothing is filled in by guess.",
    (GapKind.NOT_ASSESSED, True): "Offer an assessment on its own, without a training. A draft is a start.",
    (GapKind.NOT_ACCESSIBLE, True): "Offer it in one training of this work area at least, and say so in the entry.",
    (GapKind.NOT_ACCESSIBLE, False): "Find out whether you can offer it. Then say yes or no in the entry.",
    (GapKind.STAFF_SKILL, True): "Train somebody, or work with somebody who knows it.",
    (GapKind.STAFF_SKILL, False): "Ask your staff who knows it, and write the number down with its source.",
}
ADD_ASSESSMENT = "Add an assessment to a training that teaches it, or offer the assessment alone."
HAS_TRAINING = "One of your own trainings teaches it."


def remedies(gap: Gap) -> tuple[str, ...]:
    """Return what to do about a gap.

    Examples
    --------
    >>> remedies(Gap(GapKind.NO_TRAINING, About.WORK_AREA, "garden", "Garden"))
    ('Plan a training, or look for a partner who has one. A draft is a start.',)
    """
    if gap.kind is GapKind.NOT_ASSESSED and gap.trainings:
        return (ADD_ASSESSMENT,)
    usual = REMEDIES[gap.kind, gap.stated]
    return (usual, HAS_TRAINING) if gap.about is About.STAFF_TOPIC and gap.teaching else (usual,)
