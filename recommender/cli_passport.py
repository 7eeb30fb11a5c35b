"""The command that writes the skills passport of a person into a file."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender.errors import DataError
from recommender.exports.passport_words import Style
from recommender.exports.writers import WRITERS, PassportFormat
from recommender.loading import catalogue_in_use
from recommender.passport import make_passport
from recommender.passport_photos import read_photos
from recommender.printing import say
from recommender.settings import PROJECT, VERSION, load_settings
from recommender.store import Store
from recommender.tables import read_pictures, read_tables

FormatOption = Annotated[
    PassportFormat | None, typer.Option("--format", help="By default what the ending of the file says")
]


def write_passport(
    code: str,
    target: Path,
    name: FormatOption = None,
    large_print: Annotated[bool, typer.Option("--large-print", help="Write everything in large letters")] = False,
) -> None:
    """Write the skills passport: what a person can do, in their words, with what shows it.

    It comes as a page (html), on paper (pdf), for programs (json, csv), or as a draft that is not signed, for
    Europass (elm, in the form that its issuer takes as an upload) or as Open Badges (openbadges).
    """
    chosen = name or _format_of(target)
    writer = WRITERS[chosen]
    if large_print and not writer.is_drawn:
        raise typer.BadParameter(f"There is no large print in {chosen.value}", param_hint="--large-print")
    tables = read_tables(PROJECT / "data")
    file = load_settings().home / "profiles.sqlite"
    with Store.open(file) as store:
        profile = store.load_profile(code)
        photos = read_photos(store, profile)
    passport = make_passport(
        profile,
        plain_labels=tables["plain_labels"],
        work_areas=tables["work_areas"],
        tasks=tables["area_tasks"].values(),
        pictures=read_pictures(PROJECT / "data" / "pictograms"),
        recommender=VERSION,
        made_on=datetime.now().astimezone().date(),
        photos=photos,
        catalogue=catalogue_in_use(load_settings()),
    )
    _write(target, writer.write(passport, Style(large_print=large_print)))
    with Store.open(file) as store:
        store.log_handed_over(code, "passport", now=datetime.now(UTC))
    say(f"Written: {target}")
    if writer.added_by_issuer:
        say(f"This is a draft, not signed. Whoever issues it adds: {', '.join(writer.added_by_issuer)}.")


def _format_of(target: Path) -> PassportFormat:
    """Return the format that the ending of a file stands for, the longest ending that fits.

    Examples
    --------
    >>> [_format_of(Path(name)).value for name in ("a.pdf", "a.openbadges.json", "a.json")]
    ['pdf', 'openbadges', 'json']
    """
    fitting = [name for name, writer in WRITERS.items() if target.name.casefold().endswith(writer.ending)]
    if not fitting:
        raise typer.BadParameter(f"{target.name} has no known ending: give --format", param_hint="TARGET")
    return max(fitting, key=lambda name: len(WRITERS[name].ending))


def _write(target: Path, raw: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".passport-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(part).replace(target)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DataError(error.strerror or str(error), where=str(target), fix="Choose another file or folder") from error
