"""The person's version: an editor in which a token is one thing, and changes can be walked and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.review.masking import Place, Swap
from hybriddesk.desk.review.text_view import FORM, TextView
from hybriddesk.desk.review.units import Units
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.review.words import Edit

_TAKE_BACK = QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Backspace)
_ERASERS = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class Editor(TextView):
    """``show_edits`` tells it what is changed; until it does so again after a keystroke, changes can be neither walked nor taken back."""

    left = Signal()
    """The focus went elsewhere: a good moment to save."""
    escaped = Signal()
    """Esc: back to the list."""
    formed = Signal(bool)
    """Undo or redo went past a change of form: the text stands there with real values (True) or with tokens again."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "version", parent)
        self._edits: tuple[Edit, ...] = ()
        self._find: Callable[[str], Sequence[Place]] = _no_tokens
        self._draft = self._final = ""
        self._form = False
        self._early: list[QKeyEvent] = []

    @property
    def settling(self) -> bool:
        """Whether keys typed while the text was still coming are yet to be written: nothing may be decided about it before."""
        return bool(self._early)

    def show_text(self, text: str, *, form: bool = False) -> None:
        self._form = form
        self._early.clear()
        super().show_text(text, form=form)

    def show_edits(self, draft: str, final: str, edits: tuple[Edit, ...], find: Callable[[str], Sequence[Place]]) -> None:
        """The places in which ``final`` differs from ``draft``; ``find(text)`` tells where tokens stand."""
        self._draft, self._final, self._edits, self._find = draft, final, edits, find

    def reform(self, swaps: Sequence[Swap], *, form: bool) -> None:
        """The same version in its other form, as one step: undo takes it back and goes on to what was typed before."""
        self._loading, self._form, units = True, form, Units(self.text())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end, words in reversed(swaps):
            cursor.setPosition(units.qt(start))
            cursor.setPosition(units.qt(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words)
        block = QTextBlockFormat()
        block.setProperty(FORM, form)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        cursor.endEditBlock()
        self._loading = False

    def go_to_change(self, step: int) -> None:
        """Caret to the next (``1``) or previous (``-1``) changed place; round at the ends."""
        if not self._edits or self.text() != self._final:
            return
        caret = self.caret()
        if step > 0:
            target = next((edit for edit in self._edits if edit.final_start > caret), self._edits[0])
        else:
            target = next((edit for edit in reversed(self._edits) if edit.final_start < caret), self._edits[-1])
        cursor = self.textCursor()
        cursor.setPosition(Units(self.text()).qt(target.final_start))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def take_back(self) -> bool:
        """Put the draft's words back at the changed place under the caret; undo brings the change again."""
        if self.isReadOnly() or self.text() != self._final:
            return False
        caret = self.caret()
        here = next((edit for edit in self._edits if edit.final_start <= caret <= edit.final_end), None)
        if here is None:
            return False
        self.replace(here.final_start, here.final_end, self._draft[here.draft_start : here.draft_end])
        return True

    def event(self, event: QEvent) -> bool:
        """Qt gives Alt+Backspace to undo; here it takes one change back, so the command may have it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.keyCombination() == _TAKE_BACK:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
            return
        if (self.loading or self._early) and not self._locked:
            self._early.append(QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat()))
            return
        if not self.isReadOnly():
            self._keep_tokens_whole(event)
        super().keyPressEvent(event)

    def _show_whole(self) -> None:
        super()._show_whole()
        if self._early:
            QTimer.singleShot(0, self, self._write_early)

    def _write_early(self) -> None:
        """What a fast hand typed while a long text was still coming, in order."""
        early, self._early = self._early, []
        for event in early:
            self.keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _changed(self) -> None:
        block = self.document().firstBlock().blockFormat()
        if not self._loading and block.hasProperty(FORM) and block.boolProperty(FORM) != self._form:
            self._form = not self._form
            self.formed.emit(self._form)
        super()._changed()

    def _keep_tokens_whole(self, event: QKeyEvent) -> None:
        """Half a token would reach the customer as it stands: erase it whole, type beside it."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return
        # Looked for in this paragraph as it is now: what the last comparison found may have moved by a fast hand.
        text, offset = cursor.block().text(), cursor.block().position()
        units = Units(text)
        at = units.python(cursor.positionInBlock())
        erases = event.key() in _ERASERS
        back = event.key() == Qt.Key.Key_Backspace
        for start, end in self._find(text):
            inside = start < at < end
            if erases and (inside or (back and at == end) or (not back and at == start)):
                cursor.setPosition(offset + units.qt(start))
                cursor.setPosition(offset + units.qt(end), QTextCursor.MoveMode.KeepAnchor)
                self.setTextCursor(cursor)
                return
            if inside and event.text().isprintable() and event.text():
                cursor.setPosition(offset + units.qt(end))
                self.setTextCursor(cursor)
                return


def _no_tokens(_text: str) -> Sequence[Place]:
    return ()
