"""Drafts of micro-credentials: an outline to fill in, which says that it is a draft."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app import core_words, provider_actions, provider_state, state
from app.i18n import _
from app.provider_views import element_fix, element_words
from app.views import escape
from recommender.domain.trainings import Training
from recommender.guidance.drafts import Draft, as_entry, read
from recommender.offers import KINDS, as_table, missing_in
from recommender.pipeline import Pipeline


def show_drafts() -> None:
    """Show the part of the page about drafts."""
    st.header(_("Drafts"), anchor=False)
    with provider_state.store() as store:
        kept = {key: read(document) for key, document in store.drafts().items()}
    if not kept:
        st.write(_("No draft yet. Choose a gap under “Gaps” and make a draft from it."))
        return
    keys = list(kept)
    if st.session_state.get("draft_shown") not in keys:
        st.session_state.draft_shown = keys[0]
    key = st.selectbox(_("Which draft?"), keys, format_func=lambda one: kept[one].title, key="draft_shown")
    with st.spinner(_("The word lists are loading …")):
        pipeline = state.pipeline()
    _edit(kept[key], pipeline)


def _edit(kept: Draft, pipeline: Pipeline) -> None:
    st.warning(_("This is a draft. The program made it from numbers. People must check, change and complete it."))
    slot = kept.key
    title = st.text_input(_("Title"), value=kept.title, key=f"title-{slot}")
    outcomes = st.text_area(
        _("Learning outcomes, one a line"), value="\n".join(kept.outcomes), height=150, key=f"outcomes-{slot}"
    )
    linked = [words for words in _lines(outcomes) if words in kept.skills]
    st.caption(
        _("Lines with an ESCO skill: {n}. A line that you change must be looked at again.").format(n=len(linked))
    )
    hours = st.text_input(
        _("Hours of learning, practice and assessment, such as 20"), value=kept.hours, key=f"hours-{slot}"
    )
    assessment = st.text_area(
        _("How skills are shown, one way a line"),
        value="\n".join(kept.assessment),
        height=150,
        key=f"assessment-{slot}",
    )
    names = core_words.names(pipeline.accommodations)
    accommodation = st.multiselect(
        _("What you will offer so that everybody can take part"),
        list(names),
        default=[code for code in kept.accommodation if code in names],
        format_func=lambda code: names[code],
        placeholder=_("Choose"),
        key=f"accommodation-{slot}",
    )
    edited = replace(
        kept,
        title=title.strip() or kept.title,
        outcomes=_lines(outcomes),
        hours=hours.strip(),
        assessment=_lines(assessment),
        accommodation=tuple(accommodation),
    )
    entry = as_entry(edited, names=names)
    _show_to_fill_in(missing_in(entry))
    _show_ways_out(edited, entry)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _show_to_fill_in(missing: tuple[str, ...]) -> None:
    st.subheader(_("Still missing for a micro-credential"), anchor=False)
    st.markdown("\n".join(f"- {escape(element_words(one))}: {escape(element_fix(one))}" for one in missing))


def _show_ways_out(edited: Draft, entry: Training) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Keep the draft"), key="save-draft", type="primary", on_click=provider_actions.save_draft, args=(edited,)
        )
        for kind in KINDS:
            st.download_button(
                _("Draft as {kind}").format(kind=kind.upper()),
                data=as_table([entry], kind),
                file_name=f"draft.{kind}",
                key=f"draft-{kind}",
            )
        st.button(_("Remove the draft"), key="remove-draft", on_click=provider_actions.remove_draft, args=(edited.key,))
    st.caption(_("The table goes into the offer by “Import a table”, once you have filled it in."))
