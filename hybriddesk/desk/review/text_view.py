"""A text at reading line height with marks painted over it; the text and its undo history stay untouched by the marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from hybriddesk.desk.review.looks import looks
from hybriddesk.desk.review.marks import Mark, Marks
from hybriddesk.desk.review.units import Units
from hybriddesk.desk.theme.theme import Theme

LINE_HEIGHT = 150
BLOCK_END = "\u2029"
FIRST, SLICE = 4_000, 8_000
"""Characters laid out at once: a long text comes onto the screen slice by slice, and the window answers in between. The first slice
is more than a screen, and small, because opening a draft has other work in the same turn."""
FORM = QTextFormat.Property.UserProperty + 1
"""Block property: whether the text stands there with real values. Qt's undo takes it back together with the text."""


class TextView(QTextEdit):
    """Plain text, 150 % line height. ``kind`` is ``draft`` (sunken, to read) or ``version`` (an input).

    While a long text is still coming, ``text`` is the whole of it already, and nobody can type.
    """

    edited = Signal()
    """The person changed the text (never emitted by ``show_text``)."""
    clicked = Signal(int)
    """The code point that was clicked, where nothing was selected by it."""

    def __init__(self, theme: Theme, name: str, kind: str = "draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setProperty("kind", "read")
        self._sunken = kind == "draft"
        self._whole, self._there, self._locked = "", 0, False
        self._later: Callable[[], None] | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._load_slice)
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

    @property
    def loading(self) -> bool:
        """Whether a part of the text is still to come."""
        return self._there < len(self._whole)

    def text(self) -> str:
        """The whole text, no-break spaces kept (``toPlainText`` would lose them)."""
        return self._whole if self.loading else self.document().toRawText().replace(BLOCK_END, "\n")

    def show_text(self, text: str, *, form: bool = False) -> None:
        """Replace the text; forgets undo history and marks. ``form`` is kept with it, see ``FORM``."""
        self._loading, self._later = True, None
        self._next.stop()
        self._whole, self._there = text.replace("\r\n", "\n"), 0  # a slice may end between the two
        self.document().setUndoRedoEnabled(False)
        self.clear()
        self._set_block_format(form=form)
        self._load_slice()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.set_marks(Marks())

    def setReadOnly(self, locked: bool) -> None:
        """Takes hold at once when locking; a text that is still coming is opened when it is whole."""
        self._locked = locked
        super().setReadOnly(locked or self.loading)

    def set_marks(self, marks: Marks) -> None:
        """Paint these from now on."""
        self._marks = marks
        self._units = Units(self.text())
        self._paint_marks()

    def reveal(self, mark: Mark) -> None:
        """Bring a marked stretch into sight and put the caret at its start; as soon as it is there."""
        if self.loading:
            self._later = partial(self.reveal, mark)
            return
        cursor = self.textCursor()
        cursor.setPosition(min(self._units.qt(mark.start), self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def scroll_to(self, mark: Mark) -> None:
        """Bring a stretch to the top, as far as the text goes."""
        if self.loading:
            self._later = partial(self.scroll_to, mark)
            return
        self.reveal(mark)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - round(self.document().documentMargin()))

    def select(self, start: int, end: int) -> None:
        """Marks code points ``[start, end)`` as if the person had, with the caret at their end."""
        units, cursor = Units(self.text()), self.textCursor()
        cursor.setPosition(units.qt(start))
        cursor.setPosition(units.qt(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection() and not self.loading:
            self.clicked.emit(self.caret())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint.start()

    def _set_block_format(self, *, form: bool) -> None:
        """Of the only, empty block: those that follow take it over."""
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setProperty(FORM, form)
        QTextCursor(self.document()).setBlockFormat(block)

    def _load_slice(self) -> None:
        self._loading = True
        left = len(self._whole) - self._there
        end = self._there + (left if left <= SLICE else SLICE if self._there else FIRST)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._whole[self._there : end])
        self._there = end
        if self.isReadOnly() != (self._locked or self.loading):
            super().setReadOnly(self._locked or self.loading)
        if self.loading:
            self._next.start()
        else:
            self.document().setUndoRedoEnabled(not self._locked)
            self._show_whole()
        self._loading = False

    def _show_whole(self) -> None:
        self._whole, self._there = "", 0
        self._paint_marks()
        if self._later is not None:
            later, self._later = self._later, None
            later()

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
