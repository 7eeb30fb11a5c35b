"""All people: find them by code, say who you are, hand over, take in, back up."""

from __future__ import annotations

import streamlit as st

from app import actions
from app.i18n import _
from app.parts.card_photos import show_card_photos
from app.parts.coaches import choose_coach, show_erasures, show_people
from app.parts.counts import show_counts
from app.parts.safekeeping import show_backup, show_demo, show_hand_over
from app.parts.several import show_several
from app.views import escape

st.title(_("People"), anchor=False)
actions.show_failure()
done = st.session_state.pop("done", "")
if done:
    st.success(escape(done))
choose_coach()
show_people()
show_erasures()
show_several()
show_hand_over()
show_counts()
show_backup()
show_card_photos()
show_demo()
