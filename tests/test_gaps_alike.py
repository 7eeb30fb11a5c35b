"""The page and the command say the same about the same offer, view by view.

The region is the made-up one of `constructed_world`. Its skills are given the URIs of real ones here, so that the
program knows them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from constructed_world import AREAS, TODAY, World, make
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from app.provider_views import elements_words, kind_words, number_line, staff_line
from recommender.catalogue.release import named
from recommender.catalogue.writing import write_catalogue
from recommender.cli import app
from recommender.domain.trainings import LearningOutcome, Training
from recommender.guidance.demand import Number, StaffSkill, Unit
from recommender.guidance.gaps import GapKind
from recommender.guidance.snapshots import Contribution, Snapshot, take
from recommender.loading import load_pipeline
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import PROJECT, load_settings
from recommender.tables import read_tables


class Named:
    """The skills of the made-up region under the URIs of real skills of their work area, each its own."""

    def __init__(self, known: set[str]) -> None:
        areas = read_tables(PROJECT / "data")["work_areas"]
        free = {area: sorted(areas[area].concept_uris & known) for area in AREAS}
        self._rest, self._uris = sorted(known), dict[str, str]()
        self._free = free

    def __call__(self, uri: str) -> str:
        if not uri.startswith("esco:"):
            return uri
        if uri not in self._uris:
            area = uri.removeprefix("esco:").partition("-")[0]
            some = [one for one in (*self._free[area], *self._rest) if one not in self._uris.values()]
            self._uris[uri] = some[0]
        return self._uris[uri]

    def training(self, one: Training) -> Training:
        outcomes = (LearningOutcome(o.text, tuple(map(self, o.concept_uris))) for o in one.learning_outcomes)
        return replace(one, learning_outcomes=tuple(outcomes))

    def snapshot(self, house: str, people: list[Contribution]) -> Snapshot:
        listed = [replace(person, can=frozenset(map(self, sorted(person.can or ())))) for person in people]
        return take(listed, before=None, issuer=house, today=TODAY, esco="1.2.0").snapshot


def settle(home: Path, world: World, known: set[str]) -> None:
    """Bring the offer, the demand and the staff of a region to where a provider keeps them."""
    real = Named(known)
    write_catalogue(named("offer", tuple(map(real.training, world.offer))), home / "catalogue.csv")
    with ProviderStore.open(home / FILE) as store:
        store.keep_files([real.snapshot(house, people) for house, people in world.houses.items()])
        store.keep_table([replace(one, subject=real(one.subject)) for one in world.wanted])
        store.say_staff(StaffSkill("rights", 0, "Staff list", TODAY))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, sample_esco: Path) -> Any:
    """Return what the command says, and the page at its gaps."""
    home = tmp_path_factory.mktemp("region")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": home, "ESCO": sample_esco, "MODEL": "hashed-ngrams"}.items():
            patch.setenv(f"RECOMMENDER_{name}", str(value))
        settle(home, make(3), set(load_pipeline(load_settings()).labels))
        said = json.loads(CliRunner().invoke(app, ["gaps", "--format", "json"]).stdout)
        window = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=120).run()
        window.switch_page("pages/provider.py").run()
        yield said, window.radio(key="provider_part").set_value("gaps").run()


def turned(window: AppTest, kind: GapKind, level: str) -> AppTest:
    window.radio(key="gap_kind").set_value(kind.value)
    return window.radio(key="gap_level").set_value(level).run()


def lines_of(gap: dict[str, Any]) -> list[str]:
    """Return what the page says about one gap of the command, in its order."""
    day = type(TODAY).fromisoformat
    numbers = [Number(n["count"], Unit(n["unit"]), n["source"], day(n["as_of"])) for n in gap["numbers"]]
    lines = [staff_line(n) if gap["about"] == "staff_topic" else number_line(n) for n in numbers]
    lines += [f"Missing: {elements_words(gap['missing'])}"] if gap["missing"] else []
    lines += [] if gap["stated"] else ["? Nobody has said yes or no yet."]
    return [*lines, f"**What to do:** {gap['what_to_do']}"]


def plain(text: str) -> str:
    return text.replace("\\", "")


@pytest.mark.parametrize("kind", GapKind)
def test_each_view_of_the_page_has_the_gaps_and_numbers_of_the_command(both: Any, kind: GapKind) -> None:
    said, window = both
    gaps = [gap for gap in said["gaps"] if gap["kind"] == kind.value]
    assert gaps
    window = turned(window, kind, "each")
    assert f"{kind_words(kind)}: {len(gaps)}" in window.radio(key="gap_kind").options
    cards = [plain(part.value) for part in window.markdown]
    first = cards.index(next(line for line in cards if line == lines_of(gaps[0])[0]))
    expected = [line for gap in gaps for line in lines_of(gap)]
    assert cards[first : first + len(expected)] == expected
    titles = [plain(part.value) for part in window.subheader]
    assert [title.casefold() for title in titles] == [gap["name"].casefold() for gap in gaps]


@pytest.mark.parametrize("kind", GapKind)
@pytest.mark.parametrize(("level", "part"), [("area", "by_work_area"), ("group", "by_skill_group")])
def test_sums_of_each_view_are_those_of_the_command(both: Any, kind: GapKind, level: str, part: str) -> None:
    said, window = both
    window = turned(window, kind, level)
    ours = [row for row in said[part] if row["gaps"][kind.value]]
    if not ours:
        assert len(window.table) == 1  # the map alone
        return
    shown = window.table[1].value
    assert [plain(name) for name in shown.iloc[:, 0]] == [row["name"] for row in ours]
    assert [int(n) for n in shown.iloc[:, 1]] == [row["gaps"][kind.value] for row in ours]


def test_the_map_is_the_overview_of_the_command(both: Any) -> None:
    said, window = both
    keys = ("liked", "jobs", "can", "offered", "assessed")
    expected = [[*(row[key] for key in keys), f"{row['met']} of {row['needs']}"] for row in said["overview"]]
    table = window.table[0].value
    assert [list(row) for row in table.to_numpy()] == expected
    assert list(table.index) == [row["name"] for row in said["overview"]]
