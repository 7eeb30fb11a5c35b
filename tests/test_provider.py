"""What a provider keeps: links, drafts, imports, and the file they lie in. All data are invented."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from constructed_world import training

from recommender.catalogue.annex_one import missing_elements
from recommender.catalogue.reading import read_catalogue
from recommender.domain.trainings import LearningOutcome, Training
from recommender.errors import DataError, NotFoundError
from recommender.guidance.demand import Demand, Measure, Number, StaffSkill, Unit
from recommender.guidance.drafts import as_entry, document, draft, read
from recommender.guidance.gaps import About, Gap, GapKind
from recommender.guidance.mapping import LinkDecision, to_map, unanswered, with_decisions, with_links
from recommender.guidance.remedies import remedies
from recommender.guidance.snapshots import Contribution, Counted, take
from recommender.guidance.staff import topics_of
from recommender.offers import as_table, imported, preview, template, use
from recommender.provider import staff_topics
from recommender.provider_store import ProviderStore
from recommender.settings import Settings
from recommender.store import Store

IRON, WASH = "http://data.europa.eu/esco/skill/iron", "http://data.europa.eu/esco/skill/wash"
NOW = datetime(2026, 5, 4, tzinfo=UTC)
DAY = date(2026, 5, 4)


def decision(number: int, outcome: str, uri: str, *, answer: bool = True, undoes: int | None = None) -> LinkDecision:
    return LinkDecision(number, "a", outcome, uri, "label", answer, NOW, "1.2.0", "none", undoes)


def outcome_uris(decisions: list[LinkDecision], *outcomes: LearningOutcome) -> list[tuple[str, ...]]:
    entry = training("a", "laundry", (), learning_outcomes=outcomes)
    return [outcome.concept_uris for outcome in with_links([entry], decisions)[0].learning_outcomes]


def test_a_confirmed_link_stands_beside_the_one_that_was_stated() -> None:
    assert outcome_uris([decision(1, "Iron", IRON)], LearningOutcome("Iron", (WASH,))) == [(WASH, IRON)]


def test_a_refused_link_takes_nothing_away_that_the_table_states() -> None:
    assert outcome_uris([decision(1, "Iron", WASH, answer=False)], LearningOutcome("Iron", (WASH,))) == [(WASH,)]


def test_the_last_answer_counts_and_an_undo_brings_back_the_one_before() -> None:
    said = [decision(1, "Iron", IRON), decision(2, "Iron", IRON, answer=False)]
    assert outcome_uris(said, LearningOutcome("Iron")) == [()]
    said.append(decision(3, "Iron", IRON, undoes=2))
    assert outcome_uris(said, LearningOutcome("Iron")) == [(IRON,)]
    said.append(decision(4, "Iron", IRON, undoes=3))
    assert outcome_uris(said, LearningOutcome("Iron")) == [()]


def test_an_answer_stays_while_the_words_stay_and_waits_when_they_change() -> None:
    said = [decision(1, "Iron shirts", IRON)]
    moved = [LearningOutcome("Fold"), LearningOutcome("Iron  shirts\n")]
    assert outcome_uris(said, *moved) == [(), (IRON,)]
    changed = training("a", "laundry", (), learning_outcomes=(LearningOutcome("Iron all shirts"),))
    assert with_links([changed], said)[0] == changed
    assert [one.text for one in unanswered(to_map([changed]), said)] == ["Iron all shirts"]


def test_a_link_for_a_description_completes_no_element_of_annex_one() -> None:
    entry = training("a", "laundry", (), description={"en": "You iron."})
    linked = with_links([entry], [decision(1, "You iron.", IRON)])[0]
    assert linked.learning_outcomes == (LearningOutcome("You iron.", (IRON,)),)
    assert missing_elements(entry) == ("learning_outcomes",)


def test_texts_with_a_link_of_their_own_are_not_asked_about() -> None:
    outcomes = (LearningOutcome("Iron", (IRON,)), LearningOutcome("Fold"), LearningOutcome(" "))
    entry = training("a", "laundry", (), learning_outcomes=outcomes)
    assert [one.text for one in unanswered(to_map([entry]), [])] == ["Fold"]


# A catalogue that was exported with confirmed links and comes back.


def brought_back(decisions: list[LinkDecision]) -> Training:
    entry = training("a", "laundry", (), learning_outcomes=(LearningOutcome("Iron", (WASH,)), LearningOutcome("Fold")))
    return with_decisions([entry], decisions)[0]


def test_confirmed_links_are_told_apart_from_those_that_are_stated() -> None:
    exported = brought_back([decision(1, "Iron", IRON), decision(2, "Iron", WASH)])
    assert exported.learning_outcomes[0] == LearningOutcome("Iron", (WASH, IRON))
    assert exported.confirmed_links == (LearningOutcome("Iron", (IRON,)),)


def test_what_was_confirmed_before_an_export_counts_where_nobody_has_decided() -> None:
    exported = brought_back([decision(1, "Fold", IRON)])
    assert with_links([exported], [])[0].learning_outcomes[1].concept_uris == (IRON,)
    assert unanswered(to_map([exported]), []) == ()


@pytest.mark.parametrize(
    "later", [[decision(2, "Fold", IRON, answer=False)], [decision(2, "Fold", IRON, undoes=1)]], ids=["no", "undone"]
)
def test_a_reimport_brings_no_link_back_that_was_refused_or_taken_back(later: list[LinkDecision]) -> None:
    first = decision(1, "Fold", IRON)
    exported = brought_back([first])
    (again,) = with_decisions([exported], [first, *later])
    assert (again.learning_outcomes[1].concept_uris, again.confirmed_links) == ((), ())
    waiting = [one.text for one in unanswered(to_map([exported]), [first, *later])]
    assert waiting == (["Fold"] if later[0].undoes else [])


def test_a_link_for_a_description_is_exported_without_making_an_outcome() -> None:
    entry = training("a", "laundry", (), description={"en": "You  iron."})
    (exported,) = with_decisions([entry], [decision(1, "You iron.", IRON)])
    assert (exported.learning_outcomes, exported.confirmed_links) == ((), (LearningOutcome("", (IRON,)),))
    assert missing_elements(exported) == ("learning_outcomes",)
    assert with_links([exported], [])[0].learning_outcomes == (LearningOutcome("You iron.", (IRON,)),)


def gap(kind: GapKind = GapKind.NOT_ASSESSED, name: str = "iron textiles", subject: str = IRON) -> Gap:
    numbers = (Number(10, Unit.PEOPLE, "House 1", DAY),)
    return Gap(kind, About.SKILL, subject, name, numbers, work_areas=("laundry",))


def test_a_draft_takes_the_other_gaps_of_its_work_area_as_outcomes() -> None:
    others = [gap(), gap(name="wash", subject=WASH), gap(GapKind.NO_TRAINING, "fold", "http://fold")]
    sketch = draft(gap(), others=others, needs=["step_free"], titles={})
    assert (sketch.outcomes, sketch.accommodation) == (("Iron textiles", "Wash"), ("step_free",))
    assert read(document(sketch)) == sketch


def test_a_draft_for_a_work_area_begins_without_outcomes_of_other_kinds() -> None:
    area = Gap(GapKind.NO_TRAINING, About.WORK_AREA, "garden", "Garden", work_areas=("garden",))
    assert draft(area, others=[area, gap()], titles={}).outcomes == ()


@pytest.mark.parametrize("kind", [GapKind.NOT_YET_MICRO_CREDENTIAL, GapKind.NOT_ACCESSIBLE, GapKind.STAFF_SKILL])
def test_only_gaps_that_an_entry_could_close_become_drafts(kind: GapKind) -> None:
    with pytest.raises(ValueError, match="no entry closes"):
        draft(gap(kind), titles={})


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_draft_is_an_incomplete_example_that_can_be_imported(tmp_path: Path, kind: str) -> None:
    sketch = draft(gap(name="=iron"), needs=["step_free"], titles={})
    entry = as_entry(sketch, names={"step_free": "Step-free access"})
    (tmp_path / f"draft.{kind}").write_bytes(as_table([entry], kind))
    read_back = read_catalogue(tmp_path / f"draft.{kind}").trainings[0]
    assert (read_back.status, read_back.main_title) == ("example", "=iron")
    assert read_back.learning_outcomes == (LearningOutcome("=iron", (IRON,)),)
    assert "Planned: Step-free access." in read_back.description["en"]
    assert "quality_assurance" in missing_elements(read_back)


def test_hours_of_a_draft_are_an_estimate_and_words_that_changed_lose_their_link() -> None:
    kept = document(draft(gap(), titles={})) | {"outcomes": ["Iron big shirts"], "hours": "7,5"}
    entry = as_entry(read(kept), names={})
    assert (entry.workload_hours, entry.workload_status) == ((7.5, 7.5), "estimate")
    assert entry.learning_outcomes[0].concept_uris == ()
    assert "workload" in missing_elements(entry)


def test_every_gap_has_something_to_do_about_it() -> None:
    possible = [gap(kind) for kind in GapKind]
    possible += [
        Gap(kind, About.NEED, "x", "x", stated=False) for kind in (GapKind.NOT_ACCESSIBLE, GapKind.STAFF_SKILL)
    ]
    assert all([remedies(one) for one in possible])


def test_a_file_is_compared_with_the_offer_before_it_is_used(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first, second = training("a", "laundry", [IRON]), training("b", "garden", [])
    use(preview("one.csv", as_table([first], "csv"), current=None), settings=settings, now=NOW)
    new = preview("two.csv", as_table([second], "csv"), current=imported(settings))
    assert (new.added, new.changed) == (("b",), ())
    assert [one.training_id for one in use(new, settings=settings, now=NOW).trainings] == ["a", "b"]


@pytest.mark.parametrize("name", ["offer.pdf", "offer", "../../offer.exe"])
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="is no catalogue"):
        preview(name, b"x", current=None)


def test_a_file_name_is_no_path(tmp_path: Path) -> None:
    assert (
        preview("../../etc/offer.csv", as_table([training("a", "laundry", [])], "csv"), current=None).name
        == "offer.csv"
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_imported(tmp_path: Path, kind: str) -> None:
    assert preview(f"template.{kind}", template(kind), current=None).problems == ()


def test_every_topic_of_the_staff_has_skills_and_a_rule() -> None:
    assert {"person_centred", "aac", "rights", "deinstitutionalisation", "validation"} <= set(staff_topics())
    assert sum(slug.startswith("ecc_") for slug in staff_topics()) == 8
    assert all([topic.concept_uris and topic.depends_on and topic.why for topic in staff_topics().values()])


def test_a_topic_with_an_unknown_rule_is_a_mistake_of_the_table() -> None:
    row = {"slug": "x", "name": "x", "why": "", "depends_on": "moon:full", "concept_uris": ""}
    with pytest.raises(ValueError, match="moon:full"):
        topics_of([row])


def test_what_is_kept_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    wanted = Demand(Measure.WANTED, IRON, None, Unit.PEOPLE, "Self-advocates", DAY)
    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        store.add_demand(wanted)
        store.add_demand(wanted)
        store.say_staff(StaffSkill("aac", 1, "List", DAY))
        store.say_staff(StaffSkill("aac", 2, "List", DAY))
        assert store.decide_link(decision(0, "Iron", IRON)) == 1
        assert store.decide_link(decision(0, "Iron", IRON, undoes=1)) == 2
    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        assert [entry.demand for entry in store.demands()] == [wanted]
        assert [one.staff for one in store.staff()] == [2]
        assert store.links() == (decision(1, "Iron", IRON), decision(2, "Iron", IRON, undoes=1))


def test_a_table_takes_the_place_of_an_earlier_one_of_the_same_source_and_day(tmp_path: Path) -> None:
    def row(count: int, source: str = "Jobs") -> Demand:
        return Demand(Measure.WANTED, IRON, count, Unit.JOBS, source, DAY)

    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        store.keep_table([row(2), row(2), row(1, "Survey")])
        store.keep_table([row(5)])
        assert [entry.demand.count for entry in store.demands()] == [1, 5]


def test_looking_changes_nothing_in_the_file(tmp_path: Path) -> None:
    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        store.say_staff(StaffSkill("aac", 1, "List", DAY))
    before = (tmp_path / "p.sqlite").stat().st_mtime_ns
    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        assert store.demands() == ()
    assert (tmp_path / "p.sqlite").stat().st_mtime_ns == before


def test_data_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "p.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DataError, match="newer version"):
        ProviderStore.open(tmp_path / "p.sqlite")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p.sqlite").write_text("no database, and nobody may overwrite it" * 30)
    with pytest.raises(DataError, match="holds no profiles"):
        ProviderStore.open(tmp_path / "p.sqlite")
    assert (tmp_path / "p.sqlite").read_text().startswith("no database")


def test_removing_what_is_not_there_says_so(tmp_path: Path) -> None:
    with ProviderStore.open(tmp_path / "p.sqlite") as store:
        with pytest.raises(NotFoundError, match="no entry 3"):
            store.remove_demand(3)
        with pytest.raises(NotFoundError, match="no demand file of House 1"):
            store.forget_files("House 1")


def test_who_was_counted_is_kept_with_the_groups_until_the_next_snapshot(tmp_path: Path) -> None:
    house = [Contribution(f"p{n:02}", can=frozenset({IRON}), likes=frozenset({"garden"})) for n in range(16)]
    with Store.open(tmp_path / "profiles.sqlite") as store:
        for person in house:
            store.create_profile(person.code, now=NOW)
        assert store.last_counted() is None
        counted: Counted | None = None
        for people, day in ((house[:10], date(2026, 1, 1)), (house, date(2026, 2, 1))):
            counted = take(people, before=counted, issuer="House 1", today=day, esco="1.2.0")
            store.keep_counted(counted)
            assert store.last_counted() == counted
        store.erase_profile("p12", now=NOW)
        again = store.last_counted()
    assert again is not None
    assert [[len(group.members) for group in groups] for groups in again.groups.values()] == [[10, 5]] * 3
