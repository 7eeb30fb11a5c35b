"""Read a release of ESCO: its concepts at once, everything else when it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from recommender.domain.concepts import Concept
from recommender.errors import DataError, several
from recommender.taxonomy.packages import DOWNLOAD_AGAIN, Table, find_tables
from recommender.taxonomy.relations import (
    Occupation,
    SkillGroup,
    read_broader,
    read_groups,
    read_occupation_skills,
    read_occupations,
    read_related_skills,
)
from recommender.taxonomy.tables import Row, clean, newest, read_rows

T = TypeVar("T")
ENGLISH = "en"
MANIFEST = "manifest.json"
SKILL, KNOWLEDGE = "skill/competence", "knowledge"
# One concept of 1.0 is both: what a person can do counts.
SKILL_TYPES = {SKILL: SKILL, KNOWLEDGE: KNOWLEDGE, f"{SKILL} {KNOWLEDGE}": SKILL, "": None}
REQUIRED = ("conceptUri", "preferredLabel", "altLabels", "skillType")
OPTIONAL = ("reuseLevel", "description", "modifiedDate")  # 1.0 has no dates, some languages no descriptions

# No table says which release it is from. The number of concepts tells, but for 1.2.1: that has the concepts of
# 1.2.0, of which two changed their type, among them this one, which was knowledge.
RELEASE_BY_SIZE = {13_485: "1.0", 13_891: "1.1.0", 13_896: "1.1.1", 13_939: "1.2.0"}
SKILL_SINCE_1_2_1 = "http://data.europa.eu/esco/skill/90cac92e-bda6-4739-a754-6a2172df7c2f"
RELEASE_NAME = r"\d+\.\d+(?:\.\d+)?"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Release:
    """One release of ESCO in one language.

    `concepts` are sorted by URI. All other tables are read when they are first asked for, and are empty where
    the packages do not hold them. Reading may raise a DataError; `check` reads everything and names all problems.
    """

    name: str
    language: str
    concepts: tuple[Concept, ...]
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes, sorted, of all languages that have labels of skills here."""
        return tuple(sorted({self.language} | {table.language for table in self.tables if table.name == "skills"}))

    @property
    def has_relations(self) -> bool:
        """Say whether the hierarchy is here; without it neither groups nor narrower concepts are known."""
        return any(table.name == "broaderRelationsSkillPillar" for table in self.tables)

    @cached_property
    def groups(self) -> Mapping[str, SkillGroup]:
        """Return the skill groups by URI."""
        return self._read(read_groups)

    @cached_property
    def broader(self) -> Mapping[str, tuple[str, ...]]:
        """Return the URIs of the concepts and groups straight above each concept and group."""
        return self._read(read_broader)

    @cached_property
    def occupations(self) -> Mapping[str, Occupation]:
        """Return the occupations by URI."""
        return self._read(read_occupations)

    @cached_property
    def occupation_skills(self) -> Mapping[str, Mapping[str, str]]:
        """Return the skills of each occupation, with "essential" or "optional"."""
        return self._read(read_occupation_skills)

    @cached_property
    def related_skills(self) -> Mapping[str, Mapping[str, str]]:
        """Return the skills that each skill builds on, with "essential" or "optional"."""
        return self._read(read_related_skills)

    def labels(self, language: str) -> Mapping[str, str]:
        """Return the preferred labels in one of the languages by URI; concepts without one are left out."""
        if language == self.language:
            return {concept.concept_uri: concept.preferred_label for concept in self.concepts}
        concepts = self._read(lambda _, problems: read_concepts(_skills(self.tables, language), problems))
        return {uri: concept.preferred_label for uri, concept in concepts.items() if concept.preferred_label}

    def check(self) -> None:
        """Read every table of the packages.

        Raises
        ------
        DataError : all problems of all tables
        """
        problems: list[str] = []
        for language in self.languages:
            read_concepts(_skills(self.tables, language), problems)
        for read in (read_groups, read_broader, read_occupations, read_occupation_skills, read_related_skills):
            read(self._mine, problems)
        _raise(problems, self.tables)

    @property
    def _mine(self) -> list[Table]:
        """Return one table of each name: in the language of this release, else in English, else in any."""
        best_last = sorted(
            self.tables, key=lambda table: (table.language in ("", self.language), table.language == ENGLISH)
        )
        return list({table.name: table for table in best_last}.values())

    def _read(self, read: Callable[[Sequence[Table], list[str]], T]) -> T:
        problems: list[str] = []
        found = read(self._mine, problems)
        _raise(problems, self.tables)
        return found


def read_release(sources: Sequence[Path], *, language: str | None = None) -> Release:
    """Read the official packages of one release.

    Parameters
    ----------
    sources : zips, folders or single tables; several are merged, such as the classification and the relations
        of 1.1.1, or one package per language
    language : the language of the labels; English where it is there, else the first by its code

    Returns
    -------
    The release with the concepts of its English table, or of the chosen language where English is missing.
    Labels and descriptions that the chosen language lacks are in English.

    Raises
    ------
    DataError : a package that is damaged, unsafe or no ESCO, faults in its tables, or two releases at once
    """
    tables = find_tables(sources)
    spoken = [table.language for table in tables if table.name == "skills"]
    chosen = language or (ENGLISH if ENGLISH in spoken else min(spoken, default=ENGLISH))
    if chosen not in spoken:
        raise DataError(
            f"There is no table skills_{chosen}.csv",
            where=_packages(tables),
            fix=f"Languages here: {', '.join(spoken)}" if spoken else "Give the package of the classification, too",
        )
    main = ENGLISH if ENGLISH in spoken else chosen
    problems: list[str] = []
    base = read_concepts(_skills(tables, main), problems, labels_needed=True)
    words = base if chosen == main else read_concepts(_skills(tables, chosen), problems)
    _raise(problems, tables)
    if words is not base:
        base = {uri: _in_words_of(words.get(uri), concept) for uri, concept in base.items()}
    concepts = tuple(base[uri] for uri in sorted(base))
    return Release(_release_name(tables, base), chosen, concepts, tuple(tables))


def read_concepts(tables: Sequence[Table], problems: list[str], *, labels_needed: bool = False) -> dict[str, Concept]:
    """Return the concepts in tables of skills by URI; some languages leave labels blank."""
    concepts: dict[str, Concept] = {}
    for table in tables:
        rows = read_rows(table, problems, required=REQUIRED, optional=OPTIONAL, uris=("conceptUri",))
        for number, row in rows:
            if labels_needed and not clean(row[1]):
                problems.append(f"{table.file_name}, row {number}, column 'preferredLabel' is empty")
            if row[3] not in SKILL_TYPES:
                problems.append(f"{table.file_name}, row {number}, column 'skillType': '{row[3][:80]}' is unknown")
        concepts |= {uri: _concept(row) for uri, row in newest(rows, table, problems, date=-1).items()}
    return concepts


def make_concept(
    uri: str,
    label: str,
    *,
    alternative: str = "",
    description: str = "",
    skill_type: str | None = None,
    reuse_level: str | None = None,
) -> Concept:
    """Return a concept with clean texts.

    Parameters
    ----------
    alternative : one label a line; those that repeat the preferred label or each other are left out

    Examples
    --------
    >>> make_concept("esco:1", "pack goods", alternative="Pack goods\\nbag  goods ").alternative_labels
    ('bag goods',)
    """
    preferred = clean(label)
    others: dict[str, str] = {}
    for line in map(clean, alternative.split("\n")):
        if line and line.casefold() != preferred.casefold():
            others.setdefault(line.casefold(), line)
    return Concept(uri, preferred, tuple(others.values()), clean(description), skill_type, reuse_level)


def _concept(row: Row) -> Concept:
    uri, label, alternative, skill_type, reuse_level, description, _ = row
    kinds = {"skill_type": SKILL_TYPES.get(skill_type), "reuse_level": reuse_level or None}
    return make_concept(uri, label, alternative=alternative, description=description, **kinds)


def _in_words_of(concept: Concept | None, english: Concept) -> Concept:
    """Return a concept in the words of another language, and in English where that has none."""
    if concept is None or not concept.preferred_label:
        return english
    return replace(concept, description=concept.description or english.description, skill_type=english.skill_type)


def _skills(tables: Sequence[Table], language: str) -> list[Table]:
    return [table for table in tables if (table.name, table.language) == ("skills", language)]


def _packages(tables: Sequence[Table]) -> str:
    return ", ".join(sorted({table.package.name for table in tables}))


def _raise(problems: list[str], tables: Sequence[Table]) -> None:
    if problems:
        raise several(problems, where=_packages(tables), fix=DOWNLOAD_AGAIN)


# Which release


def _release_name(tables: Sequence[Table], concepts: Mapping[str, Concept]) -> str:
    """Tell the release from a manifest or the names of the packages, else from the concepts, else "unknown"."""
    stated = sorted({name for table in tables if (name := _stated_release(table.package))})
    if len(stated) > 1:
        raise DataError(
            f"These are packages of different releases: {', '.join(stated)}",
            where=_packages(tables),
            fix="Give packages of one release at a time",
        )
    return stated[0] if stated else _release_by_content(concepts)


def _stated_release(package: Path) -> str | None:
    manifest = package / MANIFEST
    if package.is_dir() and manifest.is_file():
        try:
            stated = json.loads(manifest.read_text(encoding="utf-8"))["release"]
            if re.fullmatch(RELEASE_NAME, stated):  # it becomes the name of a folder
                return str(stated)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError("The manifest cannot be read", where=str(manifest), fix="Delete this file") from error
    match = re.search(rf"v({RELEASE_NAME})", package.name)
    return match[1] if match else None


def _release_by_content(concepts: Mapping[str, Concept]) -> str:
    name = RELEASE_BY_SIZE.get(len(concepts), UNKNOWN)
    if name == "1.2.0" and SKILL_SINCE_1_2_1 in concepts and concepts[SKILL_SINCE_1_2_1].skill_type == SKILL:
        return "1.2.1"
    return name
