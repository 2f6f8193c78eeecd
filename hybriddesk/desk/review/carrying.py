"""Carrying an edit over to the like ones: looked at word by word, approved together, taken back as one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.bulk_words import said
from hybriddesk.desk.review.carry_page import CarryPage
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.errors import Fault
from hybriddesk.vault.bulk import Outcome
from hybriddesk.workflow.alike import Preview


class CarryingOver(QObject):
    """``asking`` opens or closes the page over the desk; ``decided`` follows when the store has it."""

    asking = Signal(bool)
    decided = Signal(object)
    """``Outcome``."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, table: Worktable, page: CarryPage, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._table, self._page, self._run = context, table, page, run
        self._reviewing = context.workspace.reviewing
        self._mine: tuple[str, str] | None = None
        self.time = ActiveTime()
        page.confirmed.connect(self._confirmed)
        page.left.connect(self.leave)

    @property
    def open(self) -> bool:
        """Whether the page asks."""
        return self._mine is not None

    def ask(self, text: str) -> None:
        """``text``: the version on the desk, as stored. Looks for like drafts and shows what it would make of them."""
        review_id = self._table.review_id
        if review_id is None or self.open:
            return
        self._table.autosave.flush()
        mine = (review_id, text)
        self._run(lambda: self._reviewing.alike.preview(*mine), lambda found: self._ask(mine, found), self.failed.emit)

    def confirm(self) -> None:
        """Says yes on the page."""
        self._page.confirm()

    def leave(self) -> None:
        """Back to the desk, where the edit still stands."""
        if self.open:
            self._mine = None
            self.asking.emit(False)

    def _ask(self, mine: tuple[str, str], found: tuple[Preview, ...]) -> None:
        if self._table.review_id != mine[0]:
            return
        if not found:
            self._context.toasts.show_toast(tr("No open draft is alike and has the places you changed."))
            return
        self._mine = mine
        self.time.restart()
        self.asking.emit(True)
        self._page.ask(found)

    def _confirmed(self) -> None:
        assert self._mine is not None
        texts, seconds = (self._mine, *self._page.texts), self.time.seconds
        self._run(lambda: self._reviewing.bulk.approve_edited(texts, seconds), self._decided, self._not_decided)

    def _decided(self, outcome: Outcome) -> None:
        undo = (lambda: self._table.undo_batch(outcome.batch)) if outcome.done else None
        self._context.toasts.show_toast(said("approve", outcome), undo=undo)
        self.decided.emit(outcome)
        self.leave()

    def _not_decided(self, fault: Fault) -> None:
        self._page.failed()
        self.failed.emit(fault)
