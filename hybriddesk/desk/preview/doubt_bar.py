"""What to know of a request before it is agreed to: why its names were looked for by rules alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import sentence
from hybriddesk.records.errors import Refused


class DoubtBar(QFrame):
    """Hidden while there is no doubt."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar_warn")
        self.setObjectName("sheet_doubt")
        self.words = Label("", "hint", 500, "warn", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def show_fault(self, fault: Refused | None) -> None:
        """What happened, what still works, what to do; or nothing."""
        said = sentence(fault) if fault else None
        self.words.setText(f"{said.what} {said.works} {said.do}" if said else "")
        self.setAccessibleName(self.words.text())
        self.setVisible(fault is not None)
