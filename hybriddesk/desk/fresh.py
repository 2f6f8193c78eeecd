"""Keeps a page fresh: read off the window's thread, several changes once, and none while the page is out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.place import DeskContext
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed

SETTLE_MS, SLOW_MS = 150, 1_500


class Fresh(QObject):
    """``reading`` makes a job, not started; ``show`` gets what it found. Ask first by ``refresh``.

    A change of ``tables`` is what the person did on the page and shows at once; ``slow`` ones change all the time while work goes on,
    and figures over months need not follow each of them: they wait for ``slow_ms`` from the first change.
    """

    def __init__(
        self, context: DeskContext, page: QWidget, tables: frozenset[str], slow: frozenset[str], reading: Callable[[], Job], show: Callable[[Any], object],
        slow_ms: int = SLOW_MS,
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._tables, self._slow = context, page, tables, slow
        self._reading, self._show, self._slow_ms = reading, show, slow_ms
        self._job: Job | None = None
        self._again = self._stale = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        page.installEventFilter(self)

    @property
    def reading(self) -> bool:
        """Whether something is being read, or about to be."""
        return self._job is not None or self._pause.isActive()

    def refresh(self) -> None:
        """Reads anew; while a reading is under way, once more after it."""
        self._pause.stop()
        self._stale = False
        if self._job is not None:
            self._again = True
            return
        job = self._job = self._reading()
        job.done.connect(self._show)
        job.failed.connect(self.failed)
        job.ended.connect(self._ended)
        job.start()

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        quick = bool(changed.tables & self._tables)
        if not quick and not changed.tables & self._slow:
            return
        if not self._page.isVisible():
            self._stale = True
        elif quick:
            self._pause.start(SETTLE_MS)
        elif not self._pause.isActive():
            self._pause.start(self._slow_ms)

    def failed(self, fault: Fault) -> None:
        """Says so, unless the store is being locked: then this page is about to go."""
        if fault.code != "vault.locked":
            self._context.errors.show_fault(fault)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self.refresh()
        return super().eventFilter(watched, event)

    def _ended(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.refresh()
