"""Where to draw the line between what a person sees and what may pass, and what that line costs. Pure.

Two ways: by capacity (the riskiest share, or so many a day), or by risk (at most a share alpha of what passes is bad, at confidence
1 - delta). The second needs labels of drafts that would have passed, so it is offered from ``OFFERED`` random checks on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELTA, OFFERED = 0.1, 100
FROM_COVERAGE, STEPS, PATIENCE = 0.1, 50, 3


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the risk-coverage curve: letting pass what has P(bad) up to ``limit`` passes ``coverage`` of all, ``risk`` of it bad,
    at most ``upper`` with 90 % confidence."""

    limit: float
    coverage: float
    risk: float
    upper: float


def curve(p: Sequence[float], bad: Sequence[float], delta: float = DELTA) -> tuple[Point, ...]:
    """The curve over labelled drafts, from the surest on. ``p`` and ``bad`` (0 or 1) line up."""
    pairs = sorted(zip(p, bad, strict=True))
    total, step = len(pairs), max(1, len(pairs) // STEPS)
    points, wrong = [], 0.0
    for count, (limit, is_bad) in enumerate(pairs, 1):
        wrong += is_bad
        tied = count < total and pairs[count][0] == limit
        if not tied and (count % step == 0 or count == total):
            points.append(Point(limit, count / total, wrong / count, upper_bound(round(wrong), count, delta)))
    return tuple(points)


def limit_for_risk(p: Sequence[float], bad: Sequence[float], alpha: float, delta: float = DELTA) -> float | None:
    """The highest P(bad) that may pass so that at most ``alpha`` of it is bad; None: too few labels, or no line keeps the promise.

    Walks coverage up and stops where the bound was passed ``PATIENCE`` places in a row: stopping at the first gives away coverage for
    one unlucky draft at the sure end, and walking to the very end breaks the promise more often than it says.
    """
    if len(p) < OFFERED:
        return None
    enough = math.log(delta) / math.log(1 - alpha) / len(p)
    found, missed = None, 0
    for point in curve(p, bad, delta):
        if point.coverage >= max(FROM_COVERAGE, enough) and missed < PATIENCE:
            kept = point.upper <= alpha
            found, missed = (point.limit, 0) if kept else (found, missed + 1)
    return found


def limit_for_share(p: Sequence[float], share: float) -> float | None:
    """The P(bad) from which on a draft is among the riskiest ``share`` of the latest; None without any."""
    if not p:
        return None
    ordered = sorted(p)
    place = math.floor((1 - share) * len(ordered))
    return ordered[place] if place < len(ordered) else math.inf


def upper_bound(bad: int, count: int, delta: float = DELTA) -> float:
    """Clopper and Pearson's upper bound of a share: what it is at most, with confidence 1 - delta."""
    if bad >= count:
        return 1.0
    low, high = bad / count, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if at_most(bad, count, middle) > delta:
            low = middle
        else:
            high = middle
    return high


def at_most(bad: int, count: int, p: float) -> float:
    """Binomial chance of ``bad`` or fewer in ``count``; for 0 < p < 1."""
    odds = math.log(p) - math.log1p(-p)
    term = count * math.log1p(-p)
    total = math.exp(term)
    for k in range(1, bad + 1):
        term += math.log((count - k + 1) / k) + odds
        total += math.exp(term)
    return min(1.0, total)


def check_chance(p_bad: float, share: float, mean_root: float) -> float:
    """With what chance a draft that may pass is drawn for a random check: ``share`` on average, in proportion to the root of P(bad)."""
    return min(1.0, share * math.sqrt(p_bad) / mean_root) if mean_root > 0 else share


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval, and how many checks it stands on."""

    value: float
    low: float
    high: float
    count: int


def passed_bad(checks: Iterable[tuple[float, float]], passed: float) -> Estimate | None:
    """Horvitz and Thompson's estimate of the share of bad drafts among all that ``passed`` the gate; None before the first check.

    ``checks``: (bad 0 or 1, chance with which it was drawn) of each checked draft; ``passed`` how many drafts they stand for.
    """
    known = [(bad, chance) for bad, chance in checks if chance > 0]
    if not known or passed <= 0:
        return None
    value = sum(bad / chance for bad, chance in known) / passed
    spread = math.sqrt(sum((1 - chance) * (bad / chance) ** 2 for bad, chance in known)) / passed
    if not any(bad for bad, _ in known):  # none found: the interval of a plain sample
        return Estimate(0.0, 0.0, upper_bound(0, len(known), 0.05), len(known))
    return Estimate(min(1.0, value), max(0.0, value - 1.96 * spread), min(1.0, value + 1.96 * spread), len(known))
