"""What the worker thread has to tell the window, handed over once per turn of the window's own loop.

Twenty thousand single signals freeze a window for half a second; one wake-up that finds them all costs a twentieth of that.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

SLICE_S = 0.002
"""How long one turn may deliver before it lets the window paint."""

Delivery = Callable[[], None]


class Turns(QObject):
    """``post`` from any thread; deliveries run on the thread that made this object, in order."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Delivery] = deque()
        self._lock = threading.Lock()
        self._woken = False
        # not another wake-up: posted events are handled in the same breath, and the window would not paint in between
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._deliver)
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, delivery: Delivery) -> None:
        """Safe from every thread."""
        with self._lock:
            self._waiting.append(delivery)
            first, self._woken = not self._woken, True
        if first:
            self._wake.emit()

    @Slot()
    def _deliver(self) -> None:
        until = perf_counter() + SLICE_S
        try:
            while self._waiting and perf_counter() < until:
                self._waiting.popleft()()
        finally:
            self._go_on()

    def _go_on(self) -> None:
        with self._lock:
            self._woken = bool(self._waiting)
        if self._woken:
            self._again.start()
