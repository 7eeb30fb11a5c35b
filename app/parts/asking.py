"""Ask whether a profile may be kept, as soon as it is made; nothing waits for the answer."""

from __future__ import annotations

import streamlit as st

from app import record_actions, shell, state
from app.i18n import _
from app.views import escape
from recommender.demo import DEMO_CODE
from recommender.domain.consent import Purpose
from recommender.guidance.consent import LONGEST_NAME, QUESTIONS, agreed

HELPER = "keep_helped_by"


def ask_to_keep(code: str) -> None:
    """Ask the person for the keeping of their profile, where nobody has asked and nobody wants to ask later."""
    with state.store() as store:
        profile = store.load_profile(code)
    said = agreed(profile.consents, Purpose.KEEP)
    if said is False:
        st.info(
            _(
                "The person does not agree that this is kept. Nothing new is kept. Hand over the file and erase the "
                "profile. Or ask again on the page Proofs and rights."
            )
        )
    if said is not None or code == DEMO_CODE or code in _later():
        return
    with st.container(border=True, key="ask-keep"):
        st.subheader(_("Ask the person"), anchor=False)
        st.write(escape(_(QUESTIONS[Purpose.KEEP])))
        helper = _("Who explains it to the person? Leave it empty where nobody does.")
        st.text_input(helper, key=HELPER, max_chars=LONGEST_NAME)
        with st.container(horizontal=True):
            for given, label in ((True, _("The person agrees")), (False, _("The person does not agree"))):
                st.button(
                    label,
                    key=f"may-keep-{given}",
                    on_click=record_actions.say_consent,
                    args=(profile, Purpose.KEEP, given),
                    kwargs={"helper": HELPER, "then": "words"},
                )
            st.button(_("Ask later"), key="ask-later", on_click=_ask_later, args=(code,))
        st.caption(_("The answer is kept with the day. You can change it on the page Proofs and rights."))


def _later() -> set[str]:
    later: set[str] = st.session_state.setdefault("ask_later", set())
    return later


def _ask_later(code: str) -> None:
    _later().add(code)
    shell.focus("words")
