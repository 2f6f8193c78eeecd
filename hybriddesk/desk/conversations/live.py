"""An answer on its way: pieces arrive on the engine thread, the window takes what has gathered once per frame."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

FRAME_MS = 16
BEHIND_MS = 10
"""The wait after a frame that had no time for all that came."""
FRAME_S = 0.002
"""How long one frame may lay out text before it stops at the next slice: a burst must not hold up the window."""
SLICE = 120
"""Characters handed over at once; between two slices the clock is looked at."""


class Live(QObject):
    """``add`` from the engine thread; ``arrived`` carries text on the window's thread, as much as one frame has time for."""

    arrived = Signal(str)
    drained = Signal()
    """All that came is handed over, after ``finish``."""

    def __init__(self, post: Callable[[Callable[[], None]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = post
        self._lock = threading.Lock()
        self._waiting: deque[str] = deque()
        self._called = False
        self._finished = False
        self.frames = 0
        self._frame = QTimer(self, singleShot=True)
        self._frame.timeout.connect(self._deliver)

    def add(self, text: str) -> None:
        """More of the answer."""
        if not text:
            return
        with self._lock:
            self._waiting.append(text)
            first, self._called = not self._called, True
        if first:
            self._post(self._woken)

    def finish(self) -> None:
        """Nothing more comes; called on the window's thread."""
        self._finished = True
        if not self._frame.isActive():
            self._deliver()

    def _woken(self) -> None:
        if not self._frame.isActive():
            self._frame.start(FRAME_MS)

    def _deliver(self) -> None:
        until = perf_counter() + FRAME_S
        self.frames += 1
        while text := self._take():
            self.arrived.emit(text)
            if perf_counter() >= until:
                break
        if self._waiting:
            self._frame.start(BEHIND_MS)
        elif self._finished:
            self._finished = False
            self.drained.emit()

    def _take(self) -> str:
        parts: list[str] = []
        size = 0
        with self._lock:
            while self._waiting and size < SLICE:
                part = self._waiting.popleft()
                room = SLICE - size
                if len(part) > room:
                    self._waiting.appendleft(part[room:])
                    part = part[:room]
                parts.append(part)
                size += len(part)
            self._called = bool(self._waiting)
        return "".join(parts)
