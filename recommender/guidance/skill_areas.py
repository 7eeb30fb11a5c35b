"""From the skills of one person to the area of work that each stands under: the one that people would name, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.guidance.profile import SkillRecord


def skill_areas(
    records: Iterable[SkillRecord], work_areas: Mapping[str, WorkArea], tasks: Iterable[AreaTask]
) -> dict[str, str]:
    """Return the slug of the area of each skill by concept URI; a skill that may stand anywhere has none.

    Of 1,331 skills of the areas 389 stand in several of them: washing dishes is done in a kitchen, and in care. Such a
    skill stands where people put it, or where a task of an area is this skill, or else in the area of the person's
    other skills. A picture of the wrong work is worse than none.

    Parameters
    ----------
    work_areas : areas by slug; of two that fit as well, the one that comes first here is taken
    tasks : tasks of the areas, with the skills that they are
    """
    named = {(task.work_area, uri) for task in tasks for uri in task.concept_uris}
    found: dict[str, str] = {}
    open_ones: dict[str, list[str]] = {}
    for record in records:
        uri = record.concept_uri
        fitting = [slug for slug, area in work_areas.items() if uri in area.concept_uris]
        by_task = [slug for slug in fitting if (slug, uri) in named]
        if record.work_area in work_areas:
            found[uri] = record.work_area
        elif by_task or len(fitting) == 1:
            found[uri] = (by_task or fitting)[0]
        elif fitting:
            open_ones[uri] = fitting
    others = Counter(found.values())
    usual = {uri: max(fitting, key=lambda slug: others[slug]) for uri, fitting in open_ones.items()}
    return found | {uri: slug for uri, slug in usual.items() if others[slug]}
