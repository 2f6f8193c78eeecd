"""Chunks of an HTTP body that arrive together are read together.

A provider sends each token as a chunk of its own, and twenty of them often arrive in one read of the socket. The layers above cost
more for a chunk than for its bytes; where chunks begin means nothing in HTTP, so that those of one read are joined here into one.
Nothing waits for more: what arrived is handed on at once. What is not an ordinary chunked answer passes as it is.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

_HEAD_END = re.compile(rb"\n\r?\n")
_CHUNKED = re.compile(rb"\ntransfer-encoding[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?(?=\n)", re.IGNORECASE)
_FINAL = re.compile(rb"HTTP/1\.1 2")
_INTERIM = re.compile(rb"HTTP/1\.1 1(?!01)")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})\r\n")
LONGEST_HEAD, LONGEST_SIZE = 64 * 1024, 10
"""Bytes of a head that is looked at, and of a chunk's size with its line end; beyond them nothing is joined."""


class Merger:
    """The bytes of one connection, in order. ``feed`` gives what the reader above gets in their place; it may be empty."""

    def __init__(self) -> None:
        self._head: bytes | None = b""
        self._chunked = False
        self._left = 0
        self._ending = self._owed = False
        self._held = b""

    def feed(self, data: bytes) -> bytes:
        """What arrived, with the chunks in it joined. Nothing but an unfinished chunk size is held back until the next call."""
        if self._head is not None:
            at = self._after_head(data)
            return data if at is None else data[:at] + (self._joined(data[at:]) if self._chunked else data[at:])
        return self._joined(data) if self._chunked else data

    def rest(self) -> bytes:
        """What was held back; the connection ended."""
        held, self._held = self._held, b""
        return held

    def _after_head(self, data: bytes) -> int | None:
        """Where the body begins in ``data``; None while the head goes on."""
        assert self._head is not None
        before = len(self._head)
        self._head += data
        found = _HEAD_END.search(self._head)
        if found is None:
            if len(self._head) > LONGEST_HEAD:
                self._head = None
            return None
        head, at = self._head[: found.end()], found.end() - before
        self._head = None
        if _INTERIM.match(head):  # another head follows it
            self._head = b""
            following = self._after_head(data[at:])
            return None if following is None else at + following
        self._chunked = bool(_FINAL.match(head)) and [one.lower() for one in _CHUNKED.findall(head)] == [b"chunked"]
        return at

    def _joined(self, data: bytes) -> bytes:
        """One chunk out of the bytes of all; from the first thing that is no ordinary chunk on everything passes as it is."""
        data, self._held = self._held + data, b""
        parts: list[bytes] = []
        before, at = b"", 0
        while at < len(data):
            if self._left:
                part = data[at : at + self._left]
                parts.append(part)
                at += len(part)
                self._left -= len(part)
                self._ending = not self._left
            elif self._ending and data.startswith(b"\r\n", at):
                at += 2
                before, self._owed = b"\r\n" if self._owed else before, False
                self._ending = False
            elif not self._ending and (found := _SIZE.match(data, at)) and (size := int(found[1], 16)):
                at, self._left = found.end(), size
            elif len(data) - at < (2 if self._ending else LONGEST_SIZE) and b"\n" not in data[at:]:
                self._held = data[at:]
                break
            else:  # the last chunk, an extension, or what is no HTTP: the reader above judges it
                self._chunked = False
                return before + _chunk(parts, closed=not self._ending) + data[at:]
        self._owed = self._owed or (self._ending and bool(parts))
        return before + _chunk(parts, closed=not self._ending)


def _chunk(parts: list[bytes], *, closed: bool) -> bytes:
    body = b"".join(parts)
    return b"%x\r\n%s%s" % (len(body), body, b"\r\n" if closed else b"") if body else b""


class _Joining(httpcore.AsyncNetworkStream):
    """A connection whose reads give joined chunks."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._merger = Merger()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  httpcore's own shape
        while data := await self._inner.read(max_bytes, timeout):
            if joined := self._merger.feed(data):
                return joined
        return self._merger.rest()

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  httpcore's own shape
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None,  # noqa: ASYNC109  httpcore's own shape
    ) -> httpcore.AsyncNetworkStream:
        return _Joining(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Backend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections of that kind."""

    def __init__(self) -> None:
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109  httpcore's own shape
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises what httpcore raises."""
        return _Joining(await self._inner.connect_tcp(host, port, timeout, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        """As httpcore's own."""
        await self._inner.sleep(seconds)
