"""What a person can do with sources: choose files, paste a text, rename, remove and bring back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from hybriddesk.desk.knowledge.adding import Adding
from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.knowledge.text_sheet import TextSheet
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.choosing import open_files, open_folder
from hybriddesk.vault.knowledge import SourceRow
from hybriddesk.workflow.intake import kinds


class SourceActs(QObject):
    """``sheet`` is the one in sight, or None."""

    def __init__(self, context: DeskContext, adding: Adding, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._adding, self._page = context, adding, page
        self.sheet: TextSheet | None = None

    def choose_files(self) -> None:
        """The file dialog; several at once."""
        endings = " ".join(f"*{ending}" for ending in kinds())
        open_files(self._page, tr("Choose files"), f"{tr('Sources')} ({endings});;{tr('All files')} (*)", self._adding.add)

    def choose_folder(self) -> None:
        """The folder dialog; all that can be read in it and below."""
        open_folder(self._page, tr("Choose folder"), lambda path: self._adding.add([path]))

    def paste(self) -> None:
        """A sheet for a text and its name."""
        self._show(TextSheet(self._context, self._page.window(), self._add_text, with_text=True))

    def rename(self, row: SourceRow) -> None:
        """A sheet for another name."""
        knowing = self._context.workspace.knowing
        self._show(TextSheet(self._context, self._page.window(), lambda name, _text: knowing.rename(row.id, name), name=row.name))

    def remove(self, ids: Sequence[str]) -> None:
        """Takes sources away; the toast brings them back."""
        knowing = self._context.workspace.knowing
        if ids:
            said = counted(len(ids), "1 source removed", "{n} sources removed")
            self._run(lambda: knowing.remove(ids), partial(self._removed, tuple(ids), said))

    def settings(self) -> None:
        """Which requests use sources, and how many passages go along."""
        self._context.go_to("settings", section="knowledge")

    def close(self) -> None:
        """Takes a sheet and a file dialog away, with all they show."""
        if self.sheet is not None:
            self.sheet.reject()
        for dialog in self._page.findChildren(QFileDialog):
            dialog.reject()

    async def _add_text(self, name: str, text: str) -> object:
        return await self._context.workspace.knowing.add_text(name, text)

    def _show(self, sheet: TextSheet) -> None:
        self.close()
        self.sheet = sheet
        sheet.finished.connect(lambda _result: self._closed(sheet))
        sheet.open()

    def _closed(self, sheet: TextSheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
        if sheet.made:
            self._context.toasts.show_toast(tr("Source added"))

    def _removed(self, ids: tuple[str, ...], said: str, _none: object) -> None:
        knowing = self._context.workspace.knowing
        self._context.toasts.show_toast(said, undo=lambda: self._run(lambda: knowing.put_back(ids), lambda _none: None))

    def _run(self, work: Callable[[], Awaitable[Any]], done: Callable[[Any], object]) -> None:
        job = self._context.engine.job(work)
        job.done.connect(done)
        job.failed.connect(self._context.errors.show_fault)
        job.start()
