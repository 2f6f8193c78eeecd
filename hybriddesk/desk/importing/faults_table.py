"""What could not be read: file, row, what happened, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hybriddesk.desk.importing.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import of_code
from hybriddesk.records.work import SourceFault

COLUMNS = ("File", "Row", "What happened", "What to do")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FaultsModel(QAbstractTableModel):
    """Sentences are looked up when a row is painted, so that thousands of faults cost nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faults: Sequence[SourceFault] = ()

    def show_faults(self, faults: Sequence[SourceFault]) -> None:
        """Another list."""
        self.beginResetModel()
        self._faults = faults
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._faults)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        fault = self._faults[index.row()]
        if index.column() < 2:
            return (fault.source, fault.key)[index.column()]
        said = of_code(fault.code, dict(fault.facts))
        return (said.what, said.do)[index.column() - 2]


class FaultsTable(QTableView):
    """Read-only; a whole row is chosen at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_faults")
        self.setAccessibleName(tr("What could not be read"))
        self.faults = FaultsModel(self)
        self.setModel(self.faults)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(44))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((150, 64)):
            self.setColumnWidth(column, theme.px(width))
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
