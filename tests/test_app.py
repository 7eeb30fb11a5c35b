"""The pages without a browser: a coach's job, what is kept, and what goes wrong."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from app_windows import DISHES, NOTE, App, find, kept, press, turn_to, words_of
from streamlit.testing.v1 import AppTest

from app import shell, state
from recommender.domain.decisions import Answer
from recommender.domain.stages import Stage
from recommender.guard_figures import in_numbers, read_marked
from recommender.guidance.profile import effective, known_concepts, skill_records
from recommender.settings import load_settings

PROJECT = Path(__file__).resolve().parent.parent


def test_a_new_window_asks_for_a_person_first(started: App) -> None:
    window = started()
    assert [title.value for title in window.title] == ["What can this person do?"]
    assert [header.value for header in window.header] == ["Who is it about?"]


def test_the_first_page_is_there_before_the_word_lists_begin_to_load(
    started: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    whole = shell.end
    monkeypatch.setattr(shell, "end", lambda page: (whole(page), happened.append(f"{page} is there")))
    monkeypatch.setattr(state, "load_pipeline", lambda settings: happened.append("loading"))
    started()
    assert state.start_loading(load_settings()).result() is None
    assert happened == ["skills is there", "loading"]


def test_who_asks_whether_the_word_lists_are_there_does_not_have_them_loaded(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as watched:
        watched.setattr(state, "start_loading", lambda settings: pytest.fail("they are being loaded"))
        assert not state.is_ready()
    state.start_loading(load_settings()).result()
    assert state.is_ready()


def test_two_windows_load_the_word_lists_once(home: Path) -> None:
    with ThreadPoolExecutor(2) as windows:
        first, second = windows.map(state.start_loading, [load_settings()] * 2)
    assert first is second


def test_a_note_becomes_skills_with_what_was_set_aside(with_person: AppTest) -> None:
    window = find(with_person, NOTE)
    assert not window.exception
    assert f"ESCO: {DISHES}" in words_of(window)
    assert "A wish for later" in words_of(window)


def test_a_yes_is_kept_and_brings_trainings(with_person: AppTest, home: Path) -> None:
    window = turn_to(press(find(with_person, NOTE), "yes-"), "2. Trainings")
    with kept(home) as store:
        records = skill_records(store.load_profile("blue-7"))
    assert [(record.preferred_label, record.stage) for record in records] == [(DISHES, Stage.NAMED)]
    assert "The next step is" in words_of(window)


def test_a_coach_documents_only_after_the_person_said_yes(with_person: AppTest, home: Path) -> None:
    window = find(with_person, NOTE)
    assert not [button for button in window.button if str(button.key).startswith("seen-")]
    press(press(window, "yes-"), "seen-")
    with kept(home) as store:
        assert skill_records(store.load_profile("blue-7"))[0].stage is Stage.DOCUMENTED


def test_the_same_answer_twice_is_one_decision(with_person: AppTest, home: Path) -> None:
    press(press(find(with_person, NOTE), "yes-"), "yes-")
    with kept(home) as store:
        assert len(store.load_profile("blue-7").decisions) == 1


def test_a_no_stays_when_the_text_is_read_again(with_person: AppTest, home: Path) -> None:
    window = find(press(find(with_person, NOTE), "no-"), NOTE + " I pack boxes.")
    assert "✗ The person says no" in words_of(window)
    with kept(home) as store:
        assert known_concepts(store.load_profile("blue-7")) == frozenset()


def test_an_undo_takes_the_answer_back_and_keeps_it_in_the_history(with_person: AppTest, home: Path) -> None:
    press(press(find(with_person, NOTE), "yes-"), "undo-")
    with kept(home) as store:
        decisions = store.load_profile("blue-7").decisions
    assert len(decisions) == 2
    assert effective(decisions) == ()


def test_everything_is_there_again_in_a_new_window(with_person: AppTest, started: App) -> None:
    press(find(with_person, NOTE), "yes-")
    window = started()
    window.selectbox(key="who").select("blue-7").run()
    assert window.text_area(key="words").value == NOTE
    assert "✓ Named: the person says yes" in words_of(window)


def test_personal_words_are_marked_before_anything_is_kept(with_person: AppTest, home: Path) -> None:
    window = find(with_person, "Frau Beispiel washes dishes.")
    with kept(home) as store:
        assert store.load_profile("blue-7").experiences == ()
    window.button(key="remove").click().run()
    with kept(home) as store:
        assert [one.text for one in store.load_profile("blue-7").experiences] == ["[name] washes dishes."]


def test_the_guard_never_blocks(with_person: AppTest, home: Path) -> None:
    find(with_person, "Frau Beispiel washes dishes.").button(key="keep").click().run()
    with kept(home) as store:
        assert [one.text for one in store.load_profile("blue-7").experiences] == ["Frau Beispiel washes dishes."]


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_box_is_answered_with_what_to_do(with_person: AppTest, text: str) -> None:
    assert "The box is empty." in words_of(find(with_person, text))


@pytest.mark.parametrize(
    "text", ["🙂🙂", "\x00\x01 wash", "مرحبا أنا أطوي الصناديق", "<script>alert(1)</script> **a** $x$"]
)
def test_odd_texts_are_kept_as_they_are(with_person: AppTest, home: Path, text: str) -> None:
    window = find(with_person, text)
    assert not window.exception
    with kept(home) as store:
        assert [one.text for one in store.load_profile("blue-7").experiences] == [text]


def test_two_windows_on_one_person_lose_nothing(with_person: AppTest, started: App, home: Path) -> None:
    first = find(with_person, NOTE)
    second = started()
    second.selectbox(key="who").select("blue-7").run()
    press(first, "yes-")
    window = press(second, "no-")
    assert "changed in another window" in words_of(window)
    with kept(home) as store:
        assert [one.answer for one in store.load_profile("blue-7").decisions] == [Answer.YES]


def test_a_skill_can_be_added_by_search(with_person: AppTest, home: Path) -> None:
    window = find(with_person, NOTE)
    window.text_input(key="search").input("dishs").run()
    press(window, "add-")
    with kept(home) as store:
        assert len(known_concepts(store.load_profile("blue-7"))) == 1


def test_likes_are_kept_and_needs_are_not(with_person: AppTest, home: Path) -> None:
    window = turn_to(find(with_person, NOTE), "2. Trainings")
    likes = next(box for box in window.multiselect if str(box.key).startswith("likes"))
    likes.select("animals").run()
    window.multiselect(key="needs").select("quiet_place").run()
    with kept(home) as store:
        profile = store.load_profile("blue-7")
    assert [like.work_area for like in profile.likes] == ["animals"]
    assert "quiet_place" not in (home / "profiles.sqlite").read_bytes().decode("latin-1")


def test_erasing_needs_the_code_and_leaves_nobody_chosen(with_person: AppTest, home: Path) -> None:
    window = turn_to(find(with_person, NOTE), "3. Record")
    assert "erase" not in [button.key for button in window.button]
    window.text_input(key="erase_code").input("blue-7").run()
    window.button(key="erase").click().run()
    with kept(home) as store:
        assert store.profile_codes() == ()
        day = store.erasures()[0].isoformat()
    window.switch_page("pages/people.py").run()
    assert f"On these days a profile was erased: {day}" in words_of(window)
    assert "blue-7" not in words_of(window)


def test_a_code_that_looks_like_a_name_is_questioned_but_not_refused(started: App, home: Path) -> None:
    window = started()
    window.text_input(key="new_code").input("Anna Beispiel").run()
    assert [warning.value for warning in window.warning]
    window.button(key="add").click().run()
    with kept(home) as store:
        assert [summary.code for summary in store.profile_codes()] == ["Anna Beispiel"]


def test_a_taken_code_is_answered_with_an_error(with_person: AppTest) -> None:
    with_person.text_input(key="new_code").input("blue-7").run()
    window = with_person.button(key="add").click().run()
    assert "The code blue-7 is taken" in words_of(window)


def test_an_earlier_text_can_be_looked_at_again(with_person: AppTest) -> None:
    window = find(find(with_person, NOTE).button(key="new-text").click().run(), "I pack goods.")
    texts = next(box for box in window.selectbox if str(box.key).startswith("which-text"))
    assert len(texts.options) == 2
    texts.select(1).run()
    assert window.text_area(key="words").value == NOTE
    assert f"ESCO: {DISHES}" in words_of(window)


def test_the_about_page_names_versions_limits_and_esco(started: App) -> None:
    window = started()
    window.switch_page("pages/about.py").run()
    assert not window.exception
    assert "This service uses the ESCO classification of the European Commission." in words_of(window)
    assert "It can be wrong" in words_of(window)


def test_the_about_page_shows_the_published_figures_and_those_of_the_guard(started: App) -> None:
    window = started()
    window.switch_page("pages/about.py").run()
    published = json.loads((PROJECT / "models" / "figures.json").read_text(encoding="utf-8"))
    shown = next(one.value for one in window.table if "Measured" in one.value)
    assert list(zip(shown["What"], shown["Measured"], strict=True)) == [
        (one["what"], one["value"]) for one in published
    ]
    said = words_of(window)
    assert f"Measured on {published[0]['n']} invented texts. Command: {published[0]['command']}" in said
    marked = read_marked(PROJECT / "data" / "eval" / "guard.jsonl")
    checked = in_numbers([one for one in marked if one.part == "check"])
    assert f"it marked {checked['found']} of {checked['parts']} personal parts, and {checked['wrong']} other" in said


def test_a_missing_index_is_said_in_the_page(
    with_person: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("RECOMMENDER_ESCO")
    window = find(with_person, NOTE)
    assert "recommender setup" in words_of(window)


def test_the_store_of_a_newer_program_is_left_alone(home: Path, started: App) -> None:
    (home / "profiles.sqlite").write_text("this is no database, and nobody may overwrite it" * 30)
    window = started()
    assert "This file holds no profiles" in words_of(window)
    assert (home / "profiles.sqlite").read_text().startswith("this is no database")
