"""Where the person writes: Enter sends, Shift+Enter makes a new line; below it what will be replaced and how full the window is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.context_line import ContextLine
from hybriddesk.desk.conversations.counting import Count
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.privacy.kinds import KINDS

LINES = (2, 9)
WIDEST = 784
LABELS = {kind.name: kind.label for kind in KINDS}


class Paper(QPlainTextEdit):
    """Grows with its text. Enter is the person's word that it is ready."""

    ready = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("composer_text")
        self.setAccessibleName(tr("Your message"))
        self.setAccessibleDescription(tr("Enter sends, Shift+Enter makes a new line"))
        self.setPlaceholderText(tr("Write a message"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.accept()
            self.ready.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = min(max(self.document().size().height(), LINES[0]), LINES[1])
        self.setFixedHeight(int(lines * line + self._theme.px(28)))


class Composer(QFrame):
    """``sent`` carries the text and the turn it is another version of (or ""); ``typed`` follows each change by the person."""

    sent = Signal(str, str)
    given_up = Signal()
    """The earlier message is to stay as it was."""
    stopped = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._busy = False
        self._local = True
        self._loading = False
        self.edits = ""
        self.setObjectName("composer")
        theme.changed.connect(self._fit)
        self._fit()
        self.paper = Paper(theme)
        self.send = Button(theme, tr("Send"), "primary", icon="send", keys="\u21b5", name="composer_send", act=self.submit)
        self.stop = Button(theme, tr("Stop"), icon="square", keys="Esc", name="composer_stop", act=self.stopped.emit)
        self.found = Chip("", "pii")
        self.found.setObjectName("composer_found")
        self.sources = Button(theme, "", "ghost", icon="library", name="composer_sources", label=tr("Use my sources in this conversation"))
        self.sources.setCheckable(True)
        self.sources.hide()
        self.context = ContextLine(theme)
        self.figure, self.meter = self.context.figure, self.context.meter
        self.details = Label("", "hint", tone="text2", wrap=True)
        self.details.setObjectName("context_parts")
        self.details.hide()
        self.status = Label("", "hint", 500, "text2")
        self.status.setObjectName("composer_status")
        self.edit_bar = self._make_edit_bar()
        self._lay_out()
        self.paper.ready.connect(self.submit)
        self.paper.textChanged.connect(self._changed)
        self.context.details_wanted.connect(self._show_details)
        self.show_count(Count(0, (), 0))
        self.show_busy(busy=False)

    def text(self) -> str:
        """What stands there."""
        return self.paper.toPlainText()

    def show_text(self, text: str) -> None:
        """Another text, such as the one kept from another day."""
        self.edits = ""
        self.edit_bar.hide()
        self._loading = True
        self.paper.setPlainText(text)
        self.paper.moveCursor(QTextCursor.MoveOperation.End)
        self._loading = False
        self._allow()

    def edit(self, turn_id: str, text: str) -> None:
        """An earlier message of the person, to be sent in another version."""
        self.show_text(text)
        self.edits = turn_id
        self.edit_bar.show()
        self.paper.setFocus()

    def offer(self, words: str, sample: str) -> None:
        """An instruction and a sample below it; the sample is selected, so that one's own text takes its place."""
        self.show_text(f"{words}\n\n{sample}")
        cursor = self.paper.textCursor()
        cursor.setPosition(len(words) + 2)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        self.paper.setTextCursor(cursor)
        self.paper.setFocus()
        self.typed.emit(self.text())

    def submit(self) -> None:
        """Hands the text over if there is one and no answer is on its way."""
        text = self.text().strip()
        if text and not self._busy:
            edits = self.edits
            self.show_text("")
            self.sent.emit(text, edits)

    def show_busy(self, *, busy: bool) -> None:
        """An answer is on its way: one can write on, but not send."""
        self._busy = busy
        self.stop.setVisible(busy)
        self.send.setVisible(not busy)
        self._allow()

    def show_local(self, *, local: bool) -> None:
        """Whether the words stay on this computer: the count says then what that means."""
        self._local = local

    def show_status(self, text: str) -> None:
        """What is happening right now, such as the wait before a second try."""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def show_count(self, count: Count) -> None:
        """What the worker thread counted."""
        self.found.setVisible(count.values > 0)
        self.found.show_text(_replaced(count.values, local=self._local))
        self.found.setToolTip("\n".join(f"{number(much)} × {tr(LABELS.get(kind, kind))}" for kind, much in count.kinds))
        self.found.setAccessibleDescription(self.found.toolTip())
        self.context.show_count(count)

    def sizeHint(self) -> QSize:
        return QSize(400, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.edits:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setMaximumWidth(self._theme.px(WIDEST))

    def _changed(self) -> None:
        self._allow()
        if not self._loading:
            self.typed.emit(self.text())

    def _allow(self) -> None:
        self.send.setEnabled(bool(self.text().strip()) and not self._busy)

    def _make_edit_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(tr("Another version of an earlier message. The old one stays beside it."), "hint", 500, "text2", wrap=True), 1)
        row.addWidget(Button(self._theme, tr("Leave it as it was"), "ghost", icon="x", name="composer_give_up", act=self.given_up.emit))
        bar.hide()
        return bar

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        before: tuple[QWidget, ...] = (self.sources, self.found, self.status)
        after: tuple[QWidget, ...] = (self.context, self.stop, self.send)
        for part in before:
            row.addWidget(part)
        row.addStretch(1)
        for part in after:
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.edit_bar)
        column.addWidget(self.paper)
        column.addLayout(row)
        column.addWidget(self.details)

    def _show_details(self, words: str) -> None:
        self.details.setText(words)
        self.details.setVisible(bool(words))


def centred(composer: Composer) -> QWidget:
    """The composer in the middle under the messages, as wide as they are at most."""
    foot = QWidget()
    row = QHBoxLayout(foot)
    row.setContentsMargins(12, 8, 12, 14)
    row.addStretch(1)
    row.addWidget(composer, 100)
    row.addStretch(1)
    return foot


def _replaced(values: int, *, local: bool) -> str:
    if local:
        words = tr("1 personal value") if values == 1 else tr("{n} personal values")
    else:
        words = tr("1 value will be replaced") if values == 1 else tr("{n} values will be replaced")
    return words.format(n=number(values))
