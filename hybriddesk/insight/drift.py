"""Drift: an EWMA of residuals that sees slow change, PSI as a weekly second opinion, and alerts that do not flicker. Pure.

A residual is a value minus what its workflow and hour of the day usually have, so that mornings raise no alarm. At each promotion
of a model or prompt the reference starts anew: make fresh objects.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

LAMBDA, LIMIT = 0.02, 3.5
FEWEST = 50
"""Residuals before the spread is known well enough to judge by."""
NOMINAL = 10
"""Values of the whole that a workflow's hour counts as, until it has its own."""
PSI_SOME, PSI_MUCH = 0.10, 0.25
FLOOR = 1e-4
FOR_MS, KEEP_MS, CLEAR = 5 * 60_000, 15 * 60_000, 0.8

Drift = Literal["unknown", "steady", "up", "down"]


@dataclass(slots=True)
class Usual:
    """Running means: of all values, and of each (workflow, hour)."""

    _all: list[float] = field(default_factory=lambda: [0.0, 0.0])
    _of: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))

    def residual(self, workflow: str, hour: int, value: float) -> float:
        """The value minus what is usual then, as known before it; the value counts from now on."""
        own = self._of[workflow, hour]
        mean = self._all[1] / self._all[0] if self._all[0] else value
        usual = (own[1] + NOMINAL * mean) / (own[0] + NOMINAL)
        for held in (self._all, own):
            held[0] += 1
            held[1] += value
        return value - usual


class Ewma:
    """Exponentially weighted mean of residuals against its own control limits, which widen as the mean settles."""

    def __init__(self, spread: float | None = None, weight: float = LAMBDA, limit: float = LIMIT) -> None:
        """``spread``: the residuals' standard deviation in the reference; without it the first ``FEWEST`` residuals give it."""
        self._spread, self._weight, self._limit = spread, weight, limit
        self._first: list[float] = []
        self._count = 0
        self.mean = 0.0

    def add(self, residual: float) -> Drift:
        """How it stands after one more residual. A residual that is no number is left out."""
        if not math.isfinite(residual):
            return self.state()
        if self._spread is None:
            self._learn(residual)
            return "unknown"
        self._count += 1
        self.mean += self._weight * (residual - self.mean)
        return self.state()

    def state(self) -> Drift:
        if self._spread is None:
            return "unknown"
        settled = 1 - (1 - self._weight) ** (2 * self._count)
        bound = self._limit * self._spread * math.sqrt(self._weight / (2 - self._weight) * settled)
        return "up" if self.mean > bound else "down" if self.mean < -bound else "steady"

    def _learn(self, residual: float) -> None:
        self._first.append(residual)
        if len(self._first) == FEWEST:
            mean = sum(self._first) / FEWEST
            self._spread = max(math.sqrt(sum((one - mean) ** 2 for one in self._first) / (FEWEST - 1)), 1e-9)


def psi(reference: Sequence[float], now: Sequence[float], bins: int = 10) -> float | None:
    """Population stability index over the reference's quantiles; under 0.10 steady, over 0.25 another population. None without rows."""
    if not reference or not now:
        return None
    ordered = sorted(reference)
    edges = sorted({ordered[len(ordered) * place // bins] for place in range(1, bins)})
    before, after = _shares(edges, reference), _shares(edges, now)
    return sum((late - early) * math.log(late / early) for early, late in zip(before, after, strict=True))


def _shares(edges: Sequence[float], values: Sequence[float]) -> list[float]:
    counts = [0] * (len(edges) + 1)
    for value in values:
        counts[bisect_right(edges, value)] += 1
    return [max(count / len(values), FLOOR) for count in counts]


class Alert:
    """On when a value was over its threshold for five minutes; off when it was under 80 % of it, and on for at least fifteen minutes."""

    def __init__(self, threshold: float, for_ms: int = FOR_MS, keep_ms: int = KEEP_MS, clear: float = CLEAR) -> None:
        self._threshold, self._for_ms, self._keep_ms, self._clear = threshold, for_ms, keep_ms, clear
        self._over_since: int | None = None
        self._on_since: int | None = None

    @property
    def on(self) -> bool:
        return self._on_since is not None

    def add(self, at_ms: int, value: float | None) -> bool:
        """Whether the alert is on at that moment. None: no data, which neither raises nor clears."""
        if value is None:
            return self.on
        if value <= self._threshold:
            self._over_since = None
        elif self._over_since is None:
            self._over_since = at_ms
        if self._on_since is None:
            if self._over_since is not None and at_ms - self._over_since >= self._for_ms:
                self._on_since = at_ms
        elif value < self._clear * self._threshold and at_ms - self._on_since >= self._keep_ms:
            self._on_since = None
        return self.on
