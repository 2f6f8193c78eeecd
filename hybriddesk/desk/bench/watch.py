"""How long the window's thread was busy with one event, painting left out: by the clock, and in CPU time alone.

Every event Qt delivers passes ``notify``. The outermost call is one stall for the person; what was spent in it on painting is taken
off, because a frame has a limit of its own. So is the time in which the thread could have run and the system gave the processor to
another program: that says how busy the machine is, not how the desk is built. What the desk's own threads take from the window, the
interpreter's lock above all, stays in. Waiting for that lock before a call is seen by the heartbeat instead.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from time import perf_counter, thread_time
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_PAINTING = frozenset({QEvent.Type.Paint, QEvent.Type.UpdateRequest, QEvent.Type.UpdateLater, QEvent.Type.Expose})
BEAT_MS = 4


class Stall(NamedTuple):
    """One event outside painting: seconds by the clock without what other programs had of it, CPU seconds of this thread alone, the
    event with its receiver's kind, and the seconds other programs had.
    """

    seconds: float
    cpu: float
    name: str
    others: float = 0.0


class Others:
    """Seconds in which the thread that made this was ready and had to wait for a processor, as Linux counts them; elsewhere 0."""

    def __init__(self) -> None:
        counts = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._counts = os.open(counts, os.O_RDONLY) if counts.exists() else None

    def seconds(self) -> float:
        """So far."""
        return 0.0 if self._counts is None else int(os.pread(self._counts, 64, 0).split()[1]) / 1e9


class Watched(QApplication):
    """The application of a benchmark. While ``watching``, every event adds to ``stalls`` and every painting to ``frames``."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._depth = 0
        self._painting = 0
        self._others = Others()
        self.watching = False
        self.forget()

    def forget(self) -> None:
        """Begins anew."""
        self.stalls: list[Stall] = []
        self.frames: list[float] = []
        self.cpu = 0.0
        self._painted = self._painted_cpu = self._painted_others = 0.0

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
        painted, painted_cpu, painted_others = self._painted, self._painted_cpu, self._painted_others
        began, spent, others = perf_counter(), thread_time(), self._others.seconds()
        self._depth += 1
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            cpu = thread_time() - spent
            self.cpu += cpu
            others = self._others.seconds() - others - (self._painted_others - painted_others)
            took = perf_counter() - began - (self._painted - painted) - others
            self.stalls.append(Stall(took, cpu - (self._painted_cpu - painted_cpu), name, others))

    def _paint(self, receiver: QObject, event: QEvent) -> bool:
        began, spent, others = perf_counter(), thread_time(), self._others.seconds()
        self._painting += 1
        try:
            return super().notify(receiver, event)
        finally:
            self._painting -= 1
            if not self._painting:
                others = self._others.seconds() - others
                took, cpu = perf_counter() - began - others, thread_time() - spent
                self._painted += took
                self._painted_cpu += cpu
                self._painted_others += others
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
