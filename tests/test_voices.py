"""Person and coach each say their own about a skill, on the coach's page and on the record: reasons, words, help."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import NOTE, find, kept, press, turn_to, words_of
from streamlit.testing.v1 import AppTest

from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice, WhyNot
from recommender.domain.stages import Stage
from recommender.domain.statements import Support
from recommender.guidance.consent import agreed
from recommender.guidance.profile import SkillRecord, skill_records
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def record(home: Path) -> SkillRecord:
    with kept(home) as store:
        return skill_records(store.load_profile("blue-7"))[0]


def box(window: AppTest, start: str) -> object:
    return next(one for one in [*window.selectbox, *window.text_input] if str(one.key).startswith(start))


def with_no(window: AppTest) -> AppTest:
    """Say no to the first skill, and why."""
    window = press(find(window, NOTE), "no-")
    box(window, "why-person-").select("not_any_more").run()  # type: ignore[attr-defined]
    return window


def test_a_no_can_say_why_and_the_history_tells_it(with_person: AppTest, home: Path) -> None:
    window = turn_to(with_no(with_person), "3. Record")
    assert record(home).why_not is WhyNot.NOT_ANY_MORE
    assert "Person · No · wash the dishes · This is not done any more" in words_of(window)


def test_a_reason_comes_back_with_the_no_that_an_undo_restores(with_person: AppTest, home: Path) -> None:
    window = press(with_no(with_person), "yes-")
    assert (record(home).person, record(home).why_not) == (Answer.YES, None)
    press(window, "undo-")
    assert (record(home).person, record(home).why_not) == (Answer.NO, WhyNot.NOT_ANY_MORE)


def test_a_reason_can_be_left_open_again(with_person: AppTest, home: Path) -> None:
    box(with_no(with_person), "why-person-").select("").run()  # type: ignore[attr-defined]
    assert (record(home).person, record(home).why_not) == (Answer.NO, None)


def test_nobody_is_asked_why_after_a_yes(with_person: AppTest) -> None:
    window = press(find(with_person, NOTE), "yes-")
    assert not [one for one in window.selectbox if str(one.key).startswith("why-")]


def test_the_word_of_the_person_names_the_skill_from_then_on(with_person: AppTest, home: Path) -> None:
    window = press(press(find(with_person, NOTE), "yes-"), "more-")
    box(window, "word-person-").input("  My  plates ").run()  # type: ignore[attr-defined]
    window = turn_to(press(window, "keep-word-person-"), "3. Record")
    assert record(home).own_word == "My plates"
    assert "My plates" in [one.value for one in window.subheader]
    assert "calls it: My plates" in words_of(window)


def test_the_coach_says_another_word_and_writes_it(with_person: AppTest, home: Path) -> None:
    window = press(press(press(find(with_person, NOTE), "yes-"), "more-"), "coach-says-other_word-")
    box(window, "word-coach-").input("Dish care").run()  # type: ignore[attr-defined]
    window = press(window, "keep-word-coach-")
    one = record(home)
    assert (one.person, one.coach, one.coach_word, one.stage) == (
        Answer.YES,
        Answer.OTHER_WORD,
        "Dish care",
        Stage.NAMED,
    )
    assert "Coach: Other word · calls it: Dish care" in words_of(window)


def test_an_empty_word_is_not_kept_and_says_so(with_person: AppTest, home: Path) -> None:
    window = press(press(press(find(with_person, NOTE), "yes-"), "more-"), "keep-word-person-")
    assert "The box is empty" in words_of(window)
    assert record(home).own_word == ""


def test_a_word_that_may_be_personal_is_marked_and_taken_out_with_one_press(with_person: AppTest, home: Path) -> None:
    window = press(press(find(with_person, NOTE), "yes-"), "more-")
    box(window, "word-person-").input("Plates with Frau Beispiel").run()  # type: ignore[attr-defined]
    assert "Frau Beispiel" in str(window.warning[0].value)
    press(press(window, "without-personal-word-person-"), "keep-word-person-")
    assert record(home).own_word == "Plates with [name]"


def test_the_coach_can_see_it_differently_and_both_answers_are_shown(with_person: AppTest, home: Path) -> None:
    window = press(press(find(with_person, NOTE), "yes-"), "more-")
    window = press(window, "coach-says-no-")
    one = record(home)
    assert (one.person, one.coach, one.stage) == (Answer.YES, Answer.NO, Stage.NAMED)
    words = words_of(window)
    assert all([said in words for said in ("Person: Yes", "Coach: No", "You two see this differently")])


def test_the_coach_says_for_themselves_how_it_is_done(with_person: AppTest, home: Path) -> None:
    window = press(press(press(find(with_person, NOTE), "yes-"), "more-"), "coach-says-yes-")
    box(window, "how-coach-").select("beside").run()  # type: ignore[attr-defined]
    one = record(home)
    assert (one.coach_support, one.person_support) == (Support.BESIDE, record(home).person_support)
    assert one.person_support is not Support.BESIDE


def test_the_record_says_nothing_that_nobody_has_said(with_person: AppTest, home: Path) -> None:
    with kept(home) as store:
        said = {"preferred_label": "Shred files", "answer": Answer.YES, "voice": Voice.PERSON, "now": NOW}
        store.decide("blue-7", concept_uri="local:shred", esco="1", model="m", **said)  # type: ignore[arg-type]
    window = turn_to(find(with_person, NOTE), "3. Record")
    assert "Not said" not in words_of(window)
    assert words_of(window).count("Shred files") == 2  # its name, and its line in the history


# The page of the record


@pytest.fixture
def on_record(with_person: AppTest, home: Path) -> AppTest:
    """Return a window on the page of the record, for a person who has named one skill."""
    with kept(home) as store:
        said = {"concept_uri": "esco/fold", "preferred_label": "fold boxes", "esco": "1", "model": "m", "now": NOW}
        store.decide("blue-7", answer=Answer.YES, voice=Voice.PERSON, **said)  # type: ignore[arg-type]
    return with_person.switch_page("pages/record.py").run()


def test_both_voices_answer_on_the_record(on_record: AppTest, home: Path) -> None:
    window = on_record.button(key="coach-says-not_sure-fold").click().run()
    box(window, "how-person-").select("together").run()  # type: ignore[attr-defined]
    one = record(home)
    assert (one.person, one.coach, one.person_support) == (Answer.YES, Answer.NOT_SURE, Support.TOGETHER)
    assert not window.exception


def test_how_a_skill_is_done_is_explained_in_the_words_of_qualifications(on_record: AppTest) -> None:
    window = on_record
    assert "some autonomy" not in words_of(window)
    box(window, "how-person-").select("reminder").run()  # type: ignore[attr-defined]
    assert "The person works with some autonomy." in words_of(window)


def test_a_no_on_the_record_keeps_the_skill_in_reach_and_is_undone_there(on_record: AppTest, home: Path) -> None:
    window = on_record.button(key="person-says-no-fold").click().run()
    box(window, "why-person-").select("keep_out").run()  # type: ignore[attr-defined]
    assert record(home).why_not is WhyNot.KEEP_OUT
    assert "✗ The person says no" in words_of(window)
    window.button(key="undo-answer-fold").click().run()
    window.button(key="undo-answer-fold").click().run()
    assert record(home).person is Answer.YES


# Keeping


def consent(home: Path) -> bool | None:
    with Store.open(home / "profiles.sqlite") as store:
        return agreed(store.load_profile("blue-7").consents, Purpose.KEEP)


def test_a_new_person_is_asked_and_the_answer_is_kept_with_who_helped(with_person: AppTest, home: Path) -> None:
    with_person.text_input(key="keep_helped_by").input("a friend").run()
    window = with_person.button(key="may-keep-True").click().run()
    with kept(home) as store:
        (said,) = store.load_profile("blue-7").consents
    assert (said.purpose, said.given, said.helped_by) == (Purpose.KEEP, True, "a friend")
    assert not [one for one in window.button if str(one.key).startswith("may-keep-")]


def test_nothing_waits_for_the_answer(with_person: AppTest, home: Path) -> None:
    press(find(with_person, NOTE), "yes-")
    assert (consent(home), record(home).person) == (None, Answer.YES)
    window = with_person.button(key="may-keep-True").click().run()  # after changes that the page has made since
    assert (consent(home), list(window.error)) == (True, [])


def test_asking_later_puts_the_question_away_for_this_window(with_person: AppTest, home: Path) -> None:
    window = with_person.button(key="ask-later").click().run()
    assert "ask-later" not in [one.key for one in window.button]
    assert consent(home) is None


def test_a_no_is_told_and_nothing_new_is_kept_until_it_is_changed(with_person: AppTest, home: Path) -> None:
    window = with_person.button(key="may-keep-False").click().run()
    assert "Nothing new is kept" in words_of(window)
    window = find(window, NOTE)
    with kept(home) as store:
        assert store.load_profile("blue-7").experiences == ()
    window.switch_page("pages/record.py").run().button(key="agree-keep-True").click().run()
    assert consent(home) is True


def test_the_invented_person_is_not_asked(started: object) -> None:
    window = started().button(key="demo").click().run()  # type: ignore[operator]
    assert not [one for one in window.button if str(one.key).startswith("may-keep-")]
