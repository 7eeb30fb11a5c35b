"""Two houses whose people answer otherwise, and whose files are the same, look the same to a provider everywhere.

That the files tell nothing about one person is tested in `test_demand_attack.py`. Here the profiles lie beside what the
provider keeps, on one computer, and every view is looked at: each part of the page, the commands, the tables. All
people are invented.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from recommender.cli import app
from recommender.demand_files import demand_document, read_demand
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.versions import Versions
from recommender.guidance.demand import Measure
from recommender.guidance.gaps import GapKind
from recommender.guidance.snapshots import Snapshot
from recommender.own_demand import take_own
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import PROJECT
from recommender.store import Store
from recommender.tables import read_tables

IRON = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
RARE = "local:fold-flat-boxes"
OFFER = """id,title,description,kind,languages,provider,learning_outcomes,accessibility,work_areas,status
wash,Washing,Learn to wash.,course,en,House of learning,Wash the laundry,step_free=no,laundry,real
dogs,Dogs,I wash dogs.,course,en,House of learning,,,animals,real
"""
PARTS = ("offer", "skills", "demand", "gaps", "drafts")
FIRST, THEN = date(2026, 5, 4), date(2026, 6, 4)


@dataclass(frozen=True)
class House:
    """How many of 14 people, and of five who come in the next month, can do, like and need something."""

    can: tuple[int, int]
    likes: tuple[int, int]
    needs: tuple[int, int]
    rare: tuple[int, int]


HOUSES = (House((10, 1), (5, 4), (9, 0), (0, 0)), House((14, 3), (9, 0), (5, 4), (4, 0)))


def move_in(home: Path, house: House, *, now: datetime, codes: range, month: int) -> None:
    with Store.open(home / "profiles.sqlite") as store:
        for place, code in enumerate(f"p{n:02}" for n in codes):
            store.create_profile(code, now=now)
            store.say_consent(code, Purpose.FIGURES, True, now=now)
            store.say_consent(code, Purpose.NEEDS, True, now=now)
            said = {"answer": Answer.YES, "voice": Voice.PERSON, "esco": "1.2.0", "model": "none", "now": now}
            for uri, number in ((IRON, house.can[month]), (RARE, house.rare[month])):
                if place < number:
                    store.decide(code, concept_uri=uri, preferred_label="iron textiles", **said)
            if place < house.likes[month]:
                store.like(code, "laundry", True, now=now)
            if place < house.needs[month]:
                store.keep_needs(code, ["step_free"])


def snapshots(home: Path, house: House) -> list[Snapshot]:
    """Let people move in, take the counts of two months and bring them to the provider."""
    tables, found = read_tables(PROJECT / "data"), []
    for month, (day, codes) in enumerate({FIRST: range(14), THEN: range(14, 19)}.items()):
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)
        move_in(home, house, now=now, codes=codes, month=month)
        with Store.open(home / "profiles.sqlite") as store:
            found.append(take_own(store, "House 1", tables=tables, esco="1.2.0", today=day).snapshot)
    return found


@pytest.fixture
def inhabited(tmp_path: Path, sample_esco: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Return a function that makes the home of one house and of a provider who has its files."""

    def make(number: int) -> Path:
        home = tmp_path / str(number)
        home.mkdir()
        (home / "catalogue.csv").write_text(OFFER, encoding="utf-8")
        for name, value in {"HOME": home, "ESCO": sample_esco, "MODEL": "hashed-ngrams"}.items():
            monkeypatch.setenv(f"RECOMMENDER_{name}", str(value))
        made_with = Versions("1.2.0", "m", "none", "1")
        with ProviderStore.open(home / FILE) as store:
            for snapshot in snapshots(home, HOUSES[number]):
                store.keep_files([read_demand(json.dumps(demand_document(snapshot, versions=made_with)), where="file")])
        return home

    return make


def shown(window: AppTest) -> Iterator[str]:
    """Return all that stands in a window, tables, choices and buttons included."""
    for table in window.table:
        yield table.value.to_csv()
    for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success"):
        yield from (str(one.value) for one in window.get(kind))
    for kind in ("radio", "selectbox", "checkbox", "text_input", "number_input"):
        yield from (f"{one.label}: {one.value} {getattr(one, 'options', '')}" for one in window.get(kind))
    yield from (one.label for kind in ("button", "download_button", "expander") for one in window.get(kind))


def page() -> list[list[str]]:
    """Return every part of the provider's page, of the gaps every kind in every order."""
    window = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=120).run()
    window.switch_page("pages/provider.py").run()
    seen = []
    for part in PARTS:
        seen.append([*shown(window.radio(key="provider_part").set_value(part).run())])
    window.radio(key="provider_part").set_value("gaps").run()
    for kind, level in product(GapKind, ("each", "area", "group")):
        window.radio(key="gap_kind").set_value(kind.value)
        seen.append([*shown(window.radio(key="gap_level").set_value(level).run())])
    assert not window.exception
    return seen


def commands(folder: Path) -> list[object]:
    """Return what the commands of a provider print, and the tables that they write."""
    found: list[object] = []
    for output in ("table", "json", "jsonl"):
        found.append(CliRunner().invoke(app, ["gaps", "--with-examples", "--format", output]).stdout)
    found.append(CliRunner().invoke(app, ["demand", "list"]).stdout)
    for kind in ("csv", "xlsx"):
        files = [folder / f"{name}.{kind}" for name in ("gaps", "areas")]
        CliRunner().invoke(app, ["gaps", "--table", str(files[0]), "--areas", str(files[1])])
        found += [rows_of(file) for file in files]
    return found


def rows_of(file: Path) -> list[list[object]]:
    if file.suffix == ".csv":
        return [*csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))]
    sheet = openpyxl.load_workbook(file, read_only=True).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def kept(home: Path) -> list[object]:
    """Return all that the provider keeps."""
    with closing(sqlite3.connect(home / FILE)) as raw:
        return [*raw.iterdump()]


def test_the_houses_differ_in_every_answer_and_their_files_do_not(inhabited: Callable[[int], Path]) -> None:
    files = []
    for number in range(len(HOUSES)):
        with ProviderStore.open(inhabited(number) / FILE) as store:
            files.append(store.files())
    shown = {Measure.CAN: {IRON: 10}, Measure.LIKES: {"laundry": 5}, Measure.NEEDS: {"step_free": 5}}
    assert [snapshot.counts for snapshot in files[0]] == [shown, shown]
    assert files[1] == files[0]


@pytest.mark.parametrize("look", [kept, lambda _home: page(), commands], ids=["kept", "page", "commands"])
def test_houses_with_the_same_files_look_the_same(
    inhabited: Callable[[int], Path], look: Callable[[Path], list[object]]
) -> None:
    seen = [look(inhabited(number)) for number in range(len(HOUSES))]
    assert "House 1" in str(seen[0])
    assert seen[1] == seen[0]
