"""The commands that set up and open the page, and how every command is run.

They stand apart from the others, which `recommender app` need not load before the page is there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender import cli_passphrase, passphrase
from recommender import setup as setting_up
from recommender.card_photos import all_cards, take_in
from recommender.errors import DataError, NotReadyError, RecommenderError
from recommender.missing import missing_parts
from recommender.printing import bar, say
from recommender.settings import PROJECT, Settings, load_settings
from recommender.store import Store
from recommender.tables import read_tables

APP_EXAMPLE = "Example: recommender app --port 8600 --no-browser"


def program() -> typer.Typer:
    """Return a command line without commands."""
    return typer.Typer(
        no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )


def main() -> None:
    """Run `recommender app` alone."""
    alone = program()
    alone.callback()(lambda: None)  # with a single command Typer would take "app" for an argument
    alone.command("app", epilog=APP_EXAMPLE)(run_app)
    run(alone)


def run(commands: typer.Typer) -> None:
    """Run a command line: errors of ours become one line on stderr and exit code 1."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    os.umask(0o077)  # whatever the program writes, only its owner can read
    passphrase.ask_with(cli_passphrase.ask)
    try:
        commands(prog_name="recommender")
    except RecommenderError as error:
        say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)


def run_setup(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before connecting")] = False,
    esco: Annotated[list[Path] | None, typer.Option("--esco", help="Packages of ESCO to use instead")] = None,
) -> None:
    """Fetch ESCO and the model, once, and build the index."""
    settings = load_settings()
    _fetch(settings, yes=yes, esco=esco or [])
    _build(settings)
    say("Ready.")


def run_app(
    port: Annotated[int | None, typer.Option("--port", help="Port of the page; else the usual or a free one")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Set up without asking, where that is needed")] = False,
) -> None:
    """Open the page in the browser; the first start sets up first."""
    sys.path.append(str(PROJECT))  # the page is no package of the installation: it runs from the checkout
    try:
        from app.launch import serve
    except ModuleNotFoundError as error:
        raise DataError("The page is not part of this installation", fix="Run it from a checkout") from error
    settings = load_settings()
    if missing_parts(settings):
        _fetch(settings, yes=yes)
        _build(settings)
    passphrase.key_for(settings.home / "profiles.sqlite")
    passphrase.ask_with(None)  # the page cannot ask in a terminal
    with Store.open(settings.home / "profiles.sqlite") as store:
        left = take_in(store, settings.home, cards=all_cards(read_tables(PROJECT / "data")))
    if left:
        say(f"Not taken in as photos for cards, and not locked: {', '.join(left)}")
    serve(port=port, open_browser=not no_browser, say=say)


def _build(settings: Settings) -> None:
    from recommender.loading import load_pipeline  # takes a second to import, and a later start does without it

    load_pipeline(settings, progress=bar("Building the index"))


def _fetch(settings: Settings, *, yes: bool, esco: Sequence[Path] = ()) -> None:
    """Install what is missing; connect only after a yes."""
    if esco:
        setting_up.install_packages(settings.home, esco, now=datetime.now(UTC))
    missing = missing_parts(settings)
    if not missing:
        return
    question = f"To be fetched once: {' and '.join(sorted(missing))}, up to 150 MB. Connect now?"
    if not yes and not typer.confirm(question, err=True, default=True):
        raise NotReadyError("Nothing was fetched", where="setup", fix="Run recommender setup with a connection")
    if "esco" in missing:
        setting_up.fetch_esco(settings.home, now=datetime.now(UTC), progress=bar("Fetching ESCO"))
    if "model" in missing:
        setting_up.fetch_model(settings.home, progress=bar("Fetching the model"))
