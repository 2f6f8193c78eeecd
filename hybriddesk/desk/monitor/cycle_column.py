"""A column of the improvement board: a head with a count, and the cards under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.monitor.cycle_card import EntryCard, TopicCard
from hybriddesk.desk.monitor.cycle_words import AGENDA_EMPTY, COLUMNS
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number

COLUMN, BAR = 216, 14

class BoardColumn(QFrame):
    """A head with a count, and the cards under it."""

    def __init__(self, context: DeskContext, name: str, title: str, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setObjectName(f"pane_cycle_{name}")
        self.setAccessibleName(tr(title))
        self._theme = context.theme
        context.theme.changed.connect(self._widen)
        self.cards: list[TopicCard | EntryCard] = []
        self._name = name
        self.count = Chip("0")
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 0)
        head.addWidget(Label(tr(title), "base", 600))
        head.addStretch(1)
        head.addWidget(self.count)
        self.says = Label(tr(words), "hint", tone="text3", wrap=True)
        self.says.setContentsMargins(12, 0, 12, 0)
        self.sheaf = CardScroll(f"cycle_{name}_cards", tr(title))
        self.sheaf.column.setSpacing(8)
        self.sheaf.verticalScrollBar().rangeChanged.disconnect()
        self.sheaf.column.setContentsMargins(8, 0, 8, 8)
        self.sheaf.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.says)
        column.addWidget(self.sheaf, 1)
        self._widen()

    def show_cards(self, cards: Sequence[TopicCard | EntryCard]) -> None:
        """Other cards. The one with the keyboard keeps it, and words that are being written stay."""
        before = {card.key: card for card in self.cards}
        self.cards = list(cards)
        for at, card in enumerate(self.cards):
            self.sheaf.column.insertWidget(at, card)
            if card.key in before:
                card.take_over(before[card.key])
        for card in before.values():
            self.sheaf.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.count.show_text(number(len(self.cards)))
        QTimer.singleShot(0, self, self._widen)  # the style sheet reaches new buttons a turn later
        if self._name == "observe":
            self.says.setText(tr(COLUMNS["observe"][1]) if self.cards else tr(AGENDA_EMPTY))

    def _widen(self) -> None:
        """As wide as its cards need: a language with longer words scrolls the board sideways and cuts no button."""
        needed = self.sheaf.column.minimumSize().width() + self._theme.px(BAR)
        self.setMinimumWidth(max(self._theme.px(COLUMN), needed))
