"""A page of the settings: a heading, and cards in a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import named
from hybriddesk.desk.settings.row import SettingRow
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.records.work import Changed

WIDEST = 760


class SettingsPage(QScrollArea):
    """``column`` takes the cards. Pages are made when they are first shown and live as long as the place."""

    def __init__(self, context: DeskContext, name: str, title: str, sentence: str = "") -> None:
        super().__init__()
        self.context = context
        self.rows: list[SettingRow] = []
        named(self, f"settings_{name}", title)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("kind", "page")
        self.setWidget(holder)
        row = QHBoxLayout(holder)
        row.setContentsMargins(28, 24, 28, 28)
        body = QWidget()
        body.setMaximumWidth(context.theme.px(WIDEST))
        context.theme.changed.connect(lambda: body.setMaximumWidth(context.theme.px(WIDEST)))
        row.addWidget(body, 1000)
        row.addStretch(1)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self._head(title, sentence)

    def add_rows(self, rows: list[SettingRow], title: str = "") -> Card:
        """A card with one row under the other."""
        card = Card(title)
        for number, row in enumerate(rows):
            if number:
                card.body.addWidget(line())
            card.body.addWidget(row)
            self.rows.append(row)
        self.column.addWidget(card)
        return card

    def end(self) -> None:
        """Keeps what was added at the top."""
        self.column.addStretch(1)

    def opened(self) -> None:
        """The page comes to the front."""

    def on_changed(self, changed: Changed) -> None:
        """A commit touched these tables."""
        if "settings" in changed.tables:
            for row in self.rows:
                if not changed.ids or row.setting.name in changed.ids:
                    row.show_value()

    def leaving(self) -> None:
        """Saves what is not saved yet."""
        for row in self.rows:
            row.flush()

    def _head(self, title: str, sentence: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(title, "title", 600))
        if sentence:
            words.addWidget(Label(sentence, "base", 400, "text2", wrap=True))
        self.column.addLayout(words)
