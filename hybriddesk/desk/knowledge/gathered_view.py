"""All that was found for a question: what would go along, and what would be held back; a card a turn of the window's loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hybriddesk.desk.knowledge.passage_card import PassageCard, Show
from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.desk.words import number
from hybriddesk.records.knowledge import Gathered, HeldBack

HELD = 12
"""Held-back passages shown; nobody reads more of them."""


class GatheredView(QWidget):
    """``show_gathered`` again replaces what is shown. ``cards`` are those made so far, ``grown`` says whether all are."""

    def __init__(self, theme: Theme, show: Show) -> None:
        super().__init__()
        self._theme, self._show = theme, show
        self._parts: deque[Callable[[], None]] = deque()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._step)
        self.cards: list[PassageCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    @property
    def grown(self) -> bool:
        """Whether everything is in sight."""
        return not self._parts

    def show_gathered(self, question: str, found: Gathered, *, sources: bool) -> None:
        """What was found for this question. ``sources``: whether there are any, also where no index has them yet."""
        self.clear()
        given, held = found.given, found.held[:HELD]
        self._say(counted(len(given), "1 passage would go along", "{n} passages would go along"), _about_given(found, sources=sources))
        for at, passage in enumerate(given, 1):
            self._parts.append(partial(self._card, partial(PassageCard, self._theme, question, passage, self._show, number=at)))
        if found.held:
            self._parts.append(partial(
                self._say, counted(len(found.held), "1 passage would be held back", "{n} passages would be held back"), "", space=8))
        for each in held:
            self._parts.append(partial(self._card, partial(self._held, question, each)))
        if len(found.held) > HELD:
            self._parts.append(partial(self._say, "", tr("and {n} more").format(n=number(len(found.held) - HELD))))
        self._step()

    def clear(self) -> None:
        """Nothing is shown any more."""
        self._parts.clear()
        self._next.stop()
        self.cards.clear()
        while self._column.count():
            gone = self._column.takeAt(0)
            widget = gone.widget() if gone is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _held(self, question: str, each: HeldBack) -> PassageCard:
        return PassageCard(self._theme, question, each.passage, self._show, code=each.code)

    def _card(self, make: Callable[[], PassageCard]) -> None:
        card = make()
        self.cards.append(card)
        self._column.addWidget(card)

    def _say(self, title: str, words: str, *, space: int = 0) -> None:
        if space:
            self._column.addSpacing(space)
        if title:
            self._column.addWidget(SectionTitle(title))
        if words:
            self._column.addWidget(Label(words, "hint", tone="text2", wrap=True))

    def _step(self) -> None:
        if self._parts:
            self._parts.popleft()()
        if self._parts:
            self._next.start()


def _about_given(found: Gathered, *, sources: bool) -> str:
    if not found.index and sources:
        return tr("Your sources are still being taken in. What fits is shown here as soon as they are.")
    if not found.index:
        return tr("There is no source yet. Add files or paste a text under Sources.")
    if not found.given:
        return tr("Nothing of your sources fits this question: the request would be sent without them.")
    cut = counted(found.cut, " 1 character that no reader sees would be left out.", " {n} characters that no reader sees would be left out.") if found.cut else ""
    return tr("In this order, right before the message, as material and not as instructions. Personal data is replaced as in every text.") + cut
