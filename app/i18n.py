"""Texts of the pages in the language of the session, through gettext; the texts in the code are plain English."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import streamlit as st

# Code of a language and its own name. A row needs app/locales/<code>/LC_MESSAGES/app.mo; English needs none.
LANGUAGES = {"en": "English"}
DEFAULT = "en"
LOCALES = Path(__file__).resolve().parent / "locales"


def language() -> str:
    """Return the code of the language of this session: chosen on the page, in the address, or by the browser."""
    wanted = (st.session_state.get("language"), st.query_params.get("lang"), (st.context.locale or "")[:2])
    return next((code for code in wanted if code in LANGUAGES), DEFAULT)


def _(message: str) -> str:
    """Return a text in the language of the session; call it when the text is shown, never at import."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text for a number, with the number put in for `{n}`."""
    return _catalogue(language()).ngettext(one, many, number).format(n=number)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("app", localedir=LOCALES, languages=[code], fallback=code == DEFAULT)


def translator(code: str) -> Callable[[str], str]:
    """Return how texts are put into a language outside a session, as for a file that is made later."""
    return _catalogue(code).gettext
