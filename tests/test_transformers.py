"""Encoders that are transformers: the exported graph, and sentence-transformers beside it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from recommender.errors import NotReadyError
from recommender.retrieval.encoders import Encoder, ModelEntry, read_registry
from recommender.retrieval.transformers import TOLERANCE, load_encoder

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "models" / "plain-speech-4"


@pytest.fixture(scope="module")
def entry() -> ModelEntry:
    return read_registry(PROJECT / "models" / "registry.toml")["plain-speech-4"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs")


def _run(program: str, graphs: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that has the encoder that ships, in a process of its own."""
    start = f"""
import sys
from pathlib import Path
from recommender.retrieval.encoders import read_registry
from recommender.retrieval.transformers import load_encoder
entry = read_registry(Path({str(PROJECT / "models" / "registry.toml")!r}))["plain-speech-4"]
encoder = load_encoder(entry, Path({str(FOLDER)!r}), exported=Path({str(graphs)!r}))
"""
    return subprocess.run([sys.executable, "-c", start + program], capture_output=True, text=True, cwd=PROJECT)


@pytest.fixture(scope="module")
def exporting(graphs: Path) -> subprocess.CompletedProcess[str]:
    """Load the encoder for the first time, which exports its graph, and return what was said meanwhile."""
    return _run("", graphs)


@pytest.fixture(scope="module")
def shipped(entry: ModelEntry, graphs: Path, exporting: subprocess.CompletedProcess[str]) -> Encoder:
    assert exporting.returncode == 0, exporting.stderr
    return load_encoder(entry, FOLDER, exported=graphs)


@pytest.mark.parametrize("kind", ["onnx", "sentence-transformers"])
def test_a_model_that_was_not_fetched_says_what_to_do(tmp_path: Path, kind: str) -> None:
    entry = ModelEntry("all-MiniLM-L6-v2", kind, "x", 384, "Apache-2.0")
    with pytest.raises(NotReadyError, match="Run recommender setup"):
        load_encoder(entry, tmp_path, exported=tmp_path)


def test_the_model_that_ships_gives_vectors_of_length_one_and_sees_meaning(shipped: Encoder) -> None:
    vectors = shipped.encode(["I hoover the rooms", "vacuum surfaces", "write a contract"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_the_exported_graph_gives_the_vectors_of_sentence_transformers(entry: ModelEntry, shipped: Encoder) -> None:
    other = load_encoder(replace(entry, kind="sentence-transformers"), FOLDER, exported=FOLDER)
    texts = ["iron", "I fold boxes and tape them", "", "Ich falte Kartons", "word " * 200, "🙂"]
    assert np.abs(shipped.encode(texts) - other.encode(texts)).max() < TOLERANCE


def test_no_digit_of_a_vector_depends_on_what_else_is_encoded(shipped: Encoder) -> None:
    texts = [f"I pack {number} boxes " + "and more " * (number % 7) for number in range(70)]
    one_by_one = np.concatenate([shipped.encode([text]) for text in texts])
    assert np.array_equal(shipped.encode(texts), one_by_one)


@pytest.mark.usefixtures("shipped")
def test_queries_run_without_torch(graphs: Path) -> None:
    done = _run('print(encoder.encode(["I pack boxes"]).shape, "torch" in sys.modules)', graphs)
    assert done.stdout.strip() == "(1, 384) False"


def test_exporting_says_nothing_to_the_person(exporting: subprocess.CompletedProcess[str], graphs: Path) -> None:
    assert list(graphs.glob("*.onnx"))
    assert exporting.stdout + exporting.stderr == ""


def test_the_weights_that_ship_are_those_of_the_registry() -> None:
    shipped = [one for one in read_registry(PROJECT / "models" / "registry.toml").values() if one.folder]
    assert {one.name for one in shipped} == {"plain-speech-4", "clause-kinds-1"}
    for one in shipped:
        weights = PROJECT / "models" / one.folder / ("layers.safetensors" if one.over else "model.safetensors")
        assert sha256(weights.read_bytes()).hexdigest() == one.revision
