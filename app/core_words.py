"""What the core says, in the language of the session: error messages by their patterns, words of tables as they are."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.i18n import DEFAULT, _, language
from app.messages import CORE
from recommender.errors import RecommenderError

LISTED = re.compile("problems|told|listed|words|what")  # values that are words of the core themselves
PLAIN = "en"  # the language in which the core speaks


def error_words(error: RecommenderError) -> str:
    """Say what is wrong and what to do."""
    said = [in_words(error.what), in_words(error.fix)] if error.fix else [in_words(error.what)]
    return " ".join(f"{part}." for part in said)


def in_words(message: str) -> str:
    """Return a message of the core in the language of the session; one that is not known stays as it is."""
    if language() == PLAIN == DEFAULT:
        return message
    for pattern, shape in _shapes():
        found = shape.fullmatch(message)
        if found:
            values = {name: _value(name, value) for name, value in found.groupdict().items()}
            return _(pattern).format(**values)
    return message


def named(row: Any) -> Any:
    """Return a row of a table with its words in the language of the session."""
    words = {field.name for field in dataclasses.fields(row)} & {"name", "sentence", "ask"}
    return dataclasses.replace(row, **{name: _(getattr(row, name)) for name in words if getattr(row, name)})


def names(table: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a table by their codes in the language of the session."""
    return {code: _(word) if word else word for code, word in table.items()}


def _value(name: str, value: str) -> str:
    return "; ".join(in_words(part) for part in value.split("; ")) if LISTED.match(name) else value


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each pattern with what finds its messages; those with most words of their own come first."""
    patterns = CORE.read_text(encoding="utf-8").splitlines()
    patterns.sort(key=lambda pattern: (-len(re.sub(r"\{\w+\}", "", pattern)), pattern))
    return tuple((pattern, _shape(pattern)) for pattern in patterns)


def _shape(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", pattern)
    found = (f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(found), re.DOTALL)
