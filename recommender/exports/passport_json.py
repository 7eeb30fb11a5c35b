"""The passport for programs (schemas/passport.schema.json)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from recommender.domain.versions import NOTICE
from recommender.exports.passport_words import Style
from recommender.passport import Award, Passport, PassportProof, PassportSkill, is_micro_credential, missing_elements

FORMAT, FORMAT_VERSION = "recommender-passport", 1


def passport_document(passport: Passport) -> dict[str, Any]:
    """Return a passport as a document; what is unknown is empty or null, and nothing is filled in."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "code": passport.code,
        "made_on": passport.made_on.isoformat(),
        "skills": [_skill(skill) for skill in passport.skills],
        "versions": asdict(passport.versions),
        "notice": NOTICE,
    }


def passport_json(passport: Passport, _style: Style) -> bytes:
    """Write the passport as JSON in UTF-8."""
    return f"{json.dumps(passport_document(passport), ensure_ascii=False, indent=2)}\n".encode()


def _skill(skill: PassportSkill) -> dict[str, Any]:
    return {
        "concept_uri": skill.concept_uri,
        "esco_label": skill.esco_label,
        "esco": skill.esco,
        "plain": skill.plain,
        "words": list(skill.words),
        "support": skill.support.value,
        "stage": skill.stage.value,
        "steps": [asdict(step) | {"stage": step.stage.value, "when": _day(step.when)} for step in skill.steps],
        "proofs": [_proof(proof) for proof in skill.proofs],
        "work_area": skill.work_area,
        "kind": "micro_credential" if is_micro_credential(skill) else "skills_statement",
        "award": _award(skill.award) if skill.award else None,
    }


def _proof(proof: PassportProof) -> dict[str, Any]:
    """Describe a proof in words; photos come with the page and the paper only."""
    return {"kind": proof.kind, "words": proof.words, "who": proof.who, "when": _day(proof.when)}


def _award(award: Award) -> dict[str, Any]:
    body = award.training.awarding_body
    return {
        "training_id": award.training.training_id,
        "title": award.training.main_title,
        "awarding_body": body.name if body else "",
        "awarded_on": _day(award.awarded_on),
        "missing": list(missing_elements(award)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
