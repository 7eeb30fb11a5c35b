"""One invented person for the tests of the passport: nobody of this code, and none of these organisations, exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from recommender.domain.decisions import Answer, Decision, Voice
from recommender.domain.profile import Profile
from recommender.domain.stages import Stage
from recommender.domain.statements import Support
from recommender.domain.trainings import LearningOutcome, Organisation, Training
from recommender.passport import Award, Passport, PassportProof, Step, make_passport
from recommender.tables import read_pictures, read_tables

DATA = Path(__file__).resolve().parent.parent / "data"
MODEL = "plain-speech-1@0123456789ab"
TODAY = date(2026, 3, 14)
ESCO = "http://data.europa.eu/esco/skill/"
PACK, FEED, IRON = (
    ESCO + "667cbbaf-f377-46d8-8f2d-1f6d8a55d74a",
    ESCO + "5b1d43d1-e063-4d07-8ba1-6f08d4e46279",
    ESCO + "562b1180-83e7-4041-8468-2f28d03b7893",
)
FOLD = "local:fold-flat-boxes"
# Concept, its label, what the invented person or a note says, support, whether the coach has seen it, work area.
SAID = (
    (PACK, "pack goods", "I put four jars in each box with paper between them.", Support.ALONE, True, "packing"),
    (FOLD, "Fold flat boxes into shape", "I pop the flat boxes into shape.", Support.ALONE, True, "packing"),
    (
        FEED,
        "feed livestock",
        "Every morning I weigh the feed for the goats and the two donkeys, and I check that they all eat before I go.",
        Support.ALONE,
        True,
        "animals",
    ),
    (IRON, "iron textiles", "I am learning to iron, two shirts a day", Support.LEARNING, False, "laundry"),
    (ESCO + "4b15a965-9bb4-42f1-8e44-1024aeb0b08c", "use food preparation techniques", "and peels carrots",
     Support.WITH_HELP, False, "kitchen"),
    (ESCO + "110d7aa3-e44e-4cce-a927-8d4de615f3d9", "sort waste", "I sort paper, glass and the rest.",
     Support.ALONE, False, "recycling"),
    (ESCO + "2ed98048-bf2f-47e5-a0de-fd23d6abe2f6", "operate floor cleaning equipment", "",
     Support.UNSTATED, False, "cleaning"),
)  # fmt: skip


def profile_of(said: tuple[tuple[str, str, str, Support, bool, str], ...] = SAID) -> Profile:
    """Return the profile of the invented person: each skill named, some documented."""
    decisions: list[Decision] = []
    for uri, label, words, support, seen, area in said:
        for voice in (Voice.PERSON, Voice.COACH) if seen else (Voice.PERSON,):
            number = len(decisions) + 1
            at = datetime(2026, 3, 1 if voice is Voice.PERSON else 9, 9, 30, tzinfo=UTC)
            evidence = (words,) if words else ()
            decisions.append(
                Decision(
                    number,
                    uri,
                    label,
                    Answer.YES,
                    voice,
                    at,
                    "1.2.0",
                    "plain-speech-1@0123456789ab",
                    support,
                    evidence,
                    area,
                )
            )
    return Profile("mora-3", len(decisions), datetime(2026, 3, 1, 9, tzinfo=UTC), decisions=tuple(decisions))


def passport_of(profile: Profile | None = None) -> Passport:
    """Return the passport of a profile, with the tables that ship with the project."""
    tables = read_tables(DATA)
    return make_passport(
        profile or profile_of(),
        plain_labels=tables["plain_labels"],
        work_areas=tables["work_areas"],
        tasks=tables["area_tasks"].values(),
        pictures=read_pictures(DATA / "pictograms"),
        recommender="0.1.0",
        made_on=TODAY,
    )


def full_training() -> Training:
    """Return an invented training with every element of annex I."""
    return Training(
        "packing-basics",
        {"en": "Packing basics"},
        {"en": "Pack goods safely for sending."},
        "micro_credential",
        ("en",),
        "real",
        provider=Organisation("Example Workshop", "BE"),
        awarding_body=Organisation("Example Awarding Body", "BE", "https://awarding.example"),
        learning_outcomes=(LearningOutcome("Pack goods so that nothing breaks.", (PACK,)),),
        workload_hours=(20.0, 20.0),
        workload_status="stated",
        eqf_level=2,
        eqf_level_status="stated_by_awarding_body",
        assessment=("practical_assessment",),
        participation=("workbased",),
        learning_setting="non_formal",
        quality_assurance="External review every three years",
    )


def full_passport(training: Training | None = None, awarded_on: date | None = date(2026, 3, 13)) -> Passport:
    """Return a passport in which one skill has come all the way, with proofs, an assessor and a certificate."""
    passport = passport_of()
    skills = list(passport.skills)
    at = next(n for n, skill in enumerate(skills) if skill.concept_uri == PACK)
    skill = skills[at]
    assessed = Step(
        Stage.ASSESSED, "A. Example", date(2026, 3, 12), "I show what I do", "Learning outcome 1 of Packing basics"
    )
    certified = Step(Stage.CERTIFIED, "Example Awarding Body", date(2026, 3, 13), "Packing basics")
    proofs = (
        PassportProof("observation", "Twelve boxes in a row, nothing broken.", "coach", date(2026, 3, 9)),
        PassportProof("photo", "The packed pallet", "", date(2026, 3, 10)),
    )
    skills[at] = replace(
        skill,
        stage=Stage.CERTIFIED,
        steps=(*skill.steps, assessed, certified),
        proofs=proofs,
        award=Award(training or full_training(), awarded_on),
    )
    furthest = list(Stage)
    skills.sort(key=lambda one: -furthest.index(one.stage))
    return replace(passport, skills=tuple(skills))
