"""One line about the person's own sources in "Check before sending": how many passages go along, how many were held back and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hybriddesk.desk.passage_words import going_line, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import ElidedLabel
from hybriddesk.records.knowledge import Gathered


class PassageLine(QWidget):
    """Hidden where no sources were asked. ``look`` opens the list."""

    def __init__(self, theme: Theme, look: Callable[[], object]) -> None:
        super().__init__()
        self.words = ElidedLabel("", "hint", tone="text2")
        self.look = Button(theme, tr("Look at them"), "ghost", name="sheet_passages", label=tr("Look at the passages"), act=look)
        self.look.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(theme, "library", "text3", 14))
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        self.hide()

    def show_found(self, found: Gathered | None) -> bool:
        """Whether there is anything to look at."""
        there = found is not None and bool(found.given or found.held)
        self.words.set_text(going_line(found) if found is not None else "")
        self.look.setVisible(there)
        self.setVisible(found is not None)
        return there
