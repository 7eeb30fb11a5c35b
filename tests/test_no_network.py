"""At run time nothing opens a connection: a hook below all libraries watches every socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

PROJECT = Path(__file__).resolve().parent.parent
HERE = ("127.0.0.1", "::1", "localhost")
# Ends the process at the first socket that leads elsewhere; libraries that swallow errors cannot hide it.
WATCH = f"""
import os, sys

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        where = arguments[0]
    elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        where = arguments[1][0] if isinstance(arguments[1], tuple) else "a file"
    else:
        return
    if where not in {HERE!r} and where != "a file":
        os.write(2, f"SOCKET {{event}} {{where}}\\n".encode())
        os._exit(77)

sys.addaudithook(watch)
"""
COMMANDS = """
import contextlib, io
from datetime import UTC, datetime
from pathlib import Path
from recommender.cli import app
from recommender.store import Store
with Store.open(Path(os.environ["RECOMMENDER_HOME"]) / "profiles.sqlite") as store:
    store.create_profile("blue-7", now=datetime.now(UTC))
note = Path(os.environ["RECOMMENDER_HOME"]) / "note.txt"
note.write_text("She folds boxes and tapes them.")
LINES = [
    ["skills", "suggest", str(note)], ["trainings", "match", str(note), "--likes", "animals"],
    ["profile", "list"], ["profile", "show", "blue-7"], ["profile", "export", "blue-7"],
    ["profile", "sheet", "blue-7", "packing-labelling"], ["profile", "changes", "blue-7"],
    ["profile", "take", "blue-7", str(note) + ".zip"], ["log", "verify"], ["log", "export"],
    ["people", "backup"], ["people", "backup-here"],
    ["catalogue", "check", "data/catalogue/default.csv"], ["profile", "erase", "blue-7", "--yes"],
]
for line in LINES:
    with contextlib.redirect_stdout(io.StringIO()):
        app(line, standalone_mode=False)
print(len(LINES), "commands")
"""


def _environ(home: Path) -> dict[str, str]:
    return os.environ | {
        "RECOMMENDER_HOME": str(home),
        "RECOMMENDER_ESCO": str(PROJECT / "tests" / "data" / "esco"),
        "RECOMMENDER_MODEL": "hashed-ngrams",
    }


def _run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCH + textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, env=_environ(home), check=False)


def test_the_hook_sees_a_socket_that_leads_elsewhere(tmp_path: Path) -> None:
    done = _run("import socket; socket.socket().connect(('192.0.2.1', 80))", tmp_path)
    assert (done.returncode, done.stderr) == (77, "SOCKET socket.connect 192.0.2.1\n")
    named = _run("import urllib.request; urllib.request.urlopen('http://example.org')", tmp_path)
    assert named.returncode == 77


def test_no_command_opens_a_connection(tmp_path: Path) -> None:
    done = _run(COMMANDS, tmp_path)
    assert (done.returncode, done.stdout) == (0, "14 commands\n"), done.stderr


PAGES = f"""
from datetime import UTC, datetime
from pathlib import Path
from streamlit.testing.v1 import AppTest
from recommender.store import Store
with Store.open(Path(os.environ["RECOMMENDER_HOME"]) / "profiles.sqlite") as store:
    store.create_profile("blue-7", now=datetime.now(UTC))
window = AppTest.from_file({str(PROJECT / "app" / "main.py")!r}, default_timeout=120).run()
window.selectbox(key="who").select("blue-7").run()
window.text_area(key="words").input("I wash dishes.").run()
window.button(key="find").click().run()
for name in ("learner", "people", "provider", "record", "about", "coach"):
    assert not window.switch_page(f"pages/{{name}}.py").run().exception
print("all pages")
"""


def test_no_page_opens_a_connection_while_it_is_drawn(tmp_path: Path) -> None:
    done = _run(PAGES, tmp_path)
    assert (done.returncode, done.stdout) == (0, "all pages\n"), done.stderr


def _session(address: str, cookie: str) -> NewSession:
    """Ask for the page as a browser does, and return what the server tells it to do beside drawing."""
    named = {"additional_headers": {"Cookie": cookie}, "subprotocols": [Subprotocol("streamlit")], "proxy": None}
    with connect(f"ws://{address}/_stcore/stream", origin=Origin(f"http://{address}"), **named) as wire:
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        wire.send(ask.SerializeToString())
        while True:
            said = ForwardMsg.FromString(wire.recv(timeout=60))
            if said.WhichOneof("type") == "new_session":
                return said.new_session


def test_the_page_is_bound_to_this_machine_sends_no_statistics_and_connects_nowhere(tmp_path: Path) -> None:
    code = "from recommender.cli import app\napp(['app', '--no-browser'], standalone_mode=False)"
    with subprocess.Popen(
        [sys.executable, "-c", WATCH + code], stderr=subprocess.PIPE, text=True, cwd=PROJECT, env=_environ(tmp_path)
    ) as server:
        assert server.stderr
        try:
            lines = iter(server.stderr.readline, "")
            page = next((line.split()[-1] for line in lines if line.startswith("Open this address")), "")
            assert page.startswith("http://127.0.0.1:")
            address = page.split("/?")[0].removeprefix("http://")
            with pytest.raises(OSError, match=r"refused|unreachable|timed out"):  # another address of the same machine
                socket.create_connection(("127.0.0.2", int(address.split(":")[1])), timeout=5)
            cookies = CookieJar()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
            with browser.open(page, timeout=30) as answer:
                assert answer.status == 200
            cookie = "; ".join(f"{one.name}={one.value}" for one in cookies)
            assert _session(address, cookie).config.gather_usage_stats is False
            assert server.poll() is None
        finally:
            server.terminate()
