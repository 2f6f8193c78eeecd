"""Two texts beside each other, of which one is kept: 1 or 2 says which, Esc leaves both as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import ElidedLabel, Label, line

KEYS = {Qt.Key.Key_1.value: 0, Qt.Key.Key_2.value: 1}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: ``key`` is what ``chosen`` carries, ``heading`` stands over the text, ``keep`` on its button."""

    key: str
    heading: str
    label: str
    keep: str


class TwoTexts(QFrame):
    """Shows and asks; decides nothing. ``name`` begins the objectNames of all parts."""

    chosen = Signal(str)
    """The ``key`` of the side that is kept."""
    left = Signal()

    def __init__(self, theme: Theme, name: str, title: str, hint: str, sides: tuple[Side, Side], cancel: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}s_page")
        self.setProperty("kind", "surface")
        self._sides = sides
        self.title = Label(title, "title", 600, wrap=True)
        self.hint = Label(hint, tone="text2", wrap=True)
        self.texts = tuple(_text(f"{name}_{side.key}", side.label) for side in sides)
        self.origins = tuple(ElidedLabel("", "hint", tone="text2") for _ in sides)
        self.keeps = tuple(
            Button(theme, side.keep, keys=str(at + 1), name=f"keep_{side.key}", act=partial(self.choose, side.key))
            for at, side in enumerate(sides)
        )
        self.no = Button(theme, cancel, "ghost", keys="Esc", name=f"{name}s_cancel", act=self.left.emit)
        self._lay_out()

    def choose(self, key: str) -> None:
        """Keeps one, once."""
        if self.keeps[0].isEnabled():
            self.allow(choose=False)
            self.chosen.emit(key)

    def allow(self, *, choose: bool) -> None:
        """Whether the two buttons and keys act."""
        for button in self.keeps:
            button.setEnabled(choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in KEYS and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            self.choose(self._sides[KEYS[event.key()]].key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        texts = QHBoxLayout()
        texts.setSpacing(12)
        for side, origin, view, keep in zip(self._sides, self.origins, self.texts, self.keeps, strict=True):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(Label(side.heading, weight=600))
            column.addWidget(origin)
            column.addWidget(view, 1)
            column.addWidget(keep)
            texts.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addLayout(texts, 1)
        column.addWidget(line())
        column.addWidget(self.no, 0, Qt.AlignmentFlag.AlignLeading)


def _text(name: str, label: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    return made
