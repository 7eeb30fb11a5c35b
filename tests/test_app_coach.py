"""The coach's page without a browser: questions, other words, corrections, trainings under way, people."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import DISHES, NOTE, App, find, kept, press, turn_to, words_of
from streamlit.testing.v1 import AppTest

from recommender import audit
from recommender.backup import make_backup
from recommender.demo import DEMO_CODE
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.experiences import ExperienceKind, Question
from recommender.domain.profile import Keeper, Step
from recommender.domain.proofs import ProofKind
from recommender.domain.stages import Stage
from recommender.exports.profiles import profile_document
from recommender.guidance.profile import coach_of, current_texts, skill_records, training_states

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def to_people(window: AppTest) -> AppTest:
    return window.switch_page("pages/people.py").run()


def box(window: AppTest, start: str) -> object:
    """Return the first choice whose key starts so."""
    return next(one for one in window.selectbox if str(one.key).startswith(start))


def be_coach(window: AppTest, name: str) -> AppTest:
    to_people(window).text_input(key="new_coach").input(name).run()
    return window.button(key="use-coach").click().run()


def answers(home: Path, code: str = "blue-7") -> dict[str, Answer | None]:
    with kept(home) as store:
        return {one.preferred_label: one.person for one in skill_records(store.load_profile(code))}


def test_a_no_to_a_skill_that_esco_retired_holds_for_the_one_with_its_label(with_person: AppTest, home: Path) -> None:
    said = {"answer": Answer.NO, "voice": Voice.PERSON, "esco": "1.1.1", "model": "m", "now": NOW}
    with kept(home) as store:
        store.decide("blue-7", concept_uri="http://data.europa.eu/esco/skill/gone", preferred_label=DISHES, **said)
    window = find(with_person, NOTE)
    assert "✗ The person says no" in words_of(window)
    assert "Every skill has an answer" in words_of(window)
    window = press(window, "yes-")
    assert "✗ The person says no" not in words_of(window)


# Input


def test_every_question_is_kept_beside_the_text(with_person: AppTest, home: Path) -> None:
    window = with_person
    window.text_area(key="words").input("I wash dishes").run()
    window.text_area(key="box-tools").input("a dishwasher").run()
    window.text_area(key="box-helped").input("a list").run()
    window.selectbox(key="kind").select("placement").run()
    window.text_input(key="when").input("last spring").run()
    window.button(key="find").click().run()
    with kept(home) as store:
        one = store.load_profile("blue-7").experiences[0]
    assert (one.text, one.about.kind, one.about.when) == (
        "I wash dishes\na dishwasher",
        ExperienceKind.PLACEMENT,
        "last spring",
    )
    assert one.about.answers == ((Question.TOOLS, "a dishwasher"), (Question.HELPED, "a list"))


def test_what_the_person_likes_or_wants_shows_no_skill(with_person: AppTest, home: Path) -> None:
    window = with_person
    window.text_area(key="words").input("We had a nice day.").run()
    window.text_area(key="box-liked").input("I wash dishes").run()
    window.text_area(key="box-wants").input("I pack goods").run()
    window.button(key="find").click().run()
    assert f"ESCO: {DISHES}" not in words_of(window)
    assert "I wash dishes" in words_of(window)


def test_the_boxes_are_filled_again_in_a_new_window(with_person: AppTest, started: App) -> None:
    with_person.text_area(key="words").input("I wash dishes").run()
    with_person.text_area(key="box-tools").input("a dishwasher").run()
    with_person.button(key="find").click().run()
    window = started()
    window.selectbox(key="who").select("blue-7").run()
    assert window.text_area(key="words").value == "I wash dishes"
    assert window.text_area(key="box-tools").value == "a dishwasher"


def test_personal_words_are_marked_in_every_box(with_person: AppTest, home: Path) -> None:
    with_person.text_area(key="words").input("I wash dishes.").run()
    with_person.text_area(key="box-helped").input("Call 0151 234 567").run()
    with_person.button(key="find").click().run()
    with_person.button(key="remove").click().run()
    assert with_person.text_area(key="box-helped").value == "Call [phone number]"
    assert b"0151" not in (home / "profiles.sqlite").read_bytes()


def test_a_draft_waits_while_another_person_is_shown(with_person: AppTest) -> None:
    window = with_person
    window.text_area(key="words").input("half a sent").run()
    window.text_input(key="new_code").input("red-1").run()
    window.button(key="add").click().run()
    assert window.text_area(key="words").value == ""
    box(window, "who").select("blue-7").run()
    assert window.text_area(key="words").value == "half a sent"


def test_a_changed_text_replaces_the_earlier_wording_and_marks_what_is_new(with_person: AppTest, home: Path) -> None:
    window = find(find(with_person, NOTE), NOTE + " I pack goods.")
    assert "· New" in words_of(window)
    with kept(home) as store:
        assert len(current_texts(store.load_profile("blue-7"))) == 1


def test_a_quite_different_text_is_a_new_one(with_person: AppTest, home: Path) -> None:
    find(find(with_person, NOTE), "I feed the rabbits every morning.")
    with kept(home) as store:
        assert len(current_texts(store.load_profile("blue-7"))) == 2


def test_a_list_of_known_skills_waits_for_each_yes(with_person: AppTest, home: Path) -> None:
    window = with_person
    window.text_area(key="known_list").input("pack goods\nwash dishes").run()
    assert answers(home) == {}
    press(window, "add-line-0")
    assert answers(home) == {"pack goods": Answer.YES}


# The list


def take_other_word(window: AppTest) -> AppTest:
    """Take another word for washing dishes: "pack goods"."""
    window = press(find(window, NOTE), "other-")
    next(one for one in window.text_input if str(one.key).startswith("find-")).input("pack goods").run()
    return press(window, "found-")


def test_another_word_takes_the_place_of_the_suggested_one(with_person: AppTest, home: Path) -> None:
    window = take_other_word(with_person)
    assert answers(home) == {DISHES: Answer.OTHER_WORD, "pack goods": Answer.YES}
    assert "✎ Other word: pack goods" in words_of(window)
    assert "The person says no" not in words_of(window)
    with kept(home) as store:
        record = next(one for one in skill_records(store.load_profile("blue-7")) if one.person is Answer.YES)
    assert record.evidence == ("I wash dishes",)


@pytest.mark.parametrize("card", ["undo-", "undo-found-"])
def test_one_undo_takes_back_another_word_and_the_yes_to_it(with_person: AppTest, home: Path, card: str) -> None:
    window = take_other_word(with_person)
    window.text_input(key="search").input("pack goods").run()
    press(window, card)
    assert answers(home) == {}


def test_an_undo_leaves_the_other_word_that_was_said_yes_to_by_itself(with_person: AppTest, home: Path) -> None:
    with_person.text_area(key="known_list").input("pack goods").run()
    window = take_other_word(press(with_person, "add-line-0"))
    press(window, "undo-")
    assert answers(home) == {"pack goods": Answer.YES}


def test_a_skill_that_is_nearly_the_same_is_kept_beside_the_first_and_taken_back(
    with_person: AppTest, home: Path
) -> None:
    window = find(with_person, "I clean the surfaces.")
    assert "1 word is nearly the same" in [one.label for one in window.expander]
    key = next(one.key for one in window.button if one.label == "Yes, this too: clean glass surfaces")
    press(press(window, str(key)), "yes-")
    assert answers(home) == {"clean surfaces": Answer.YES, "clean glass surfaces": Answer.YES}
    with kept(home) as store:
        records = {one.preferred_label: one for one in skill_records(store.load_profile("blue-7"))}
    assert records["clean glass surfaces"].evidence == records["clean surfaces"].evidence != ()
    assert window.button(key=key).label == "✓ Yes, this too: clean glass surfaces"
    next(one for one in window.button if one.label == "Undo: clean glass surfaces").click().run()
    assert answers(home) == {"clean surfaces": Answer.YES}


def test_a_skill_without_an_esco_word_is_kept_under_an_area_of_work(with_person: AppTest, home: Path) -> None:
    window = press(find(with_person, NOTE), "other-")
    next(one for one in window.text_input if str(one.key).startswith("own-")).input("Polish the old taps").run()
    box(window, "area-").select("cleaning").run()
    press(window, "keep-own-")
    with kept(home) as store:
        records = {one.concept_uri: one for one in skill_records(store.load_profile("blue-7"))}
    assert records["local:own-polish-the-old-taps"].work_area == "cleaning"
    assert records["local:own-polish-the-old-taps"].stage is Stage.NAMED


def test_personal_words_in_an_own_skill_are_pointed_out(with_person: AppTest) -> None:
    window = press(find(with_person, NOTE), "other-")
    next(one for one in window.text_input if str(one.key).startswith("own-")).input("Drive Frau Beispiel").run()
    assert "These words may be personal: Frau Beispiel" in "".join(one.value for one in window.warning).replace(
        "\\", ""
    )
    window = press(window, "without-personal-own-")
    assert next(one.value for one in window.text_input if str(one.key).startswith("own-")) == "Drive [name]"
    assert not window.warning


def test_personal_words_in_a_list_of_skills_are_taken_out_with_one_press(with_person: AppTest) -> None:
    with_person.text_area(key="known_list").input("ironing\nDrive Frau Beispiel").run()
    window = press(with_person, "without-personal-known_list")
    assert window.text_area(key="known_list").value == "ironing\nDrive [name]"


def test_not_me_somebody_else_takes_the_skill_away_and_it_comes_back(with_person: AppTest) -> None:
    window = press(find(with_person, NOTE), "else-")
    assert f"ESCO: {DISHES}" not in words_of(window)
    number = next(n for n, one in enumerate(window.markdown) if "I wash dishes" in str(one.value))
    assert number >= 0
    press(window, "after-all-0")
    assert f"ESCO: {DISHES}" in words_of(window)


def test_a_correction_holds_in_the_next_wording_of_the_text(with_person: AppTest) -> None:
    window = press(find(with_person, NOTE), "else-")
    assert f"ESCO: {DISHES}" not in words_of(find(window, NOTE + " I am never late."))


def test_less_certain_skills_come_when_somebody_looks_further_and_answers_stay(
    with_person: AppTest, home: Path
) -> None:
    window = press(find(with_person, NOTE), "yes-")
    before, answered = words_of(window), answers(home)
    assert "less sure of these" not in before
    window = press(window, "further")
    assert "less sure of these" in words_of(window)
    assert "further" not in {button.key for button in window.button}
    with kept(home) as store:
        first, second = (one.shown.suggestions for one in store.load_profile("blue-7").experiences)
    assert len(first) < len(second)
    assert [one.concept_uri for one in second][: len(first)] == [one.concept_uri for one in first]
    assert answers(home) == answered != {}


def test_looking_further_says_so_where_there_is_nothing_more(with_person: AppTest) -> None:
    window = press(find(with_person, "The weather is nice."), "further")
    assert "No more skills were found" in words_of(window)


def test_looking_further_can_be_tried_again_where_it_could_not_be_kept(with_person: AppTest, home: Path) -> None:
    window = find(with_person, NOTE)
    with closing(sqlite3.connect(home / "profiles.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        press(window, "further")
    assert "further" in {button.key for button in window.run().button}
    assert "less sure of these" in words_of(press(window, "further"))


def test_what_was_typed_stays_in_the_box_after_a_correction(with_person: AppTest) -> None:
    window = find(with_person, NOTE)
    window.text_area(key="words").input(NOTE + " And").run()
    press(window, "else-")
    assert window.run().text_area(key="words").value == NOTE + " And"


def _answer_twice() -> None:
    from app import actions, state
    from recommender.domain.decisions import Answer, Voice
    from recommender.domain.versions import Versions

    with state.store() as store:
        seen = store.load_profile("blue-7")
    for uri in ("esco:a", "esco:b"):
        versions = Versions("", "", "", "")
        actions.answer(seen, actions.Asked(uri, uri), Answer.YES, voice=Voice.PERSON, versions=versions)


def test_answers_that_come_faster_than_the_page_are_all_kept(with_person: AppTest, home: Path) -> None:
    AppTest.from_function(_answer_twice, default_timeout=60).run()
    assert answers(home) == {"esco:a": Answer.YES, "esco:b": Answer.YES}


def test_support_can_be_said_and_is_kept(with_person: AppTest, home: Path) -> None:
    window = press(find(with_person, NOTE), "yes-")
    box(window, "support-").select("with_help").run()
    with kept(home) as store:
        assert skill_records(store.load_profile("blue-7"))[0].support.value == "with_help"


def test_there_is_no_way_to_accept_all(with_person: AppTest) -> None:
    window = find(with_person, "I wash dishes. I pack goods. I sort waste.")
    assert not [one.label for one in window.button if "all" in one.label.casefold().split()]


def test_the_history_tells_everything_that_was_said(with_person: AppTest) -> None:
    window = press(find(with_person, NOTE), "yes-")
    window = turn_to(press(window, "else-"), "3. Record")
    said = words_of(window)
    assert all([words in said for words in ("Text kept", "Person · Yes", "Done by somebody else")])


def test_the_history_tells_entries_proofs_and_consents(with_person: AppTest, home: Path) -> None:
    dishes = {"concept_uri": "esco/dishes", "preferred_label": DISHES, "voice": Voice.COACH, "now": NOW}
    about = {"concept_uri": "esco/dishes", "voice": Voice.PERSON, "now": NOW}
    with kept(home) as store:
        store.enter_stage("blue-7", stage=Stage.CERTIFIED, by="Guild", on=NOW.date(), title="Plates", **dishes)
        store.add_proof("blue-7", ProofKind.OWN_WORDS, words="I do plates", **about)
        store.add_proof("blue-7", ProofKind.OWN_WORDS, words="I do cups", **about)
        store.remove_proof("blue-7", 2, voice=Voice.PERSON, now=NOW)
        store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    words = words_of(turn_to(with_person, "3. Record"))
    assert f"Coach · Certified by Guild on 2026-03-01: Plates · {DISHES}" in words
    assert f"Person · The person's own words · I do plates · {DISHES}" in words
    assert "Person · A proof was erased" in words
    assert "✓ The person agrees · to share it · House A" in words


def test_the_log_keeps_which_skills_a_search_showed_once_and_never_the_words(with_person: AppTest, home: Path) -> None:
    window = with_person
    window.text_input(key="search").input("ironing zebrastripe").run()
    window.text_area(key="known_list").input("wash dishes\npack goods").run()
    window.run()
    with kept(home) as store:
        profile = store.load_profile("blue-7")
    told = [event for event in profile.log if event.kind == "search_shown"]
    assert [bool(event.detail["found"] or event.detail["less_sure"]) for event in told] == [True, True]
    assert told[0].detail["versions"]["esco"]
    assert "zebra" not in str(profile.log)
    assert audit.verify(profile) == ()
    window.switch_page("pages/record.py").run()
    assert "A search showed" in words_of(window)


def test_a_long_history_shows_older_entries_on_request(with_person: AppTest, home: Path) -> None:
    with kept(home) as store:
        for number in range(70):
            store.say_consent("blue-7", Purpose.SHARE, True, with_whom=f"House {number}.", now=NOW)
    window = turn_to(with_person, "3. Record")
    seen = [sum(f"House {number}." in words_of(window) for number in range(70))]
    for label in ("Show 30 older entries", "Show 10 older entries", "Show only the newest entries"):
        assert window.button(key="history-older").label == label
        window = window.button(key="history-older").click().run()
        seen.append(sum(f"House {number}." in words_of(window) for number in range(70)))
    assert seen == [30, 60, 70, 30]


def test_what_was_undone_is_brought_back_from_the_history(with_person: AppTest, home: Path) -> None:
    window = turn_to(press(press(find(with_person, NOTE), "yes-"), "undo-"), "3. Record")
    assert answers(home) == {}
    window = press(window, "undo-number-2")
    assert answers(home) == {DISHES: Answer.YES}
    assert "Person · brought back · wash the dishes" in words_of(window)


def test_the_history_tells_what_is_liked_by_its_name_and_what_is_not_for_the_person(
    with_person: AppTest, home: Path
) -> None:
    with kept(home) as store:
        for slug, task, liked, no in (("animals", "", True, False), ("animals", "animals-feed-animals", False, True)):
            store.like("blue-7", slug, liked, task=task, not_for_me=no, now=NOW)
        store.like("blue-7", "animals", False, now=NOW)
    said = words_of(turn_to(find(with_person, NOTE), "3. Record"))
    lines = ("likes · Animals", "taken back · Animals", "not for me · Feed animals")
    assert all([f"Person · {line}" in said for line in lines])
    assert "animals-feed-animals" not in said


LESS_SURE = "The program is less sure of these:"


def test_a_search_by_everyday_words_shows_what_the_program_is_less_sure_of(with_person: AppTest, home: Path) -> None:
    window = find(with_person, NOTE)
    window.text_input(key="search").input("animalfeed").run()
    assert LESS_SURE in words_of(window)
    press(window, "add-")
    assert list(answers(home).values()) == [Answer.YES]
    window.text_input(key="search").input("pack").run()
    assert LESS_SURE not in words_of(window)


def test_another_word_is_looked_for_by_everyday_words_too(with_person: AppTest, home: Path) -> None:
    window = press(find(with_person, NOTE), "other-")
    next(one for one in window.text_input if str(one.key).startswith("find-")).input("animalfeed").run()
    assert LESS_SURE in words_of(window)
    press(window, "found-")
    assert answers(home)[DISHES] is Answer.OTHER_WORD


# Trainings


def test_a_training_under_way_is_listed_with_its_day(with_person: AppTest, home: Path) -> None:
    window = turn_to(press(find(with_person, "I pack goods into boxes."), "yes-"), "2. Trainings")
    box(window, "step-").select("started").run()
    review = box(window, "review-")
    review.select_index(1).run()
    with kept(home) as store:
        states = training_states(store.load_profile("blue-7"))
    assert [(one.step, bool(one.review_on)) for one in states.values()] == [(Step.STARTED, True)]
    assert "Under way" in words_of(window)


def test_a_step_can_be_taken_back(with_person: AppTest, home: Path) -> None:
    window = turn_to(press(find(with_person, "I pack goods into boxes."), "yes-"), "2. Trainings")
    box(window, "step-").select("started").run()
    box(window, "step-").select("").run()
    with kept(home) as store:
        assert training_states(store.load_profile("blue-7")) == {}


def test_nothing_is_filtered_before_a_filter_is_switched_on(with_person: AppTest) -> None:
    window = turn_to(press(find(with_person, "I pack goods into boxes."), "yes-"), "2. Trainings")
    before = [one.value for one in window.markdown if str(one.value).startswith("####")]
    assert before
    assert "filter" not in words_of(window).casefold().replace("filter hides what does not fit", "")
    window.checkbox(key="filter-online").check().run()
    window.text_input(key="filter-place").input("Nowhere").run()
    assert "A filter is on." in words_of(window)
    window.button(key="filter-off").click().run()
    assert [one.value for one in window.markdown if str(one.value).startswith("####")] == before


def test_a_filter_names_languages_in_words(with_person: AppTest) -> None:
    window = turn_to(press(find(with_person, "I pack goods into boxes."), "yes-"), "2. Trainings")
    assert window.multiselect(key="filter-languages").options == ["English"]


# People


def test_coaches_on_one_computer_see_their_own_people(with_person: AppTest, home: Path) -> None:
    window = be_coach(with_person, "KM")
    window.switch_page("pages/coach.py").run()
    window.text_input(key="new_code").input("red-1").run()
    window.button(key="add").click().run()
    with kept(home) as store:
        assert coach_of(store.load_profile("red-1")) == "KM"
    be_coach(window, "AB")
    said = words_of(window)
    assert "blue-7" in said
    assert "red-1" not in said


def test_a_new_window_knows_who_was_chosen_last(with_person: AppTest, started: App) -> None:
    be_coach(be_coach(with_person, "KM"), "AB")
    window = to_people(started())
    assert window.selectbox(key="whoami").value == "AB"
    window.selectbox(key="whoami").select("").run()
    assert to_people(started()).selectbox(key="whoami").value == ""


def test_a_person_can_be_given_to_another_coach(with_person: AppTest, home: Path) -> None:
    window = be_coach(be_coach(with_person, "KM"), "AB")
    with kept(home) as store:
        store.create_profile("red-1", now=store.load_profile("blue-7").created_at)
    window.switch_page("pages/coach.py").run()
    window.text_input(key="new_code").input("green-2").run()
    window.button(key="add").click().run()
    be_coach(window, "KM")
    box(window, "give-blue-7").select("AB").run()
    with kept(home) as store:
        assert coach_of(store.load_profile("blue-7")) == "AB"


def test_a_person_without_a_coach_adds_no_empty_name(with_person: AppTest, home: Path) -> None:
    with kept(home) as store:
        store.create_profile("red-1", now=NOW)
        store.hand_to("red-1", Keeper("KM", NOW))
    window = to_people(with_person)
    assert window.selectbox(key="whoami").options == ["Nobody chosen: show all people", "KM"]
    assert box(window, "give-blue-7").options == ["KM"]


def test_people_are_found_by_a_part_of_their_code(with_person: AppTest, home: Path) -> None:
    with kept(home) as store:
        store.create_profile("red-1", now=store.load_profile("blue-7").created_at)
    window = to_people(with_person)
    window.text_input(key="find-person").input("RED").run()
    assert [one.value for one in window.subheader if "\\-" in one.value] == ["red\\-1"]


def test_a_table_is_kept_as_a_whole_after_a_click(with_person: AppTest, home: Path) -> None:
    window = to_people(with_person)
    table = b"code,text,kind\nred-1,I wash dishes.,family\nblue-7,I pack goods.,\n"
    window.file_uploader(key="table-0").upload("people.csv", table, "text/csv").run()
    with kept(home) as store:
        assert [one.code for one in store.profile_codes()] == ["blue-7"]
    window.button(key="keep-table").click().run()
    with kept(home) as store:
        assert [(one.code, one.texts, one.decisions) for one in store.profile_codes()] == [
            ("blue-7", 1, 0),
            ("red-1", 1, 0),
        ]
    assert "2 texts kept." in [one.value.replace("\\", "") for one in window.success]


def test_the_last_table_is_taken_back_with_one_press(with_person: AppTest, home: Path) -> None:
    window = to_people(with_person)
    window.file_uploader(key="table-0").upload("people.csv", b"code,text\nred-1,I wash dishes.\n", "text/csv").run()
    window.button(key="keep-table").click().run()
    window.button(key="table-back").click().run()
    with kept(home) as store:
        assert [one.code for one in store.profile_codes()] == ["blue-7"]
    assert "1 text taken back." in [one.value.replace("\\", "") for one in window.success]
    assert "table-back" not in [one.key for one in window.button]


def test_a_table_with_problems_names_them_all_and_keeps_nothing(with_person: AppTest, home: Path) -> None:
    window = to_people(with_person)
    window.file_uploader(key="table-0").upload("people.csv", b"code,text\n,secret words\nred-1,\n", "text/csv").run()
    said = words_of(window)
    assert all([words in said for words in ("row 2", "row 3")])
    assert "secret" not in said
    assert not [one for one in window.button if str(one.key).startswith("keep-table")]


def test_personal_words_of_a_table_are_taken_out_when_asked(with_person: AppTest, home: Path) -> None:
    window = to_people(with_person)
    window.file_uploader(key="table-0").upload(
        "t.csv", b"code,text\nred-1,I wash dishes. Call 0151 234 567.\n", "x"
    ).run()
    window.button(key="keep-table-without").click().run()
    with kept(home) as store:
        assert store.load_profile("red-1").experiences[0].text == "I wash dishes. Call [phone number]."


def test_a_person_is_taken_in_from_a_file(with_person: AppTest, home: Path) -> None:
    with kept(home) as store:
        document = json.dumps(profile_document(store.load_profile("blue-7")))
        store.erase_profile("blue-7", now=store.load_profile("blue-7").created_at)
    window = to_people(with_person)
    window.file_uploader(key="hand-over").upload("blue-7.json", document.encode(), "application/json").run()
    window.button(key="take-in").click().run()
    with kept(home) as store:
        assert [one.code for one in store.profile_codes()] == ["blue-7"]


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b"[1]"])
@pytest.mark.parametrize(("key", "button"), [("hand-over", "take-in"), ("restore", "bring-back")])
def test_a_wrong_file_is_answered_with_an_error_and_changes_nothing(
    with_person: AppTest, home: Path, data: bytes, key: str, button: str
) -> None:
    window = to_people(with_person)
    window.file_uploader(key=key).upload("x.json", data, "application/json").run()
    window.button(key=button).click().run()
    assert len(window.error) == 1
    with kept(home) as store:
        assert [one.code for one in store.profile_codes()] == ["blue-7"]


def test_a_backup_brings_back_who_was_erased(with_person: AppTest, home: Path) -> None:
    find(with_person, NOTE)
    with kept(home) as store:
        now = store.load_profile("blue-7").created_at
        document = json.dumps(make_backup(store, now=now))
        store.erase_profile("blue-7", now=now)
    window = to_people(with_person)
    window.file_uploader(key="restore").upload("backup.json", document.encode(), "application/json").run()
    window.button(key="bring-back").click().run()
    window.button(key="bring-back-sure").click().run()
    assert "1 person was brought back." in [one.value.replace("\\", "") for one in window.success]


def test_the_invented_person_is_marked_as_invented(started: App, home: Path) -> None:
    window = started().button(key="demo").click().run()
    assert "This person is invented." in words_of(window)
    with kept(home) as store:
        profile = store.load_profile(DEMO_CODE)
    assert (len(profile.experiences), profile.decisions) == (3, ())


def test_the_log_tells_once_which_trainings_were_shown(with_person: AppTest, home: Path) -> None:
    window = turn_to(press(find(with_person, NOTE), "yes-"), "2. Trainings")
    assert not window.run().exception
    with kept(home) as store:
        told = [event for event in store.load_profile("blue-7").log if event.kind == "trainings_shown"]
    assert len(told) == 1
    assert {"check_now", "next_step", "you_like_it", "versions"} == set(told[0].detail)
