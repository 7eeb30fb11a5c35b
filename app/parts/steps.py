"""How far a person has come with a training, and when to look at it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import streamlit as st

from app import actions, shell, state
from app.i18n import _
from app.views import day_words, escape, step_words
from recommender.domain.profile import Profile, Step, TrainingStep
from recommender.guidance.profile import training_states

MONTHS = (1, 3, 6, 12)  # after which a coach may want to look again


def show_under_way(profile: Profile, listed: Collection[str]) -> None:
    """Show the trainings that somebody asked for or began, those to look at again first.

    Parameters
    ----------
    listed : ids of the trainings in the lists, which ask there how far it is; the others ask here
    """
    notes = sorted(training_states(profile).values(), key=lambda note: (note.review_on or "9999", note.title))
    if not notes:
        return
    st.subheader(_("Under way"), anchor=False)
    today = state.now().date().isoformat()
    for note in notes:
        due = f" · {_('Look at it again now')}" if note.review_on and note.review_on <= today else ""
        again = f" · {_('Look again: {day}').format(day=day_words(note.review_on))}" if note.review_on else ""
        st.markdown(f"- {escape(f'{note.title}: {step_words(note.step)}{again}{due}')}")
        if note.training_id not in listed:
            show_step(profile, note.training_id, note.title, slot=f"under-way-{note.training_id}", leaves=True)


def show_step(profile: Profile, training_id: str, title: str, *, slot: str, leaves: bool = False) -> None:
    """Ask how far the person has come with one training.

    Parameters
    ----------
    leaves : the training is gone from this place when nothing is under way any more
    """
    note = training_states(profile).get(training_id) or TrainingStep(training_id, title, None, "", state.now())
    key = f"step-{slot}"
    state.show_in_widget(key, note.step.value if note.step else "")
    st.selectbox(
        _("How far is it? {title}").format(title=title),
        ["", *(step.value for step in Step)],
        format_func=lambda value: step_words(Step(value) if value else None),
        key=key,
        on_change=_keep_step,
        args=(profile, note, key),
        kwargs={"leaves": leaves},
    )
    if note.step is not None:
        _ask_for_review(profile, note, key=f"review-{slot}")


def _keep_step(profile: Profile, note: TrainingStep, key: str, *, leaves: bool) -> None:
    chosen = st.session_state[key]
    if leaves and not chosen:
        shell.focus("trainings-heading")
    actions.note_training(
        profile, note.training_id, note.title, step=Step(chosen) if chosen else None, review_on=note.review_on
    )


def _ask_for_review(profile: Profile, note: TrainingStep, *, key: str) -> None:
    today = state.now().date()
    days = list(dict.fromkeys(["", note.review_on, *(in_months(today, number) for number in MONTHS)]))
    state.show_in_widget(key, note.review_on)
    st.selectbox(
        _("Look at it again: {title}").format(title=note.title),
        days,
        format_func=lambda day: day_words(day) if day else _("No day yet"),
        key=key,
        on_change=lambda: actions.note_training(
            profile, note.training_id, note.title, step=note.step, review_on=st.session_state[key]
        ),
    )


def in_months(day: date, months: int) -> str:
    """Return the day so many months later, as year-month-day; the last of the month where there is no such day.

    Examples
    --------
    >>> in_months(date(2026, 1, 31), 1), in_months(date(2026, 11, 5), 3)
    ('2026-02-28', '2027-02-05')
    """
    year, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + year, month + 1, last).isoformat()
        except ValueError:
            continue
    return date(day.year + year, month + 1, day.day).isoformat()
