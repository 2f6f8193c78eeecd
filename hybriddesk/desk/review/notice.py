"""One line that warns and hinders nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label


class Notice(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme, icon: str, tone: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = Label("", "hint", tone=tone, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(6)
        row.addWidget(IconLabel(theme, icon, tone, 14))
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Shows the sentence; an empty one takes the line away."""
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.setVisible(bool(words))

    def said(self) -> str:
        """What stands there."""
        return self._words.text()
