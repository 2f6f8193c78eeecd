"""Seconds a person really spent on a draft."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_PAUSE_S = 60.0


class ActiveTime:
    """Adds the time between signs of life. A gap longer than a minute counts as a minute: nobody was reading."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._seconds = 0.0

    def restart(self) -> None:
        """A new draft lies on the desk."""
        self._seconds = 0.0
        self._last = self._clock()

    def sign(self) -> None:
        """A key, a click, a scroll."""
        now = self._clock()
        self._seconds += min(now - self._last, LONGEST_PAUSE_S)
        self._last = now

    @property
    def seconds(self) -> float:
        """Active time so far."""
        self.sign()
        return round(self._seconds, 1)
