"""The imports so far, on the provider's page: what each changed, and the way back. All data are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recommender.catalogue.versions import FOLDER, LIST
from recommender.guidance.mapping import LinkDecision
from recommender.offer_states import changes_of, go_back, offer_states
from recommender.offers import imported, preview, use
from recommender.provider_store import ProviderStore
from recommender.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
HEADINGS = "id,title,description,kind,languages,provider,learning_outcomes,price,status"
SKILL = "http://data.europa.eu/esco/skill/562b1180-83e7-4041-8468-2f28d03b7893"
SPRING = f"""{HEADINGS}
wash,Washing,Learn to wash.,course,en,House of learning,Wash the laundry | {SKILL},free,real
dogs,Dogs,Wash dogs and feed them.,course,en,House of learning,,10,real
"""
AUTUMN = f"""{HEADINGS}
wash,Washing,Learn to wash.,course,en,House of learning,Wash all the laundry | {SKILL},20 euros,real
garden,Garden,Dig and plant.,course,en,House of learning,,,real
"""
TIMES = [datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 9, 1, 9, tzinfo=UTC)]
DECISION = LinkDecision(0, "wash", "Wash the laundry", SKILL, "iron", True, TIMES[0], esco="1.2.0", model="m")


@pytest.fixture
def settings(tmp_path: Path, sample_esco: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a home with two imports and one answer about a skill."""
    for name, value in (("HOME", tmp_path), ("ESCO", sample_esco), ("MODEL", "hashed-ngrams")):
        monkeypatch.setenv(f"RECOMMENDER_{name}", str(value))
    found = Settings(home=tmp_path, model="hashed-ngrams", esco=sample_esco)
    for name, text, now in zip(("spring.csv", "autumn.csv"), (SPRING, AUTUMN), TIMES, strict=True):
        use(preview(name, text.encode(), current=imported(found)), settings=found, now=now)
    with ProviderStore.open(tmp_path / "provider.sqlite") as store:
        store.decide_link(DECISION)
    return found


@pytest.fixture
def window(settings: Settings) -> AppTest:
    opened = AppTest.from_file(str(PROJECT / "app" / "main.py"), default_timeout=120).run()
    return opened.switch_page("pages/provider.py").run()


def words_of(window: AppTest) -> str:
    parts = [*window.header, *window.subheader, *window.markdown, *window.caption, *window.error]
    said = [str(part.value) for part in parts] + [table.value.to_string() for table in window.table]
    return "\n".join(said).replace("\\", "")


def shown(window: AppTest, state: int) -> AppTest:
    return window.selectbox(key="state_shown").set_value(state).run()


def titles(settings: Settings) -> list[str]:
    offer = imported(settings)
    return [training.main_title for training in offer.trainings] if offer else []


def test_the_imports_are_listed_with_file_time_and_what_each_did(settings: Settings) -> None:
    newest, oldest = offer_states(settings)
    assert (newest.sources, newest.added, newest.changed, newest.removed, newest.entries) == (
        ("autumn.csv",), 1, 1, 0, 3,
    )  # fmt: skip
    assert (oldest.sources, oldest.kept_at, oldest.added) == (("spring.csv",), TIMES[0], 2)


def test_a_change_says_what_was_there_before_and_is_now(settings: Settings) -> None:
    (entry,) = changes_of(settings, 2).changed
    assert (entry.title, [column for column, *_cells in entry.cells]) == ("Washing", ["learning_outcomes", "price"])
    assert entry.cells[1] == ("price", "free", "20 euros")


def test_the_page_shows_an_import_against_the_one_before_in_plain_words(window: AppTest) -> None:
    assert "What state" not in words_of(window)
    said = words_of(shown(window, 2))
    assert all([words in said for words in ("Import of spring.csv", "Import of autumn.csv", "What state 2 changed")])
    assert all([words in said for words in ("1 new entry", "Garden", "1 entry changed", "free", "20 euros", "Price")])
    assert "Wash the laundry (1 skill)" in said
    assert SKILL not in said


def test_the_first_import_has_all_of_its_entries_as_new(window: AppTest) -> None:
    assert "2 new entries" in words_of(shown(window, 1))


def test_going_back_is_asked_about_first_and_keeps_every_answer(window: AppTest, settings: Settings) -> None:
    window = shown(window, 1).button(key="go-back").click().run()
    assert "0 new, 1 changed, 1 gone" in words_of(window)
    assert titles(settings) == ["Washing", "Dogs", "Garden"]
    window = window.button(key="go-back-sure").click().run()
    assert titles(settings) == ["Washing", "Dogs"]
    assert "Back to state 1" in words_of(window)
    with ProviderStore.open(settings.home / "provider.sqlite") as store:
        assert [(one.outcome, one.answer) for one in store.links()] == [("Wash the laundry", True)]


def test_nothing_changes_when_the_question_is_answered_with_no(window: AppTest, settings: Settings) -> None:
    window = shown(window, 1).button(key="go-back").click().run().button(key="go-back-stop").click().run()
    assert titles(settings) == ["Washing", "Dogs", "Garden"]
    assert [button.key for button in window.button if button.key and button.key.startswith("go-back")] == ["go-back"]


def test_going_back_can_be_taken_back_and_the_state_in_use_has_no_way_back(window: AppTest, settings: Settings) -> None:
    go_back(settings, 0, now=TIMES[1])
    assert titles(settings) == []
    window = shown(window.run(), 2).button(key="go-back").click().run().button(key="go-back-sure").click().run()
    assert titles(settings) == ["Washing", "Dogs", "Garden"]
    assert "Before the first import, with the examples" in words_of(window)
    assert "The offer is in this state now." in words_of(shown(window, 2))


def test_a_damaged_list_is_named_and_the_rest_of_the_page_stays(window: AppTest, settings: Settings) -> None:
    (settings.home / FOLDER / LIST).write_text("{", encoding="utf-8")
    said = words_of(window.run())
    assert "The list of versions is damaged" in said
    assert "What is missing for a micro-credential" in said


def test_a_file_with_the_same_entries_under_another_name_changes_nothing(settings: Settings) -> None:
    again = preview("copy.csv", AUTUMN.encode(), current=imported(settings))
    assert (again.added, again.changed, again.same) == ((), (), 2)
