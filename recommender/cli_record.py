"""Commands about the record of one person: stages, proofs, consents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from recommender.attachments import MAY_TELL, prepare
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import ProofKind, Showing
from recommender.domain.stages import Stage
from recommender.guard import MAY_MISS, find_personal
from recommender.guidance.consent import QUESTIONS, current
from recommender.guidance.profile import skill_records
from recommender.inputs import read_bytes
from recommender.loading import load_taxonomy
from recommender.printing import print_lines, say
from recommender.settings import load_settings
from recommender.store import Store

DAY = "%Y-%m-%d"
VoiceOption = Annotated[Voice, typer.Option("--voice", help="Who says so")]
Skill = Annotated[str, typer.Argument(metavar="SKILL", help="URI of the skill, as profile show prints it")]
DayOption = Annotated[datetime, typer.Option("--on", formats=[DAY], help="The day, as year-month-day")]


class Choice(StrEnum):
    """How a skill is to be shown, on the command line."""

    SHOW = "show"
    EXPLAIN = "explain"
    ELSEWHERE = "elsewhere"
    NONE = "none"


def assess(
    code: str,
    skill: Skill,
    on: DayOption,
    assessor: Annotated[str, typer.Option("--assessor", help="Who assessed")],
    method: Annotated[str, typer.Option("--method", help="How, such as: work sample")],
    standard: Annotated[str, typer.Option("--standard", help="Against what, such as: unit 3 of the award")],
    voice: VoiceOption = Voice.COACH,
) -> None:
    """Keep that a skill was assessed: by whom, when, how and against what."""
    _enter(code, skill, Stage.ASSESSED, assessor, on.date(), voice, method=method, standard=standard)


def certify(
    code: str,
    skill: Skill,
    on: DayOption,
    body: Annotated[str, typer.Option("--body", help="The awarding body")],
    title: Annotated[str, typer.Option("--title", help="Title of the certificate")],
    training: Annotated[str, typer.Option("--training", help="Id of the training in the catalogue, if known")] = "",
    voice: VoiceOption = Voice.COACH,
) -> None:
    """Keep that there is a certificate for a skill: from which body, of which day, with which title."""
    _enter(code, skill, Stage.CERTIFIED, body, on.date(), voice, title=title, training_id=training)


def undo_stage(code: str, number: int, voice: VoiceOption = Voice.COACH) -> None:
    """Take an assessment or a certificate back, by its number; an undo can be taken back, too."""
    with _store() as store:
        print_lines([str(store.undo_stage(code, number, voice=voice, now=_now()))])


def prove(
    code: str,
    skill: Skill,
    file: Annotated[Path | None, typer.Option("--file", help="A photo, PDF or text of at most 15 MB")] = None,
    words: Annotated[str, typer.Option("--words", help="What was seen, or what the person says")] = "",
    seen_by: Annotated[str, typer.Option("--seen-by", help="Who saw it")] = "",
    on: Annotated[datetime | None, typer.Option("--on", formats=[DAY], help="On which day")] = None,
    showing: Annotated[Showing | None, typer.Option("--showing", help="In which of the three ways")] = None,
    voice: VoiceOption = Voice.COACH,
) -> None:
    """Keep what shows a skill: a note of who saw it, a photo or file, or the person's own words."""
    _warn(words, seen_by)
    kind = ProofKind.OBSERVATION if seen_by or on else ProofKind.OWN_WORDS
    kept = None
    if file is not None:
        kind, described, content = prepare(file.name, read_bytes(file))
        kept = described, content
        if described.media_type == "application/pdf":
            say(MAY_TELL)
    with _store() as store:
        number = store.add_proof(
            *(code, kind),
            concept_uri=skill,
            voice=voice,
            now=_now(),
            words=words,
            seen_by=seen_by,
            seen_on=on.date() if on else None,
            showing=showing,
            file=kept,
        )
    print_lines([str(number)])


def remove_proof(
    code: str,
    number: int,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    voice: VoiceOption = Voice.COACH,
) -> None:
    """Erase one proof with its file, for good."""
    if not yes and not typer.confirm(f"Erase proof {number} of {code} for good?", err=True):
        raise typer.Exit(1)
    with _store() as store:
        store.remove_proof(code, number, voice=voice, now=_now())


def choose_showing(code: str, skill: Skill, how: Choice) -> None:
    """Keep how the person wants to show a skill: show it, explain it, use it in another place, or not chosen."""
    with _store() as store:
        store.choose_showing(code, skill, None if how is Choice.NONE else Showing(how.value), now=_now())


def consent(
    code: str,
    purpose: Annotated[Purpose | None, typer.Argument(help="Left out: show what was said so far")] = None,
    given: Annotated[bool | None, typer.Option("--yes/--no", help="The person agrees, or withdraws")] = None,
    with_whom: Annotated[str, typer.Option("--with", help="Who receives what is shared")] = "",
    photo: Annotated[str, typer.Option("--photo", help="Number of the photo for the passport")] = "",
    helped_by: Annotated[str, typer.Option("--helped-by", help="Who explained it to the person")] = "",
) -> None:
    """Keep that the person agrees to one purpose, or withdraws; without a purpose, show what counts now."""
    with _store() as store:
        if purpose is not None and given is not None:
            store.say_consent(code, purpose, given, with_whom=with_whom, about=photo, helped_by=helped_by, now=_now())
        profile = store.load_profile(code)
    if purpose is not None and given is None:
        print_lines([QUESTIONS[purpose]])
        return
    for one in current(profile.consents):
        answer = "yes" if one.given else "no"
        print_lines(
            [f"{one.purpose.value}\t{one.with_whom or one.about or '-'}\t{answer}\t{one.said_at.date().isoformat()}"]
        )


def _enter(
    code: str,
    skill: str,
    stage: Stage,
    by: str,
    on: date,
    voice: Voice,
    *,
    method: str = "",
    standard: str = "",
    title: str = "",
    training_id: str = "",
) -> None:
    _warn(method, standard, title)
    with _store() as store:
        label = _label(store.load_profile(code), skill)
        number = store.enter_stage(
            code,
            concept_uri=skill,
            preferred_label=label,
            stage=stage,
            by=by,
            on=on,
            voice=voice,
            now=_now(),
            method=method,
            standard=standard,
            title=title,
            training_id=training_id,
        )
    print_lines([str(number)])


def _label(profile: Profile, uri: str) -> str:
    """Return what the profile calls a skill, or else ESCO."""
    kept = {record.concept_uri: record.preferred_label for record in skill_records(profile)}
    return kept.get(uri) or load_taxonomy(load_settings()).concept(uri).preferred_label


def _warn(*texts: str) -> None:
    for finding in (finding for words in texts for finding in find_personal(words)):
        say(f"May be personal ({finding.kind}): {finding.text}. {finding.why}.")
    if any(texts):
        say(MAY_MISS)


def _store() -> Store:
    return Store.open(load_settings().home / "profiles.sqlite")


def _now() -> datetime:
    return datetime.now(UTC)


SKILL = "http://data.europa.eu/esco/skill/…"
# Name of each command of the group "profile", what runs it, and an example.
COMMANDS = (
    ("assess", assess, f"assess blue-7 {SKILL} --on 2026-03-01 --assessor … --method … --standard …"),
    ("certify", certify, f"certify blue-7 {SKILL} --on 2026-03-01 --body … --title …"),
    ("undo-stage", undo_stage, "undo-stage blue-7 1"),
    ("prove", prove, f"prove blue-7 {SKILL} --file box.jpg --words 'My first box'"),
    ("remove-proof", remove_proof, "remove-proof blue-7 1 --yes"),
    ("showing", choose_showing, f"showing blue-7 {SKILL} explain"),
    ("consent", consent, "consent blue-7 figures --yes --helped-by 'a friend'"),
)


def register(group: typer.Typer) -> None:
    """Add these commands to the group that holds all commands about people."""
    for name, run, example in COMMANDS:
        group.command(name, epilog=f"Example: recommender profile {example}")(run)
