"""What makes a proof of a skill complete, and what a photo or a file may be."""

from __future__ import annotations

from datetime import date

from recommender.domain.proofs import Proof, ProofKind
from recommender.errors import DataError
from recommender.guidance.stages import EARLIEST, LONGEST_FIELD

LARGEST_FILE = 15_000_000  # bytes of one photo or file (docs/DESIGN.md, section 8)
LONGEST_WORDS = 4_000  # characters of a note or of own words


def check_proof(proof: Proof, *, today: date) -> None:
    """Let through only a proof that shows something: a note says who saw it and when, a photo has its file.

    Raises
    ------
    DataError : with everything that is missing or too much
    """
    problems = [f"it does not say {words}" for words in missing(proof)]
    if not proof.concept_uri.strip():
        problems.append("it names no skill")
    if len(proof.words) > LONGEST_WORDS:
        problems.append(f"it has more than {LONGEST_WORDS} characters")
    if len(proof.seen_by) > LONGEST_FIELD:
        problems.append("the name of who saw it is too long")
    if proof.seen_on is not None and not EARLIEST <= proof.seen_on <= today:
        problems.append(f"its day {proof.seen_on.isoformat()} lies ahead or too far back")
    if proof.file is not None and proof.file.size_bytes > LARGEST_FILE:
        problems.append("its file is larger than 15 MB")
    if proof.file is not None and (set(proof.file.name) & set("/\\:") or not proof.file.name.isprintable()):
        problems.append("the name of its file leads elsewhere")
    if problems:
        raise DataError(f"The proof is not complete: {'; '.join(problems)}", where=proof.kind.value, fix="Complete it")


def missing(proof: Proof) -> tuple[str, ...]:
    """Return what a proof still has to say, in words; empty where it is complete.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from recommender.domain.decisions import Voice
    >>> note = Proof(1, ProofKind.OBSERVATION, "esco:a", Voice.COACH, datetime(2026, 3, 1, tzinfo=UTC), "Folds boxes")
    >>> missing(note)
    ('who saw it', 'on which day')
    """
    table: dict[ProofKind, dict[str, object]] = {
        ProofKind.OBSERVATION: {
            "what was seen": proof.words.strip(),
            "who saw it": proof.seen_by.strip(),
            "on which day": proof.seen_on,
        },
        ProofKind.OWN_WORDS: {"what the person says": proof.words.strip()},
        ProofKind.PHOTO: {"which photo": proof.file},
        ProofKind.FILE: {"which file": proof.file},
    }
    return tuple(words for words, value in table[proof.kind].items() if not value)
