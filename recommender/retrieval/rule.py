"""A row of the tables that say what a clause tells about the person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from recommender.domain.statements import StatementKind


@dataclass(frozen=True)
class Rule:
    """What is searched for in a clause, the kind it decides on and a clause as example.

    A blank in the source of the pattern is escaped, and letters match in any case.
    """

    kind: StatementKind
    source: str
    example: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern; it is compiled when it is first needed, since the table takes a tenth of a second."""
        return re.compile(self.source, flags=re.IGNORECASE | re.VERBOSE)
