"""The moment the window has been painted for the first time: what is not needed for that comes after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 250
"""A window that starts minimised or covered is not painted; then this is waited."""


class FirstPaint(QObject):
    """Calls ``then`` once, after the first frame of ``window`` or after 250 ms.

    It lives in the window and keeps no reference to it: deleted later, it would let the last one go in the middle of its own
    deletion, the window would delete it once more, and the process would end now and then.
    """

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self._timer.start(PATIENCE_MS)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._timer.start(0)  # behind this event, whose handling paints
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        window = self.parent()
        if window is not None:
            window.removeEventFilter(self)
        self._then()
        self.deleteLater()
