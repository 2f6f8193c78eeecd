"""A server on this machine for benchmarks: answers every request with one streamed answer, an event a token.

Run as a process of its own (``python -m hybriddesk.providers.bench_loopback TOKENS A_SECOND BATCH``), so that its work never stands in the
figures of the one that reads. It prints its port and ends when its standard input does.
"""

from __future__ import annotations

import json
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

TOKEN, BATCH = 5, 20
"""Characters of a made-up token; tokens that leave together."""
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
_PARAGRAPH = (
    "The parcel left our house on Tuesday, and the carrier says that it was handed over on Thursday at noon. **If** it is not with "
    "you, look at the neighbours first, then write to `the help desk` with the number of the order. "
)
_PIECES = (
    "## Step {n}\n\n", _PARAGRAPH * 3 + "\n\n", "- first look at the *box*\n- then at the cups\n- then at the bill\n\n",
    "```python\ndef refund(order: int, part: float) -> float:\n    return round(order * part, 2)  # what is paid back\n```\n\n",
    _PARAGRAPH + "\n\n", "| item | price |\n|---|---|\n| cup | 12.50 |\n| box | 3.00 |\n\n", "1. open it\n2. look\n3. close it\n\n",
)


def answer_tokens(wanted: int) -> Iterator[str]:
    """Made-up Markdown, cut into pieces of about the length of a token."""
    given = 0
    for n in count():
        text = _PIECES[n % len(_PIECES)].replace("{n}", str(n))
        for at in range(0, len(text), TOKEN):
            if given == wanted:
                return
            given += 1
            yield text[at : at + TOKEN]


def framed(tokens: int) -> list[bytes]:
    """The events of an answer, each an HTTP chunk, with finish reason and end."""
    rows = [_event({"content": token}, None) for token in answer_tokens(tokens)]
    return [b"%x\r\n%s\r\n" % (len(row), row) for row in (*rows, _event({}, "stop"), b"data: [DONE]\n\n")]


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "c", "model": "m", "choices": [choice]}).encode() + b"\n\n"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128  # fifty callers knock in the same moment


def serve(tokens: int, a_second: float, batch: int = BATCH) -> None:
    """Answers until standard input ends. ``a_second`` 0: as fast as it is read; ``batch`` tokens leave together."""
    events = framed(tokens)
    parts = [b"".join(events[at : at + batch]) for at in range(0, len(events), batch)]

    class Answer(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            size = 0
            while (line := self.rfile.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
            self.rfile.read(size)
            self.wfile.write(_HEAD)
            for part in parts:
                self.wfile.write(part)
                if a_second:
                    time.sleep(batch / a_second)
            self.wfile.write(b"0\r\n\r\n")

    with _Server(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.shutdown()


@contextmanager
def serving(tokens: int, a_second: float = 0.0, batch: int = BATCH) -> Iterator[str]:
    """The base URL of such a server while it runs."""
    command = [sys.executable, "-m", "hybriddesk.providers.bench_loopback", str(tokens), str(a_second), str(batch)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603  this interpreter
        assert child.stdout is not None
        assert child.stdin is not None
        try:
            yield f"http://127.0.0.1:{int(child.stdout.readline())}/v1"
        finally:
            child.stdin.close()


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
