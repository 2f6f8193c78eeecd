"""The person's version: an editor in which a token is one thing, and changes can be walked and taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.review.masking import Place
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.review.units import Units
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.review.words import Edit

_TAKE_BACK = QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Backspace)
_ERASERS = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class Editor(TextView):
    """``show_edits`` tells it what is changed and where tokens stand; both are kept by the place after each keystroke."""

    left = Signal()
    """The focus went elsewhere: a good moment to save."""
    escaped = Signal()
    """Esc: back to the list."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "version", parent)
        self._edits: tuple[Edit, ...] = ()
        self._tokens: tuple[Place, ...] = ()
        self._draft = ""

    def show_edits(self, draft: str, edits: tuple[Edit, ...], tokens: tuple[Place, ...]) -> None:
        """The places changed against ``draft``, and the tokens that stand in this text."""
        self._draft, self._edits, self._tokens = draft, edits, tokens

    def reform(self, text: str, caret: int) -> None:
        """The same version in its other form (tokens or real values), with the caret at code point ``caret``.

        Undo starts anew here: taking a change of form back would leave one half of the text in each form.
        """
        self.show_text(text)
        cursor = self.textCursor()
        cursor.setPosition(min(Units(text).qt(caret), self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def go_to_change(self, step: int) -> None:
        """Caret to the next (``1``) or previous (``-1``) changed place; round at the ends."""
        if not self._edits:
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
        if not self.isReadOnly():
            self._keep_tokens_whole(event)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _keep_tokens_whole(self, event: QKeyEvent) -> None:
        """Half a token would reach the customer as it stands: erase it whole, type beside it."""
        cursor = self.textCursor()
        if not self._tokens or cursor.hasSelection():
            return
        units = Units(self.text())
        at = units.python(cursor.position())
        erases = event.key() in _ERASERS
        back = event.key() == Qt.Key.Key_Backspace
        for start, end in self._tokens:
            inside = start < at < end
            if erases and (inside or (back and at == end) or (not back and at == start)):
                cursor.setPosition(units.qt(start))
                cursor.setPosition(units.qt(end), QTextCursor.MoveMode.KeepAnchor)
                self.setTextCursor(cursor)
                return
            if inside and event.text().isprintable() and event.text():
                cursor.setPosition(units.qt(end))
                self.setTextCursor(cursor)
                return
