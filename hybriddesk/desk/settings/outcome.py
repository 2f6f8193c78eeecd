"""The line that says how something the person started is going, or how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hybriddesk.desk.settings.phrases import in_short
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault


class Outcome(QWidget):
    """Hidden until there is something to say. Sign and words carry the meaning, the colour only repeats it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sign = IconLabel(theme, "clock", "text2", 16)
        self.words = Label("", "hint", 400, "text2", wrap=True, selectable=True)
        self.words.setObjectName(f"{name}_words")
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def busy(self, words: str) -> None:
        """It is under way."""
        self._say(words, "clock", "text2")

    def good(self, words: str) -> None:
        """It worked."""
        self._say(words, "circle-check", "ok")

    def plain(self, words: str) -> None:
        """It ended, neither well nor badly."""
        self._say(words, "info", "text2")

    def bad(self, fault: Fault) -> None:
        """It did not: what happened and what to do."""
        self._say(in_short(fault), "circle-alert", "bad")

    def clear(self) -> None:
        """Nothing to say."""
        self.words.setText("")
        self.hide()

    def _say(self, words: str, sign: str, tone: str) -> None:
        self._sign.show_icon(sign, tone)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.words.set_tone(tone)
        self.show()
