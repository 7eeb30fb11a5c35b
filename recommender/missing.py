"""What a start needs and does not have yet."""

from __future__ import annotations

from recommender.retrieval.encoders import model_entry, read_registry
from recommender.settings import PROJECT, Settings
from recommender.setup import model_folder


def missing_parts(settings: Settings) -> frozenset[str]:
    """Say what `recommender setup` still has to fetch: "esco", "model", both or nothing."""
    entry = model_entry(settings.model, read_registry(PROJECT / "models" / "registry.toml"))
    fetched = entry.kind != "hashed-ngrams" and entry.folder is None
    missing = set()
    if settings.esco is None and not (settings.home / "esco" / "current.json").is_file():
        missing.add("esco")
    if fetched and not (model_folder(settings.home, entry.name) / "modules.json").is_file():
        missing.add("model")
    return frozenset(missing)
