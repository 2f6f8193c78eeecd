"""How long the window's thread was busy with one event, painting left out: by the clock, and in CPU time alone.

Every event Qt delivers passes ``notify``. The outermost call is one stall for the person; what was spent in it on painting is taken
off, because a frame has a limit of its own. Waiting for Python's lock before a call is seen by the heartbeat instead.
"""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_PAINTING = frozenset({QEvent.Type.Paint, QEvent.Type.UpdateRequest, QEvent.Type.UpdateLater, QEvent.Type.Expose})
BEAT_MS = 4


class Stall(NamedTuple):
    """One event outside painting: seconds by the clock, CPU seconds of this thread alone, and the event with its receiver's kind."""

    seconds: float
    cpu: float
    name: str


class Watched(QApplication):
    """The application of a benchmark. While ``watching``, every event adds to ``stalls`` and every painting to ``frames``."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._depth = 0
        self._painting = 0
        self.watching = False
        self.forget()

    def forget(self) -> None:
        """Begins anew."""
        self.stalls: list[Stall] = []
        self.frames: list[float] = []
        self.cpu = 0.0
        self._painted = self._painted_cpu = 0.0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Delivers the event and notes how long that took."""
        if not self.watching:
            return super().notify(receiver, event)
        kind = event.type()
        if kind in _PAINTING:
            return self._paint(receiver, event)
        if self._depth or self._painting:
            return super().notify(receiver, event)
        return self._outermost(receiver, event, f"{kind.name} to {type(receiver).__name__}")

    def _outermost(self, receiver: QObject, event: QEvent, name: str) -> bool:
        painted, painted_cpu, began, spent = self._painted, self._painted_cpu, perf_counter(), thread_time()
        self._depth += 1
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            cpu = thread_time() - spent
            self.cpu += cpu
            took = perf_counter() - began - (self._painted - painted)
            self.stalls.append(Stall(took, cpu - (self._painted_cpu - painted_cpu), name))

    def _paint(self, receiver: QObject, event: QEvent) -> bool:
        began, spent = perf_counter(), thread_time()
        self._painting += 1
        try:
            return super().notify(receiver, event)
        finally:
            self._painting -= 1
            if not self._painting:
                took, cpu = perf_counter() - began, thread_time() - spent
                self._painted += took
                self._painted_cpu += cpu
                self.frames.append(took)
                if not self._depth:
                    self.cpu += cpu

    def longest(self) -> Stall:
        """The longest stall outside painting."""
        return max(self.stalls, default=Stall(0.0, 0.0, "none"))


class Heartbeat(QObject):
    """A timer of the window's thread: how much later than due it came, painting and all. An idle machine's own lateness is its baseline."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins anew."""
        self.late, self._last = [], perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """Seconds late, a value per beat."""
        self._timer.stop()
        return self.late

    def _beat(self) -> None:
        now = perf_counter()
        self.late.append(max(now - self._last - BEAT_MS / 1000, 0.0))
        self._last = now
