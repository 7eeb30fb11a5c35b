"""What the person agreed to, taking everything away, and erasing it."""

from __future__ import annotations

import streamlit as st

from app import keeping, record_actions, rooms, state
from app.i18n import _
from app.record_views import consent_words
from app.views import escape
from recommender.domain.consent import Consent, Purpose
from recommender.domain.profile import Profile
from recommender.exports.takeaway import pack
from recommender.guidance.consent import QUESTIONS, WORDING, current
from recommender.tables import card_names


def show_rights(profile: Profile) -> None:
    """Show consents, and the ways to take everything away and to erase it."""
    st.header(_("What the person agrees to"), anchor=False)
    st.text_input(_("Who explains it to the person? Leave it empty where nobody does."), key="helped_by", max_chars=120)
    consents = current(profile.consents)
    for purpose in (Purpose.KEEP, Purpose.FIGURES):
        said = next((one for one in consents if one.purpose is purpose), None)
        with st.container(border=True, key=f"consent-{purpose.value}"):
            st.write(escape(_(QUESTIONS[purpose])))
            st.markdown(f"**{escape(consent_words(said))}**")
            if said and said.given and said.wording < WORDING.get(purpose, 0):
                st.write(_("The question named only what people can do when the person agreed. Please ask it again."))
            _ask(profile, purpose)
    with st.container(border=True, key="consent-share"):
        st.write(escape(_(QUESTIONS[Purpose.SHARE])))
        for number, one in enumerate(one for one in consents if one.purpose is Purpose.SHARE):
            with st.container(horizontal=True, key=f"receiver-{number}"):
                st.write(escape(consent_words(one)))
                if one.given:
                    st.button(
                        _("No longer share with {who}").format(who=one.with_whom),
                        key=f"withdraw-{number}",
                        on_click=record_actions.say_consent,
                        args=(profile, Purpose.SHARE, False),
                        kwargs={"with_whom": one.with_whom},
                    )
        st.text_input(_("Share with whom?"), key="receiver", max_chars=120)
        st.button(
            _("The person agrees to share"),
            key="share",
            on_click=record_actions.say_consent,
            args=(profile, Purpose.SHARE, True),
        )
    _show_needs(profile, next((one for one in consents if one.purpose is Purpose.NEEDS), None))
    _show_way_out(profile)
    st.header(_("Erase everything"), anchor=False)
    show_erasing(profile)


def _show_needs(profile: Profile, said: Consent | None) -> None:
    """Show what was said about the keeping of needs; the person is asked for it on their own page only."""
    if said is None:
        return
    with st.container(border=True, key="consent-needs"):
        st.write(escape(_(QUESTIONS[Purpose.NEEDS])))
        st.markdown(f"**{escape(consent_words(said))}**")
        if said.given:
            cards = rooms.tables()["need_cards"]
            with state.store() as store:
                names = [cards[code].name for code in store.kept_needs(profile.code) if code in cards]
            st.write(escape(" · ".join(names)))
            st.button(
                _("No longer keep what helps, and erase it"),
                key="forget-needs",
                on_click=record_actions.say_consent,
                args=(profile, Purpose.NEEDS, False),
            )


def _ask(profile: Profile, purpose: Purpose) -> None:
    with st.container(horizontal=True, key=f"ask-{purpose.value}"):
        for given, label in ((True, _("Yes, I agree")), (False, _("No, I do not"))):
            st.button(
                label,
                key=f"agree-{purpose.value}-{given}",
                on_click=record_actions.say_consent,
                args=(profile, purpose, given),
            )


def _show_way_out(profile: Profile) -> None:
    st.header(_("Take everything away"), anchor=False)
    st.write(_("One archive holds all that is kept: a text to read, the data, photos and files. It is not locked."))

    with state.store() as store:
        has_needs = bool(store.kept_needs(profile.code))
    with_needs = has_needs and st.checkbox(_("Put what helps the person into the archive"), key="take-needs")

    def archive() -> bytes:
        """Pack the profile as it is when the button is pressed; no words for the page here, it runs beside it."""
        cards = rooms.tables()["need_cards"]
        with state.store() as store:
            store.log_handed_over(profile.code, "take_away", now=state.now())
            codes = store.kept_needs(profile.code) if with_needs else ()
            needs = {code: str(cards[code].name) if code in cards else code for code in codes}
            kept, files = store.load_profile(profile.code), store.read_files(profile.code)
        return pack(kept, files, needs=needs, names=card_names(rooms.tables()))

    name = "".join(sign for sign in profile.code if sign.isalnum() or sign in "-_") or "profile"
    st.download_button(
        _("Save everything as one archive"), data=archive, file_name=f"{name}.zip", mime="application/zip", key="take"
    )


def show_erasing(profile: Profile) -> None:
    """Ask for the code before everything about the person is erased."""
    st.write(_("Erasing reaches the backups on this computer, but no file that you saved in another place."))
    st.write(_("Erasing cannot be taken back. To erase, write the code of the person here."))
    typed = st.text_input(_("Code of the person to erase"), key="erase_code")
    if typed.strip() == profile.code:
        st.button(_("Erase for good"), key="erase", on_click=keeping.erase_person, args=(profile.code,))
