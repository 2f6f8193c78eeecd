"""A text at reading line height with marks painted over it; the text and its undo history stay untouched by the marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from hybriddesk.desk.review.looks import looks
from hybriddesk.desk.review.marks import Mark, Marks
from hybriddesk.desk.review.units import Units
from hybriddesk.desk.theme.theme import Theme

LINE_HEIGHT = 150
BLOCK_END = "\u2029"


class TextView(QTextEdit):
    """Plain text, 150 % line height. ``kind`` is ``draft`` (sunken, to read) or ``version`` (an input)."""

    edited = Signal()
    """The person changed the text (never emitted by ``show_text``)."""

    def __init__(self, theme: Theme, name: str, kind: str = "draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setProperty("kind", "read")
        self._sunken = kind == "draft"
        self.setReadOnly(self._sunken)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._looks = looks(theme)
        self._marks = Marks()
        self._units = Units("")
        self._loading = False
        self._repaint = QTimer(self, singleShot=True, interval=0)
        self._repaint.timeout.connect(self._paint_marks)
        # Not the timer's own start: it would take the scroll value for milliseconds.
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.document().contentsChanged.connect(self._changed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """The whole text, no-break spaces kept (``toPlainText`` would lose them)."""
        return self.document().toRawText().replace(BLOCK_END, "\n")

    def show_text(self, text: str) -> None:
        """Replace the text; forgets undo history and marks."""
        self._loading = True
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        self._set_line_height()
        self.document().setUndoRedoEnabled(not self.isReadOnly())
        self._loading = False
        self.set_marks(Marks())

    def set_marks(self, marks: Marks) -> None:
        """Paint these from now on."""
        self._marks = marks
        self._units = Units(self.text())
        self._paint_marks()

    def reveal(self, mark: Mark) -> None:
        """Bring a marked stretch into sight and put the caret at its start."""
        cursor = self.textCursor()
        cursor.setPosition(min(self._units.qt(mark.start), self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def scroll_to(self, mark: Mark) -> None:
        """Bring a stretch to the top, as far as the text goes."""
        self.reveal(mark)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - round(self.document().documentMargin()))

    def caret(self) -> int:
        """The caret's place in code points."""
        return Units(self.text()).python(self.textCursor().position())

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace code points ``[start, end)`` as one step that undo takes back."""
        units = Units(self.text())
        cursor = QTextCursor(self.document())
        cursor.setPosition(units.qt(start))
        cursor.setPosition(units.qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint.start()

    def _set_line_height(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(block)

    def _scrolled(self, _value: int) -> None:
        self._repaint.start()

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _restyle(self) -> None:
        self._looks = looks(self._theme)
        self.document().setDocumentMargin(self._theme.px(8))
        if self._sunken:
            tokens = self._theme.tokens
            self.setStyleSheet(f"QTextEdit {{ background: {tokens.sunken}; }} QTextEdit:!focus {{ border-color: {tokens.line}; }}")
        self._paint_marks()

    def _paint_marks(self) -> None:
        viewport = self.viewport().rect()
        first = self._units.python(self.cursorForPosition(QPoint(0, 0)).position())
        last = self._units.python(self.cursorForPosition(QPoint(viewport.width(), viewport.height())).position())
        # A margin of one screen, so that a small scroll never shows bare text.
        reach = max(last - first, 400)
        self.setExtraSelections([self._selection(mark) for mark in self._marks.within(first - reach, last + reach)])

    def _selection(self, mark: Mark) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        limit = self.document().characterCount() - 1
        cursor.setPosition(min(self._units.qt(mark.start), limit))
        cursor.setPosition(min(self._units.qt(mark.end), limit), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = self._looks[mark.look]
        return selection
