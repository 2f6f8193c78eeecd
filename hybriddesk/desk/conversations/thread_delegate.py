"""Paints one conversation of the list: title and age, below it who answers, or the words a search found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hybriddesk.desk.conversations.clean import clean
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.thread_model import Thread, title_of
from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import ago

HEIGHT = 58
MARGIN, PADDING = 8, 12


class ThreadDelegate(QStyledItemDelegate):
    """All rows have one height; colours are asked for at each paint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, self._theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        thread = index.data(ROW)
        if not isinstance(thread, Thread):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        box = option.rect.adjusted(px(MARGIN), 1, -px(MARGIN), -1)
        self._background(painter, option, box)
        text = box.adjusted(px(PADDING), px(7), -px(PADDING), -px(7))
        half = text.height() // 2
        above, below = QRect(text.left(), text.top(), text.width(), half), QRect(text.left(), text.top() + half, text.width(), half)
        used = self._right(painter, option, text, above, ago(thread.conversation.updated_ms))
        above.setRight(above.right() - used)
        self._line(painter, option, text, above, clean(title_of(thread.conversation)), "base", 600, "text")
        self._line(painter, option, text, below, self._second(thread), "hint", 400, "text2")
        painter.restore()

    @staticmethod
    def _second(thread: Thread) -> str:
        if thread.snippet:
            return " ".join(clean(thread.snippet).split())
        if thread.conversation.provider == "helper":
            return tr("Built-in helper")
        return f"{thread.conversation.provider} · {thread.conversation.model}"

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: QRect, text: str, size: str, weight: int, role: str,
    ) -> None:
        font = self._theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QStyle.visualRect(option.direction, box, line), align, shown)

    def _right(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: QRect, text: str) -> int:
        font = self._theme.font("hint")
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2"))
        align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QStyle.visualRect(option.direction, box, line), align, text)
        return QFontMetrics(font).horizontalAdvance(text) + self._theme.px(8)
