"""Read the words that ordinary lists use as the codes of our columns. Only plain equals: nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from recommender.catalogue.cells import IDENTIFIER, LANGUAGE, number_cell
from recommender.catalogue.headings import folded

_CODES: dict[str, dict[str, str]] = {  # column: code: words for it in the seven languages
    "kind": {
        "micro_credential": "micro credential; microcredential; micro credentials; microzertifikat; "
        "micro certification; microcredencial; microcredenziale; mikropoświadczenie",
        "course": "course; short course; kurs; cours; curso; cursus; corso; lehrgang; formation",
        "module": "module; modul; modulo; moduł; unit",
        "badge": "open badge; digital badge",
        "work_based": "work based; work based learning; apprenticeship; on the job training",
    },
    "participation": {
        "presential": "in person; onsite; face to face; classroom; classroom based; on site; präsenz; vor ort; "
        "présentiel; en présentiel; presencial; in presenza; klassikaal; op locatie; fysiek; stacjonarnie; stacjonarna",
        "online": "online; on line; e learning; elearning; distance; fernunterricht; à distance; en ligne; distanciel; "
        "en línea; a distancia; a distanza; op afstand; zdalnie; zdalna; online learning",
        "blended": "blended learning; hybrid; gemischt; hybride; mixte; híbrido; semipresencial; mixto; ibrido; misto; "
        "gemengd; hybrydowo; hybrydowa; mieszana",
        "workbased": "work based; workplace; at work; am arbeitsplatz; im betrieb; en entreprise; "
        "sur le lieu de travail; en el trabajo; en la empresa; sul lavoro; op de werkplek; w miejscu pracy; on the job",
        "project": "project based; projekt; projet; proyecto; progetto",
    },
    "assessment": {
        "written_examination": "written exam; written test; schriftliche prüfung; examen écrit; examen escrito; "
        "schriftelijk examen; esame scritto; egzamin pisemny",
        "oral_examination": "oral exam; mündliche prüfung; examen oral; mondeling examen; esame orale; egzamin ustny",
        "practical_assessment": "practical; practical exam; practical test; praktische prüfung; épreuve pratique; "
        "prueba práctica; praktijkexamen; prova pratica; egzamin praktyczny",
        "portfolio": "portfolio of evidence; mappe",
        "artefact": "artefact assessment",
        "continuous_evaluation": "continuous assessment; contrôle continu; evaluación continua; valutazione continua",
        "quiz": "multiple choice test; online quiz; quizz",
        "attendance": "attendance only; anwesenheit; présence; asistencia; aanwezigheid; frequenza; obecność",
    },
    "learning_setting": {"non_formal": "non formal learning", "formal": "formal learning"},
    "status": {"real": "active; current", "example": "sample"},
    "yes_no": {
        "yes": "y; x; ja; oui; sí; si; tak; true; 1; wahr; vrai",
        "no": "n; nein; non; nee; nie; false; 0; falsch; faux",
        "on_request": "on request; auf anfrage; sur demande; a petición; op aanvraag; su richiesta; na życzenie",
        "unknown": "unknown; not known; unbekannt; inconnu; desconocido; onbekend; sconosciuto; nieznane",
    },
    "country": {
        "AT": "Austria; Österreich; Autriche",
        "BE": "Belgium; Belgien; Belgique; België; Bélgica; Belgio; Belgia",
        "BG": "Bulgaria; България; Bulgarien",
        "CH": "Switzerland; Schweiz; Suisse; Svizzera; Suiza; Zwitserland; Szwajcaria",
        "CY": "Cyprus; Zypern",
        "CZ": "Czechia; Czech Republic; Tschechien; Česko",
        "DE": "Germany; Deutschland; Allemagne; Alemania; Duitsland; Germania; Niemcy",
        "DK": "Denmark; Danmark; Dänemark",
        "EE": "Estonia; Eesti; Estland",
        "ES": "Spain; España; Spanien; Espagne; Spanje; Spagna; Hiszpania",
        "FI": "Finland; Suomi; Finnland",
        "FR": "France; Frankreich; Francia; Frankrijk; Francja",
        "GB": "United Kingdom; Great Britain; Vereinigtes Königreich; Royaume-Uni",
        "GR": "Greece; Ελλάδα; Griechenland",
        "HR": "Croatia; Hrvatska; Kroatien",
        "HU": "Hungary; Magyarország; Ungarn",
        "IE": "Ireland; Irland; Irlande; Éire",
        "IT": "Italy; Italia; Italien; Italie; Italië; Włochy",
        "LT": "Lithuania; Lietuva; Litauen",
        "LU": "Luxembourg; Luxemburg",
        "LV": "Latvia; Latvija; Lettland",
        "MT": "Malta",
        "NL": "Netherlands; The Netherlands; Nederland; Niederlande; Pays-Bas; Países Bajos; Paesi Bassi; Holandia",
        "NO": "Norway; Norge; Norwegen",
        "PL": "Poland; Polska; Polen; Pologne; Polonia",
        "PT": "Portugal; Portogallo; Portugalia",
        "RO": "Romania; România; Rumänien",
        "SE": "Sweden; Sverige; Schweden",
        "SI": "Slovenia; Slovenija; Slowenien",
        "SK": "Slovakia; Slovensko; Slowakei",
        "US": "United States; United States of America; USA",
    },
    "language": {
        "en": "English; Englisch; anglais; inglés; Engels; inglese; angielski; eng",
        "de": "German; Deutsch; allemand; alemán; Duits; tedesco; niemiecki; deu; ger",
        "fr": "French; Französisch; français; francés; Frans; francese; francuski; fra; fre",
        "es": "Spanish; Spanisch; espagnol; español; castellano; Spaans; spagnolo; hiszpański; spa",
        "nl": "Dutch; Niederländisch; néerlandais; neerlandés; Nederlands; olandese; niderlandzki; nld",
        "it": "Italian; Italienisch; italien; italiano; Italiaans; włoski; ita",
        "pl": "Polish; Polnisch; polonais; polaco; Pools; polacco; polski; pol",
        "pt": "Portuguese; português; Portugiesisch; por",
        "cs": "Czech; čeština; ces",
        "da": "Danish; dansk; dan",
        "sv": "Swedish; svenska; swe",
        "fi": "Finnish; suomi; fin",
        "ro": "Romanian; română; ron",
        "hu": "Hungarian; magyar; hun",
        "el": "Greek; ελληνικά; ell",
        "bg": "Bulgarian; български; bul",
    },
}
CODES = {
    column: {folded(word): code for code, words in codes.items() for word in (code, *words.split(";"))}
    for column, codes in _CODES.items()
}
_HOURS = re.compile(
    r"(?P<least>\d{1,5}(?:[.,]\d{1,2})?)(?:\s*(?:-|–|to|bis|tot)\s*(?P<most>\d{1,5}(?:[.,]\d{1,2})?))?"
    r"\s*(?P<unit>h|hrs?|hours?|std|stunden?|heures?|horas?|ore|uur|uren|godz|godzin|mins?|minutes?|minuten)?\.?",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?:(?:eqf|eqr|cec|mec|qeq|erk|level|niveau|nivel|livello|poziom|stufe)[\s:-]*)+([1-8])", re.I)
_BULLET = re.compile(r"^[ \t]*[-•*–▪·‣◦][ \t]+", re.MULTILINE)
AMOUNT = re.compile(r"[0-9][0-9., ]*")
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "euro": "EUR", "euros": "EUR"}  # "$" is used by several countries
CURRENCIES = ("EUR", "USD", "GBP", "PLN", "CHF", "SEK", "DKK", "NOK", "CZK", "HUF", "RON", "BGN")
_SEPARATED = re.compile(r"[;,/\n]")


def hours(cell: str) -> tuple[str, str] | None:
    """Return the least and the most hours of "20", "20-30 h" or "90 min"; two blanks for 0, None for other words.

    Examples
    --------
    >>> hours("580 hours"), hours("20–30 Std."), hours("90 mins"), hours("0"), hours("two days")
    (('580', '580'), ('20', '30'), ('1.5', '1.5'), ('', ''), None)
    """
    found = _HOURS.fullmatch(cell.strip())
    if found is None:
        return None
    parts = [float(part.replace(",", ".")) for part in found.group("least", "most") if part]
    if (found["unit"] or "").casefold().startswith("min"):
        parts = [round(part / 60, 2) for part in parts]
    written = [number_cell(part) if part else "" for part in parts]
    return written[0], written[-1]


def unlisted(cell: str, column: str, heading: str) -> str:
    """Take what a heading or a list mark says about a cell into account: bullets before outcomes, a currency.

    Examples
    --------
    >>> unlisted("- Iron shirts\\n• Fold towels", "learning_outcomes", "Objectives")
    'Iron shirts\\nFold towels'
    >>> unlisted("1400", "price", "total_cost_usd"), unlisted("free", "price", "Preis (EUR)")
    ('1400 USD', 'free')
    """
    if column == "learning_outcomes":
        return _BULLET.sub("", cell)
    return priced(cell, split_currency(heading)[1]) if column == "price" else cell


def split_currency(heading: str) -> tuple[str, str]:
    """Split a heading into what it says and the currency that it ends in, blank where it names none.

    Examples
    --------
    >>> split_currency("total_cost_usd"), split_currency("Preis in €"), split_currency("Cost ($)")
    (('total cost', 'USD'), ('Preis', 'EUR'), ('Cost ($)', ''))
    """
    words = re.split(r"[\s_()\[\],/:-]+", heading.strip().strip("*)] "))
    code = currency(words[-1])
    if code not in CURRENCIES or len(words) == 1:
        return heading, ""
    said = words[:-2] if len(words) > 2 and words[-2].casefold() in ("in", "en", "w") else words[:-1]
    return " ".join(said), code


def currency(word: str) -> str:
    """Return the code of a currency, or the word itself where it is none that we know.

    Examples
    --------
    >>> currency("eur"), currency("€"), currency("$")
    ('EUR', 'EUR', '$')
    """
    said = word.strip()
    code = _SIGNS.get(said.casefold(), said.upper())
    return code if code in CURRENCIES else said


def priced(price: str, code: str) -> str:
    """Put a currency after a price that is a number and no more.

    Examples
    --------
    >>> priced("120", "EUR"), priced("120 GBP", "EUR"), priced("free", "EUR")
    ('120 EUR', '120 GBP', 'free')
    """
    return f"{price} {code}" if code and AMOUNT.fullmatch(price) else price


def slug(text: str) -> str:
    """Return an id for a text: its letters without accents, hyphens between, at most 80 characters.

    Examples
    --------
    >>> slug("K-2024/17"), slug("Wäsche & Bügeln")
    ('K-2024-17', 'Wasche-Bugeln')
    """
    bare = re.sub(r"[^A-Za-z0-9._-]+", "-", _without_accents(text))
    return bare.strip("-._")[:80].rstrip("-._")


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ß", "ss"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _one(kind: str) -> Callable[[str], str]:
    return lambda cell: CODES[kind].get(folded(cell), cell)


def _each(kind: str) -> Callable[[str], str]:
    """Read each item of a list that is separated by semicolons, commas, slashes or line breaks."""

    def read(cell: str) -> str:
        if folded(cell) in CODES[kind]:
            return CODES[kind][folded(cell)]
        items = [item.strip() for item in _SEPARATED.split(cell) if item.strip()]
        return ";".join(dict.fromkeys(CODES[kind].get(folded(item), item) for item in items)) or cell

    return read


def _language(cell: str) -> str:
    items = [item.strip() for item in _SEPARATED.split(cell) if item.strip()]
    known = [CODES["language"].get(folded(item), item) for item in items]
    known = [item.lower() if LANGUAGE.fullmatch(item.lower()) and len(item) == 2 else item for item in known]
    return ";".join(dict.fromkeys(known)) or cell


def _level(cell: str) -> str:
    found = _LEVEL.fullmatch(cell.strip())
    return found.group(1) if found else cell


def _country(cell: str) -> str:
    return CODES["country"].get(folded(cell), cell.upper() if re.fullmatch(r"[a-z]{2}", cell) else cell)


def _address(cell: str) -> str:
    return f"https://{cell}" if re.fullmatch(r"www\.[^\s]+\.[^\s]+", cell) else cell


def _identifier(cell: str) -> str:
    return cell if IDENTIFIER.fullmatch(cell) else slug(cell) or cell


READ_WORDS: dict[str, Callable[[str], str]] = {
    "id": _identifier,
    "kind": _one("kind"),
    "languages": _language,
    "provider_country": _country,
    "awarding_body_country": _country,
    "provider_url": _address,
    "awarding_body_url": _address,
    "homepage": _address,
    "participation": _each("participation"),
    "assessment": _each("assessment"),
    "learning_setting": _one("learning_setting"),
    "status": _one("status"),
    "eqf_level": _level,
    "assessment_supervised": _one("yes_no"),
}


def availability(cell: str) -> str:
    """Return what a cell under an accommodation code says: yes, no, on_request, unknown, or the cell itself.

    Examples
    --------
    >>> availability("Ja"), availability("auf Anfrage"), availability("maybe")
    ('yes', 'on_request', 'maybe')
    """
    return CODES["yes_no"].get(folded(cell), cell.strip().casefold())
