"""Every import is a version: updates by id, comparison, going back, and what a failure leaves."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.catalogue import versions as kept
from recommender.catalogue.release import named
from recommender.catalogue.versions import bring_in, compare, current, difference, read_version, revert, versions
from recommender.domain.trainings import Catalogue, LearningOutcome, Training
from recommender.errors import DataError, NotFoundError

NOW = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
SKILL = "http://data.europa.eu/esco/skill/04838ae5-a737-48a0-a782-3d1b6b6cb75b"


def a_training(training_id: str, **given: Any) -> Training:
    outcomes = (LearningOutcome(f"Do {training_id}", (SKILL,)),)
    fields = {"kind": "course", "languages": ("en",), "status": "real", "learning_outcomes": outcomes}
    return Training(training_id, {"en": training_id}, {}, **{**fields, **given})


A, B, C = a_training("a"), a_training("b"), a_training("c")


def brought(home: Path, *trainings: Training, whole: bool = False, source: str = "offer.csv") -> kept.Difference:
    return bring_in(home, named("offer", trainings), sources=[source], now=NOW, whole=whole)[1]


def ids(catalogue: Catalogue) -> list[str]:
    return [training.training_id for training in catalogue.trainings]


# Importing again


def test_an_import_adds_new_entries_updates_known_ones_and_keeps_the_others(tmp_path: Path) -> None:
    brought(tmp_path, A, B)
    changes = brought(tmp_path, replace(B, price="free"), C)
    assert (changes.added, changes.changed, changes.removed) == (("c",), {"b": ("price",)}, ())
    assert ids(current(tmp_path)) == ["a", "b", "c"]
    assert current(tmp_path).trainings[1].price == "free"


def test_the_same_file_again_changes_nothing_and_makes_no_version(tmp_path: Path) -> None:
    brought(tmp_path, A, B)
    before = (tmp_path / "catalogue.csv").read_bytes()
    assert brought(tmp_path, replace(A, source="other.csv"), B).is_none
    assert (tmp_path / "catalogue.csv").read_bytes() == before
    assert len(versions(tmp_path)) == 1


def test_a_whole_offer_removes_what_it_does_not_hold(tmp_path: Path) -> None:
    brought(tmp_path, A, B)
    assert brought(tmp_path, B, C, whole=True).removed == ("a",)
    assert ids(current(tmp_path)) == ["b", "c"]


def test_the_words_and_ids_by_which_decisions_are_kept_stay_when_anything_else_changes(tmp_path: Path) -> None:
    """Decisions about links are kept apart, by the id of a training and the words of an outcome."""
    brought(tmp_path, A)
    decisions = tmp_path / "provider.sqlite"
    decisions.write_bytes(b"what people decided")
    other = replace(A, learning_outcomes=(LearningOutcome("Do a"),), title={"en": "New title"}, price="9")
    brought(tmp_path, other)
    revert(tmp_path, now=NOW)
    after = current(tmp_path).trainings[0]
    assert (after.training_id, after.learning_outcomes[0].text) == ("a", "Do a")
    assert decisions.read_bytes() == b"what people decided"


# Versions


def test_every_import_is_a_version_with_what_it_changed(tmp_path: Path) -> None:
    brought(tmp_path, A, B, source="spring.csv")
    brought(tmp_path, replace(A, price="free"), C, source="autumn.xlsx")
    first, second = versions(tmp_path)
    assert (first.number, first.added, first.changed, first.removed, first.entries) == (1, 2, 0, 0, 2)
    assert (second.number, second.added, second.changed, second.removed, second.entries) == (2, 1, 1, 0, 3)
    assert (second.sources, second.action, second.kept_at) == (("autumn.xlsx",), "import", NOW.isoformat())
    assert compare(tmp_path, 2) == difference((A, B), (replace(A, price="free"), B, C))
    assert compare(tmp_path, 1).added == ("a", "b")


def test_going_back_is_a_version_too_and_can_be_taken_back(tmp_path: Path) -> None:
    brought(tmp_path, A)
    brought(tmp_path, B)
    version, changes = revert(tmp_path, now=NOW)
    assert version is not None
    assert (version.number, version.action, version.sources, changes.removed) == (3, "revert", ("version 1",), ("b",))
    assert ids(current(tmp_path)) == ["a"]
    revert(tmp_path, 2, now=NOW)
    assert ids(current(tmp_path)) == ["a", "b"]
    assert [ids(read_version(tmp_path, n)) for n in range(5)] == [[], ["a"], ["a", "b"], ["a"], ["a", "b"]]


def test_going_back_before_the_first_import_leaves_no_catalogue_of_its_own(tmp_path: Path) -> None:
    brought(tmp_path, A)
    revert(tmp_path, now=NOW)
    assert not (tmp_path / "catalogue.csv").exists()
    brought(tmp_path, B)
    assert (ids(current(tmp_path)), versions(tmp_path)[-1].added) == (["b"], 1)


def test_a_catalogue_that_came_by_other_means_is_kept_before_it_is_changed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    brought(other, A, B)
    (tmp_path / "catalogue.csv").write_bytes((other / "catalogue.csv").read_bytes())
    brought(tmp_path, C)
    assert [(each.action, each.entries) for each in versions(tmp_path)] == [("found", 2), ("import", 3)]
    revert(tmp_path, now=NOW)
    assert ids(current(tmp_path)) == ["a", "b"]


def test_a_version_that_is_not_there_and_a_revert_without_versions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no version to go back to\. Import a catalogue"):
        revert(tmp_path, now=NOW)
    brought(tmp_path, A)
    with pytest.raises(NotFoundError, match="There is no version 7"):
        revert(tmp_path, 7, now=NOW)
    with pytest.raises(NotFoundError, match="There is no version 7"):
        compare(tmp_path, 7)


def test_a_damaged_list_or_version_is_one_clear_error(tmp_path: Path) -> None:
    brought(tmp_path, A)
    brought(tmp_path, B)
    (tmp_path / kept.FOLDER / "0001.csv.gz").write_bytes(b"broken")
    with pytest.raises(DataError, match=r"0001\.csv\.gz: The packed file is damaged"):
        revert(tmp_path, now=NOW)
    assert ids(current(tmp_path)) == ["a", "b"]
    (tmp_path / kept.FOLDER / "versions.json").write_text("[{}]")
    with pytest.raises(DataError, match="list of versions is damaged"):
        versions(tmp_path)


@pytest.mark.parametrize("failing", ["0002.csv.gz", "catalogue.csv"])
def test_a_stop_in_the_middle_leaves_the_last_good_catalogue_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    brought(tmp_path, A)
    real = os.replace

    def full_disk(source: str, target: Path) -> None:
        if target.name == failing:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(DataError, match="cannot be written: No space left on device"):
        brought(tmp_path, B)
    monkeypatch.undo()
    assert list(tmp_path.rglob(".*")) == []
    assert ids(current(tmp_path)) == ["a"]
    assert len(versions(tmp_path)) == 1
    brought(tmp_path, B)
    assert [each.number for each in versions(tmp_path)] == [1, 2]


def test_versions_are_packed_files_of_the_ordinary_format_and_the_list_is_plain(tmp_path: Path) -> None:
    brought(tmp_path, A)
    packed = gzip.decompress((tmp_path / kept.FOLDER / "0001.csv.gz").read_bytes())
    assert packed == (tmp_path / "catalogue.csv").read_bytes()
    assert json.loads((tmp_path / kept.FOLDER / "versions.json").read_text())[0]["entries"] == 1


LISTS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "free", "9"])), max_size=3)


def offer(pairs: Sequence[tuple[str, str]]) -> list[Training]:
    return [a_training(key, price=price) for key, price in dict(pairs).items()]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(LISTS, st.booleans()), min_size=1, max_size=4))
def test_going_back_through_all_versions_shows_each_state_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[tuple[str, str]], bool]]
) -> None:
    home = tmp_path_factory.mktemp("home")
    states: list[dict[str, str]] = [{}]
    for pairs, whole in steps:
        trainings = offer(pairs)
        if brought(home, *trainings, whole=whole).is_none:
            continue
        states.append(({} if whole else states[-1]) | dict(pairs))
    for number, state in enumerate(states):
        revert(home, number, now=NOW)
        assert {t.training_id: t.price for t in current(home).trainings} == state
