"""The error log as a file: one JSON document, written in a worker thread."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import anyio.to_thread
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.monitor.error_reads import export_log
from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.choosing import save_as
from hybriddesk.desk.sync.stopping import STOPPED, Stop
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Progress
from hybriddesk.records.errors import Fault


class ErrorExport(QWidget):
    """A button that becomes a progress bar with Cancel."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._stop = Stop()
        self._any = False
        self.button = Button(context.theme, tr("Export as JSON"), icon="download", name="errors_export", act=self.choose_target)
        self.progress = Progress(context.theme, self.cancel, name="errors_progress")
        self.progress.setFixedWidth(context.theme.px(300))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.progress)
        row.addWidget(self.button)
        self._busy(on=False)

    def allow(self, anything: bool) -> None:
        """Whether there is something to export."""
        self._any = anything
        self.button.setEnabled(anything and self.progress.isHidden())

    def choose_target(self) -> None:
        """Asks where to write."""
        name = f"hybriddesk-errors-{datetime.now().astimezone():%Y-%m-%d}.json"
        save_as(self, tr("Export the error log"), Path.home() / name, tr("JSON (*.json)"), self.write_to)

    def write_to(self, target: Path) -> None:
        """Writes the whole log to ``target``."""
        db, stop = self._context.workspace.db, Stop()
        self._stop = stop

        def tell(done: int, whole: int) -> None:
            stop.check()
            job.report((done, whole))

        job = self._context.engine.job(
            partial(anyio.to_thread.run_sync, partial(export_log, db, target, tell)),
            on_progress=lambda step: self.progress.show_steps(step[0], step[1], tr("Writing")),
        )
        job.done.connect(lambda count: self._context.toasts.show_toast(
            counted(count, "1 kind of trouble written to {file}", "{n} kinds of trouble written to {file}", file=target.name)))
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._busy(on=False))
        self._busy(on=True)
        job.start()

    def cancel(self) -> None:
        """Stops at the next step; no file is left behind."""
        self._stop.ask()

    def _failed(self, fault: Fault) -> None:
        if fault.code == STOPPED:
            self._context.toasts.show_toast(tr("Stopped. No file was written."))
        else:
            self._context.errors.show_fault(fault)

    def _busy(self, *, on: bool) -> None:
        self.progress.show_steps(0, 0, tr("Writing"))
        self.progress.setVisible(on)
        self.allow(self._any)
