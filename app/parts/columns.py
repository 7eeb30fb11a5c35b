"""What the columns of a brought table are taken for, and the way to correct each of them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import provider_state, shell
from app.column_words import LEFT_OUT, column_words, samples_words, taken_as_words
from app.i18n import _
from app.rooms import tables
from app.views import escape
from recommender.errors import RecommenderError
from recommender.list_columns import (
    LIST_CURRENCIES,
    LIST_LANGUAGES,
    Columns,
    currency_in,
    meanings,
    not_said,
    say_for_all,
    say_language,
    say_meaning,
)

LANGUAGE, WRONG = "columns_language", "columns_wrong"


def show_columns(columns: Columns) -> None:
    """Show which column was taken for which field, and let the provider say it otherwise."""
    names, meaning = tables()["accommodations"], columns.mapping.columns
    st.write(
        _("Columns that are used: {used}. Left out: {rest}. Check what each one means before you import.").format(
            used=columns.used, rest=len(meaning) - columns.used
        )
    )
    st.write(_("The texts are taken to be in this language: {name}.").format(name=_language_words(columns.language)))
    st.table(
        {
            _("Your column"): [escape(heading) for heading in meaning],
            _("Taken as"): [escape(_taken_words(heading, column, names)) for heading, column in meaning.items()],
            _("First cells"): [escape(samples_words(columns.samples[heading])) for heading in meaning],
        }
    )
    with st.expander(_("Correct the columns"), key="correct-columns"):
        _ask(columns, names)
    lacking = not_said(columns)
    if lacking:
        with st.expander(_("Say what holds for all rows"), key="for-all-rows"):
            st.write(_("No column says this. Leave empty what you do not know, or what differs from row to row."))
            for column in lacking:
                _ask_for_all(columns, column)


def _taken_words(heading: str, column: str, names: Mapping[str, str]) -> str:
    words, money = taken_as_words(column, names), currency_in(heading)
    return f"{words} ({money})" if column == "price" and money else words


def _ask(columns: Columns, names: Mapping[str, str]) -> None:
    options = [LEFT_OUT, *meanings(columns)]
    for number, (heading, column) in enumerate(columns.mapping.columns.items()):
        # What is kept decides, not the box: a meaning that another column takes is gone from this one.
        st.session_state[f"column-{number}"] = column
        st.selectbox(
            escape(_("What is in the column “{heading}”?").format(heading=heading)),
            options,
            format_func=lambda one: column_words(one, names),
            key=f"column-{number}",
            on_change=_take,
            args=(heading, f"column-{number}"),
        )
    st.session_state[LANGUAGE] = columns.language
    st.selectbox(
        _("In which language are the texts?"),
        list(dict.fromkeys((*LIST_LANGUAGES, columns.language))),
        format_func=_language_words,
        key=LANGUAGE,
        on_change=_speak,
    )


def _ask_for_all(columns: Columns, column: str) -> None:
    key = f"all-{column}"
    # What was typed and cannot be read stays in its box until it is mended.
    said = st.session_state.get(WRONG, {}).get(column, columns.mapping.stated.get(column, ""))
    st.session_state[key] = said
    asked = {
        "provider": _("Who offers these trainings?"),
        "provider_country": _("In which country is the provider?"),
        "awarding_body": _("Who awards the certificate?"),
        "awarding_body_country": _("In which country is the awarding body?"),
        "languages": _("In which language are the trainings held?"),
        "currency": _("In which currency are the prices?"),
    }[column]
    if column == "currency":
        options = ["", *LIST_CURRENCIES]
        st.selectbox(asked, options, format_func=_currency_words, key=key, on_change=_hold, args=(column, key))
    else:
        st.text_input(asked, key=key, max_chars=200, on_change=_hold, args=(column, key))


def _currency_words(code: str) -> str:
    return code or _("Not said")


def _take(heading: str, key: str) -> None:
    column = st.session_state[key]
    provider_state.correct_columns(lambda columns: say_meaning(columns, heading, column))
    words = column_words(column, tables()["accommodations"])
    shell.announce(_("“{heading}” is now: {meaning}").format(heading=heading, meaning=words))


def _speak() -> None:
    language = st.session_state[LANGUAGE]
    provider_state.correct_columns(lambda columns: say_language(columns, language))
    shell.announce(_("The language was changed."))


def _hold(column: str, key: str) -> None:
    """Take what holds for all rows, or say why it cannot."""
    cell = st.session_state[key]
    wrong = st.session_state.setdefault(WRONG, {})
    wrong.pop(column, None)
    try:
        provider_state.correct_columns(lambda columns: say_for_all(columns, column, cell))
    except RecommenderError as error:
        wrong[column] = cell
        st.session_state.provider_failure = error
    else:
        words = column_words(column, tables()["accommodations"])
        shell.announce(_("{meaning} was said for all rows.").format(meaning=words))


def _language_words(code: str) -> str:
    return {
        "en": _("English"),
        "de": _("German"),
        "fr": _("French"),
        "es": _("Spanish"),
        "nl": _("Dutch"),
        "it": _("Italian"),
        "pl": _("Polish"),
    }.get(code, code)
