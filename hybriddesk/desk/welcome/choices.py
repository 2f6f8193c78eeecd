"""Where drafts come from: three cards, one of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Chip, Label, restyle


@dataclass(frozen=True, slots=True)
class Choice:
    """One card. ``aside`` is the quiet word at its end; ``button`` an act of its own instead."""

    id: str
    icon: str
    title: str
    sentence: str
    aside: str = ""
    chip: str = ""
    button: tuple[str, Callable[[], object]] | None = None


class ChoiceCard(QFrame):
    """A card that can be chosen by click, Space or Return; arrows walk to its neighbours."""

    picked = Signal(str)
    walked = Signal(int)

    def __init__(self, theme: Theme, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setProperty("kind", "card")
        self.setObjectName(f"choice_{choice.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        self._icon = IconLabel(theme, choice.icon, "text2", 20)
        row.addWidget(self._icon)
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(choice.title, "read", 600))
        if choice.chip:
            head.addWidget(Chip(choice.chip, "ok"))
        head.addStretch(1)
        column.addLayout(head)
        self.sentence = Label(choice.sentence, "hint", 400, "text2", wrap=True)
        column.addWidget(self.sentence)
        row.addLayout(column, 1)
        if choice.aside:
            row.addWidget(Label(choice.aside, "hint", 400, "text2"))
        if choice.button:
            row.addWidget(Button(theme, choice.button[0], "ghost", name=f"choice_{choice.id}_act", act=choice.button[1]))
        self.show_chosen(chosen=False)

    def show_chosen(self, *, chosen: bool) -> None:
        """Frame, ground and name say whether this is the one."""
        self._icon.show_icon(self.choice.icon, "accent" if chosen else "text2")
        mark = " \u2713" if chosen else ""
        self.setAccessibleName(f"{self.choice.title}{mark}. {self.sentence.text()}")
        restyle(self, chosen="true" if chosen else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self.choice.id)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self.choice.id)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class Choices(QWidget):
    """The cards under each other; the first is chosen."""

    def __init__(self, theme: Theme, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.cards = [ChoiceCard(theme, choice) for choice in choices]
        for card in self.cards:
            card.picked.connect(self.choose)
            card.walked.connect(lambda step, here=card: self._walk(here, step))
            column.addWidget(card)
        self.chosen = choices[0].id
        self.choose(self.chosen)

    def choose(self, choice: str) -> None:
        """Marks one card."""
        self.chosen = choice
        for card in self.cards:
            card.show_chosen(chosen=card.choice.id == choice)

    def card(self, choice: str) -> ChoiceCard:
        """One of the cards."""
        return next(card for card in self.cards if card.choice.id == choice)

    def _walk(self, here: ChoiceCard, step: int) -> None:
        target = self.cards[(self.cards.index(here) + step) % len(self.cards)]
        target.setFocus()
        self.choose(target.choice.id)
