"""A provider's side of the wire on this machine: answers every prompt and keeps all that a provider could keep of it.

The isolation self-test sends to it. It behaves as a curious provider would: it hands out a cookie, a session ticket and an id with
every answer, holds the connection open for more, and writes down what comes back.
"""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hybriddesk.records.linking import Seen, Tls

QUIET = 10.0
"""Seconds a connection may say nothing before it is closed."""
_HEAD_LIMIT = 64 * 1024
_BODY_LIMIT = 16 * 1024 * 1024


class Recorder(socketserver.ThreadingTCPServer):
    """Listens on 127.0.0.1. ``seen`` grows in the order of arrival."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.tls = tls
        self._lock = threading.Lock()
        self._connections = 0
        self._seen: list[Seen] = []

    @property
    def url(self) -> str:
        """The base URL to give a provider."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What was received so far."""
        with self._lock:
            return tuple(self._seen)

    def number(self) -> int:
        """The next connection's number, from 1."""
        with self._lock:
            self._connections += 1
            return self._connections

    def keep(self, seen: Seen) -> int:
        """Writes a request down; returns how many there are."""
        with self._lock:
            self._seen.append(seen)
            return len(self._seen)


class _Visit(socketserver.BaseRequestHandler):
    """One connection, for as many requests as the other side wants to send on it."""

    def handle(self) -> None:
        server: Recorder = self.server  # type: ignore[assignment]
        self._number = server.number()
        raw: socket.socket = self.request
        raw.settimeout(QUIET)
        with suppress(OSError, ValueError):  # whoever leaves early, or speaks no HTTP, has said all it will say
            sock = server.tls.wrap_socket(raw, server_side=True) if server.tls else raw
            with sock, sock.makefile("rb") as lines:
                nth = 0
                while head := _head(lines):
                    nth += 1
                    method, target, headers = head
                    body = lines.read(min(_length(headers), _BODY_LIMIT))
                    count = server.keep(Seen(
                        self._number, nth, self.client_address[0], time.monotonic() * 1000, _tls(sock), method, target, headers, body,
                    ))
                    sock.sendall(answer(count, body))


def _head(lines: IO[bytes]) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    first = lines.readline(_HEAD_LIMIT)
    if not first.strip():
        return None
    method, target, _version = first.decode("latin-1").split(" ", 2)
    headers, size = [], len(first)
    while (line := lines.readline(_HEAD_LIMIT)).strip():
        size += len(line)
        if size > _HEAD_LIMIT:
            raise ValueError("the head does not end")
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name, value.strip()))
    return method, target, tuple(headers)


def _length(headers: tuple[tuple[str, str], ...]) -> int:
    return max(int(next((value for name, value in headers if name.lower() == "content-length"), "0")), 0)


def _tls(sock: socket.socket) -> Tls | None:
    if not isinstance(sock, ssl.SSLSocket):
        return None
    offer = tuple(name for name, _, _ in sock.shared_ciphers() or ())
    return Tls(sock.version() or "", offer, bool(sock.session_reused))


def answer(number: int, body: bytes) -> bytes:
    """A whole streamed answer that repeats the last message's first words, so that placeholders come back as from a model."""
    events = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in _events(number, _last_words(body)))
    head = (
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
        f'set-cookie: visitor={number:08x}; Path=/; Max-Age=31536000\r\nx-request-id: seen-{number}\r\netag: "{number:08x}"\r\n'
        f"content-length: {len(events) + len(_DONE)}\r\nconnection: keep-alive\r\n\r\n"
    )
    return head.encode("ascii") + events + _DONE


_DONE = b"data: [DONE]\n\n"


def _events(number: int, words: str) -> Iterator[dict[str, object]]:
    head = {"id": f"chatcmpl-{number}", "object": "chat.completion.chunk", "created": 0, "model": "recorder"}
    yield {**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": f"You wrote: {words}"}, "finish_reason": None}]}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    yield {**head, "choices": [], "usage": {"prompt_tokens": len(words), "completion_tokens": len(words), "total_tokens": 2 * len(words)}}


def _last_words(body: bytes) -> str:
    try:
        said = json.loads(body)["messages"][-1]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return said[:400] if isinstance(said, str) else ""


def server_tls(file: Path) -> ssl.SSLContext:
    """A server's side with the key and certificate in ``file``. It offers sessions to be taken up again, as servers do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def recording(tls: ssl.SSLContext | None = None) -> Iterator[Recorder]:
    """A recorder while it runs."""
    with Recorder(tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
