"""All texts of the pages, and what else they show, as they are found for translation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

PROJECT = Path(__file__).resolve().parent.parent
APP = PROJECT / "app"
MAPPING = APP / "locales" / "babel.cfg"
KEYWORDS = {"_": None, "ngettext": (1, 2)}


@cache
def page_texts() -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """Return (place, text or its forms for one and many) for each text of the pages, in the order of the files."""
    found = extract_from_dir(str(APP), method_map=[("**.py", "app.messages:extract_pages")], keywords=KEYWORDS)
    return tuple((f"app/{file}:{line}", message) for file, line, message, _comments, _context in found)


@cache
def other_texts() -> tuple[str, ...]:
    """Return what errors of the core say, and the words of the tables that pages show."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    methods = [(pattern, method) for pattern, method in methods if "extract_pages" not in method]
    found = extract_from_dir(str(PROJECT), method_map=methods, options_map=options, keywords=KEYWORDS)
    return tuple(dict.fromkeys(str(message) for _file, _line, message, _comments, _context in found))


def sentences() -> list[tuple[str, str]]:
    """Return (place, text) for each text and each of its forms."""
    forms = [(place, message if isinstance(message, tuple) else (message,)) for place, message in page_texts()]
    return [(place, form) for place, several in forms for form in several]
