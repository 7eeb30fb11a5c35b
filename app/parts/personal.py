"""A warning beside a short box: which of its words may be personal, before they are kept."""

from __future__ import annotations

import streamlit as st

from app.i18n import _
from app.views import escape
from recommender.guard import find_personal


def warn_of_personal(text: str) -> None:
    """Say which words of a short text may be personal; nothing is refused."""
    found = [finding.text for finding in find_personal(text)]
    if found:
        st.warning(
            escape(_("These words may be personal: {words}. Please look at them.").format(words=", ".join(found)))
        )
