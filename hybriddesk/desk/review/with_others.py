"""All that the Review place does for several people, put together: who reviews, lanes, second looks, disagreements, notes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.agreement_page import AgreementPage
from hybriddesk.desk.review.bench import Bench
from hybriddesk.desk.review.handing_card import HandingCard
from hybriddesk.desk.review.inspector import Inspector
from hybriddesk.desk.review.lane_words import lane_words
from hybriddesk.desk.review.noting import Noting
from hybriddesk.desk.review.panes import Panes
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.settling import Settling
from hybriddesk.desk.review.switching import Switching
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.vault.lanes import Lane
from hybriddesk.workflow.overlapping import Agreement
from hybriddesk.workflow.reviewing import Opened


class WithOthers(QObject):
    """``asking`` carries the page to show over the desk, or None for the desk itself."""

    asking = Signal(object)
    wanted = Signal(str)
    """An id to put on the desk, wherever it stands."""
    switched = Signal()
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, table: Worktable, queue: QueuePane, bench: Bench, inspector: Inspector, run: Run,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._queue, self._bench, self._run = context, queue, bench, run
        self._inspector, self._table = inspector, table
        self.switching = Switching(context, queue.reviewer, table.clear, run, self)
        self.settling = Settling(context, table, run, self)
        self.handing = HandingCard(context, run)
        self.page = AgreementPage(context.theme, self.handing)
        self.page.left.connect(lambda: self.asking.emit(None))
        self.noting: Noting | None = None
        self.settling.asking.connect(self.asking)
        self.settling.settled.connect(self.wanted)
        self.switching.switched.connect(lambda: self._inspector.notes.seat(queue.reviewer.currentText()))
        self.switching.switched.connect(self.switched)
        for part in (self.switching, self.settling, self.handing):
            part.failed.connect(self.failed)

    def take_notes(self, panes: Panes) -> None:
        """Notes need the inspector in sight, which the panes know how to show."""
        self.noting = Noting(self._context, self._table, self._bench, self._inspector.notes, partial(panes.show_tab, "notes"), self._run, self)
        self.noting.failed.connect(self.failed)
        self._inspector.notes.field.left.connect(self._queue.take_focus)

    def note(self) -> None:
        """Starts a note about the draft on the desk."""
        assert self.noting is not None
        self.noting.start()

    def show_lane(self, lane: Lane) -> None:
        """Puts a lane in force, by keyboard; its first draft comes onto the desk, and what lay there is saved and given back."""
        if self._queue.view != lane:
            self._table.clear()
        self._queue.show_view(lane)
        self._queue.wanted.emit()
        self._queue.take_focus()

    def opened(self, opened: Opened) -> None:
        """Says what is special about the draft on the desk, and asks at once where two reviewers disagree."""
        hours = self._context.setting("review.escalation_hours") or 8
        self._bench.lane.say(lane_words(opened, hours, round(datetime.now(UTC).timestamp() * 1_000)))
        if self._queue.view == "differ":
            self.settling.ask()

    def agreement(self) -> None:
        """Shows how far the reviewers agree."""
        overlapping = self._context.workspace.reviewing.overlapping

        async def read() -> tuple[Agreement, ...]:
            return overlapping.agreement()

        self._run(read, self._show_agreement, self.failed.emit)

    def _show_agreement(self, found: tuple[Agreement, ...]) -> None:
        self.asking.emit(self.page)
        self.page.show_pairs(found)

    def close(self) -> None:
        """Back to the desk: another draft was asked for."""
        self.settling.leave()
