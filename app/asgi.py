"""The web application: Streamlit behind a launch token, with a strict content policy."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from importlib.resources import files
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAIN = Path(__file__).resolve().parent / "main.py"
CLOSED = "This page is closed. Open the address that the program printed when it started.\n"
HOSTS = ("127.0.0.1", "localhost")


class LaunchToken:
    """Lets in only who has the token that the program printed: first in the address, then as a cookie.

    Other people's programs and pages on the same machine get 403, also for files and the web socket. The name of the
    cookie holds the port, because browsers share cookies between ports.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._token, self._cookie = app, token, f"recommender-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if self._is_token(connection.cookies.get(self._cookie, "")):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(connection.query_params, scope["path"])(scope, receive, send)

    def _answer(self, query: QueryParams, path: str) -> Response:
        if not self._is_token(query.get("token", "")):
            return PlainTextResponse(CLOSED, status_code=403)
        # A path that starts with two slashes would lead to another host.
        answer = RedirectResponse("/" + path.lstrip("/"), status_code=303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return answer

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())


class SecurityHeaders:
    """Adds headers that keep the browser from loading anything from elsewhere, and from keeping pages."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def content_policy(page: str, *, port: int) -> str:
    """Return the content policy for a page: its own inline scripts by their hashes, nothing from other hosts.

    Styles are inline in Streamlit, and components come as blobs.
    """
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    scripts = " ".join(f"'sha256-{value}'" for value in hashes)
    sockets = " ".join(f"ws://{host}:{port}" for host in HOSTS)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {scripts}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            f"connect-src 'self' {sockets}",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def build(*, token: str, port: int) -> st.App:
    """Return the web application."""
    # Photos and backups would lie unlocked in the folder for temporary files; 0 stands for no file at all.
    MultiPartParser.spool_max_size = 0
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")

    return st.App(
        MAIN,
        middleware=[
            Middleware(SecurityHeaders, policy=content_policy(page, port=port)),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS)),
            Middleware(LaunchToken, token=token, port=port),
        ],
    )
