"""Under which area of work a skill stands, where it may stand in several."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.domain.stages import Stage
from recommender.domain.statements import Support
from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.guidance.profile import SkillRecord
from recommender.guidance.skill_areas import skill_areas
from recommender.tables import read_tables

AREAS = {
    "kitchen": WorkArea("kitchen", "Kitchen", "", "cook", frozenset({"dishes", "weigh", "peel"})),
    "care": WorkArea("care", "Care", "", "heart", frozenset({"dishes", "weigh", "comfort"})),
}
TASKS = [AreaTask("wash-dishes", "kitchen", "Wash dishes", "", "soap", frozenset({"dishes"}))]


def record(uri: str, *, area: str = "") -> SkillRecord:
    return SkillRecord(uri, uri, Stage.NAMED, False, None, None, Support.ALONE, (), area, 1)


@pytest.mark.parametrize("others", [["comfort"], ["comfort", "weigh"]])
def test_a_skill_that_a_task_is_stands_with_the_task_whatever_else_is_done(others: list[str]) -> None:
    assert skill_areas([record(uri) for uri in ("dishes", *others)], AREAS, TASKS)["dishes"] == "kitchen"


def test_what_people_chose_comes_first() -> None:
    assert skill_areas([record("dishes", area="care")], AREAS, TASKS) == {"dishes": "care"}


@pytest.mark.parametrize(("other", "area"), [("peel", "kitchen"), ("comfort", "care")])
def test_a_skill_of_several_areas_stands_where_the_others_of_the_person_do(other: str, area: str) -> None:
    assert skill_areas([record("weigh"), record(other)], AREAS, TASKS)["weigh"] == area


def test_a_skill_that_may_stand_anywhere_has_no_area() -> None:
    assert skill_areas([record("weigh"), record("unheard of")], AREAS, TASKS) == {}


def test_everyday_skills_stand_where_people_would_look_for_them() -> None:
    tables = read_tables(Path(__file__).resolve().parent.parent / "data")
    skill = "http://data.europa.eu/esco/skill/"
    expected = {
        skill + "c662be22-f17a-4ba0-894f-d720b20c44cf": "kitchen",  # wash the dishes
        skill + "42a6eff0-e9d9-423d-877b-e48fe91ff26f": "service",  # serve food in table service
    }
    found = skill_areas([record(uri) for uri in expected], tables["work_areas"], tables["area_tasks"].values())
    assert found == expected
