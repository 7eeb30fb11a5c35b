"""Read what ESCO says about its concepts: skill groups, broader concepts, occupations and their skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.taxonomy.packages import Table
from recommender.taxonomy.tables import clean, newest, read_rows

ESSENTIAL, OPTIONAL = "essential", "optional"


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """A heading of the skills hierarchy, never a skill itself; the roots have the codes S, K, T and L."""

    uri: str
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation with the code of its ISCO group: four digits, of which the first may be 0."""

    uri: str
    label: str
    isco_group: str


def read_groups(tables: Sequence[Table], problems: list[str]) -> dict[str, SkillGroup]:
    """Return the skill groups by URI.

    Their URIs come in three forms: `.../skill/<uuid>`, `.../skill/S4.8.1` (1.1.0) and `.../isced-f/<code>`; the code
    is read from its own column. `skillsHierarchy` is not read: it says nothing more, but for seven groups of 1.1.1
    under which there is no skill.
    """
    groups: dict[str, SkillGroup] = {}
    for table in _named(tables, "skillGroups"):
        required, optional = ("conceptUri", "preferredLabel", "code"), ("modifiedDate",)
        rows = read_rows(table, problems, required=required, optional=optional, uris=("conceptUri",))
        for uri, row in newest(rows, table, problems, date=3).items():
            groups[uri] = SkillGroup(uri, clean(row[1]), row[2].strip())
    return groups


def read_broader(tables: Sequence[Table], problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the URIs, sorted, of all concepts and groups straight above each concept and group."""
    above: dict[str, set[str]] = {}
    columns = ("conceptUri", "broaderUri")
    for table in _named(tables, "broaderRelationsSkillPillar"):
        for _, (uri, broader) in read_rows(table, problems, required=columns, uris=columns):
            above.setdefault(uri, set()).add(broader)
    return {uri: tuple(sorted(uris)) for uri, uris in above.items()}


def read_occupations(tables: Sequence[Table], problems: list[str]) -> dict[str, Occupation]:
    """Return the occupations by URI; 1.2.1 has four of them twice, of which the newest row is kept."""
    found: dict[str, Occupation] = {}
    for table in _named(tables, "occupations"):
        required, optional = ("conceptUri", "preferredLabel", "iscoGroup"), ("modifiedDate",)
        rows = read_rows(table, problems, required=required, optional=optional, uris=("conceptUri",))
        for uri, row in newest(rows, table, problems, date=3).items():
            found[uri] = Occupation(uri, clean(row[1]), row[2].strip())
    return found


def read_occupation_skills(tables: Sequence[Table], problems: list[str]) -> dict[str, Mapping[str, str]]:
    """Return the skills of each occupation, with "essential" or "optional"."""
    return _links(_named(tables, "occupationSkillRelations"), ("occupationUri", "skillUri", "relationType"), problems)


def read_related_skills(tables: Sequence[Table], problems: list[str]) -> dict[str, Mapping[str, str]]:
    """Return the skills that each skill builds on, with "essential" or "optional".

    The skill types in this table are not read: up to 1.2.0 the first repeats the second.
    """
    columns = ("originalSkillUri", "relatedSkillUri", "relationType")
    return _links(_named(tables, "skillSkillRelations"), columns, problems)


def _links(tables: Iterable[Table], columns: tuple[str, str, str], problems: list[str]) -> dict[str, Mapping[str, str]]:
    """Read links with their type; a pair that is both essential and optional (17 in 1.2.0) is essential."""
    links: dict[str, dict[str, str]] = {}
    for table in tables:
        for number, (start, end, kind) in read_rows(table, problems, required=columns, uris=columns[:2]):
            if kind not in (ESSENTIAL, OPTIONAL):
                problems.append(f"{table.file_name}, row {number}, column 'relationType': '{kind[:80]}' is unknown")
            ends = links.setdefault(start, {})
            if kind == ESSENTIAL or end not in ends:
                ends[end] = kind
    return dict(links)


def _named(tables: Sequence[Table], name: str) -> list[Table]:
    return [table for table in tables if table.name == name]
