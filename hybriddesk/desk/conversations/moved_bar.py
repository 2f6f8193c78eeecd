"""Over the messages of a conversation that another computer continues: where it went, and the way to go on here all the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import moment
from hybriddesk.records.handover import Handover


class MovedBar(QFrame):
    """``kept`` follows when the person wants to go on here."""

    kept = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moved_bar")
        self.setProperty("kind", "bar_warn")
        self.words = Label("", "base", 500, "warn", wrap=True)
        self.keep_button = Button(theme, tr("Go on here all the same"), name="moved_keep", act=self.kept.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "log-out", "warn", 16))
        row.addWidget(self.words, 1)
        row.addWidget(self.keep_button)
        self.hide()

    def show_mark(self, mark: Handover | None) -> None:
        """The conversation's mark; only one that went out is shown."""
        out = mark is not None and mark.direction == "out"
        if mark is not None and out:
            self.words.setText(tr("Handed over to another computer, {time}. It is continued there; everything in it can still be read here.").format(
                time=moment(mark.at_ms)))
            self.setAccessibleName(self.words.text())
        self.setVisible(out)
