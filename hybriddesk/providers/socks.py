"""The way through a SOCKS5 proxy: the host's name goes to the proxy, and every socket to it is closed, also where it says no.

The handshake is httpcore's, with ``socksio``. httpcore 1.0 leaves the socket open when a proxy refuses, and httpx offers no way to hand
in what opens sockets; hence the pool of our own.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import httpcore
import httpx

from hybriddesk.records.isolation import Proxy


class _Opening(httpcore.AsyncNetworkBackend):
    """Opens sockets and remembers them."""

    def __init__(self) -> None:
        self._inner = httpcore.AnyIOBackend()
        self.opened: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109  httpcore's own shape
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        self.opened.append(stream)
        return stream

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


@asynccontextmanager
async def through(transport: httpx.AsyncHTTPTransport, proxy: Proxy | None, tls: ssl.SSLContext) -> AsyncIterator[None]:
    """Makes the transport go through the proxy, and only there; without one it goes its own way."""
    if proxy is None:
        yield
        return
    opening = _Opening()
    transport._pool = httpcore.AsyncSOCKSProxy(  # noqa: SLF001  see above
        proxy_url=f"socks5h://{proxy.host}:{proxy.port}", proxy_auth=(proxy.user, proxy.password), ssl_context=tls,
        max_connections=1, max_keepalive_connections=0, http1=True, http2=False, network_backend=opening,
    )
    try:
        yield
    finally:
        for stream in opening.opened:
            await stream.aclose()
