"""Over the messages: how many of them the model reads as a summary only, and the way to the messages themselves."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.counting import Count
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.records.context import ContextStep, Reading

SUMMARY_HIGH = 170


class ContextBar(QFrame):
    """``toggled`` follows when the person shows or hides the summarised messages."""

    toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.covered = 0
        self.shows_all = False
        self.setObjectName("context_bar")
        self.setProperty("kind", "bar")
        self.words = Label("", "base", 500, "text2", wrap=True)
        self.show_button = Button(theme, tr("Show them"), "link", name="context_show", act=self._toggle)
        self.read_button = Button(theme, tr("What the model reads instead"), "link", name="context_read", act=self._read)
        self.summary = QPlainTextEdit(readOnly=True)
        self.summary.setObjectName("context_summary")
        self.summary.setAccessibleName(tr("What the model reads instead"))
        self.summary.setMaximumHeight(theme.px(SUMMARY_HIGH))
        self.summary.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "files", "text2", 16))
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.read_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 16, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.summary)
        self.hide()

    def forget(self) -> None:
        """Another conversation comes into sight."""
        self.covered, self.shows_all = 0, False
        self.show_button.setText(tr("Show them"))
        self.summary.hide()
        self.hide()

    def show_count(self, count: Count) -> None:
        """What was counted last: the bar stands there while something is summarised, left out, or paused."""
        reading = count.reading
        before = self.hidden()
        step = reading.step if reading else None
        self.covered = reading.covered if reading and step else 0
        self.words.setText(_words(reading, step, count.paused_ms))
        self.setVisible(bool(self.words.text()))
        self.show_button.setVisible(self.covered > 0)
        self.read_button.setVisible(bool(step and step.text))
        if step is None or not step.text:
            self.summary.hide()
        elif self.summary.toPlainText() != step.text:
            self.summary.setPlainText(step.text)
        if self.hidden() != before:
            self.toggled.emit()

    def hidden(self) -> int:
        """How many of the oldest messages are folded away."""
        return 0 if self.shows_all else self.covered

    def show_them(self) -> None:
        """Unfolds the summarised messages."""
        if not self.shows_all:
            self._toggle()

    def _toggle(self) -> None:
        self.shows_all = not self.shows_all
        self.show_button.setText(tr("Hide them") if self.shows_all else tr("Show them"))
        self.show_button.setAccessibleName(self.show_button.text())
        self.toggled.emit()

    def _read(self) -> None:
        self.summary.setVisible(not self.summary.isVisible())


def _words(reading: Reading | None, step: ContextStep | None, paused_ms: int) -> str:
    parts = []
    if reading is not None and step is not None:
        parts.append(_covered(reading.covered, dropped=step.kind == "dropped"))
    if paused_ms:
        at = QLocale().toString(QDateTime.fromMSecsSinceEpoch(paused_ms).time(), QLocale.FormatType.ShortFormat)
        parts.append(tr("Several summaries failed; none is tried until {time}. The model reads the messages themselves as long as they fit.").format(time=at))
    return " ".join(parts)


def _covered(count: int, *, dropped: bool) -> str:
    if dropped:
        one, many = tr("The first message is left out for the model, as you said."), tr("{n} earlier messages are left out for the model, as you said.")
    else:
        one, many = tr("1 earlier message is summarised for the model."), tr("{n} earlier messages are summarised for the model.")
    return one if count == 1 else many.format(n=number(count))
