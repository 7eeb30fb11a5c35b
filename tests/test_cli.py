"""The command line: exit codes, output, and the same bytes for the same input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.commands import run_command

PROJECT = Path(__file__).resolve().parent.parent
NOTE = "Amir folds flat boxes and tapes them shut. Later he wants to work with animals. Paul drives the van."
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs the program with the sample of ESCO and a home of its own."""
    environ = _environ(tmp_path_factory.mktemp("home"))

    def call(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[str]:
        return run_command(*arguments, environ=environ, typed=given)

    return call


def _environ(home: Path) -> dict[str, str]:
    return {
        "RECOMMENDER_HOME": str(home),
        "RECOMMENDER_ESCO": str(PROJECT / "tests" / "data" / "esco"),
        "RECOMMENDER_MODEL": "hashed-ngrams",
    }


def _schema(name: str) -> dict[str, object]:
    schema: dict[str, object] = json.loads((PROJECT / "recommender" / "schemas" / f"{name}.schema.json").read_text())
    return schema


def test_suggestions_follow_their_schema_and_set_aside_what_is_no_doing(run: Run) -> None:
    document = json.loads(run("skills", "suggest", "--format", "json", given=NOTE).stdout)
    jsonschema.validate(document, _schema("suggestions"))
    assert [aside["reason"] for aside in document["set_aside"]] == ["wish", "others"]
    assert document["notice"].startswith("This service uses the ESCO classification")


def test_every_piece_of_evidence_quotes_the_text_and_is_never_set_aside(run: Run) -> None:
    document = json.loads(run("skills", "suggest", "--all", "--format", "json", given=NOTE).stdout)
    spans = [span for suggestion in document["suggestions"] for span in suggestion["evidence"]]
    assert spans
    assert all([NOTE[span["start"] : span["end"]] == span["text"] for span in spans])
    assert all([span["end"] <= NOTE.index(" Later") for span in spans])


def test_the_whole_ranking_is_longer_than_the_shown_list_and_top_cuts_it(run: Run) -> None:
    whole = json.loads(run("skills", "suggest", "--all", "--format", "json", given=NOTE).stdout)
    three = json.loads(run("skills", "suggest", "--all", "--top", "3", "--format", "json", given=NOTE).stdout)
    assert len(whole["suggestions"]) == 50
    assert three["suggestions"] == whole["suggestions"][:3]


def test_many_texts_give_one_object_a_line_with_their_ids(run: Run) -> None:
    lines = '{"id": "1", "text": "I fold boxes."}\n{"id": "2", "text": ""}\n'
    done = run("skills", "suggest", "--jsonl", "--format", "jsonl", given=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["1", "2"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Each started anew, so that the order of sets differs."""
    command = [sys.executable, "-m", "recommender", "skills", "suggest", "--all", "--format", "json"]
    outputs = {
        subprocess.run(
            command,
            input=NOTE.encode(),
            capture_output=True,
            cwd=PROJECT,
            env=os.environ | _environ(tmp_path) | {"PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_a_language_that_is_no_code_and_a_broken_character_are_named_by_their_lines(run: Run) -> None:
    done = run(
        "skills",
        "suggest",
        "--jsonl",
        given='{"id": "1", "text": "a", "language": 5}\n{"id": "2", "text": "\\ud83d"}\n',
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert 'line 1: "language"' in done.stderr
    assert 'line 2: "text" holds a broken character' in done.stderr


def test_a_broken_line_stops_before_any_output_and_names_all_broken_lines(run: Run) -> None:
    done = run("skills", "suggest", "--jsonl", given='{"id": "1", "text": "a"}\nno json\n{"id": "3"}\n')
    assert (done.returncode, done.stdout) == (1, "")
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr


def test_a_language_without_support_gives_a_note_and_no_suggestion(run: Run) -> None:
    done = run("skills", "suggest", "--language", "de", "--format", "json", given="Er faltet Kartons.")
    document = json.loads(done.stdout)
    assert (document["note"], document["suggestions"]) == ("language_not_supported", [])


@pytest.mark.parametrize(
    ("given", "message"), [(b"\xff\xfe\x00bad", "not UTF-8"), (b"a" * 1_000_001, "larger than 1 MB")]
)
def test_bad_input_is_one_clear_line(run: Run, given: bytes, message: str) -> None:
    done = run("skills", "suggest", given=given)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("given", ["", "\ufeff", "🙂🙂🙂", "\x00\x07", "أنا أطوي الصناديق"])
def test_odd_texts_are_answered(run: Run, given: str) -> None:
    assert run("skills", "suggest", "--format", "json", given=given).returncode == 0


def test_wrong_usage_exits_with_two(run: Run) -> None:
    assert run("skills", "suggest", "--format", "yaml").returncode == 2


def test_trainings_follow_their_schema_and_likes_work_without_skills(run: Run) -> None:
    done = run("trainings", "match", "--likes", "animals", "--needs", "step_free", "--format", "json", given="")
    document = json.loads(done.stdout)
    jsonschema.validate(document, _schema("trainings"))
    assert document["you_like_it"]
    assert all([entry["ask_for"] == ["step_free"] for entry in document["you_like_it"]])


def test_an_unknown_work_area_names_the_nearest(run: Run) -> None:
    done = run("trainings", "match", "--likes", "animal")
    assert done.returncode == 1
    assert "animals" in done.stderr


def test_a_profile_goes_out_and_comes_in_again(run: Run) -> None:
    done = run("profile", "show", "nobody-here")
    assert done.returncode == 1
    assert "nobody-here" in done.stderr
    assert run("profile", "list").stdout == ""


def test_the_default_catalogue_has_no_problems(run: Run) -> None:
    done = run("catalogue", "check", "data/catalogue/default.csv", "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, _schema("check"))
    assert (document["problems"], len(document["entries"])) == ([], 85)


def test_a_catalogue_goes_out_and_is_used_once_imported(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "offer.csv"
    assert run("catalogue", "export", str(target)).returncode == 0
    lines = target.read_text(encoding="utf-8-sig")
    assert "european-care-certificate" in lines
    assert run("catalogue", "import", str(target)).returncode == 0


def test_evaluate_prints_every_metric_beside_the_floors(run: Run) -> None:
    done = run("evaluate", "data/eval/dev_g1.jsonl", "--format", "json")
    document = json.loads(done.stdout)
    assert {"this version", "character TF-IDF, all labels"} <= set(document["ranking"])
    assert document["ranking"]["this version"]["recall@10"]["n"] == 15


COMMANDS = [
    "skills suggest", "trainings match", "catalogue check", "catalogue import", "catalogue versions",
    "catalogue revert", "catalogue export", "catalogue template", "profile list",
    "profile show", "profile export", "profile import", "profile erase", "evaluate", "setup", "app",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_and_loads_no_torch(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert "Example: " in done.stdout


def test_help_loads_no_heavy_library() -> None:
    heavy = ("torch", "sentence_transformers", "sklearn", "streamlit")
    code = f"import sys, recommender.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("set_before", "found"), [({}, "4"), ({"OPENBLAS_THREAD_TIMEOUT": "26"}, "26")])
def test_both_ways_to_start_say_how_long_threads_wait_before_numpy_is_loaded(
    set_before: dict[str, str], found: str
) -> None:
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts["recommender"] == "recommender.__main__:main"
    code = (
        "import os, sys, recommender.__main__ as start\n"
        "assert 'numpy' not in sys.modules\n"
        "sys.argv[1:] = ['--help']\n"
        "try: start.main()\n"
        "except SystemExit: print(os.environ['OPENBLAS_THREAD_TIMEOUT'], 'numpy' in sys.modules)"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_THREAD_TIMEOUT"} | set_before
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == f"{found} True"


def test_the_page_does_not_wait_for_the_other_commands() -> None:
    later = ("recommender.cli", "recommender.pipeline", "recommender.loading")
    code = (
        "import sys, recommender.__main__ as start\n"
        "sys.argv[1:] = ['app', '--help']\n"
        "try: start.main()\n"
        f"except SystemExit: print([name for name in {later} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert "Usage: recommender app [OPTIONS]" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
