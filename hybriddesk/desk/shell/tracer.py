"""After each decision, once nobody waits: looks where bad answers went wrong. The decision is in the store by then."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from hybriddesk.desk.place import DeskContext
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed

SETTLE_MS = 1_500


class Tracer(QObject):
    """One look at a time. What a look misses, the next one or the next start finds."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = self._again = False
        self._pause = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause.timeout.connect(self.look)
        self._pause.start()

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something; decisions in a row are one look."""
        if "decisions" in changed.tables:
            self._pause.start()

    def look(self) -> None:
        """Looks now."""
        self._again = self._looking
        if self._looking:
            return
        self._looking = True
        job = self._context.engine.job(self._context.workspace.diagnosing.catch_up)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        job.start()

    def stop(self) -> None:
        """The store is about to close."""
        self._pause.stop()
        self._again = False

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self._context.errors.show_fault(fault)

    def _ended(self) -> None:
        self._looking = False
        if self._again:
            self.look()
