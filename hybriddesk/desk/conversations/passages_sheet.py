"""What an answer rested on: the passages of the person's own sources that went along with its question, and those held back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.passage_words import why
from hybriddesk.desk.preview.sheet import Scrim
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.records.knowledge import Gathered

WIDTH, HEIGHT = 620, 560


class PassagesSheet(QDialog):
    """Shown with ``open()``. ``shown`` turns stored text into the form on the screen."""

    def __init__(self, theme: Theme, found: Gathered, shown: Callable[[str], str], window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("passages_sheet")
        self.setWindowTitle(tr("What this answer rests on"))
        self.setAccessibleName(self.windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._scrim = Scrim(theme, window)
        self.resize(min(theme.px(WIDTH), window.width() - 48), min(theme.px(HEIGHT), window.height() - 48))
        self.close_button = Button(theme, tr("Close"), "primary", name="passages_close", act=self.accept)
        self._lay_out(_listed(found, shown))
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
        self.close_button.setFocus()

    def done(self, result: int) -> None:
        """Esc or Close takes it away."""
        self._scrim.deleteLater()
        self.deleteLater()
        super().done(result)

    def _lay_out(self, inside: QWidget) -> None:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), "title", 600))
        words = tr("Passages of your own sources as they were then. An answer cites them by their number.")
        column.addWidget(Label(words, "hint", tone="text2", wrap=True))
        scroll = QScrollArea()
        scroll.setObjectName("passages_scroll")
        scroll.setAccessibleName(self.windowTitle())
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)


def _listed(found: Gathered, shown: Callable[[str], str]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    for number_of, one in enumerate(found.given, 1):
        column.addWidget(_card(f"[{number_of}] {shown(one.name)}", "", shown(one.text)))
    if found.held:
        column.addWidget(SectionTitle(tr("Held back")))
    for held in found.held:
        column.addWidget(_card(shown(held.passage.name), why(held.code), shown(held.passage.text)))
    column.addStretch(1)
    return inside


def _card(name: str, reason: str, text: str) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "sunken")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(4)
    column.addWidget(Label(name, "hint", 600, wrap=True))
    if reason:
        column.addWidget(Label(reason, "hint", 500, "warn", wrap=True))
    column.addWidget(Label(text, "hint", tone="text2", wrap=True, selectable=True))
    return card
