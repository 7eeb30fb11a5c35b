"""Reading releases of ESCO: small packages made here, and the extract."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from uuid import UUID

import pytest
from esco_packages import OCCUPATION, SKILL, broader, folder, pairs, skill, skills, table, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.domain.concepts import Concept
from recommender.errors import DataError
from recommender.taxonomy.esco import make_concept, read_release
from recommender.taxonomy.relations import Occupation, SkillGroup
from recommender.taxonomy.skills_table import official_layout, read_skills_table

PACK, SORT = SKILL + "pack", SKILL + "sort"


def read_one(path: Path, **cells: str) -> Concept:
    return read_release([zipped(path / "one.zip", {"skills_en.csv": skills(skill("pack", **cells))})]).concepts[0]


# What is read


def test_the_extract_is_read_with_its_relations(sample_esco: Path) -> None:
    release = read_release([sample_esco])
    uris = [concept.concept_uri for concept in release.concepts]
    assert (release.name, release.language, release.has_relations) == ("1.2.0", "en", True)
    assert len(uris) <= 300
    assert uris == sorted(set(uris))


def test_the_extract_has_only_whole_concepts(sample_esco: Path) -> None:
    concepts = read_release([sample_esco]).concepts
    assert all(concept.preferred_label and concept.description for concept in concepts)
    assert sum(concept.skill_type is None for concept in concepts) == 3


def test_labels_lose_stray_blanks_and_repeats(tmp_path: Path) -> None:
    concept = read_one(tmp_path, preferredLabel=" pack\u00a0 goods ", altLabels="Pack goods\nbag items \n\nbag  items")
    assert concept.preferred_label == "pack goods"
    assert concept.alternative_labels == ("bag items",)


def test_words_that_look_like_missing_values_stay(tmp_path: Path) -> None:
    assert read_one(tmp_path, preferredLabel="None", altLabels="NA\nnull").alternative_labels == ("NA", "null")


def test_a_skill_without_a_type_has_none(tmp_path: Path) -> None:
    concept = read_one(tmp_path, skillType="", reuseLevel="")
    assert (concept.skill_type, concept.reuse_level) == (None, None)


def test_https_in_a_uri_becomes_http(tmp_path: Path) -> None:
    assert read_one(tmp_path, conceptUri="https://data.europa.eu/esco/skill/pack").concept_uri == PACK


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path, line_end: str, mark: bytes) -> None:
    data = mark + skills(skill("pack", altLabels="bag items\nwrap goods"), line_end=line_end)
    concept = read_release([zipped(tmp_path / "a.zip", {"skills_en.csv": data})]).concepts[0]
    assert concept.alternative_labels == ("bag items", "wrap goods")


def test_a_cell_may_be_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    assert len(read_one(tmp_path, description="x" * 200_000).description) == 200_000


def test_columns_of_later_releases_may_be_missing(tmp_path: Path) -> None:
    columns = ("conceptUri", "preferredLabel", "altLabels", "skillType")
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack"), columns=columns)})
    assert read_release([package]).concepts == (make_concept(PACK, "pack goods", skill_type="skill/competence"),)


def test_the_newest_row_of_a_repeated_concept_counts(tmp_path: Path) -> None:
    rows = [skill("pack", f"label {year}", modifiedDate=f"{year}-01-01T00:00:00Z") for year in (2022, 2025, 2023)]
    package = folder(tmp_path / "a", {"skills_en.csv": skills(*rows)})
    assert [concept.preferred_label for concept in read_release([package]).concepts] == ["label 2025"]


def test_two_skills_may_share_a_label(tmp_path: Path) -> None:
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack"), skill("sort"))})
    assert [concept.concept_uri for concept in read_release([package]).concepts] == [PACK, SORT]


def test_a_package_inside_a_folder_of_the_zip_is_found(tmp_path: Path) -> None:
    files = {"csv/skills_en.csv": skills(skill("pack")), "__MACOSX/csv/skills_en.csv": b"rubbish"}
    assert len(read_release([zipped(tmp_path / "a.zip", files)]).concepts) == 1


def test_a_single_table_is_a_package_too(tmp_path: Path) -> None:
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack"))})
    assert len(read_release([package / "skills_en.csv"]).concepts) == 1


def skill_uri(uuid: UUID) -> str:
    return f"{SKILL}{uuid}"


CONCEPTS = st.lists(
    st.builds(
        make_concept,
        st.uuids().map(skill_uri),
        st.text(min_size=1).filter(str.strip),
        alternative=st.text(),
        description=st.text(),
        skill_type=st.sampled_from([None, "knowledge", "skill/competence"]),
        reuse_level=st.sampled_from([None, "transversal"]),
    ),
    min_size=1,
    unique_by=attrgetter("concept_uri"),
)


@given(CONCEPTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_is_written_in_the_official_layout_is_read_again(tmp_path: Path, concepts: list[Concept]) -> None:
    package = folder(tmp_path / "a", {"skills_en.csv": official_layout(concepts)})
    assert sorted(concepts, key=lambda c: c.concept_uri) == list(read_release([package]).concepts)


# Languages


def test_a_second_language_gives_labels(tmp_path: Path) -> None:
    english = zipped(tmp_path / "en.zip", {"skills_en.csv": skills(skill("pack"), skill("sort"))})
    french = zipped(tmp_path / "fr.zip", {"skills_fr.csv": skills(skill("pack", "emballer"), skill("sort", ""))})
    release = read_release([french, english])
    assert (release.language, release.languages) == ("en", ("en", "fr"))
    assert release.labels("fr") == {PACK: "emballer"}


def test_a_chosen_language_falls_back_to_english(tmp_path: Path) -> None:
    rows = skill("pack", description="Put things in boxes."), skill("sort", "sort things")
    english = zipped(tmp_path / "en.zip", {"skills_en.csv": skills(*rows)})
    french = zipped(tmp_path / "fr.zip", {"skills_fr.csv": skills(skill("pack", "emballer"), skill("sort", ""))})
    first, second = read_release([english, french], language="fr").concepts
    assert (first.preferred_label, first.description) == ("emballer", "Put things in boxes.")
    assert second.preferred_label == "sort things"


def test_a_package_without_english_is_read_in_its_own_language(tmp_path: Path) -> None:
    package = zipped(tmp_path / "de.zip", {"skills_de.csv": skills(skill("pack", "verpacken"))})
    assert read_release([package]).language == "de"


def test_a_language_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    package = zipped(tmp_path / "de.zip", {"skills_de.csv": skills(skill("pack"))})
    with pytest.raises(DataError, match=r"de\.zip: There is no table skills_fr\.csv. Languages here: de"):
        read_release([package], language="fr")


# Relations


def test_the_relations_come_from_a_second_zip_without_language_in_its_names(tmp_path: Path) -> None:
    words = zipped(tmp_path / "classification.zip", {"skills_en.csv": skills(skill("pack"), skill("sort"))})
    links = zipped(tmp_path / "relations.zip", {"broaderRelationsSkillPillar.csv": broader((PACK, SORT))})
    release = read_release([words, links])
    assert release.has_relations
    assert release.broader == {PACK: (SORT,)}


def test_relations_are_read_only_when_asked_for(tmp_path: Path) -> None:
    words = zipped(tmp_path / "a.zip", {"skills_en.csv": skills(skill("pack"))})
    links = zipped(tmp_path / "b.zip", {"broaderRelationsSkillPillar_en.csv": b"broken"})
    release = read_release([words, links])
    with pytest.raises(
        DataError, match=r"a\.zip, b\.zip: broaderRelationsSkillPillar_en\.csv has no column 'conceptUri'"
    ):
        _ = release.broader


def test_group_codes_come_from_their_column_whatever_the_uri(tmp_path: Path) -> None:
    rows = [(SKILL + "S4.8.1", "storing", "S4.8.1"), ("http://data.europa.eu/esco/isced-f/0110", "education", "0110")]
    groups = pairs(("conceptUri", "preferredLabel", "code"), *rows)
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack")), "skillGroups_en.csv": groups})
    assert read_release([package]).groups == {row[0]: SkillGroup(*row) for row in rows}


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    columns = ("conceptUri", "preferredLabel", "iscoGroup", "modifiedDate")
    rows = [(OCCUPATION + "a", "sergeant", "0210", date) for date in ("2023", "2025")]
    files = {"skills_en.csv": skills(skill("pack")), "occupations_en.csv": pairs(columns, *rows)}
    assert read_release([folder(tmp_path / "a", files)]).occupations == {
        OCCUPATION + "a": Occupation(OCCUPATION + "a", "sergeant", "0210")
    }


@pytest.mark.parametrize("kinds", [("essential", "optional"), ("optional", "essential")])
def test_a_pair_that_is_essential_and_optional_is_essential(tmp_path: Path, kinds: tuple[str, str]) -> None:
    columns = ("occupationUri", "relationType", "skillUri")
    links = pairs(columns, *[(OCCUPATION + "a", kind, PACK) for kind in kinds])
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack")), "occupationSkillRelations_en.csv": links})
    assert read_release([package]).occupation_skills == {OCCUPATION + "a": {PACK: "essential"}}


def test_types_in_the_table_of_related_skills_are_not_believed(tmp_path: Path) -> None:
    columns = ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri")
    links = pairs(columns, (PACK, "knowledge", "optional", "knowledge", SORT))
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack")), "skillSkillRelations_en.csv": links})
    release = read_release([package])
    assert release.related_skills == {PACK: {SORT: "optional"}}
    assert release.concepts[0].skill_type == "skill/competence"


# Which release


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("ESCO dataset - v1.2.1 - classification - en - csv.zip", "1.2.1"),
        ("esco-v1.0-es.zip", "1.0"),
        ("download.zip", "unknown"),
    ],
)
def test_the_release_is_told_by_the_name_of_the_package(tmp_path: Path, name: str, release: str) -> None:
    assert read_release([zipped(tmp_path / name, {"skills_en.csv": skills(skill("pack"))})]).name == release


def test_two_releases_at_once_are_refused(tmp_path: Path) -> None:
    one = zipped(tmp_path / "v1.2.0.zip", {"skills_en.csv": skills(skill("pack"))})
    other = zipped(tmp_path / "v1.1.1.zip", {"broaderRelationsSkillPillar.csv": broader()})
    with pytest.raises(DataError, match=r"different releases: 1\.1\.1, 1\.2\.0"):
        read_release([one, other])


@pytest.mark.parametrize("manifest", [b'{"release": "../../x"}', b"{", b"[]", b'{"release": 3}'])
def test_a_manifest_cannot_name_a_place_outside(tmp_path: Path, manifest: bytes) -> None:
    package = folder(tmp_path / "a", {"skills_en.csv": skills(skill("pack")), "manifest.json": manifest})
    try:
        assert read_release([package]).name == "unknown"
    except DataError as error:
        assert "Delete this file" in str(error)  # noqa: PT017 (either answer is right)


# What is wrong with a package


FAULTS = {
    "a column is missing": (skills(skill("pack"), columns=("conceptUri",)), "has no column 'preferredLabel', 'altLab"),
    "an empty file": (b"", "has no column 'conceptUri'"),
    "no URI": (skills(skill("pack"), skill("a b")), r"row 3, column 'conceptUri': '.*a b' is not the URI"),
    "another site": (skills(skill("", conceptUri="http://example.org/a")), r"row 2, column 'conceptUri'"),
    "no label": (skills(skill("pack", "\u00a0")), "row 2, column 'preferredLabel' is empty"),
    "an unknown type": (skills(skill("pack", skillType="talent")), "row 2, column 'skillType': 'talent' is unknown"),
    "a URI twice": (skills(skill("pack"), skill("pack", "other")), "row 3, column 'conceptUri': .* a second time"),
    "too few cells": (skills(skill("pack")) + b"KnowledgeSkillCompetence,x\r\n", "row 3 has 2 cells instead of 8"),
    "too many cells": (skills(skill("pack"))[:-2] + b",x,y\r\n", "row 2 has 10 cells instead of 8"),
    "an open quotation mark": (skills(skill("pack")) + b'"x', "row 3: unexpected end of data"),
    "another encoding": (
        skills(skill("pack", altLabels="a\nb"), skill("sort")).replace(b"pack goods", b"pack g\xf6ods"),
        "row 2 is not in UTF-8",
    ),
    "UTF-16": (skills(skill("pack")).decode().encode("utf-16"), "row 1 is not in UTF-8"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_row_column_and_remedy(tmp_path: Path, fault: str) -> None:
    data, message = FAULTS[fault]
    with pytest.raises(DataError, match=rf"(?s)a\.zip: skills_en\.csv.*{message}.*Download the CSV package again"):
        read_release([zipped(tmp_path / "a.zip", {"skills_en.csv": data})])


def test_all_faults_of_all_tables_come_in_one_error(tmp_path: Path) -> None:
    rows = [skill(f"s{n}", "") for n in range(12)]
    package = folder(tmp_path / "a", {"skills_en.csv": skills(*rows)})
    with pytest.raises(DataError, match=r"(?s)row 2, .*row 11, .*; and 2 more"):
        read_release([package])


def test_a_check_reads_the_relations_too(tmp_path: Path) -> None:
    links = pairs(("occupationUri", "relationType", "skillUri"), (OCCUPATION + "a", "perhaps", PACK))
    files = {
        "skills_en.csv": skills(skill("pack")),
        "occupationSkillRelations_en.csv": links,
        "broaderRelationsSkillPillar_en.csv": broader((PACK, "nowhere")),
    }
    release = read_release([zipped(tmp_path / "a.zip", files)])
    with pytest.raises(DataError, match=r"(?s)'nowhere' is not the URI.*'perhaps' is unknown"):
        release.check()


def test_one_table_in_two_versions_is_refused(tmp_path: Path) -> None:
    one = zipped(tmp_path / "a.zip", {"skills_en.csv": skills(skill("pack"))})
    other = zipped(tmp_path / "b.zip", {"skills_en.csv": skills(skill("sort"))})
    with pytest.raises(DataError, match=r"skills_en\.csv differs in a\.zip and b\.zip"):
        read_release([one, other])


def test_one_table_given_twice_counts_once(tmp_path: Path) -> None:
    one = zipped(tmp_path / "a.zip", {"skills_en.csv": skills(skill("pack"))})
    other = zipped(tmp_path / "b.zip", {"skills_en.csv": skills(skill("pack"))})
    assert len(read_release([one, other]).concepts) == 1


def test_relations_without_the_skills_say_what_is_missing(tmp_path: Path) -> None:
    package = zipped(tmp_path / "relations.zip", {"broaderRelationsSkillPillar.csv": broader()})
    with pytest.raises(DataError, match=r"no table skills_en\.csv. Give the package of the classification, too"):
        read_release([package])


# Unsafe and damaged zips


def _huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(200_000_001)
    return path


def _understated(path: Path) -> Path:
    """Write a zip that says its table has 50 bytes where it has far more."""
    data = skills(*[skill(f"s{n}") for n in range(100)])
    content = zipped(path, {"skills_en.csv": data}).read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", len(data)), struct.pack("<L", 50)))
    return path


def _encrypted(path: Path) -> Path:
    zipped(path, {"skills_en.csv": skills(skill("pack"))})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def _cut_off(path: Path) -> Path:
    content = zipped(path, {"skills_en.csv": skills(skill("pack"))}).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def _text(path: Path) -> Path:
    path.write_bytes(b"<html>Please log in</html>")
    return path


def _flipped(path: Path) -> Path:
    data = bytearray(zipped(path, {"skills_en.csv": skills(skill("pack"))}, method=zipfile.ZIP_STORED).read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)
    return path


GOOD: Mapping[str, bytes] = {"skills_en.csv": skills(skill("pack"))}
UNSAFE = {
    "no ESCO": (lambda p: zipped(p, {"holiday.txt": b"sun"}), "no table of ESCO such as skills_en.csv"),
    "no zip": (_text, "is not a whole zip file"),
    "cut off": (_cut_off, "is not a whole zip file"),
    "a bad byte": (_flipped, "The table cannot be read .*Bad CRC"),
    "missing": (lambda p: p, "does not exist"),
    "200 MB": (_huge, "is larger than 200 MB"),
    "a path upwards": (lambda p: zipped(p, {**GOOD, "../../skills_fr.csv": b"x"}), "points outside the package"),
    "a path from the root": (lambda p: zipped(p, {**GOOD, "/etc/skills_fr.csv": b"x"}), "points outside the package"),
    "a drive": (lambda p: zipped(p, {**GOOD, "C:/skills_fr.csv": b"x"}), "points outside the package"),
    "a bomb": (lambda p: zipped(p, {"skills_en.csv": b"0" * 20_000_000}), "unpack to far more than it should"),
    "a bomb beside": (lambda p: zipped(p, {**GOOD, "a.bin": b"0" * 20_000_000}), "unpack to far more than it should"),
    "an understated size": (_understated, "The table cannot be read"),
    "a password": (_encrypted, "is encrypted"),
    "another packing": (lambda p: zipped(p, GOOD, method=zipfile.ZIP_LZMA), "packed in a way that cannot be read"),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_an_unsafe_or_damaged_zip_is_refused(tmp_path: Path, kind: str) -> None:
    make, message = UNSAFE[kind]
    with pytest.raises(DataError, match=rf"(?s)a\.zip.*{message}.*Download the CSV package again"):
        read_release([make(tmp_path / "a.zip")])


# The skills-only table


def _laiser(path: Path, rows: list[tuple[str, ...]], types: list[tuple[str, str]]) -> Path:
    columns = ("skill", "addtional_notes", "description", "source_url", "source")
    files = {
        "combined.csv": pairs(columns, *rows),
        "faiss_skills.csv": pairs(("taxonomy", "original_id"), *types),
    }
    return folder(path, files)


def test_the_skills_table_gives_skills_and_knowledge(tmp_path: Path) -> None:
    rows = [
        ("sort things", "", "Put like to like.", SORT, "esco"),
        ("pack goods", "bag items\nwrap goods", "", PACK, "esco"),
        ("welding", "", "", "x", "osn"),
    ]
    release = read_skills_table(_laiser(tmp_path / "a", rows, [("ESCO", PACK), ("ONET", SORT)]))
    assert [(c.concept_uri, c.skill_type) for c in release.concepts] == [
        (PACK, "skill/competence"),
        (SORT, "knowledge"),
    ]
    assert (release.name, release.has_relations) == ("1.2.0", False)
    assert release.concepts[0].alternative_labels == ("bag items", "wrap goods")


def test_a_skills_table_without_esco_is_refused(tmp_path: Path) -> None:
    package = _laiser(tmp_path / "a", [("welding", "", "", "x", "osn")], [])
    with pytest.raises(DataError, match="has no row from ESCO"):
        read_skills_table(package)


def test_a_skills_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    package = _laiser(tmp_path / "a", [], [])
    (package / "combined.csv").write_bytes(table(("skill",), []))
    with pytest.raises(DataError, match=r"combined\.csv has no column 'source_url'"):
        read_skills_table(package)
