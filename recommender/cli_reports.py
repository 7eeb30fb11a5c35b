"""Commands about one person for others: the sheet for an assessment, changes in ESCO, everything to take away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender.catalogue.reading import read_catalogue
from recommender.domain.profile import Profile
from recommender.domain.trainings import Training
from recommender.domain.versions import Versions
from recommender.errors import DataError, NotFoundError
from recommender.exports.sheets import changes_document, sheet_document
from recommender.exports.takeaway import LARGEST_WHOLE, pack, unpack
from recommender.guidance.assessment import AssessmentSheet, assessment_sheet
from recommender.guidance.changes import Change, find_changes
from recommender.guidance.consent import check_shared
from recommender.inputs import read_bytes
from recommender.loading import default_catalogue, load_taxonomy
from recommender.printing import Format, print_documents, print_lines, say
from recommender.settings import PROJECT, VERSION, load_settings
from recommender.store import Store
from recommender.tables import card_names, read_tables

Output = Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")]


def sheet(
    code: str,
    training: Annotated[str, typer.Argument(help="Id of the training, as catalogue check prints it")],
    needs: Annotated[str, typer.Option("--needs", help="Accommodation codes for the exam, by commas")] = "",
    output: Output = Format.TABLE,
) -> None:
    """Put the outcomes of a training beside the proofs of a person: what is there, what is still to show."""
    settings = load_settings()
    catalogue = read_catalogue(settings.catalogue or default_catalogue(settings.home))
    chosen = next((one for one in catalogue.trainings if one.training_id == training), None)
    with _store() as store:
        profile = store.load_profile(code)
    taxonomy = load_taxonomy(settings)
    asked = [part.strip() for part in needs.split(",") if part.strip()]
    found = assessment_sheet(_found(chosen, training), profile, needs=asked, narrower=taxonomy.narrower)
    if output is Format.TABLE:
        print_lines(_sheet_lines(found))
        return
    versions = Versions(taxonomy.release, settings.model, catalogue.release, VERSION)
    print_documents([sheet_document(found, code=code, versions=versions)], output, single=True)


def changes(code: str, output: Output = Format.TABLE) -> None:
    """Show which skills of a profile the ESCO release in use calls otherwise or no longer holds; nothing is changed."""
    settings = load_settings()
    with _store() as store:
        profile = store.load_profile(code)
    taxonomy = load_taxonomy(settings)
    found = find_changes(profile, taxonomy)
    if output is Format.TABLE:
        print_lines(line for change in found for line in _change_lines(change))
        return
    versions = Versions(taxonomy.release, settings.model, "none", VERSION)
    print_documents([changes_document(found, code=code, versions=versions)], output, single=True)


def take_away(
    code: str,
    target: Annotated[Path, typer.Argument(metavar="FILE.zip")],
    receiver: Annotated[str, typer.Option("--to", help="Who receives it; the person must have agreed")] = "",
) -> None:
    """Write everything about a person to an archive: for programs, for reading, with photos and files."""
    if target.exists():
        raise DataError("This file is there already", where=str(target), fix="Choose another name")
    with _store() as store:
        if receiver:
            check_shared(store.load_profile(code), with_whom=receiver)
        store.log_handed_over(code, "shared" if receiver else "take_away", now=_now())
        profile = store.load_profile(code)
        files = store.read_files(code)
    target.write_bytes(pack(profile, files, names=card_names(read_tables(PROJECT / "data"))))
    say(f"Written: {target}. It is not locked: hand it only to people the person trusts.")


def read_archive(file: Path) -> tuple[Profile, dict[int, bytes]]:
    """Read an archive that `take_away` wrote."""
    return unpack(read_bytes(file, most=LARGEST_WHOLE))


def _found(training: Training | None, asked: str) -> Training:
    if training is None:
        raise NotFoundError(f"There is no training {asked}", where="catalogue", fix="See recommender catalogue check")
    return training


def _sheet_lines(found: AssessmentSheet) -> Iterator[str]:
    yield found.title
    yield f"awarding body: {found.awarding_body or 'not said'}"
    for row in found.rows:
        state = row.still.value.replace("_", " ") if row.still else row.stage.value
        yield f"{state}\t{row.outcome}\t{len(row.proofs)} proofs\t{len(row.quotes)} own words"
    yield from (f"ask the provider\t{what.value.replace('_', ' ')}" for what in found.ask_provider)
    yield from (f"ask for\t{code}\t{found.accommodation[code].value}" for code in found.ask_for)


def _change_lines(change: Change) -> Iterator[str]:
    yield f"{change.status}\t{change.kept_label}\t{change.new_label or '-'}\t{change.concept_uri}"
    yield from (f"\tperhaps now\t{one.preferred_label}\t{one.concept_uri}" for one in change.successors)


def _store() -> Store:
    return Store.open(load_settings().home / "profiles.sqlite")


def _now() -> datetime:
    return datetime.now(UTC)


# Name of each command of the group "profile", what runs it, and an example.
COMMANDS = (
    ("sheet", sheet, "sheet blue-7 packing-labelling --needs extra_time"),
    ("changes", changes, "changes blue-7"),
    ("take", take_away, "take blue-7 blue-7.zip"),
)


def register(group: typer.Typer) -> None:
    """Add these commands to the group that holds all commands about people."""
    for name, run, example in COMMANDS:
        group.command(name, epilog=f"Example: recommender profile {example}")(run)
