"""Rows of one height in columns, painted by hand: for lists of any length, where a table of widgets would be too slow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT

PAD = 12
HEAD = 30
ISOLATE, ISOLATED = "\u2068", "\u2069"
"""Around a cell: "281 bytes" and dates keep their own order in a right-to-left window."""


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` of the width in percent; ``end`` puts the text at the far side, for figures."""

    title: str
    share: int
    end: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell. ``chip`` draws it as a word on a soft ground in the tone ``role``."""

    text: str
    role: str = "text"
    chip: bool = False


Cells = Callable[[Any], Sequence[Mark]]


class Columns(QObject):
    """Where the columns stand, mirrored for right-to-left languages; and the two fonts, made once per theme and zoom."""

    def __init__(self, theme: Theme, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.theme, self.columns = theme, tuple(columns)
        theme.changed.connect(self._measure)
        self._measure()

    def boxes(self, area: QRect, direction: Qt.LayoutDirection) -> tuple[QRect, ...]:
        """One rectangle a column."""
        pad = self.theme.px(PAD)
        whole, left, found = area.width() - 2 * pad, area.left() + pad, []
        for column in self.columns:
            width = whole * column.share // 100
            found.append(QStyle.visualRect(direction, area, QRect(left, area.top(), width - self.theme.px(8), area.height())))
            left += width
        return tuple(found)

    def alignment(self, column: Column, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
        """Start or end of the cell, as this direction reads."""
        side = Qt.AlignmentFlag.AlignRight if column.end else Qt.AlignmentFlag.AlignLeft
        return QStyle.visualAlignment(direction, side | Qt.AlignmentFlag.AlignVCenter)

    def _measure(self) -> None:
        self.plain, self.strong = self.theme.font("base"), self.theme.font("small", 600)
        self.plain_metrics, self.strong_metrics = QFontMetrics(self.plain), QFontMetrics(self.strong)


class ColumnsHead(QWidget):
    """The titles over ``rows``, each where its column stands: the list's scroll bar takes room from its rows, at the left where one reads
    from the right.
    """

    def __init__(self, columns: Columns, rows: QAbstractScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._viewport = columns, rows.viewport()
        self._viewport.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        columns.theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(0, self._columns.theme.px(HEAD))

    def area(self) -> QRect:
        """Over the rows, scroll bar left out."""
        left = self.mapFromGlobal(self._viewport.mapToGlobal(QPoint(0, 0))).x()
        return QRect(left, 0, self._viewport.width(), self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._columns.theme
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setFont(self._columns.strong)
        painter.setPen(theme.colour("text3"))
        for column, box in zip(self._columns.columns, self._columns.boxes(self.area(), self.layoutDirection()), strict=True):
            title = self._columns.strong_metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, self._columns.alignment(column, self.layoutDirection()), title)


class ColumnsDelegate(QStyledItemDelegate):
    """``cells(row)`` says what stands in each column of a row object."""

    def __init__(self, columns: Columns, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns, self._cells = columns, cells

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._columns.theme.px(ROW_HEIGHT["table"]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        row = index.data(ROW)
        if row is not None:
            boxes = self._columns.boxes(option.rect, option.direction)
            for column, box, mark in zip(self._columns.columns, boxes, self._cells(row), strict=True):
                draw = self._chip if mark.chip else self._text
                draw(painter, box, mark, self._columns.alignment(column, option.direction), option.direction)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, chosen = self._columns.theme, bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.colour("accent_soft" if chosen else "hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -2), 4, 4)

    def _text(self, painter: QPainter, box: QRect, mark: Mark, align: Qt.AlignmentFlag, _direction: Qt.LayoutDirection) -> None:
        painter.setFont(self._columns.plain)
        painter.setPen(self._columns.theme.colour(mark.role))
        shown = self._columns.plain_metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align, f"{ISOLATE}{shown}{ISOLATED}")

    def _chip(self, painter: QPainter, box: QRect, mark: Mark, _align: Qt.AlignmentFlag, direction: Qt.LayoutDirection) -> None:
        theme = self._columns.theme
        metrics = self._columns.strong_metrics
        words = metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, box.width() - 2 * theme.px(8))
        width, height = metrics.horizontalAdvance(words) + 2 * theme.px(8), metrics.height() + theme.px(3)
        near = QRect(box.left(), box.center().y() - height // 2 + 1, min(width, box.width()), height)
        shape = QRectF(QStyle.visualRect(direction, box, near))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{mark.role}_soft"))
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        painter.setFont(self._columns.strong)
        painter.setPen(theme.colour(mark.role))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, words)


class PeekList(QListView):
    """``peeked`` is True as long as V is held."""

    peeked = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers():
            if not event.isAutoRepeat():
                self.peeked.emit(True)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self.peeked.emit(False)
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.peeked.emit(False)


def column_list(name: str, label: str, model: QAbstractItemModel, columns: Columns, cells: Cells) -> PeekList:
    """A list view set up for such rows."""
    made = PeekList()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setModel(model)
    made.setItemDelegate(ColumnsDelegate(columns, cells, made))
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    columns.theme.changed.connect(made.scheduleDelayedItemsLayout)
    return made
