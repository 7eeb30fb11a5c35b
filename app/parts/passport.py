"""Take the skills passport away: one button for each format, the file made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from app import i18n, shell, state
from app.i18n import _
from recommender.domain.profile import Profile
from recommender.domain.stages import KNOWN
from recommender.errors import RecommenderError
from recommender.exports.passport_words import Style
from recommender.exports.writers import WRITERS, PassportFormat
from recommender.guidance.profile import skill_records
from recommender.passport import Passport, make_passport
from recommender.passport_photos import read_photos
from recommender.pipeline import Pipeline
from recommender.settings import PROJECT, VERSION
from recommender.tables import read_pictures

LAST_OF_OUR_FONTS = "\u052f"  # Latin, Greek and Cyrillic; whether later letters can be printed has to be tried


def passport_downloads(profile: Profile, pipeline: Pipeline) -> None:
    """Show the passport in its formats, as soon as a skill is named."""
    if not any(record.stage in KNOWN for record in skill_records(profile)):
        return
    language = i18n.language()
    with st.container(border=True, key="passport"):
        st.subheader(_("Skills passport"), anchor=False)
        st.write(_("The passport says what the person can do, in their own words. It belongs to the person."))
        large = st.checkbox(_("Large print"), key="passport-large-print")
        style = Style(large_print=large, language=language, say=i18n.translator(language))
        # The file is made later and outside the session: all that it needs is given now.
        make = partial(_passport, profile.code, pipeline)
        makers = {name: partial(_file, make, name, style) for name in WRITERS}
        error = _why_not_on_paper(profile, makers[PassportFormat.PDF])
        if error is not None:
            shell.show_error(error)
            del makers[PassportFormat.PDF], makers[PassportFormat.ELM]
        on_paper, as_page = _("Passport on paper (PDF)"), _("Passport as a web page")
        _buttons({PassportFormat.PDF: on_paper, PassportFormat.HTML: as_page}, profile.code, makers)
        if large:
            st.write(_("These files come in large letters."))
    with st.expander(_("Passport for other programs"), key="passport-files"):
        st.write(_("The drafts are not signed. Only an organisation that issues certificates can sign them."))
        names = {
            PassportFormat.ELM: _("Draft for Europass"),
            PassportFormat.OPEN_BADGES: _("Draft of Open Badges"),
            PassportFormat.CSV: _("Table (CSV)"),
            PassportFormat.JSON: _("Data (JSON)"),
        }
        _buttons(names, profile.code, makers)


def _buttons(
    labels: Mapping[PassportFormat, str], code: str, makers: Mapping[PassportFormat, Callable[[], bytes]]
) -> None:
    stem = "".join(sign for sign in code if sign.isalnum() or sign in "-_") or "passport"
    with st.container(horizontal=True):
        for name, label in labels.items():
            if name in makers:
                st.download_button(
                    label,
                    data=partial(_hand_over, code, makers[name]),
                    file_name=f"{stem}-passport{WRITERS[name].ending}",
                    mime=WRITERS[name].media_type,
                    on_click="ignore",
                    key=f"passport-{name.value}",
                )


def _passport(code: str, pipeline: Pipeline) -> Passport:
    """Make the passport from what the person agrees to at this moment, whatever an open page still shows."""
    with state.store() as store:
        profile = store.load_profile(code)
        photos = read_photos(store, profile)
    return make_passport(
        profile,
        plain_labels=pipeline.plain_labels,
        work_areas=pipeline.work_areas,
        tasks=pipeline.area_tasks,
        pictures=read_pictures(PROJECT / "data" / "pictograms"),
        recommender=VERSION,
        made_on=state.now().astimezone().date(),
        photos=photos,
        catalogue=pipeline.catalogue,
    )


def _file(make: Callable[[], Passport], name: PassportFormat, style: Style) -> bytes:
    return WRITERS[name].write(make(), style)


def _hand_over(code: str, make: Callable[[], bytes]) -> bytes:
    """Make a file, and keep in the log that it left the program."""
    made = make()
    with state.store() as store:
        store.log_handed_over(code, "passport", now=state.now())
    return made


def _why_not_on_paper(profile: Profile, make: Callable[[], bytes]) -> RecommenderError | None:
    """Return what keeps the words from being printed; it is tried only where they have letters of a rare script."""
    words = (profile.code, *(quote for decision in profile.decisions for quote in decision.evidence))
    if any(sign > LAST_OF_OUR_FONTS and sign.isalpha() for sign in "".join(words)):
        try:
            make()
        except RecommenderError as error:
            return error
    return None
