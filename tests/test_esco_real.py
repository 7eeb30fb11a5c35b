"""The quirks of the real packages of ESCO, each pinned by a number that was counted in them."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from recommender.domain.concepts import Concept
from recommender.errors import DataError
from recommender.taxonomy.esco import Release, read_release
from recommender.taxonomy.packages import Table
from recommender.taxonomy.skills_table import install_skills_table, read_skills_table
from recommender.taxonomy.tables import read_rows
from recommender.taxonomy.taxonomy import Taxonomy

pytestmark = pytest.mark.real

SKILL = "http://data.europa.eu/esco/skill/"
LAUNDRY = f"{SKILL}04838ae5-a737-48a0-a782-3d1b6b6cb75b"


@pytest.fixture(scope="module")
def esco(shared: Path) -> Path:
    return shared / "esco"


@pytest.fixture(scope="module")
def release(esco: Path) -> Release:
    """Return 1.2.0: the official package, and its table of skills, which is a reconstruction."""
    return read_release(sorted((esco / "v1.2.0").glob("*.zip")))


@pytest.fixture(scope="module")
def older(esco: Path) -> Release:
    return read_release(sorted((esco / "v1.1.1").glob("*.zip")))


@pytest.fixture(scope="module")
def taxonomy(release: Release) -> Taxonomy:
    return Taxonomy(release)


def unpacked(zips: list[Path], target: Path, names: tuple[str, ...] = ()) -> Path:
    """Unpack tables to a folder whose name says nothing about the release."""
    for path in zips:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(target, names or None)
    return target


# Releases


def test_the_numbers_of_1_2_0(release: Release) -> None:
    kinds = Counter(concept.skill_type for concept in release.concepts)
    assert (release.name, kinds) == ("1.2.0", {"skill/competence": 10_715, "knowledge": 3_219, None: 5})
    assert (len(release.groups), len(release.occupations)) == (640, 3_039)


def test_the_numbers_of_1_1_1_from_two_zips(older: Release) -> None:
    assert (older.name, len(older.concepts), len(older.occupations)) == ("1.1.1", 13_896, 3_007)
    assert sum(concept.skill_type is None for concept in older.concepts) == 6
    assert sum(map(len, older.broader.values())) == 20_656


@pytest.mark.parametrize("release_name", ["1.2.0", "1.1.1"])
def test_a_package_without_a_telling_name_is_known_by_its_concepts(
    esco: Path, tmp_path: Path, release_name: str
) -> None:
    zips = [path for path in (esco / f"v{release_name}").glob("*.zip") if "relations" not in path.name]
    package = unpacked(sorted(zips)[-1:], tmp_path / "download", ("skills_en.csv",))
    assert read_release([package]).name == release_name


def test_1_2_1_is_told_from_1_2_0_by_a_type_that_changed(esco: Path, tmp_path: Path) -> None:
    zips = sorted((esco / "v1.2.1").glob("*index*.zip"))
    package = unpacked(zips, tmp_path / "download")
    text = (package / "skills_index_en.csv").read_text("utf-8").splitlines()
    (package / "skills_en.csv").write_text(  # the index lacks the alternative labels, a column that has to be there
        "\r\n".join([text[0] + ",altLabels", *[line + "," for line in text[1:]]]), "utf-8"
    )
    assert read_release([package]).name == "1.2.1"


def test_1_2_1_keeps_one_row_of_four_repeated_occupations(esco: Path, release: Release, tmp_path: Path) -> None:
    package = unpacked(sorted((esco / "v1.2.0").glob("*skills*.zip")), tmp_path / "mixed")
    unpacked(sorted((esco / "v1.2.1").glob("*partial.zip")), package, ("occupations_en.csv", "skillGroups_en.csv"))
    assert len(read_release([package]).occupations) == 3_039


def test_a_package_without_its_skills_says_what_is_missing(esco: Path) -> None:
    with pytest.raises(DataError, match=r"no table skills_en\.csv. Give the package of the classification, too"):
        read_release(sorted((esco / "v1.2.1").glob("*partial.zip")))


def test_packages_of_two_releases_are_refused(esco: Path) -> None:
    with pytest.raises(DataError, match=r"skills_en\.csv differs in esco-v1\.1\.1-.* and esco-v1\.2\.0-"):
        read_release([*(esco / "v1.1.1").glob("*.zip"), *(esco / "v1.2.0").glob("*.zip")])


def test_every_table_of_both_releases_is_without_fault(release: Release, older: Release) -> None:
    release.check()
    older.check()


def test_renamed_and_retired_concepts_are_counted_as_measured(release: Release, older: Release) -> None:
    now = Taxonomy(release)
    status = Counter(now.status(concept.concept_uri, concept.preferred_label) for concept in older.concepts)
    assert status == {"current": 13_896 - 194 - 105, "retired": 194, "renamed": 105}


# Languages


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_package_in_another_language_is_read(esco: Path, language: str) -> None:
    release = read_release(sorted((esco / "languages").glob(f"esco-v1.0-{language}-*.zip")))
    assert (release.name, release.language, len(release.concepts)) == ("1.0", language, 13_485)


def test_another_language_adds_its_labels_and_english_fills_its_holes(esco: Path, tmp_path: Path) -> None:
    package = unpacked(sorted((esco / "v1.2.0").glob("*skills*.zip")), tmp_path / "both")
    unpacked(sorted((esco / "languages").glob("esco-v1.0-fr-*.zip")), package, ("skills_fr.csv",))
    french = read_release([package], language="fr")
    english = read_release([package])
    assert (french.name, french.languages, len(french.concepts)) == ("1.2.0", ("en", "fr"), 13_939)
    assert len(english.labels("fr")) == 13_485
    known = english.labels("fr").keys()
    assert all(f == e for f, e in zip(french.concepts, english.concepts, strict=True) if f.concept_uri not in known)


@pytest.mark.parametrize(("archive", "line_end"), [("v1.2.0-nl", b"\n"), ("v1.0-es", b"\r\n")])
def test_both_line_ends_occur_and_are_read(esco: Path, archive: str, line_end: bytes) -> None:
    (package,) = (esco / "languages").glob(f"esco-{archive}-*.zip")
    table = Table("occupations", "", package, f"occupations_{archive[-2:]}.csv")
    header = table.read().split(b"\n", 1)[0] + b"\n"
    problems: list[str] = []
    assert header.endswith(b"\r\n") == (line_end == b"\r\n")
    assert len(read_rows(table, problems, required=("conceptUri",), uris=("conceptUri",))) in (3_039, 2_942)
    assert problems == []


# Cells


def test_a_cell_of_651_423_characters_is_read(esco: Path) -> None:
    (package,) = (esco / "v1.2.0").glob("*official.zip")
    table = Table("conceptSchemes", "en", package, "conceptSchemes_en.csv")
    rows = read_rows(table, [], required=("hasTopConcept",), uris=())
    assert max(len(cells[0]) for _, cells in rows) == 651_423


def test_labels_have_no_stray_blanks(release: Release, older: Release) -> None:
    labels = [
        label
        for concept in (*release.concepts, *older.concepts)
        for label in (concept.preferred_label, *concept.alternative_labels)
    ]
    assert not [label for label in labels if label != " ".join(label.split()) or not label]


def test_a_repeated_preferred_label_is_no_alternative_label(release: Release) -> None:
    def folded(concept: Concept) -> list[str]:
        return [label.casefold() for label in (concept.preferred_label, *concept.alternative_labels)]

    assert all(len(folded(concept)) == len(set(folded(concept))) for concept in release.concepts)
    assert sum(not concept.alternative_labels for concept in release.concepts) >= 348


def test_707_labels_belong_to_more_than_one_skill(release: Release) -> None:
    # 703 of 99,187 in the tables as they are; with white space evened out, as we read them, four more pairs meet.
    owners: Counter[str] = Counter()
    for concept in release.concepts:
        owners.update({label.casefold() for label in (concept.preferred_label, *concept.alternative_labels)})
    assert (len(owners), sum(count > 1 for count in owners.values())) == (99_113, 707)


def test_codes_keep_their_leading_zeros(release: Release) -> None:
    assert all(len(occupation.isco_group) == 4 for occupation in release.occupations.values())
    assert any(occupation.isco_group.startswith("0") for occupation in release.occupations.values())


# Hierarchy


def test_group_uris_have_two_forms_and_one_column_of_codes(release: Release) -> None:
    forms = Counter(uri.split("/")[4] for uri in release.groups)
    assert forms == {"skill": 420, "isced-f": 220}
    assert {group.code for group in release.groups.values() if len(group.code) == 1} == {"S", "K", "T", "L"}


def test_4_761_concepts_have_several_broader_ones(release: Release) -> None:
    counts = [len(above) for above in release.broader.values()]
    assert (sum(count > 1 for count in counts), max(counts)) == (4_761, 9)


def test_every_concept_has_a_path_from_a_root_also_286_without_a_group(release: Release, taxonomy: Taxonomy) -> None:
    own = {uri for uri, above in release.broader.items() if any(one in release.groups for one in above)}
    assert len({concept.concept_uri for concept in release.concepts} - own) == 286
    paths = [taxonomy.group_path(concept.concept_uri) for concept in release.concepts]
    assert {path[0].code for path in paths} == {"S", "K", "T", "L"}


def test_a_release_with_seven_nameless_groups_still_gives_every_concept_a_path(older: Release) -> None:
    taxonomy = Taxonomy(older)
    assert all(taxonomy.group_path(concept.concept_uri) for concept in older.concepts)


def test_all_concepts_lie_below_the_roots(release: Release, taxonomy: Taxonomy) -> None:
    roots = [group.uri for group in release.groups.values() if len(group.code) == 1]
    assert len(frozenset().union(*(taxonomy.narrower(root) for root in roots))) == 13_939


# Links


def test_17_pairs_of_1_2_0_are_both_and_count_as_essential(esco: Path, release: Release) -> None:
    (package,) = (esco / "v1.2.0").glob("*official.zip")
    text = Table("", "", package, "occupationSkillRelations_en.csv").read().decode("utf-8-sig")
    kinds: dict[tuple[str, str], set[str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        kinds.setdefault((row["occupationUri"], row["skillUri"]), set()).add(row["relationType"])
    both = [pair for pair, found in kinds.items() if len(found) == 2]
    assert len(both) == 17
    assert {release.occupation_skills[occupation][uri] for occupation, uri in both} == {"essential"}
    assert sum(map(len, release.occupation_skills.values())) == 129_004 - 17


def test_447_skills_have_no_occupation(release: Release) -> None:
    used = set().union(*release.occupation_skills.values())
    assert len({concept.concept_uri for concept in release.concepts} - used) == 447


def test_related_skills_are_read_without_their_wrong_types(esco: Path, release: Release) -> None:
    (package,) = (esco / "v1.2.0").glob("*official.zip")
    table = Table("", "", package, "skillSkillRelations_en.csv")
    types = {concept.concept_uri: concept.skill_type for concept in release.concepts}
    rows = read_rows(table, [], required=("originalSkillUri", "originalSkillType"), uris=("originalSkillUri",))
    assert sum(types[uri] != kind for _, (uri, kind) in rows) == 5_548
    assert sum(map(len, release.related_skills.values())) == 5_818


# Searching


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("ironing", "iron textiles"),
        ("laundry", "wash the laundry"),
        ("dish washing", "wash the dishes"),
        ("horse stable", "manage stable"),
        ("sign languge", "sign language"),
        ("copy documents", "reproduce documents"),
        (LAUNDRY.replace("http", "https"), "wash the laundry"),
    ],
)
def test_words_find_their_skill_among_all(taxonomy: Taxonomy, words: str, label: str) -> None:
    assert label in [concept.preferred_label for concept in taxonomy.find(words)]


# Both sources of the default


@pytest.fixture(scope="module")
def wheel() -> Path:
    folder = os.environ.get("RECOMMENDER_TEST_WHEELS")
    if not folder:
        assert not os.environ.get("CI"), "RECOMMENDER_TEST_WHEELS is not set"
        pytest.skip("needs RECOMMENDER_TEST_WHEELS, a folder with the wheel dev_laiser 0.3.9.99")
    (found,) = Path(folder).glob("dev_laiser-0.3.9.99-*.whl")
    return found


def test_both_sources_give_the_same_concepts(release: Release, wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in ("combined.csv", "faiss_skills.csv"):
            (tmp_path / name).write_bytes(archive.read(f"laiser/public/{name}"))
    other = read_skills_table(tmp_path).concepts
    words = [(c.concept_uri, c.preferred_label, set(c.alternative_labels), c.description) for c in release.concepts]
    assert words == [(c.concept_uri, c.preferred_label, set(c.alternative_labels), c.description) for c in other]


def test_both_sources_give_the_same_types_but_for_five_that_esco_leaves_blank(
    release: Release, wheel: Path, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    from recommender.taxonomy.installed import read_installed

    (tmp_path / "downloads").mkdir()
    copy = tmp_path / "downloads" / wheel.name
    copy.write_bytes(wheel.read_bytes())
    install_skills_table(tmp_path, copy, now=datetime(2026, 1, 1, tzinfo=UTC))
    pairs = zip(release.concepts, read_installed(tmp_path).concepts, strict=True)
    differing = Counter((a.skill_type, b.skill_type) for a, b in pairs if a.skill_type != b.skill_type)
    assert differing == {(None, "knowledge"): 5}
