"""The skills passport: what a person can do, gathered from the profile for whoever writes it down.

`make_passport` is the only function that knows how a profile is kept; every writer takes the `Passport`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from recommender.catalogue import annex_one
from recommender.domain.decisions import Answer, Decision, Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, ProofKind
from recommender.domain.stages import KNOWN, Stage
from recommender.domain.statements import Support
from recommender.domain.trainings import Catalogue, Training
from recommender.domain.versions import Versions
from recommender.domain.work_areas import AreaTask, WorkArea
from recommender.errors import DataError
from recommender.guidance.consent import photos_in_passport
from recommender.guidance.profile import SkillRecord, effective, skill_records
from recommender.guidance.skill_areas import skill_areas

LOCAL = "local:"  # how the URI of a skill begins that ESCO has no concept for
# Before these words "you" is what others act on, in all sentences of data/plain_labels.csv that have one.
_OBJECT = re.compile(r"\b(ask|tells?|for|guides|distract|follow|trust|book|near|to|with|help|helps) you\b")
_OWN = re.compile(r"\b(I|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself|[Ww]e|[Oo]ur|[Uu]s)\b")
_PRONOUNS = (
    (re.compile(r"\b[Yy]ou are\b"), "I am"),
    (re.compile(r"\b[Yy]ou were\b"), "I was"),
    (re.compile(r"\b[Yy]ou\b"), "I"),
    (re.compile(r"\byourself\b"), "myself"),
    (re.compile(r"\byours\b"), "mine"),
    (re.compile(r"\byour\b"), "my"),
    (re.compile(r"\bYour\b"), "My"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Who took a skill to a stage, when and how; what nobody has said is empty or None.

    `who` is "person", "coach", or the name of an assessor or an awarding body. `standard` is what an assessment
    was held against.
    """

    stage: Stage
    who: str
    when: date | None = None
    how: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that the person wants in the passport: a JPEG, and in words what it shows (`alt`, never empty)."""

    name: str
    alt: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PassportProof:
    """What shows a skill besides the person's words; `kind` is "observation", "photo", "file" or "own_words".

    `photo` is None where there is none, or where the person does not want it in the passport.
    """

    kind: str
    words: str
    who: str = ""
    when: date | None = None
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """A training that an awarding body has certified to the person, on a day that may be unknown."""

    training: Training
    awarded_on: date | None = None


@dataclass(frozen=True, slots=True)
class PassportSkill:
    """One skill as the passport shows it.

    `words` are the person's own words, then those of notes about them (`is_own_words`). `plain` says the skill in
    everyday words. `esco_label` is empty for a local skill. `steps` go from the first stage to the last one
    reached. `picture` is the source of an SVG, empty where there is none; it never stands in for a word.
    """

    concept_uri: str
    esco_label: str
    plain: str
    words: tuple[str, ...]
    support: Support
    stage: Stage
    steps: tuple[Step, ...]
    proofs: tuple[PassportProof, ...] = ()
    work_area: str = ""
    picture: str = ""
    esco: str = ""
    award: Award | None = None


@dataclass(frozen=True, slots=True)
class Passport:
    """What a person can do on one day: the skills, those that have come furthest first."""

    code: str
    made_on: date
    skills: tuple[PassportSkill, ...]
    versions: Versions


def make_passport(
    profile: Profile,
    *,
    plain_labels: Mapping[str, str],
    work_areas: Mapping[str, WorkArea],
    pictures: Mapping[str, str],
    recommender: str,
    made_on: date,
    tasks: Iterable[AreaTask] = (),
    photos: Mapping[int, bytes] | None = None,
    catalogue: Catalogue | None = None,
) -> Passport:
    """Gather the skills that a person has named, or that have come further; nothing that was only suggested.

    Parameters
    ----------
    plain_labels : sentence that speaks to the person, by concept URI
    work_areas : areas by slug
    pictures : source of an SVG by name of the pictogram
    recommender : our version
    tasks : tasks of the areas, which tell where a skill of several areas belongs
    photos : JPEGs by the number of their proof; those that the person does not want in it are left out again here
    catalogue : trainings, to find those that certificates belong to

    Raises
    ------
    DataError : no skill is named yet
    """
    records = [record for record in skill_records(profile) if record.stage in KNOWN]
    if not records:
        raise DataError("No skill is named yet", where=profile.code, fix="Say yes to a skill first")
    counting = effective(profile.decisions)
    wanted = {number: (photos or {})[number] for number in photos_in_passport(profile) if number in (photos or {})}
    trainings = {one.training_id: one for one in catalogue.trainings} if catalogue else {}
    areas = skill_areas(records, work_areas, tasks)
    skills = []
    for record in records:
        decisions = [one for one in counting if one.concept_uri == record.concept_uri]
        area = work_areas[areas[record.concept_uri]] if record.concept_uri in areas else None
        plain = _plain(record, plain_labels)
        is_local = record.concept_uri.startswith(LOCAL)
        skills.append(
            PassportSkill(
                concept_uri=record.concept_uri,
                esco_label="" if is_local else record.preferred_label,
                plain=plain,
                words=_words(record),
                support=record.support,
                stage=record.stage,
                steps=_steps(record, decisions),
                proofs=tuple(
                    _proof(proof, plain, wanted) for proof in record.proofs if proof.kind is not ProofKind.OWN_WORDS
                ),
                work_area=area.name if area else "",
                picture=pictures.get(area.pictogram, "") if area else "",
                esco="" if is_local or not decisions else decisions[-1].esco,
                award=_award(record, trainings),
            )
        )
    furthest = list(Stage)
    skills.sort(key=lambda skill: (-furthest.index(skill.stage), skill.plain.casefold(), skill.concept_uri))
    release = catalogue.release if catalogue and any(skill.award for skill in skills) else "none"
    return Passport(profile.code, made_on, tuple(skills), _versions(counting, recommender, release))


def photos_of(passport: Passport) -> dict[str, bytes]:
    """Return the photos of a passport by their names."""
    proofs = (proof for skill in passport.skills for proof in skill.proofs)
    return {proof.photo.name: proof.photo.content for proof in proofs if proof.photo}


def missing_elements(award: Award) -> tuple[str, ...]:
    """Name what an award lacks to be a micro-credential: elements of annex I (2022/C 243/02), and its date.

    The learner and the signature are not among them: whoever issues a credential adds both.

    Examples
    --------
    >>> missing_elements(Award(Training("a", {"en": "Ironing"}, {"en": "…"}, "course", ("en",), "example")))[-2:]
    ('quality_assurance', 'date')
    """
    return (*annex_one.missing_elements(award.training), *(() if award.awarded_on else ("date",)))


def is_micro_credential(skill: PassportSkill) -> bool:
    """Say whether a skill is certified by a training whose every element is known; all else is a statement."""
    return skill.stage is Stage.CERTIFIED and skill.award is not None and not missing_elements(skill.award)


def is_own_words(words: str) -> bool:
    """Say whether English words speak in the first person; a note about somebody is not put into their mouth.

    Examples
    --------
    >>> is_own_words("I fold boxes."), is_own_words("She folds boxes"), is_own_words("folds boxes")
    (True, False, False)
    """
    return _OWN.search(words) is not None


def in_first_person(sentence: str) -> str:
    """Turn a sentence that speaks to a person into one that the person says.

    Examples
    --------
    >>> in_first_person("You are careful and put your tools away.")
    'I am careful and put my tools away.'
    >>> in_first_person("You help the people you support and start before others ask you to.")
    'I help the people I support and start before others ask me to.'
    """
    turned = _OBJECT.sub(r"\1 me", sentence)
    turned = re.sub(r"\byou([.,])", r"me\1", turned)
    for pattern, word in _PRONOUNS:
        turned = pattern.sub(word, turned)
    return turned


def _versions(decisions: Iterable[Decision], recommender: str, catalogue: str) -> Versions:
    """Return what the decisions were made with; a passport without an award rests on no catalogue."""
    listed = list(decisions)
    esco, models = (", ".join(sorted(names)) for names in ({d.esco for d in listed}, {d.model for d in listed}))
    return Versions(esco, models, catalogue, recommender)


def _plain(record: SkillRecord, plain_labels: Mapping[str, str]) -> str:
    """Return what the person calls the skill, or else its plain sentence, or else its label."""
    plain = "" if record.called else plain_labels.get(record.concept_uri, "")
    named = record.called or record.preferred_label
    return in_first_person(plain) if plain else named[:1].upper() + named[1:]


def _words(record: SkillRecord) -> tuple[str, ...]:
    own = tuple(proof.words for proof in record.proofs if proof.kind is ProofKind.OWN_WORDS)
    return own + tuple(sorted(record.evidence, key=lambda words: not is_own_words(words)))


def _proof(proof: Proof, plain: str, photos: Mapping[int, bytes]) -> PassportProof:
    content = photos.get(proof.number)
    # Without words, somebody who does not see the photo hears which skill it shows.
    photo = Photo(f"photo-{proof.number}.jpg", proof.words.strip() or plain, content) if content else None
    return PassportProof(proof.kind.value, proof.words, proof.seen_by, proof.seen_on, photo)


def _award(record: SkillRecord, trainings: Mapping[str, Training]) -> Award | None:
    """Return the training of the newest certificate that names one, if the catalogue names the same awarding body.

    Where the two name different bodies, one of them is wrong, and nothing more than the certificate is said. An
    example of a training awards nothing.
    """
    known = {name for name, training in trainings.items() if training.status != "example"}
    certified = [entry for entry in record.entries if entry.stage is Stage.CERTIFIED and entry.training_id in known]
    for entry in sorted(certified, key=lambda entry: (entry.on, entry.number), reverse=True):
        training = trainings[entry.training_id]
        body = training.awarding_body.name if training.awarding_body else ""
        if body.casefold().strip() in ("", entry.by.casefold().strip()):
            return Award(training, entry.on)
    return None


def _steps(record: SkillRecord, decisions: Iterable[Decision]) -> tuple[Step, ...]:
    """Return who took the skill to each stage, with the day; a yes counts from the day since which it stands (UTC)."""
    listed = list(decisions)
    steps = []
    if record.person is Answer.YES:
        steps.append(Step(Stage.NAMED, Voice.PERSON.value, _yes_since(listed, Voice.PERSON)))
        if record.coach is Answer.YES and (record.evidence or record.proofs):
            steps.append(Step(Stage.DOCUMENTED, Voice.COACH.value, _yes_since(listed, Voice.COACH)))
    order = list(Stage)
    for entry in sorted(record.entries, key=lambda entry: (order.index(entry.stage), entry.on, entry.number)):
        steps.append(Step(entry.stage, entry.by, entry.on, entry.method or entry.title, entry.standard))
    return tuple(steps)


def _yes_since(decisions: Iterable[Decision], voice: Voice) -> date | None:
    since: date | None = None
    for decision in decisions:
        if decision.voice is voice:
            since = (since or decision.decided_at.date()) if decision.answer is Answer.YES else None
    return since
