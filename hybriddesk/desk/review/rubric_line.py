"""One criterion of the rubric at a time, answered with a number key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.review.flow import Flow
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.review.rubric import GRADES, Criterion


class RubricLine(QWidget):
    """Shows and asks. Space passes a criterion over, Esc leaves; what was answered stays."""

    answered = Signal(int)
    """The value that goes with the key."""
    passed = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rubric_line")
        self.setAccessibleName(tr("Rubric"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._criterion: Criterion | None = None
        self._title = Label("", "base", 600, wrap=True)
        self._keys = QWidget()
        self._flow = Flow(6, self._keys)
        self.skip = Button(theme, tr("Pass over"), "ghost", keys="Space", name="rubric_pass", act=self.passed.emit)
        self.cancel = Button(theme, tr("Close"), "ghost", keys="Esc", name="rubric_close", act=self.closed.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._keys, 1)
        row.addWidget(self.skip)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)

    def ask(self, criterion: Criterion, at: int, of: int, value: int | None) -> None:
        """The next criterion; ``value`` is what was answered before."""
        self._criterion = criterion
        said = tr("{n} of {of}: {criterion}").format(n=number(at), of=number(of), criterion=criterion.words)
        before = "" if value is None else " \u00b7 " + tr("so far: {answer}").format(answer=answer_words(value, criterion.highest))
        self._title.setText(said + before)
        self.setAccessibleName(said + before)
        self._flow.clear()
        for digit in range(1, (GRADES if criterion.highest == GRADES else 2) + 1):
            self._flow.addWidget(self._key(digit, criterion))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0.value
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.passed.emit()
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._says(digit):
            return
        else:
            super().keyPressEvent(event)

    def _says(self, digit: int) -> bool:
        value = self._criterion.answer(digit) if self._criterion else None
        if value is not None:
            self.answered.emit(value)
        return value is not None

    def _key(self, digit: int, criterion: Criterion) -> Button:
        words = answer_words(criterion.answer(digit) or 0, criterion.highest)

        def say() -> object:
            return self._says(digit)

        return Button(self._theme, words, keys="" if words == str(digit) else str(digit), name=f"rubric_{digit}", act=say)


def answer_words(value: int, highest: int) -> str:
    """A grade as its number, yes or no as the word."""
    if highest == GRADES:
        return number(value)
    return tr("Yes") if value else tr("No")
