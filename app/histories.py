"""What was said and kept about a person, as lines to read: newest first."""

from __future__ import annotations

from datetime import datetime

from app import rooms
from app.i18n import _
from app.record_views import how_words
from app.views import answer_words, reason_words, shortened, step_words, why_not_words
from recommender.domain.decisions import Decision, Voice
from recommender.domain.interests import Like
from recommender.domain.profile import Profile
from recommender.domain.statements import StatementKind, Support


def history(profile: Profile) -> list[tuple[str, int | None]]:
    """Say in one line each what was said and kept, newest first, with the number of each decision.

    Texts, answers, likes, corrections, notes about trainings and changes of coach all have their line.
    """
    lines: list[tuple[datetime, str, int | None]] = []
    for experience in profile.experiences:
        lines.append((experience.saved_at, _("Text kept: {text}").format(text=shortened(experience.text, 40)), None))
    for decision in profile.decisions:
        lines.append((decision.decided_at, _decision_line(decision), decision.number))
    for like in profile.likes:
        lines.append((like.said_at, f"{_('Person')} · {_said_of(like)} · {_card_name(like.about)}", None))
    for correction in profile.corrections:
        said = reason_words(correction.kind) if correction.kind else _("as the program reads it")
        if correction.kind is StatementKind.DONE:
            said = _("This is a skill after all")
        lines.append((correction.said_at, f"{said} · {shortened(correction.words, 40)}", None))
    for note in profile.training_steps:
        lines.append((note.said_at, f"{step_words(note.step)} · {note.title}", None))
    for keeper in profile.keepers:
        lines.append((keeper.since, _("With coach: {coach}").format(coach=keeper.coach), None))
    lines.sort(key=lambda line: (line[0], line[2] or 0), reverse=True)
    return [
        (" · ".join([*([str(number)] if number else []), _moment(when), said]), number) for when, said, number in lines
    ]


def _said_of(like: Like) -> str:
    if like.liked:
        return _("likes")
    return _("not for me") if like.not_for_me else _("taken back")


def _card_name(slug: str) -> str:
    """Return the name of a work area or a task, its slug where the tables no longer have it."""
    cards = {**rooms.tables()["work_areas"], **rooms.tables()["area_tasks"]}
    return str(cards[slug].name) if slug in cards else slug


def _decision_line(decision: Decision) -> str:
    who = _("Person") if decision.voice is Voice.PERSON else _("Coach")
    if decision.undoes is not None:
        return f"{who} · {_('taken back')} · {decision.preferred_label}"
    parts = [who, answer_words(decision.answer), decision.preferred_label]
    parts += [why_not_words(decision.why_not)] if decision.why_not else []
    parts += [how_words(decision.support)] if decision.support is not Support.UNSTATED else []
    parts += [_("calls it: {word}").format(word=decision.own_word)] if decision.own_word else []
    return " · ".join(parts)


def _moment(when: datetime) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M")
