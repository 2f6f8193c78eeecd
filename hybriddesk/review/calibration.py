"""Makes probabilities mean what they say: nothing below 100 decisions, Platt's line to 2,000, the mean of it and isotonic steps above.

Learned on predictions for decisions that were not learned from. Isotonic regression on few decisions doubles the error, so it comes last,
and never alone (docs/decisions/008).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FROM, ISOTONIC_FROM = 100, 2_000
SLOPE_HOLD, SHIFT_HOLD = 200.0, 16.0
"""How firmly Platt's slope is held at 1 and its shift at 0, in decisions' worth of loss. Weights that are held to their prior hardly need
a slope of their own, and a few hundred decisions cannot tell one: a looser hold doubles the excess over chance (docs/decisions/008)."""
EDGE, CLOSE = 1e-9, 1e-9
ROUNDS = 12
SMALLEST = 40
"""Decisions a step must rest on at least: a step of three says nothing about a rate."""
STEPS = 0.5
"""Share of the isotonic steps in what is said; the rest is Platt's line, which also keeps the order inside a step."""


class Calibration(Protocol):
    """From a raw P(bad) to a calibrated one; never changes the order."""

    def __call__(self, p: float) -> float: ...


@dataclass(frozen=True, slots=True)
class Platt:
    """sigmoid(slope * logit p + shift)."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, p: float) -> float:
        return logistic(self.slope * logit(p) + self.shift)


@dataclass(frozen=True, slots=True)
class Isotonic:
    """The mean of straight lines between the centres of the steps (``at`` and ``rate`` both rise) and of Platt's line."""

    at: tuple[float, ...]
    rate: tuple[float, ...]
    line: Platt

    def __call__(self, p: float) -> float:
        return STEPS * self._between(p) + (1 - STEPS) * self.line(p)

    def _between(self, p: float) -> float:
        after = bisect_right(self.at, p)
        if after == 0:
            return self.rate[0] * p / self.at[0] if self.at[0] else self.rate[0]
        if after == len(self.at):
            return self.rate[-1]
        low, high = self.at[after - 1], self.at[after]
        return self.rate[after - 1] + (self.rate[after] - self.rate[after - 1]) * (p - low) / (high - low)


def calibrated(p: Sequence[float], bad: Sequence[float]) -> Calibration:
    """The calibration that so many decisions allow. ``p`` and ``bad`` line up; ``bad`` is 0 or 1."""
    if len(p) < FROM:
        return Platt()
    return platt(p, bad) if len(p) <= ISOTONIC_FROM else isotonic(p, bad)


def platt(p: Sequence[float], bad: Sequence[float]) -> Platt:
    """Newton's method on two numbers."""
    slope, shift = 1.0, 0.0
    logits = [logit(value) for value in p]
    for _ in range(ROUNDS):
        g1, g0, h11, h10, h00 = SLOPE_HOLD * (slope - 1), SHIFT_HOLD * shift, SLOPE_HOLD, 0.0, SHIFT_HOLD
        for x, y in zip(logits, bad, strict=True):
            q = logistic(slope * x + shift)
            g1, g0, v = g1 + (q - y) * x, g0 + q - y, q * (1 - q)
            h11, h10, h00 = h11 + v * x * x, h10 + v * x, h00 + v
        det = h11 * h00 - h10 * h10
        d1, d0 = (h00 * g1 - h10 * g0) / det, (h11 * g0 - h10 * g1) / det
        slope, shift = slope - d1, shift - d0
        if abs(d1) + abs(d0) < CLOSE:
            break
    return Platt(max(slope, 0.05), shift)


def isotonic(p: Sequence[float], bad: Sequence[float]) -> Isotonic:
    """Pool adjacent violators; steps on fewer than ``SMALLEST`` decisions join their neighbour."""
    steps: list[tuple[int, float, float]] = []
    for value, y in sorted(zip(p, bad, strict=True)):
        step = (1, value, float(y))
        while steps and (steps[-1][0] < SMALLEST or steps[-1][2] / steps[-1][0] >= step[2] / step[0] or steps[-1][1] / steps[-1][0] >= step[1] / step[0]):
            before = steps.pop()
            step = (before[0] + step[0], before[1] + step[1], before[2] + step[2])
        steps.append(step)
    if len(steps) > 1 and steps[-1][0] < SMALLEST:
        small, before = steps.pop(), steps.pop()
        steps.append((before[0] + small[0], before[1] + small[1], before[2] + small[2]))
    return Isotonic(tuple(at / count for count, at, _ in steps), tuple(ys / count for count, _, ys in steps), platt(p, bad))


def logit(p: float) -> float:
    """Log-odds, kept finite."""
    held = min(max(p, EDGE), 1 - EDGE)
    return math.log(held / (1 - held))


def logistic(x: float) -> float:
    """1 / (1 + e^-x), without overflow."""
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, x))))
