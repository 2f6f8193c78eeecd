"""A plain table for a few hundred rows: columns by share of the width, rows of one height, texts that end in dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from hybriddesk.desk.lists.columns import ISOLATE, ISOLATED
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT


@dataclass(frozen=True, slots=True)
class Cell:
    """``role`` is a token of the theme; ``hint`` the whole text where the column may be too narrow."""

    text: str
    role: str = "text"
    hint: str = ""


class CellDelegate(QStyledItemDelegate):
    """Paints a cell in its own colour also where the row is chosen, which the style sheet would not."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        pad, font = self._theme.px(8), self._theme.font("base")
        box = option.rect.adjusted(pad, 0, -pad, 0)
        painter.setFont(font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole).color())
        shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, align, f"{ISOLATE}{shown}{ISOLATED}")
        painter.restore()


class PlainTable(QTableWidget):
    """``shares``: widths in percent, one a column. Read-only, one row at a time, reached and left by Tab."""

    def __init__(
        self, theme: Theme, name: str, label: str, heads: Sequence[str], shares: Sequence[int], parent: QWidget | None = None,
    ) -> None:
        super().__init__(0, len(heads), parent)
        self._theme, self._shares = theme, tuple(shares)
        self._cells: list[Sequence[Cell]] = []
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setHorizontalHeaderLabels(list(heads))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self._repaint)

    def show_cells(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Other rows; the current row keeps its number."""
        at = max(0, self.currentRow())
        self._cells = list(rows)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self.setItem(number, column, self._item(cell))
            self.setRowHeight(number, self._theme.px(ROW_HEIGHT["table"]))
        if rows:
            self.setCurrentCell(min(at, len(rows) - 1), 0)

    def height_for(self, rows: int) -> int:
        """Pixels that show this many rows and the head."""
        head = max(self.horizontalHeader().sizeHint().height(), self._theme.px(30))
        return head + rows * self._theme.px(ROW_HEIGHT["table"]) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, self.viewport().width() * share // 100)

    def _item(self, cell: Cell) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        item.setForeground(self._theme.colour(cell.role))
        item.setToolTip(cell.hint or cell.text)
        return item

    def _repaint(self) -> None:
        self.show_cells(self._cells)
