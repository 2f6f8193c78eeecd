"""One passage that was found for a question: its source, how well it fits, its text with the question's words marked, and why it is held back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.knowledge.marked_text import MarkedText
from hybriddesk.desk.knowledge.matched import matched
from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.passage_words import why_in_full
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel, Meter
from hybriddesk.desk.widgets.text import ElidedLabel, Label
from hybriddesk.desk.words import percent
from hybriddesk.records.knowledge import Passage

LONGEST = 4_000
"""Characters of a passage shown; longer ones are read beside their source."""
METER, EXCERPT = 88, 280
PLAIN = {"knowledge.held_irrelevant", "knowledge.held_repeats", "knowledge.held_no_room"}
"""Reasons that warn of nothing: a beginning of such a passage is enough to know it by."""
Show = Callable[[str, int], object]
"""``show(source, place)`` opens a source at a place of its text."""


class PassageCard(QFrame):
    """``number`` is the one it is cited by, 0 for a passage that is held back (``code`` says why)."""

    def __init__(self, theme: Theme, question: str, passage: Passage, show: Show, *, number: int = 0, code: str = "") -> None:
        super().__init__()
        shown = _cut(passage.text, EXCERPT if code in PLAIN else LONGEST)
        self.setProperty("kind", "sunken")
        self.setObjectName(f"passage_{number}" if number else "passage_held")
        self.name = ElidedLabel(f"[{number}]  {passage.name}" if number else passage.name, "base", 600)
        self.score = Label(percent(passage.score), "hint", 600, tone="text2")
        self.score.setToolTip(tr("How much of what is asked it speaks of"))
        self.meter = Meter(theme, tr("How much of what is asked it speaks of"), passage.score, "neutral" if code else "accent")
        self.meter.setFixedWidth(theme.px(METER))
        self.open = Button(
            theme, kind="icon", icon="book-open", label=tr("Show it in {source}").format(source=passage.name), name="passage_open",
            act=lambda: show(passage.source, passage.start),
        )
        self.words = MarkedText(theme, shown, matched(question, shown), "text2" if code else "text")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.meter)
        head.addWidget(self.score)
        head.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(head)
        tone = "text2" if code in PLAIN else "warn"
        self.why = Label(why_in_full(code) if code else "", "hint", 500, tone, wrap=True)
        if code:
            reason = QHBoxLayout()
            reason.setSpacing(6)
            reason.addWidget(IconLabel(theme, "info" if code in PLAIN else "shield-alert", tone, 16), 0, Qt.AlignmentFlag.AlignTop)
            reason.addWidget(self.why, 1)
            column.addLayout(reason)
        column.addWidget(self.words)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "\u2026"
