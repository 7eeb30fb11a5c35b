"""Turn the cells of one row into a training, and a training into the cells of one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.catalogue import cells
from recommender.catalogue.schema import COLUMNS, IN_LANGUAGE, LOCALISED, RARE
from recommender.domain.trainings import Organisation, Training

AS_THEY_ARE = (  # columns and fields of one name and one text
    *("kind", "status", "region", "workload_status", "eqf_level_status", "nqf_level", "assessment_detail"),
    *("learning_setting", "quality_assurance", "prerequisites", "grade_scheme", "isced_f", "price", "location"),
    *("homepage", "reviewed_at", "source"),
)
LISTS = ("languages", "assessment", "participation", "stackability", "target_groups", "start_dates", "work_areas")


def training_of(row: Mapping[str, str]) -> Training:
    """Turn the checked cells of one row into a training.

    Parameters
    ----------
    row : a cell for every column of the format, and for columns in other languages; checked by `check_rows`
    """
    value: dict[str, Any] = {name: rule.read(row[name]) if row[name] else rule.blank for name, rule in COLUMNS.items()}
    hours = (value["workload_hours_min"], value["workload_hours_max"])
    shared = (*AS_THEY_ARE, *LISTS, "ects_credits", "eqf_level", "assessment_supervised", "min_age")
    texts: dict[str, Any] = {name: _texts(row, name) for name in LOCALISED}
    return Training(
        training_id=value["id"],
        provider=_organisation(value, "provider"),
        awarding_body=_organisation(value, "awarding_body"),
        workload_hours=None if hours == (None, None) else hours,
        learning_outcomes=value["learning_outcomes"],
        confirmed_links=value["confirmed_links"],
        accessibility=dict(value["accessibility"]),
        **texts,
        **{name: value[name] for name in shared},
    )


def row_of(training: Training) -> dict[str, str]:
    """Turn a training into the cells of one row, in the order of the columns.

    Raises
    ------
    DataError : a list item that holds a semicolon
    """
    least, most = training.workload_hours or (None, None)
    supervised = training.assessment_supervised
    row = {
        "id": training.training_id,
        **_organisation_cells(training.provider, "provider"),
        **_organisation_cells(training.awarding_body, "awarding_body"),
        "learning_outcomes": cells.outcomes_cell(training.learning_outcomes),
        "workload_hours_min": cells.number_cell(least),
        "workload_hours_max": cells.number_cell(most),
        "ects_credits": cells.number_cell(training.ects_credits),
        "eqf_level": "" if training.eqf_level is None else str(training.eqf_level),
        "assessment_supervised": "" if supervised is None else "yes" if supervised else "no",
        "min_age": "" if training.min_age is None else str(training.min_age),
        "accessibility": cells.accessibility_cell(training.accessibility),
    }
    if training.confirmed_links:
        row["confirmed_links"] = cells.outcomes_cell(training.confirmed_links).strip()
    row |= {name: getattr(training, name) for name in AS_THEY_ARE}
    row |= {name: cells.list_cell(getattr(training, name)) for name in LISTS}
    for name in LOCALISED:
        for language, text in getattr(training, name).items():
            row[name if language == "en" else f"{name}_{language}"] = text
    return {name: row.pop(name, "") for name in COLUMNS if name not in RARE} | dict(sorted(row.items()))


def _texts(row: Mapping[str, str], name: str) -> dict[str, str]:
    texts = {"en": row[name]} if row[name] else {}
    for column in sorted(row):
        localised = IN_LANGUAGE.fullmatch(column)
        if localised and localised.group(1) == name and row[column]:
            texts[localised.group(2)] = row[column]
    return texts


def _organisation(value: Mapping[str, Any], name: str) -> Organisation | None:
    parts = (value[name], value[f"{name}_country"], value[f"{name}_url"])
    return Organisation(*parts) if any(parts) else None


def _organisation_cells(organisation: Organisation | None, name: str) -> dict[str, str]:
    known = organisation or Organisation("")
    return {name: known.name, f"{name}_country": known.country, f"{name}_url": known.url}
