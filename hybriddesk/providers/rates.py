"""Rate headers: ``x-ratelimit-{limit,remaining,reset}-{name}`` and ``anthropic-ratelimit-{name}-{limit,remaining,reset}``.

A reset is a duration (``12ms``, ``6m0s``), a number of seconds, or an RFC 3339 time. Missing, negative and unreadable ones are
left out: some servers send -1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from hybriddesk.providers.values import seconds
from hybriddesk.records.offers import RateLimit

_OPENAI = re.compile(r"x-ratelimit-(limit|remaining|reset)-([a-z-]{1,32})")
_ANTHROPIC = re.compile(r"anthropic-ratelimit-([a-z-]{1,32})-(limit|remaining|reset)")
_COUNT = re.compile(r"\d{1,15}")
_EPOCH = 1_000_000_000
"""A bare number above this is a time since 1970 and no duration."""


def rates(headers: Mapping[str, str], now: float) -> tuple[RateLimit, ...]:
    """Every allowance named, in the order of their names. ``headers`` have lower-case names; ``now`` is seconds since 1970."""
    found: dict[str, dict[str, str]] = {}
    for header, value in headers.items():
        if match := _OPENAI.fullmatch(header):
            found.setdefault(match[2], {})[match[1]] = value.strip()
        elif match := _ANTHROPIC.fullmatch(header):
            found.setdefault(match[1], {})[match[2]] = value.strip()
    rows = (RateLimit(name, _whole(row.get("limit")), _whole(row.get("remaining")), _reset(row.get("reset"), now)) for name, row in sorted(found.items()))
    return tuple(row for row in rows if (row.limit, row.remaining, row.reset_s) != (None, None, None))


def wait_for(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until every used-up allowance is filled again; None if none is used up, or none says when."""
    waits = [rate.reset_s for rate in rates(headers, now) if rate.remaining == 0 and rate.reset_s is not None]
    return max(waits, default=None)


def _whole(value: str | None) -> int | None:
    return int(value) if value and _COUNT.fullmatch(value) else None


def _reset(value: str | None, now: float) -> float | None:
    if not value:
        return None
    found = seconds(value)
    if found is not None:
        return max(found - now, 0.0) if found > _EPOCH else found
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return max(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - now, 0.0)
