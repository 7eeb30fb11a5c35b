"""Read a tagged PDF the way a screen reader does: its structure, and the text in the order of the structure."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pypdf


class Element(NamedTuple):
    """One element of the structure: its role, and the text that lies directly in it."""

    role: str
    text: str


def open_pdf(raw: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(raw))


def elements(reader: pypdf.PdfReader) -> list[Element]:
    """Return all elements of the structure in reading order."""
    texts = {page.indirect_reference.idnum: _marked(page) for page in reader.pages if page.indirect_reference}
    found: list[Element] = []

    def walk(node: Any, page: int | None) -> None:
        node = node.get_object()
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        children = node.get("/K", [])
        listed = children if isinstance(children, list) else [children]
        numbers = [child for child in listed if isinstance(child, int)]
        text = "".join(texts[page].get(number, "") for number in numbers) if page else ""
        if "/S" in node:
            found.append(Element(str(node["/S"]).lstrip("/"), text))
        for child in listed:
            if not isinstance(child, int) and child.get_object().get("/Type") != "/MCR":
                walk(child, page)

    walk(reader.trailer["/Root"]["/StructTreeRoot"], None)
    return found


def pictures(reader: pypdf.PdfReader) -> list[str]:
    """Return the alternative texts of all pictures in the structure, in reading order; "" where one has none."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if node.get("/S") == "/Figure":
            found.append(str(node.get("/Alt", "")))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if not isinstance(child, int) and child.get_object().get("/Type") != "/MCR":
                walk(child)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def fonts(reader: pypdf.PdfReader) -> dict[str, bool]:
    """Say for each font of the document whether it lies inside the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"]
            inside = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(inner["/BaseFont"])] = inside
    return found


def sizes(reader: pypdf.PdfReader) -> list[float]:
    """Return the size in points of each piece of text of the document, artifacts too."""
    found: list[float] = []

    def visit(text: str, _cm: Any, _tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.append(round(size, 2))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return found


def unmarked(reader: pypdf.PdfReader) -> list[str]:
    """Return the text that is neither in the structure nor marked as an artifact."""
    return [text for page in reader.pages for text in _pieces(page).get("", []) if text.strip()]


def _marked(page: pypdf.PageObject) -> dict[int, str]:
    """Return the text of each marked piece of content by its number."""
    return {number: "".join(texts) for number, texts in _pieces(page).items() if isinstance(number, int)}


def _pieces(page: pypdf.PageObject) -> dict[int | str, list[str]]:
    """Return the texts of a page by the number of their mark, "artifact" where they are one, or ""."""
    texts: dict[int | str, list[str]] = {}
    open_marks: list[int | str | None] = []

    def before(operator: bytes, operands: list[Any], _cm: Any, _tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            number = properties.get("/MCID") if hasattr(properties, "get") else None
            open_marks.append("artifact" if operands[0] == "/Artifact" else number)
        elif operator == b"EMC":
            open_marks.pop()

    def visit(text: str, _cm: Any, _tm: Any, _font: Any, _size: float) -> None:
        mark = next((mark for mark in reversed(open_marks) if mark is not None), "")
        texts.setdefault(mark, []).append(text.replace("\n", ""))

    page.extract_text(visitor_operand_before=before, visitor_text=visit)
    return texts
