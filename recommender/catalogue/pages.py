"""Take the JSON-LD out of a saved web page, and the words out of a text with tags. Nothing is fetched or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from recommender.errors import DataError

MOST_SCRIPTS = 200
BLOCKS = ("p", "br", "li", "div", "h1", "h2", "h3", "h4", "ul", "ol", "tr")
# Only what is surely a tag: a text may well say <laundry> and mean it.
TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|ul|ol|li|a|h[1-6]|table|t[rdh]|sup|sub)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


class _Scripts(HTMLParser):
    """Collects the JSON-LD scripts of a page and the language that it says it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.language = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = (given.get("lang") or "").strip()
        self._inside = tag == "script" and (given.get("type") or "").split(";")[0].strip() == "application/ld+json"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


class _Words(HTMLParser):
    """Collects the words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def is_page(written: str) -> bool:
    """Say whether a text is a page rather than JSON.

    Examples
    --------
    >>> is_page(" <!doctype html>"), is_page("[]")
    (True, False)
    """
    return written.lstrip()[:1] == "<"


def scripts_of(written: str, name: str) -> tuple[list[str], str]:
    """Return the JSON-LD scripts of a page and the language that the page says it is in, "" where it does not.

    Raises
    ------
    DataError : far too many scripts

    Examples
    --------
    >>> scripts_of('<html lang="de"><script type="application/ld+json">{}</script>words</html>', "a.html")
    (['{}'], 'de')
    """
    page = _Scripts()
    page.feed(written)
    page.close()
    if len(page.scripts) > MOST_SCRIPTS:
        raise DataError("The page holds too many scripts", where=name, fix="Save the page of one course")
    return [script for script in page.scripts if script.strip()], page.language


def without_tags(words: str) -> str:
    """Return the words of a text that may hold tags; a text without tags stays as it is.

    Examples
    --------
    >>> without_tags("<p>Iron &amp; fold</p><p>shirts</p>"), without_tags("a < b & c")
    ('Iron & fold\\nshirts', 'a < b & c')
    """
    if not TAG.search(words):
        return words
    page = _Words()
    page.feed(words)
    page.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(page.words)).strip()
