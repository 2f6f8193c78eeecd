"""When to lock by itself: nobody touched the window for a while, or the desktop session locked."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QWindow

TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Watches one window's own input, before it is spread over the widgets: cheap. 0 minutes switches it off."""

    idle = Signal()

    def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._touched = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        window.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Starts anew with another patience."""
        self._timer.stop()
        if minutes:
            self._timer.setInterval(minutes * MINUTE_MS)
            self._timer.start()

    def still(self) -> bool:
        """Whether nobody touched the window since this was last asked."""
        touched, self._touched = self._touched, False
        return not touched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touched = True
            if self._timer.isActive():
                self._timer.start()
        return super().eventFilter(watched, event)


class SessionWatch(QObject):
    """Hears logind's ``Lock`` signal and the screen saver's ``ActiveChanged``; on a system without D-Bus it hears nothing."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        self.listening = system.isConnected() and system.connect(
            "org.freedesktop.login1", "", "org.freedesktop.login1.Session", "Lock", self, _slot("session_locked()"),
        )
        if session.isConnected():
            session.connect(
                "", "", "org.freedesktop.ScreenSaver", "ActiveChanged", self, _slot("saver_changed(bool)"),
            )

    @Slot()
    def session_locked(self) -> None:
        """Logind says that the session is to lock."""
        self.locked.emit()

    @Slot(bool)
    def saver_changed(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.locked.emit()


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # the stub says bytes, but with bytes PySide refuses the call
