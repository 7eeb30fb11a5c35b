"""The passport as drafts of Open Badges 3.0, one for each skill, not signed.

A draft has no issuer and no date from which it is valid: whoever issues the badge adds both, and the proof. A skill
that is no complete micro-credential goes out as `ext:SkillsStatement`, never as `MicroCredential`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from recommender.domain.versions import NOTICE
from recommender.exports.passport_json import passport_document
from recommender.exports.passport_words import SUPPORT, Style, proof_words, step_words
from recommender.passport import LOCAL, Passport, PassportSkill, is_micro_credential, missing_elements

CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
ADDED_BY_ISSUER = ("issuer", "validFrom")
FORMAT, FORMAT_VERSION = "recommender-open-badge-drafts", 1


def open_badges_document(passport: Passport, style: Style) -> dict[str, Any]:
    """Return the drafts, each with what is still missing (schemas/open_badges.schema.json)."""
    content = json.dumps(passport_document(passport), sort_keys=True)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "signed": False,
        "drafts": [
            {"badge": _badge(passport, skill, f"{content}{n}", style), "missing": _missing(skill)}
            for n, skill in enumerate(passport.skills, start=1)
        ],
        "versions": asdict(passport.versions),
        "notice": NOTICE,
    }


def passport_open_badges(passport: Passport, style: Style) -> bytes:
    """Write the drafts as JSON in UTF-8."""
    return f"{json.dumps(open_badges_document(passport, style), ensure_ascii=False, indent=2)}\n".encode()


def _missing(skill: PassportSkill) -> list[str]:
    return [*ADDED_BY_ISSUER, *(missing_elements(skill.award) if skill.award else ())]


def _badge(passport: Passport, skill: PassportSkill, content: str, style: Style) -> dict[str, Any]:
    badge = {
        "@context": list(CONTEXT),
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, content)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _name(skill),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": passport.code,
                    "identityType": "ext:ProfileCode",
                }
            ],
            "achievement": _achievement(skill, content, style),
        },
    }
    return badge | ({"evidence": found} if (found := _evidence(skill, style)) else {})


def _achievement(skill: PassportSkill, content: str, style: Style) -> dict[str, Any]:
    is_micro = is_micro_credential(skill)
    support = style.say(SUPPORT[skill.support.value]) if SUPPORT[skill.support.value] else ""
    shown = ". ".join(part for part in (*(step_words(step, style) for step in skill.steps), support) if part)
    achievement = {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'achievement{content}')}",
        "type": ["Achievement"],
        "achievementType": "MicroCredential" if is_micro else "ext:SkillsStatement",
        "name": _name(skill),
        "description": skill.plain,
        "criteria": {"narrative": f"{shown}."},
        "inLanguage": style.language,
        "alignment": [_esco(skill)] if not skill.concept_uri.startswith(LOCAL) else [],
    }
    if is_micro and skill.award:
        achievement |= _elements(skill)
    return {name: value for name, value in achievement.items() if value}


def _name(skill: PassportSkill) -> str:
    return skill.award.training.main_title if skill.award and is_micro_credential(skill) else skill.plain


def _elements(skill: PassportSkill) -> dict[str, Any]:
    """Return what a complete award adds: credits, the level of the training, and its outcomes."""
    training = skill.award.training if skill.award else None
    if training is None:
        return {}
    level = training.eqf_level
    aligned = [_esco(skill)]
    if level:
        aligned.append(
            {
                "type": ["Alignment"],
                "targetName": f"EQF Level {level}",
                "targetUrl": f"http://data.europa.eu/snb/eqf/{level}",
                "targetCode": str(level),
                "targetFramework": "European Qualifications Framework",
                "targetType": "ext:EQFLevel",
            }
        )
    outcomes = " ".join(outcome.text for outcome in training.learning_outcomes)
    found: dict[str, Any] = {"description": outcomes, "alignment": aligned}
    return found | ({"creditsAvailable": training.ects_credits} if training.ects_credits else {})


def _esco(skill: PassportSkill) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": skill.esco_label,
        "targetUrl": skill.concept_uri,
        "targetCode": skill.concept_uri.rpartition("/")[2],
        "targetFramework": "ESCO",
        "targetType": "ext:ESCOSkill",
    }


def _evidence(skill: PassportSkill, style: Style) -> list[dict[str, Any]]:
    texts = [*(f"“{words}”" for words in skill.words), *(proof_words(proof, style) for proof in skill.proofs)]
    return [{"type": ["Evidence"], "narrative": text} for text in texts]
