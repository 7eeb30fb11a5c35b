"""The offer: what is in it, importing a table, and what is missing for a micro-credential."""

from __future__ import annotations

import streamlit as st

from app import provider_actions, provider_state, shell
from app.i18n import _, ngettext
from app.parts.columns import show_columns
from app.parts.states import show_states
from app.parts.taking_away import show_taking_away
from app.provider_views import element_fix, element_words, entry_words, format_words, given_words, missing_words
from app.views import escape
from recommender.domain.trainings import Catalogue, Training
from recommender.errors import RecommenderError
from recommender.offers import (
    KINDS,
    READABLE,
    STRUCTURED,
    Completeness,
    Preview,
    given_beyond,
    must_be_told,
    template,
)

AT_ONCE = 10
PROBLEMS_AT_ONCE = 20


def show_offer() -> None:
    """Show the part of the page about the offer itself."""
    catalogue = provider_state.offer()
    _show_summary(catalogue)
    _show_import()
    _show_completeness(provider_state.check())
    show_taking_away()
    show_states()


def _show_summary(catalogue: Catalogue) -> None:
    st.header(_("What is in the offer"), anchor=False)
    examples = sum(training.status == "example" for training in catalogue.trainings)
    st.write(ngettext("{n} entry", "{n} entries", len(catalogue.trainings)))
    if examples:
        st.write(ngettext("{n} of them is an example.", "{n} of them are examples.", examples))
        st.write(_("Nobody can enrol in an example. Gaps are looked for without the examples, unless you want them."))
    st.caption(escape(_("Version of the offer: {release}").format(release=catalogue.release)))


def _show_import() -> None:
    st.header(_("Import a table"), anchor=False)
    st.write(_("Write one training a line, as CSV or as an Excel workbook. Look at the template first."))
    st.caption(
        _("Files of Europass, web pages with schema.org, Open Badges and Open Education data can be imported, too.")
    )
    with st.container(horizontal=True):
        for kind in KINDS:
            st.download_button(
                _("Template as {kind}").format(kind=kind.upper()),
                data=_template(kind),
                file_name=f"template.{kind}",
                key=f"template-{kind}",
            )
    file = st.file_uploader(
        _("Table with your trainings"),
        type=list(READABLE),
        key=f"offer-{st.session_state.get('uploads', 0)}",
        max_upload_size=100,
    )
    if file is None:
        return
    told = _ask_for_format() if must_be_told(file.name, file.getvalue()) else None
    if told == "":
        return
    try:
        with st.spinner(_("Reading the table …")):
            columns = provider_state.columns_of(file, told)
            found = provider_state.look_at(file, columns, told)
    except RecommenderError as error:
        shell.show_error(error)
        return
    st.subheader(escape(_("Look before you import: {name}").format(name=found.name)), anchor=False)
    if columns:
        show_columns(columns)
    _show_preview(found, has_columns=bool(columns))


def _ask_for_format() -> str:
    """Ask which format a file has that does not say it itself; blank while nobody has said."""
    st.info(_("The program does not recognise the format of this file."))
    asked = _("Which format does the file have?")
    return str(st.selectbox(asked, ["", *STRUCTURED], format_func=format_words, key="offer_kind"))


@st.cache_data
def _template(kind: str) -> bytes:
    return template(kind)


def _show_preview(found: Preview, *, has_columns: bool) -> None:
    if found.usable is None:
        _show_problems(found)
        return
    st.write(ngettext("{n} entry can be read.", "{n} entries can be read.", len(found.trainings)))
    st.write(
        _("New: {added}. Changed: {changed}. As before: {same}. Your answers about skills stay.").format(
            added=len(found.added), changed=len(found.changed), same=found.same
        )
    )
    st.table(
        {
            _("Title"): [escape(training.main_title) for training in found.trainings[:AT_ONCE]],
            _("Provider"): [
                escape(training.provider.name if training.provider else "") for training in found.trainings[:AT_ONCE]
            ],
            _("Learning outcomes"): [len(training.learning_outcomes) for training in found.trainings[:AT_ONCE]],
        }
    )
    if len(found.trainings) > AT_ONCE:
        st.caption(_("The first {n} entries").format(n=AT_ONCE))
    if has_columns and not any(training.learning_outcomes for training in found.trainings):
        st.info(
            _(
                "No entry has learning outcomes. Does a column say what people can do afterwards? Then say so under "
                "“Correct the columns”. Without them the program reads the descriptions."
            )
        )
    for note in found.notes[:AT_ONCE]:
        st.caption(escape(_("Note: {what}.").format(what=note.what)))
    if found.added or found.changed:
        st.button(
            _("Import these entries"), key="import", type="primary", on_click=provider_actions.use_offer, args=(found,)
        )
    else:
        st.info(_("All of these entries are in the offer already."))


def _show_problems(found: Preview) -> None:
    st.error(
        ngettext(
            "{n} place must be corrected. Nothing was imported.",
            "{n} places must be corrected. Nothing was imported.",
            len(found.problems),
        )
    )
    shell.announce(_("The table has problems. Nothing was imported."))
    shown = found.problems[:PROBLEMS_AT_ONCE]
    st.table(
        {
            _("Where"): [escape(problem.where) for problem in shown],
            _("What"): [escape(problem.what) for problem in shown],
            _("What to do"): [escape(problem.fix) for problem in shown],
        }
    )
    rest = len(found.problems) - len(shown)
    if rest > 0:
        st.caption(ngettext("{n} more place is not shown.", "{n} more places are not shown.", rest))


def _show_completeness(found: Completeness) -> None:
    st.header(_("What is missing for a micro-credential"), anchor=False)
    st.write(
        _(
            "The European Union asks for eleven elements in a micro-credential. Nine of them belong to an entry. The "
            "other two, the learner and the date, belong to a certificate. Five more may be given and are never "
            "missing. Nothing is filled in by guess."
        )
    )
    st.write(_("Complete: {complete} of {all} entries.").format(complete=found.complete, all=len(found.entries)))
    lacking = [element for element, number in found.lacking.items() if number]
    if lacking:
        st.table(
            {
                _("Element"): [element_words(element) for element in lacking],
                _("Missing in entries"): [found.lacking[element] for element in lacking],
                _("How to fill it in"): [escape(element_fix(element)) for element in lacking],
            }
        )
    words = st.text_input(_("Look for an entry"), key="entry_search", placeholder=_("For example: cleaning"))
    entries = [pair for pair in found.entries if words.strip().casefold() in pair[0].main_title.casefold()]
    if not entries:
        st.info(_("No entry has these words in its title."))
    for training, missing in entries[:AT_ONCE]:
        _show_entry(training, missing)
    if len(entries) > AT_ONCE:
        st.caption(
            _("The first {n} of {all} entries. Those that lack least come first.").format(n=AT_ONCE, all=len(entries))
        )


def _show_entry(training: Training, missing: tuple[str, ...]) -> None:
    with st.container(border=True, key=f"entry-{training.training_id}"):
        st.subheader(escape(training.main_title), anchor=False)
        st.caption(escape(entry_words(training)))
        st.write(escape(missing_words(training, missing)))
        optional = given_beyond(training)
        if optional:
            st.caption(escape(given_words(optional)))
        if training.status == "example":
            st.caption(_("An example, not a real offer"))
