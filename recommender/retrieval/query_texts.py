"""What is searched for: statements in the parts that are ranked together, and the texts of each part."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.domain.statements import Statement
from recommender.retrieval.encoders import LINE_BREAK
from recommender.retrieval.wording import as_searched

MOST_STATEMENTS = 48  # ranked together; a longer text is ranked in parts and every concept keeps its best part
MOST_LISTED = 200  # statements of a list that are ranked each alone; a longer one would take minutes
# Words of a sentence, and of a statement, on average, up to which a text is a list of things that are done apart.
BRIEF, BRIEFEST = 5, 2

Parts = Sequence[Sequence[Statement]]  # as they are ranked together, none of them empty


def parts_of(statements: Sequence[Statement]) -> Parts:
    """Return the statements in the parts that are ranked together, in order.

    That is all of a text, or the first `MOST_STATEMENTS` of it and so on. Of a list each statement is a part ("I iron.
    I mow. I do the bins.", "ironing, mowing, bins"): its sentences have `BRIEF` words on average, or its statements
    `BRIEFEST`, days left out; what shows no doing is not counted. Each may be about something else, and their whole is
    about nothing in particular.
    """
    sentences = len({statement.sentence for statement in statements})
    words = sum(len(as_searched(statement.span.text).split()) for statement in statements)
    is_list = words <= max(BRIEF * sentences, BRIEFEST * len(statements)) and len(statements) <= MOST_LISTED
    together = 1 if is_list else MOST_STATEMENTS
    return tuple(tuple(statements[start : start + together]) for start in range(0, len(statements), together))


def query_texts(statements: Sequence[Statement]) -> tuple[list[str], tuple[slice, slice, slice]]:
    """Return the texts to search with, and which of them are the whole, the sentences and the clauses.

    The whole has a line for each sentence; a line break ends a sentence, so that no other text has one.
    """
    sentences: dict[int, list[str]] = {}
    for statement in statements:
        sentences.setdefault(statement.sentence, []).append(as_searched(statement.span.text))
    clauses = [clause for parts in sentences.values() for clause in parts]
    joined = [" ".join(parts) for parts in sentences.values()]
    texts = [LINE_BREAK.join(joined), *joined, *clauses]
    return texts, (slice(0, 1), slice(1, 1 + len(joined)), slice(1 + len(joined), len(texts)))
