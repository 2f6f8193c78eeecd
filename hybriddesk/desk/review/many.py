"""All that the Review place does with many drafts at once, put together: picking, deciding together, carrying an edit over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.bulk_page import BulkPage
from hybriddesk.desk.review.candidates_page import CandidatesPage
from hybriddesk.desk.review.carry_page import CarryPage
from hybriddesk.desk.review.carrying import CarryingOver
from hybriddesk.desk.review.choosing import Choosing
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.picked import Picked
from hybriddesk.desk.review.picking import PickedStrip, Picking
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.together import DecidingTogether
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.desk.words import number


class Many(QObject):
    """``asking`` carries the page to show over the desk, or None for the desk itself."""

    asking = Signal(object)
    decided = Signal(object)
    """``Outcome``."""
    kept = Signal(str)
    """The id of the one of two drafts that was kept."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, table: Worktable, queue: QueuePane, picked: Picked, run: Run,
        keys: Callable[[str], str], parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._queue, self._run = context, queue, run
        self.picked = picked
        self.page = BulkPage(context.theme, keys)
        self.together = DecidingTogether(context, table, picked, self.page, run, self)
        self.carry_page = CarryPage(context.theme, keys("review.approve"))
        self.carrying = CarryingOver(context, table, self.carry_page, run, self)
        self.candidates_page = CandidatesPage(context.theme)
        self.choosing = Choosing(context, table, self.candidates_page, run, self)
        self.choosing.kept.connect(self.kept)
        self.strip = PickedStrip(context.theme, lambda: self.together.ask("approve"), picked.clear, keys)
        queue.add_foot(self.strip)
        self.picking = Picking(queue, picked, self.strip, context.toasts.show_toast, self)
        self._parts: tuple[DecidingTogether | CarryingOver | Choosing, ...] = (self.together, self.carrying, self.choosing)
        pages: tuple[QWidget, ...] = (self.page, self.carry_page, self.candidates_page)
        for at, page in enumerate(pages):
            part = self._parts[at]
            part.asking.connect(lambda asking, page=page: self.asking.emit(page if asking else None))
            part.failed.connect(self.failed)
        self.together.decided.connect(self.decided)
        self.carrying.decided.connect(self.decided)

    @property
    def open(self) -> bool:
        """Whether a page asks."""
        return any(part.open for part in self._parts)

    def confirm(self) -> None:
        """Says yes to the page that asks."""
        for part in self._parts:
            if part.open:
                part.confirm()

    def close(self) -> None:
        """Back to the desk: another draft was asked for."""
        for part in self._parts:
            part.leave()

    def pick_alike(self) -> None:
        """Picks the current row and the open drafts that are alike."""
        current, alike = self._queue.current(), self._context.workspace.reviewing.alike
        if self.picking.possible and current:
            self._run(lambda: alike.like(current), lambda found: self._pick(current, found), self.failed.emit)

    def _pick(self, current: str, found: tuple[str, ...]) -> None:
        self.picked.clear()
        self.picked.add((current, *found))
        words = tr("1 draft is alike") if len(found) == 1 else tr("{n} drafts are alike").format(n=number(len(found)))
        self._context.toasts.show_toast(words)
