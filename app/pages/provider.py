"""The provider's page: the offer, its skills, who asks for what, the gaps, drafts."""

from __future__ import annotations

import streamlit as st

from app import provider_actions
from app.i18n import _
from app.parts.demand import show_demand
from app.parts.drafts import show_drafts
from app.parts.gaps import show_gaps
from app.parts.links import show_links
from app.parts.offer import show_offer
from recommender.domain.versions import NOTICE

PARTS = {
    "offer": show_offer,
    "skills": show_links,
    "demand": show_demand,
    "gaps": show_gaps,
    "drafts": show_drafts,
}

st.title(_("What does our offer lack?"), anchor=False)
names = {
    "offer": _("Offer"),
    "skills": _("Skills"),
    "demand": _("Who asks"),
    "gaps": _("Gaps"),
    "drafts": _("Drafts"),
}
part = st.radio(
    _("Part of this page"), list(PARTS), format_func=lambda one: names[one], key="provider_part", horizontal=True
)
provider_actions.show_outcome()
PARTS[part]()
st.caption(_(NOTICE))
