"""Python's cycle collector, kept to the window's thread and out of the person's way.

A cycle may hold widgets. The collector runs on whichever thread allocates next, and a Qt object destroyed on the engine thread takes
the process down. So the automatic runs are off, and the window's thread collects. A run over everything imported would hold the
window for 20 ms: what stays for good is frozen, young objects are looked at whenever the window has nothing to do and a few
thousand have gathered (two seconds of a streamed answer are worth 20 ms in one piece), all of them only while nobody touches it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

EVERY_MS = 2_000
YOUNG = 3_000
"""So many new objects are looked through in well under a millisecond."""
OLDER = 12_000
"""So many that survived one look are looked through together: about 3 ms."""
HEAVY = 80_000
"""So many new blocks of memory at once are lists and tables that were just loaded, such as the name finder's: they stay, and a look at
them would hold the window for 35 ms."""
WHOLE_AFTER = 30
"""Beats between two runs over everything: a minute."""


def _still() -> bool:
    return True


class Garbage(QObject):
    """Takes over while it lives; ``stop`` gives the work back to Python. ``still`` says whether the window was left alone since it
    was last asked, or cannot be seen.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.still: Callable[[], bool] = _still
        self._limit = gc.get_threshold()[0]
        self._beats = self._older = 0
        self._blocks = sys.getallocatedblocks()
        self._settled = False
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        self._loop: QAbstractEventDispatcher | None = QAbstractEventDispatcher.instance()
        if self._loop is not None:
            self._loop.aboutToBlock.connect(self.glance)

    def collect(self) -> int:
        """One beat: the young objects if there are enough of them, now and then all; returns how many objects went."""
        self._beats += 1
        if self.still() and self._beats >= WHOLE_AFTER:
            self._beats = self._older = 0
            return gc.collect()
        return self._look() if gc.get_count()[0] > self._limit else 0

    def glance(self) -> None:
        """The window's loop is about to rest: the young ones, if enough have gathered."""
        if gc.get_count()[0] > YOUNG:
            self._look()

    def _look(self) -> int:
        """By counts alone: a list of the objects themselves, made while another thread makes a tuple, breaks that tuple's making."""
        before, self._blocks = self._blocks, sys.getallocatedblocks()
        if self._blocks - before > HEAVY:
            self.settle()
            return 0
        young = gc.get_count()[0]
        generation = int(self._older + young > OLDER)
        gone = gc.collect(generation)
        self._older = 0 if generation else self._older + max(young - gone, 0)
        return gone

    def settle(self) -> None:
        """The first place is open: what exists now stays as long as the store is open, and no run looks at it again."""
        gc.freeze()
        self._older, self._blocks, self._settled = 0, sys.getallocatedblocks(), True

    def thaw(self) -> None:
        """The store was closed: what was frozen with it goes, texts of people with it."""
        if self._settled:
            self._settled = False
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def stop(self) -> None:
        """Automatic collection again."""
        self._timer.stop()
        if self._loop is not None:
            self._loop.aboutToBlock.disconnect(self.glance)
            self._loop = None
        gc.unfreeze()
        gc.enable()
