"""Values out of a provider's JSON: whatever has the wrong type counts as missing, so that no odd reply is a crash."""

from __future__ import annotations

import json
import math
import re
from typing import Any

_SECONDS = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,4})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?")
_MILLISECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)ms")
MOST = 10**15
"""Beyond this a count is a mistake."""


def text(value: object) -> str:
    """A text, or an empty one."""
    return value if isinstance(value, str) else ""


def mapping(value: object) -> dict[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def maps(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def number(value: object) -> float | None:
    """A finite number that a float can hold."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def decimal(value: object) -> float | None:
    """A finite number, or a text that is one: several providers write money as text."""
    if isinstance(value, str):
        try:
            return number(float(value))
        except ValueError:
            return None
    return number(value)


def money(value: object) -> float | None:
    """An amount of zero or more."""
    found = decimal(value)
    return found if found is not None and found >= 0 else None


def count(value: object) -> int | None:
    """A whole number of zero or more that the store can hold."""
    return value if type(value) is int and 0 <= value <= MOST else None


def seconds(value: object) -> float | None:
    """A duration such as ``12ms``, ``1s``, ``7.66s``, ``6m0s``, or a bare number of seconds; None if it is none."""
    if not isinstance(value, str):
        found = number(value)
        return found if found is not None and found >= 0 else None
    value = value.strip()
    if found_ms := _MILLISECONDS.fullmatch(value):
        return float(found_ms[1]) / 1000
    if value and (parts := _SECONDS.fullmatch(value)):
        hours, minutes, rest = parts.groups()
        return 3600.0 * int(hours or 0) + 60.0 * int(minutes or 0) + float(rest or 0)
    return money(value)


def added(*counts: int | None) -> int | None:
    """The sum of what is known; None if nothing is."""
    known = [one for one in counts if one is not None]
    return sum(known) if known else None


def compact(value: object) -> str:
    """JSON text of a decoded value, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
