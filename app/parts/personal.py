"""Which words may be personal, before they are kept: a warning beside a short box, or a question after a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from app import shell
from app.i18n import _
from app.record_actions import Personal
from app.views import escape
from recommender.guard import find_personal, remove


def warn_of_personal(text: str, *, box: str) -> None:
    """Say which words of a short text may be personal, and offer to take them out; nothing is refused.

    Parameters
    ----------
    box : key of the box that holds the text
    """
    found = [finding.text for finding in find_personal(text)]
    if found:
        st.warning(
            escape(_("These words may be personal: {words}. Please look at them.").format(words=", ".join(found)))
        )
        st.button(_("Take these words out"), key=f"without-personal-{box}", on_click=_take_out, args=(box,))


def ask_about_personal(
    texts: Iterable[str],
    *,
    slot: str,
    on_click: Callable[..., None],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> None:
    """Show which words of a form may be personal, and keep it with or without them; the button says `personal` which.

    Parameters
    ----------
    slot : tells this question from others on the page
    """
    with st.container(border=True, key=f"guard-{slot}"):
        st.write(_("Some words may be personal. You decide whether they stay."))
        for finding in (finding for text in texts for finding in find_personal(text)):
            st.write(escape(f"“{finding.text}”: {_(finding.kind)}, {_(finding.why)}"))
        choices = {Personal.REMOVE: _("Take these words out and keep the rest"), Personal.KEEP: _("Keep it as it is")}
        for choice, label in choices.items():
            st.button(
                label,
                key=f"personal-{choice.value}-{slot}",
                on_click=on_click,
                args=args,
                kwargs={**kwargs, "personal": choice},
            )


def _take_out(box: str) -> None:
    text = str(st.session_state.get(box, ""))
    st.session_state[box] = remove(text, find_personal(text))
    shell.focus(box)
    shell.announce(_("The words are out."))
