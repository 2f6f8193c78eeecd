"""Notes at the desk: written, quoted from a text, gone to, taken away and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.bench import Bench
from hybriddesk.desk.review.notes_page import NotesPage
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.quoting import go_to, marked
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.vault.notes import About, Note


class Noting(QObject):
    """``show`` brings the page into sight."""

    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, table: Worktable, bench: Bench, page: NotesPage, show: Callable[[], object], run: Run,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._table, self._bench, self._page, self._show, self._run = context, table, bench, page, show, run
        self._service = context.workspace.reviewing.noting
        page.written.connect(self._written)
        page.removed.connect(self._remove)
        page.wanted.connect(self._go)

    def start(self) -> None:
        """The caret into the field, with the words that are marked as the passage."""
        if self._table.current is None:
            return
        about, words = marked(self._bench)
        self._show()
        if words:
            self._page.quote(about, words)
        self._page.field.setFocus()

    def _written(self, text: str, about: str, quote: str) -> None:
        version, current = self._table.version, self._table.current
        if version is None or current is None:
            return
        real = version.mask.clear if version.hideable else str
        self._run(
            lambda: self._service.add(current.review.id, real(text), cast("About", about), real(quote)), self._kept, self.failed.emit,
        )

    def _kept(self, notes: tuple[Note, ...]) -> None:
        self._page.taken()
        self._replace(notes)

    def _replace(self, notes: tuple[Note, ...]) -> None:
        """The notes of the draft on the desk; it may be another one by now."""
        current, version = self._table.current, self._table.version
        if current is None or version is None or any(note.review != current.review.id for note in notes):
            return
        self._table.current = replace(current, notes=notes)
        self._page.show_notes(notes, version.shown)

    def _remove(self, note: Note) -> None:
        self._run(lambda: self._service.remove(note), lambda notes: self._removed(note, notes), self.failed.emit)

    def _removed(self, note: Note, notes: tuple[Note, ...]) -> None:
        self._replace(notes)
        self._context.toasts.show_toast(tr("Note removed"), undo=lambda: self._bring_back(note))

    def _bring_back(self, note: Note) -> None:
        self._run(lambda: self._service.bring_back(note), self._replace, self.failed.emit)

    def _go(self, note: Note) -> None:
        version = self._table.version
        if version is not None and not go_to(self._bench, note.about, version.shown(note.quote)):
            self._context.toasts.show_toast(tr("These words do not stand there any more."))
