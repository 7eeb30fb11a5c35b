"""Run the program as a shell does, but from a process that has its libraries loaded.

Loading them takes longer than most commands; a fork of one process that has loaded them answers at once. Where a
system cannot fork, each command starts anew.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from unittest.mock import patch

PROJECT = Path(__file__).resolve().parent.parent
CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
if CAN_FORK:
    CONTEXT.set_forkserver_preload(["recommender.cli", "sklearn.feature_extraction.text"])
STREAMS = ("stdin", "stdout", "stderr")


def run_command(
    *arguments: str, environ: Mapping[str, str], typed: str | bytes = b""
) -> subprocess.CompletedProcess[str]:
    """Run `recommender` without a terminal, with settings beside those of this process and with what is typed."""
    with TemporaryDirectory() as folder:
        given, out, err = (Path(folder) / name for name in STREAMS)
        given.write_bytes(typed if isinstance(typed, bytes) else typed.encode("utf-8"))
        process = CONTEXT.Process(target=_answer, args=(arguments, dict(os.environ) | dict(environ), folder))
        # A test of a page leaves the page as the main module, and the new process would run it first.
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            process.start()
        process.join()
        said, told = (one.read_bytes().decode("utf-8") for one in (out, err))
        return subprocess.CompletedProcess(arguments, process.exitcode or 0, said, told)


def _answer(arguments: tuple[str, ...], environ: dict[str, str], folder: str) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(PROJECT)
    if CAN_FORK:
        os.setsid()  # or a prompt would ask at the terminal of whoever runs the tests
    for number, name in enumerate(STREAMS):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT
        os.dup2(os.open(Path(folder) / name, flags, 0o600), number)
        setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))
    sys.argv = ["recommender", *arguments]
    runpy.run_module("recommender", run_name="__main__", alter_sys=True)
