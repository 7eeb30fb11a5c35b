"""The tables of data/: columns, slugs, pictures, language, and that the cards say what is there."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from recommender.domain.statements import StatementKind
from recommender.setup import installed_release
from recommender.tables import BARE, EVERYDAY, SENTENCES, TOLD, training_clauses, training_rows

DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = {
    "work_areas": ("slug", "name", "sentence", "pictogram"),
    "work_area_skills": ("work_area", "concept_uri", "preferred_label"),
    "work_area_tasks": ("slug", "work_area", "name", "sentence", "pictogram", "concept_uris"),
    "need_cards": ("code", "name", "sentence", "ask", "pictogram"),
    "workshop_tasks": ("slug", "name", "work_area", "variants", "nearest_concept_uri", "nearest_label", "why"),
    "plain_labels": ("concept_uri", "preferred_label", "plain"),
    "confirmed_together": ("concept_uri", "preferred_label", "also_uri", "also_label", "grade"),
    "accommodations": ("code", "name", "question"),
}
MAY_BE_BLANK = {"concept_uris", "nearest_concept_uri", "nearest_label"}
SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
HARD = re.compile(
    r"%|\b(?:e\.g|i\.e|etc|validat\w*|easy[- ]to[- ]read|handicap\w*|deficit\w*|utili[sz]e|facilitate)\b",
    re.IGNORECASE,
)
NOTES = ("notes_things", "notes_services", "notes_people")
JUDGED_TWICE = ("rarer", "short", "barest")
MOST_WORDS = 12
MOST_LINKS = 3  # ESCO skills that one outcome may show: the card of the catalogue
REAL_AWARD = "european-care-certificate"  # its words are those of the award, not ours
HIDDEN = re.compile(r"(?:understand|know|learn|be aware|appreciate)", re.IGNORECASE)  # nobody can watch these


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / "eval" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_its_columns_and_no_blank_cells(name: str) -> None:
    assert tuple(rows(name)[0]) == COLUMNS[name]
    assert not [
        (n, k) for n, row in enumerate(rows(name), 2) for k, v in row.items() if not v.strip() and k not in MAY_BE_BLANK
    ]


@pytest.mark.parametrize(
    ("name", "key"), [(name, columns[0]) for name, columns in COLUMNS.items() if columns[0] in {"slug", "code"}]
)
def test_slugs_are_unique_and_well_formed(name: str, key: str) -> None:
    slugs = [row[key] for row in rows(name)]
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert [slug for slug in slugs if not SLUG.fullmatch(slug)] == []


@pytest.mark.parametrize("name", ["work_area_skills", "work_area_tasks", "workshop_tasks"])
def test_every_row_names_a_work_area_that_there_is(name: str) -> None:
    areas = {row["slug"] for row in rows("work_areas")}
    assert {row["work_area"] for row in rows(name)} - areas == set()


def test_each_area_has_enough_skills_and_tasks_and_none_twice() -> None:
    areas = {row["slug"] for row in rows("work_areas")}
    pairs = [(row["work_area"], row["concept_uri"]) for row in rows("work_area_skills")]
    skills, tasks = Counter(area for area, _ in pairs), Counter(row["work_area"] for row in rows("work_area_tasks"))
    assert len(pairs) == len(set(pairs))
    assert all([40 <= skills[area] <= 120 and 3 <= tasks[area] <= 6 for area in areas])


@pytest.mark.parametrize("name", ["work_areas", "work_area_tasks", "need_cards"])
def test_every_picture_is_there_and_its_licence_too(name: str) -> None:
    assert "MIT License" in (DATA / "pictograms" / "LICENSE").read_text(encoding="utf-8")
    assert [
        row["pictogram"] for row in rows(name) if not (DATA / "pictograms" / f"{row['pictogram']}.svg").is_file()
    ] == []


def test_skills_that_are_confirmed_together_are_two_of_everyday_work_judged_once() -> None:
    everyday = {uri for uri, _, _ in training_rows(EVERYDAY)}
    found = [(row["concept_uri"], row["also_uri"]) for row in rows("confirmed_together")]
    assert {uri for pair in found for uri in pair} <= everyday
    assert all([start != other for start, other in found])
    assert len(set(found)) == len(found)
    assert {row["grade"] for row in rows("confirmed_together")} == {"1", "2"}


def test_there_are_tasks_and_plain_labels_enough() -> None:
    assert len(rows("workshop_tasks")) >= 60
    assert len(rows("plain_labels")) >= 600
    assert min(len(row["variants"].splitlines()) for row in rows("workshop_tasks")) >= 14


def test_no_wording_stands_for_two_tasks_or_twice_for_one() -> None:
    said = [
        wording.strip(" .").casefold()
        for row in rows("workshop_tasks")
        for wording in (row["name"], *row["variants"].splitlines())
    ]
    assert [one for one, count in Counter(said).items() if count > 1] == []


def test_outcomes_of_the_default_catalogue_keep_to_the_rules_of_its_card() -> None:
    outcomes = [
        (row["id"], *(part.strip() for part in line.partition("|")[::2]))
        for row in rows("catalogue/default")
        for line in row["learning_outcomes"].splitlines()
    ]
    links = {(entry, text): uris.split() for entry, text, uris in outcomes}
    assert [one for one, uris in links.items() if len(uris) > MOST_LINKS or len(set(uris)) < len(uris)] == []
    assert [text for entry, text in links if entry != REAL_AWARD and HIDDEN.match(text)] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("work_areas", "sentence"),
        ("work_area_tasks", "sentence"),
        ("need_cards", "sentence"),
        ("plain_labels", "plain"),
    ],
)
def test_sentences_are_plain(name: str, column: str) -> None:
    said = [row[column] for row in rows(name)]
    assert [one for one in said if len(one.split()) > MOST_WORDS or HARD.search(one) or not one.endswith(".")] == []


def test_plain_labels_speak_to_the_person_and_each_says_something_of_its_own() -> None:
    said = [row["plain"] for row in rows("plain_labels")]
    assert [one for one in said if not one.startswith("You ")] == []
    assert [one for one, count in Counter(said).items() if count > 1] == []


def test_training_data_shares_no_text_with_the_evaluation_data() -> None:
    kept = {
        row["text"].casefold().rstrip(".")
        for name in (
            *("dev_g1", "dev_g2", "dev_g3", "notes_things", "notes_services", "notes_people"),
            *("no_skill", "outcomes", "rarer", "short", "barest", "task_texts"),
        )
        for row in lines(name)
    }
    kept |= {
        clause["text"].casefold()
        for row in [*lines("clauses"), *lines("hasty"), *lines("hasty_unseen")]
        for clause in row["clauses"]
        if len(clause["text"].split()) > 4
    }
    written = {sentence.casefold().rstrip(".") for _, _, sentence in training_rows(*SENTENCES, *BARE, TOLD)} | {
        clause.casefold().rstrip(".") for _, clause in training_clauses()
    }
    assert kept & written == set()


def test_training_clauses_have_known_kinds() -> None:
    counts = Counter(kind for kind, _ in training_clauses())
    assert set(counts) <= {kind.value for kind in StatementKind}
    assert sum(counts.values()) == 3406 + 4222


def _agreement(first: list, second: list) -> tuple[int, float, float]:
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    return len(first), round(same * 100, 1), round(float(cohen_kappa_score(first, second)), 3)


def test_the_second_judging_agrees_as_the_card_says() -> None:
    card = (DATA / "eval" / "README.md").read_text(encoding="utf-8")
    kinds = {row["id"]: [clause["kind"] for clause in row["clauses"]] for row in lines("clauses")}
    second = lines("second/clauses")
    first_kinds = [kind for row in second for kind in kinds[row["id"]]]
    n, same, kappa = _agreement(first_kinds, [clause["kind"] for row in second for clause in row["clauses"]])
    assert f"| clauses, nine kinds | {n} clauses of {len(second)} texts | {same} %" in card
    assert f"| {kappa} (" in card
    gold = {row["id"]: row["gold"] | dict.fromkeys(row["must_not"], 0) for row in lines("outcomes")}
    graded = [(gold[row["id"]][uri], grade) for row in lines("second/outcomes") for uri, grade in row["grades"].items()]
    n, same, kappa = _agreement([one for one, _ in graded], [two for _, two in graded])
    assert f"| {n} grades of 23 outcomes | {same} %" in card
    assert f"| {kappa} (" in card
    counted = {"notes": "120 notes", "rarer": "120 texts", "short": "61 short texts", "barest": "83 texts"}
    for name, texts in counted.items():
        pairs = [(grade, row["grades"][uri]) for row in lines(f"second/{name}") for uri, grade in row["first"].items()]
        n, same, kappa = _agreement([one for one, _ in pairs], [two for _, two in pairs])
        assert f"| {n} grades of {texts} | {same} % (" in card
        assert f"| {kappa:.3f} (" in card


def test_the_second_reading_of_the_links_agrees_as_the_card_says() -> None:
    first = {(row["concept_uri"], row["also_uri"]): row["grade"] for row in rows("confirmed_together")}
    second = {(row["concept_uri"], row["also_uri"]): row["grade"] for row in rows("eval/second/confirmed_together")}
    n, same, kappa = _agreement([first.get(pair, "0") for pair in second], list(second.values()))
    twos = [pair for pair, grade in first.items() if grade == "2" and pair in second]
    again = sum(second[pair] == "2" for pair in twos)
    card = (DATA / "README.md").read_text(encoding="utf-8")
    assert f"{n:,} pairs of 160 skills: {same} % alike, kappa {kappa}; {again} of {len(twos)}" in " ".join(card.split())


@pytest.mark.parametrize(("name", "judged_in"), [*((name, "notes") for name in NOTES), *[(n, n) for n in JUDGED_TWICE]])
def test_the_labels_of_a_text_follow_from_both_judgements(name: str, judged_in: str) -> None:
    second = {row["id"]: row for row in lines(f"second/{judged_in}")}
    for row in lines(name):
        first, judged = second[row["id"]]["first"], second[row["id"]]["grades"]
        unsaid = {uri: grade for uri, grade in judged.items() if uri not in first and grade}
        assert {uri: grade for uri, grade in row["gold"].items() if uri not in first} == unsaid
        assert not [uri for uri, grade in row["gold"].items() if grade == 2 and judged.get(uri, 2) == 0]


@pytest.mark.real
def test_every_uri_is_a_skill_of_the_default_release_with_its_label(ready_home: Path) -> None:
    release = {concept.concept_uri: concept for concept in installed_release(ready_home).concepts}
    labelled = [
        (row["concept_uri"], row["preferred_label"])
        for name in ("work_area_skills", "plain_labels")
        for row in rows(name)
    ]
    labelled += [
        (row[f"{which}_uri"], row[f"{label}_label"])
        for row in rows("confirmed_together")
        for which, label in (("concept", "preferred"), ("also", "also"))
    ]
    labelled += [
        (row["nearest_concept_uri"], row["nearest_label"])
        for row in rows("workshop_tasks")
        if row["nearest_concept_uri"]
    ]
    assert [pair for pair in labelled if pair[0] not in release or release[pair[0]].preferred_label != pair[1]] == []
    tasks = {uri for row in rows("work_area_tasks") for uri in row["concept_uris"].split()}
    graded = {
        uri
        for name in ("dev_g1", "dev_g2", "dev_g3", "outcomes", "rarer", "short", "barest", *NOTES)
        for row in lines(name)
        for uri in (*row["gold"], *row["must_not"])
    }
    assert (tasks | graded | {uri for uri, _, _ in training_rows(*SENTENCES, *BARE, TOLD)}) - set(release) == set()
