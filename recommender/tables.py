"""The tables of `data/`: work areas with skills and tasks, workshop tasks, needs, plain labels, sentences, links."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from recommender.domain.accommodation import NeedCard
from recommender.domain.work_areas import AreaTask, WorkArea, WorkshopTask
from recommender.errors import several
from recommender.settings import PROJECT

# Files of data/training. recommender.encoder_stages says which of them each stage of the encoder learned from.
ALL, EVERYDAY, SCENES, RARER = "statements", "everyday", "scenes", "rarer"
PHRASES, DIRECT, BAREST, TOLD = "phrases", "direct", "barest", "told"
SENTENCES = (ALL, EVERYDAY, SCENES, RARER)
BARE = (PHRASES, DIRECT, BAREST)
MIXED = "m"  # style of a sentence that tells of several doings, of which the skill is one


def training_rows(*names: str) -> list[tuple[str, str, str]]:
    """Read what people say for each concept: (concept URI, style, sentence).

    Parameters
    ----------
    names : the files of `data/training` to read
    """
    found = []
    for name in names:
        with gzip.open(PROJECT / "data" / "training" / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="") as file:
            next(file)
            for line in file:
                uri, style, sentence = line.rstrip("\n").split("\t")
                found.append((uri, style, sentence))
    return found


def read_confirmed_together(file: Path) -> list[tuple[str, str, int]]:
    """Read which skills a coach confirms together: (concept URI, URI of the other, grade of the other, 2 or 1)."""
    return [(row["concept_uri"], row["also_uri"], int(row["grade"])) for row in _rows(file)]


def read_pictures(folder: Path) -> dict[str, str]:
    """Read the pictograms of `data/pictograms`: the source of an SVG by name."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.svg"))}


def training_clauses() -> list[tuple[str, str]]:
    """Read clauses with their kinds, written for training: (kind, clause)."""
    found: list[tuple[str, str]] = []
    for name in ("clauses", "hasty"):
        file = PROJECT / "data" / "training" / f"{name}.tsv.gz"
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            next(lines)
            found += [(kind, clause) for kind, clause in (line.rstrip("\n").split("\t") for line in lines)]
    return found


def read_tables(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the tables of `data/`: work areas with skills and tasks, workshop tasks, accommodations, plain labels."""
    skills: dict[str, set[str]] = {}
    for row in _rows(folder / "work_area_skills.csv"):
        skills.setdefault(row["work_area"], set()).add(row["concept_uri"])
    areas = {
        row["slug"]: WorkArea(
            row["slug"], row["name"], row["sentence"], row["pictogram"], frozenset(skills.get(row["slug"], ()))
        )
        for row in _rows(folder / "work_areas.csv")
    }
    tasks = {
        row["slug"]: WorkshopTask(
            row["slug"],
            row["name"],
            row["work_area"],
            tuple(line.strip() for line in row["variants"].splitlines() if line.strip()),
            row["nearest_concept_uri"] or None,
            row["why"],
        )
        for row in _rows(folder / "workshop_tasks.csv")
    }
    return {
        "work_areas": areas,
        "area_tasks": read_area_tasks(folder / "work_area_tasks.csv", areas),
        "need_cards": {row["code"]: NeedCard(**row) for row in _rows(folder / "need_cards.csv")},
        "workshop_tasks": tasks,
        "accommodations": {row["code"]: row["name"] for row in _rows(folder / "accommodations.csv")},
        "accommodation_questions": {row["code"]: row["question"] for row in _rows(folder / "accommodations.csv")},
        "plain_labels": {row["concept_uri"]: row["plain"] for row in _rows(folder / "plain_labels.csv")},
    }


def card_names(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return what work areas and their tasks are called, by slug."""
    return {slug: row.name for name in ("work_areas", "area_tasks") for slug, row in tables[name].items()}


def read_area_tasks(file: Path, areas: Collection[str]) -> dict[str, AreaTask]:
    """Read the tasks inside work areas by slug, in the order of the file.

    Raises
    ------
    DataError : a task belongs to no work area, or two tasks share a slug; with all problems at once
    """
    tasks: dict[str, AreaTask] = {}
    problems = []
    for number, row in enumerate(_rows(file), start=2):
        if row["work_area"] not in areas:
            problems.append(f"line {number}: there is no work area {row['work_area']!r}")
        if row["slug"] in tasks:
            problems.append(f"line {number}: {row['slug']!r} is there twice")
        uris = frozenset(row.pop("concept_uris").split())
        tasks[row["slug"]] = AreaTask(**row, concept_uris=uris)
    if problems:
        raise several(problems, where=file.name, fix="Correct these lines")
    return tasks


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
