"""What page and server say to each other about runs of the script: the one sure sign that a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WHOLE_PAGE = ""


@dataclass
class Wire:
    """Listens to the web socket of one page.

    A page asks for a run as soon as a person has done something, long before it looks any different; only here can
    be seen that it waits. `asked` holds each run that was asked for: the name of a fragment, or WHOLE_PAGE.
    """

    page: Page
    asked: list[str] = field(default_factory=list)
    _waits: bool = True  # for a run to begin
    _runs: bool = False

    def __post_init__(self) -> None:
        """Begin to listen; a page that is loaded again has another socket."""
        self.page.on("websocket", self._listen)

    @property
    def is_quiet(self) -> bool:
        """Say whether all runs that were asked for have ended."""
        return not self._waits and not self._runs

    def _listen(self, socket: WebSocket) -> None:
        self._waits, self._runs = True, False
        socket.on("framesent", self._note_sent)
        socket.on("framereceived", self._note_received)

    def _note_sent(self, message: bytes | str) -> None:
        sent = BackMsg.FromString(_in_bytes(message))
        if sent.WhichOneof("type") == "rerun_script":
            self._waits = True
            self.asked.append(sent.rerun_script.fragment_id or WHOLE_PAGE)

    def _note_received(self, message: bytes | str) -> None:
        received = ForwardMsg.FromString(_in_bytes(message))
        kind = received.WhichOneof("type")
        if kind == "new_session":
            self._waits, self._runs = False, True
        elif kind == "script_finished" and received.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._runs = False


def _in_bytes(message: bytes | str) -> bytes:
    return message if isinstance(message, bytes) else message.encode()
