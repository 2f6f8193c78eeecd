"""The sequential test that watches a new version on a small share of the traffic. Pure: outcomes in arrival order in, verdicts out.

On each error event x = 1 if it fell in the canary, whose share of the traffic is w; under "r times the stable error rate" that has
the chance q(r) = r w / (r w + 1 - w). LLR(r) sums the log likelihood ratios against r = 1. An outage that hits both arms alike moves
it by nothing, which fixed limits on the canary's own rate do not manage (they roll back half of all good versions).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

Arm = Literal["stable", "canary"]
Verdict = Literal["continue", "promote", "rollback"]

ROLL_BACK, HEALTHY = 5.25, -2.99
"""Bounds of LLR(2): error probabilities 0.005 and 0.05 (Wald)."""
RATIOS = (1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
MIXTURE = 200.0
"""The mean likelihood ratio over ``RATIOS`` at which a version is rolled back: catches a broken one within a few runs."""
LATENCY_LIMIT, TOKEN_LIMIT = 1.5, 1.3
FEWEST = 10
"""Canary runs before latency or tokens may end it."""
FIRST_STEP = 20
"""Canary runs before it may be called healthy."""
SMALLEST_SPREAD = 0.05
WINDOW, PLAN_RUNS = 100, 1.0
"""The share an error is weighed with is that of the last ``WINDOW`` runs: it follows the steps of a ramp. The plan counts as ``PLAN_RUNS``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run that ended. ``latency_s`` and ``tokens`` are None where they were not measured."""

    arm: Arm
    ok: bool
    latency_s: float | None = None
    tokens: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """``reason``: errors, broken, latency, tokens, healthy, or waiting."""

    n: int
    verdict: Verdict
    reason: str


class Errors:
    """The likelihood ratios over the error events so far."""

    def __init__(self) -> None:
        self._llr = dict.fromkeys(RATIOS, 0.0)

    def add(self, *, in_canary: bool, share: float) -> None:
        """One error, while the canary had ``share`` of the traffic, between 0 and 1."""
        for ratio in RATIOS:
            q = ratio * share / (ratio * share + 1 - share)
            self._llr[ratio] += math.log(q / share) if in_canary else math.log((1 - q) / (1 - share))

    @property
    def llr(self) -> float:
        """LLR(2)."""
        return self._llr[2.0]

    @property
    def mixture(self) -> float:
        """Mean of e^LLR over ``RATIOS``; beyond 1e200 it is held there."""
        return sum(math.exp(min(value, 460.0)) for value in self._llr.values()) / len(RATIOS)


class Level:
    """SPRT on ln x of the canary's runs minus the stable mean.

    Weighs "D1 = ln limit above it" against "D0 = ln(1 + (limit - 1) / 2) above it", half way to the limit.
    """

    def __init__(self, limit: float) -> None:
        self._low, self._high = math.log(1 + (limit - 1) / 2), math.log(limit)
        self._stable, self._canary = Moments(), Moments()

    def add(self, arm: Arm, value: float) -> None:
        """One measurement above 0; anything else says nothing and is left out."""
        if value > 0 and math.isfinite(value):
            (self._canary if arm == "canary" else self._stable).add(math.log(value))

    @property
    def llr(self) -> float:
        """Log likelihood ratio of "at the limit" against "half way to it"; 0 until both arms are known well enough."""
        if self._canary.count < FEWEST or self._stable.count < FEWEST:
            return 0.0
        middle = (self._low + self._high) / 2
        # The stable mean is itself uncertain, and the more so the fewer runs it rests on: its variance is added to each run's.
        variance = max(self._stable.variance, SMALLEST_SPREAD**2) * (1 + self._canary.count / self._stable.count)
        return (self._high - self._low) / variance * self._canary.count * (self._canary.mean - self._stable.mean - middle)


class Moments:
    """Running mean and variance (Welford)."""

    def __init__(self) -> None:
        self.count, self.mean, self._squares = 0, 0.0, 0.0

    def add(self, value: float) -> None:
        self.count += 1
        off = value - self.mean
        self.mean += off / self.count
        self._squares += off * (value - self.mean)

    @property
    def variance(self) -> float:
        """With n - 1; 0 for a single value."""
        return self._squares / (self.count - 1) if self.count > 1 else 0.0


class Rollout:
    """One canary from its first outcome to its verdict, which then stays.

    ``share``: the canary's planned share of the traffic at the start (0..1, ends left out).
    """

    def __init__(self, share: float = 0.05, latency_limit: float = LATENCY_LIMIT, token_limit: float = TOKEN_LIMIT) -> None:
        self._plan = share
        self._total = self._canary_runs = 0
        self._recent: deque[bool] = deque(maxlen=WINDOW)
        self.errors = Errors()
        self._levels = {"latency": Level(latency_limit), "tokens": Level(token_limit)}
        self._ended: Step | None = None

    def add(self, outcome: Outcome) -> Step:
        """The verdict after one more outcome."""
        self._total += 1
        self._canary_runs += outcome.arm == "canary"
        if not outcome.ok:  # weighed with the share before it: its own arm must not lend weight against itself
            share = (sum(self._recent) + self._plan * PLAN_RUNS) / (len(self._recent) + PLAN_RUNS)
            self.errors.add(in_canary=outcome.arm == "canary", share=share)
        self._recent.append(outcome.arm == "canary")
        if outcome.ok and outcome.latency_s is not None:
            self._levels["latency"].add(outcome.arm, outcome.latency_s)
        if outcome.ok and outcome.tokens is not None:
            self._levels["tokens"].add(outcome.arm, outcome.tokens)
        if self._ended is None:
            verdict, reason = self._judge()
            if verdict == "continue":
                return Step(self._total, verdict, reason)
            self._ended = Step(self._total, verdict, reason)
        return Step(self._total, self._ended.verdict, self._ended.reason)

    def _judge(self) -> tuple[Verdict, str]:
        if self.errors.mixture >= MIXTURE:
            return "rollback", "broken" if self.errors.llr < ROLL_BACK else "errors"
        if self.errors.llr >= ROLL_BACK:
            return "rollback", "errors"
        for name, level in self._levels.items():
            if level.llr >= ROLL_BACK:
                return "rollback", name
        settled = self._canary_runs >= FIRST_STEP and all(level.llr <= 0 for level in self._levels.values())
        if self.errors.llr <= HEALTHY and settled:
            return "promote", "healthy"
        return "continue", "waiting"
