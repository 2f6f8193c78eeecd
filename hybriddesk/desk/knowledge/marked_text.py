"""A passage as it is, with some of its words marked. Laid out once a width: a label of rich text is laid out anew for each question a layout has."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.desk.knowledge.matched import marked_html
from hybriddesk.desk.theme.theme import Theme


class MarkedText(QWidget):
    """``places`` are code points of ``text``; ``role`` is the colour of its words. A screen reader reads the text."""

    def __init__(self, theme: Theme, text: str, places: tuple[tuple[int, int], ...], role: str = "text") -> None:
        super().__init__()
        self._theme, self._text, self._places, self._role = theme, text, places, role
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self.setObjectName("marked_text")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fill)
        self._fill()

    def html(self) -> str:
        """What is painted."""
        tokens = self._theme.tokens
        return marked_html(self._text, self._places, (tokens.role(self._role), tokens.accent_text, tokens.accent_soft))

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        self._document.drawContents(painter, event.rect())

    def _fill(self) -> None:
        self._document.setDefaultFont(self._theme.font("base"))
        self._document.setHtml(self.html())
        self._measure()
        self.update()

    def _measure(self) -> None:
        self._document.setTextWidth(self.width())
        self.setFixedHeight(math.ceil(self._document.size().height()))
