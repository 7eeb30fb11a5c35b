"""Texts outside the pages that a translation needs: what errors of the core say, and the words of the tables.

Error messages are made where they are raised, with values in them. `app/locales/core.txt` holds their patterns, one a
line, so that a message can be found again and put into another language; `python -m app.messages` writes it anew, and a
test says when that is due. The extractors are named in `app/locales/babel.cfg`.
"""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

PROJECT = Path(__file__).resolve().parent.parent
CORE = PROJECT / "app" / "locales" / "core.txt"
ERRORS = frozenset({"DataError", "ConfigError", "NotFoundError", "NotReadyError", "ConflictError", "several"})
NOT_ON_PAGES = re.compile(r"^(?:cli.*|training/.*|evaluation|guard_figures|setup|printing)\.py$")
# Variables whose texts end up in an error, or on a page as they are.
TABLES_OF_WORDS = frozenset({"problems", "FAULTS", "REQUIRED", "table", "QUESTIONS", "MAY_TELL"})
WORDS = re.compile(r"(?=\S).*?(?<![{a-z_])[A-Za-z][a-z]+(?![}a-z_])")  # what has a word of its own, and is no line
# Columns of data/*.csv that pages show, where `babel.cfg` names no others.
SHOWN = ("name", "sentence", "ask", "question")
Found = Iterator[tuple[int, str, str, list[str]]]


def core_patterns(folder: Path = PROJECT / "recommender") -> tuple[str, ...]:
    """Return the patterns of what errors of the core say, in alphabetical order; values stand as `{name}`."""
    found: set[str] = set()
    for file in sorted(folder.rglob("*.py")):
        if not NOT_ON_PAGES.match(file.relative_to(folder).as_posix()):
            found.update(patterns_in(file.read_text(encoding="utf-8")))
    return tuple(sorted(found))


def patterns_in(source: str) -> tuple[str, ...]:
    """Return the patterns in the source of one module: errors with their remedies, problems that are listed in one.

    Examples
    --------
    >>> patterns_in('raise DataError(f"There is no {kind}", where="x", fix="Look again")')
    ('There is no {kind}', 'Look again')
    """
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        found += [pattern for text in _texts(node) if (pattern := _pattern(text)) and WORDS.match(pattern)]
    return tuple(dict.fromkeys(found))


def extract_pages(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Yield the texts of a page, for Babel; its own reader misses those inside of f-strings before Python 3.12."""
    calls = [node for node in ast.walk(ast.parse(fileobj.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "id", "")
        texts = tuple(
            part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        if name == "ngettext" and len(texts) == 2:
            yield call.lineno, name, texts, []
        elif name in ("_", "_mark") and texts:
            yield call.lineno, "_", texts[0], []


def extract_lines(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Found:
    """Yield each line of a file, for Babel."""
    for number, line in enumerate(fileobj.read().decode("utf-8").splitlines(), start=1):
        yield number, "", line, []


def extract_table(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Found:
    """Yield the texts of a table that pages show, for Babel; `columns` in `babel.cfg` names them where they differ."""
    columns = (options or {}).get("columns", "").split() or SHOWN
    rows = csv.DictReader(io.StringIO(fileobj.read().decode("utf-8-sig"), newline=""))
    for number, row in enumerate(rows, start=2):
        yield from ((number, "", row[column], []) for column in columns if row.get(column))


def _texts(node: ast.AST) -> Iterable[ast.expr]:
    """Return what a node says to a person: the arguments of an error, or what is put into a list of problems."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
        return [*node.args[:1], *(word.value for word in node.keywords if word.arg == "fix")]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        return node.args if getattr(node.func.value, "id", "") == "problems" else []
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and node.value:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(getattr(target, "id", "") in TABLES_OF_WORDS for target in targets):
            return _whole(node.value)
    return [node.value] if isinstance(node, ast.Yield) and isinstance(node.value, ast.JoinedStr) else []


def _whole(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the texts inside an expression, none of them in pieces."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield node
        return
    for part in ast.iter_child_nodes(node):
        yield from _whole(part)


def _pattern(text: ast.expr) -> str:
    """Return a text with its values as names, empty where it is no text of ours."""
    if isinstance(text, ast.Constant):
        return text.value if isinstance(text.value, str) else ""
    if not isinstance(text, ast.JoinedStr):
        return ""
    pattern, taken = "", [""]
    for part in text.values:
        if isinstance(part, ast.Constant):
            pattern += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            name = (re.findall(r"[a-z_]{2,}", ast.unparse(part.value).casefold()) or ["value"])[-1]
            taken.append(name)
            pattern += f"{{{name}{taken.count(name) if taken.count(name) > 1 else ''}}}"
    return pattern


if __name__ == "__main__":
    CORE.write_text("\n".join(core_patterns()) + "\n", encoding="utf-8")
