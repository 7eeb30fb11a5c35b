"""What the columns of a catalogue are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import _

LEFT_OUT = ""


def column_words(column: str, accommodations: Mapping[str, str]) -> str:
    """Name a column, with its language where that is not English.

    Parameters
    ----------
    column : a column of the format, an accommodation code, or blank for one that is left out
    accommodations : the names of accommodation codes
    """
    if column in accommodations:
        return _("Help: {name}").format(name=accommodations[column])
    names = _names()
    if column in names:
        return names[column]
    base, _sign, language = column.rpartition("_")
    return f"{names[base]} ({language})"


def taken_as_words(column: str, accommodations: Mapping[str, str]) -> str:
    """Say what a column was taken for, in a table where nothing can be chosen."""
    return _("– left out") if column == LEFT_OUT else column_words(column, accommodations)


def samples_words(samples: tuple[str, ...], *, longest: int = 60) -> str:
    """Show the first cells of a column in one line.

    Examples
    --------
    >>> samples_words(("Ironing", "two\\nlines"))
    'Ironing · two; lines'
    """
    lines = ("; ".join(" ".join(line.split()) for line in sample.splitlines() if line.strip()) for sample in samples)
    return " · ".join(line if len(line) <= longest else f"{line[: longest - 1]}…" for line in lines)


def _names() -> dict[str, str]:
    return {
        LEFT_OUT: _("Leave it out"),
        "id": _("Number or code"),
        "title": _("Title"),
        "description": _("Description"),
        "description_plain": _("Description in plain language"),
        "kind": _("Kind of training"),
        "languages": _("Language of the training"),
        "provider": _("Provider"),
        "provider_country": _("Country of the provider"),
        "provider_url": _("Web address of the provider"),
        "awarding_body": _("Awarding body"),
        "awarding_body_country": _("Country of the awarding body"),
        "awarding_body_url": _("Web address of the awarding body"),
        "region": _("Region"),
        "learning_outcomes": _("Learning outcomes"),
        "workload_hours": _("Hours"),
        "workload_hours_min": _("Hours, at least"),
        "workload_hours_max": _("Hours, at most"),
        "ects_credits": _("ECTS credits"),
        "workload_status": _("Whether the hours are an estimate"),
        "eqf_level": _("Level (EQF)"),
        "eqf_level_status": _("Who says the level"),
        "nqf_level": _("Level in the country"),
        "assessment": _("Type of assessment"),
        "assessment_detail": _("How the assessment goes"),
        "assessment_supervised": _("Whether somebody watches the assessment"),
        "participation": _("Form of participation"),
        "learning_setting": _("Formal or non-formal learning"),
        "quality_assurance": _("Quality assurance"),
        "prerequisites": _("What people need before"),
        "min_age": _("Youngest age"),
        "grade_scheme": _("Grades"),
        "stackability": _("What it leads to, or is part of"),
        "isced_f": _("Code of the field of study"),
        "target_groups": _("Who it is for"),
        "price": _("Price"),
        "currency": _("Currency of the price"),
        "start_dates": _("Start dates"),
        "location": _("Place"),
        "homepage": _("Web page of the training"),
        "accessibility": _("Help and access, all in one column"),
        "work_areas": _("Work areas"),
        "status": _("Real or an example"),
        "reviewed_at": _("Day of the last review"),
        "source": _("Source of the entry"),
        "confirmed_links": _("Skills that a provider has confirmed"),
    }
