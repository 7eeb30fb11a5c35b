"""What an entry lacks to be a complete micro-credential.

Council Recommendation of 16 June 2022 on a European approach to micro-credentials (2022/C 243/02), annex I,
names eleven mandatory elements. Nine of them belong to a catalogue entry; the learner and the date of issue
belong to the credential that one person gets. Five more are optional: an entry never lacks them.
"""

from __future__ import annotations

from collections.abc import Callable

from recommender.domain.trainings import Training


def _has_level(training: Training) -> bool:
    status = training.eqf_level_status
    return status == "not_applicable" or (training.eqf_level is not None and status != "estimated")


def _has_workload(training: Training) -> bool:
    given = training.workload_hours is not None or training.ects_credits is not None
    return given and training.workload_status != "estimate"


ELEMENTS: dict[str, Callable[[Training], bool]] = {
    "title": lambda training: any(training.title.values()),
    "country": lambda training: training.awarding_body is not None and bool(training.awarding_body.country),
    "awarding_body": lambda training: training.awarding_body is not None and bool(training.awarding_body.name),
    "learning_outcomes": lambda training: bool(training.learning_outcomes),
    "workload": _has_workload,
    "level": _has_level,
    "assessment": lambda training: bool(training.assessment),
    "participation": lambda training: bool(training.participation),
    "quality_assurance": lambda training: bool(training.quality_assurance),
}

OPTIONAL: dict[str, Callable[[Training], bool]] = {
    "prerequisites": lambda training: bool(training.prerequisites) or training.min_age is not None,
    "supervision": lambda training: training.assessment_supervised is not None,
    "grade": lambda training: bool(training.grade_scheme),
    "stackability": lambda training: bool(training.stackability),
    "further_information": lambda training: any(training.description.values()),
}


def optional_elements(training: Training) -> tuple[str, ...]:
    """Name the optional elements of annex I that an entry gives, in the order of the annex.

    Examples
    --------
    >>> optional_elements(Training("a", {"en": "Ironing"}, {}, "course", ("en",), "example", min_age=16))
    ('prerequisites',)
    """
    return tuple(element for element, is_given in OPTIONAL.items() if is_given(training))


def missing_elements(training: Training) -> tuple[str, ...]:
    """Name the elements of annex I that an entry lacks, in the order of the annex.

    An estimate never completes an element. A level that does not apply is complete. The country is that of
    the awarding body. An element whose status nobody has given counts as stated by whoever wrote the entry.

    Examples
    --------
    >>> entry = Training("a", {"en": "Ironing"}, {"en": "…"}, "course", ("en",), "example", assessment=("quiz",))
    >>> missing_elements(entry)[:4]
    ('country', 'awarding_body', 'learning_outcomes', 'workload')
    """
    return tuple(element for element, is_given in ELEMENTS.items() if not is_given(training))
