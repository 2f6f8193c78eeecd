"""A server on this machine that answers every request with one streamed answer, a chunk a token."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
_BATCH = 64


def events(chunks: int) -> list[bytes]:
    """The chunks of an answer, framed for HTTP, with finish reason and end."""
    rows = [_event({"content": f" word{number % 100}"}, None) for number in range(chunks)]
    return [_framed(row) for row in (*rows, _event({}, "stop"), b"data: [DONE]\n\n")]


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "c", "model": "m", "choices": [choice]}).encode() + b"\n\n"


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128  # fifty callers knock in the same moment


@contextmanager
def serving(chunks: int) -> Iterator[str]:
    """The base URL of the server while it runs."""
    framed = events(chunks)
    parts = [b"".join(framed[at : at + _BATCH]) for at in range(0, len(framed), _BATCH)]

    class Answer(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            size = 0
            while (line := self.rfile.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
            self.rfile.read(size)
            self.wfile.write(_HEAD)
            for part in parts:
                self.wfile.write(part)
            self.wfile.write(b"0\r\n\r\n")

    with _Server(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        finally:
            server.shutdown()
            thread.join()
