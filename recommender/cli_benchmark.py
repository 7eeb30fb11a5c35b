"""The command that measures how long an offer takes on this machine: to import, and to map."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from recommender.catalogue.reading import read_catalogue, read_file, usable
from recommender.catalogue.release import named
from recommender.catalogue.versions import CURRENT, bring_in
from recommender.catalogue.writing import write_catalogue
from recommender.domain.versions import NOTICE
from recommender.guidance.mapping import to_map
from recommender.loading import load_pipeline
from recommender.made_offer import made_offer
from recommender.printing import Format, bar, print_documents, print_lines
from recommender.provider import map_texts
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import load_settings
from recommender.tables import SENTENCES, training_rows

ENTRIES = 1000


def benchmark_catalogue(
    file: Annotated[Path | None, typer.Argument(help="A list of your own, in place of invented entries")] = None,
    entries: Annotated[int, typer.Option("--entries", min=1, help="Invent so many entries")] = ENTRIES,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Map so many texts, and reckon the rest")] = None,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure on this machine how long importing and mapping take, and how much memory; the offer is left alone.

    Of invented entries every other one states five outcomes, the rest have a description of some 90 words, and no two
    texts are equal. Other programs that run meanwhile count against the clock, not against the processor's time.
    """
    settings, spent = load_settings(), dict[str, dict[str, float]]()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        source = file or _invented(home / "invented.csv", entries)
        with _measured(spent, "import"):
            found = usable(read_file(source), source.name)
            bring_in(home, found, sources=[source.name], now=datetime.now(UTC))
        with _measured(spent, "load"):
            pipeline = load_pipeline(settings)
        texts = to_map(read_catalogue(home / CURRENT).trainings)
        with ProviderStore.open(home / FILE) as store, _measured(spent, "map"):
            read = map_texts(texts, store, pipeline, progress=bar("Mapping"), limit=limit)
    different = len({one.text for one in texts})
    document = {
        "entries": len(found.trainings),
        "texts": different,
        "mapped": read,
        "seconds": spent,
        "reckoned_map_seconds": round(spent["map"]["clock"] * different / max(1, read), 1),
        "reckoned_map_processor_seconds": round(spent["map"]["processor"] * different / max(1, read), 1),
        "peak_memory_gb": _peak_memory(),
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "versions": asdict(replace(pipeline.versions, catalogue=found.release)),
        "notice": NOTICE,
    }
    if output is Format.TABLE:
        print_lines(_lines(document))
    else:
        print_documents([document], output, single=True)


def _invented(target: Path, entries: int) -> Path:
    sentences = list(dict.fromkeys(sentence for _, _, sentence in training_rows(*SENTENCES)))
    write_catalogue(named("invented", made_offer(sentences, entries)), target)
    return target


@contextmanager
def _measured(spent: dict[str, dict[str, float]], name: str) -> Iterator[None]:
    clock, processor = time.perf_counter(), time.process_time()
    yield
    spent[name] = {
        "clock": round(time.perf_counter() - clock, 1),
        "processor": round(time.process_time() - processor, 1),
    }


def _peak_memory() -> float | None:
    """Return the most memory this process has held, in GB; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (2**30 if sys.platform == "darwin" else 2**20), 2)


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['entries']} entries, {found['texts']} different texts, {found['processors']} processors"
    for name, words in {
        "import": "importing",
        "load": "loading the index",
        "map": f"mapping {found['mapped']}",
    }.items():
        spent = found["seconds"][name]
        yield f"  {words:20} {spent['clock']:8.1f} s by the clock {spent['processor']:8.1f} s of the processor"
    if found["mapped"] < found["texts"]:
        clock, processor = found["reckoned_map_seconds"], found["reckoned_map_processor_seconds"]
        yield f"  {'all, reckoned':20} {clock:8.0f} s by the clock {processor:8.0f} s of the processor"
    if found["peak_memory_gb"] is not None:
        yield f"  most memory          {found['peak_memory_gb']:8.2f} GB"
