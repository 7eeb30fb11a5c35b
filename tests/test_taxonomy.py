"""ESCO in memory: looking up, searching, walking the hierarchy."""

from __future__ import annotations

from pathlib import Path

import pytest
from esco_packages import SKILL, broader, folder, pairs, skill, skills
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import NotFoundError
from recommender.taxonomy.esco import Release, make_concept, read_release
from recommender.taxonomy.search import LabelIndex
from recommender.taxonomy.taxonomy import Taxonomy

LAUNDRY = SKILL + "04838ae5-a737-48a0-a782-3d1b6b6cb75b"
ISCED = "http://data.europa.eu/esco/isced-f/"


@pytest.fixture(scope="module")
def taxonomy(sample_esco: Path) -> Taxonomy:
    return Taxonomy(read_release([sample_esco]))


def small(path: Path, *relations: tuple[str, str], groups: dict[str, str] | None = None) -> Taxonomy:
    """Return a taxonomy of the skills a to e with some relations; `groups` maps the end of a URI to a code."""
    rows = [(SKILL + end, f"group {code}", code) for end, code in (groups or {}).items()]
    files = {
        "skills_en.csv": skills(*[skill(name, f"skill {name}") for name in "abcde"]),
        "skillGroups_en.csv": pairs(("conceptUri", "preferredLabel", "code"), *rows),
        "broaderRelationsSkillPillar_en.csv": broader(*[(SKILL + low, SKILL + high) for low, high in relations]),
    }
    return Taxonomy(read_release([folder(path / "esco", files)]))


# Looking up


def test_a_concept_is_found_by_its_uri(taxonomy: Taxonomy) -> None:
    assert taxonomy.concept(LAUNDRY).preferred_label == "wash the laundry"
    assert taxonomy.concept(LAUNDRY.replace("http:", "https:")) is taxonomy.concept(LAUNDRY)


def test_concepts_are_sorted_and_counted(taxonomy: Taxonomy) -> None:
    uris = [concept.concept_uri for concept in taxonomy.concepts]
    assert uris == sorted(uris)
    assert len(taxonomy) == len(uris) == 294


def test_membership_asks_for_uris_only(taxonomy: Taxonomy) -> None:
    assert LAUNDRY in taxonomy
    assert "wash the laundry" not in taxonomy
    assert None not in taxonomy


def test_a_mistyped_uri_names_the_one_that_was_meant(taxonomy: Taxonomy) -> None:
    with pytest.raises(NotFoundError, match=r"no concept .*6cb75x\. Did you mean .*6cb75b \(wash the laundry\)\?"):
        taxonomy.concept(LAUNDRY[:-1] + "x")


def test_an_unknown_uri_is_not_likened_to_a_stranger(taxonomy: Taxonomy) -> None:
    with pytest.raises(NotFoundError, match=r"ESCO 1\.2\.0 has no concept .*It may be retired"):
        taxonomy.concept(SKILL + "00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize(
    ("uri", "label", "status"),
    [
        (LAUNDRY, "wash the laundry", "current"),
        (LAUNDRY, "do the laundry", "renamed"),
        (SKILL + "gone", "wash the laundry", "retired"),
    ],
)
def test_a_kept_skill_is_current_renamed_or_retired(taxonomy: Taxonomy, uri: str, label: str, status: str) -> None:
    assert taxonomy.status(uri, label) == status


# Searching


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("wash the laundry", "wash the laundry"),
        ("laundry washing", "wash the laundry"),
        ("ironing", "iron textiles"),
        ("forklift", "operate forklift"),
        ("wahs dishes", "wash the dishes"),
        ("sign languge", "sign language"),
        ("FILE documents!", "file documents"),
        ("feeding pets", "feed pets"),
    ],
)
def test_words_find_a_skill_in_spite_of_endings_and_slips(taxonomy: Taxonomy, words: str, label: str) -> None:
    assert label in [concept.preferred_label for concept in taxonomy.find(words, limit=3)]


def test_an_alternative_label_finds_its_skill(taxonomy: Taxonomy) -> None:
    assert [c.preferred_label for c in taxonomy.find("initiate action", limit=1)] == ["show initiative"]


def test_a_label_of_two_skills_finds_both(taxonomy: Taxonomy) -> None:
    assert {c.preferred_label for c in taxonomy.find("stain wood", limit=2)} == {"stain wood", "dye wood"}


def test_a_uri_finds_its_concept(taxonomy: Taxonomy) -> None:
    assert taxonomy.find(f" {LAUNDRY} ") == [taxonomy.concept(LAUNDRY)]


@pytest.mark.parametrize("words", ["", "  ", "?!", "🙂", "zzzzzz qqqqqq", "العربية"])
def test_words_that_mean_nothing_find_nothing(taxonomy: Taxonomy, words: str) -> None:
    assert taxonomy.find(words) == []


def test_no_more_than_the_limit_is_found(taxonomy: Taxonomy) -> None:
    assert len(taxonomy.find("clean", limit=3)) == 3


def test_a_whole_page_is_searched_for_by_its_first_words(taxonomy: Taxonomy) -> None:
    assert taxonomy.find("iron textiles " * 100_000, limit=1)[0].preferred_label == "iron textiles"


@given(st.text(max_size=60))
def test_a_search_takes_any_text(sample_words: str) -> None:
    index = LabelIndex([("wash the laundry", "do the washing"), ("iron textiles",), ("!",), ("",)])
    found = index.search(sample_words, limit=2)
    assert len(found) == len(set(found)) <= 2


def test_a_taxonomy_without_concepts_finds_nothing() -> None:
    assert Taxonomy(Release("1.2.0", "en", ())).find("laundry") == []


# Walking


def test_narrower_goes_all_the_way_down(tmp_path: Path) -> None:
    taxonomy = small(tmp_path, ("b", "a"), ("c", "b"), ("d", "b"), ("d", "a"))
    assert taxonomy.narrower(SKILL + "a") == {SKILL + "b", SKILL + "c", SKILL + "d"}


def test_narrower_of_a_group_holds_skills_but_no_groups(tmp_path: Path) -> None:
    taxonomy = small(tmp_path, ("s1", "s"), ("a", "s1"), ("b", "a"), groups={"s": "S", "s1": "S1"})
    assert taxonomy.narrower(SKILL + "s") == {SKILL + "a", SKILL + "b"}


def test_a_circle_ends_the_walk(tmp_path: Path) -> None:
    taxonomy = small(tmp_path, ("a", "b"), ("b", "c"), ("c", "a"), ("d", "d"))
    assert taxonomy.narrower(SKILL + "a") == {SKILL + "b", SKILL + "c"}
    assert taxonomy.narrower(SKILL + "d") == frozenset()
    assert taxonomy.group_path(SKILL + "a") == ()


def test_a_circle_of_groups_ends_the_walk(tmp_path: Path) -> None:
    taxonomy = small(tmp_path, ("a", "g"), ("g", "h"), ("h", "g"), groups={"g": "S1", "h": "S2"})
    assert [group.code for group in taxonomy.group_path(SKILL + "a")] == ["S2", "S1"]


def test_the_path_of_a_skill_starts_at_its_root(taxonomy: Taxonomy) -> None:
    codes = [group.code for group in taxonomy.group_path(LAUNDRY)]
    assert codes == ["S", "S6", "S6.12", "S6.12.0"]


def test_of_several_places_the_one_under_skills_counts(tmp_path: Path) -> None:
    groups = {"k": "K", "t": "T", "s": "S", "s1": "S1", "s2": "S2"}
    links = [("s1", "s"), ("s2", "s"), ("a", "k"), ("a", "t"), ("a", "s2"), ("a", "s1")]
    path = small(tmp_path, *links, groups=groups).group_path(SKILL + "a")
    assert [group.code for group in path] == ["S", "S1"]


def test_a_skill_without_a_group_has_that_of_its_broader_skill(taxonomy: Taxonomy) -> None:
    spoken = taxonomy.find("understand spoken English", limit=1)[0].concept_uri
    english = taxonomy.find("English", limit=1)[0].concept_uri
    assert taxonomy.group_path(spoken) == taxonomy.group_path(english) != ()


def test_without_relations_nothing_is_narrower_and_the_reason_is_said() -> None:
    taxonomy = Taxonomy(Release("1.2.0", "en", (make_concept(LAUNDRY, "wash the laundry"),)))
    assert taxonomy.narrower(LAUNDRY) == frozenset()
    assert taxonomy.group_path(LAUNDRY) == ()
    assert "recommender setup --esco FILE" in taxonomy.why_no_relations


def test_with_relations_there_is_nothing_to_explain(taxonomy: Taxonomy) -> None:
    assert (taxonomy.has_relations, taxonomy.why_no_relations) == (True, "")
