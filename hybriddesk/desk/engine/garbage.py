"""Python's cycle collector, kept to the window's thread and out of the person's way.

A cycle may hold widgets. The collector runs on whichever thread allocates next, and a Qt object destroyed on the engine thread takes
the process down. So the automatic runs are off, and the window's thread collects. A run over everything imported would hold the
window for 20 ms: what stays for good is frozen, young objects are looked at whenever the window has nothing to do and a few
thousand have gathered (two seconds of a streamed answer are worth 20 ms in one piece), all of them only while nobody touches it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

EVERY_MS = 2_000
YOUNG = 3_000
"""So many new objects are looked through in well under a millisecond."""
HEAVY = 60_000
"""Objects and what they hold. So many at once are lists and tables that were just loaded, such as the name finder's: they stay, and a
look at them would hold the window for 30 ms."""
_CONTAINERS = frozenset([dict, list, tuple, set, frozenset])
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
        self._limits = gc.get_threshold()
        self._beats = 0
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
        alone = self.still()
        if alone and self._beats >= WHOLE_AFTER:
            self._beats = 0
            return gc.collect()
        counts = gc.get_count()
        for generation in (1, 0):
            if counts[generation] > self._limits[generation]:
                return self._look(generation)
        return 0

    def glance(self) -> None:
        """The window's loop is about to rest: the young ones, if enough have gathered."""
        young, older, _ = gc.get_count()
        if young > YOUNG:
            self._look(1 if older > self._limits[1] else 0)

    def _look(self, generation: int) -> int:
        if sum(weight(each) for each in range(generation + 1)) > HEAVY:
            self.settle()
            return 0
        return gc.collect(generation)

    def settle(self) -> None:
        """The first place is open: what exists now stays as long as the store is open, and no run looks at it again."""
        gc.freeze()
        self._settled = True

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


def weight(generation: int) -> int:
    """How much the collector would have to look at in that generation: its objects, and what the containers among them hold."""
    young = gc.get_objects(generation)
    return len(young) + sum(len(one) for one in young if type(one) in _CONTAINERS)
