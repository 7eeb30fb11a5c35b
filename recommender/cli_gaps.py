"""Commands of a provider: demand from houses and tables, links to ESCO, gaps."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender.demand_files import checked_name, read_demand, read_row, read_table
from recommender.errors import DataError, NotFoundError
from recommender.gap_reports import WRITERS as TABLE_WRITERS
from recommender.gap_reports import area_table, gap_lines, gap_table, gaps_document, number_words
from recommender.guidance.demand import Measure, Number, StaffSkill, Unit
from recommender.guidance.mapping import to_map, unanswered
from recommender.guidance.overview import by_skill_group, by_work_area
from recommender.inputs import read_text
from recommender.loading import esco_name, load_pipeline
from recommender.own_demand import take_own, taken_document
from recommender.printing import Format, bar, print_documents, print_lines, say
from recommender.provider import look, map_texts, open_store, read_offer, staff_topics, unread
from recommender.settings import PROJECT, load_settings
from recommender.store import Store
from recommender.tables import read_tables

demand = typer.Typer(no_args_is_help=True, help="What people can do, like and need, as counts.", rich_markup_mode=None)
TABLES = (".csv", ".xlsx")

FormatOption = Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")]
SourceOption = Annotated[str, typer.Option("--source", help="Who says so")]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day of the numbers, such as 2026-05-04")
]


def gaps(
    with_examples: Annotated[
        bool, typer.Option("--with-examples", help="Count entries that are examples, too")
    ] = False,
    table: Annotated[Path | None, typer.Option("--table", help="Also write a .csv or .xlsx file")] = None,
    areas: Annotated[Path | None, typer.Option("--areas", help="Also write the work areas to a file")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Show what the offer lacks: five kinds of gap, each with numbers, source, date and what to do."""
    for file in filter(None, (table, areas)):
        _checked_kind(file)
    settings = load_settings()
    pipeline = load_pipeline(settings)
    with open_store(settings) as store:
        view = look(read_offer(settings), store, pipeline, with_examples=with_examples)
    if table:
        table.write_bytes(TABLE_WRITERS[_checked_kind(table)](gap_table(view.gaps, versions=view.versions)))
    if areas:
        areas.write_bytes(TABLE_WRITERS[_checked_kind(areas)](area_table(view.areas, versions=view.versions)))
    left_out = 0 if with_examples else view.examples
    for one in view.not_counted:
        say(
            f"Not counted: {one.subject} ({one.source}) is not known here. {pipeline.taxonomy.why_no_relations}".strip()
        )
    if view.waiting:
        say(f"Texts waiting on the page: {view.waiting}. A skill that nobody has confirmed counts as missing")
    if output is Format.TABLE:
        print_lines(gap_lines(view.gaps, {slug: area.name for slug, area in pipeline.work_areas.items()}))
        print_lines([f"Entries looked at: {len(view.offer.trainings)}; examples left out: {left_out}"])
        return
    document = gaps_document(
        view.gaps,
        view.areas,
        {"work_areas": by_work_area(view.gaps, vocabulary=view.words), "skill_groups": by_skill_group(view.gaps)},
        counted={"entries": len(view.offer.trainings), "examples_left_out": left_out},
        no_groups=pipeline.taxonomy.why_no_relations,
        versions=view.versions,
    )
    print_documents([document], output, single=True)


@demand.command("export", epilog="Example: recommender demand export --issuer 'House 1' > may.json")
def export_demand(
    issuer: Annotated[str, typer.Option("--issuer", help="Name of the house; always the same one")],
) -> None:
    """Print counts of people who agreed to it: multiples of five, at most once a month, nothing about any one person.

    Who agreed stands in the profiles: recommender profile consent.
    """
    settings, today = load_settings(), datetime.now().astimezone().date()
    with Store.open(settings.home / "profiles.sqlite") as store:
        taken = take_own(store, issuer, tables=read_tables(PROJECT / "data"), esco=esco_name(settings), today=today)
    if not taken.is_new:
        say(f"The counts of {taken.snapshot.taken_on} still stand: too little has changed, or it is the same month")
    print_documents([taken_document(taken, model=settings.model)], Format.JSON, single=True)


@demand.command(
    "import", epilog="Example: recommender demand import may.json jobs.csv --source 'Job centre' --date 2026-05-04"
)
def import_demand(files: list[Path], source: SourceOption = "", day: DateOption = None) -> None:
    """Take in demand files of houses, and tables of jobs or wishes as CSV or XLSX."""
    as_of = day.date() if day else None
    snapshots = [
        read_demand(read_text(str(file)), where=file.name) for file in files if file.suffix.lower() not in TABLES
    ]
    rows = [
        row for file in files if file.suffix.lower() in TABLES for row in read_table(file, source=source, as_of=as_of)
    ]
    with open_store(load_settings()) as store:
        store.keep_files(snapshots)
        store.keep_table(rows)
    say(f"{len(snapshots)} demand files and {len(rows)} rows imported")


@demand.command(
    "add", epilog="Example: recommender demand add garden --count 12 --unit people --source 'Survey' --date 2026-05-04"
)
def add_demand(
    subject: Annotated[str, typer.Argument(help="ESCO URI, work area, or accommodation code")],
    source: SourceOption,
    day: DateOption,
    count: Annotated[
        int | None, typer.Option("--count", min=1, help="How many; leave it out to name a need only")
    ] = None,
    unit: Annotated[Unit | None, typer.Option("--unit", help="What is counted")] = None,
    measure: Annotated[Measure | None, typer.Option("--measure", help="What the number says")] = None,
) -> None:
    """Add one number or one named need by hand, with its source and date."""
    row = {
        "subject": subject,
        "count": "" if count is None else str(count),
        "unit": unit.value if unit else "",
        "measure": measure.value if measure else "",
    }
    with open_store(load_settings()) as store:
        store.add_demand(read_row(row, source=source, as_of=_day(day), where="demand add"))
    say("Added.")


@demand.command(
    "staff", epilog="Example: recommender demand staff aac --knows 2 --source 'Staff list' --date 2026-05-04"
)
def say_staff(
    topic: Annotated[str, typer.Argument(help="A topic, such as person_centred, aac, rights or validation")],
    knows: Annotated[int, typer.Option("--knows", min=0, help="How many of the staff know it")],
    source: SourceOption,
    day: DateOption,
) -> None:
    """Say how many of the staff know a topic; it takes the place of what was said before."""
    if topic not in staff_topics():
        raise NotFoundError(f"There is no topic {topic!r}", fix=f"Use one of: {', '.join(staff_topics())}")
    with open_store(load_settings()) as store:
        store.say_staff(StaffSkill(topic, knows, checked_name(source), _day(day)))
    say("Kept.")


@demand.command("list", epilog="Example: recommender demand list")
def list_demand() -> None:
    """List what demand is known: files of houses, numbers by hand and from tables, the staff."""
    with open_store(load_settings()) as store:
        for snapshot in store.files():
            print_lines([f"file\t{snapshot.issuer}\t{snapshot.taken_on}\t{snapshot.people} people"])
        for entry in store.demands():
            one = entry.demand
            number = number_words(Number(one.count, one.unit, one.source, one.as_of))
            print_lines([f"{entry.number}\t{one.measure.value}\t{one.subject}\t{number}"])
        for said in store.staff():
            print_lines([f"staff\t{said.topic}\t{said.staff}\t{said.source}\t{said.as_of}"])


@demand.command("remove", epilog="Example: recommender demand remove 3")
def remove_demand(
    what: Annotated[str, typer.Argument(help="Number of an entry, or name of a house, as demand list shows them")],
) -> None:
    """Remove one number, or all demand files of one house."""
    with open_store(load_settings()) as store:
        if what.isdecimal():
            store.remove_demand(int(what))
        else:
            store.forget_files(what)
    say("Removed.")


def map_offer(
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Stop after so many texts")] = None,
) -> None:
    """Look for ESCO skills in the outcomes of the catalogue in use; a stop loses nothing. Confirm them on the page."""
    settings = load_settings()
    pipeline = load_pipeline(settings)
    texts = to_map(read_offer(settings).trainings)
    with open_store(settings) as store:
        try:
            done = map_texts(texts, store, pipeline, progress=bar("Reading outcomes"), limit=limit)
        except KeyboardInterrupt:
            rest, total = unread(texts, store, pipeline)
            say(f"Stopped. Texts read so far: {total - rest} of {total}. The same command goes on from there")
            raise typer.Exit(130) from None
        rest, total = unread(texts, store, pipeline)
        waiting = len(unanswered(texts, store.links()))
    say(f"Texts read: {done} of {total}; left: {rest}; waiting for your answer on the page: {waiting}")


def _day(day: datetime | None) -> date:
    if day is None:
        raise DataError("The date is missing", where="--date", fix="Write year-month-day, such as 2026-05-04")
    return day.date()


def _checked_kind(file: Path) -> str:
    kind = file.suffix.lower().lstrip(".")
    if kind not in TABLE_WRITERS:
        raise DataError(f"A table is not written as '{file.suffix}'", where=file.name, fix="Use .csv or .xlsx")
    return kind
