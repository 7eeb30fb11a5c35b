"""What the widgets of the two voices do: each keeps one more answer of one voice, beside what the other one says."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app import shell
from app.actions import Asked, attempt, change_profile, decision
from app.i18n import _
from app.record_views import how_words
from app.views import why_not_words
from recommender.domain.decisions import Answer, Voice, WhyNot
from recommender.domain.profile import Profile
from recommender.domain.statements import Support
from recommender.domain.versions import Versions
from recommender.errors import DataError


def keep_support(profile: Profile, asked: Asked, *, voice: Voice, key: str, versions: Versions) -> None:
    """Keep how much support one voice sees, as chosen in the widget of this key."""
    chosen = Support(st.session_state[key])
    if chosen is not Support.UNSTATED:
        change = decision(profile, replace(asked, support=chosen), Answer.YES, voice=voice, versions=versions)
        attempt(lambda: change_profile(profile, change), done=_("Kept: {support}").format(support=how_words(chosen)))


def keep_reason(profile: Profile, asked: Asked, *, voice: Voice, key: str, versions: Versions) -> None:
    """Keep why one voice says no, as chosen in the widget of this key; an empty choice keeps a no without a reason."""
    why = WhyNot(st.session_state[key]) if st.session_state[key] else None
    plain_no = replace(asked, support=Support.UNSTATED)
    change = decision(profile, plain_no, Answer.NO, voice=voice, versions=versions, why_not=why)
    attempt(lambda: change_profile(profile, change), done=_("Kept: {reason}").format(reason=why_not_words(why)))


def keep_word(
    profile: Profile, asked: Asked, *, voice: Voice, given: Answer, key: str, then: str, versions: Versions
) -> None:
    """Keep what one voice calls a skill, as written in the box of this key; the focus goes to `then`.

    Parameters
    ----------
    given : what this voice says about the skill, which stays
    """
    word = " ".join(str(st.session_state.get(key, "")).split())

    def act() -> None:
        if not word:
            fix = _("Write a word, then press the button again")
            raise DataError(_("The box is empty"), where="own word", fix=fix)
        plain = replace(asked, support=Support.UNSTATED)
        change_profile(profile, decision(profile, plain, given, voice=voice, versions=versions, own_word=word))
        shell.focus(then)

    attempt(act, done=_("Kept: {word}").format(word=word))
