"""Paints one row of the queue: title and age, the request's first words, confidence and reason. All rows have one height."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.review.lane_words import due, who
from hybriddesk.desk.review.phrases import STATES, short, sure, tone, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT
from hybriddesk.desk.words import ago
from hybriddesk.records.ids import Clock
from hybriddesk.records.work import ReviewRow

MARGIN = 8
PADDING = 12


class QueueDelegate(QStyledItemDelegate):
    """Asks the theme at each paint, so that a switch needs a repaint only."""

    def __init__(
        self, theme: Theme, threshold: Callable[[], float], picked: Container[str], clock: Clock,
        within: Callable[[], float], parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._within = within
        self._theme, self._picked = theme, picked
        self._threshold = threshold
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, self._theme.px(ROW_HEIGHT["queue"]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        box = option.rect.adjusted(px(MARGIN), 1, -px(MARGIN), -1)
        row = index.data(ROW)
        picked = isinstance(row, ReviewRow) and row.id in self._picked
        self._background(painter, option, box, picked=picked)
        if isinstance(row, ReviewRow):
            self._row(_Pen(painter, option.direction, box.adjusted(px(PADDING), px(7), -px(PADDING), -px(7)), self._theme), row, picked=picked)
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, *, picked: bool) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or picked or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_soft" if chosen or picked else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if chosen:
            self._edge(painter, option.direction, box)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _edge(self, painter: QPainter, direction: Qt.LayoutDirection, box: QRect) -> None:
        """A bar at the near end: in high contrast the ground alone is too dark to tell the row from the others."""
        px = self._theme.px
        bar = QRect(box.left() + px(2), box.top() + px(8), px(3), box.height() - px(16))
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QStyle.visualRect(direction, box, bar), px(1.5), px(1.5))
        if self._theme.mode == "contrast":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 1))
            painter.drawRoundedRect(box, 6, 6)

    def _row(self, pen: _Pen, row: ReviewRow, *, picked: bool) -> None:
        pen.line_at(0)
        if picked:
            pen.tick()
        pen.text_right(ago(row.created_ms, self._clock()), "hint", "text2")
        pen.text(row.title, "base", "text", 600)
        pen.line_at(1)
        pen.text(row.snippet, "base", "text2")
        pen.line_at(2)
        if row.escalated_ms is None:
            pen.chip(sure(row.confidence), tone(row.confidence, self._threshold()))
            pen.text(reason(row), "hint", "text2")
        else:
            pen.chip(*due(row.escalated_ms, self._within(), self._clock()))
            pen.text(who(row), "hint", "text2")


def reason(row: ReviewRow) -> str:
    """Why a row is here: what was decided, else the first reason, else what was hidden."""
    words = tr(STATES[row.state]) if row.state in STATES else short(row.reason_code)
    return words or (tr("{n} PII items").format(n=row.hidden_count) if row.hidden_count else "")


class _Pen:
    """Draws along three lines of a row, mirrored for right-to-left languages."""

    def __init__(self, painter: QPainter, direction: Qt.LayoutDirection, box: QRect, theme: Theme) -> None:
        self._painter = painter
        self._direction = direction
        self._box = box
        self._theme = theme
        self._line = QRect()

    def line_at(self, number: int) -> None:
        """Start at one of three lines."""
        height = self._box.height() // 3
        self._line = QRect(self._box.left(), self._box.top() + number * height, self._box.width(), height)

    def tick(self) -> None:
        """The sign of a picked row at the near end; takes its room from the line."""
        side = self._theme.px(16)
        box = QRect(self._line.left(), self._line.center().y() - side // 2, side, side)
        ratio = self._painter.device().devicePixelRatioF()
        self._painter.drawPixmap(QStyle.visualRect(self._direction, self._box, box), self._theme.pixmap("check-check", "accent", 16, ratio))
        self._line.setLeft(self._line.left() + side + self._theme.px(6))

    def text(self, text: str, size: str, role: str, weight: int = 400) -> None:
        """Elided text over the rest of the line."""
        shown = self._use(size, role, weight).elidedText(text, Qt.TextElideMode.ElideRight, self._line.width())
        self._draw(self._line, Qt.AlignmentFlag.AlignLeft, shown)

    def text_right(self, text: str, size: str, role: str) -> None:
        """Text at the far end; takes its room from the line."""
        width = self._use(size, role, 400).horizontalAdvance(text)
        self._draw(self._line, Qt.AlignmentFlag.AlignRight, text)
        self._line.setRight(self._line.right() - width - self._theme.px(8))

    def chip(self, text: str, role: str) -> None:
        """A rounded chip at the near end; takes its room from the line."""
        metrics = self._use("small", role, 600)
        width, height = metrics.horizontalAdvance(text) + 2 * self._theme.px(7), metrics.height() + self._theme.px(3)
        box = QRect(self._line.left(), self._line.center().y() - height // 2 + 1, width, height)
        shown = QStyle.visualRect(self._direction, self._box, box)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour(f"{role}_soft"))
        self._painter.drawRoundedRect(shown, height / 2, height / 2)
        self._painter.setPen(self._theme.colour(role))
        self._painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, text)
        self._line.setLeft(self._line.left() + width + self._theme.px(8))

    def _use(self, size: str, role: str, weight: int) -> QFontMetrics:
        font = self._theme.font(size, weight)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour(role))
        return QFontMetrics(font)

    def _draw(self, line: QRect, side: Qt.AlignmentFlag, text: str) -> None:
        align = QStyle.visualAlignment(self._direction, side | Qt.AlignmentFlag.AlignVCenter)
        self._painter.drawText(QStyle.visualRect(self._direction, self._box, line), align, text)
