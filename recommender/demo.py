"""An invented person, to try the program with; nobody real did any of this."""

from __future__ import annotations

from recommender.domain.experiences import Circumstances, ExperienceKind, Question

DEMO_CODE = "invented-example"
_TEXTS = (
    (
        "I wash and fold towels. I sort the dirty laundry by colour and load the machine. Later I want to work with "
        "animals. My colleague drives the van.",
        Circumstances(
            ExperienceKind.SHELTERED_WORKSHOP,
            "since 2021",
            ((Question.FOR_WHOM, "for a hotel"), (Question.HELPED, "a list with pictures")),
        ),
    ),
    (
        "I peel vegetables and wash dishes in the canteen. I lay the tables with some help. I am learning to use the "
        "till.",
        Circumstances(ExperienceKind.PLACEMENT, "last spring", ((Question.LIKED, "to be with people"),)),
    ),
    (
        "I feed the rabbits and clean their cages. I water the plants in the garden.",
        Circumstances(ExperienceKind.VOLUNTEERING),
    ),
)


def demo_texts() -> tuple[tuple[str, Circumstances], ...]:
    """Return the texts of the invented person, each with what stands beside it."""
    return _TEXTS
