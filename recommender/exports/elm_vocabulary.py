"""Concepts of the controlled lists of the European Learning Model, as JSON-LD writes them.

The codes are those of the lists that the Publications Office and Europass publish.
"""

from __future__ import annotations

from typing import Any

AUTHORITY = "http://publications.europa.eu/resource/authority"
EUROPASS = "http://data.europa.eu/snb"
SCHEME = "25831c2"  # how Europass ends the address of each of its lists
ESCO_SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"

# ISO 3166-1 alpha-2 to the code of the list of countries, and its English name: EU, EEA, candidates, neighbours.
COUNTRIES = {
    "AL": ("ALB", "Albania"), "AT": ("AUT", "Austria"), "BA": ("BIH", "Bosnia and Herzegovina"),
    "BE": ("BEL", "Belgium"), "BG": ("BGR", "Bulgaria"), "CH": ("CHE", "Switzerland"), "CY": ("CYP", "Cyprus"),
    "CZ": ("CZE", "Czechia"), "DE": ("DEU", "Germany"), "DK": ("DNK", "Denmark"), "EE": ("EST", "Estonia"),
    "ES": ("ESP", "Spain"), "FI": ("FIN", "Finland"), "FR": ("FRA", "France"), "GB": ("GBR", "United Kingdom"),
    "GR": ("GRC", "Greece"), "HR": ("HRV", "Croatia"), "HU": ("HUN", "Hungary"), "IE": ("IRL", "Ireland"),
    "IS": ("ISL", "Iceland"), "IT": ("ITA", "Italy"), "LI": ("LIE", "Liechtenstein"), "LT": ("LTU", "Lithuania"),
    "LU": ("LUX", "Luxembourg"), "LV": ("LVA", "Latvia"), "MD": ("MDA", "Moldova"), "ME": ("MNE", "Montenegro"),
    "MK": ("MKD", "North Macedonia"), "MT": ("MLT", "Malta"), "NL": ("NLD", "Netherlands"), "NO": ("NOR", "Norway"),
    "PL": ("POL", "Poland"), "PT": ("PRT", "Portugal"), "RO": ("ROU", "Romania"), "RS": ("SRB", "Serbia"),
    "SE": ("SWE", "Sweden"), "SI": ("SVN", "Slovenia"), "SK": ("SVK", "Slovakia"), "TR": ("TUR", "Türkiye"),
    "UA": ("UKR", "Ukraine"),
}  # fmt: skip
# ISO 639-1 to the code of the list of languages, and its English name: the languages of the EU.
LANGUAGES = {
    "bg": ("BUL", "Bulgarian"), "cs": ("CES", "Czech"), "da": ("DAN", "Danish"), "de": ("DEU", "German"),
    "el": ("ELL", "Greek"), "en": ("ENG", "English"), "es": ("SPA", "Spanish"), "et": ("EST", "Estonian"),
    "fi": ("FIN", "Finnish"), "fr": ("FRA", "French"), "ga": ("GLE", "Irish"), "hr": ("HRV", "Croatian"),
    "hu": ("HUN", "Hungarian"), "it": ("ITA", "Italian"), "lt": ("LIT", "Lithuanian"), "lv": ("LAV", "Latvian"),
    "mt": ("MLT", "Maltese"), "nl": ("NLD", "Dutch"), "pl": ("POL", "Polish"), "pt": ("POR", "Portuguese"),
    "ro": ("RON", "Romanian"), "sk": ("SLK", "Slovak"), "sl": ("SLV", "Slovenian"), "sv": ("SWE", "Swedish"),
}  # fmt: skip
# Codes of our catalogues (recommender/catalogue/schema.py) to those of Europass.
MODES = {
    "presential": ("9191af2ed9", "Presential"),
    "online": ("920fbb3cbe", "Online"),
    "blended": ("e92d221e4d", "Blended"),
    "workbased": ("729f3bed4b", "Workbased"),
    "project": ("7813801c77", "Project based"),
}
ASSESSMENTS = {
    "written_examination": ("6e6cb2cc78", "written examination"),
    "oral_examination": ("d30284d7df", "oral examination"),
    "practical_assessment": ("6a4db9f11d", "practical assessment"),
    "portfolio": ("4f03b91c0e", "portfolio"),
    "continuous_evaluation": ("3484bd7e51", "continuous evaluation"),
    "artefact": ("de4d165a6c", "artefact assessment"),
    "quiz": ("b1b68f6735", "quiz"),
    "attendance": ("7331eb4762", "level of attendance"),
}
SETTINGS = {"formal": ("6fd4685715", "formal learning"), "non_formal": ("e207a81fc7", "non-formal learning")}


def europass(listed: str, code: str, label: str) -> dict[str, Any]:
    """Return a concept of a list of Europass.

    Examples
    --------
    >>> europass("eqf", "2", "Level 2")["inScheme"]["id"]
    'http://data.europa.eu/snb/eqf/25831c2'
    """
    return concept(f"{EUROPASS}/{listed}/{code}", label, scheme=f"{EUROPASS}/{listed}/{SCHEME}")


def authority(listed: str, code: str, label: str) -> dict[str, Any]:
    """Return a concept of a list of the Publications Office.

    Examples
    --------
    >>> authority("country", "BEL", "Belgium")["id"]
    'http://publications.europa.eu/resource/authority/country/BEL'
    """
    return concept(f"{AUTHORITY}/{listed}/{code}", label, scheme=f"{AUTHORITY}/{listed}")


def concept(uri: str, label: str, *, scheme: str, language: str = "en") -> dict[str, Any]:
    """Return a concept with the list that it belongs to; an empty label is left out."""
    found = {"id": uri, "type": "Concept", "inScheme": {"id": scheme, "type": "ConceptScheme"}}
    return found | ({"prefLabel": {language: label}} if label else {})
