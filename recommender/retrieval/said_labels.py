"""Find the concepts whose preferred label somebody says word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recommender.domain.concepts import Concept

_WORD = re.compile(r"[\w+#']+")  # C++ and C# are words, too
_ADDED = re.compile(r"\s*\(.*?\)")  # what a label adds to tell its concept from others: "CSS (style sheets)"


class SaidLabels:
    """The preferred labels, by their words."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._rows: dict[tuple[str, ...], list[int]] = {}
        for row, concept in enumerate(concepts):
            words = _words(_ADDED.sub("", concept.preferred_label))
            if words:
                self._rows.setdefault(words, []).append(row)
        self._longest = max(map(len, self._rows), default=0)

    def rows_in(self, text: str) -> set[int]:
        """Return the rows of the concepts whose label a text holds, whatever the case of its letters.

        Examples
        --------
        >>> concepts = [Concept("esco:a", "communication"), Concept("esco:b", "C#"), Concept("esco:c", "communicate")]
        >>> sorted(SaidLabels(concepts).rows_in("Good communication, knowledge of c#"))
        [0, 1]
        """
        words = _words(text)
        said = (words[start:end] for start in range(len(words)) for end in range(start + 1, start + 1 + self._longest))
        return {row for label in said for row in self._rows.get(label, ())}


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
