"""Who asks for what: demand files of houses, tables of jobs, numbers by hand, and what the staff knows."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import core_words, provider_actions, provider_state, state
from app.i18n import _, ngettext
from app.provider_views import demand_line, measure_words
from app.views import escape
from recommender.guidance.demand import Measure, StaffSkill, Unit
from recommender.guidance.snapshots import Snapshot
from recommender.pipeline import Pipeline
from recommender.provider import staff_topics
from recommender.provider_store import Entry

OCCUPATION = "occupation"
KINDS = ("json", "csv", "xlsx")


def show_demand() -> None:
    """Show the part of the page about demand."""
    with st.spinner(_("The word lists are loading …")):
        pipeline = state.pipeline()
    with provider_state.store() as store:
        files, entries, staff = store.files(), store.demands(), store.staff()
    _ask_for_files(pipeline)
    _ask_for_number(pipeline)
    _show_known(files, entries, pipeline)
    _ask_about_staff({one.topic: one for one in staff})


def _ask_for_files(pipeline: Pipeline) -> None:
    st.header(_("Files"), anchor=False)
    st.write(
        _(
            "A house can give you a demand file. It holds numbers and no people: how many can do, like or need "
            "something. You can also import a table of jobs or wishes."
        )
    )
    files = st.file_uploader(
        _("Demand files and tables"),
        type=list(KINDS),
        accept_multiple_files=True,
        key=f"demand-{st.session_state.get('demand_uploads', 0)}",
        max_upload_size=10,
    )
    with st.container(horizontal=True):
        source = st.text_input(_("Source of the tables"), key="table_source", placeholder=_("For example: job centre"))
        day = st.text_input(_("Date of the tables"), key="table_day", placeholder="2026-05-04")
    st.caption(_("A table needs the columns subject and count. Demand files say their own source and date."))
    _show_subjects(pipeline)
    if files:
        st.button(
            ngettext("Import {n} file", "Import {n} files", len(files)),
            key="import-demand",
            type="primary",
            on_click=provider_actions.import_demand,
            args=([(file.name, file.getvalue()) for file in files], source, day),
        )


def _show_subjects(pipeline: Pipeline) -> None:
    """Show which words the column subject of a table may hold."""
    names = {slug: _(area.name) for slug, area in pipeline.work_areas.items()}
    names |= core_words.names(pipeline.accommodations)
    with st.expander(_("What may stand in the column subject?"), key="subjects"):
        st.write(_("The address of an ESCO skill or occupation, or one of these words."))
        st.table({_("Word"): [escape(slug) for slug in names], _("Meaning"): [escape(name) for name in names.values()]})


def _ask_for_number(pipeline: Pipeline) -> None:
    st.header(_("Add a need yourself"), anchor=False)
    st.write(_("Say who names the need, and when. Leave the number out if there is none."))
    about = [measure.value for measure in (Measure.WANTED, Measure.LIKES, Measure.CAN, Measure.NEEDS)]
    if pipeline.taxonomy.has_relations:
        about.insert(1, OCCUPATION)
    chosen = st.radio(_("What is it about?"), about, format_func=_about, key="hand_measure")
    measure = Measure.WANTED if chosen == OCCUPATION else Measure(chosen)
    subject = _ask_for_subject(chosen, pipeline)
    unit = Unit.PEOPLE
    if measure is Measure.WANTED:
        units = [Unit.JOBS.value, Unit.PEOPLE.value]
        unit = Unit(st.radio(_("What is counted?"), units, format_func=_unit, key="hand_unit"))
    count = st.text_input(_("How many? Of people, 5 or more"), key="hand_count")
    source = st.text_input(_("Who says so?"), key="hand_source", placeholder=_("For example: survey of self-advocates"))
    day = st.text_input(_("Date"), key="hand_day", placeholder="2026-05-04")
    row = {"subject": subject or "", "count": count.strip(), "unit": unit.value, "measure": measure.value}
    st.button(_("Add this need"), key="add-demand", on_click=provider_actions.add_demand, args=(row, source, day))


def _about(value: str) -> str:
    return {
        Measure.WANTED: _("A skill that is wanted"),
        OCCUPATION: _("An occupation that is wanted, with its essential skills"),
        Measure.LIKES: _("A work area that people like"),
        Measure.CAN: _("A skill that people have"),
        Measure.NEEDS: _("Something that people need to take part"),
    }[value]


def _unit(value: str) -> str:
    return {Unit.JOBS: _("Jobs"), Unit.PEOPLE: _("People")}[Unit(value)]


def _ask_for_subject(about: str, pipeline: Pipeline) -> str | None:
    if about == OCCUPATION:
        labels = pipeline.taxonomy.occupation_labels()
        listed = sorted(labels, key=lambda uri: (labels[uri], uri))
        return st.selectbox(_("Occupation"), listed, format_func=lambda uri: labels[uri], key="hand_occupation")
    if about == Measure.LIKES:
        areas = {slug: _(area.name) for slug, area in pipeline.work_areas.items()}
        return st.selectbox(_("Work area"), list(areas), format_func=lambda slug: areas[slug], key="hand_area")
    if about == Measure.NEEDS:
        names = core_words.names(pipeline.accommodations)
        return st.selectbox(_("What people need"), list(names), format_func=lambda code: names[code], key="hand_need")
    words = st.text_input(_("Look for the skill"), key="hand_search", placeholder=_("For example: ironing"))
    found = (
        {one.concept_uri: one.preferred_label for one in pipeline.find_concepts(words, limit=6)}
        if words.strip()
        else {}
    )
    if words.strip() and not found:
        st.info(_("No ESCO skill has these words. Try other words."))
    if not found:
        return None
    return st.radio(_("Which skill?"), list(found), format_func=lambda uri: found[uri], key="hand_skill")


def _show_known(files: tuple[Snapshot, ...], entries: tuple[Entry, ...], pipeline: Pipeline) -> None:
    st.header(_("What is known"), anchor=False)
    if not files and not entries:
        st.write(_("Nothing yet."))
    latest = {snapshot.issuer: snapshot for snapshot in files}
    names = dict(pipeline.labels) | {slug: _(area.name) for slug, area in pipeline.work_areas.items()}
    names |= {f"local:{task.slug}": task.name for task in pipeline.workshop_tasks.values()}
    names |= core_words.names(pipeline.accommodations)
    names |= pipeline.taxonomy.occupation_labels()
    for number, (issuer, snapshot) in enumerate(latest.items()):
        with st.container(border=True, key=f"house-{number}"):
            st.subheader(escape(issuer), anchor=False)
            st.write(_("People counted: at least {n}. Day: {day}").format(n=snapshot.people, day=snapshot.taken_on))
            numbers = {measure.value: len(counts) for measure, counts in snapshot.counts.items()}
            said = _("Different skills: {can}. Work areas they like: {likes}. Needs: {needs}.")
            st.caption(said.format(**numbers))
            _show_numbers(snapshot, names, number)
            st.button(
                escape(_("Remove {source}").format(source=issuer)),
                key=f"forget-{number}",
                on_click=provider_actions.forget_house,
                args=(issuer,),
            )
    for entry in entries:
        with st.container(horizontal=True, key=f"demand-entry-{entry.number}"):
            st.write(escape(demand_line(entry.demand, names)))
            st.button(
                _("Remove number {n}").format(n=entry.number),
                key=f"remove-{entry.number}",
                on_click=provider_actions.remove_demand,
                args=(entry.number,),
            )


def _show_numbers(snapshot: Snapshot, names: Mapping[str, str], number: int) -> None:
    """Show every number of a demand file."""
    rows = [
        (names.get(subject, subject), measure_words(measure), count)
        for measure, counts in snapshot.counts.items()
        for subject, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    if rows:
        with st.expander(_("All numbers of this file"), key=f"numbers-{number}"):
            named, counted, people = zip(*rows, strict=True)
            st.table(
                {
                    _("What"): [escape(name) for name in named],
                    _("People who …"): list(counted),
                    _("People, at least"): list(people),
                }
            )


def _ask_about_staff(said: dict[str, StaffSkill]) -> None:
    st.header(_("What the staff knows"), anchor=False)
    st.write(_("Say how many of your staff know a topic. Numbers only, no names."))
    topics = staff_topics()
    topic = st.selectbox(_("Topic"), list(topics), format_func=lambda slug: _(topics[slug].name), key="staff_topic")
    st.write(_(topics[topic].why))
    if topic in said:
        known = said[topic]
        line = _("So far: {n} of the staff ({source}, {day})")
        st.write(escape(line.format(n=known.staff, source=known.source, day=known.as_of)))
    knows = st.number_input(_("How many of the staff know it?"), min_value=0, max_value=9999, step=1, key="staff_knows")
    source = st.text_input(
        _("Source of this number"), key="staff_source", placeholder=_("For example: training records")
    )
    day = st.text_input(_("Date of this number"), key="staff_day", placeholder="2026-05-04")
    st.button(
        _("Keep this number"),
        key="keep-staff",
        on_click=provider_actions.say_staff,
        args=(topic, int(knows), source, day),
    )
