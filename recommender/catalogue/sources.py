"""Get the bytes of a catalogue file, packed or not, and read them as text, JSON or XML without trusting them."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import DataError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 100 * 2**20  # of the file
MOST_UNPACKED = 200 * 2**20
CHUNK = 2**20
# What 100 MB of empty lists or elements would become in memory is a hundred times that. A real document of 100 MB
# has some 3 million of these marks.
MOST_MARKS = 6_000_000
DEEPEST = 60  # levels of a document; real ones have some 12
TOO_LARGE = "Split it into several files"


def read_bytes(path: Path) -> bytes:
    """Read a file, unpacking one that ends in .gz; the bytes are counted while they are unpacked.

    Raises
    ------
    DataError : no such file, too large, or damaged
    """
    if not path.is_file():
        raise DataError("There is no such file", where=str(path), fix="Check the name and the folder")
    if path.stat().st_size > MOST_BYTES:
        raise DataError("The file is larger than 100 MB", where=path.name, fix=TOO_LARGE)
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    parts: list[bytes] = []
    unpacked = 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise DataError("The file unpacks to more than 200 MB", where=path.name, fix=TOO_LARGE)
                parts.append(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError("The packed file is damaged", where=path.name, fix="Pack it again") from error
    return b"".join(parts)


def read_text(data: bytes, name: str) -> str:
    """Decode UTF-8, or UTF-16 with its mark.

    Raises
    ------
    DataError : another encoding, with the line of the first broken letter
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataError("A letter is broken", where=f"{name}, line {line}", fix="Save the file as UTF-8") from error


def read_json(text: str, name: str) -> Any:
    """Read a JSON document.

    Raises
    ------
    DataError : no JSON, with the place; NaN and Infinity, which are none; far too many levels
    """
    check_marks(sum(map(text.count, "{[,")), name)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise DataError("The document has too many levels", where=name, fix="Export it again") from error
    except ValueError as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise DataError("This is not JSON", where=f"{name}{line}", fix="Export the file again") from error


def read_xml(data: bytes, name: str) -> Element:
    """Read an XML document without a document type, so without entities, and without fetching anything.

    Raises
    ------
    DataError : a document type, damaged XML, or far too many levels
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    check_marks(data.count(b"<"), name)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        fix = "Export it again without a document type"
        raise DataError("The file declares XML entities or a document type", where=name, fix=fix) from error
    except (ParseError, LookupError, ValueError) as error:
        line = getattr(error, "position", (0, 0))[0]
        where = f"{name}, line {line}" if line else name
        raise DataError("The XML is damaged", where=where, fix="Export the file again") from error
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise DataError("The document has too many levels", where=name, fix="Export it again")


def check_marks(number: int, name: str) -> None:
    """Refuse a file that is made of far more parts than its size lets expect.

    Parameters
    ----------
    number : how many marks there are that begin or end a part: brackets, separators

    Raises
    ------
    DataError : more than 6 million
    """
    if number > MOST_MARKS:
        raise DataError("The file has far too many parts", where=name, fix=TOO_LARGE)


def _no_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
