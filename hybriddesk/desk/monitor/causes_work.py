"""What the card about bad answers asks for: the entries behind a row, one of them on the desk, a look at older decisions."""

from __future__ import annotations

from contextlib import closing
from functools import partial

import anyio.to_thread
from PySide6.QtCore import QObject

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.monitor.causes_card import CausesCard, Row
from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import ReviewRow
from hybriddesk.vault.database import Database
from hybriddesk.vault.diagnoses import Wanted, diagnosed_ids
from hybriddesk.vault.queue import review_rows
from hybriddesk.workflow.judging import DAY_MS, SINCE_DAYS

MOST_ENTRIES = 50

Entries = tuple[tuple[str, ...], tuple[ReviewRow, ...]]


def read_entries(db: Database, row: Row) -> Entries:
    """Any thread: the ids behind a row, and the rows of the latest."""
    cause, workflow, version = row
    with closing(db.reader()) as reader:
        reader.begin()
        ids = tuple(diagnosed_ids(reader, Wanted(db.clock() - SINCE_DAYS * DAY_MS, cause or "", workflow, version)))
        return ids, review_rows(reader, ids[:MOST_ENTRIES])


class CausesWork(QObject):
    """The card with its jobs."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._asked: Row | None = None
        self.card = CausesCard(context.theme, self._cancel)
        self.card.wanted.connect(self.list)
        self.card.opened.connect(lambda review: context.go_to("review", review=review))
        self.card.back.connect(self.look_back)

    def list(self, row: Row) -> None:
        """Reads the entries behind a row; of several wishes the last is shown."""
        self._asked = row
        job = self._context.engine.job(partial(anyio.to_thread.run_sync, partial(read_entries, self._context.workspace.db, row)))
        job.done.connect(lambda found: self._listed(row, found))
        job.failed.connect(self._failed)
        job.start()

    def look_back(self) -> None:
        """Looks at the decisions of the time the card is about that nobody looked at yet."""
        if self._job is not None:
            return
        diagnosing, since = self._context.workspace.diagnosing, self._context.workspace.db.clock() - SINCE_DAYS * DAY_MS

        async def look() -> int:
            return await diagnosing.catch_up(since, lambda done, whole: job.report((done, whole)))

        job = self._job = self._context.engine.job(look, on_progress=lambda step: self.card.show_progress(*step))
        job.done.connect(self._looked)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self.card.show_progress(0, 1)
        job.start()

    def _listed(self, row: Row, found: Entries) -> None:
        if row == self._asked:
            self.card.show_entries(row, *found)

    def _looked(self, traced: int) -> None:
        self._context.toasts.show_toast(
            counted(traced, "1 more bad answer was traced.", "{n} more bad answers were traced.") if traced else tr("Nothing older was left to trace."),
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.card.show_progress(1, 1)

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self._context.errors.show_fault(fault)
