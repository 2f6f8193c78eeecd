"""A page of the settings: a heading, and cards in a column that scrolls."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Measure, named
from hybriddesk.desk.settings.row import SettingRow
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.records.work import Changed

WIDEST = 760
Part = Callable[[], object]


class SettingsPage(QScrollArea):
    """Made when it is first shown, living as long as the place. ``grow`` adds its parts, one a turn of the window's loop."""

    def __init__(self, context: DeskContext, name: str, title: str, sentence: str = "") -> None:
        super().__init__()
        self.context = context
        self.rows: list[SettingRow] = []
        self._parts: deque[Part] = deque()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._grow)
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
        Measure(context.theme, body, widest=WIDEST)
        row.addWidget(body, 1000)
        row.addStretch(1)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self._head(title, sentence)
        self.column.addStretch(1)

    def grow(self, *parts: Part) -> None:
        """Runs the first part now and the others one by one, so that no page keeps the window from painting."""
        self._parts.extend(parts)
        self._grow()

    @property
    def grown(self) -> bool:
        """Whether every part is there."""
        return not self._parts

    def finish(self) -> None:
        """Adds what is still missing at once."""
        while self._parts:
            self._grow()

    def add(self, part: QWidget | QLayout) -> None:
        """Puts a card under the others."""
        at = self.column.count() - 1
        if isinstance(part, QWidget):
            self.column.insertWidget(at, part)
        else:
            self.column.insertLayout(at, part)

    def row_parts(self, makers: Sequence[Callable[[], SettingRow]]) -> list[Part]:
        """A card with one row under the other, as parts to grow."""
        card = Card()
        return [partial(self._add_row, card, maker) for maker in makers]

    def _add_row(self, card: Card, maker: Callable[[], SettingRow]) -> None:
        if card.body.count():
            card.body.addWidget(line())
        else:
            self.add(card)
        row = maker()
        card.body.addWidget(row)
        self.rows.append(row)

    def _grow(self) -> None:
        if self._parts:
            self._parts.popleft()()
        if self._parts:
            self._next.start()

    def opened(self) -> None:
        """The page comes to the front."""

    def on_changed(self, changed: Changed) -> None:
        """A commit touched these tables."""
        if "settings" in changed.tables:
            for row in self.rows:
                if not changed.ids or row.setting.name in changed.ids:
                    row.show_value()

    def put_away(self) -> None:
        """Another page comes to the front: saves what is not saved yet."""
        for row in self.rows:
            row.flush()

    def leaving(self) -> None:
        """The store is about to be locked: saves, and forgets every secret. What has not grown yet would find no store to read."""
        self._next.stop()
        self.put_away()

    def _head(self, title: str, sentence: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(title, "title", 600))
        if sentence:
            words.addWidget(Label(sentence, "base", 400, "text2", wrap=True))
        self.column.addLayout(words)
