"""From gaps, elements and numbers to words for the provider's page: pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.i18n import _
from recommender.domain.trainings import Training
from recommender.guidance.demand import Demand, Measure, Number, Unit
from recommender.guidance.gaps import Gap, GapKind
from recommender.guidance.remedies import remedies


def element_words(element: str) -> str:
    """Name an element of annex I."""
    return {
        "title": _("Title"),
        "country": _("Country or region of the awarding body"),
        "awarding_body": _("Awarding body"),
        "learning_outcomes": _("Learning outcomes"),
        "workload": _("Hours of work, or ECTS credits"),
        "level": _("Level (EQF), or that it does not apply"),
        "assessment": _("Type of assessment"),
        "participation": _("Form of participation"),
        "quality_assurance": _("Quality assurance"),
        "prerequisites": _("What is needed before"),
        "supervision": _("Whether the assessment is supervised"),
        "grade": _("Grades"),
        "stackability": _("What it leads to or is part of"),
        "further_information": _("A description"),
    }[element]


def element_fix(element: str) -> str:
    """Say how an element is filled in, with the column of the table."""
    return {
        "title": _("Write a short title. Column: title"),
        "country": _("Write the two letters of the country, such as BE. Column: awarding_body_country"),
        "awarding_body": _("Name who issues the certificate. Column: awarding_body"),
        "learning_outcomes": _("Write what people can do afterwards, one thing a line. Column: learning_outcomes"),
        "workload": _(
            "Write the hours of learning, practice and assessment, and that they are stated. An estimate does not "
            "count. Columns: workload_hours_min, workload_hours_max, workload_status"
        ),
        "level": _(
            "Write the level that the awarding body gives, or not_applicable. An estimate does not count. "
            "Columns: eqf_level, eqf_level_status"
        ),
        "assessment": _("Say how skills are looked at, such as practical_assessment. Column: assessment"),
        "participation": _("Say how people take part, such as presential or workbased. Column: participation"),
        "quality_assurance": _("Say who checks the quality, and how. Column: quality_assurance"),
    }[element]


def missing_words(training: Training, missing: tuple[str, ...]) -> str:
    """Say in one line, with a sign, what an entry lacks."""
    if not missing:
        return _("✓ Complete micro-credential: all nine elements are there")
    return _("○ Missing: {elements}").format(elements=elements_words(missing))


def given_words(optional: Sequence[str]) -> str:
    """Say in one line which elements an entry gives that it need not have."""
    return _("Also given, though not needed: {elements}").format(elements=elements_words(optional))


def elements_words(missing: Sequence[str]) -> str:
    """List elements of annex I; some of their names hold a comma.

    Examples
    --------
    >>> elements_words(("title", "workload"))
    'Title; Hours of work, or ECTS credits'
    """
    return "; ".join(map(element_words, missing))


def entry_words(training: Training) -> str:
    """Say what tells an entry apart from others with the same title: its number, and who stands behind it."""
    bodies = (training.provider, training.awarding_body)
    names = dict.fromkeys(body.name for body in bodies if body and body.name)
    return " · ".join([_("Number: {id}").format(id=training.training_id), *names])


def kind_words(kind: GapKind) -> str:
    """Name a kind of gap."""
    return {
        GapKind.NO_TRAINING: _("No training"),
        GapKind.NOT_YET_MICRO_CREDENTIAL: _("Not yet a micro-credential"),
        GapKind.NOT_ASSESSED: _("Nobody assesses it"),
        GapKind.NOT_ACCESSIBLE: _("Not accessible"),
        GapKind.STAFF_SKILL: _("Skills of the staff"),
    }[kind]


def kind_sentence(kind: GapKind) -> str:
    """Say what a kind of gap means."""
    return {
        GapKind.NO_TRAINING: _("Somebody asks for a skill or a work area. No entry of your offer covers it."),
        GapKind.NOT_YET_MICRO_CREDENTIAL: _(
            "These entries lack elements that the European Union asks for. One that lacks a single element is one "
            "step away."
        ),
        GapKind.NOT_ASSESSED: _("People can do this already. No entry of your offer assesses it."),
        GapKind.NOT_ACCESSIBLE: _(
            "People need something, and no entry of the work area says that it offers it. Needs are counted for "
            "whole houses: the same people may like other work."
        ),
        GapKind.STAFF_SKILL: _("Your offer depends on something. Nobody has said that your staff knows it."),
    }[kind]


def remedy_words(gap: Gap) -> str:
    """Say what to do about a gap."""
    return " ".join(_(sentence) for sentence in remedies(gap))


def gap_title(gap: Gap) -> str:
    """Return what a gap is about, in words.

    Examples
    --------
    >>> from recommender.guidance.gaps import About
    >>> gap_title(Gap(GapKind.NO_TRAINING, About.SKILL, "u:1", "iron textiles"))
    'Iron textiles'
    """
    return gap.name[:1].upper() + gap.name[1:]


def number_line(number: Number) -> str:
    """Say a number with its source and date; a count of people is the least there are."""
    source = _("{source}, {day}").format(source=number.source, day=number.as_of.isoformat())
    if number.count is None:
        return _("Named as a need, without a number ({source})").format(source=source)
    if number.unit is Unit.JOBS:
        return _("Jobs: {n} ({source})").format(n=number.count, source=source)
    return _("People: at least {n} ({source})").format(n=number.count, source=source)


def staff_line(number: Number) -> str:
    """Say how many of the staff know a topic."""
    return _("Staff who know it: {n} ({source}, {day})").format(
        n=number.count or 0, source=number.source, day=number.as_of.isoformat()
    )


def measure_words(measure: Measure) -> str:
    """Say what a number counts."""
    return {
        Measure.CAN: _("can do it"),
        Measure.LIKES: _("like it"),
        Measure.NEEDS: _("need it"),
        Measure.WANTED: _("want it"),
    }[measure]


def demand_line(demand: Demand, names: Mapping[str, str]) -> str:
    """Say one number that was added, in one line."""
    number = number_line(Number(demand.count, demand.unit, demand.source, demand.as_of))
    return f"{names.get(demand.subject, demand.subject)} · {measure_words(demand.measure)} · {number}"


def format_words(name: str) -> str:
    """Name a format of catalogues; blank is the choice of none."""
    return {
        "": _("Choose"),
        "csv": _("Table (CSV)"),
        "xlsx": _("Workbook (XLSX)"),
        "elm-json": _("European Learning Model (JSON)"),
        "elm-xml": _("European Learning Model (for Europass)"),
        "schema-org": _("Web page data (schema.org)"),
        "open-badges": _("Badges (Open Badges 3.0)"),
        "oeapi": _("Open Education data"),
    }[name]
