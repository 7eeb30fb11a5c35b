"""What stands in a passport: what the person named or more, in their words, with who, when and how; nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from passports import DATA, FEED, FOLD, IRON, PACK, SAID, full_passport, full_training, passport_of, profile_of

from recommender.domain.decisions import Answer, Decision, Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, ProofFile, ProofKind
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.statements import Support
from recommender.domain.trainings import Organisation, Training
from recommender.errors import DataError
from recommender.exports.passport_words import PROOFS, STAGES, SUPPORT, Style
from recommender.exports.writers import WRITERS, PassportFormat
from recommender.passport import Award, PassportProof, Step, in_first_person, is_micro_credential, missing_elements
from recommender.tables import read_tables


def decided(profile: Profile, uri: str, answer: Answer, voice: Voice, *, undoes: int | None = None) -> Profile:
    """Add one decision of a later day."""
    number = len(profile.decisions) + 1
    at = datetime(2026, 3, 11, tzinfo=UTC)
    last = next(one for one in profile.decisions if one.concept_uri == uri)
    new = Decision(number, uri, last.preferred_label, answer, voice, at, "1.2.0", "m@1", undoes=undoes)
    return replace(profile, decisions=(*profile.decisions, new))


def test_own_words_plain_words_and_the_esco_label_stand_side_by_side() -> None:
    skill = next(one for one in passport_of().skills if one.concept_uri == PACK)
    assert skill.words == ("I put four jars in each box with paper between them.",)
    assert (skill.plain, skill.esco_label) == ("I put goods into boxes and bags.", "pack goods")


def test_each_stage_says_who_and_when() -> None:
    skill = next(one for one in passport_of().skills if one.concept_uri == FEED)
    found = [(step.stage, step.who, step.when) for step in skill.steps]
    assert found == [
        (Stage.NAMED, "person", date(2026, 3, 1)),
        (Stage.DOCUMENTED, "coach", date(2026, 3, 9)),
    ]


def test_those_that_have_come_furthest_stand_first() -> None:
    stages = [skill.stage for skill in full_passport().skills]
    assert stages == [Stage.CERTIFIED, *[Stage.DOCUMENTED] * 2, *[Stage.NAMED] * 4]


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_SURE])
def test_a_skill_that_the_person_does_not_say_yes_to_is_left_out(answer: Answer) -> None:
    passport = passport_of(decided(profile_of(), IRON, answer, Voice.PERSON))
    assert IRON not in {skill.concept_uri for skill in passport.skills}


def test_a_day_is_that_since_which_the_yes_stands() -> None:
    profile = decided(decided(profile_of(), IRON, Answer.NO, Voice.PERSON), IRON, Answer.YES, Voice.PERSON)
    skill = next(one for one in passport_of(profile).skills if one.concept_uri == IRON)
    assert skill.steps[0].when == date(2026, 3, 11)


def test_an_answer_that_was_taken_back_leaves_the_passport() -> None:
    profile = profile_of()
    seen = next(one for one in profile.decisions if one.concept_uri == PACK and one.voice is Voice.COACH)
    undone = decided(profile, PACK, Answer.YES, Voice.COACH, undoes=seen.number)
    skill = next(one for one in passport_of(undone).skills if one.concept_uri == PACK)
    assert [step.stage for step in skill.steps] == [Stage.NAMED]


def test_a_skill_without_an_esco_word_has_no_label_and_no_release() -> None:
    skill = next(one for one in passport_of().skills if one.concept_uri == FOLD)
    assert (skill.esco_label, skill.esco, skill.plain) == ("", "", "Fold flat boxes into shape")


def test_a_skill_without_a_plain_sentence_shows_its_label_with_a_capital() -> None:
    profile = profile_of((("http://data.europa.eu/esco/skill/none", "tie knots", "", Support.ALONE, False, ""),))
    assert passport_of(profile).skills[0].plain == "Tie knots"


def test_a_picture_comes_from_the_area_of_work() -> None:
    pictures = {skill.concept_uri: skill.picture for skill in passport_of().skills}
    assert pictures[PACK].startswith("<svg")
    assert pictures[PACK] != pictures[FEED]


NOON, BODY = datetime(2026, 3, 12, 12, tzinfo=UTC), "Example Awarding Body"
ASSESSED = StageEntry(
    1,
    PACK,
    "pack goods",
    Stage.ASSESSED,
    "A. Example",
    date(2026, 3, 11),
    Voice.COACH,
    NOON,
    "work sample",
    "unit 1",
)
CERTIFIED = StageEntry(
    2,
    PACK,
    "pack goods",
    Stage.CERTIFIED,
    "Example Awarding Body",
    date(2026, 3, 12),
    Voice.COACH,
    NOON,
    title="Basics",
)


def test_assessment_and_certificate_stand_behind_the_yes_of_person_and_coach() -> None:
    skill = passport_of(replace(profile_of(), entries=(CERTIFIED, ASSESSED))).skills[0]
    assert [step.stage for step in skill.steps] == [Stage.NAMED, Stage.DOCUMENTED, Stage.ASSESSED, Stage.CERTIFIED]
    assert skill.steps[2:] == (
        Step(Stage.ASSESSED, "A. Example", date(2026, 3, 11), "work sample", "unit 1"),
        Step(Stage.CERTIFIED, "Example Awarding Body", date(2026, 3, 12), "Basics"),
    )


@pytest.mark.parametrize("name", WRITERS)
def test_a_certificate_may_be_all_that_is_known(name: PassportFormat) -> None:
    profile = replace(profile_of(()), entries=(CERTIFIED,))
    skill = passport_of(profile).skills[0]
    assert (skill.stage, skill.esco, skill.words) == (Stage.CERTIFIED, "", ())
    assert WRITERS[name].write(passport_of(profile), Style())


def test_the_no_of_the_person_stands_above_a_certificate() -> None:
    profile = replace(decided(profile_of(), PACK, Answer.NO, Voice.PERSON), entries=(CERTIFIED,))
    assert PACK not in {skill.concept_uri for skill in passport_of(profile).skills}


def test_an_entry_that_was_taken_back_leaves_the_passport() -> None:
    undo = replace(CERTIFIED, number=3, undoes=2)
    skill = next(
        one for one in passport_of(replace(profile_of(), entries=(CERTIFIED, undo))).skills if one.concept_uri == PACK
    )
    assert skill.stage is Stage.DOCUMENTED


def test_proofs_say_who_has_seen_it_and_own_words_lead() -> None:
    file = ProofFile("pallet.png", "image/png", 10, "0" * 64)
    profile = replace(
        profile_of(),
        proofs=(
            Proof(1, ProofKind.OBSERVATION, PACK, Voice.COACH, NOON, "Nothing broke.", "M. Example", date(2026, 3, 9)),
            Proof(2, ProofKind.PHOTO, PACK, Voice.COACH, NOON, file=file),
            Proof(3, ProofKind.OWN_WORDS, PACK, Voice.PERSON, NOON, "I like it when no jar breaks."),
        ),
    )
    skill = next(one for one in passport_of(profile).skills if one.concept_uri == PACK)
    assert skill.words[0] == "I like it when no jar breaks."
    assert skill.proofs == (
        PassportProof("observation", "Nothing broke.", "M. Example", date(2026, 3, 9)),
        PassportProof("photo", ""),
    )


def test_what_the_person_calls_a_skill_stands_in_place_of_our_sentence() -> None:
    profile = profile_of()
    named = tuple(
        replace(one, own_word="the jar job") if one.concept_uri == PACK and one.voice is Voice.PERSON else one
        for one in profile.decisions
    )
    skill = next(one for one in passport_of(replace(profile, decisions=named)).skills if one.concept_uri == PACK)
    assert (skill.plain, skill.esco_label) == ("The jar job", "pack goods")


@pytest.mark.parametrize("kind", ProofKind)
def test_every_kind_of_proof_has_words(kind: ProofKind) -> None:
    assert PROOFS[kind.value]


def test_the_order_of_decisions_does_not_change_the_passport() -> None:
    assert passport_of(profile_of(SAID[::-1])).skills == passport_of().skills


def test_a_profile_in_which_nothing_is_named_has_no_passport() -> None:
    profile = decided(profile_of(SAID[:1]), PACK, Answer.NO, Voice.PERSON)
    with pytest.raises(DataError, match="No skill is named yet"):
        passport_of(profile)


def test_every_plain_sentence_can_be_said_by_the_person() -> None:
    said = [in_first_person(sentence) for sentence in read_tables(DATA)["plain_labels"].values()]
    assert len(said) > 800
    assert [one for one in said if re.search(r"\b[Yy]ou(r|rs|rself)?\b|\bI[.,]|\bI (are|were)\b", one)] == []


@pytest.mark.parametrize("support", Support)
def test_every_support_has_words(support: Support) -> None:
    assert SUPPORT[support.value] or support is Support.UNSTATED


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.SUGGESTED])
def test_every_stage_has_words(stage: Stage) -> None:
    assert STAGES[stage]


def test_the_words_name_no_deficit_score_or_validation() -> None:
    texts = [*SUPPORT.values(), *STAGES.values(), *PROOFS.values()]
    assert not [text for text in texts if re.search(r"valid|score|level|%|cannot|only|not yet", text, re.IGNORECASE)]


COMPLETE = full_training()
LACKING: list[tuple[str, Training]] = [
    ("title", replace(COMPLETE, title={})),
    ("country", replace(COMPLETE, awarding_body=Organisation("Example Awarding Body"))),
    ("awarding_body", replace(COMPLETE, awarding_body=None)),
    ("learning_outcomes", replace(COMPLETE, learning_outcomes=())),
    ("workload", replace(COMPLETE, workload_hours=None)),
    ("level", replace(COMPLETE, eqf_level=None)),
    ("assessment", replace(COMPLETE, assessment=())),
    ("participation", replace(COMPLETE, participation=())),
    ("quality_assurance", replace(COMPLETE, quality_assurance="")),
]


def test_a_certificate_with_all_its_elements_is_a_micro_credential() -> None:
    assert is_micro_credential(full_passport().skills[0])


@pytest.mark.parametrize(("element", "training"), LACKING, ids=[name for name, _ in LACKING])
def test_whatever_is_missing_is_named_and_makes_it_a_statement(element: str, training: Training) -> None:
    assert element in missing_elements(Award(training, date(2026, 3, 13)))
    assert not is_micro_credential(full_passport(training).skills[0])


def test_a_certificate_without_its_date_is_a_statement() -> None:
    skill = full_passport(awarded_on=None).skills[0]
    assert skill.award is not None
    assert missing_elements(skill.award) == ("date",)
    assert not is_micro_credential(skill)


def test_a_training_that_is_known_does_not_make_an_uncertified_skill_a_micro_credential() -> None:
    skill = replace(full_passport().skills[0], stage=Stage.ASSESSED)
    assert not is_micro_credential(skill)
