"""Each purpose has its own consent, and a withdrawal counts at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import passphrase
from recommender.domain.consent import Consent, Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.errors import ConflictError, DataError
from recommender.guidance.consent import (
    QUESTIONS,
    agreed,
    agreed_profiles,
    check_shared,
    measures_agreed,
    receivers,
)
from recommender.guidance.demand import Measure
from recommender.guidance.snapshots import MEASURES, Counted, Group, Snapshot
from recommender.store import Store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "profiles.sqlite")
    for code in ("blue-7", "green-1"):
        opened.create_profile(code, now=NOW)
    return opened


def _counted(store: Store) -> list[str]:
    return [profile.code for profile in agreed_profiles(store)]


def test_nobody_is_counted_unasked_and_a_withdrawal_counts_at_once(store: Store) -> None:
    assert _counted(store) == []
    store.say_consent("blue-7", Purpose.FIGURES, True, now=NOW, helped_by="a friend")
    assert _counted(store) == ["blue-7"]
    store.say_consent("blue-7", Purpose.FIGURES, False, now=NOW + timedelta(seconds=1))
    assert _counted(store) == []


@pytest.mark.parametrize("purpose", [Purpose.FIGURES, Purpose.KEEP])
def test_what_was_counted_of_a_person_is_erased_with_the_withdrawal(
    store: Store, tmp_path: Path, purpose: Purpose
) -> None:
    group = Group({"blue-7": frozenset({"zebra-care"})}, 1, {})
    store.keep_counted(Counted(Snapshot("House", NOW.date(), 0, {}, "1.2.0"), {Measure.LIKES: (group,)}))
    assert b"zebra-care" in (tmp_path / "profiles.sqlite").read_bytes()
    store.say_consent("blue-7", purpose, False, now=NOW)
    assert b"zebra-care" not in (tmp_path / "profiles.sqlite").read_bytes()


@pytest.mark.parametrize("purpose", [Purpose.NEEDS, Purpose.KEEP])
def test_needs_are_erased_with_the_withdrawal_also_where_a_stop_left_them(
    store: Store, tmp_path: Path, purpose: Purpose
) -> None:
    store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
    store.keep_needs("blue-7", ["quiet_place"])
    file = tmp_path / "profiles.sqlite"
    passphrase.leftover(file).write_bytes(file.read_bytes())  # as a stop while locking leaves it
    store.say_consent("blue-7", purpose, False, now=NOW + timedelta(seconds=1))
    assert b"quiet_place" not in b"".join(one.read_bytes() for one in tmp_path.iterdir())


def test_one_consent_is_not_another(store: Store) -> None:
    store.say_consent("blue-7", Purpose.KEEP, True, now=NOW)
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    assert _counted(store) == []
    consents = store.load_profile("blue-7").consents
    assert (agreed(consents, Purpose.SHARE, with_whom="House B"), receivers(consents)) == (None, ("House A",))


def test_a_consent_says_when_and_who_helped(store: Store) -> None:
    store.say_consent("blue-7", Purpose.FIGURES, True, now=NOW, helped_by=" a friend ")
    assert store.load_profile("blue-7").consents == (Consent(Purpose.FIGURES, True, NOW, "a friend", wording=1),)


def test_a_profile_does_not_grow_once_its_keeping_is_withdrawn(store: Store) -> None:
    said = {"concept_uri": "esco:a", "preferred_label": "a", "voice": Voice.PERSON, "esco": "1", "model": "m"}
    number = store.decide("blue-7", answer=Answer.YES, now=NOW, **said)  # type: ignore[arg-type]
    store.say_consent("blue-7", Purpose.FIGURES, True, now=NOW)
    store.say_consent("blue-7", Purpose.KEEP, False, now=NOW)
    with pytest.raises(ConflictError, match="no longer agrees"):
        store.like("blue-7", "animals", True, now=NOW)
    assert _counted(store) == []
    store.undo("blue-7", number, voice=Voice.PERSON, now=NOW)  # taking back stays possible
    store.say_consent("blue-7", Purpose.KEEP, True, now=NOW + timedelta(seconds=1))
    store.like("blue-7", "animals", True, now=NOW)


def test_a_profile_goes_only_to_whom_the_person_named(store: Store) -> None:
    store.say_consent("blue-7", Purpose.SHARE, True, with_whom="House A", now=NOW)
    profile = store.load_profile("blue-7")
    check_shared(profile, with_whom="House A")
    with pytest.raises(ConflictError, match=r"no consent to share with House B\. .*agreed now: House A"):
        check_shared(profile, with_whom="House B")


@pytest.mark.parametrize(
    ("purpose", "with_whom", "message"),
    [
        (Purpose.SHARE, " ", "needs one receiver"),
        (Purpose.KEEP, "House A", "only sharing"),
        (Purpose.SHARE, "x" * 121, "more than 120"),
    ],
)
def test_a_consent_without_a_clear_receiver_is_refused(
    store: Store, purpose: Purpose, with_whom: str, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        store.say_consent("blue-7", purpose, True, with_whom=with_whom, now=NOW)


@settings(deadline=None)
@given(said=st.lists(st.tuples(st.sampled_from(Purpose), st.booleans()), max_size=8))
def test_the_last_word_on_a_purpose_counts_whatever_was_said_on_others(said: list[tuple[Purpose, bool]]) -> None:
    consents = [Consent(purpose, given, NOW + timedelta(minutes=n)) for n, (purpose, given) in enumerate(said)]
    for purpose in Purpose:
        assert agreed(consents, purpose) is next((given for p, given in reversed(said) if p is purpose), None)


def test_every_purpose_has_a_plain_question() -> None:
    assert set(QUESTIONS) == set(Purpose)


def test_the_question_about_figures_names_all_that_is_counted() -> None:
    named = {Measure.CAN: "can do", Measure.LIKES: "like", Measure.NEEDS: "helps"}
    assert set(named) == set(MEASURES)
    assert all([words in QUESTIONS[Purpose.FIGURES] for words in named.values()])


def test_a_consent_says_which_wording_the_person_agreed_to(store: Store) -> None:
    store.say_consent("blue-7", Purpose.FIGURES, True, now=NOW)
    (said,) = store.load_profile("blue-7").consents
    assert measures_agreed([said]) == set(MEASURES)
    assert measures_agreed([replace(said, wording=0)]) == {Measure.CAN}
    assert measures_agreed([replace(said, given=False)]) == set()
