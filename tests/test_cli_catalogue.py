"""The command line about catalogues: import, versions, going back, export, in every format."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from recommender.catalogue.reading import READERS, read_catalogue
from recommender.catalogue.writing import WRITERS
from recommender.cli import app
from recommender.domain.trainings import LearningOutcome
from recommender.errors import DataError, NotFoundError
from recommender.guidance.mapping import LinkDecision
from recommender.provider_store import ProviderStore

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "tests" / "data" / "catalogue"
WASH = "http://data.europa.eu/esco/skill/04838ae5-a737-48a0-a782-3d1b6b6cb75b"
IRON = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
LIST = "Name;Notiz;Stunden\nBügeln;Hemden;20\nFalten;Tücher;0\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"HOME": tmp_path / "home", "ESCO": PROJECT / "tests" / "data" / "esco"}.items():
        monkeypatch.setenv(f"RECOMMENDER_{name}", str(value))
    return tmp_path / "home"


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=True)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def a_list(folder: Path, text: str = LIST, name: str = "angebot.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def schema(name: str) -> dict[str, object]:
    rules: dict[str, object] = json.loads((PROJECT / "recommender" / "schemas" / f"{name}.schema.json").read_text())
    return rules


def in_use(home: Path) -> list[str]:
    return [training.main_title for training in read_catalogue(home / "catalogue.csv").trainings]


def test_an_import_says_what_it_understood_and_what_it_changed(home: Path, tmp_path: Path) -> None:
    done = run("catalogue", "import", a_list(tmp_path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Understood as: Name = title_de; Stunden = workload_hours" in done.stderr
    assert "This column is left out: Notiz" in done.stderr
    assert "2 trainings read; 2 added, 0 changed, 0 removed" in done.stderr
    assert in_use(home) == ["Bügeln", "Falten"]


def test_what_a_column_means_and_what_holds_for_all_rows_can_be_said(home: Path, tmp_path: Path) -> None:
    given = ("--column", "Notiz=description", "--set", "languages=de", "--set", "kind=course", "--language", "nl")
    run("catalogue", "import", a_list(tmp_path), *given)
    first = read_catalogue(home / "catalogue.csv").trainings[0]
    assert (first.title, first.description) == ({"nl": "Bügeln"}, {"en": "Hemden"})
    assert (first.languages, first.kind) == (("de",), "course")


def test_importing_again_updates_and_a_whole_offer_removes(home: Path, tmp_path: Path) -> None:
    run("catalogue", "import", a_list(tmp_path))
    again = a_list(tmp_path, LIST.replace("Falten;Tücher;0", "Mangeln;;5").replace(";20", ";30"), "neu.csv")
    assert "1 added, 1 changed, 0 removed" in run("catalogue", "import", again).stderr
    assert "nothing changed" in run("catalogue", "import", again).stderr
    assert "0 added, 0 changed, 1 removed" in run("catalogue", "import", again, "--replace").stderr
    assert in_use(home) == ["Bügeln", "Mangeln"]


def test_versions_are_listed_shown_and_gone_back_to(home: Path, tmp_path: Path) -> None:
    run("catalogue", "import", a_list(tmp_path))
    run("catalogue", "import", SAMPLES / "workshop.csv")
    listed = run("catalogue", "versions").stdout.splitlines()
    assert [line.split("\t")[0] for line in listed] == ["1", "2"]
    assert listed[1].endswith("workshop.csv\t4 trainings\t+2 ~0 -0")
    assert run("catalogue", "versions", 2).stdout == "added\tlaundry-basics\nadded\tdishes\n"
    assert "0 added, 0 changed, 2 removed" in run("catalogue", "revert").stderr
    assert in_use(home) == ["Bügeln", "Falten"]
    assert "2 added" in run("catalogue", "revert", 2).stderr
    with pytest.raises(NotFoundError, match="There is no version 9"):
        run("catalogue", "revert", 9)


def test_the_list_of_versions_follows_its_schema(tmp_path: Path) -> None:
    rules = schema("versions")
    jsonschema.Draft202012Validator.check_schema(rules)
    empty = json.loads(run("catalogue", "versions", "--format", "json").stdout)
    jsonschema.validate(empty, rules)
    run("catalogue", "import", a_list(tmp_path))
    run("catalogue", "import", a_list(tmp_path, LIST.replace(";20", ";30")))
    document = json.loads(run("catalogue", "versions", 2, "--format", "json").stdout)
    jsonschema.validate(document, rules)
    (columns,) = document["changes"]["changed"].values()
    assert columns == ["workload_hours_min", "workload_hours_max"]


def test_a_file_with_problems_changes_nothing_and_names_them_all(home: Path) -> None:
    run("catalogue", "import", SAMPLES / "workshop.csv")
    before = (home / "catalogue.csv").read_bytes()
    with pytest.raises(DataError, match=r"row 3.*and 1 more"):
        run("catalogue", "import", SAMPLES / "workshop.csv", SAMPLES / "faults.csv")
    assert (home / "catalogue.csv").read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        "kurse.csv",
        "workshop.xlsx",
        "course_page.html",
        "opportunities.jsonld",
        "register.xml",
        "badges.json",
        "oeapi.json",
    ],
)
def test_every_format_is_checked_and_imported_by_the_same_commands(home: Path, name: str) -> None:
    document = json.loads(run("catalogue", "check", SAMPLES / name, "--format", "json").stdout)
    jsonschema.validate(document, schema("check"))
    assert document["problems"] == []
    assert run("catalogue", "import", SAMPLES / name).exit_code == 0
    assert len(in_use(home)) == len(document["entries"])


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_is_written_and_read_back(home: Path, tmp_path: Path, kind: str) -> None:
    run("catalogue", "import", a_complete_offer(tmp_path))
    target = tmp_path / f"offer{WRITERS[kind].endings[0]}"
    done = run("catalogue", "export", target, "--format", kind)
    assert "Written" in done.stderr
    assert ("Not carried by this format" in done.stderr) == bool(WRITERS[kind].cannot_carry)
    assert [t.training_id for t in read_catalogue(target, kind=kind).trainings] == ["laundry"]


def a_complete_offer(folder: Path) -> Path:
    head = "id,title,description,languages,provider,provider_country,learning_outcomes,isced_f,homepage"
    row = f"laundry,Laundry,Wash,en,Lakeside,DE,Wash laundry | {WASH},1013,https://lakeside.example"
    return a_list(folder, f"{head}\n{row}\n", "complete.csv")


def test_a_badge_shows_the_label_of_its_skill_where_esco_is_installed(tmp_path: Path) -> None:
    run("catalogue", "import", a_complete_offer(tmp_path))
    run("catalogue", "export", tmp_path / "b.json", "--format", "open-badges")
    (badge,) = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["@graph"]
    assert badge["alignment"][0]["targetName"] == "wash the laundry"


def confirm(home: Path, uri: str, *, answer: bool = True) -> None:
    """Decide about a skill of the outcome of the complete offer, as the page does it."""
    now = datetime(2026, 5, 4, tzinfo=UTC)
    with ProviderStore.open(home / "provider.sqlite") as store:
        store.decide_link(LinkDecision(0, "laundry", "Wash laundry", uri, "label", answer, now, "1.2.0", "none"))


@pytest.mark.parametrize("kind", WRITERS)
def test_what_the_provider_confirmed_is_in_every_export_beside_what_was_stated(
    home: Path, tmp_path: Path, kind: str
) -> None:
    run("catalogue", "import", a_complete_offer(tmp_path))
    confirm(home, IRON)
    target = tmp_path / f"offer{WRITERS[kind].endings[0]}"
    done = run("catalogue", "export", target, "--format", kind)
    assert "Links that were confirmed and not stated: 1" in done.stderr
    (training,) = read_catalogue(target, kind=kind).trainings
    assert training.learning_outcomes[0].concept_uris == (WASH, IRON)
    told_apart = "confirmed_links" not in WRITERS[kind].cannot_carry
    assert training.confirmed_links == ((LearningOutcome("Wash laundry", (IRON,)),) if told_apart else ())


def test_importing_the_own_export_again_overwrites_no_decision(home: Path, tmp_path: Path) -> None:
    run("catalogue", "import", a_complete_offer(tmp_path))
    confirm(home, IRON)
    run("catalogue", "export", tmp_path / "mine.csv")
    confirm(home, IRON, answer=False)
    with ProviderStore.open(home / "provider.sqlite") as store:
        before = store.links()
    run("catalogue", "import", tmp_path / "mine.csv")
    run("catalogue", "export", tmp_path / "again.csv")
    (training,) = read_catalogue(tmp_path / "again.csv").trainings
    assert training.learning_outcomes[0].concept_uris == (WASH,)
    with ProviderStore.open(home / "provider.sqlite") as store:
        assert store.links() == before


def test_incomplete_entries_stop_an_export_or_are_left_out_by_name(tmp_path: Path) -> None:
    run("catalogue", "import", a_list(tmp_path), a_complete_offer(tmp_path))
    target = tmp_path / "offer.xml"
    with pytest.raises(DataError, match=r"Bugeln-\w+: homepage, isced_f.* missing"):
        run("catalogue", "export", target)
    assert not target.exists()
    done = run("catalogue", "export", target, "--skip-incomplete")
    assert "Left out: Bugeln-" in done.stderr
    assert [t.training_id for t in read_catalogue(target).trainings] == ["laundry"]


def test_an_export_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No entry has what elm-xml needs"):
        run("catalogue", "export", tmp_path / "offer.xml", "--skip-incomplete")
    assert not (tmp_path / "offer.xml").exists()


def test_an_empty_list_to_fill_in_is_written_in_a_language(tmp_path: Path) -> None:
    run("catalogue", "template", tmp_path / "offer.csv", "--language", "pl")
    assert "Tytuł" in (tmp_path / "offer.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(DataError, match="no headings in 'fi'"):
        run("catalogue", "template", tmp_path / "offer.csv", "--language", "fi")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--column", "Notiz"), "--column: 'Notiz' has no name or no ="),
        (("--set", "=x"), "--set: '=x' has no name or no ="),
        (("--column", "Notes=title"), "mapping: There is no column 'Notes'"),
        (("--format", "yaml"), "'yaml' is no format"),
    ],
)
def test_wrong_corrections_are_refused(tmp_path: Path, arguments: tuple[str, str], what: str) -> None:
    with pytest.raises(DataError) as caught:
        run("catalogue", "import", a_list(tmp_path), *arguments)
    assert what in str(caught.value)


def test_a_format_without_columns_takes_no_mapping() -> None:
    with pytest.raises(DataError, match="Only lists have columns"):
        run("catalogue", "import", SAMPLES / "register.xml", "--set", "kind=course")


def test_the_formats_are_named_in_the_help() -> None:
    words = " ".join(run("catalogue", "import", "--help").stdout.split())
    assert all([kind in words for kind in READERS])
