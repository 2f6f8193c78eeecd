"""Every command with its keys, as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.commands.registry import Command, Registry, shown
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.words import translated

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class ShortcutModel(QAbstractTableModel):
    """Columns: what it does, where it works, its keys, whether they are the person's own."""

    def __init__(self, registry: Registry, place_title: Callable[[str], str]) -> None:
        super().__init__()
        self._registry, self._place_title = registry, place_title
        self._filter = ""
        self._commands: tuple[Command, ...] = ()
        self.refresh()

    def refresh(self, text: str | None = None) -> None:
        """Reads the registry anew; ``text`` leaves only commands in whose words, place or keys it stands."""
        self.beginResetModel()
        self._filter = self._filter if text is None else text.casefold().strip()
        self._commands = tuple(command for command in self._registry.all() if self._filter in " ".join(self._words(command)).casefold())
        self.endResetModel()

    def command(self, row: int) -> Command:
        """The command of a row."""
        return self._commands[row]

    def row_of(self, command_id: str) -> int:
        """The row of a command, -1 if the filter hides it."""
        return next((at for at, command in enumerate(self._commands) if command.id == command_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._commands)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_titles())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(self._commands[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return self._commands[index.row()].id
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _titles()[section]
        return None

    def _words(self, command: Command) -> tuple[str, str, str, str]:
        keys = self._registry.keys(command.id)
        return (
            translated(command.title, "Commands"), self._place_title(command.place) if command.place else tr("Everywhere"),
            ", ".join(_isolated(shown(key)) for key in keys), "" if is_default(self._registry, command) else tr("changed"),
        )


def is_default(registry: Registry, command: Command) -> bool:
    """Whether the keys are those the command came with."""
    return [shown(key) for key in registry.keys(command.id)] == [shown(key) for key in command.keys]


def _isolated(keys: str) -> str:
    """Between right-to-left words ``Ctrl+=`` would otherwise be turned around."""
    return f"\u2066{keys}\u2069" if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft else keys


def _titles() -> tuple[str, ...]:
    return (tr("Command"), tr("Works in"), tr("Keys"), "")
