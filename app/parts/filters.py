"""Ask what trainings to leave out; as the page comes, nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import shell
from app.i18n import _
from app.sitting import DATE, FREE, IN_PERSON, LANGUAGES, ONLINE, PLACE, REFUSED, forget_filters
from app.views import language_name
from recommender.guidance.filtering import Filters
from recommender.pipeline import Pipeline

LOOKED = ("trainings",)  # what a change here looks for anew


def ask_for_filters(pipeline: Pipeline, needs: Sequence[str]) -> Filters:
    """Show the filters and return what was switched on."""
    with st.expander(_("Filter the lists"), key="filters"):
        st.write(_("A filter hides what does not fit. A training that does not say stays in the list."))
        languages = sorted({code for training in pipeline.catalogue.trainings for code in training.languages})
        left, right = st.columns(2)
        place = left.text_input(
            _("Place or region"), key=PLACE, max_chars=80, on_change=shell.look, args=LOOKED, persist_state="session"
        )
        month = right.text_input(
            _("Starts in or after, such as 2026-05"),
            key=DATE,
            max_chars=10,
            on_change=shell.look,
            args=LOOKED,
            persist_state="session",
        )
        chosen = st.multiselect(
            _("Language"),
            languages,
            format_func=language_name,
            placeholder=_("Any"),
            key=LANGUAGES,
            on_change=shell.look,
            args=LOOKED,
            persist_state="session",
        )
        free = _check(_("Only without a fee"), FREE)
        online = _check(_("Online"), ONLINE)
        in_person = _check(_("In person"), IN_PERSON)
        refused = _check(_("Hide trainings that do not offer what helps the person"), REFUSED)
        if month.strip() and not _is_month(month.strip()):
            st.warning(_("Write the year and the month with numbers, such as 2026-05."))
            month = ""
        filters = Filters(
            place=place.strip(),
            starts_from=month.strip(),
            free_only=free,
            languages=frozenset(chosen),
            online=online,
            in_person=in_person,
            needs=frozenset(needs) if refused else frozenset(),
        )
    if not filters.is_off:
        with st.container(horizontal=True, key="filter-on"):
            st.write(_("A filter is on."))
            st.button(_("Switch the filter off"), key="filter-off", on_click=_switch_off)
    return filters


def _check(label: str, key: str) -> bool:
    return st.checkbox(label, key=key, on_change=shell.look, args=LOOKED, persist_state="session")


def _is_month(words: str) -> bool:
    year, _dash, month = words.partition("-")
    return len(year) == 4 and year.isdecimal() and len(month) == 2 and month.isdecimal() and 1 <= int(month) <= 12


def _switch_off() -> None:
    forget_filters()
    shell.look(*LOOKED)
    shell.focus("trainings-heading")
