"""Pieces that the cards share: a row with a chosen file, passphrases, a list of facts, a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, IconLabel
from hybriddesk.desk.widgets.text import ElidedLabel, Label
from hybriddesk.desk.words import sentence
from hybriddesk.records.errors import Fault

Facts = Sequence[tuple[str, str]]


class FileRow(QWidget):
    """A button that asks for a file, and the chosen path beside it."""

    def __init__(self, theme: Theme, name: str, words: str, ask: Callable[[], object], icon: str = "folder-open") -> None:
        super().__init__()
        self.path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.button = Button(theme, words, icon=icon, name=name, act=ask)
        self.shown = ElidedLabel(tr("No file chosen"), "hint", 400, "text3")
        row.addWidget(self.button)
        row.addWidget(self.shown, 1)

    def show_path(self, path: Path | None) -> None:
        """The path in force."""
        self.path = path
        self.shown.set_text(str(path) if path else tr("No file chosen"))
        self.shown.set_tone("text" if path else "text3")


class FactsGrid(QWidget):
    """Names and values in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.labels: list[tuple[Label, Label]] = []

    def show_facts(self, facts: Facts) -> None:
        """Other facts."""
        while len(self.labels) < len(facts):
            pair = Label("", "hint", 500, "text3"), Label("", "hint", 400, "text", wrap=True)
            at = len(self.labels)
            self._grid.addWidget(pair[0], at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], at, 1)
            pair[1].setObjectName(f"fact_{at}")
            self.labels.append(pair)
        for at, (name, value) in enumerate(self.labels):
            shown = at < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(facts[at][0])
                value.setText(_short(facts[at][1]))
                value.setToolTip(facts[at][1])
                value.setAccessibleName(f"{facts[at][0]}: {facts[at][1]}")

    def text(self) -> str:
        """All of it, for a test or a screen reader."""
        return "\n".join(f"{name.text()}: {value.text()}" for name, value in self.labels if not value.isHidden())


class Result(QFrame):
    """How it ended: a title with an icon, a sentence, facts, and what can be done next."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.icon = IconLabel(theme, "circle-check", "ok", 18)
        self.title = Label("", "base", 600, wrap=True)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.words = Label("", "hint", 400, "text2", wrap=True)
        self.facts = FactsGrid()
        column.addWidget(self.words)
        column.addWidget(self.facts)
        self._buttons: list[Button] = []
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        column.addLayout(self.acts)
        self.acts.addStretch(1)
        self.hide()

    def add_button(self, button: Button) -> Button:
        """A button that follows the result."""
        self.acts.insertWidget(self.acts.count() - 1, button)
        self._buttons.append(button)
        return button

    def say(self, title: str, words: str = "", facts: Facts = (), *, icon: str = "circle-check", tone: str = "ok") -> None:
        """A good or neutral end."""
        self.icon.show_icon(icon, tone)
        self.title.setText(title)
        self.title.set_tone(tone if tone != "ok" else "text")
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.facts.show_facts(facts)
        self.facts.setVisible(bool(facts))
        for button in self._buttons:
            button.setVisible(tone == "ok")
        self.setAccessibleName(f"{title} {words}")
        self.show()

    def say_fault(self, fault: Fault) -> None:
        """What happened, what still works, what to do."""
        said = sentence(fault)
        self.say(said.what, " ".join(part for part in (said.works, said.do) if part), icon="triangle-alert", tone="bad")


def card_head(theme: Theme, card: Card, icon: str, title: str, words: str) -> None:
    """Icon, title and one sentence at the top of a card."""
    card.setAccessibleName(title)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(IconLabel(theme, icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(Label(title, "read", 600))
    column.addWidget(Label(words, "hint", 400, "text2", wrap=True))
    row.addLayout(column, 1)
    card.body.addLayout(row)


def _short(text: str) -> str:
    """A digest by its ends: it is compared or copied, not read, and a line cannot break in it."""
    return f"{text[:16]}\u2026{text[-16:]}" if len(text) > 48 and " " not in text else text
