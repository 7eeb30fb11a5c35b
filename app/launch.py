"""Start the server on this machine only, and open the page."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from app.asgi import build
from recommender.errors import ConfigError

ADDRESS = "127.0.0.1"
USUAL_PORT = 8637  # the same at each start, so that the browser still has the files of the page


def serve(*, port: int | None, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serve the pages until the program is stopped.

    Parameters
    ----------
    port : port to use, None for the usual one, or any that is free where that is taken
    say : told the address of the page, with the token that opens it

    Raises
    ------
    ConfigError : the port is taken
    """
    with _listening(port) as listener:
        number = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        page = f"http://{ADDRESS}:{number}/?token={token}"
        # Access logs stay off: they would hold the token.
        server = uvicorn.Server(uvicorn.Config(build(token=token, port=number), log_level="warning", access_log=False))
        threading.Thread(target=_tell, args=(server, page, open_browser, say), daemon=True).start()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _listening(port: int | None) -> socket.socket:
    if port is None:
        try:
            return _bound(USUAL_PORT)
        except OSError:
            return _bound(0)
    try:
        return _bound(port)
    except OSError as error:
        raise ConfigError(f"Port {port} is taken", where="app", fix="Leave out --port to use a free one") from error


def _bound(port: int) -> socket.socket:
    listener = socket.socket()
    if os.name != "nt":  # there it would let two programs have the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()  # from here on nobody else can have the port
    except OSError:
        listener.close()
        raise
    return listener


def _tell(server: uvicorn.Server, page: str, open_browser: bool, say: Callable[[str], None]) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    say(f"Open this address: {page}")
    say("Stop with Ctrl+C.")
    if open_browser:
        webbrowser.open(page)
    import app.state  # noqa: F401 (what the pages need is loaded while the browser starts)
