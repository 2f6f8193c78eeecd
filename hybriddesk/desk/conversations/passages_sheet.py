"""What an answer rested on: the passages of the person's own sources that went along with its question, and those held back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.passage_words import why
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.records.knowledge import Gathered, Passage

WIDTH, HEIGHT = 620, 560


class PassagesSheet(Sheet):
    """Shown with ``open()``. ``shown`` turns stored text into the form on the screen; ``lead(source, place)`` opens one of the sources that
    still ``stand``.
    """

    def __init__(
        self, theme: Theme, found: Gathered, shown: Callable[[str], str], window: QWidget, stand: Collection[str], lead: Callable[[str, int], object],
    ) -> None:
        super().__init__(theme, "passages_sheet", tr("What this answer rests on"), window, spacing=12)
        self.close_button = Button(theme, tr("Close"), "primary", name="passages_close", act=self.accept)
        self._stand, self._lead = stand, lead
        self._lay_out(self._listed(found, shown))
        self.place(WIDTH, HEIGHT)
        self.close_button.setFocus()

    def _lay_out(self, inside: QWidget) -> None:
        self.head(tr("Passages of your own sources as they were then. An answer cites them by their number."))
        self.scrolled("passages_scroll", inside)
        self.foot(self.close_button)

    def _listed(self, found: Gathered, shown: Callable[[str], str]) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for number_of, one in enumerate(found.given, 1):
            lead = (
                Button(self.theme, tr("Open the source"), "link", name=f"passage_source_{number_of}", act=partial(self._open, one))
                if one.source in self._stand else None
            )
            column.addWidget(_card(f"[{number_of}] {shown(one.name)}", "", shown(one.text), lead))
        if found.held:
            column.addWidget(SectionTitle(tr("Held back")))
        for held in found.held:
            column.addWidget(_card(shown(held.passage.name), why(held.code), shown(held.passage.text)))
        column.addStretch(1)
        return inside

    def _open(self, one: Passage) -> None:
        """The sheet goes first: it lies over the place that is opened."""
        self.accept()
        self._lead(one.source, one.start)


def _card(name: str, reason: str, text: str, lead: Button | None = None) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "sunken")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(4)
    column.addWidget(Label(name, "hint", 600, wrap=True))
    if reason:
        column.addWidget(Label(reason, "hint", 500, "warn", wrap=True))
    column.addWidget(Label(text, "hint", tone="text2", wrap=True, selectable=True))
    if lead is not None:
        lead.setAutoDefault(False)
        column.addWidget(lead)
    return card
