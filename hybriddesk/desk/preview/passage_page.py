"""The passages of the person's own sources for one request: those that go along, those held back and why, and the way to change either."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableWidgetItem, QVBoxLayout, QWidget

from hybriddesk.desk.passage_words import tr, why
from hybriddesk.desk.preview.row_table import RowTable
from hybriddesk.desk.preview.sheet_layout import framed
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.knowledge import SECRET, Gathered, Passage

HEADS = ("Source", "Passage", "With this request", "")
WIDTHS = (20, 34, 28, 18)
"""Shares of the width, in percent."""
ACT = 3
LEAD = 160
"""Characters of a passage in its row; the whole of it stands below."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage, and why it was held back; an empty ``code`` for one that goes along."""

    passage: Passage
    code: str

    @property
    def fixed(self) -> bool:
        """Whether nobody may take it along: what holds a password or key stays here."""
        return self.code == SECRET


class PassageTable(RowTable):
    """``toggled(row)`` asks to leave a passage out or to take it along; ``pointed(row)`` follows the current row."""

    toggled = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__("passage_table", tr("Passages from your sources"), [tr(head) for head in HEADS])
        self._theme = theme
        self.rows: tuple[Row, ...] = ()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self._toggle(index.row()))
        self.currentCellChanged.connect(lambda row, *_others: self._point(row))
        theme.changed.connect(self._show_again)

    def _show_again(self) -> None:
        self.show_rows(self.rows)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Those that go along first, as they are numbered in the request."""
        at = max(0, self.currentRow())
        self.rows = rows
        self.blockSignals(True)  # filling is not pointing
        self.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for column, item in enumerate(self._items(line, row)):
                self.setItem(line, column, item)
            self.setRowHeight(line, self._theme.px(ROW_HEIGHT["table"]))
        if rows:
            self.setCurrentCell(min(at, len(rows) - 1), 0)
        self.blockSignals(False)
        self._point(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Delete}:
            self._toggle(self.currentRow())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # handed on as it came
        for column, share in enumerate(WIDTHS):
            self.setColumnWidth(column, self.viewport().width() * share // 100)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == ACT:
            self._toggle(index.row())

    def _toggle(self, row: int) -> None:
        if 0 <= row < len(self.rows) and not self.rows[row].fixed:
            self.toggled.emit(self.rows[row])

    def _point(self, row: int) -> None:
        if 0 <= row < len(self.rows):
            self.pointed.emit(self.rows[row])

    def _items(self, line: int, row: Row) -> list[QTableWidgetItem]:
        theme, one = self._theme, row.passage
        name = QTableWidgetItem(one.name if row.code else f"[{line + 1}] {one.name}")
        name.setToolTip(one.name)
        lead = QTableWidgetItem(" ".join(one.text[:LEAD].split()))
        lead.setForeground(theme.colour("text2"))
        state = QTableWidgetItem(tr("held back: {reason}").format(reason=why(row.code)) if row.code else tr("goes along"))
        state.setToolTip(state.text())
        state.setForeground(theme.colour("warn" if row.code else "ok"))
        act = QTableWidgetItem(tr("stays here") if row.fixed else tr("Take it along") if row.code else tr("Without this passage"))
        act.setForeground(theme.colour("text3" if row.fixed else "accent"))
        if not row.fixed:
            act.setToolTip(tr("Space or Delete"))
        return [name, lead, state, act]


class PassagePage(QWidget):
    """The table and, below it, the whole text of the passage in the current row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = PassageTable(theme)
        self.text = TextView(theme, tr("The whole passage (stays here)"))
        self.text.setObjectName("passage_text")
        self.table.pointed.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(framed(self.table), 3)
        column.addWidget(Label(tr("The whole passage (stays here)"), "hint", 600))
        column.addWidget(self.text, 2)

    def show_found(self, found: Gathered) -> None:
        """All that was found for the request."""
        self.table.show_rows((*(Row(one, "") for one in found.given), *(Row(one.passage, one.code) for one in found.held)))

    def _show(self, row: Row) -> None:
        if self.text.text() != row.passage.text:
            self.text.show_text(row.passage.text)
