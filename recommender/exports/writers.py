"""The formats of the passport: one name, one function, one ending of the file."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from recommender.exports import elm, open_badges
from recommender.exports.passport_csv import passport_csv
from recommender.exports.passport_html import passport_html
from recommender.exports.passport_json import passport_json
from recommender.exports.passport_pdf import passport_pdf
from recommender.exports.passport_words import Style
from recommender.passport import Passport


class PassportFormat(StrEnum):
    """What a passport is written as."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    CSV = "csv"
    ELM = "elm"
    OPEN_BADGES = "openbadges"


class Writer(NamedTuple):
    """How a passport is written in one format; a draft lacks what its issuer adds."""

    write: Callable[[Passport, Style], bytes]
    ending: str
    media_type: str
    is_drawn: bool = False
    added_by_issuer: tuple[str, ...] = ()


WRITERS: dict[PassportFormat, Writer] = {
    PassportFormat.HTML: Writer(passport_html, ".html", "text/html", is_drawn=True),
    PassportFormat.PDF: Writer(passport_pdf, ".pdf", "application/pdf", is_drawn=True),
    PassportFormat.JSON: Writer(passport_json, ".json", "application/json"),
    PassportFormat.CSV: Writer(passport_csv, ".csv", "text/csv"),
    PassportFormat.ELM: Writer(
        elm.passport_elm, ".elm.json", "application/json", is_drawn=True, added_by_issuer=elm.ADDED_BY_ISSUER
    ),
    PassportFormat.OPEN_BADGES: Writer(
        open_badges.passport_open_badges,
        ".openbadges.json",
        "application/json",
        added_by_issuer=open_badges.ADDED_BY_ISSUER,
    ),
}
