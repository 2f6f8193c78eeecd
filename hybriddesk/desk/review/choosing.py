"""Choosing between two drafts of one request."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.candidates_page import CandidatesPage
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Review
from hybriddesk.workflow.candidates import Keep, Pair


class Choosing(QObject):
    """``asking`` opens or closes the page over the desk; ``kept`` carries the id of the draft that was kept."""

    asking = Signal(bool)
    kept = Signal(str)
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, table: Worktable, page: CandidatesPage, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._table, self._page, self._run = context, table, page, run
        self._reviewing = context.workspace.reviewing
        self._pair: Pair | None = None
        self.time = ActiveTime()
        page.chosen.connect(self._choose)
        page.left.connect(self.leave)

    @property
    def open(self) -> bool:
        """Whether the page asks."""
        return self._pair is not None

    def ask(self, review_id: str = "") -> None:
        """Shows the draft on the desk, or the one named, beside the one it replaced."""
        wanted = review_id or self._table.review_id
        if wanted and not self.open and not self._table.deciding:
            self._run(lambda: self._reviewing.candidates.pair(wanted), lambda pair: self._ask(pair, quiet=bool(review_id)), self.failed.emit)

    def confirm(self) -> None:
        """Ctrl+Return approves nothing here: which of the two is the question."""

    def keep(self, which: Keep) -> None:
        """Keeps one of the two, if the page asks."""
        if self.open:
            self._page.choose(which)

    def leave(self) -> None:
        """Back to the desk; both stay as they are."""
        if self.open:
            self._pair = None
            self.asking.emit(False)

    def _ask(self, pair: Pair | None, *, quiet: bool) -> None:
        if pair is None:
            if not quiet:
                self._context.toasts.show_toast(tr("There is no earlier draft of this request to compare with."))
            return
        self._pair = pair
        self.time.restart()
        self.asking.emit(True)
        self._page.ask(pair)

    def _choose(self, which: str) -> None:
        pair, reviewing, seconds = self._pair, self._reviewing, self.time.seconds
        assert pair is not None
        self._table.autosave.flush()
        self._run(
            lambda: reviewing.candidates.choose(pair, cast("Keep", which), reviewing.person, seconds), self._chosen, self._not_chosen,
        )

    def _chosen(self, review: Review) -> None:
        self._context.toasts.show_toast(tr("Kept. The other draft stays under Done."))
        self.leave()
        self.kept.emit(review.id)

    def _not_chosen(self, fault: Fault) -> None:
        self._page.allow(choose=True)
        self.failed.emit(fault)
