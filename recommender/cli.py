"""The command line: parse, call, print. Output goes to stdout, messages to stderr."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recommender import (
    cli_benchmark,
    cli_gaps,
    cli_guard,
    cli_log,
    cli_models,
    cli_outcomes,
    cli_parts,
    cli_passphrase,
    cli_passport,
    cli_people,
    cli_record,
    cli_reports,
    cli_start,
    cli_statements,
    cli_together,
    cli_voices,
)
from recommender.catalogue.reading import read_catalogue
from recommender.cli_catalogue import catalogue
from recommender.cli_start import APP_EXAMPLE, program, run
from recommender.exports.profiles import profile_document, read_profile
from recommender.exports.suggestions import suggestions_document
from recommender.exports.trainings import trainings_document
from recommender.guidance.profile import known_concepts, liked_areas, skill_records
from recommender.inputs import InputText, read_rows, read_text
from recommender.loading import load_pipeline
from recommender.pipeline import Pipeline
from recommender.printing import Format, print_documents, print_lines, say, suggestion_lines, training_lines
from recommender.settings import load_settings
from recommender.store import Store

app = program()
skills = typer.Typer(no_args_is_help=True, help="From a text to ESCO skills.", rich_markup_mode=None)
trainings = typer.Typer(no_args_is_help=True, help="From skills and likes to trainings.", rich_markup_mode=None)
profile = typer.Typer(no_args_is_help=True, help="What is kept about people.", rich_markup_mode=None)
for name, group in {"skills": skills, "trainings": trainings, "catalogue": catalogue, "profile": profile}.items():
    app.add_typer(group, name=name)
app.command("setup", epilog="Example: recommender setup --yes")(cli_start.run_setup)
app.command("app", epilog=APP_EXAMPLE)(cli_start.run_app)
app.command(epilog="Example: recommender evaluate data/eval/dev_g1.jsonl data/eval/dev_g2.jsonl")(cli_models.evaluate)
app.command("evaluate-guard", epilog="Example: recommender evaluate-guard --examples")(cli_guard.evaluate_guard)
app.command("evaluate-catalogue", epilog="Example: recommender evaluate-catalogue --below 0.6")(
    cli_outcomes.evaluate_catalogue
)
app.command("evaluate-voices", epilog="Example: recommender evaluate-voices data/eval/dev_g1.jsonl")(
    cli_voices.evaluate_voices
)
app.command("evaluate-together", epilog="Example: recommender evaluate-together data/eval/barest.jsonl")(
    cli_together.evaluate_together
)
app.command("evaluate-statements", epilog="Example: recommender evaluate-statements data/eval/clauses.jsonl")(
    cli_statements.evaluate_statements
)
app.command("evaluate-parts", epilog="Example: recommender evaluate-parts data/eval/*.jsonl --part said")(
    cli_parts.evaluate_parts
)
app.add_typer(cli_models.train, name="train")
profile.command("passport", epilog="Example: recommender profile passport blue-7 blue-7.pdf --large-print")(
    cli_passport.write_passport
)
app.add_typer(cli_log.log, name="log")
cli_record.register(profile)
cli_reports.register(profile)
app.add_typer(cli_passphrase.passphrase, name="passphrase")
app.add_typer(cli_people.people, name="people")
app.command(epilog="Example: recommender gaps --format json")(cli_gaps.gaps)
app.add_typer(cli_gaps.demand, name="demand")
catalogue.command("map", epilog="Example: recommender catalogue map --limit 100")(cli_gaps.map_offer)
skills.command("benchmark", epilog="Example: recommender skills benchmark data/eval/notes_things.jsonl")(
    cli_benchmark.benchmark_skills
)
catalogue.command("benchmark", epilog="Example: recommender catalogue benchmark --entries 50000 --limit 5000")(
    cli_benchmark.benchmark_catalogue
)


FormatOption = Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")]
InputFile = Annotated[str, typer.Argument(metavar="FILE", help="A file in UTF-8, or - for standard input")]
TopOption = Annotated[int | None, typer.Option("--top", min=1, help="At most so many")]


@skills.command(
    "suggest", epilog='Example: echo "I fold boxes and tape them." | recommender skills suggest --format json'
)
def suggest_skills(
    file: InputFile = "-",
    jsonl: Annotated[bool, typer.Option("--jsonl", help='One {"id", "text"[, "language"]} a line')] = False,
    language: Annotated[str | None, typer.Option("--language", help="Code of the language, such as en")] = None,
    top: TopOption = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole ranking, without a cut")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Suggest ESCO skills for what a person does, each with the words that show it."""
    rows = read_rows(file) if jsonl else [InputText(None, read_text(file))]
    pipeline = _pipeline()
    step = pipeline.rank if everything else pipeline.suggest
    lists = [
        step(
            row.text,
            text_id=row.text_id,
            language=row.language or language,
            top=top or (50 if everything else 12),
        )
        for row in rows
    ]
    if output is Format.TABLE:
        print_lines(line for found in lists for line in suggestion_lines(found))
    else:
        print_documents([suggestions_document(found) for found in lists], output, single=not jsonl)


@trainings.command("match", epilog='Example: echo "I feed the goats." | recommender trainings match --likes animals')
def match_trainings(
    file: InputFile = "-",
    catalogue_file: Annotated[Path | None, typer.Option("--catalogue", help="Use this catalogue")] = None,
    likes: Annotated[str, typer.Option("--likes", help="Work areas, separated by commas")] = "",
    needs: Annotated[str, typer.Option("--needs", help="Accommodation codes, separated by commas")] = "",
    top: TopOption = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Match trainings to a profile, or to a plain text whose suggestions then count as named."""
    text = read_text(file)
    pipeline = _pipeline()
    known, liked = _known_and_liked(text, pipeline)
    lists = pipeline.match(
        known,
        likes=sorted(liked | set(_listed(likes))),
        needs=_listed(needs),
        top=top,
        trainings=read_catalogue(catalogue_file) if catalogue_file else None,
    )
    if output is Format.TABLE:
        print_lines(training_lines(lists))
    else:
        print_documents([trainings_document(lists)], output, single=True)


@profile.command("list", epilog="Example: recommender profile list")
def list_profiles() -> None:
    """List the profiles by code."""
    with _store() as store:
        for summary in store.profile_codes():
            print_lines([summary.code])


@profile.command("show", epilog="Example: recommender profile show blue-7")
def show_profile(code: str) -> None:
    """Show the skills of a profile with their stages."""
    with _store() as store:
        kept = store.load_profile(code)
    for record in skill_records(kept):
        state = "no" if record.rejected else record.stage.value
        print_lines([f"{state}\t{record.preferred_label}\t{record.concept_uri}"])


@profile.command("export", epilog="Example: recommender profile export blue-7 > blue-7.json")
def export_profile(code: str) -> None:
    """Print a profile as JSON, to take away or to hand over."""
    with _store() as store:
        store.log_handed_over(code, "take_away", now=_now())
        kept = store.load_profile(code)
    print_documents([profile_document(kept)], Format.JSON, single=True)


@profile.command("import", epilog="Example: recommender profile import blue-7.json")
def import_profile(file: InputFile = "-") -> None:
    """Take in a profile that was exported, or an archive of profile take; an existing one is never changed."""
    is_archive = file.casefold().endswith(".zip")
    kept, files = cli_reports.read_archive(Path(file)) if is_archive else (read_profile(read_text(file)), {})
    with _store() as store:
        store.import_profile(kept, now=_now(), files=files)
    say(f"Imported: {kept.code}")


@profile.command("erase", epilog="Example: recommender profile erase blue-7 --yes")
def erase_profile(code: str, yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False) -> None:
    """Erase a profile with everything in it, for good."""
    if not yes and not typer.confirm(f"Erase {code} for good?", err=True):
        raise typer.Exit(1)
    with _store() as store:
        store.erase_profile(code, now=_now())
    say(f"Erased: {code}, in the backups on this computer, too. What you saved in another place is not reached.")
    say("Delete those files, and save a new backup.")


def main() -> None:
    """Run the command line."""
    run(app)


def _pipeline() -> Pipeline:
    return load_pipeline(load_settings())


def _store() -> Store:
    return Store.open(load_settings().home / "profiles.sqlite")


def _now() -> datetime:
    return datetime.now(UTC)


def _known_and_liked(text: str, pipeline: Pipeline) -> tuple[frozenset[str], frozenset[str]]:
    if text.lstrip().startswith("{"):
        kept = read_profile(text)
        return known_concepts(kept), frozenset(liked_areas(kept))
    return frozenset(s.concept_uri for s in pipeline.suggest(text).suggestions), frozenset()


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]
