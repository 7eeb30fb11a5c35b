"""What the server lets in, and the headers it answers with, without a browser."""

from __future__ import annotations

import asyncio
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import FormData
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from app import keeping, launch
from app.asgi import HOSTS, LaunchToken, SecurityHeaders, build, content_policy
from recommender.errors import ConfigError

SETTINGS = Path(__file__).resolve().parent.parent / "app" / ".streamlit" / "config.toml"
TOKEN, PORT = "a-token-of-this-test", 8600
POLICY = content_policy("<script>run()</script>", port=PORT)


@pytest.fixture
def server() -> ASGIApp:
    """Return a page that says "inside" behind the layers that the real one stands behind."""
    guarded = LaunchToken(PlainTextResponse("inside"), token=TOKEN, port=PORT)
    return SecurityHeaders(TrustedHostMiddleware(guarded, allowed_hosts=list(HOSTS)), policy=POLICY)


def ask(
    app: ASGIApp,
    path: str = "/",
    *,
    query: str = "",
    cookie: str = "",
    host: str = "127.0.0.1:8600",
    kind: str = "http",
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Send one request and return the messages that come back, and the headers of the answer."""
    headers = [(b"host", host.encode())] + ([(b"cookie", cookie.encode())] if cookie else [])
    scope = {"type": kind, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    scope |= {"headers": headers, "scheme": "http" if kind == "http" else "ws", "server": ("127.0.0.1", PORT)}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""} if kind == "http" else {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    asyncio.run(app(scope, receive, send))
    return sent, {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/_stcore/health"])
def test_without_the_token_nothing_is_shown(server: ASGIApp, path: str) -> None:
    sent, _ = ask(server, path)
    assert sent[0]["status"] == 403
    assert b"inside" not in b"".join(message.get("body", b"") for message in sent)


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(server: ASGIApp) -> None:
    sent, headers = ask(server, query=f"token={TOKEN}")
    assert (sent[0]["status"], headers["location"]) == (303, "/")
    assert all(
        [part in headers["set-cookie"].casefold() for part in ("recommender-8600=", "httponly", "samesite=strict")]
    )


def test_the_cookie_opens_the_page(server: ASGIApp) -> None:
    sent, _ = ask(server, cookie=f"recommender-{PORT}={TOKEN}")
    assert (sent[0]["status"], sent[1]["body"]) == (200, b"inside")


@pytest.mark.parametrize("cookie", ["recommender-8600=wrong", f"recommender-8601={TOKEN}", "recommender-8600="])
def test_a_wrong_cookie_does_not(server: ASGIApp, cookie: str) -> None:
    assert ask(server, cookie=cookie)[0][0]["status"] == 403


def test_a_path_with_two_slashes_leads_to_no_other_host(server: ASGIApp) -> None:
    assert ask(server, "//elsewhere.example/", query=f"token={TOKEN}")[1]["location"] == "/elsewhere.example/"


def test_a_web_socket_without_the_cookie_is_closed(server: ASGIApp) -> None:
    assert ask(server, "/_stcore/stream", kind="websocket")[0] == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("host", ["elsewhere.example", "192.168.1.5:8600"])
def test_another_host_name_is_refused(server: ASGIApp, host: str) -> None:
    assert ask(server, cookie=f"recommender-{PORT}={TOKEN}", host=host)[0][0]["status"] == 400


def test_every_answer_has_the_headers_and_pages_are_not_kept(server: ASGIApp) -> None:
    _, headers = ask(server)
    assert headers["content-security-policy"] == POLICY
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert headers["cache-control"] == "no-store"


def test_the_policy_allows_its_own_scripts_and_no_other_host() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert "'unsafe-inline'" not in rules["script-src"]
    assert rules["script-src"].count("'sha256-") == 1
    assert "http:" not in POLICY
    assert {part for part in rules["connect-src"].split() if part != "'self'"} == {
        f"ws://{host}:{PORT}" for host in HOSTS
    }


def _form(content: bytes) -> FormData:
    """Return what the server makes of a file that a browser sends."""
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="photo.jpg"\r\n\r\n'
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": head + content + b"\r\n--x--\r\n"}

    async def read() -> FormData:
        return await Request({"type": "http", "method": "PUT", "headers": headers}, receive).form()

    return asyncio.run(read())


def test_a_photo_that_is_uploaded_never_lies_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = b"zebrastripe" * 300_000
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError):
        tempfile.TemporaryFile()  # noqa: SIM115 (none is made)
    build(token=TOKEN, port=PORT)
    assert asyncio.run(_form(photo)["f"].read()) == photo  # type: ignore[union-attr]


def test_the_page_has_the_same_port_at_each_start_or_a_free_one_where_that_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with launch._listening(0) as free:
        usual = free.getsockname()[1]
    monkeypatch.setattr(launch, "USUAL_PORT", usual)
    for _ in range(2):
        with launch._listening(None) as first, launch._listening(None) as second:
            assert first.getsockname()[1] == usual
            assert second.getsockname()[1] != usual


def test_a_port_that_is_asked_for_is_never_replaced_by_another() -> None:
    with launch._listening(0) as taken, pytest.raises(ConfigError, match="is taken"):
        launch._listening(taken.getsockname()[1])


def test_the_server_takes_a_backup_as_large_as_the_page_says() -> None:
    limit = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["server"]["maxUploadSize"]
    assert limit * 2**20 >= keeping.LARGEST_BACKUP
