"""Take the offer away as a file, with the skills that the provider has confirmed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app import provider_state
from app.column_words import column_words
from app.i18n import _, ngettext
from app.provider_views import format_words
from app.rooms import tables
from app.views import escape
from recommender.settings import load_settings
from recommender.taking_away import FORMATS, Form, confirmed_links, written


def show_taking_away() -> None:
    """Show in which formats the offer can be taken away, what each leaves out, and the button."""
    st.header(_("Take the offer away"), anchor=False)
    offer = provider_state.decided_offer()
    links = confirmed_links(offer)
    holds = ngettext(
        "The file holds {n} link that you confirmed.", "The file holds {n} links that you confirmed.", links
    )
    st.write(holds if links else _("You have not confirmed any skill yet. You can do it under “Skills”."))
    st.write(_("Links of your table stay in it as they are."))
    name = st.radio(_("In which format?"), list(FORMATS), format_func=format_words, key="offer_format")
    form = FORMATS[name]
    left_out = form.incomplete(offer)
    _say_what_is_left_out(form, left_out)
    if len(left_out) == len(offer.trainings):
        st.info(_("No entry has what this format needs."))
        return
    st.download_button(
        _("Offer as {kind}").format(kind=format_words(name)),
        data=partial(written, offer, name, load_settings(), leave_out=frozenset(left_out)),
        file_name=f"offer{form.ending}",
        key="take-offer",
    )


def _say_what_is_left_out(form: Form, left_out: dict[str, tuple[str, ...]]) -> None:
    names = tables()["accommodations"]
    if left_out:
        st.write(
            ngettext(
                "{n} entry is not in the file, because the format needs more.",
                "{n} entries are not in the file, because the format needs more.",
                len(left_out),
            )
        )
        lacking = dict.fromkeys(column for missing in left_out.values() for column in missing)
        counts = [sum(column in missing for missing in left_out.values()) for column in lacking]
        st.table({_("Lacking"): [column_words(one, names) for one in lacking], _("In entries"): counts})
    if form.cannot_carry:
        listed = ", ".join(column_words(field, names) for field in form.cannot_carry)
        st.caption(escape(_("This format has no place, or not the whole place, for: {fields}.").format(fields=listed)))
