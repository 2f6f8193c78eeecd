"""One exchange over HTTP/1.1: its own client, its own connection, thrown away after.

Nothing links two exchanges: no cookie jar survives, no connection is shared, the headers are the same for everybody.
No proxy is taken from the environment, no redirect is followed, no body is decompressed, and every wait has an end.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import cast

import anyio
import anyio.to_thread
import certifi
import httpcore
import httpx

from hybriddesk.providers.merging import Backend
from hybriddesk.providers.socks import through
from hybriddesk.records.errors import Fact, Fault, Permanent, Transient
from hybriddesk.records.isolation import Proxy

if find_spec("sniffio") is None:
    # httpcore looks for it eight times in every exchange; what is known to be missing takes a quarter of the exchange less
    sys.modules["sniffio"] = None  # type: ignore[assignment]

HEADERS = (
    # a User-Agent of a few words shared by very many programs; it names neither this program nor the system
    ("user-agent", "Mozilla/5.0"),
    ("accept-encoding", "identity"),
    ("connection", "close"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes.

    ``silence``: until the headers, then between two events that say something (comments do not count); ``total``: the whole
    answer; ``linger``: for the usage after a finished answer.
    """

    connect: float = 5.0
    silence: float = 30.0
    total: float = 600.0
    linger: float = 5.0
    line: int = 1024 * 1024
    answer: int = 8 * 1024 * 1024
    error: int = 64 * 1024


class Wire:
    """The answer's side of one exchange. ``headers`` have lower-case names."""

    def __init__(
        self, response: httpx.Response, chunks: AsyncIterator[bytes], limits: Limits, facts: Mapping[str, Fact], *, keep: bool = False,
    ) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in reversed(response.headers.multi_items())}
        self._chunks = chunks
        self._limits = limits
        self._facts = facts
        self._size = 0
        self._kept = bytearray() if keep else None
        self._end = anyio.current_time() + limits.total
        self._quiet_end: float | None = None

    @property
    def success(self) -> bool:
        """Whether the status is a 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004 -- the class of the status, as HTTP numbers it

    def named(self, names: tuple[str, ...]) -> str | None:
        """The provider's own name for this request, from the first of these headers that is there, cut to what a log line can hold."""
        found = next((value for name in names if (value := self.headers.get(name))), None)
        return "".join(sign for sign in found if sign.isascii() and sign.isprintable())[:128] if found else None

    def heard(self, seconds: float | None = None) -> None:
        """Something was said: the next word may take ``seconds`` (default: the silence limit)."""
        self._quiet_end = None if seconds is None else anyio.current_time() + seconds

    async def read(self) -> bytes:
        """The next raw piece; empty at the end.

        Raises ``Transient('provider.timeout'|'provider.cut_early')`` and ``Permanent('provider.too_long')``.
        """
        try:
            piece = await self._piece()
        except (TimeoutError, httpx.HTTPError) as error:
            raise _fault(error, self._limits, self._facts) from error
        self._size += len(piece)
        if self._size > self._limits.answer:
            raise Permanent("provider.too_long", limit=self._limits.answer, **self._facts)
        if self._kept is not None:
            self._kept += piece
        return piece

    async def kept(self) -> bytes:
        """The whole body as it came in, to its very end; empty unless it was to be kept."""
        if self._kept is None:
            return b""
        self.heard(self._limits.linger)
        with suppress(Fault):  # the answer is whole; what is missing behind it makes the receipt fail, and that is said
            while await self.read():
                pass
        return bytes(self._kept)

    async def _piece(self) -> bytes:
        now = anyio.current_time()
        if self._quiet_end is None:
            self._quiet_end = now + self._limits.silence
            if self._end > self._quiet_end:
                return await anext(self._chunks, b"")  # httpx's own limit for one read is enough here, and costs nothing
        with anyio.fail_after(max(min(self._end, self._quiet_end) - now, 0)):
            return await anext(self._chunks, b"")

    async def whole(self, limit: int) -> bytes:
        """The body, cut at ``limit`` bytes."""
        body = b""
        while len(body) < limit and (piece := await self.read()):
            body += piece
        return body[:limit]


@asynccontextmanager
async def exchange(
    method: str, url: str, headers: tuple[tuple[str, str], ...], body: bytes, keep: bool = False, proxy: Proxy | None = None, /, *,
    limits: Limits, tls: ssl.SSLContext | None, **facts: Fact,
) -> AsyncIterator[Wire]:
    """Sends exactly these headers and this body and gives the answer as it comes in. ``facts`` go into faults; ``keep``: its
    bytes are held for a receipt; ``proxy``: the only way it may leave by, which also looks up the host's name."""
    if url.startswith("https:") and tls is None:
        tls = await anyio.to_thread.run_sync(tls_context)
    context = tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # the bare transport: it knows no cookies, no redirects, no proxies and adds no headers
    transport = httpx.AsyncHTTPTransport(
        verify=context, trust_env=False, http1=True, http2=False,
        limits=httpx.Limits(max_connections=1, max_keepalive_connections=0),
    )
    # httpx offers no way to hand in what opens sockets
    transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001
        ssl_context=context, max_connections=1, max_keepalive_connections=0, http1=True, http2=False, network_backend=Backend(),
    )
    async with transport, through(transport, proxy, context):
        waits = {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": None}
        request = httpx.Request(method, url, headers=list(headers), content=body, extensions={"timeout": waits})
        try:
            with anyio.fail_after(limits.silence):
                response = await transport.handle_async_request(request)
        except (TimeoutError, httpx.HTTPError) as error:
            raise _proxy_fault(error, proxy, facts) or _fault(error, limits, facts) from error
        try:
            # the stream itself and not ``aiter_raw``: nothing decodes, nothing is buffered twice
            async with aclosing(cast("AsyncGenerator[bytes, None]", aiter(cast("httpx.AsyncByteStream", response.stream)))) as chunks:
                yield Wire(response, chunks, limits, facts, keep=keep)
        finally:
            await response.aclose()


@cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context, 33 ms to build: the system's roots, for a company's own, and certifi's, for a bare system.

    It keeps no session: two exchanges cannot be linked through it.
    """
    return _roots()


def trusting(certificate: str) -> ssl.SSLContext:
    """The same with one more root, as PEM: for a self-test's own server."""
    context = _roots()
    context.load_verify_locations(cadata=certificate)
    return context


def _roots() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _fault(error: Exception, limits: Limits, facts: Mapping[str, Fact]) -> Fault:
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        return Permanent("provider.tls", **facts) if _is_certificate(error) else Transient("provider.connect", retry_after=None, **facts)
    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        return Transient("provider.timeout", retry_after=None, seconds=limits.silence, **facts)
    return Transient("provider.cut_early", retry_after=None, **facts)


def _proxy_fault(error: Exception, proxy: Proxy | None, facts: Mapping[str, Fact]) -> Fault | None:
    """The proxy did not answer, or did not let us through. The request is never sent past it."""
    if proxy and isinstance(error, (httpx.ProxyError, httpx.ConnectError, httpx.ConnectTimeout)) and not _is_certificate(error):
        return Transient("provider.proxy", retry_after=None, proxy=f"{proxy.host}:{proxy.port}", **facts)
    return None


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
