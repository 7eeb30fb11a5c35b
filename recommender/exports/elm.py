"""The passport as an unsigned draft of a European Digital Credential (ELM 3.1, JSON-LD), for Europass.

A draft has no issuer, no date of issue and no seal: whoever issues it adds them. What nobody has said is left out,
so that a skill without an awarding body has no awarding process. ELM has no room for properties of our own: support
and stages stand in notes.

The file is what the issuer of European Digital Credentials takes as an upload: the draft in `credential`, beside which
whoever issues it says where it goes (`deliveryDetails`).
"""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from recommender.domain.stages import Stage
from recommender.domain.trainings import Organisation, Training
from recommender.domain.versions import NOTICE
from recommender.exports import elm_vocabulary as lists
from recommender.exports.passport_json import passport_document
from recommender.exports.passport_pdf import front_picture
from recommender.exports.passport_words import SUPPORT, Style, proof_words, step_words
from recommender.exports.sheet import made_with
from recommender.passport import LOCAL, Award, Passport, PassportSkill, is_micro_credential

CONTEXT = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
PROFILE = "http://data.europa.eu/snb/model/ap/edc-generic-full"
ADDED_BY_ISSUER = ("issuer", "issued", "validFrom")
MICRO_CREDENTIAL, STATEMENT = "Micro-credential", "Skills statement"


def elm_document(passport: Passport, style: Style) -> dict[str, Any]:
    """Return the draft: one learning achievement for each skill."""
    root = f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(passport_document(passport), sort_keys=True))}"
    drafts = [_achievement(skill, f"{root}#skill-{n}", style) for n, skill in enumerate(passport.skills, start=1)]
    return {
        "@context": list(CONTEXT),
        "id": root,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": lists.europass("credential", "e34929035b", "Generic"),
        "credentialSchema": {"id": PROFILE, "type": "ShaclValidator2017"},
        "displayParameter": _display(passport, root, style),
        "credentialSubject": {
            "id": f"{root}#person",
            "type": "Person",
            "identifier": {
                "id": f"{root}#code",
                "type": "Identifier",
                "schemeName": style.say("Code in the record, not a name"),
                "notation": passport.code,
            },
            "hasClaim": drafts,
        },
    }


def passport_elm(passport: Passport, style: Style) -> bytes:
    """Write the draft in the form for uploading, in UTF-8 (schemas/elm_draft.schema.json)."""
    upload = {"credential": elm_document(passport, style)}
    return f"{json.dumps(upload, ensure_ascii=False, indent=2)}\n".encode()


def _achievement(skill: PassportSkill, uri: str, style: Style) -> dict[str, Any]:
    award = skill.award if is_micro_credential(skill) else None
    kind = style.say(MICRO_CREDENTIAL if award else STATEMENT)
    words = " ".join(f"“{words}”" for words in skill.words)
    found = {
        "id": uri,
        "type": "LearningAchievement",
        "title": {style.language: award.training.main_title if award else skill.plain},
        "description": {style.language: words},
        "additionalNote": [_note(f"{uri}-note-{n}", text, style) for n, text in enumerate(_notes(skill, kind, style))],
        "awardedBy": _awarding(skill, uri),
        "specifiedBy": _qualification(award, skill, uri, style) if award else _specification(skill, uri, style),
    }
    return {name: value for name, value in found.items() if value and value != {style.language: ""}}


def _notes(skill: PassportSkill, kind: str, style: Style) -> list[str]:
    support = style.say(SUPPORT[skill.support.value]) if SUPPORT[skill.support.value] else ""
    said = [step_words(step, style) for step in skill.steps] + [proof_words(proof, style) for proof in skill.proofs]
    return [text for text in (kind, support, *said) if text]


def _note(uri: str, text: str, style: Style) -> dict[str, Any]:
    return {"id": uri, "type": "Note", "noteLiteral": {style.language: text}}


def _specification(skill: PassportSkill, uri: str, style: Style) -> dict[str, Any]:
    return {
        "id": f"{uri}-specification",
        "type": "LearningAchievementSpecification",
        "title": {style.language: skill.plain},
        "learningOutcome": [_outcome(f"{uri}-outcome", skill.plain, (skill.concept_uri,), skill, style)],
    }


def _qualification(award: Award, skill: PassportSkill, uri: str, style: Style) -> dict[str, Any]:
    """Return what a complete award certifies: the elements of annex I that belong to the training."""
    training = award.training
    low, high = training.workload_hours or (0.0, 0.0)
    notes = [style.say("Quality assurance: {text}").format(text=training.quality_assurance)]
    if low != high:
        notes.append(style.say("Workload in hours: {low} to {high}").format(low=f"{low:g}", high=f"{high:g}"))
    found = {
        "id": f"{uri}-specification",
        "type": "Qualification",
        "title": {style.language: training.main_title},
        "learningOutcome": [
            _outcome(f"{uri}-outcome-{n}", outcome.text, outcome.concept_uris, skill, style)
            for n, outcome in enumerate(training.learning_outcomes, start=1)
        ],
        "volumeOfLearning": _duration(low) if low and low == high else None,
        "creditPoint": _credit(training, uri),
        "eqfLevel": _level(training),
        "mode": [lists.europass("learning-assessment", *lists.MODES[code]) for code in training.participation],
        "learningSetting": _setting(training),
        "provenBy": [_assessment(code, uri) for code in training.assessment],
        "additionalNote": [_note(f"{uri}-about-{n}", text, style) for n, text in enumerate(notes, start=1)],
    }
    return {name: value for name, value in found.items() if value}


def _outcome(uri: str, text: str, concepts: tuple[str, ...], skill: PassportSkill, style: Style) -> dict[str, Any]:
    esco = [
        lists.concept(one, skill.esco_label if one == skill.concept_uri else "", scheme=lists.ESCO_SKILLS)
        for one in concepts
        if not one.startswith(LOCAL)
    ]
    found = {"id": uri, "type": "LearningOutcome", "title": {style.language: text}}
    return found | ({"relatedESCOSkill": esco} if esco else {})


def _assessment(code: str, uri: str) -> dict[str, Any]:
    number, label = lists.ASSESSMENTS[code]
    return {
        "id": f"{uri}-assessment-{code.replace('_', '-')}",
        "type": "LearningAssessmentSpecification",
        "title": {"en": label},
        "dcType": lists.europass("assessment", number, label),
    }


def _duration(hours: float) -> str:
    """Return hours as a duration of XML Schema.

    Examples
    --------
    >>> _duration(20.0), _duration(1.5)
    ('PT20H', 'PT90M')
    """
    return f"PT{hours:.0f}H" if hours == int(hours) else f"PT{round(hours * 60)}M"


def _level(training: Training) -> dict[str, Any] | None:
    level = training.eqf_level
    return lists.europass("eqf", str(level), f"Level {level}") if level else None


def _setting(training: Training) -> dict[str, Any] | None:
    known = lists.SETTINGS.get(training.learning_setting)
    return lists.europass("learning-setting", *known) if known else None


def _credit(training: Training, uri: str) -> dict[str, Any] | None:
    if training.ects_credits is None:
        return None
    framework = lists.europass("education-credit", "6fcec5c5af", "European Credit Transfer System")
    return {
        "id": f"{uri}-credit",
        "type": "CreditPoint",
        "framework": framework,
        "point": f"{training.ects_credits:g}",
    }


def _awarding(skill: PassportSkill, uri: str) -> dict[str, Any] | None:
    """Return who has certified a skill; nothing where it is not certified, no country where nobody has said it."""
    if skill.stage is not Stage.CERTIFIED:
        return None
    step = skill.steps[-1]
    body = (skill.award.training.awarding_body if skill.award else None) or Organisation(step.who)
    day = skill.award.awarded_on if skill.award else step.when
    found = {"id": f"{uri}-awarding", "type": "AwardingProcess", "awardingBody": _organisation(body, uri)}
    return found | ({"awardingDate": f"{day.isoformat()}T00:00:00Z"} if day else {})


def _organisation(body: Organisation, uri: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"{uri}-body", "type": "Organisation", "legalName": {"en": body.name}}
    if body.url:
        found["homepage"] = {"id": f"{uri}-homepage", "type": "WebResource", "contentURL": body.url}
    if body.country in lists.COUNTRIES:
        country = lists.authority("country", *lists.COUNTRIES[body.country])
        address = {"id": f"{uri}-address", "type": "Address", "countryCode": country}
        found["location"] = {"id": f"{uri}-location", "type": "Location", "address": address}
    return found


def _display(passport: Passport, root: str, style: Style) -> dict[str, Any]:
    """Return how viewers show the draft: its title, what it is, and the front of the passport as a picture."""
    code, name = lists.LANGUAGES[style.language]
    language = lists.authority("language", code, name)
    picture = {
        "id": f"{root}#picture",
        "type": "MediaObject",
        "content": base64.b64encode(front_picture(passport, style)).decode(),
        "contentEncoding": lists.europass("encoding", "6146cde7dd", "base64"),
        "contentType": lists.authority("file-type", "PNG", "PNG"),
    }
    detail = {"id": f"{root}#page-1", "type": "DisplayDetail", "image": picture, "page": 1}
    return {
        "id": f"{root}#display",
        "type": "DisplayParameter",
        "title": {style.language: style.say("Skills passport: a draft, not signed")},
        "description": {style.language: f"{style.say(NOTICE)} {made_with(passport)}"},
        "primaryLanguage": language,
        "language": language,
        "individualDisplay": {
            "id": f"{root}#front",
            "type": "IndividualDisplay",
            "language": language,
            "displayDetail": detail,
        },
    }
