"""What each conversation has for itself on the way to a provider: its key, its credentials at the proxy, its size class."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace

from hybriddesk.providers.padding import padded
from hybriddesk.records.errors import Refused
from hybriddesk.records.isolation import Isolation, Proxy
from hybriddesk.records.way import Outgoing
from hybriddesk.vault.isolation_book import IsolationBook

_ADDRESS = re.compile(r"(?:socks5h?://)?([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):([0-9]{1,5})/?", re.ASCII)
_PORTS = range(1, 65536)


class Isolating:
    """Credentials live in memory alone: they are drawn anew after a restart and never stored."""

    def __init__(self, book: IsolationBook) -> None:
        self.book = book
        self._credentials: dict[tuple[str, str], tuple[str, str]] = {}

    def change(self, provider: str, *, padding: bool | None = None, proxy: str | None = None) -> Isolation:
        """Changes what is given. Raises ``Refused('provider.bad_proxy'|'provider.unknown')``."""
        before = self.book.of(provider)
        after = replace(
            before, padding=before.padding if padding is None else padding, proxy=before.proxy if proxy is None else proxy_address(proxy),
        )
        self.book.set(provider, padding=after.padding, proxy=after.proxy)
        return after

    def add_key(self, provider: str, key: str) -> Isolation:
        """One more key for the pool. Raises ``Refused('provider.bad_key'|'provider.unknown')``."""
        key = key.strip()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise Refused("provider.bad_key")
        self.book.add_key(provider, key)
        return self.book.of(provider)

    def key(self, provider: str, conversation: str) -> str | None:
        """The key of this conversation."""
        return self.book.key(provider, conversation)

    def covered(self, provider: str, outgoing: Outgoing) -> Outgoing:
        """The request as it leaves: filled up to its size class if that was chosen."""
        return padded(outgoing) if self.book.of(provider).padding else outgoing

    def proxy(self, provider: str, conversation: str) -> Proxy | None:
        """The proxy with this conversation's credentials; without a conversation they are used once."""
        address = self.book.of(provider).proxy
        if not address:
            return None
        host, _, port = address.rpartition(":")
        drawn = secrets.token_hex(16), secrets.token_hex(16)
        user, password = self._credentials.setdefault((provider, conversation), drawn) if conversation else drawn
        return Proxy(host, int(port), user, password)


def proxy_address(text: str) -> str:
    """``host:port`` of a SOCKS5 proxy; empty for none. Raises ``Refused('provider.bad_proxy')``."""
    text = text.strip()
    if not text:
        return ""
    found = _ADDRESS.fullmatch(text)
    if not found or int(found[2]) not in _PORTS:
        raise Refused("provider.bad_proxy")
    return f"{found[1].lower()}:{int(found[2])}"
