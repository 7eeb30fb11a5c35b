"""Words for the lines of the log: who said what, and when; the names of skills and cards come from beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app import rooms
from app.i18n import _, ngettext
from app.record_views import given_words, how_words, kind_words, purpose_words, showing_words
from app.views import answer_words, reason_words, stage_words, step_words
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.interests import MarkKind
from recommender.domain.profile import AuditEvent, Step
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.domain.statements import StatementKind, Support

Detail = Mapping[str, Any]
Names = Mapping[str, str]
SHOWN = ("check_now", "next_step", "you_like_it", "for_all_work")  # lists of trainings


def event_words(event: AuditEvent, names: Names) -> str:
    """Say in one line what the log holds of one moment.

    Parameters
    ----------
    names : what skills and trainings are called, by URI and id
    """
    said = LINES[event.kind](event.detail, names) if event.kind in LINES else _("Something was kept")
    return f"{event.number} · {event.at.astimezone().strftime('%Y-%m-%d %H:%M')} · {said}"


def _list(detail: Detail, _names: Names) -> str:
    number = len(detail["shown"]["suggested"]) if "shown" in detail else 0
    return ngettext("The program showed {n} skill", "The program showed {n} skills", number)


def _trainings(detail: Detail, _names: Names) -> str:
    number = sum(len(detail.get(name, ())) for name in SHOWN)
    return ngettext("The program showed {n} training", "The program showed {n} trainings", number)


def _successors(detail: Detail, _names: Names) -> str:
    number = sum(len(uris) for uris in detail["successors"].values())
    return ngettext(
        "The program showed {n} skill in place of one that ESCO no longer has",
        "The program showed {n} skills in place of some that ESCO no longer has",
        number,
    )


def _search(detail: Detail, _names: Names) -> str:
    number = len(detail["found"]) + len(detail["less_sure"])
    return ngettext("A search showed {n} skill", "A search showed {n} skills", number)


def _decision(detail: Detail, names: Names) -> str:
    parts = [_voice(detail["voice"]), _back(detail) or answer_words(Answer(detail["answer"])), _skill(detail, names)]
    support = Support(detail.get("support") or Support.UNSTATED)
    return _joined(*parts, "" if detail.get("undoes") else how_words(support))


def _entry(detail: Detail, names: Names) -> str:
    return _joined(_back(detail) or stage_words(Stage(detail["stage"])), _skill(detail, names))


def _proof(detail: Detail, names: Names) -> str:
    return _joined(_("A proof was added"), kind_words(ProofKind(detail["kind"])), _skill(detail, names))


def _showing(detail: Detail, names: Names) -> str:
    chosen = Showing(detail["showing"]) if detail.get("showing") else None
    return _joined(_voice(Voice.PERSON), showing_words(chosen), _skill(detail, names))


def _like(detail: Detail, _names: Names) -> str:
    said = _("not for me") if detail.get("not_for_me") else _("taken back")
    cards = {**rooms.tables()["work_areas"], **rooms.tables()["area_tasks"]}
    # A like of a whole area has "other" for its task: the log shortens what is no slug, and so an empty one, to that.
    slug = next((one for one in (detail.get("task"), detail["work_area"]) if one in cards), None)
    name = str(cards[slug].name) if slug else str(detail["work_area"])
    return _joined(_voice(Voice.PERSON), _("likes") if detail["liked"] else said, name)


def _mark(detail: Detail, _names: Names) -> str:
    words = {
        MarkKind.KEEP: _("keeps something"),
        MarkKind.SHOW: _("wants to show something"),
        MarkKind.WRONG: _("says that something is wrong"),
    }
    said = words[MarkKind(detail["kind"])] if detail["marked"] else _("takes a mark away")
    return _joined(_voice(Voice.PERSON), said)


def _consent(detail: Detail, _names: Names) -> str:
    return _joined(given_words(detail["given"]), purpose_words(Purpose(detail["purpose"])))


def _correction(detail: Detail, _names: Names) -> str:
    kind = StatementKind(detail["kind"]) if detail.get("kind") else None
    said = _("This is a skill after all") if kind is StatementKind.DONE else reason_words(kind) if kind else ""
    return _joined(_("Some words were read anew"), said)


def _step(detail: Detail, names: Names) -> str:
    step = Step(detail["step"]) if detail.get("step") else None
    return _joined(step_words(step), names.get(detail["training_id"], detail["training_id"]))


def _left(detail: Detail, _names: Names) -> str:
    return {
        "passport": _("A passport left the program"),
        "shared": _("The profile was given to somebody whom the person agreed to"),
        "log": _("The log left the program"),
        "sheet": _("A sheet for an assessment left the program"),
    }.get(str(detail.get("what")), _("The profile was taken away"))


def _skill(detail: Detail, names: Names) -> str:
    return names.get(detail["concept_uri"], _("a skill that is not in ESCO"))


def _voice(voice: str) -> str:
    return _("Person") if voice == Voice.PERSON.value else _("Coach")


def _back(detail: Detail) -> str:
    return _("taken back") if detail.get("undoes") else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


LINES: dict[str, Callable[[Detail, Names], str]] = {
    "created": lambda detail, names: _("The profile was made"),
    "log_started": lambda detail, names: _("The log began"),
    "experiences": _list,
    "text_removed": lambda detail, names: _("A text was taken back"),
    "trainings_shown": _trainings,
    "successors_shown": _successors,
    "search_shown": _search,
    "decisions": _decision,
    "entries": _entry,
    "proofs": _proof,
    "proof_removed": lambda detail, names: _("A proof was erased"),
    "likes": _like,
    "marks": _mark,
    "showings": _showing,
    "consents": _consent,
    "corrections": _correction,
    "training_steps": _step,
    "keepers": lambda detail, names: _("Another coach looks after the profile"),
    "handed_over": _left,
}
