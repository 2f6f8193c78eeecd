"""Whether an action helped: a figure before and after it, each with its interval, and the difference with one too. Pure.

Shares by Newcombe's interval for a difference (from Wilson's two), everything else by means with unequal spreads; seconds and dollars as
logarithms, because one slow answer is not a trend.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.insight.agreement import Z, wilson
from hybriddesk.records.cycle import FIGURES, Check, Figure, Outcome, Plan, Side, Watched

ENOUGH = 20
"""Items on each side before anything is concluded."""
DAY_MS = 86_400_000
BEFORE = 2
"""The time before an action is looked at for so many times its days: what sent a figure to the agenda was in part chance, and a longer
past dilutes it."""
SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Windows:
    """From when to when the items before and after an action count, in milliseconds; ends are not included."""

    before_from: int
    acted: int
    until: int


def windows(plan: Plan, acted_ms: int, now_ms: int) -> Windows:
    """After: as long as the plan says, or until now. Before: ``BEFORE`` times that long."""
    span = plan.days * DAY_MS
    return Windows(acted_ms - BEFORE * span, acted_ms, max(acted_ms, min(now_ms, acted_ms + span)))


def due(plan: Plan, acted_ms: int, now_ms: int, items: int) -> bool:
    """Whether it is time to check: the days are over, or enough items came since."""
    return now_ms >= acted_ms + plan.days * DAY_MS or bool(plan.items and items >= plan.items)


def judged(figure: Figure, before: Sequence[float], after: Sequence[float], at_ms: int = 0) -> Check:
    """The check of a figure from the values of single items."""
    watched = FIGURES[figure]
    if watched.scale == "share" and all(value in (0, 1) for value in (*before, *after)):
        return _shares(watched, before, after, at_ms)
    return _means(watched, before, after, at_ms)


def _shares(watched: Watched, before: Sequence[float], after: Sequence[float], at_ms: int) -> Check:
    one, other = wilson(round(sum(before)), len(before)), wilson(round(sum(after)), len(after))
    was, is_now = (Side(rate.value, rate.low, rate.high, rate.count) if rate else Side(None, None, None, 0) for rate in (one, other))
    if one is None or other is None:
        return Check("too_few", was, is_now, None, None, None, at_ms)
    change = other.value - one.value
    low = change - math.hypot(other.value - other.low, one.high - one.value)
    high = change + math.hypot(other.high - other.value, one.value - one.low)
    return Check(_outcome(watched, one.count, other.count, low, high), was, is_now, change, low, high, at_ms)


def _means(watched: Watched, before: Sequence[float], after: Sequence[float], at_ms: int) -> Check:
    ratio = watched.scale == "ratio"
    one, other = (_spread([math.log(max(value, SMALL)) for value in values] if ratio else values) for values in (before, after))
    was, is_now = _side(one, len(before), ratio=ratio), _side(other, len(after), ratio=ratio)
    if one is None or other is None:
        return Check("too_few", was, is_now, None, None, None, at_ms)
    change, half = other[0] - one[0], Z * math.hypot(one[1], other[1])
    low, high = change - half, change + half
    outcome = _outcome(watched, len(before), len(after), low, high)
    if ratio:
        change, low, high = (math.expm1(min(value, 50.0)) for value in (change, low, high))
    return Check(outcome, was, is_now, change, low, high, at_ms)


def _spread(values: Sequence[float]) -> tuple[float, float] | None:
    """Mean and standard error."""
    if not values:
        return None
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))
    return mean, spread / math.sqrt(len(values))


def _side(spread: tuple[float, float] | None, count: int, *, ratio: bool) -> Side:
    if spread is None:
        return Side(None, None, None, 0)
    mean, error = spread
    low, high = mean - Z * error, mean + Z * error
    if ratio:
        return Side(math.exp(mean), math.exp(low), math.exp(min(high, 50.0)), count)
    return Side(mean, max(0.0, low), min(1.0, high), count)


def _outcome(watched: Watched, before: int, after: int, low: float, high: float) -> Outcome:
    if min(before, after) < ENOUGH:
        return "too_few"
    if low <= 0 <= high:
        return "no_difference"
    return "helped" if (low > 0) == (watched.good == "high") else "worse"
