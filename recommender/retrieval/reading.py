"""From a text to its statements: split by rules, then looked at by the model of doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from recommender.domain.concepts import Concept
from recommender.domain.statements import DOING, Statement, StatementKind
from recommender.errors import DataError
from recommender.retrieval.doing import Judge
from recommender.retrieval.query_texts import Parts, parts_of, query_texts
from recommender.retrieval.statements import is_verb, split
from recommender.retrieval.voices import Voices, as_told, voices_of
from recommender.taxonomy.languages import Language, language_of

LARGEST_TEXT = 1_000_000  # bytes in UTF-8


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, its language and its clauses with what each says about the person."""

    text: str
    language: Language
    statements: tuple[Statement, ...]

    @property
    def doing(self) -> tuple[Statement, ...]:
        """Return the clauses that can show a skill."""
        return tuple(statement for statement in self.statements if statement.kind in DOING)

    @property
    def parts(self) -> Parts:
        """Return the clauses that can show a skill as they are ranked together."""
        return parts_of(self.doing)

    @property
    def queries(self) -> tuple[str, ...]:
        """Return the texts that are searched for, each once."""
        return tuple(dict.fromkeys(query for part in self.parts for query in query_texts(part)[0]))

    def all_done(self) -> ReadText:
        """Return the text with every clause taken for something that is done."""
        done = tuple(replace(statement, kind=StatementKind.DONE) for statement in self.statements)
        return replace(self, statements=done)


class Reader:
    """Splits texts into clauses and says what each tells.

    Parameters
    ----------
    verbs : base forms that can begin a clause
    judge : tells doing from all else beside the rules; None where the rules decide alone
    """

    def __init__(self, *, verbs: frozenset[str], judge: Judge | None) -> None:
        self._verbs, self._judge = verbs, judge

    def split(self, text: str, *, language: str | None = None) -> ReadText:
        """Split a text by the rules alone.

        Raises
        ------
        DataError : the text is larger than 1 MB, or holds a broken character (a lone surrogate)
        NotFoundError : the language is unknown
        """
        row = language_of(text, language)
        try:
            size = len(text.encode("utf-8"))
        except UnicodeEncodeError as error:
            fix = "Delete it, or type it anew"
            raise DataError(f"Character {error.start + 1} is broken", where="text", fix=fix) from error
        if size > LARGEST_TEXT:
            raise DataError("The text is larger than 1 MB", where="text", fix="Cut it into smaller texts")
        return ReadText(text, row, split(text, verbs=self._verbs, language=row.code))

    def check(self, read: ReadText) -> ReadText:
        """Let the model look at what the rules take for done; it was made for English."""
        done = self._unsure(read)
        if not done or self._judge is None:
            return read
        checked = dict(zip(done, self._judge.look_at(done, voices=self._voices(read)), strict=True))
        return replace(read, statements=tuple(checked.get(statement, statement) for statement in read.statements))

    def prepare(self, texts: Iterable[ReadText]) -> None:
        """Encode at once what the model looks at in these texts, so that an encoder that remembers has it."""
        if self._judge is not None:
            self._judge.prepare(
                [as_told(s.span.text, self._voices(read)) for read in texts for s in self._unsure(read)]
            )

    def _unsure(self, read: ReadText) -> tuple[Statement, ...]:
        if read.language.code != "en":
            return ()
        return tuple(statement for statement in read.statements if statement.kind is StatementKind.DONE)

    def _voices(self, read: ReadText) -> Voices:
        return voices_of(read.text, is_verb=partial(is_verb, verbs=self._verbs))


def leading_verbs(concepts: Iterable[Concept]) -> frozenset[str]:
    """Gather the first words of the labels of skills: nearly all are verbs in their base form."""
    return frozenset(
        concept.preferred_label.split()[0].casefold()
        for concept in concepts
        if concept.skill_type != "knowledge" and " " in concept.preferred_label
    )
