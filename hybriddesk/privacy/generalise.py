"""A coarser form of a value that still serves the reply: a year for a date of birth, a country for a city. Never restored."""

from __future__ import annotations

import re
from collections.abc import Callable

from hybriddesk.privacy.known import folded
from hybriddesk.privacy.lexicon import countries_of_cities
from hybriddesk.privacy.normalise import View

_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]{1,3}")
_V4 = re.compile(r"([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})\.[0-9]{1,3}\Z")
_DEGREES = re.compile(r"([+\-]?[0-9]{1,3})\.[0-9]+")
_OUTWARD = re.compile(r"([A-Za-z]{1,2}[0-9][A-Za-z0-9]?) ?[0-9][A-Za-z]{2}\Z")
_OLDEST_BAND = 90


def generalised(kind: str, value: str) -> str | None:
    """A coarser form of ``value`` that does not hold it, or None where there is none: it is then replaced by a token."""
    coarser = _COARSER.get(kind)
    general = coarser(View(value).text.strip()) if coarser else None
    return general if general and folded(value) not in folded(general) else None


def _year(value: str) -> str | None:
    year = _YEAR.search(value)
    return year[0] if year else None


def _band(value: str) -> str | None:
    number = _NUMBER.search(value)
    if not number:
        return None
    age = int(number[0])
    return "over 89" if age >= _OLDEST_BAND else f"{age // 10 * 10} to {age // 10 * 10 + 9}"


def _country(value: str) -> str | None:
    return countries_of_cities().get(value.lower())


def _postcode(value: str) -> str | None:
    outward = _OUTWARD.match(value)
    if outward:
        return outward[1]
    return value[:2] + "xxx" if value[:5].isdigit() else None


def _network(value: str) -> str | None:
    found = _V4.match(value)
    return f"{found[1]}.0/24" if found else None


def _whole_degrees(value: str) -> str | None:
    general = _DEGREES.sub(r"\1", value)
    return general if general != value else None


_COARSER: dict[str, Callable[[str], str | None]] = {
    "DOB": _year, "AGE": _band, "LOCATION": _country, "POSTCODE": _postcode, "IP": _network, "COORDINATES": _whole_degrees,
}
GENERAL_KINDS = frozenset(_COARSER)
"""Kinds that have a coarser form at all."""
