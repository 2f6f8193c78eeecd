"""The whole ledger as a file: in clear, one JSON line a request, written in a worker thread and audited."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import anyio.to_thread
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.ledger_reads import export_ledger
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.sync.choosing import save_as
from hybriddesk.desk.sync.stopping import STOPPED, Stop
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Progress
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault


class LedgerExport(QWidget):
    """A button that becomes a progress bar with Cancel."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._stop = Stop()
        self._any = False
        self.button = Button(context.theme, tr("Export ledger"), icon="download", name="outgoing_export", act=self.choose_target)
        self.progress = Progress(context.theme, self.cancel, name="ledger_progress")
        self.progress.setFixedWidth(context.theme.px(360))
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
        name = f"hybriddesk-ledger-{datetime.now().astimezone():%Y-%m-%d}.jsonl"
        save_as(self, tr("Export ledger"), Path.home() / name, tr("JSON lines (*.jsonl)"), self.write_to)

    def write_to(self, target: Path) -> None:
        """Writes every line to ``target`` and audits it."""
        workspace, stop = self._context.workspace, Stop()
        self._stop = stop

        def tell(done: int, whole: int) -> None:
            stop.check()
            job.report((done, whole))

        async def write() -> int:
            count = await anyio.to_thread.run_sync(partial(export_ledger, workspace.db, target, tell))
            workspace.audit.add("export.ledger", "", count=count, format="jsonl")
            return count

        job = self._context.engine.job(write, on_progress=lambda step: self.progress.show_steps(step[0], step[1], tr("Writing")))
        job.done.connect(lambda count: self._context.toasts.show_toast(
            tr("{n} requests written to {file}").format(n=number(count), file=target.name)))
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
