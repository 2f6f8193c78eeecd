"""What a person chose so that a provider, or the network on the way to it, can link less."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Isolation:
    """For one provider. ``padding``: bodies are filled up to size classes; ``proxy``: ``host:port`` of a SOCKS5 proxy or empty;
    ``keys``: how many further keys there are, of which each conversation keeps one."""

    padding: bool = False
    proxy: str = ""
    keys: int = 0


@dataclass(frozen=True, slots=True)
class Proxy:
    """A SOCKS5 proxy with the credentials of one conversation: a Tor daemon gives other credentials another way through its network."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)
