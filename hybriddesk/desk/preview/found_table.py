"""One row per value: what was found, what stands for it, which rule found it, how sure it is, and the way to let it out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from hybriddesk.desk.preview.reading import Row, certainty
from hybriddesk.desk.preview.row_table import RowTable
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT
from hybriddesk.desk.words import noop, number, translated
from hybriddesk.privacy.kinds import KINDS
from hybriddesk.privacy.rules.listing import RULES

HEADS = ("Found", "Replaced by", "Kind and rule", "Certainty", "")
WIDTHS = (25, 19, 32, 12, 12)
"""Shares of the width, in percent."""
ACT = 4

_KINDS = {kind.name: kind.label for kind in KINDS}
_RULES = {rule.name: rule.sentence for rule in RULES}
_PLAIN = {"look_alike": noop("CheckBeforeSending", "Looked like a token, so it was replaced")}
"""Rules that say in themselves why: their kind would only mislead."""


class FoundTable(RowTable):
    """``toggled(row)`` asks to let a value out in clear, or to hide it again; ``pointed(row)`` follows the current row."""

    toggled = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("found_table", _t("Values found, with their replacements"), [_t(head) for head in HEADS], parent)
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._toggle)
        self.currentCellChanged.connect(self._moved)
        theme.changed.connect(self._recolour)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """The values of this request."""
        at = max(0, self.currentRow())
        self._rows = rows
        self.blockSignals(True)  # filling is not pointing
        self.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for column, item in enumerate(self._items(row)):
                self.setItem(line, column, item)
            self.setRowHeight(line, self._theme.px(ROW_HEIGHT["table"]))
        if rows:
            self.setCurrentCell(min(at, len(rows) - 1), 0)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Delete} and 0 <= self.currentRow() < len(self._rows):
            self.toggled.emit(self._rows[self.currentRow()])
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # handed on as it came
        for column, share in enumerate(WIDTHS):
            self.setColumnWidth(column, self.viewport().width() * share // 100)

    def _recolour(self) -> None:
        self.show_rows(self._rows)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == ACT:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        self.toggled.emit(self._rows[index.row()])

    def _moved(self, row: int, _column: int, _before_row: int, _before_column: int) -> None:
        if 0 <= row < len(self._rows):
            self.pointed.emit(self._rows[row])

    def _items(self, row: Row) -> list[QTableWidgetItem]:
        theme = self._theme
        found = row.value if row.count == 1 else f"{row.value}  ×{number(row.count)}"
        value = _item(found, row.value)
        token = _item(row.token or _t("leaves in clear"))
        token.setForeground(theme.colour("pii" if row.token else "bad"))
        kind = _item(_kind_and_rule(row), _t(_RULES.get(row.rule, "")))
        sure = _item(_t(certainty(row.score)))
        for item in (kind, sure):
            item.setForeground(theme.colour("text2"))
        act = _item(_t("Let it out") if row.token else _t("Hide again"), _t("Space or Delete"))
        act.setForeground(theme.colour("accent"))
        return [value, token, kind, sure, act]


def _kind_and_rule(row: Row) -> str:
    if row.rule in _PLAIN:
        return _t(_PLAIN[row.rule])
    return f"{_t(_KINDS.get(row.kind, row.kind))} ({row.rule.replace('_', ' ')})"


def _item(text: str, hint: str = "") -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    if hint:
        item.setToolTip(hint)
    return item


def _t(text: str) -> str:
    return translated(text, "CheckBeforeSending")
