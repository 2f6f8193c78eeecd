"""The latest events: when, what, which workflow and run, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hybriddesk.desk.home.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import DAY_MS, clock, date, of_code
from hybriddesk.records.figures import EventRow
from hybriddesk.workflow.senders import HELPER

COLUMNS = ("Time", "Event", "Workflow", "Run", "Result")
WIDTHS = {0: 88, 2: 120, 3: 80, 4: 112}
EVENT, RESULT = 1, 4
ROW, HEAD = 32, 32
RESULTS = {
    "ok": ("ok", "ok"), "review": ("review", "accent"), "returned": ("returned", "warn"), "recovered": ("recovered", "warn"),
    "failed": ("failed", "bad"), "unknown": ("unknown", "warn"), "cancelled": ("cancelled", "neutral"),
}
WORKFLOWS = {"reply": "Reply", "summary": "Summary", "sort": "Sort", "chat": "Conversation"}
HELPERS = {HELPER.name, HELPER.default_model}
TONE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EventsModel(QAbstractTableModel):
    """A handful of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: Sequence[EventRow] = ()
        self._now = 0

    def show_events(self, events: Sequence[EventRow], now_ms: int) -> None:
        """Another list."""
        self.beginResetModel()
        self._events, self._now = events, now_ms
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == TONE:
            return RESULTS.get(event.result, ("", "neutral"))[1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(event)[index.column()]
        return None

    def _words(self, event: EventRow) -> tuple[str, ...]:
        facts: dict[str, object] = {name: tr("built-in helper") if value in HELPERS else value for name, value in event.facts}
        recent = 0 <= self._now - event.at_ms < DAY_MS
        return (
            clock(event.at_ms) if recent else date(event.at_ms), of_code(event.code, facts).what,
            tr(WORKFLOWS[event.workflow]) if event.workflow in WORKFLOWS else event.workflow or "\u2014",
            f"r-{event.run[-4:].lower()}" if event.run else "\u2014", tr(RESULTS[event.result][0]) if event.result in RESULTS else event.result,
        )


class CellDelegate(QStyledItemDelegate):
    """Words in the order of the layout; the result on its soft ground."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        direction = option.direction
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        text = str(index.data())
        inside = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        painter.setFont(theme.font("base"))
        if index.column() == RESULT:
            painter.setFont(theme.font("small", 600))
            tone = str(index.data(TONE))
            width, height = painter.fontMetrics().horizontalAdvance(text) + theme.px(16), theme.px(18)
            chip = rect.adjusted(theme.px(4), (rect.height() - height) // 2, 0, 0)
            chip.setSize(QSize(width, height))
            chip = QStyle.visualRect(direction, rect, chip)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{tone}_soft"))
            painter.drawRoundedRect(QRectF(chip), height / 2, height / 2)
            painter.setPen(theme.colour("accent_text" if tone == "accent" else tone))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.setPen(theme.colour("text" if index.column() == EVENT else "text2"))
            fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            align = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(inside, align, fitted)
        painter.restore()


class EventsTable(QTableView):
    """As high as its rows: the page scrolls, the table does not."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.events = EventsModel(self)
        self.setObjectName("home_events")
        self.setAccessibleName(tr("Latest events"))
        self.setModel(self.events)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(EVENT, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._fit)
        self._fit()

    def show_events(self, events: Sequence[EventRow], now_ms: int) -> None:
        """Another list."""
        self.events.show_events(events, now_ms)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, px(width))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        self.setFixedHeight(px(HEAD) + px(ROW) * self.events.rowCount() + 4)
