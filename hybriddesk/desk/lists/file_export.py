"""A list as a file: a button that becomes a progress bar with Cancel while a worker thread writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.choosing import save_as
from hybriddesk.desk.sync.stopping import STOPPED, Stop
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Progress
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault

Tell = Callable[[int, int], None]
Write = Callable[[Path, Tell], Awaitable[int]]
"""Runs on the engine thread and writes whole or not at all; returns how many. Calling ``Tell`` with (done, all) may raise to stop it."""


@dataclass(frozen=True, slots=True)
class ExportWords:
    """``file`` is the proposed name without the date and its suffix; ``kinds`` as Qt's name filter; ``written(count, name)`` what the toast says."""

    button: str
    title: str
    file: str
    suffix: str
    kinds: str
    written: Callable[[int, str], str]


class FileExport(QWidget):
    """``name`` is what its button and bar are called by."""

    def __init__(self, context: DeskContext, name: str, words: ExportWords, write: Write, width: int = 300) -> None:
        super().__init__()
        self._context, self._words, self._write = context, words, write
        self._stop = Stop()
        self._any = False
        self.button = Button(context.theme, words.button, icon="download", name=f"{name}_export", act=self.choose_target)
        self.progress = Progress(context.theme, self.cancel, name=f"{name}_progress")
        self.progress.setFixedWidth(context.theme.px(width))
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
        name = f"hybriddesk-{self._words.file}-{datetime.now().astimezone():%Y-%m-%d}.{self._words.suffix}"
        save_as(self, self._words.title, Path.home() / name, self._words.kinds, self.write_to)

    def write_to(self, target: Path) -> None:
        """Writes everything to ``target``."""
        stop = self._stop = Stop()

        def tell(done: int, whole: int) -> None:
            stop.check()
            job.report((done, whole))

        job = self._context.engine.job(partial(self._write, target, tell), on_progress=lambda step: self._show(*step))
        job.done.connect(lambda count: self._context.toasts.show_toast(self._words.written(count, target.name)))
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._busy(on=False))
        self._busy(on=True)
        job.start()

    def cancel(self) -> None:
        """Stops at the next step; no file is left behind."""
        self._stop.ask()

    def _failed(self, fault: Fault) -> None:
        if fault.code == STOPPED:
            self._context.toasts.show_toast(translated("Stopped. No file was written.", "Lists"))
        else:
            self._context.errors.show_fault(fault)

    def _show(self, done: int, whole: int) -> None:
        self.progress.show_steps(done, whole, translated("Writing", "Lists"))

    def _busy(self, *, on: bool) -> None:
        self._show(0, 0)
        self.progress.setVisible(on)
        self.allow(self._any)
