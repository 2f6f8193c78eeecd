"""How long one workflow's accepted texts usually are."""

from __future__ import annotations

import math
from dataclasses import dataclass

ENOUGH = 8
"""Texts of one workflow before its usual length means anything."""
SMALLEST_SPREAD = 0.25
"""Spread of the log length that is assumed at least: a quarter longer or shorter is never odd."""


@dataclass(frozen=True, slots=True)
class LengthHistory:
    """Character counts of accepted texts of one workflow, in any order."""

    lengths: tuple[int, ...] = ()

    def offset(self, length: int) -> float | None:
        """How far a text's log length lies from the mean, in standard deviations (+ = longer). None while too few are known."""
        logs = self._logs()
        if len(logs) < ENOUGH or length <= 0:
            return None
        mean = sum(logs) / len(logs)
        spread = math.sqrt(sum((value - mean) ** 2 for value in logs) / len(logs))
        return (math.log(length) - mean) / max(spread, SMALLEST_SPREAD)

    def usual(self) -> int:
        """The typical (geometric mean) length in characters, 0 when nothing is known."""
        logs = self._logs()
        return round(math.exp(sum(logs) / len(logs))) if logs else 0

    def _logs(self) -> list[float]:
        return [math.log(length) for length in self.lengths if length > 0]
