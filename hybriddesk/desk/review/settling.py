"""Settling where two reviewers disagree."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.settle_page import SettlePage
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import MapEntry
from hybriddesk.records.work import Review
from hybriddesk.vault.second_looks import BothVerdicts, Which


class Settling(QObject):
    """``asking`` carries the page to show over the desk, or None; ``settled`` the id of the entry, whose decision stands now."""

    asking = Signal(object)
    settled = Signal(str)
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, table: Worktable, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._table, self._run = context, table, run
        self._reviewing = context.workspace.reviewing
        self.page = SettlePage(context.theme)
        self._both: BothVerdicts | None = None
        self.page.chosen.connect(self._choose)
        self.page.left.connect(self.leave)

    @property
    def open(self) -> bool:
        """Whether the page asks."""
        return self._both is not None

    def ask(self) -> None:
        """Shows both decisions about the entry on the desk, if there are two."""
        current = self._table.current
        if current is not None and not self.open and not current.blind:
            review_id, entries = current.review.id, current.entries

            async def read() -> BothVerdicts:
                return self._reviewing.overlapping.both(review_id)

            self._run(read, lambda both: self._ask(both, entries), self.failed.emit)

    def leave(self) -> None:
        """Back to the desk; nothing is settled."""
        if self.open:
            self._both = None
            self.asking.emit(None)

    def _ask(self, both: BothVerdicts, entries: tuple[MapEntry, ...]) -> None:
        if both.review != self._table.review_id:
            return
        self._both = both
        self.asking.emit(self.page)
        self.page.ask(both, Mask(entries))

    def _choose(self, which: str) -> None:
        both = self._both
        assert both is not None
        self._run(lambda: self._reviewing.settle(both.review, cast("Which", which)), self._chosen, self._not_chosen)

    def _chosen(self, review: Review) -> None:
        self._context.toasts.show_toast(tr("Settled. Both decisions stay in the log."))
        self.leave()
        self.settled.emit(review.id)

    def _not_chosen(self, fault: Fault) -> None:
        self.page.allow(choose=True)
        self.failed.emit(fault)
