"""The foot of the desk: what can be decided, with its keys; and one line of text where a decision needs a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from hybriddesk.desk.review.flow import Flow
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.reasons import Offered, line_of
from hybriddesk.desk.review.rubric_line import RubricLine
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.text import ElidedLabel, Label, line
from hybriddesk.review.rubric import Criterion


class AskLine(QWidget):
    """Asks for one line. Return confirms, Esc goes back; an empty line is refused unless ``optional``."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Callable[[str], object] | None = None
        self._optional = False
        self._title = Label("", "base", 600)
        self.field = Field("ask_line", "")
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._confirm)
        self.field.textChanged.connect(lambda _text: self._allow())
        self.confirm = Button(theme, tr("Confirm"), "primary", name="ask_confirm", act=self._confirm)
        self.cancel = Button(theme, tr("Cancel"), name="ask_cancel", act=self.closed.emit)
        self._theme = theme
        self._choices: tuple[Offered, ...] = ()
        self.chips = QWidget()
        self._flow = Flow(6, self.chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self.field, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addLayout(row)

    def ask(
        self, title: str, hint: str, confirm: str, then: Callable[[str], object], *, optional: bool = False, choices: Sequence[Offered] = (),
    ) -> None:
        """Shows the question; ``then(line)`` is called on confirmation. The keys 1 to 9 take one of ``choices`` while the line is
        empty or holds a choice that was not touched."""
        self._then, self._optional = then, optional
        self._offer(tuple(choices))
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(hint)
        self.field.clear()
        self.confirm.setText(confirm)
        self.confirm.setAccessibleName(confirm)
        self._allow()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            digit = event.key() - Qt.Key.Key_0.value
            untouched = self.field.text() in {"", *(one.words for one in self._choices)}
            if untouched and 1 <= digit <= len(self._choices) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._take(digit - 1)
                return True
        return super().eventFilter(watched, event)

    def _take(self, at: int) -> None:
        self.field.setText(self._choices[at].words)
        self.field.setFocus()

    def _offer(self, choices: tuple[Offered, ...]) -> None:
        self._choices = choices
        self._flow.clear()
        for at, one in enumerate(choices):
            self._flow.addWidget(Button(self._theme, line_of(at + 1, one), name=f"reason_{at + 1}", act=partial(self._take, at)))
        self.chips.setVisible(bool(choices))

    def _allow(self) -> None:
        self.confirm.setEnabled(self._optional or bool(self.field.text().strip()))

    def _confirm(self) -> None:
        if self._then is not None and self.confirm.isEnabled():
            then, self._then = self._then, None
            self.closed.emit()
            then(self.field.text().strip())


class DecisionBar(QFrame):
    """Buttons for an open draft, a sentence for a decided one, the question line in their place while one is asked."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]], keys: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decision_bar")
        self.edit = Button(
            theme, tr("Approve with edits"), "primary", icon="check-check", keys=keys("review.approve"), name="approve", act=acts["approve"],
        )
        self.as_is = Button(theme, tr("Approve as is"), keys=keys("review.approve_as_is"), name="approve_as_is", act=acts["as_is"])
        self.back = Button(theme, tr("Send back"), keys=keys("review.send_back"), name="send_back", act=acts["back"])
        self.escalate = Button(theme, tr("Escalate"), keys=keys("review.escalate"), name="escalate", act=acts["escalate"])
        self.skip = Button(theme, tr("Skip"), "ghost", keys=keys("review.skip"), name="skip", act=acts["skip"])
        self.said = ElidedLabel("", tone="text2")
        self.again = Button(theme, tr("Decide again"), name="decide_again", act=acts["again"])
        self._rest = 0
        self._stack = QStackedLayout()
        self.line = AskLine(theme)
        self.line.closed.connect(self.show_rest)
        self.rubric = RubricLine(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(10)
        column.addWidget(line())
        column.addLayout(self._stack)  # before its pages: a stack without a home shows its first page as a window
        for page in (self._buttons(), self._decided(), self.line, self.rubric):
            self._stack.addWidget(page)
        self._stack.currentChanged.connect(lambda _at: self._fit_height())
        self._fit_height()

    def show_open(self) -> None:
        """An open draft lies on the desk."""
        self._rest = 0
        self._stack.setCurrentIndex(0)

    def show_decided(self, sentence: str) -> None:
        """A decided one: what was decided, and the way to decide again."""
        self._rest = 1
        self.said.set_text(sentence)
        self._stack.setCurrentIndex(1)

    def ask(
        self, title: str, hint: str, confirm: str, then: Callable[[str], object], *, optional: bool = False, choices: Sequence[Offered] = (),
    ) -> None:
        """See ``AskLine.ask``."""
        self._stack.setCurrentIndex(2)
        self.line.ask(title, hint, confirm, then, optional=optional, choices=choices)

    def fit(self, *, short: bool, tight: bool) -> None:
        """Shorter words on the buttons of a narrow desk, whose whole names stay for screen readers; two rows on a tight one."""
        self.as_is.setText(tr("As is") if short else tr("Approve as is"))
        self.back.setText(tr("Back") if short else tr("Send back"))
        for button in (self.as_is, self.back):
            button.updateGeometry()
        self._first.removeWidget(self.edit)
        self._second.removeWidget(self.edit)
        (self._first if tight else self._second).insertWidget(0, self.edit)

    @property
    def asking(self) -> bool:
        """Whether a question is shown."""
        return self._stack.currentIndex() >= 2

    def allow(self, *, decide: bool, edited: bool) -> None:
        """``edited``: the version differs from the draft, so it cannot be approved as it is."""
        for button in (self.edit, self.back, self.escalate, self.skip):
            button.setEnabled(decide)
        self.as_is.setEnabled(decide and not edited)

    def grade(self, criterion: Criterion, at: int, of: int, value: int | None) -> None:
        """See ``RubricLine.ask``."""
        self._stack.setCurrentIndex(3)
        self.rubric.ask(criterion, at, of, value)

    def show_rest(self) -> None:
        """The buttons again, or the sentence of a decided draft."""
        self._stack.setCurrentIndex(self._rest)

    def _fit_height(self) -> None:
        """A stack is as high as its highest page: those out of sight must not ask for room."""
        for at in range(self._stack.count()):
            page = self._stack.widget(at)
            assert page is not None
            high = QSizePolicy.Policy.Preferred if at == self._stack.currentIndex() else QSizePolicy.Policy.Ignored
            page.setSizePolicy(page.sizePolicy().horizontalPolicy(), high)
        self._stack.invalidate()

    def _buttons(self) -> QWidget:
        page = QWidget()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.addStretch(1)
        self._second.setSpacing(6)
        for button in (self.edit, self.as_is, self.back, self.escalate):
            self._second.addWidget(button)
        self._second.addStretch(1)
        self._second.addWidget(self.skip)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(16, 0, 16, 0)
        rows.setSpacing(6)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        return page

    def _decided(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.again)
        return page
