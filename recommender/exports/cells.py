"""Cells of tables that people open in a spreadsheet program."""

from __future__ import annotations


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("fold boxes")
    ("'=1+1", 'fold boxes')
    """
    starts_formula = text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in tuple("=+-@")
    return f"'{text}" if starts_formula else text
