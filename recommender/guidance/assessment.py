"""One training's outcomes beside a person's proofs, for the talk about an assessment: what is there, what to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.accommodation import ACCOMMODATION_CODES, Availability
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, Showing
from recommender.domain.stages import KNOWN, Stage
from recommender.domain.trainings import LearningOutcome, Training
from recommender.guidance.matching import known_codes
from recommender.guidance.profile import SkillRecord, skill_records

# Accommodations that can matter on the day of an assessment: the page offers these, any code may be asked for.
EXAM_CODES = (
    *("extra_time", "extra_breaks", "oral_instead_of_written", "practical_instead_of_written", "reader_or_scribe"),
    *("read_aloud", "plain_language", "symbols_aac", "sign_language", "large_print", "braille", "screen_reader"),
    *("keyboard_switch", "assistive_technology", "hearing_loop", "familiar_place", "quiet_place", "step_free"),
    *("accessible_toilet", "personal_assistance", "job_coach_may_attend", "assistance_animal", "repeat_free"),
)


class StillToDo(StrEnum):
    """What one outcome still needs before an assessor can look at it."""

    NOT_NAMED = "not_named"
    NO_PROOF = "no_proof"
    NO_SKILL_LINKED = "no_skill_linked"


class AskProvider(StrEnum):
    """What the provider has not said about the assessment."""

    METHOD = "method"
    AWARDING_BODY = "awarding_body"
    OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One outcome with what shows it; `stage` is the highest of its skills, `showing` what the person chose."""

    outcome: str
    concept_uris: tuple[str, ...]
    stage: Stage
    quotes: tuple[str, ...]
    proofs: tuple[Proof, ...]
    showing: Showing | None
    still: StillToDo | None


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """A training beside one person; `accommodation` covers the codes asked about, `ask_for` those not said yes to."""

    training_id: str
    title: str
    awarding_body: str
    assessment: tuple[str, ...]
    assessment_detail: str
    rows: tuple[SheetRow, ...]
    ask_provider: tuple[AskProvider, ...]
    accommodation: Mapping[str, Availability]
    ask_for: tuple[str, ...]


def assessment_sheet(
    training: Training,
    profile: Profile,
    *,
    needs: Iterable[str] = (),
    narrower: Callable[[str], frozenset[str]] = lambda uri: frozenset(),
) -> AssessmentSheet:
    """Put a training's outcomes beside what shows that the person does them.

    An outcome is shown by a skill that is known and has words of a text, a proof, or an assessment. A skill that
    the person said no to shows nothing. Needs change nothing but what is to be asked for.

    Parameters
    ----------
    needs : accommodation codes that the exam needs
    narrower : gives all narrower concepts of one; nothing where relations are not installed

    Raises
    ------
    NotFoundError : an unknown accommodation code

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> training = Training("t", {"en": "Ironing"}, {}, "course", ("en",), "example",
    ...                     learning_outcomes=(LearningOutcome("Iron shirts", ("esco:iron",)),))
    >>> sheet = assessment_sheet(training, Profile("blue-7", 0, datetime(2026, 3, 1, tzinfo=UTC)), needs=["extra_time"])
    >>> sheet.rows[0].still.value, sheet.ask_for
    ('not_named', ('extra_time',))
    """
    records = [record for record in skill_records(profile) if record.stage in KNOWN and not record.rejected]
    asked = known_codes(needs, ACCOMMODATION_CODES, what="accommodation code")
    offered = {code: training.accessibility.get(code, Availability.UNKNOWN) for code in asked}
    return AssessmentSheet(
        training_id=training.training_id,
        title=training.main_title,
        awarding_body=training.awarding_body.name if training.awarding_body else "",
        assessment=training.assessment,
        assessment_detail=training.assessment_detail,
        rows=tuple(_row(outcome, records, narrower) for outcome in training.learning_outcomes),
        ask_provider=_unknown(training),
        accommodation=offered,
        ask_for=tuple(code for code, value in offered.items() if value is not Availability.YES),
    )


def _row(outcome: LearningOutcome, records: list[SkillRecord], narrower: Callable[[str], frozenset[str]]) -> SheetRow:
    fitting = {uri for linked in outcome.concept_uris for uri in (linked, *narrower(linked))}
    mine = [record for record in records if record.concept_uri in fitting]
    order = list(Stage)
    quotes = tuple(dict.fromkeys(quote for record in mine for quote in record.evidence))
    proofs = tuple(proof for record in mine for proof in record.proofs)
    return SheetRow(
        outcome=outcome.text,
        concept_uris=outcome.concept_uris,
        stage=max((record.stage for record in mine), key=order.index, default=Stage.SUGGESTED),
        quotes=quotes,
        proofs=proofs,
        showing=next((record.showing for record in mine if record.showing), None),
        still=_still(outcome, mine, shown=bool(quotes or proofs or any(record.entries for record in mine))),
    )


def _still(outcome: LearningOutcome, mine: list[SkillRecord], *, shown: bool) -> StillToDo | None:
    if not outcome.concept_uris:
        return StillToDo.NO_SKILL_LINKED
    if not mine:
        return StillToDo.NOT_NAMED
    return None if shown else StillToDo.NO_PROOF


def _unknown(training: Training) -> tuple[AskProvider, ...]:
    known = {
        AskProvider.METHOD: bool(training.assessment or training.assessment_detail),
        AskProvider.AWARDING_BODY: training.awarding_body is not None,
        AskProvider.OUTCOMES: bool(training.learning_outcomes),
    }
    return tuple(what for what, said in known.items() if not said)
