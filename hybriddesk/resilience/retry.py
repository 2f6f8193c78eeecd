"""How long to wait before trying again, and whether to try at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hybriddesk.records.errors import Permanent, Transient

Random = Callable[[], float]
"""Uniform in [0, 1)."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Full jitter: the n-th wait is uniform in [0, min(longest, first * 2**(n-1))] seconds. ``attempts`` counts the first try.

    A provider's own wish is obeyed up to ``obey`` seconds, with up to ``first`` seconds on top so that not all come back at once.
    """

    attempts: int = 3
    first: float = 0.5
    longest: float = 8.0
    obey: float = 60.0

    def delay(self, attempt: int, fault: Transient, random: Random) -> float:
        """Seconds to wait after failed attempt ``attempt`` (1 is the first).

        Raises ``Permanent('resilience.long_wait')`` if the provider asks for more than we are ready to wait.
        """
        wish = fault.retry_after
        if wish is None:
            return random() * min(self.longest, self.first * 2.0 ** (attempt - 1))
        if wish > self.obey:
            raise Permanent("resilience.long_wait", **{**fault.facts, "seconds": round(wish)}) from fault
        return wish + random() * self.first


class RetryBudget:
    """One provider's allowance: never more than ``share`` of its calls plus ``start`` retries.

    So a provider in trouble is not buried under repeats. Unused allowance grows to ``most`` and no further.
    """

    def __init__(self, *, share: float = 0.1, start: float = 3.0, most: float = 10.0) -> None:
        self._share = share
        self._most = most
        self._left = min(max(start, 0.0), most)

    @property
    def left(self) -> float:
        """What is left, to be stored and given as ``start`` after a restart: a restart must not fill it again."""
        return self._left

    def call(self) -> None:
        """A first attempt is made."""
        self._left = min(self._most, self._left + self._share)

    def take(self) -> bool:
        """Whether one more retry is within the allowance; if so it is spent."""
        # sums of 0.1 fall short of whole numbers by rounding
        if self._left < 1.0 - 1e-9:
            return False
        self._left -= 1.0
        return True
