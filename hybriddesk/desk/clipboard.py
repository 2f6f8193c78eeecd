"""Secrets on the clipboard stay there for a short while only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

DEFAULT_S = 30


class SecretClipboard(QObject):
    """Copies a secret and takes it away again, unless something else was copied meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def copy(self, secret: str, seconds: int = DEFAULT_S) -> None:
        """Puts ``secret`` on the clipboard for ``seconds``."""
        self._held = secret
        QGuiApplication.clipboard().setText(secret)
        self._timer.start(seconds * 1000)

    def clear(self) -> None:
        """Takes the secret away now."""
        clipboard = QGuiApplication.clipboard()
        if self._held and clipboard.text() == self._held:
            clipboard.clear()
        self._held = ""
