"""Keeps the queue's list true to the store, and reads it anew only when a change can have moved something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.worktable import Run
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import DONE_STATES, Changed, ReviewRow
from hybriddesk.vault.queue import Order, View

MOST = 16
"""Changed rows looked at one by one; more of them are a batch or an import, and the whole list is read."""

_Wanted = tuple[View, Order, str]


class Listing(QObject):
    """A claim, its return and an autosave touch the store at every step through the queue and move no row: those cost one small read
    here, not the list of 100,000. While one reading is under way, all further wishes become one more."""

    shown = Signal()
    """The list is there, or there anew."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, queue: QueuePane, read_rows: Callable[[Sequence[str]], Iterable[ReviewRow]], run: Run,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._queue, self._read_rows, self._run = context, queue, read_rows, run
        self._listed_for: _Wanted | None = None
        self._wanted_row: str | None = None
        self._reading = self._again = self._grouping = False
        self.needs = 0

    def on_changed(self, changed: Changed) -> None:
        """A commit touched the entries."""
        if self._reading or not 0 < len(changed.ids) <= MOST or not self._stayed(tuple(changed.ids)):
            self._queue.model.forget(changed.ids)
            self.refresh()

    def refresh(self) -> None:
        """Reads the list and its count anew, on the engine thread."""
        self._again = self._reading
        if self._reading:
            return
        self._reading = True
        reviews, wanted, sought = self._context.workspace.reviews, self._wanted(), self._wanted_row
        overlapping = self._context.workspace.reviewing.overlapping

        async def read() -> tuple[dict[str, int], Sequence[str], bool]:
            person = overlapping.person
            return reviews.counts(person), reviews.ids(*wanted, person), sought is not None and overlapping.waits(sought)

        self._run(read, lambda found: self._read(wanted, *found), self._not_read)

    def look_for(self, review_id: str) -> None:
        """Makes this entry the current row, in another view if it stands there."""
        self._wanted_row = review_id
        self.refresh()

    def _wanted(self) -> _Wanted:
        return self._queue.view, self._queue.order, self._queue.filter.text()

    def _stayed(self, ids: Sequence[str]) -> bool:
        """Whether these rows stand where they stood; one that only looks different is painted anew."""
        model, now = self._queue.model, {row.id: row for row in self._read_rows(ids)}
        settled = {"done": DONE_STATES, "differ": DONE_STATES, "escalated": ("escalated",)}.get(self._queue.view, ("pending", "in_review"))
        for id_ in ids:
            at, row = model.index_of(id_).row(), now.get(id_)
            before = model.row_at(at) if at >= 0 else None
            if row is None or before is None or row.state not in settled or before.state not in settled:
                return False
            if _look(row) != _look(before):
                model.forget((id_,))
        return True

    def _read(self, wanted: _Wanted, counts: dict[str, int], ids: Sequence[str], second: bool) -> None:
        """A list that came too late for another view is dropped."""
        self._reading = False
        if wanted == self._wanted():
            keep, self._listed_for = wanted == self._listed_for, wanted
            self.needs = counts["needs"]
            self._queue.show_count(self.needs)
            self._queue.lanes.show_counts(counts)
            self._queue.show_ids(ids, keep=keep)
            if not self._again:  # a list from before the wish would send the search astray
                self._find_wanted_row(second=second)
            self.shown.emit()
            if wanted[1] == "alike":
                self._group()
        if self._again:
            self.refresh()

    def _group(self) -> None:
        """The list is there at once; drafts that are in no group yet take their places a little later."""
        if not self._grouping:
            self._grouping = True
            self._run(self._context.workspace.reviewing.alike.group, self._grouped, self._not_grouped)

    def _grouped(self, placed: int) -> None:
        self._grouping = False
        if placed:
            self.refresh()

    def _not_grouped(self, fault: Fault) -> None:
        self._grouping = False
        self.failed.emit(fault)

    def _not_read(self, fault: Fault) -> None:
        self._reading = self._again = False
        self.failed.emit(fault)

    def _find_wanted_row(self, *, second: bool) -> None:
        """The entry that was asked for may stand in another view, or (``second``) among the second looks."""
        wanted, self._wanted_row = self._wanted_row, None
        if wanted is None:
            return
        if self._queue.model.index_of(wanted).isValid():
            self._queue.choose(wanted)  # told: a list that is shown anew makes its first row current, and that one may be on its way to the desk
        elif self._queue.view != ("second" if second else "done"):
            self._queue.filter.clear()
            self._queue.show_view("second" if second else "done" if self._queue.view == "all" else "all")
            self.look_for(wanted)


def _look(row: ReviewRow) -> ReviewRow:
    """A claimed row is painted as a free one."""
    return replace(row, state="pending") if row.state == "in_review" else row
