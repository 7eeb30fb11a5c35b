"""The commands that measure how long things take on this machine: an offer to import and to map, a text to skills."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from recommender.catalogue.reading import read_catalogue, read_file, usable
from recommender.catalogue.release import named
from recommender.catalogue.versions import CURRENT, bring_in
from recommender.catalogue.writing import write_catalogue
from recommender.domain.versions import NOTICE
from recommender.errors import DataError
from recommender.guidance.mapping import to_map
from recommender.inputs import read_rows
from recommender.loading import load_pipeline
from recommender.made_offer import made_offer
from recommender.pipeline import Pipeline
from recommender.printing import Format, bar, print_documents, print_lines
from recommender.provider import map_texts
from recommender.provider_store import FILE, ProviderStore
from recommender.settings import load_settings
from recommender.tables import SENTENCES, training_rows

ENTRIES = 1000
LEAST_WORDS = 80  # of a text that is measured: the aim is for a text of a hundred words


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
        "processors": _processors(),
        "versions": asdict(replace(pipeline.versions, catalogue=found.release)),
        "notice": NOTICE,
    }
    if output is Format.TABLE:
        print_lines(_lines(document))
    else:
        print_documents([document], output, single=True)


def benchmark_skills(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help='One {"id", "text"} a line')],
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out texts of fewer words")] = LEAST_WORDS,
    output: Annotated[Format, typer.Option("--format", help="table for reading, json or jsonl for programs")] = (
        Format.TABLE
    ),
) -> None:
    """Measure on this machine how long a text takes from its words to what a coach is shown, and how much memory.

    Each text is measured once, since what is said again is remembered. Other programs that run meanwhile count against
    the clock, not against the processor's time.
    """
    texts = list(dict.fromkeys(row.text for file in files for row in read_rows(file)))
    long = [text for text in texts if len(text.split()) >= least]
    if len(long) < 2:
        raise DataError(f"Fewer than two texts have {least} words", where="benchmark", fix="Give a smaller --least")
    spent = dict[str, dict[str, float]]()
    with _measured(spent, "load"):
        pipeline = load_pipeline(load_settings())
    pipeline.suggest("Something is read first, since what runs for the first time takes longer.")
    clock, processor = zip(*(_spent_on(text, pipeline) for text in long), strict=True)
    words = [len(text.split()) for text in long]
    document = {
        "texts": len(long),
        "words": median(words),
        "load": spent["load"],
        "text": {"clock": _spread(clock), "processor": _spread(processor)},
        "hundred_words": {
            name: _spread([100 * seconds / count for seconds, count in zip(each, words, strict=True)])
            for name, each in {"clock": clock, "processor": processor}.items()
        },
        "peak_memory_gb": _peak_memory(),
        "processors": _processors(),
        "versions": asdict(pipeline.versions),
        "notice": NOTICE,
    }
    if output is Format.TABLE:
        print_lines(_lines_of_texts(document))
    else:
        print_documents([document], output, single=True)


def _spent_on(text: str, pipeline: Pipeline) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    pipeline.suggest(text)
    return time.perf_counter() - clock, time.process_time() - processor


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the quarters of some times, to the thousandth."""
    lower, middle, upper = (round(one, 3) for one in quantiles(seconds, n=4, method="inclusive"))
    return {"median": middle, "lower_quarter": lower, "upper_quarter": upper}


def _lines_of_texts(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['texts']} texts of {found['words']:.0f} words (median), {found['processors']} processors"
    yield f"  {'loading the index':20} {found['load']['clock']:8.1f} s by the clock"
    for name, words in {"text": "a text", "hundred_words": "a hundred words"}.items():
        clock, processor = found[name]["clock"], found[name]["processor"]
        middle_half = f"{clock['lower_quarter']:.3f} to {clock['upper_quarter']:.3f}"
        yield (
            f"  {words:20} {clock['median']:8.3f} s by the clock (half of them {middle_half}) "
            f"{processor['median']:.3f} s of the processors"
        )
    yield from _memory_line(found)


def _memory_line(found: Mapping[str, Any]) -> Iterator[str]:
    if found["peak_memory_gb"] is not None:
        yield f"  most memory          {found['peak_memory_gb']:8.2f} GB"


def _processors() -> int | None:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


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
    yield from _memory_line(found)
