"""Files on their way to become sources: how far it is, Cancel, and at the end what came of it, file by file where one could not be read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.importing.faults_table import FaultsTable
from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.knowledge.source_reads import from_files
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, Progress
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.workflow.knowing import Added

MOST_ROWS, ROW, HEAD = 4, 44, 34
Tell = Callable[[int, int], None]
Work = Callable[[Tell], Awaitable[Added]]


class Adding(Card):
    """One job at a time; what is asked for meanwhile follows. Hidden while there is nothing to say. ``ended`` follows the last one."""

    ended = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_adding")
        self._context = context
        self._job: Job | None = None
        self._waiting: list[tuple[Work, str]] = []
        self._stopped = self._held_focus = False
        theme = context.theme
        self.setAccessibleName(tr("Adding sources"))
        self.progress = Progress(theme, self.cancel, name="adding")
        self.outcome = Outcome(theme, "adding_outcome")
        self.close_button = Button(theme, kind="icon", icon="x", label=tr("Close"), name="adding_close", act=self.hide)
        self.faults = FaultsTable(theme)
        self.faults.setObjectName("adding_faults")
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.outcome, 1, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(16, 10, 12, 10)
        self.body.setSpacing(8)
        self.body.addWidget(self.progress)
        self.body.addLayout(said)
        self.body.addWidget(self.faults)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def add(self, paths: Sequence[Path]) -> None:
        """Reads files and folders and keeps what is in them."""
        knowing = self._context.workspace.knowing
        self._begin(lambda tell: knowing.add(paths, tell), tr("Reading files"))

    def again(self, ids: Sequence[str]) -> None:
        """Reads the files of these sources again."""
        if ids:
            self._begin(lambda tell: self._again(ids, tell), tr("Reading again"))

    def cancel(self) -> None:
        """Stops; what was read until then stays."""
        self._waiting.clear()
        if self._job is not None:
            self._stopped = True
            self._held_focus = self.window().focusWidget() is self.progress.stop  # it loses it with the next line
            self.progress.stop.setEnabled(False)
            self._job.cancel()

    async def _again(self, ids: Sequence[str], tell: Tell) -> Added:
        sources: list[str] = []
        faults: list[Any] = []
        same = 0
        files = await anyio.to_thread.run_sync(partial(from_files, self._context.workspace.db, ids))
        for at, one in enumerate(files):
            tell(at, len(files))
            try:
                read = await self._context.workspace.knowing.refresh(one)
            except Refused as fault:
                if fault.code != "knowledge.unknown_source":
                    raise
                continue  # removed meanwhile
            sources += read.sources
            faults += read.faults
            same += read.same
        return Added(tuple(sources), same, tuple(faults))

    def _begin(self, work: Work, words: str) -> None:
        if self._job is not None:
            self._waiting.append((work, words))
            return
        self._stopped = False
        job = self._job = self._context.engine.job(
            lambda: work(lambda done, whole: job.report((done, whole))), on_progress=lambda step: self._show_step(words, *step),
        )
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        self.outcome.clear()
        self.faults.hide()
        self.close_button.hide()
        self.progress.stop.setEnabled(True)
        self._show_step(words, 0, 0)
        self.progress.show()
        self.show()
        job.start()

    def _show_step(self, words: str, done: int, whole: int) -> None:
        said = tr("{words}: {n} of {all}").format(words=words, n=number(done), all=number(whole)) if whole else words
        self.progress.show_steps(done, whole, said)
        self.progress.bar.setVisible(bool(whole) or not self._context.theme.reduce_motion)

    def _done(self, added: Added) -> None:
        self._stopped = False
        said = added_words(added)
        if added.faults or not added.sources:
            self.outcome.plain(said)
        else:
            self.outcome.good(said)
        self.faults.faults.show_faults(added.faults)
        self.faults.setVisible(bool(added.faults))
        rows = min(len(added.faults), MOST_ROWS)
        self.faults.setFixedHeight(self._context.theme.px(HEAD + rows * ROW))

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.outcome.bad(fault)

    def _over(self) -> None:
        self._job = None
        if self._stopped:
            self.outcome.plain(tr("Stopped. What was read until then is among your sources."))
        if self._waiting:
            self._begin(*self._waiting.pop(0))
            return
        held = self._held_focus or self.window().focusWidget() is self.progress.stop
        self._held_focus = False
        self.progress.hide()
        self.close_button.show()
        if held:
            self.close_button.setFocus()
        self.ended.emit()


def added_words(added: Added) -> str:
    """What came of it, in one line."""
    parts = []
    if added.sources or not (added.same or added.faults):
        parts.append(counted(len(added.sources), "1 source read.", "{n} sources read.") if added.sources else tr("Nothing to read was found."))
    if added.same:
        parts.append(counted(added.same, "1 was there already, unchanged.", "{n} were there already, unchanged."))
    if added.faults:
        parts.append(counted(len(added.faults), "1 could not be read.", "{n} could not be read."))
    return " ".join(parts)
