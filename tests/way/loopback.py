"""A loopback server that speaks the OpenAI-compatible HTTP/1.1 API, records every raw request and answers by script.

In a test::

    with Loopback([status(503), stream("Hello", " there")]) as server:
        ... server.url ... server.requests

As a program for end-to-end scripts: ``python -m tests.way.loopback --port-file F --log F`` answers every chat request with a
reply that uses the tokens it got, and appends one JSON line per request to the log.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import re
import select
import signal
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

TOKEN = re.compile(r"\b[A-Z][A-Z_]*_[0-9A-Z]{4}\b")
MODELS = ("small-1", "large-1")


@dataclass(frozen=True)
class Received:
    """One request as it came off the socket. ``connection`` counts sockets, so shared connections are seen."""

    connection: int
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes = field(repr=False)
    body: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def json(self) -> dict[str, object]:
        """The body as JSON."""
        return json.loads(self.body)


class Gone(Exception):
    """The client left or the server stops."""


class Wire:
    """The server's side of one connection, for answers to write on."""

    def __init__(self, sock: socket.socket, stopping: threading.Event) -> None:
        self._sock = sock
        self.stopping = stopping
        self.closed = False

    def send(self, data: bytes) -> None:
        try:
            self._sock.sendall(data)
        except OSError as error:
            raise Gone from error

    def head(self, code: int = 200, headers: Iterable[tuple[str, str]] = (), *, kind: str = "text/event-stream") -> None:
        """A status line and headers; the body follows in chunks unless a content-length is among the headers."""
        rows = [("content-type", kind), *headers]
        if not any(name.lower() == "content-length" for name, _ in rows):
            rows.append(("transfer-encoding", "chunked"))
        lines = "".join(f"{name}: {value}\r\n" for name, value in rows)
        self.send(f"HTTP/1.1 {code} Scripted\r\n{lines}\r\n".encode("latin-1"))

    def chunk(self, data: bytes) -> None:
        if data:
            self.send(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self) -> None:
        self.send(b"0\r\n\r\n")

    def close(self) -> None:
        """An orderly end in the middle of whatever was being said."""
        self.closed = True

    def reset(self) -> None:
        """A cut cable: the other side sees a reset."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.closed = True

    def wait(self, gate: threading.Event) -> None:
        """Holds the answer until the test opens the gate, the client leaves or the server stops."""
        while not gate.wait(0.01):
            if self.stopping.is_set() or self._left():
                raise Gone

    def _left(self) -> bool:
        try:
            readable, _, _ = select.select([self._sock], [], [], 0)
            return bool(readable) and self._sock.recv(1, 0 if isinstance(self._sock, ssl.SSLSocket) else socket.MSG_PEEK) == b""
        except (OSError, ValueError):
            return True


Answer = Callable[[Wire, Received], None]


def chat_chunk(delta: dict[str, object], *, finish: str | None = None, **extra: object) -> bytes:
    """One ``data:`` event of a streamed chat completion."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "served-1", "choices": [choice], **extra}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
DONE = b"data: [DONE]\n\n"


def events(*texts: str, finish: str | None = "stop", usage: bool = True, done: bool = True) -> list[bytes]:
    """The events of a whole streamed answer, one per text, then finish, usage and ``[DONE]`` as asked."""
    out = [chat_chunk({"role": "assistant", "content": ""}), *(chat_chunk({"content": text}) for text in texts)]
    if finish:
        out.append(chat_chunk({}, finish=finish))
    if usage:
        out.append(b"data: " + json.dumps({"model": "served-1", "choices": [], "usage": USAGE}).encode() + b"\n\n")
    return [*out, DONE] if done else out


def pieces(parts: Sequence[bytes], headers: Iterable[tuple[str, str]] = (("x-request-id", "req-1"),)) -> Answer:
    """A 200 event stream of these exact bytes, ended properly."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head(200, headers)
        for part in parts:
            wire.chunk(part)
        wire.end()

    return answer


def stream(*texts: str, finish: str | None = "stop", usage: bool = True, done: bool = True) -> Answer:
    """A well-formed streamed answer."""
    return pieces(events(*texts, finish=finish, usage=usage, done=done))


def gated(parts: Sequence[bytes], gates: Sequence[threading.Event]) -> Answer:
    """Part i leaves when gate i is opened; parts beyond the gates leave at once."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        for index, part in enumerate(parts):
            if index < len(gates):
                wire.wait(gates[index])
            wire.chunk(part)
        wire.end()

    return answer


def whole(code: int, body: bytes | dict[str, object], headers: Iterable[tuple[str, str]] = (), *, kind: str = "application/json") -> Answer:
    """One plain answer with a content-length."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(wire: Wire, _request: Received) -> None:
        wire.head(code, [*headers, ("content-length", str(len(data)))], kind=kind)
        wire.send(data)

    return answer


def status(code: int, error: str = "", *, retry_after: str | None = None, kind: str = "some_error") -> Answer:
    """An error answer in the OpenAI shape."""
    headers = [("retry-after", retry_after)] if retry_after is not None else []
    return whole(code, {"error": {"message": "planted", "type": kind, "param": None, "code": error or None}}, headers)


def cut(*texts: str, mid_event: bool = False, reset: bool = False) -> Answer:
    """The connection ends after these texts, without finish, in the middle of an event if asked."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        for part in events(*texts, finish=None, usage=False, done=False):
            wire.chunk(part)
        if mid_event:
            wire.chunk(chat_chunk({"content": "never whole"})[:-20])
        wire.reset() if reset else wire.close()

    return answer


def hang(*, after_head: bool = False) -> Answer:
    """Says nothing (or only headers) until the client leaves."""

    def answer(wire: Wire, _request: Received) -> None:
        if after_head:
            wire.head()
        wire.wait(threading.Event())

    return answer


def drip(part: bytes, *, every: float = 0.01) -> Answer:
    """Sends ``part`` again and again without ever finishing: keep-alive comments, or one byte at a time."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        while not wire.stopping.wait(every):
            wire.chunk(part)

    return answer


def long_line(size: int = 50 * 1024 * 1024) -> Answer:
    """One ``data:`` line of ``size`` bytes."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        wire.chunk(b"data: ")
        for _ in range(size // 65536):
            wire.chunk(b"x" * 65536)
        wire.end()

    return answer


def endless(text: str = "word ") -> Answer:
    """Valid events without end, as fast as the client reads."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        block = chat_chunk({"content": text * 200}) * 50
        while True:
            wire.chunk(block)

    return answer


def gzip_bomb(size: int = 64 * 1024 * 1024) -> Answer:
    """A small compressed body although identity was asked for."""
    return whole(200, gzip.compress(b"\0" * size, 1), [("content-encoding", "gzip")])


def redirect(target: str, code: int = 307) -> Answer:
    """Points the client elsewhere."""
    return whole(code, b"", [("location", target)])


def html(code: int = 200) -> Answer:
    """A sign-in page in the place of an answer."""
    return whole(code, b"<!doctype html><html><body>Please sign in</body></html>", kind="text/html")


def models(*ids: str) -> Answer:
    """A model list."""
    return whole(200, {"object": "list", "data": [{"id": one, "object": "model"} for one in ids or MODELS]})


def converse(pause: float = 0.0) -> Answer:
    """A reply that uses every token of the last message, cut so that tokens fall across chunks."""

    def answer(wire: Wire, request: Received) -> None:
        if request.method == "GET":
            models()(wire, request)
            return
        messages = request.json()["messages"]
        found = list(dict.fromkeys(TOKEN.findall(messages[-1]["content"])))
        text = f"Hello {', '.join(found) or 'there'},\n\nthank you for your message. We will look into it and come back to you."
        wire.head(headers=[("x-request-id", f"req-{request.connection}")])
        for start in range(0, len(text), 7):
            wire.chunk(chat_chunk({"content": text[start : start + 7]}))
            if pause:
                wire.stopping.wait(pause)
        wire.chunk(chat_chunk({}, finish="stop", usage=USAGE) + DONE)
        wire.end()

    return answer


class Loopback:
    """The server. Request n gets ``script[n]``; after the script's end ``otherwise`` answers (the last of the script, or `converse`)."""

    def __init__(
        self, script: Sequence[Answer] = (), otherwise: Answer | None = None, log: Path | None = None, tls: ssl.SSLContext | None = None,
    ) -> None:
        self._tls = tls
        self._script = tuple(script)
        self._otherwise = otherwise or (self._script[-1] if self._script else converse())
        self._log = log
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self.requests: list[Received] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/v1"
        self.host = f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends every connection and waits for the threads."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                number = self.connections
            self._start(self._greet, sock, number)

    def _greet(self, sock: socket.socket, number: int) -> None:
        try:
            sock.settimeout(10)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # ten thousand small chunks are meant to be many and small
            self._serve(self._tls.wrap_socket(sock, server_side=True) if self._tls else sock, number)
        except (ssl.SSLError, ConnectionError):
            sock.close()  # the client did not trust us, or left

    def _serve(self, sock: socket.socket, number: int) -> None:
        sock.settimeout(0.05)
        wire = Wire(sock, self._stopping)
        with sock, contextlib.suppress(Gone):
            while not wire.closed and (request := self._read(sock, number)):
                sock.settimeout(10)
                self._note(request)(wire, request)
                if request.header("connection") == "close":
                    return
                sock.settimeout(0.05)

    def _read(self, sock: socket.socket, number: int) -> Received | None:
        raw = self._until(sock, b"", lambda data: b"\r\n\r\n" in data)
        if raw is None:
            return None
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _version = first.split(" ")
        headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        body = self._until(sock, body, lambda data: len(data) >= length)
        if body is None:
            return None
        return Received(number, method, path, headers, head + b"\r\n\r\n" + body, body)

    def _until(self, sock: socket.socket, data: bytes, enough: Callable[[bytes], bool]) -> bytes | None:
        while not enough(data):
            try:
                more = sock.recv(65536)
            except TimeoutError:
                if self._stopping.is_set():
                    return None
                continue
            except OSError:
                return None
            if not more:
                return None
            data += more
        return data

    def _note(self, request: Received) -> Answer:
        with self._lock:
            self.requests.append(request)
            index = len(self.requests) - 1
            if self._log:
                self._write_line(request)
        return self._script[index] if index < len(self._script) else self._otherwise

    def _write_line(self, request: Received) -> None:
        row = {
            "at": time.time(), "connection": request.connection, "method": request.method, "path": request.path,
            "headers": request.headers, "body": request.body.decode("utf-8", "replace"), "raw": request.raw.decode("latin-1"),
        }
        with self._log.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())


PLANS: dict[str, Sequence[Answer]] = {
    "talk": (),
    "busy": (status(429, "rate_limit_exceeded", retry_after="1"),),
    "burst": (status(503), status(503)),
    "cut": (cut("Hello there, ", "thank you"),),
    "down": (status(503),),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs until SIGTERM. ``--plan`` names what the first requests meet; afterwards the server converses."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port-file", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between chunks")
    parser.add_argument("--announce", action="store_true", help="print the port once the port file is written")
    parser.add_argument("--plan", choices=sorted(PLANS), default="talk")
    args = parser.parse_args(argv)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    otherwise = status(503) if args.plan == "down" else converse(args.pause)
    with Loopback(PLANS[args.plan], otherwise, args.log) as server:
        ready = args.port_file.with_suffix(".tmp")
        ready.write_text(str(server.port))
        ready.replace(args.port_file)
        if args.announce:
            sys.stdout.write(f"{server.port}\n")
            sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
