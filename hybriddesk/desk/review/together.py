"""Deciding about many drafts at once: looked over, asked about, carried out, taken back as one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.bulk_page import BulkPage
from hybriddesk.desk.review.bulk_words import Act, said
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.picked import Picked
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.errors import Fault
from hybriddesk.vault.bulk import Outcome, Together


class DecidingTogether(QObject):
    """``asking`` opens or closes the page over the desk; ``decided`` follows when the store has it."""

    asking = Signal(bool)
    decided = Signal(object)
    """``Outcome``."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, table: Worktable, picked: Picked, page: BulkPage, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._table, self._picked, self._page, self._run = context, table, picked, page, run
        self._bulk = context.workspace.reviewing.bulk
        self._open = False
        self.time = ActiveTime()
        page.confirmed.connect(self._confirmed)
        page.sample_wanted.connect(self.look)
        page.left.connect(self.leave)

    @property
    def open(self) -> bool:
        """Whether the page asks."""
        return self._open

    def ask(self, act: Act) -> None:
        """Looks the picked drafts over and asks about them. What was typed on the desk is saved first, so that it counts."""
        ids = self._picked.ids()
        if not ids:
            self._context.toasts.show_toast(tr("Pick drafts with X or Shift and the arrows first."))
            return
        self._table.autosave.flush()
        self._run(lambda: self._bulk.look_over(ids), lambda found: self._ask(act, found), self.failed.emit)

    def look(self) -> None:
        """Shows some of them, drawn at random, and others at the next call."""
        ids = self._page.ids
        if self._open and ids:
            self.time.sign()
            self._run(lambda: self._bulk.sample(ids), self._page.show_sample, self.failed.emit)

    def confirm(self) -> None:
        """Says yes on the page."""
        self._page.confirm()

    def leave(self) -> None:
        """Back to the desk; the drafts stay picked."""
        if self._open:
            self._open = False
            self.asking.emit(False)

    def _ask(self, act: Act, found: Together) -> None:
        self.time.restart()
        self._open = True
        self.asking.emit(True)
        self._page.ask(act, found)

    def _confirmed(self) -> None:
        act, ids, seconds, reason = self._page.act, self._page.ids, self.time.seconds, self._page.reason.text().strip()
        call = {
            "approve": lambda: self._bulk.approve(ids, seconds), "back": lambda: self._bulk.send_back(ids, reason, seconds),
            "escalate": lambda: self._bulk.escalate(ids, reason, seconds),
        }[act]
        self._run(call, lambda outcome: self._decided(act, outcome), self._not_decided)

    def _decided(self, act: Act, outcome: Outcome) -> None:
        self._picked.clear()
        undo = (lambda: self._table.undo_batch(outcome.batch)) if outcome.done else None
        self._context.toasts.show_toast(said(act, outcome), undo=undo)
        self.decided.emit(outcome)
        self.leave()

    def _not_decided(self, fault: Fault) -> None:
        self._page.failed()
        self.failed.emit(fault)
