"""A decision in words: what will happen, what stays; the safe answer is the one Enter gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label

WIDTH = 460


class Confirm(QDialog):
    """Shown with ``open()``; Esc and the safe button close it and change nothing."""

    def __init__(
        self, theme: Theme, title: str, sentences: Sequence[str], words: str, act: Callable[[], object], parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, "title", 600, wrap=True))
        self.sentences = [Label(sentence, "base", 400, "text2", wrap=True) for sentence in sentences]
        for label in self.sentences:
            column.addWidget(label)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.yes = Button(theme, words, "danger", name="confirm_yes", act=self.accept)
        self.no = Button(theme, tr("Cancel"), "primary", name="confirm_no", act=self.reject)
        self.yes.setAutoDefault(False)
        self.no.setDefault(True)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        column.addLayout(row)
        self.accepted.connect(act)
        self.no.setFocus()
