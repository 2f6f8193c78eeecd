"""The way in from everywhere: a command, a button, or files dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.importing.batch import Drafts
from hybriddesk.desk.importing.sheet import ImportSheet
from hybriddesk.desk.place import DeskContext


class ImportDoor(QObject):
    """One per opened desk: it keeps the sheet, so that opening it again shows where the import stands."""

    def __init__(self, context: DeskContext, window: QWidget) -> None:
        super().__init__(context.registry)
        self._context, self._window = context, window
        self.drafts = Drafts.of(context, window)
        self.sheet: ImportSheet | None = None
        desk = context.registry.parent()
        if desk is not None:
            desk.installEventFilter(self)

    @classmethod
    def of(cls, context: DeskContext, window: QWidget) -> ImportDoor:
        """The one of this opened desk; it lives and dies with the registry."""
        found = context.registry.findChild(cls)
        return found if isinstance(found, cls) else cls(context, window)

    def open(self, paths: Sequence[str] = ()) -> None:
        """Shows the sheet, and reads the files if there are any."""
        if self.sheet is None:
            self.sheet = ImportSheet(self._context, self.drafts, self._window.window())
        self.sheet.open_with(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the desk is hidden when the store is locked: no word of an import may stay over the lock screen
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.drop()
        return super().eventFilter(watched, event)

    def drop(self) -> None:
        """Takes the sheet away with all it shows."""
        if self.sheet is not None:
            sheet, self.sheet = self.sheet, None
            sheet.reject()
            sheet.deleteLater()


def open_import(context: DeskContext, paths: Sequence[str], parent: QWidget) -> None:
    """Opens the import sheet over ``parent``'s window; no paths asks for files."""
    ImportDoor.of(context, parent).open(paths)
