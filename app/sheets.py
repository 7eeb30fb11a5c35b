"""The sheet for the talk about an assessment in words, for the page and as a page of its own to save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from app import plain
from app.i18n import _, language
from app.record_views import ask_words, proof_words, showing_words, still_words
from app.views import accommodation_lines
from recommender.domain.trainings import Training
from recommender.domain.versions import NOTICE, Versions
from recommender.guidance.assessment import AssessmentSheet, SheetRow

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# The colours of the passport; a box is not cut by the end of a page.
STYLE = """
body{font:1.1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{margin:0;font-size:1.8rem;line-height:1.25;color:#0b3d6e}
h2{margin:2rem 0 .75rem;font-size:1.3rem;color:#0b3d6e}
h3{margin:0;font-size:1.1rem}
section{margin:0 0 1rem;padding:.75rem 1rem;background:#f4f7fb;border-left:.4rem solid #f2b134;break-inside:avoid}
section p{margin:.25rem 0 0}
ul{margin:.25rem 0 0;padding-left:1.25rem}
footer{margin-top:2rem;font-size:.875rem;color:#44505c}
@media print{body{font-size:11.5pt;margin:0;max-width:none;padding:0}section{print-color-adjust:exact}}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One outcome of the training: where it stands, and what shows it."""

    outcome: str
    still: str
    lines: tuple[str, ...]


def about_lines(sheet: AssessmentSheet, training: Training) -> tuple[str, ...]:
    """Say who gives the certificate and how it is examined, as far as the catalogue knows."""
    body = _("Who gives the certificate: {body}").format(body=sheet.awarding_body) if sheet.awarding_body else ""
    ways = " ".join(plain.how_examined(training)) if sheet.assessment else ""
    how = _("How it is examined: {how}").format(how=ways) if ways else ""
    return tuple(line for line in (body, how, sheet.assessment_detail) if line)


def parts(sheet: AssessmentSheet) -> tuple[Part, ...]:
    """Put each outcome beside what shows it, in the order of the training."""
    return tuple(Part(row.outcome, still_words(row), tuple(_lines(row))) for row in sheet.rows)


def ask_title() -> str:
    """Return the heading over what the exam needs and what is not known yet."""
    return _("What to ask, and what is offered")


def ask_lines(sheet: AssessmentSheet, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is offered of what the exam needs, and what is to be asked for.

    Parameters
    ----------
    names : what accommodations are called, by their codes
    """
    offered = {code: value for code, value in sheet.accommodation.items() if code not in sheet.ask_for}
    return (
        *accommodation_lines(offered, names),
        *(ask_words(what) for what in sheet.ask_provider),
        *(_("Ask the provider for: {what}").format(what=names[code]) for code in sheet.ask_for),
    )


def sheet_html(
    sheet: AssessmentSheet,
    training: Training,
    *,
    names: Mapping[str, str],
    code: str,
    made_on: date,
    versions: Versions,
) -> bytes:
    """Write the sheet as one page of HTML in UTF-8, without a script; every text is escaped."""
    outcomes = "".join(
        f"<section><h3>{escape(part.outcome)}</h3><p>{escape(part.still)}</p>{_list(part.lines)}</section>"
        for part in parts(sheet)
    )
    asks = ask_lines(sheet, names)
    to_ask = f"<h2>{escape(ask_title())}</h2>{_list(asks)}" if asks else ""
    kind = _("Get ready for an assessment")
    made = f"ESCO {versions.esco} · {versions.catalogue} · recommender {versions.recommender}"
    page = f"""<!DOCTYPE html>
<html lang="{escape(language())}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(kind)}: {escape(sheet.title)} · {escape(code)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<p>{escape(kind)} · {escape(code)} · {made_on.isoformat()}</p>
<h1>{escape(sheet.title)}</h1>
{_list(about_lines(sheet, training))}
<h2>{escape(_("What the training asks for, and what shows it"))}</h2>
{outcomes}
{to_ask}
</main>
<footer><p>{escape(_(NOTICE))}</p><p>{escape(made)}</p></footer>
</body>
</html>
"""
    return page.encode()


def _lines(row: SheetRow) -> Iterable[str]:
    if row.showing is not None:
        yield _("How the person wants to show it: {way}").format(way=showing_words(row.showing))
    yield from (f"“{quote}”" for quote in row.quotes)
    yield from (proof_words(proof) for proof in row.proofs)


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
