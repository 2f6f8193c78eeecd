"""Which addresses may be called: https anywhere, plain http only to this machine and only if the person allowed it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from hybriddesk.records.errors import Refused

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?")


@dataclass(frozen=True, slots=True)
class Address:
    """A checked base URL without its last slash. ``host`` is the Host header: with the port if it is not the scheme's own."""

    url: str
    host: str
    name: str
    loopback: bool


def address(base_url: str, *, allow_loopback_http: bool) -> Address:
    """Checks a base URL. Raises ``Refused('provider.bad_address'|'provider.refused_plain_http')``."""
    try:
        parts = urlsplit(base_url.strip())
        name, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Refused("provider.bad_address") from None
    # a user, query or fragment in the address would travel or be dropped unseen; neither is wanted
    unwanted = parts.username is not None or parts.query or parts.fragment or _odd(base_url.strip())
    unwanted = unwanted or ("[" in parts.netloc and ":" not in name)
    if parts.scheme not in ("http", "https") or not name or unwanted:
        raise Refused("provider.bad_address")
    loopback = _is_loopback(name)
    if parts.scheme == "http" and not (loopback and allow_loopback_http):
        raise Refused("provider.refused_plain_http", host=name)
    bare = f"[{name}]" if ":" in name else name
    host = bare if port in (None, 443 if parts.scheme == "https" else 80) else f"{bare}:{port}"
    url = f"{parts.scheme}://{host}{parts.path.rstrip('/')}"
    _check_name(url, name)
    return Address(url, host, name, loopback)


def _check_name(url: str, name: str) -> None:
    try:
        assert httpx.URL(url).host  # it has rules of its own for international names
        known = _NAME.fullmatch(name) or ipaddress.IPv6Address(name).scope_id is None
    except (httpx.InvalidURL, ValueError):
        known = False
    if not known:
        raise Refused("provider.bad_address")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _odd(url: str) -> bool:
    return not url.isascii() or not url.isprintable() or " " in url or "\\" in url
