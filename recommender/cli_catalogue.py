"""Commands about catalogues: check, import with versions, export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender.catalogue.mapping import ColumnMapping, corrected, in_language
from recommender.catalogue.reading import READERS, check_catalogue, read_file, read_mapping, usable
from recommender.catalogue.release import merge, with_source
from recommender.catalogue.report import check_report_document, versions_document
from recommender.catalogue.schema import Problem
from recommender.catalogue.tables import template_table
from recommender.catalogue.versions import Difference, bring_in, compare, revert, versions
from recommender.catalogue.writing import WRITERS, incomplete, write_catalogue, write_template, written_as
from recommender.domain.trainings import Catalogue
from recommender.domain.versions import Versions
from recommender.errors import DataError
from recommender.loading import esco_labels, esco_name
from recommender.printing import Format, print_documents, print_lines, say
from recommender.settings import VERSION, load_settings
from recommender.taking_away import confirmed_links, decided_offer

catalogue = typer.Typer(no_args_is_help=True, help="Trainings: check, import, compare, export.", rich_markup_mode=None)
SHOWN = 10  # ids and notes that are listed before a count

FormatOption = Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")]
_READ_HELP = f"Format of the file, where its name does not tell: {', '.join(READERS)}"
FileFormatOption = Annotated[str | None, typer.Option("--file-format", metavar="FORMAT", help=_READ_HELP)]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADING=COLUMN", help="What a heading means; blank leaves it out"),
]
StatedOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="COLUMN=CELL", help="What holds for all rows that do not say it")
]
LanguageOption = Annotated[str | None, typer.Option("--language", help="Language of the texts, such as en")]


@catalogue.command("check", epilog="Example: recommender catalogue check trainings.csv --format json")
def check_file(
    file: Path,
    file_format: FileFormatOption = None,
    columns: ColumnOption = None,
    stated: StatedOption = None,
    language: LanguageOption = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Read a catalogue without importing it: problems, and what each entry lacks to be a complete micro-credential."""
    mapping = _mapping(file, file_format, columns, stated, language)
    report = check_catalogue(file, mapping=mapping, kind=file_format)
    if output is not Format.TABLE:
        settings = load_settings()
        made_with = Versions(esco_name(settings), settings.model, report.release, VERSION)
        print_documents([check_report_document(report, versions=made_with)], output, single=True)
        return
    _say_notes(report.notes, report.mapping)
    print_lines(f"{p.where}: {p.what}. {p.fix}" for p in report.problems)
    for entry in report.entries:
        state = "complete" if entry.complete else f"missing: {', '.join(entry.missing)}"
        print_lines([f"{entry.id}\t{entry.title}\t{state}"])


@catalogue.command("import", epilog="Example: recommender catalogue import spring.csv autumn.xlsx")
def import_catalogue(
    files: list[Path],
    file_format: Annotated[
        str | None, typer.Option("--format", "--file-format", metavar="FORMAT", help=_READ_HELP)
    ] = None,
    columns: ColumnOption = None,
    stated: StatedOption = None,
    language: LanguageOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Remove the entries that are not in these files")] = False,
) -> None:
    """Put these trainings into the catalogue: new ids are added, known ones updated; each import can be taken back."""
    read = []
    for file in files:
        mapping = _mapping(file, file_format, columns, stated, language)
        reading = read_file(file, mapping=mapping, kind=file_format)
        read.append(with_source(usable(reading, file.name), file.name))
        _say_notes(reading.notes, reading.mapping)
    home = load_settings().home
    home.mkdir(parents=True, exist_ok=True)
    kept, changes = bring_in(home, merge(read), sources=[file.name for file in files], now=_now(), whole=replace)
    entries = sum(len(each.trainings) for each in read)
    say(f"{entries} trainings read; {_counted(changes)}" if kept else f"{entries} trainings read; nothing changed")


@catalogue.command("versions", epilog="Example: recommender catalogue versions 3")
def show_versions(
    number: Annotated[int | None, typer.Argument(help="Show what this version changed, entry by entry")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """List what was imported, or show what one version added, changed and removed."""
    home = load_settings().home
    changes = None if number is None else compare(home, number)
    listed = versions(home)
    if output is not Format.TABLE:
        settings = load_settings()
        release = listed[-1].release if listed else "none"
        made_with = Versions(esco_name(settings), settings.model, release, VERSION)
        print_documents([versions_document(listed, changes, number=number, versions=made_with)], output, single=True)
    elif changes is not None:
        print_lines(_change_lines(changes))
    else:
        print_lines(
            f"{each.number}\t{each.kept_at[:16]}\t{each.action}\t{', '.join(each.sources)}\t"
            f"{each.entries} trainings\t+{each.added} ~{each.changed} -{each.removed}"
            for each in listed
        )


@catalogue.command("revert", epilog="Example: recommender catalogue revert 2")
def revert_catalogue(
    number: Annotated[int | None, typer.Argument(min=0, help="Version to go back to; the one before the last")] = None,
) -> None:
    """Go back to an earlier version; 0 is the state before the first import. Going back can be taken back too."""
    kept, changes = revert(load_settings().home, number, now=_now())
    say(f"{_counted(changes)}" if kept else "Nothing changed: this is the version in use")


@catalogue.command("export", epilog="Example: recommender catalogue export offer.xml --format elm-xml")
def export_catalogue(
    target: Path,
    file_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "--file-format",
            metavar="FORMAT",
            help=f"One of {', '.join(WRITERS)}; by the end of the name where it tells",
        ),
    ] = None,
    skip: Annotated[
        bool, typer.Option("--skip-incomplete", help="Leave out entries that lack what the format needs")
    ] = False,
) -> None:
    """Write the catalogue in use, with the links confirmed on the page, and say what the format cannot carry."""
    settings = load_settings()
    found = decided_offer(settings)
    kind = written_as(target, file_format)
    if skip:
        found = _complete(found, kind)
    write_catalogue(found, target, kind=kind, labels=esco_labels(settings))
    if WRITERS[kind].cannot_carry:
        say(f"Not carried by this format, or not whole: {', '.join(WRITERS[kind].cannot_carry)}")
    if n := confirmed_links(found):
        say(f"Links that were confirmed and not stated: {n}")
    say(f"Written: {target}")


@catalogue.command("template", epilog="Example: recommender catalogue template offer.xlsx --language de")
def write_empty_list(target: Path, language: LanguageOption = "en") -> None:
    """Write an empty list to fill in, with headings in one of seven languages."""
    write_template(template_table(language or "en"), target)
    say(f"Written: {target}")


def _mapping(
    file: Path,
    kind: str | None,
    columns: list[str] | None,
    stated: list[str] | None,
    language: str | None,
) -> ColumnMapping | None:
    """Return what the person said about the columns of a list, over what its headings say; None where nothing."""
    if not (columns or stated or language):
        return None
    proposed = read_mapping(file, kind=kind)
    if proposed is None:
        fix = "Leave out --column, --set and --language"
        raise DataError("Only lists have columns that can be mapped", where=file.name, fix=fix)
    spoken = in_language(proposed, language) if language else proposed
    return corrected(spoken, columns=_pairs(columns, "--column"), stated=_pairs(stated, "--set"))


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    pairs = {}
    for each in given or []:
        name, sign, value = each.rpartition("=") if option == "--column" else each.partition("=")
        if not sign or not name.strip():
            raise DataError(f"{each[:60]!r} has no name or no =", where=option, fix="Write it as NAME=VALUE")
        pairs[name.strip()] = value.strip()
    return pairs


def _say_notes(notes: tuple[Problem, ...], mapping: ColumnMapping | None) -> None:
    """Tell how the columns of a list were understood, and what was left out: ten notes and a count."""
    renamed = {h: c for h, c in (mapping.columns if mapping else {}).items() if c and c != h.strip().lower()}
    if renamed:
        say("Understood as: " + "; ".join(f"{heading} = {column}" for heading, column in renamed.items()))
    for note in notes[:SHOWN]:
        say(f"Note: {note.where}: {note.what}")
    if len(notes) > SHOWN:
        say(f"Note: and {len(notes) - SHOWN} more")


def _counted(changes: Difference) -> str:
    return f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed"


def _change_lines(changes: Difference) -> Iterator[str]:
    yield from (f"added\t{training_id}" for training_id in changes.added)
    yield from (f"changed\t{training_id}\t{', '.join(columns)}" for training_id, columns in changes.changed.items())
    yield from (f"removed\t{training_id}" for training_id in changes.removed)


def _complete(found: Catalogue, kind: str) -> Catalogue:
    unfit = incomplete(found, kind)
    for training_id, missing in list(unfit.items())[:SHOWN]:
        say(f"Left out: {training_id}, which lacks {', '.join(missing)}")
    if len(unfit) > SHOWN:
        say(f"Left out: and {len(unfit) - SHOWN} more")
    left = tuple(each for each in found.trainings if each.training_id not in unfit)
    if found.trainings and not left:
        raise DataError(f"No entry has what {kind} needs", where="catalogue export", fix="Fill in what is missing")
    return Catalogue(found.release, left)


def _now() -> datetime:
    return datetime.now(UTC)
