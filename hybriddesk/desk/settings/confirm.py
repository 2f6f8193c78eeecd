"""A decision in words: what will happen, what stays; the safe answer is the one Enter gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label

WIDTH = 460


class Confirm(Sheet):
    """Shown with ``open()``; Esc and the safe button close it and change nothing."""

    def __init__(
        self, theme: Theme, title: str, sentences: Sequence[str], words: str, act: Callable[[], object], parent: QWidget,
    ) -> None:
        super().__init__(theme, "confirm", title, parent, spacing=8)
        self.head()
        self.sentences = [Label(sentence, "base", 400, "text2", wrap=True) for sentence in sentences]
        for label in self.sentences:
            self.column.addWidget(label)
        self.column.addSpacing(12)
        self.yes = Button(theme, words, "danger", name="confirm_yes", act=self.accept)
        self.no = Button(theme, tr("Cancel"), "primary", name="confirm_no", act=self.reject)
        self.foot(self.yes, self.no)
        self.no.setDefault(True)
        self.accepted.connect(act)
        self.place(WIDTH)
        self.no.setFocus()
