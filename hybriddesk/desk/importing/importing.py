"""The way in from everywhere: a command, a button, or files dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
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

    @classmethod
    def of(cls, context: DeskContext, window: QWidget) -> ImportDoor:
        """The one of this opened desk; it lives and dies with the registry."""
        found = context.registry.findChild(cls)
        return found if isinstance(found, cls) else cls(context, window)

    def open(self, paths: Sequence[str] = ()) -> None:
        """Shows the sheet, and reads the files if there are any."""
        if self.sheet is None:
            self.sheet = ImportSheet(self._context, self.drafts, self._window.window())
            self.destroyed.connect(self.sheet.deleteLater)
        self.sheet.open_with(paths)


def open_import(context: DeskContext, paths: Sequence[str], parent: QWidget) -> None:
    """Opens the import sheet over ``parent``'s window; no paths asks for files."""
    ImportDoor.of(context, parent).open(paths)
