"""What a person likes, and what they mark on their page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Like:
    """What a person says about a work area, or about one `task` in it; only ever added, the last one counts.

    Not liked and not `not_for_me` takes back what was said before: the person then has said nothing.
    """

    work_area: str
    liked: bool
    said_at: datetime
    task: str = ""
    not_for_me: bool = False

    @property
    def about(self) -> str:
        """Return the slug of what it is about: the task, or else the whole area."""
        return self.task or self.work_area


class MarkKind(StrEnum):
    """Why a person marks something on their page."""

    KEEP = "keep"
    SHOW = "show"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Mark:
    """A person keeps something, wants the coach to see it, or says that it is wrong; the last one counts.

    `about` is a kind and a name, such as "training:sewing", "area:wood", "task:wood-saw-wood" or "page:result".
    """

    kind: MarkKind
    about: str
    marked: bool
    said_at: datetime
