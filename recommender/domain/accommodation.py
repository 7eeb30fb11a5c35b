"""What people need at a training, and what a training says about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# One code, one meaning: names and the questions for a provider stand in data/accommodations.csv.
ACCOMMODATION_CODES = (
    *("easy_to_read", "plain_language", "symbols_aac", "sign_language", "captions", "transcript"),
    *("audio_description", "screen_reader", "keyboard_switch", "large_print", "high_contrast", "braille"),
    *("read_aloud", "no_flashing_no_loud", "step_free", "accessible_toilet", "hearing_loop", "parking"),
    *("public_transport", "quiet_place", "small_group", "personal_assistance", "job_coach_may_attend"),
    *("assistance_animal", "flexible_pace", "part_time", "extra_breaks", "repeat_free", "extra_time"),
    *("oral_instead_of_written", "practical_instead_of_written", "reader_or_scribe", "assistive_technology"),
    *("familiar_place", "transport_help", "childcare", "cost_cover", "contact_for_accommodation"),
)


class Availability(StrEnum):
    """What a training says about one accommodation; on request and unknown both mean: ask."""

    YES = "yes"
    NO = "no"
    ON_REQUEST = "on_request"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NeedCard:
    """One need as the learner's cards ask for it; `code` is an accommodation code, `ask` a question."""

    code: str
    name: str
    sentence: str
    ask: str
    pictogram: str
