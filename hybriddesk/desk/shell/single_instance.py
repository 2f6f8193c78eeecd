"""One window a store: a second start brings the first to the front and leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500
SHOW = b"show\n"


class SingleInstance(QObject):
    """``first()`` says whether this process is the first on the folder; ``asked`` is emitted in the first when another starts."""

    asked = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = "hybriddesk-" + hashlib.sha256(str(data_dir.absolute()).encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def first(self) -> bool:
        """Listens if nobody else does; otherwise asks the other to show itself."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if socket.waitForConnected(WAIT_MS):
            socket.write(SHOW)
            socket.waitForBytesWritten(WAIT_MS)
            return False
        QLocalServer.removeServer(self.name)  # a killed process leaves its socket file behind
        self._server.listen(self.name)
        return True

    def close(self) -> None:
        """Lets the next start be the first."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()
