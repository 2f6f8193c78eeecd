"""Python's cycle collector, kept to the window's thread.

A cycle may hold widgets. The collector runs on whichever thread allocates next, and a Qt object destroyed on the engine thread takes
the process down. So the automatic runs are off, and the window's thread collects by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5_000


class Garbage(QObject):
    """Takes over while it lives; ``stop`` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> int:
        """Collects the oldest generation whose limit is passed; returns how many objects went."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation]:
                return gc.collect(generation)
        return 0

    def stop(self) -> None:
        """Automatic collection again."""
        self._timer.stop()
        gc.enable()
