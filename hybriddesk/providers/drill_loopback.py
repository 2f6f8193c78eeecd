"""A provider on this machine that misbehaves by script, for the fire drill: real sockets, no request leaves the computer.

A ``Play`` answers one request. Request n of a server meets play n, and the last play answers all that come after.
"""

from __future__ import annotations

import contextlib
import json
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

Play = Callable[["Talk"], None]
WHOLE = "This answer arrived whole."
HALF = "This answer broke"
_DONE = b"data: [DONE]\n\n"


class Talk:
    """The server's side of one exchange."""

    def __init__(self, send: Callable[[bytes], None], stopping: threading.Event) -> None:
        self._send = send
        self.stopping = stopping

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Status and headers; what follows ends with the connection."""
        rows = {"content-type": kind, "connection": "close", **{name.replace("_", "-"): value for name, value in headers.items()}}
        lines = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
        self.raw(f"HTTP/1.1 {status} Drill\r\n{lines}\r\n".encode("latin-1"))

    def raw(self, data: bytes) -> None:
        """These bytes, as they are. Raises ``OSError`` once the other side has hung up."""
        self._send(data)


def event(text: str = "", *, finish: str | None = None, **more: object) -> bytes:
    """One event of a streamed answer."""
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}
    return b"data: " + json.dumps({"model": "drill-1", "choices": [choice], **more}, ensure_ascii=False).encode() + b"\n\n"


def answer(*parts: bytes) -> Play:
    """A 200 with these bytes, then an orderly end."""

    def play(talk: Talk) -> None:
        talk.head(x_request_id="drill-request")
        for part in parts:
            talk.raw(part)

    return play


def whole(text: str = WHOLE) -> Play:
    """A good answer."""
    return answer(event(text), event(finish="stop"), _DONE)


def refuse(status: int, code: str = "", **headers: str) -> Play:
    """An error answer in OpenAI's shape."""
    body = json.dumps({"error": {"message": "fire drill", "type": "drill", "code": code or None}}).encode()

    def play(talk: Talk) -> None:
        talk.head(status, "application/json", **headers)
        talk.raw(body)

    return play


def says(status: int, body: Mapping[str, object] | str, kind: str = "application/json") -> Play:
    """Any status with any body."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()

    def play(talk: Talk) -> None:
        talk.head(status, kind)
        talk.raw(data)

    return play


def silence(*before: bytes) -> Play:
    """These bytes (none: not even headers), then nothing until the other side gives up."""

    def play(talk: Talk) -> None:
        if before:
            talk.head()
        for part in before:
            talk.raw(part)
        talk.stopping.wait(60)

    return play


def forever(part: bytes, pause: float, before: bytes = b"") -> Play:
    """The same bytes again and again, as long as somebody listens."""

    def play(talk: Talk) -> None:
        talk.head()
        talk.raw(before)
        while not talk.stopping.wait(pause):
            talk.raw(part)

    return play


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False


class Misbehaving:
    """One provider. ``url`` is its base URL, ``requests`` how many came."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self.requests = 0
        self.stopping = threading.Event()


@contextlib.contextmanager
def misbehaving(plays: Sequence[Play]) -> Iterator[Misbehaving]:
    """A server that plays these in order, for as long as the block runs."""
    lock = threading.Lock()
    held: list[Misbehaving] = []

    class Exchange(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                self._read()
                with lock:
                    number = held[0].requests
                    held[0].requests += 1
                plays[min(number, len(plays) - 1)](Talk(self._out, held[0].stopping))

        def _out(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def _read(self) -> None:
            length = 0
            while (line := self.rfile.readline(65536)) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            self.rfile.read(length)

    with _Server(("127.0.0.1", 0), Exchange) as server:
        held.append(Misbehaving(server.server_address[1]))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield held[0]
        finally:
            held[0].stopping.set()
            server.shutdown()
            thread.join()
