"""How long a provider wants us to wait, as its headers say it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the provider wants us to wait; None if it says nothing, or nothing readable.

    Read are ``retry-after-ms``, and ``retry-after`` in seconds (a fraction is allowed) or as an HTTP date. A date is measured from
    the answer's own ``date`` if it has one: then it does not matter whose clock is wrong.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    wish = headers.get("retry-after", "").strip()
    seconds = _number(wish)
    if seconds is not None or not wish:
        return seconds
    moment, answered = _moment(wish), _moment(headers.get("date", ""))
    return None if moment is None else max(moment - (now if answered is None else answered), 0.0)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return max(value, 0.0) if math.isfinite(value) else None


def _moment(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
