"""Keeps the claim on the draft on the desk fresh while the person works, also while they only read."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.desk.shell.idle import IdleWatch
from hybriddesk.records.errors import Fault
from hybriddesk.workflow.reviewing import Reviewing

EVERY_MS = 60_000
"""Well below the five minutes after which a claim at rest is over."""


class Holding(QObject):
    """A key, a click or the wheel within the last minute renews the claim. Without one it runs out, and the draft is everybody's
    again; what was typed is in the store by then and stays."""

    failed = Signal(object)
    """A ``Fault``: somebody else took it meanwhile."""

    def __init__(self, table: Worktable, reviewing: Reviewing, place: QWidget, run: Run) -> None:
        super().__init__(place)
        self._table, self._reviewing, self._place, self._run = table, reviewing, place, run
        self._watch: IdleWatch | None = None
        self._lost: str | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """A minute has passed."""
        window = self._place.window().windowHandle()
        if self._watch is None and window is not None:
            self._watch = IdleWatch(window, self)
        elif self._watch is not None and self._watch.still():
            return
        review_id = self._table.review_id
        if review_id and review_id != self._lost and self._table.open_here and self._place.isVisible():
            self._run(lambda: self._reviewing.renew(review_id), lambda _done: None, lambda fault: self._taken(review_id, fault))

    def _taken(self, review_id: str, fault: Fault) -> None:
        """Said once."""
        self._lost = review_id
        self.failed.emit(fault)
