"""Slows guessing at the keyboard: after five wrong passphrases in a row each further try waits first. Nobody is locked out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

FREE = 5
LONGEST_S = 2.0


class Guesses:
    """Wrong tries in a row, by store. Forgotten with the process: the price of each guess on a stolen file is Argon2id's."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._wrong: Counter[Path] = Counter()

    def wait(self, store: Path) -> None:
        """Waits as long as this store's past tries call for: 0.5 s after the fifth, up to 2 s."""
        over = self._wrong[store] - FREE
        if over >= 0:
            self._sleep(min(LONGEST_S, 0.5 * 2.0 ** min(over, 8)))

    def wrong(self, store: Path) -> None:
        self._wrong[store] += 1

    def right(self, store: Path) -> None:
        del self._wrong[store]
