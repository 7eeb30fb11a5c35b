"""The trainings of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.domain.accommodation import Availability


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider or an awarding body; `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    country: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class LearningOutcome:
    """What a learner can do afterwards, with the ESCO skills that it stands for."""

    text: str
    concept_uris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Training:
    """One entry of a catalogue (fields and their mappings: docs/catalogue.md).

    `title`, `description` and `description_plain` map a language code to a text. Empty strings, empty
    tuples and None mean that the provider has not said; nothing is ever filled in by guess.
    `workload_hours` is (least, most). `accessibility` holds only the codes that something is known about.
    `confirmed_links` names the links that a provider confirmed with this program, by the words of an outcome, blank
    for the description; all other links were stated by whoever wrote the entry.
    """

    training_id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    kind: str
    languages: tuple[str, ...]
    status: str
    provider: Organisation | None = None
    description_plain: Mapping[str, str] = field(default_factory=dict)
    awarding_body: Organisation | None = None
    region: str = ""
    learning_outcomes: tuple[LearningOutcome, ...] = ()
    workload_hours: tuple[float, float] | None = None
    ects_credits: float | None = None
    workload_status: str = ""
    eqf_level: int | None = None
    eqf_level_status: str = ""
    nqf_level: str = ""
    assessment: tuple[str, ...] = ()
    assessment_detail: str = ""
    assessment_supervised: bool | None = None
    participation: tuple[str, ...] = ()
    learning_setting: str = ""
    quality_assurance: str = ""
    prerequisites: str = ""
    min_age: int | None = None
    grade_scheme: str = ""
    stackability: tuple[str, ...] = ()
    isced_f: str = ""
    target_groups: tuple[str, ...] = ()
    price: str = ""
    start_dates: tuple[str, ...] = ()
    location: str = ""
    homepage: str = ""
    accessibility: Mapping[str, Availability] = field(default_factory=dict)
    work_areas: tuple[str, ...] = ()
    reviewed_at: str = ""
    source: str = ""
    confirmed_links: tuple[LearningOutcome, ...] = ()

    @property
    def main_title(self) -> str:
        """Return the English title, or the first by language code where there is none."""
        return self.title.get("en") or next((self.title[language] for language in sorted(self.title)), "")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Trainings and the release they belong to; a date and a content digest, so that lists can name it."""

    release: str
    trainings: tuple[Training, ...]
