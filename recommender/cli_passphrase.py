"""Commands about the passphrase. It is asked by prompt only: an argument would stay in the history of the shell."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from recommender import passphrase as locking
from recommender.card_photos import all_cards, take_in
from recommender.errors import ConflictError, NotReadyError
from recommender.printing import say
from recommender.settings import PROJECT, load_settings
from recommender.store import Store
from recommender.store_backups import lock_with_backups
from recommender.tables import read_tables

passphrase = typer.Typer(no_args_is_help=True, help="Lock the profiles with a passphrase.", rich_markup_mode=None)
WARNING = (
    "Write the passphrase down and keep it in a safe place. Nobody can open the profiles without it. "
    "Files that you export, and backups that you save elsewhere, are not locked."
)


@passphrase.command("set", epilog="Example: recommender passphrase set")
def set_passphrase() -> None:
    """Lock the profiles, with photos, files, log and backups here; the passphrase is asked at each start then."""
    path = load_settings().home / "profiles.sqlite"
    if locking.is_locked(path):
        raise ConflictError(
            "The profiles are locked already", where="passphrase", fix="Use recommender passphrase change"
        )
    words = _new()
    with Store.open(path) as store:  # makes the file where there is none yet
        take_in(store, path.parent, cards=all_cards(read_tables(PROJECT / "data")))
    _lock(path, words)
    say(f"The profiles are locked. {WARNING}")


@passphrase.command("change", epilog="Example: recommender passphrase change")
def change_passphrase() -> None:
    """Lock the profiles with another passphrase."""
    path = _locked()
    _lock(path, _new())
    say(f"The passphrase was changed. {WARNING}")


@passphrase.command("remove", epilog="Example: recommender passphrase remove")
def remove_passphrase() -> None:
    """Keep the profiles without a passphrase again."""
    _lock(_locked(), None)
    say("The profiles are no longer locked. Only the rights of the file protect them now.")


def ask(attempt: int) -> str:
    """Ask for the passphrase, hidden."""
    return str(typer.prompt("Wrong. Passphrase" if attempt else "Passphrase", hide_input=True, err=True))


def _lock(path: Path, words: str | None) -> None:
    if lock_with_backups(path, words):
        with Store.open(path) as store:
            store.back_up(now=datetime.now(UTC))
        say("Earlier backups on this computer were removed; there is a new one.")


def _new() -> str:
    given = str(typer.prompt("New passphrase", hide_input=True, confirmation_prompt="The same again", err=True))
    locking.check_new(given)
    return given


def _locked() -> Path:
    path = load_settings().home / "profiles.sqlite"
    if not locking.is_locked(path):
        raise NotReadyError("The profiles are not locked", where="passphrase", fix="Use recommender passphrase set")
    locking.key_for(path)
    return path
