"""The request the draft answers: two lines, or all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import ElidedLabel, Label, restyle
from hybriddesk.desk.words import clock

FOLDED_CHARS = 1_000
OPEN_CHARS = 20_000


class CustomerMessage(QFrame):
    """Folded at first; the button opens it up to a third of the window, where it scrolls with its own text view."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._open = False
        self.setObjectName("customer_message")
        restyle(self, kind="sunken")
        self._title = ElidedLabel("", "hint", 600, "text3")
        self._time = Label("", "hint", tone="text2")
        self._fold = Button(theme, kind="icon", icon="chevron-down", label=tr("Show all"), name="fold_message", act=self.toggle)
        self.body = Label("", wrap=True, selectable=True)
        self.body.setAccessibleName(tr("Customer message"))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel(theme, "user-round", "text3", 14))
        head.addWidget(self._title, 1)
        head.addWidget(self._time)
        head.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 4, 10)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.body)
        theme.changed.connect(self._fit)

    def show_message(self, text: str, sender: str, received_ms: int | None) -> None:
        """``text`` and ``sender`` in the form on the screen; ``sender`` may be empty."""
        self._text = text
        self._title.set_text(tr("Customer message") + (f" · {sender}" if sender else ""))
        self._time.setText(clock(received_ms) if received_ms else "")
        self._fit()

    def toggle(self) -> None:
        """Folds or opens."""
        self._open = not self._open
        label = tr("Show two lines") if self._open else tr("Show all")
        self._fold.set_icon("chevron-up" if self._open else "chevron-down")
        self._fold.setAccessibleName(label)
        self._fold.setToolTip(label)
        self._fit()

    @property
    def is_open(self) -> bool:
        """Whether the whole message is shown."""
        return self._open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self._text[:OPEN_CHARS] if self._open else self._two_lines()
        if shown != self.body.text():
            self.body.setText(shown)

    def _two_lines(self) -> str:
        """The beginning on two lines, ended by dots where there is more."""
        metrics = self.body.fontMetrics()
        text = " ".join(self._text[:FOLDED_CHARS].split())
        room = round(max(self.body.width(), 100) * 1.9)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
