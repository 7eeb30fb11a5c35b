"""Write trainings as achievement definitions of Open Badges 3.0; to issue a badge is for a badge platform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recommender.catalogue.documents import OURS, written_graph
from recommender.catalogue.open_badges_reading import AREA, ASSESSED, GROUP, KINDS, OUTCOMES
from recommender.catalogue.vocabulary import EQF
from recommender.domain.trainings import Organisation, Training

CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
REQUIRED = ("title", "description", "learning_outcomes")
CANNOT_CARRY: Mapping[str, str] = {
    "title": "in one language alone",
    "description": "in one language alone",
    "languages": "the language of the badge's own words is all that a definition names",
    "provider": "a badge has a creator, the awarding body, and no other organisation",
    "description_plain": "no property",
    "region": "no property",
    "workload_hours": "no property",
    "ects_credits": "written as credits and not read back, since credits of others may be no ECTS credits",
    "workload_status": "no property",
    "eqf_level_status": "no property",
    "nqf_level": "no property",
    "assessment": "no property of a definition",
    "assessment_supervised": "no property of a definition",
    "participation": "no property",
    "learning_setting": "no property",
    "quality_assurance": "endorsements are signed documents",
    "prerequisites": "no property",
    "min_age": "no property",
    "grade_scheme": "no property of ours fits",
    "stackability": "only links between definitions",
    "price": "no property",
    "start_dates": "no property",
    "location": "no property",
    "accessibility": "the extension takes one feature of a web page, and none of places, pace or assessment",
    "status": "no property",
    "reviewed_at": "no property",
    "source": "names our own import",
    "confirmed_links": "written as links of the outcomes; no property says who confirmed one",
}


def to_open_badges(trainings: Sequence[Training], labels: Mapping[str, str]) -> Iterator[bytes]:
    """Write achievement definitions as one JSON-LD document."""
    return written_graph(list(CONTEXT), (achievement_of(training, labels) for training in trainings))


def missing_fields(training: Training) -> tuple[str, ...]:
    """Name what a training lacks to be an achievement: its criteria are its learning outcomes.

    Examples
    --------
    >>> missing_fields(Training("a", {"en": "Ironing"}, {}, "course", ("en",), "example"))
    ('description', 'learning_outcomes')
    """
    given = {
        "title": training.title,
        "description": training.description,
        "learning_outcomes": training.learning_outcomes,
    }
    return tuple(name for name in REQUIRED if not given[name])


def achievement_of(training: Training, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return one achievement; `labels` holds the preferred labels of ESCO skills by URI."""
    language = "en" if "en" in training.title else min(training.title)
    description = training.description.get(language) or next(iter(training.description.values()), "")
    areas = [f"{AREA}{area}" for area in training.work_areas]
    groups = [f"{GROUP}{group}" for group in training.target_groups]
    achievement = {
        "id": f"{OURS}{training.training_id}",
        "type": ["Achievement"],
        "achievementType": KINDS.get(training.kind),
        "name": training.title[language],
        "description": description,
        "criteria": _criteria(training),
        "inLanguage": language,
        "humanCode": training.training_id,
        "fieldOfStudy": training.isced_f,
        "creditsAvailable": training.ects_credits,
        "creator": _creator(training.awarding_body, f"{OURS}{training.training_id}#creator"),
        "alignment": [*_skills(training, labels), *_level(training.eqf_level)],
        "tag": [*areas, *groups],
    }
    return {key: value for key, value in achievement.items() if value not in ("", None, [])}


def _criteria(training: Training) -> dict[str, str]:
    lines = [f"**{OUTCOMES}**", *(f"- {outcome.text}" for outcome in training.learning_outcomes)]
    if training.assessment_detail:
        lines += ["", f"**{ASSESSED}**", training.assessment_detail]
    criteria = {"narrative": "\n".join(lines)}
    return criteria | ({"id": training.homepage} if training.homepage else {})


def _creator(body: Organisation | None, own: str) -> dict[str, Any] | None:
    if body is None:
        return None
    address = {"type": ["Address"], "addressCountryCode": body.country} if body.country else None
    profile = {"id": own, "type": ["Profile"], "name": body.name, "url": body.url, "address": address}
    return {key: value for key, value in profile.items() if value}


def _skills(training: Training, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "type": ["Alignment"],
            "targetName": labels.get(link) or outcome.text,
            "targetUrl": link,
            "targetDescription": outcome.text,
            "targetCode": link.rpartition("/")[2],
            "targetFramework": "ESCO",
            "targetType": "ext:ESCOSkill",
        }
        for outcome in training.learning_outcomes
        for link in outcome.concept_uris
    ]


def _level(level: int | None) -> list[dict[str, Any]]:
    if level is None:
        return []
    return [
        {
            "type": ["Alignment"],
            "targetName": f"EQF level {level}",
            "targetUrl": f"{EQF}{level}",
            "targetCode": str(level),
            "targetFramework": "European Qualifications Framework",
            "targetType": "ext:EQFLevel",
        }
    ]
