"""The five kinds of gap, the map of work areas, and the tables to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas
import streamlit as st

from app import provider_actions, provider_state, state
from app.i18n import _, ngettext
from app.provider_views import (
    elements_words,
    entry_words,
    gap_title,
    kind_sentence,
    kind_words,
    number_line,
    remedy_words,
    staff_line,
)
from app.views import escape
from recommender.domain.trainings import Training
from recommender.gap_reports import WRITERS, area_table, gap_table
from recommender.guidance.demand import Measure
from recommender.guidance.drafts import DRAFTED, draft
from recommender.guidance.gaps import About, Gap, GapKind
from recommender.guidance.overview import AreaRow, by_skill_group, by_work_area
from recommender.pipeline import Pipeline
from recommender.provider import View, staff_topics

AT_ONCE = 10
MOST = 200  # gaps shown on the page; the tables hold all
TRAININGS_AT_ONCE = 5
# Light enough for dark text; the number stands in every cell, the colour only repeats it.
SHADES = ("#ffffff", "#e3eef9", "#c6ddf2", "#a9ccec")


def show_gaps() -> None:
    """Show the part of the page about gaps."""
    with st.spinner(_("Looking for gaps …")):
        pipeline = state.pipeline()
        examples = st.session_state.get("with_examples", False)
        view = provider_state.view(with_examples=examples)
    _show_basis(view)
    _show_map(view.areas)
    _show_kinds(view, pipeline)
    _show_tables(view)


def _show_basis(view: View) -> None:
    st.header(_("What is compared"), anchor=False)
    number = len(view.offer.trainings)
    st.write(ngettext("{n} entry of the offer is looked at.", "{n} entries of the offer are looked at.", number))
    if view.examples:
        st.checkbox(
            ngettext("Count the {n} example as well", "Count the {n} examples as well", view.examples),
            key="with_examples",
        )
    if view.waiting:
        waits = ngettext("{n} text waits for your answer.", "{n} texts wait for your answer.", view.waiting)
        st.info(f"{waits} {_('Answer under “Skills” first: a skill that nobody has confirmed counts as missing.')}")
    if not view.demand:
        st.info(_("Nobody has asked for anything yet. Add files or needs under “Who asks”."))
    for one in view.not_counted:
        st.warning(escape(_("Not counted, because it is not known here: {what}").format(what=one.subject)))


def _show_map(areas: tuple[AreaRow, ...]) -> None:
    st.header(_("Map of the work areas"), anchor=False)
    if not any((row.liked, row.jobs, row.can, row.offered, row.needs) != (0,) * 5 for row in areas):
        st.write(
            _(
                "The map is empty. No entry has a work area or a skill that belongs to one, and nobody has asked yet. "
                "Answer texts under “Skills”, or fill in the column work_areas."
            )
        )
        return
    st.write(
        _(
            "A darker cell has a larger number. “Liked” and “can do” are people, at least. “Accessible” says how many "
            "of the needs at least one entry meets."
        )
    )
    columns = {
        _("Liked"): [row.liked for row in areas],
        _("Jobs"): [row.jobs for row in areas],
        _("Can do"): [row.can for row in areas],
        _("Offered"): [row.offered for row in areas],
        _("Assessed"): [row.assessed for row in areas],
        _("Accessible"): [row.met for row in areas],
    }
    shades = pandas.DataFrame({name: list(map(_shade, values)) for name, values in _steps(columns).items()})
    said = {**columns, _("Accessible"): [_("{met} of {all}").format(met=row.met, all=row.needs) for row in areas]}
    frame = pandas.DataFrame(said, index=pandas.Index([row.name for row in areas], name=_("Work area")))
    shades.index = frame.index
    st.table(frame.style.apply(lambda _frame: shades, axis=None))


def _steps(columns: dict[str, list[int]]) -> dict[str, list[int]]:
    """Put numbers into four steps, zero alone in the lowest, each column by its own largest number."""
    last = len(SHADES) - 1
    return {name: [-(-n * last // max(1, *values)) for n in values] for name, values in columns.items()}


def _shade(step: int) -> str:
    return f"background-color: {SHADES[step]}; color: #1a1a1a"


def _show_kinds(view: View, pipeline: Pipeline) -> None:
    st.header(_("Gaps"), anchor=False)
    counts = {kind: sum(gap.kind is kind for gap in view.gaps) for kind in GapKind}
    kind = GapKind(
        st.radio(
            _("Which kind of gap?"),
            [kind.value for kind in GapKind],
            format_func=lambda value: f"{kind_words(GapKind(value))}: {counts[GapKind(value)]}",
            key="gap_kind",
        )
    )
    st.write(kind_sentence(kind))
    by = st.radio(
        _("How shall they be listed?"),
        ["each", "area", "group"],
        format_func=lambda value: {"each": _("One by one"), "area": _("By work area"), "group": _("By skill group")}[
            value
        ],
        key="gap_level",
        horizontal=True,
    )
    gaps = [gap for gap in view.gaps if gap.kind is kind]
    if not gaps:
        st.write(_("Nothing of this kind was found. It may be that nobody has asked yet."))
    elif by == "each":
        _show_each(gaps, view, pipeline)
    else:
        _show_sums(gaps, view, pipeline, by_area=by == "area")


def _show_sums(gaps: list[Gap], view: View, pipeline: Pipeline, *, by_area: bool) -> None:
    if not by_area and not pipeline.taxonomy.has_relations:
        st.info(_(pipeline.taxonomy.why_no_relations))
        return
    sums = by_work_area(gaps, vocabulary=view.words) if by_area else by_skill_group(gaps)
    if not sums:
        st.write(_("None of these gaps belongs to one."))
        return
    st.table(
        {
            _("Work area") if by_area else _("Skill group"): [
                escape(_(one.name) if by_area else one.name) for one in sums
            ],
            _("Number of gaps"): [sum(one.gaps.values()) for one in sums],
            _("People, at least"): [one.people for one in sums],
            _("Number of jobs"): [one.jobs for one in sums],
        }
    )


def _show_each(gaps: list[Gap], view: View, pipeline: Pipeline) -> None:
    trainings = {training.training_id: training for training in view.offer.trainings}
    for number, gap in enumerate(gaps[:AT_ONCE]):
        _show_gap(gap, number, view, pipeline, trainings)
    rest = gaps[AT_ONCE:MOST]
    if rest:
        with st.expander(ngettext("{n} more gap", "{n} more gaps", len(rest)), key=f"more-{gaps[0].kind.value}"):
            for number, gap in enumerate(rest, start=AT_ONCE):
                _show_gap(gap, number, view, pipeline, trainings)
    if len(gaps) > MOST:
        st.caption(_("The tables below hold all {n}.").format(n=len(gaps)))


def _show_gap(gap: Gap, number: int, view: View, pipeline: Pipeline, trainings: dict[str, Training]) -> None:
    areas = {slug: _(area.name) for slug, area in pipeline.work_areas.items()}
    with st.container(border=True, key=f"card-gap-{gap.kind.value}-{number}"):
        st.subheader(escape(gap_title(gap)), anchor=False)
        for line in _facts(gap, areas, trainings, pipeline.plain_labels):
            st.caption(escape(line))
        for counted in gap.numbers:
            st.write(escape(staff_line(counted) if gap.about is About.STAFF_TOPIC else number_line(counted)))
        if gap.missing:
            st.write(escape(_("Missing: {elements}").format(elements=elements_words(gap.missing))))
        if not gap.stated:
            st.write(_("? Nobody has said yes or no yet."))
        st.markdown(f"**{_('What to do:')}** {escape(remedy_words(gap))}")
        if gap.kind in DRAFTED:
            needs = [one.subject for one in view.demand if one.measure is Measure.NEEDS]
            sketch = draft(gap, others=view.gaps, needs=list(dict.fromkeys(needs)), titles={})
            st.button(
                _("Make a draft"),
                key=f"draft-{gap.kind.value}-{number}",
                on_click=provider_actions.start_draft,
                args=(sketch,),
            )


def _facts(gap: Gap, areas: dict[str, str], trainings: dict[str, Training], plain: Mapping[str, str]) -> list[str]:
    lines = []
    if gap.about is About.TRAINING:
        lines.append(entry_words(trainings[gap.subject]))
    if gap.about is About.SKILL:
        lines.append(_("ESCO skill") if gap.subject.startswith("http") else _("No ESCO skill"))
        if gap.subject in plain:
            lines.append(_("In plain words: {sentence}").format(sentence=plain[gap.subject]))
    if gap.work_areas and gap.about in (About.SKILL, About.TRAINING, About.NEED):
        lines.append(_("Work areas: {areas}").format(areas=", ".join(areas[slug] for slug in gap.work_areas)))
    if gap.folded:
        lines.append(
            ngettext("Counted with {n} nearly equal skill", "Counted with {n} nearly equal skills", len(gap.folded))
        )
    if gap.about is About.STAFF_TOPIC:
        lines.append(_(staff_topics()[gap.subject].why))
    if gap.teaching:
        lines.append(_("Taught by: {titles}").format(titles=_titles(gap.teaching, trainings)))
    if gap.trainings and gap.about is not About.TRAINING:
        named = _titles(gap.trainings[:TRAININGS_AT_ONCE], trainings)
        more = len(gap.trainings) - TRAININGS_AT_ONCE
        listed = _("{titles} and {n} more").format(titles=named, n=more) if more > 0 else named
        lines.append(_("Entries: {titles}").format(titles=listed))
    return lines


def _titles(ids: tuple[str, ...], trainings: dict[str, Training]) -> str:
    return ", ".join(trainings[training_id].main_title for training_id in ids)


def _show_tables(view: View) -> None:
    st.header(_("Take the tables away"), anchor=False)
    st.write(_("They hold every gap and every work area, with numbers, sources and dates."))
    # Made when somebody presses the button: tens of thousands of gaps take a while to write.
    for name, label, rows in (
        ("gaps", _("Gaps as {kind}"), partial(gap_table, view.gaps, versions=view.versions)),
        ("work-areas", _("Work areas as {kind}"), partial(area_table, view.areas, versions=view.versions)),
    ):
        with st.container(horizontal=True):
            for kind, write in WRITERS.items():
                st.download_button(
                    label.format(kind=kind.upper()),
                    data=partial(_written, write, rows),
                    file_name=f"{name}.{kind}",
                    key=f"{name}-{kind}",
                )


def _written(write: Callable[[list[list[str]]], bytes], rows: Callable[[], list[list[str]]]) -> bytes:
    return write(rows())
