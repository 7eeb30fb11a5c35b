"""Each export of the invented person, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent / "data"
sys.path.insert(0, str(DATA))

from make_golden import GOLDEN, golden_files  # noqa: E402

FOUND = golden_files()


@pytest.mark.parametrize("name", FOUND)
def test_an_export_is_the_golden_file(name: str) -> None:
    assert FOUND[name].decode("utf-8") == (GOLDEN / name).read_bytes().decode("utf-8")


def test_every_golden_file_is_made() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {*FOUND, "README.md"}
