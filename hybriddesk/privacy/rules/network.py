"""Internet and hardware addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue

_OCTET = 255
_SHORTEST_V6, _ALL_V4 = 6, 1 << 32
_V4 = Pattern(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_NOBODYS = re.compile(r"127\.|0\.0\.0\.0|255\.255\.")
"""Loopback, no address, masks: the same everywhere."""
_V6 = Pattern(r"(?i)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3})?")
_MAC = Pattern(r"(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?:(?::[0-9a-f]{2}){2})?|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}(?:(?:-[0-9a-f]{2}){2})?|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}")
_MAC_LOOSE = Pattern(r"(?i)\b[0-9a-f]{2}(?:[ _.][0-9a-f]{2}){5}|\b[0-9a-f]{12}|[0-9a-f]{6}[:\-][0-9a-f]{6}|[0-9a-f]{4}[:\-][0-9a-f]{4}[:\-][0-9a-f]{4}|[0-9a-f](?:[0-9a-f]?:[0-9a-f]){5}[0-9a-f]?")
_MAC_CUE = Cue(r"mac\b|mac[ _\-]?addr|hwaddr|hw addr|hardware|ethernet|ether\b|physi|wlan|wi-?fi|bssid|bluetooth|dispositivo|netzwerk|lladdr", before=40, after=16)
_IP_CUE = Cue(r"ip\b|ipv[46]|ip[ _\-]?addr|addr|host|inet|src|dst|remote|client|gateway|server", before=32, after=0)
_IP_ONLY = Cue(r"ip\b|ipv4|ip[ _\-]?addr", before=24, after=0)
_V4_ODD = Pattern(r"(?i)0x[0-9a-f]{1,2}(?:\.0x[0-9a-f]{1,2}){3}|0x[0-9a-f]{8}|0[0-7]{3}(?:\.0[0-7]{3}){3}|[1-4][0-9]{8,9}")


def ipv4(view: View) -> Iterator[Hit]:
    """Dotted quads; not a longer version number."""
    for start, end in _V4.hits(view):
        sentence_end = view.text[end : end + 1] == "." and not view.text[end + 1 : end + 2].isdigit()
        whole = alone(view, start, end, glue="-_" if sentence_end else ".-_")
        if whole and not _NOBODYS.match(view.text, start) and max(map(int, view.text[start:end].split("."))) <= _OCTET:
            yield start, end, 0.95


def ipv4_odd(view: View) -> Iterator[Hit]:
    """Hexadecimal, octal and one-number spellings, beside a word such as IP."""
    for start, end in _V4_ODD.hits(view):
        text = view.text[start:end]
        plain = "." not in text
        if alone(view, start, end, glue=".-_") and (not plain or int(text, 0) < _ALL_V4) and (_IP_ONLY if plain else _IP_CUE).near(view, start, end):
            yield start, end, 0.85


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
    for start, end in _MAC_LOOSE.hits(view):
        text = view.text[start:end]
        if alone(view, start, end, glue=":-") and not text.isalpha() and _MAC_CUE.near(view, start, end):
            yield start, end, 0.85


RULES = (
    Rule("ipv4", "IP", "Internet addresses of version 4.", ipv4),
    Rule("ipv4_odd", "IP", "Internet addresses of version 4 in other spellings, beside a word such as IP.", ipv4_odd),
    Rule("ipv6", "IP", "Internet addresses of version 6.", ipv6),
    Rule("mac", "MAC", "Hardware addresses of network cards.", mac),
)
