"""Why an answer was good or poor: chips for the usual reasons and a line for own words. All of it may be left out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import noop

REASONS = {
    "up": {
        "right": noop("Conversations", "Right"), "clear": noop("Conversations", "Clear"), "tone": noop("Conversations", "Good tone"),
        "short": noop("Conversations", "Right length"),
    },
    "down": {
        "wrong_fact": noop("Conversations", "Wrong fact"), "tone": noop("Conversations", "Tone"),
        "too_long": noop("Conversations", "Too long"), "policy": noop("Conversations", "Policy"),
        "not_asked": noop("Conversations", "Not what I asked"),
    },
}


class Opinion(QFrame):
    """Opened by a thumb; ``give(reason, comment)`` hears what was added to it."""

    changed = Signal()
    """It opened or closed, so the turn's height is another."""

    def __init__(self, theme: Theme, give: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._give = theme, give
        self._reason = ""
        self.chips: dict[str, QPushButton] = {}
        self.setProperty("kind", "sunken")
        self.setObjectName("turn_opinion")
        self._title = Label("", "hint", 500, "text2")
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.comment = Field("turn_comment", tr("Your words about this answer"), tr("Own words (may stay empty)"))
        self.comment.returnPressed.connect(self.save)
        self.save_button = Button(theme, tr("Save"), name="turn_opinion_save", act=self.save)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.comment, 1)
        line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._row)
        column.addLayout(line)
        self.hide()

    def ask(self, thumb: str) -> None:
        """Opens for ``up`` or ``down``."""
        self._reason = ""
        self._title.setText(tr("What was good?") if thumb == "up" else tr("What was wrong?"))
        self._fill(REASONS[thumb])
        self.comment.clear()
        self.show()
        self.changed.emit()
        next(iter(self.chips.values())).setFocus()

    def save(self) -> None:
        """Tells the reason and the words, and closes."""
        self._give(self._reason, self.comment.text().strip())
        self.hide()
        self.changed.emit()

    def _fill(self, reasons: dict[str, str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        for key, words in reasons.items():
            chip = QPushButton(tr(words))
            chip.setProperty("kind", "chip")
            chip.setProperty("tone", "neutral")
            chip.setCheckable(True)
            chip.setObjectName(f"turn_reason_{key}")
            chip.setAccessibleName(tr(words))
            chip.setMinimumHeight(self._theme.px(26))
            chip.clicked.connect(lambda checked, chosen=key: self._choose(chosen if checked else ""))
            self.chips[key] = chip
            self._row.addWidget(chip)
        self._row.addStretch(1)

    def _choose(self, reason: str) -> None:
        self._reason = reason
        for key, chip in self.chips.items():
            chip.setChecked(key == reason)
