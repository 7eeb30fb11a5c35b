"""Texts of several people from one table: checked as a whole, kept as a whole."""

from __future__ import annotations

import streamlit as st

from app import keeping, people_tables, shell
from app.i18n import _, ngettext
from recommender.domain.experiences import ExperienceKind
from recommender.errors import RecommenderError
from recommender.guard import MAY_MISS
from recommender.people_file import PersonText, read_people_bytes


def show_several() -> None:
    """Ask for a table, say what is in it, and keep it after a click."""
    st.header(_("Texts of several people from a file"), anchor=False)
    st.write(_("The file is a table: CSV in UTF-8, or XLSX. The first row holds the names of the columns."))
    kinds = ", ".join(kind.value for kind in ExperienceKind)
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _("code: the code or nickname of the person"),
                _("text: what the person did"),
                _("kind: can be empty, or one of these: {kinds}").format(kinds=kinds),
                _("date: can be empty, or a day or words such as 2026-05 or last spring, up to 60 characters"),
            )
        )
    )
    _show_last()
    number = st.session_state.get("table_number", 0)
    given = st.file_uploader(_("Table with texts"), type=["csv", "xlsx"], key=f"table-{number}", max_upload_size=20)
    if given is None:
        return
    try:
        rows = read_people_bytes(given.name, given.getvalue())
    except RecommenderError as error:
        shell.show_error(error)
        return
    _ask_to_keep(rows)


def _show_last() -> None:
    """Offer to take back the last table, as long as the window knows it."""
    brought = people_tables.last_table()
    if not brought:
        return
    texts = ngettext("{n} text", "{n} texts", sum(len(one.numbers) for one in brought))
    people = ngettext("{n} person", "{n} people", len(brought))
    words = _(
        "The last table brought {texts} of {people}. Was it the wrong file? Take it back before you work with it."
    )
    st.write(words.format(texts=texts, people=people))
    st.button(_("Take the last table back"), key="table-back", on_click=people_tables.take_table_back)


def _ask_to_keep(rows: tuple[PersonText, ...]) -> None:
    codes = {row.code for row in rows}
    texts = ngettext("{n} text", "{n} texts", len(rows))
    people = ngettext("{n} person", "{n} people", len(codes))
    st.write(_("The file is fine: {texts} of {people}.").format(texts=texts, people=people))
    here = len(codes & {one.code for one in keeping.people()})
    if here:
        words = ngettext("{n} person is here already.", "{n} people are here already.", here)
        st.write(f"{words} {_('Their new texts come to the earlier ones.')}")
    personal = people_tables.personal_rows(rows)
    if not personal:
        keep, without = st.button(_("Keep the texts and find skills"), key="keep-table", type="primary"), False
    else:
        st.warning(
            ngettext(
                "{n} text holds words that may be personal.", "{n} texts hold words that may be personal.", personal
            )
        )
        st.write(_(MAY_MISS))
        with st.container(horizontal=True):
            without = st.button(_("Take these words out and keep the texts"), key="keep-table-without", type="primary")
            keep = st.button(_("Keep the texts as they are"), key="keep-table-as-is") or without
    if keep:
        _keep(rows, without_personal=without)


def _keep(rows: tuple[PersonText, ...], *, without_personal: bool) -> None:
    words = _("Looking for skills …")
    shown = st.progress(0.0, text=words)
    try:
        entries = people_tables.read_texts(
            rows, leave_out_personal=without_personal, progress=lambda share: shown.progress(share, text=words)
        )
    except RecommenderError as error:
        shell.show_error(error)
        return
    people_tables.keep_texts(entries)
    st.rerun()
