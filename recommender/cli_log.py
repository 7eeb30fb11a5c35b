"""Commands about the log for oversight: show it, check that nobody changed it, hand it over."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from recommender import audit
from recommender.domain.profile import AuditEvent, Profile
from recommender.errors import ConflictError, DataError
from recommender.exports.logs import log_document
from recommender.printing import Format, print_documents, print_lines, say
from recommender.settings import VERSION, load_settings
from recommender.store import Store

log = typer.Typer(no_args_is_help=True, help="What was shown and decided, for oversight.", rich_markup_mode=None)
CodeOption = Annotated[str | None, typer.Argument(metavar="CODE", help="One profile; all where it is left out")]


@log.command("show", epilog="Example: recommender log show blue-7")
def show_log(
    code: CodeOption = None,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Show what was shown and decided, line by line, and on which days profiles were erased."""
    with _store() as store:
        profiles, erasures = _profiles(store, code), store.erasures()
    if output is not Format.TABLE:
        _print(profiles, store=store, output=output)
        return
    for profile in profiles:
        print_lines([profile.code, *(_line(event) for event in profile.log)])
    print_lines(f"{day.isoformat()}\ta profile was erased" for day in erasures)


@log.command("verify", epilog="Example: recommender log verify blue-7 --head 3f0c…")
def verify_log(
    code: CodeOption = None,
    head: Annotated[str, typer.Option("--head", help="Digest of the last line, as written down earlier")] = "",
) -> None:
    """Check that no line of the log was changed or taken out, and that the records fit it; exit 1 where not."""
    if head and code is None:
        raise DataError("A digest belongs to one profile", where="log verify", fix="Name the code of the profile")
    with _store() as store:
        profiles = _profiles(store, code)
    problems = [f"{profile.code}: {problem}" for profile in profiles for problem in audit.verify(profile)]
    if head and head not in {event.digest for event in profiles[0].log}:
        problems.append(f"{code}: no line has the digest that was written down")
    if problems:
        raise ConflictError("; ".join(problems), where="log verify", fix="Ask who changed it, or restore a backup")
    for profile in profiles:
        print_lines([f"{profile.code}\twhole\t{len(profile.log)} lines\t{audit.head(profile.log)}"])


@log.command("export", epilog="Example: recommender log export blue-7 > log.json")
def export_log(code: CodeOption = None) -> None:
    """Print the log as JSON, with the digest of its last line; it holds no free text."""
    with _store() as store:
        profiles = _profiles(store, code)
        _print(profiles, store=store, output=Format.JSON)
    say("Write the digest under head down somewhere else: it shows later whether the log was written anew.")


def _print(profiles: tuple[Profile, ...], *, store: Store, output: Format) -> None:
    problems = {profile.code: audit.verify(profile) for profile in profiles}
    document = log_document(profiles, problems=problems, erasures=store.erasures(), recommender=VERSION)
    print_documents([document], output, single=True)


def _profiles(store: Store, code: str | None) -> tuple[Profile, ...]:
    return store.profiles() if code is None else (store.load_profile(code),)


def _line(event: AuditEvent) -> str:
    detail = json.dumps(event.detail, ensure_ascii=False)
    return f"{event.number}\t{event.at.isoformat(timespec='seconds')}\t{event.kind}\t{detail}"


def _store() -> Store:
    return Store.open(load_settings().home / "profiles.sqlite")
