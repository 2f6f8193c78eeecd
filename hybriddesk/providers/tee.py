"""What NanoGPT answers about models in a trusted execution environment: their attestation, and the signature of one answer.

Both are asked with the account's key and no text of people: a random number, a model, and the provider's own id of the answer.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Callable
from urllib.parse import quote

from hybriddesk.providers.addresses import address
from hybriddesk.providers.faults import fault_for
from hybriddesk.providers.transport import HEADERS, Limits, exchange
from hybriddesk.records.errors import Fact, Permanent
from hybriddesk.records.isolation import Proxy
from hybriddesk.records.way import Route

ADAPTER, MODELS = "nanogpt", "TEE/"
_CHAT = re.compile(r"[\w.:-]{1,128}", re.ASCII)
_LIMIT = 4 * 1024 * 1024


def enclosed(route: Route) -> bool:
    """Whether answers of this model come with a receipt."""
    return route.adapter == ADAPTER and route.model.startswith(MODELS)


def chat_id(response: bytes) -> str:
    """The provider's id of a streamed or whole answer. Raises ``Permanent('tee.no_id')``."""
    for line in response.split(b"\n", 64):
        try:
            found = json.loads(line.removeprefix(b"data:"))
        except (ValueError, RecursionError):
            continue
        wanted = found.get("id") if isinstance(found, dict) else None
        if isinstance(wanted, str) and _CHAT.fullmatch(wanted):
            return wanted
    raise Permanent("tee.no_id")


class TeeQuestions:
    """Asks one provider. Raises its faults as a prompt does."""

    def __init__(
        self, name: str, base_url: str, key: Callable[[], str | None], *, allow_loopback_http: bool, limits: Limits | None = None,
        tls: ssl.SSLContext | None = None, proxy: Proxy | None = None,
    ) -> None:
        self._name = name
        self._address = address(base_url, allow_loopback_http=allow_loopback_http)
        self._key = key
        self._limits = limits or Limits()
        self._tls = tls
        self._proxy = proxy

    @property
    def host(self) -> str:
        """Where the questions go."""
        return self._address.host

    async def attestation(self, model: str, nonce: str) -> bytes:
        """The raw report, made for this nonce."""
        return await self._get(f"attestation?model={quote(model, safe='')}&nonce={quote(nonce, safe='')}", model)

    async def signature(self, chat: str, model: str) -> bytes:
        """The raw signature of one answer."""
        return await self._get(f"signature/{quote(chat, safe='')}?model={quote(model, safe='')}&signing_algo=ecdsa", model)

    async def _get(self, path: str, model: str) -> bytes:
        facts: dict[str, Fact] = {"provider": self._name, "model": model, "host": self._address.host}
        key = (self._key() or "").strip()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise Permanent("provider.wrong_key" if key else "provider.no_key", **facts)
        headers = (("host", self._address.host), ("accept", "application/json"), *HEADERS, ("authorization", f"Bearer {key}"))
        async with exchange("GET", f"{self._address.url}/tee/{path}", headers, b"", False, self._proxy, limits=self._limits, tls=self._tls, **facts) as wire:
            if not wire.success:
                raise fault_for(wire.status, wire.headers, await wire.whole(self._limits.error), now=time.time(), **facts)
            return await wire.whole(_LIMIT)
