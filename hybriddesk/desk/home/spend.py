"""What the models cost this month, as far as their prices are known."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.home.phrases import counted, month, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import Card, Meter
from hybriddesk.desk.widgets.text import ElidedLabel, Label, SectionTitle
from hybriddesk.desk.words import money
from hybriddesk.insight.home import HomeFigures, Spend
from hybriddesk.workflow.senders import HELPER

SHOWN = 6


class SpendCard(Card):
    """Hidden as long as nothing but the built-in helper was used."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name="spend", parent=parent)
        self._theme = theme
        self._shown: tuple[Spend, ...] | None = None
        self.title = SectionTitle("")
        self.total = Label("", "base", 500, "text2")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.total)
        self.body.addLayout(self.head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        self.note = Label("", "hint", tone="text2", wrap=True)
        self.body.addWidget(self.note)
        self.hide()

    def show_spend(self, figures: HomeFigures, now: datetime) -> None:
        """Another month's figures."""
        paid = tuple(one for one in figures.spend if one.provider != HELPER.name)
        self.setVisible(bool(paid))
        if paid == self._shown:
            return
        self._shown = paid
        self.title.setText(tr("Spend by model, {month}").format(month=month(now)))
        self.setAccessibleName(self.title.text())
        self.total.setText(money(figures.spend_usd))
        self.total.setVisible(any(one.unpriced < one.runs for one in paid))
        while (taken := self._rows.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        most = max((one.cost_usd for one in paid), default=0.0)
        for one in paid[:SHOWN]:
            row = self._row(one, most)
            self._rows.addWidget(row)
            row.show()
        unpriced = sum(one.unpriced for one in paid)
        self.note.setText(counted(
            unpriced, "The price of 1 run is not known; it is not in the sum.", "The price of {n} runs is not known; they are not in the sum.",
        ))
        self.note.setVisible(unpriced > 0)

    def _row(self, one: Spend, most: float) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = QHBoxLayout()
        words.addWidget(ElidedLabel(one.model, "base", tone="text2"), 1)
        words.addWidget(Label(price(one), "base"))
        column.addLayout(words)
        column.addWidget(Meter(self._theme, one.model, one.cost_usd / most if most else 0.0))
        return page


def price(one: Spend) -> str:
    """The sum, or that nobody knows it."""
    return tr("price not known") if one.unpriced == one.runs else money(one.cost_usd)
