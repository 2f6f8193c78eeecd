"""Internet and hardware addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone

_OCTET = 255
_SHORTEST_V6 = 6
_V4 = Pattern(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_V6 = Pattern(r"(?i)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3})?")
_MAC = Pattern(r"(?i)[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}")


def ipv4(view: View) -> Iterator[Hit]:
    """Dotted quads; not a longer version number."""
    for start, end in _V4.hits(view):
        sentence_end = view.text[end : end + 1] == "." and not view.text[end + 1 : end + 2].isdigit()
        whole = alone(view, start, end, glue="-_" if sentence_end else ".-_")
        if whole and max(map(int, view.text[start:end].split("."))) <= _OCTET:
            yield start, end, 0.95


def ipv6(view: View) -> Iterator[Hit]:
    """Anything ``ipaddress`` reads as version 6 with at least three groups or a ``::`` beside real groups."""
    if view.text.count(":") <= 1:
        return
    for start, end in _V6.hits(view):
        text = view.text[start:end]
        if len(text) >= _SHORTEST_V6 and alone(view, start, end, glue=":.") and _reads_as_v6(text):
            yield start, end, 0.95


def _reads_as_v6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def mac(view: View) -> Iterator[Hit]:
    """Six pairs or three groups of hexadecimal digits."""
    for start, end in _MAC.hits(view):
        if alone(view, start, end, glue=":-"):
            yield start, end, 0.95


RULES = (
    Rule("ipv4", "IP", "Internet addresses of version 4.", ipv4),
    Rule("ipv6", "IP", "Internet addresses of version 6.", ipv6),
    Rule("mac", "MAC", "Hardware addresses of network cards.", mac),
)
