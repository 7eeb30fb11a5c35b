"""The passport on paper: PDF/UA, with tags, language, reading order, and fonts inside."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from recommender.errors import DataError
from recommender.exports.passport_words import Style
from recommender.exports.sheet import make_sheet
from recommender.passport import Passport, photos_of

ASSETS = Path(__file__).resolve().parent / "assets"
MOST_ROUNDS = 200  # signs that are replaced one after the other before a text is given up
# Joiners, skin tones and the sign that asks for colour: parts of emoji that have no meaning without them.
_EMOJI_PARTS = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_EMOJI = re.compile("[\U0001f000-\U0001faff]")
_CANNOT_SHOW = re.compile(r'the text `"(.+)"` could not be displayed')


def passport_pdf(passport: Passport, style: Style) -> bytes:
    """Write the passport as a tagged PDF (PDF/UA-1).

    Emoji become their names in brackets, so that every reader and every printer has them. Letters that neither
    our fonts nor those of the machine have are an error: nobody's words are changed.

    Raises
    ------
    DataError : the words have letters that cannot be printed here
    """
    return _pages(passport, style)[1]


def front_picture(passport: Passport, style: Style) -> bytes:
    """Draw the first page of the passport as a PNG, 96 pixels an inch; errors as in `passport_pdf`."""
    sheet, _ = _pages(passport, style)
    inputs = {"sheet": sheet, "photos": _photos(passport)}
    drawn = _compiler().compile(sys_inputs=inputs, format="png", ppi=96)
    return bytes(drawn[0] if isinstance(drawn, list) else drawn)


def _pages(passport: Passport, style: Style) -> tuple[str, bytes]:
    """Return the texts that can be printed, as JSON, and the PDF."""
    day = passport.made_on
    made = {"code": passport.code, "year": day.year, "month": day.month, "day": day.day}
    sheet = json.dumps(dataclasses.asdict(make_sheet(passport, style)) | {"made": made}, ensure_ascii=False)
    sheet = _EMOJI.sub(lambda found: _named(found[0]), _EMOJI_PARTS.sub("", sheet))
    photos = _photos(passport)
    for _ in range(MOST_ROUNDS):
        made_pdf, missing = _compile(
            {"sheet": sheet, "photos": photos}, at=datetime(day.year, day.month, day.day, tzinfo=UTC)
        )
        if not missing:
            return sheet, made_pdf
        if any(unicodedata.category(sign).startswith(("L", "N")) for sign in missing):
            break
        sheet = sheet.replace(missing, "".join(_named(sign) for sign in missing))
    raise DataError(
        f"No font on this machine has {missing}",
        where=passport.code,
        fix="Install a font for this script, or make the passport as a web page",
    )


def _compile(inputs: dict[str, str], *, at: datetime) -> tuple[bytes, str]:
    """Return the PDF, or else the text that no font can show."""
    import typst  # 30 MB, wanted only here

    try:
        made = _compiler().compile(sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=at)
    except typst.TypstError as error:
        found = _CANNOT_SHOW.search(str(error))
        if found is None:
            raise
        return b"", re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1])
    return made, ""


def _compiler() -> Any:
    """Return a compiler of its own for each call: one that is shared would mix the texts of two people."""
    import typst

    return typst.Compiler(ASSETS / "passport.typ", root=ASSETS, font_paths=_fonts())


def _photos(passport: Passport) -> str:
    """Return the photos as JSON, each a list of its bytes: typst takes texts only, and nothing lies on the disk."""
    return json.dumps({name: list(content) for name, content in photos_of(passport).items()}, separators=(",", ":"))


@cache
def _fonts() -> Any:
    """Look for fonts once: ours, those inside typst, then those of the machine."""
    import typst

    return typst.Fonts(font_paths=[ASSETS])


def _named(sign: str) -> str:
    """Return the name of a sign in brackets.

    Examples
    --------
    >>> _named("★")
    '[black star]'
    """
    return f"[{unicodedata.name(sign, 'sign').casefold()}]"
