"""Read the settings once, for a shell."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from recommender.errors import ConfigError

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_MODEL = "plain-speech-4"
try:
    VERSION = version("skills-recommender")
except PackageNotFoundError:  # a checkout on the path without an installation
    VERSION = "0+checkout"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person may set; steps get plain values, never this record.

    `home` holds people's data, the installed classification, models and caches. `esco` names a folder with
    an ESCO release to use instead of the installed one, `model` an entry of `models/registry.toml`,
    `catalogue` a catalogue file to use instead of the default one.
    """

    home: Path
    model: str = DEFAULT_MODEL
    esco: Path | None = None
    catalogue: Path | None = None


def load_settings(*, environ: Mapping[str, str] | None = None, flags: Mapping[str, Any] | None = None) -> Settings:
    """Merge defaults, the settings file, `RECOMMENDER_*` variables and flags, the last one winning.

    The settings file is `settings.toml` in the home folder, or the file that `RECOMMENDER_SETTINGS` names.

    Raises
    ------
    ConfigError : an unknown key, or a file that is not TOML
    """
    environ = os.environ if environ is None else environ
    names = [f.name for f in fields(Settings)]
    from_environ = {
        name: environ[f"RECOMMENDER_{name.upper()}"] for name in names if environ.get(f"RECOMMENDER_{name.upper()}")
    }
    home = Path(from_environ.get("home") or user_data_path("skills-recommender", appauthor=False))
    file = Path(environ.get("RECOMMENDER_SETTINGS") or home / "settings.toml")
    given: dict[str, Any] = {"home": home}
    given |= _read_file(file) | from_environ
    given |= {key: value for key, value in (flags or {}).items() if value is not None}
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise ConfigError(
            f"Unknown setting: {', '.join(unknown)}", where=str(file), fix=f"Use one of: {', '.join(names)}"
        )
    for name in ("home", "esco", "catalogue"):
        if given.get(name):
            given[name] = Path(given[name]).expanduser()
    return Settings(**given)


def _read_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(error), where=str(file), fix="Correct the file or delete it") from error
