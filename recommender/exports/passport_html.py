"""The passport as one web page: no script, nothing from elsewhere, to be read, printed or sent."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from recommender.exports.passport_words import Style
from recommender.exports.sheet import Card, Detail, Part, Sheet, SheetPhoto, make_sheet
from recommender.passport import Passport, photos_of

ASSETS = Path(__file__).resolve().parent / "assets"
WEIGHTS = {400: "AtkinsonHyperlegibleNext_400Regular.ttf", 700: "AtkinsonHyperlegibleNext_700Bold.ttf"}
FEW = 4  # skills that get the whole width of a printed page, as in passport.typ
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
DOT = '<svg class="sign" aria-hidden="true" viewBox="0 0 20 20"><circle cx="10" cy="10" r="6" fill="#0b3d6e"/></svg>'
TICK = (
    '<svg class="sign" aria-hidden="true" viewBox="0 0 20 20"><path d="M2 10l6 6L18 4" fill="none" stroke="#14532d" '
    'stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def passport_html(passport: Passport, style: Style) -> bytes:
    """Write the passport as one page of HTML, in UTF-8; every text is escaped."""
    sheet = make_sheet(passport, style)
    size = ' class="large-print"' if sheet.large_print else ""
    few = " few" if len(sheet.cards) <= FEW else ""
    photos = photos_of(passport)
    details = "".join(_detail(detail, photos) for detail in sheet.details)
    more = f"{_title(2, sheet.details_title)}{details}"
    page = f"""<!DOCTYPE html>
<html lang="{escape(sheet.language)}"{size}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(sheet.footer)}</title>
<style>
{_fonts()}{(ASSETS / "passport.css").read_text(encoding="utf-8")}</style>
</head>
<body>
<header>
<h1>{escape(sheet.title)}</h1>
<p>{escape(sheet.subtitle)}</p>
<p class="name">{escape(sheet.name_line)}: <span></span></p>
</header>
<main>
<section>
{_title(2, sheet.front_title)}<ul class="cards{few}">
{"".join(_card(card) for card in sheet.cards)}</ul>
</section>
<section class="details">
{more}</section>
<section>
{_about(sheet)}</section>
</main>
<footer>
<p class="small">{escape(sheet.notice)}</p>
<p class="small">{escape(sheet.versions)}</p>
</footer>
</body>
</html>
"""
    return page.encode("utf-8")


def _fonts() -> str:
    rules = (
        f'@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: {weight}; src: '
        f"url(data:font/ttf;base64,{base64.b64encode((ASSETS / name).read_bytes()).decode()}); }}\n"
        for weight, name in WEIGHTS.items()
    )
    return "".join(rules)


def _title(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>\n"


def _card(card: Card) -> str:
    words = f'<p class="{"lead" if card.is_own else "note"}" dir="auto">{escape(card.words)}</p>' if card.words else ""
    plain = f'<p class="{"plain" if card.is_own else "plain lead"}">{escape(card.plain)}</p>'
    lines = (
        _picture(card.picture) if card.picture else "",
        *((words, plain) if card.is_own else (plain, words)),
        f"<p>{DOT}{escape(card.support)}</p>" if card.support else "",
        f"<p>{TICK}{escape(card.stage)}</p>",
        f'<p class="esco">{escape(card.esco)}</p>',
    )
    return "\n".join(["<li>", *(line for line in lines if line), "</li>\n"])


def _picture(source: str) -> str:
    """Return a pictogram of `data/pictograms` as an image beside the words, which say all it says."""
    data = base64.b64encode(source.strip().encode("utf-8")).decode()
    return f'<img class="picture" alt="" src="data:image/svg+xml;base64,{data}">'


def _detail(detail: Detail, photos: Mapping[str, bytes]) -> str:
    parts = "".join(_part(part, photos) for part in detail.parts)
    return f'<div class="skill">\n{_title(3, detail.plain)}<dl>\n{parts}</dl>\n</div>\n'


def _part(part: Part, photos: Mapping[str, bytes]) -> str:
    size = ' class="small"' if part.is_small else ""
    lines = "".join(f"<dd{size}>{_linked(line)}</dd>\n" for line in part.lines)
    shown = "".join(f"<dd>{_photo(photo, photos[photo.name])}</dd>\n" for photo in part.photos)
    return f"<dt>{escape(part.name)}</dt>\n{lines}{shown}"


def _photo(photo: SheetPhoto, content: bytes) -> str:
    data = base64.b64encode(content).decode()
    return f'<img class="photo" alt="{escape(photo.alt)}" src="data:image/jpeg;base64,{data}">'


def _linked(line: str) -> str:
    text = escape(line)
    return f'<a href="{text}">{text}</a>' if re.fullmatch(r"http://data\.europa\.eu/esco/[\w/.-]+", line) else text


def _about(sheet: Sheet) -> str:
    said = "".join(f"<p>{escape(text)}</p>\n" for text in sheet.about)
    stages = "".join(f"<li>{escape(text)}</li>\n" for text in sheet.stages)
    return f"{_title(2, sheet.about_title)}{said}{_title(3, sheet.stages_title)}<ul>\n{stages}</ul>\n"
