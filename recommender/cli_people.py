"""Commands for several people at once: texts from a file, backup, restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender.backup import erased_since, make_backup, read_backup, read_copy, restore
from recommender.guard import MAY_MISS
from recommender.inputs import read_text
from recommender.loading import load_pipeline
from recommender.people_file import PersonText, is_personal, read_people, without_personal
from recommender.printing import Format, bar, print_documents, print_lines, say
from recommender.settings import load_settings
from recommender.store import Store
from recommender.store_backups import ENDING, backups_of

people = typer.Typer(no_args_is_help=True, help="Several people at once.", rich_markup_mode=None)


@people.command("check", epilog="Example: recommender people check texts.xlsx")
def check_people(file: Path) -> None:
    """Read a table with the columns code, text, kind and date without keeping anything."""
    rows = read_people(file)
    print_lines([f"{len(rows)} texts of {len({row.code for row in rows})} people"])
    _warn(rows)


@people.command("import", epilog="Example: recommender people import texts.csv")
def import_people(
    file: Path,
    leave_out: Annotated[bool, typer.Option("--without-personal", help="Take out words that may be personal")] = False,
) -> None:
    """Keep the texts of a table with the skills suggested for each; nothing is decided."""
    rows = read_people(file)
    if leave_out:
        rows = tuple(map(without_personal, rows))
    _warn(rows)
    pipeline = load_pipeline(load_settings())
    texts = bar("Reading texts")(rows)
    entries = [(row.code, row.text, pipeline.suggest(row.text), row.about) for row in texts]
    with _store() as store:
        store.add_texts(entries, now=datetime.now(UTC))
    say(f"{len(rows)} texts of {len({row.code for row in rows})} people kept")


@people.command("backup", epilog="Example: recommender people backup > backup.json")
def back_up() -> None:
    """Print what is kept about all people as one JSON document, with photos and files, to keep in another place.

    It is not locked, and erasing does not reach it. What helps people is not in it.
    """
    with _store() as store:
        print_documents([make_backup(store, now=datetime.now(UTC))], Format.JSON, single=True)


@people.command("backup-here", epilog="Example: recommender people backup-here")
def back_up_here() -> None:
    """Keep a backup on this computer: it has the same passphrase, and who is erased is erased in it, too."""
    with _store() as store:
        print_lines([str(store.back_up(now=datetime.now(UTC)))])


@people.command("backups", epilog="Example: recommender people backups")
def list_backups() -> None:
    """List the backups on this computer, the newest first."""
    print_lines(str(file) for file in backups_of(_file()))


@people.command("restore", epilog="Example: recommender people restore backup.json")
def restore_people(
    file: str = typer.Argument("-", help="A backup, one on this computer, or - for standard input"),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask about people who may have been erased")] = False,
) -> None:
    """Bring back people who are not here; people who are here stay as they are."""
    backup = read_copy(Path(file)) if file.endswith(ENDING) else read_backup(read_text(file))
    with _store() as store:
        doubtful = erased_since(store, backup)
        if doubtful:
            say(f"Somebody was erased after this backup was made. It would bring back: {', '.join(doubtful)}")
            if not yes and not typer.confirm("Has none of them asked to be erased?", err=True):
                raise typer.Exit(1)
        done = restore(store, backup, now=datetime.now(UTC))
    say(f"{len(done.added)} brought back, {len(done.same)} already here")
    for code in done.kept_as_here:
        say(f"Left as it is here, the backup differs: {code}")


def _warn(rows: Sequence[PersonText]) -> None:
    """Say how many texts hold words that may be personal, and what the check may miss."""
    personal = [str(row.row) for row in rows if is_personal(row)]
    if personal:
        say(f"Words that may be personal: rows {', '.join(personal)}. people import --without-personal takes them out.")
    say(MAY_MISS)


def _file() -> Path:
    return load_settings().home / "profiles.sqlite"


def _store() -> Store:
    return Store.open(_file())
