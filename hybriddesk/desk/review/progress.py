"""One's own progress and everybody's, under the title of the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run
from hybriddesk.desk.widgets.text import ElidedLabel
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault
from hybriddesk.vault.progress import Progress, progress

SOON_MS = 250


class ProgressLine(QObject):
    """Reads anew after each decision; wishes that come while it reads become one more."""

    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, label: ElidedLabel, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._label, self._run = context, label, run
        self._reading = self._again = False
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._count)
        label.hide()

    def refresh(self) -> None:
        """Counts on the engine thread, once the next draft had its turn."""
        self._soon.start()

    def _count(self) -> None:
        self._again = self._reading
        if self._reading:
            return
        self._reading = True
        workspace, (day, week) = self._context.workspace, starts(datetime.now().astimezone())

        async def read() -> Progress:
            return progress(workspace.db, workspace.reviewing.person, day, week)

        self._run(read, self._read, self._not_read)

    def _read(self, found: Progress) -> None:
        self._reading = False
        words = said(found)
        self._label.set_text(words)
        self._label.setVisible(bool(words))
        if self._again:
            self._count()

    def _not_read(self, fault: Fault) -> None:
        self._reading = self._again = False
        self.failed.emit(fault)


def starts(now: datetime) -> tuple[int, int]:
    """Midnight of today and of this week's Monday where ``now`` is, in milliseconds since 1970."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    week = day - timedelta(days=day.weekday())
    return int(day.timestamp() * 1_000), int(week.timestamp() * 1_000)


def said(found: Progress) -> str:
    """Nothing before the week's first decision; everybody's figures only where others decided too."""
    if not found.all_week:
        return ""
    mine = tr("You: {today} today, {week} this week").format(today=number(found.today), week=number(found.week))
    if found.seconds is not None:
        mine += " \u00b7 " + tr("{n} s each").format(n=number(found.seconds))
    if found.all_week == found.week:
        return mine
    return mine + " \u00b7 " + tr("all: {today}, {week}").format(today=number(found.all_today), week=number(found.all_week))
