"""Every room imports only from the rooms it may know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "recommender"
# Room to the rooms it may import; every room may import `errors`, and itself.
MAY_IMPORT = {
    "errors": set(),
    "domain": set(),
    "settings": set(),
    "taxonomy": {"domain"},
    "retrieval": {"taxonomy", "domain"},
    "catalogue": {"domain"},
    "guidance": {"taxonomy", "domain"},
    "evaluation": {"domain"},
    "passport": {"domain", "guidance", "catalogue"},
    "card_photos": {"attachments", "domain", "raw_files", "store"},
    "passport_photos": {"domain", "guidance", "attachments", "store"},
    "store": {
        "domain",
        "migrations",
        "exports",
        "guidance",
        "audit",
        "rows",
        "store_records",
        "passphrase",
        "journal",
        "counted",
        "store_texts",
        "profile_rows",
        "store_photos",
    },
    "store_backups": {"database", "migrations", "passphrase", "raw_files"},
    "store_photos": {"migrations", "store_backups"},
    "store_said": {
        "domain",
        "migrations",
        "exports",
        "guidance",
        "counted",
        "journal",
        "profile_rows",
        "rows",
        "store_records",
    },
    "store_texts": {"domain", "guidance", "journal", "migrations", "passphrase", "profile_rows", "rows", "store_said"},
    "profile_rows": {"domain", "exports", "journal"},
    "database": {"passphrase"},
    "store_records": {"domain", "migrations", "exports", "guidance", "audit", "rows", "store_backups"},
    "rows": {"domain", "migrations", "exports", "audit", "journal"},
    "migrations": {"audit", "domain"},
    "audit": {"domain"},
    "passphrase": {"raw_files"},
    "raw_files": set(),
    "attachments": {"domain", "guidance"},
    "exports": {"domain", "guidance", "passport", "journal"},
    "journal": {"domain"},
    "counted": {"guidance"},
    "demand_files": {"domain", "guidance", "catalogue"},
    "own_demand": {"settings", "domain", "guidance", "demand_files", "store"},
    "encoder_stages": {"domain", "retrieval", "settings", "tables", "training"},
    "gap_reports": {"domain", "guidance", "catalogue"},
    "provider_store": {"domain", "guidance", "database", "store", "exports"},
    "list_columns": {"catalogue"},
    "offers": {"settings", "domain", "catalogue", "list_columns"},
    "offer_states": {"settings", "domain", "catalogue"},
    "provider": {"settings", "domain", "guidance", "catalogue", "loading", "pipeline", "provider_store", "tables"},
    "taking_away": {"settings", "domain", "guidance", "catalogue", "loading", "provider_store"},
    "guard": {"domain"},
    "guard_figures": {"guard", "evaluation"},
    "grammatical_person": {"evaluation", "retrieval"},
    "held_out": {"domain", "evaluation", "labelled", "pipeline", "retrieval", "training"},
    "labelled": {"catalogue", "domain", "evaluation", "pipeline"},
    "made_offer": {"domain"},
    "outcome_figures": {"domain", "evaluation"},
    "statement_figures": {"domain", "evaluation"},
    "setup": {"taxonomy", "domain"},
    "training": {"taxonomy", "retrieval", "domain", "evaluation"},
    "tables": {"settings", "domain"},
    "pipeline": {"settings", "taxonomy", "retrieval", "guidance", "domain"},
    "loading": {"settings", "taxonomy", "retrieval", "catalogue", "pipeline", "setup", "tables", "domain"},
    "printing": {"domain", "evaluation"},
    "inputs": set(),
    "people_file": {"catalogue", "domain", "guard"},
    "demo": {"domain", "settings"},
    "backup": {"domain", "exports", "store"},
    "missing": {"retrieval", "settings", "setup"},
    "cli": None,
    "cli_start": None,
    "cli_models": None,
    "cli_passport": None,
    "cli_guard": None,
    "cli_outcomes": None,
    "cli_parts": None,
    "cli_voices": None,
    "cli_together": None,
    "cli_statements": None,
    "cli_benchmark": None,
    "cli_log": None,
    "cli_record": None,
    "cli_reports": None,
    "cli_passphrase": None,
    "cli_people": None,
    "cli_catalogue": None,
    "cli_gaps": None,
    "__main__": None,
}


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("recommender.")}
        if isinstance(node, ast.ImportFrom) and node.module == "recommender":
            found |= {alias.name for alias in node.names}
    return found


MODULES = sorted(file for file in PACKAGE.rglob("*.py") if file.name != "__init__.py")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_imports_only_the_rooms_it_may_know(file: Path) -> None:
    allowed = MAY_IMPORT[_room(file)]
    assert allowed is None or _imported(file) - allowed - {_room(file), "errors"} == set()


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("__init__.py")), ids=str)
def test_the_init_of_a_room_is_one_docstring(file: Path) -> None:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
