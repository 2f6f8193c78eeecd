"""The bar over the sample drafts: bring in your own, or take the samples away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hybriddesk.desk.home.phrases import counted, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label


class SamplesBar(QFrame):
    """Taking samples away cannot be undone, so it asks once, in its own place."""

    def __init__(self, theme: Theme, add: Callable[[], object], remove: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "coach")
        self.setObjectName("samples_bar")
        self._remove, self._count = remove, 0
        self.words = Label("", "base", 500, "accent_text", wrap=True)
        self.add = Button(theme, tr("Add your own"), "primary", icon="import", name="samples_add", act=add)
        self.remove = Button(theme, tr("Remove samples"), icon="trash-2", name="samples_remove", act=self._ask)
        self.yes = Button(theme, tr("Remove them"), "danger", name="samples_remove_yes", act=self._sure)
        self.no = Button(theme, tr("Keep them"), name="samples_keep", act=self._calm)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "sparkles", "accent_text", 16))
        row.addWidget(self.words, 1)
        for button in (self.no, self.yes, self.remove, self.add):
            row.addWidget(button)
        self._calm()

    def show_count(self, count: int, *, wanted: bool) -> None:
        """How many samples there are, and whether the bar is wanted."""
        self._count = count
        self.setVisible(wanted and count > 0)
        if not self.yes.isVisibleTo(self):
            self._calm()

    def _ask(self) -> None:
        self.words.setText(counted(
            self._count, "Remove 1 sample with its draft and decisions? This cannot be undone.",
            "Remove {n} samples with their drafts and decisions? This cannot be undone.",
        ))
        self._swap(asking=True)
        self.no.setFocus()

    def _sure(self) -> None:
        self._calm()
        self._remove()

    def _calm(self) -> None:
        self.words.setText(tr("These figures include the sample drafts. Add your own work, or remove the samples."))
        self._swap(asking=False)

    def _swap(self, *, asking: bool) -> None:
        for button, shown in ((self.yes, asking), (self.no, asking), (self.add, not asking), (self.remove, not asking)):
            button.setVisible(shown)
