"""The passport as a table for spreadsheet programs: one skill a row."""

from __future__ import annotations

import csv
import io

from recommender.domain.versions import NOTICE
from recommender.exports.cells import safe_cell
from recommender.exports.passport_words import SUPPORT, Style, proof_words, stage_words, step_words
from recommender.passport import Passport, PassportSkill

BETWEEN = " | "  # between several texts in one cell
COLUMNS = (
    *("code", "made_on", "skill", "words", "support", "stage", "history", "proofs", "work_area"),
    *("esco_label", "concept_uri", "esco_release", "recommender", "notice"),
)


def passport_csv(passport: Passport, style: Style) -> bytes:
    """Write the passport as CSV in UTF-8 with a mark of byte order; no cell is taken for a formula."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for skill in passport.skills:
        writer.writerow([safe_cell(cell) for cell in _row(passport, skill, style)])
    return table.getvalue().encode("utf-8-sig", errors="replace")


def _row(passport: Passport, skill: PassportSkill, style: Style) -> tuple[str, ...]:
    return (
        passport.code,
        passport.made_on.isoformat(),
        skill.plain,
        BETWEEN.join(skill.words),
        style.say(SUPPORT[skill.support.value]) if SUPPORT[skill.support.value] else "",
        stage_words(skill.steps[-1], style),
        BETWEEN.join(step_words(step, style) for step in skill.steps),
        BETWEEN.join(proof_words(proof, style) for proof in skill.proofs),
        skill.work_area,
        skill.esco_label,
        skill.concept_uri,
        skill.esco,
        passport.versions.recommender,
        style.say(NOTICE),
    )
