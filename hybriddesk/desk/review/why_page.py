"""Why this draft waits for a person, in words and bars; and what the person thinks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hybriddesk.desk.review.cause_card import CauseCard
from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import LOW, short, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Meter
from hybriddesk.desk.widgets.text import Label, SectionTitle, line, restyle
from hybriddesk.desk.words import number, of_code, percent
from hybriddesk.records.way import Reason
from hybriddesk.records.work import Review

RULES = {"review.below_threshold", "review.rule", "review.random_check", "review.asked"}
"""Reasons that say which rule sent the draft here; the others are checks."""

ROOM, GAP = 244, 4
"""Width of the page at 100 %, and between chips."""

FAULTS = {"fact": "Wrong fact", "tone": "Tone", "long": "Too long", "policy": "Policy"}


class ReasonRow(QFrame):
    """One check: its name, a bar with its figure, a sentence. Clicking (or Return) shows the words it speaks of."""

    clicked = Signal()

    def __init__(self, theme: Theme, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = reason
        said = of_code(reason.code, dict(reason.facts))
        name = short(reason.code) or said.what
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(name, wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(5)
        column.addLayout(head)
        if reason.value is not None:
            head.addWidget(Label(percent(reason.value), "hint", tone="text2"), 0, Qt.AlignmentFlag.AlignTop)
            column.addWidget(Meter(theme, name, reason.value, _tone(reason.value)))
        column.addWidget(Label(" ".join(part for part in (said.what, said.do) if part), "hint", tone="text2", wrap=True))
        self.setAccessibleName(f"{name}. {said.what}")
        self.setObjectName("reason_" + reason.code.rpartition(".")[2])
        if reason.spans:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            column.addWidget(Label(tr("Show the words"), "hint", 500, "accent"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.reason.spans:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.reason.spans and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Space}:
            self.clicked.emit()
            return
        super().keyPressEvent(event)


@dataclass(slots=True)
class _Thumbs:
    up: Button
    down: Button
    faults: dict[str, QPushButton] = field(default_factory=dict)


class WhyPage(Page):
    """``chosen(reason)`` on a click; ``thumbed(thumb, reason)`` on feedback."""

    def __init__(self, theme: Theme, chosen: Callable[[Reason], object], thumbed: Callable[[str, str], object]) -> None:
        super().__init__("why_page", tr("Why this needs you"))
        self._theme = theme
        self._chosen = chosen
        self._thumbed = thumbed
        self.cause = CauseCard(theme)
        self.rows: list[ReasonRow] = []
        self.thumbs: _Thumbs | None = None

    def show_review(self, review: Review) -> None:
        """Its checks, the rule that sent it, and the thumbs."""
        self.empty()
        checks = [reason for reason in review.reasons if reason.code not in RULES]
        rules = [reason for reason in review.reasons if reason.code in RULES]
        self.column.addWidget(SectionTitle(tr("Why this needs you") if review.needs_person else tr("What the checks say")))
        self.column.addWidget(Label(_summary(checks), "hint", tone="text2", wrap=True))
        self.column.addSpacing(4)
        self.rows = [self._row(reason) for reason in checks]
        for row in self.rows:
            self.column.addWidget(row)
        if rules:
            self._section(tr("Rule that sent it here"))
            for reason in rules:
                said = of_code(reason.code, dict(reason.facts))
                self.column.addWidget(Label(" ".join(part for part in (said.what, said.do) if part), "hint", tone="text2", wrap=True))
        self._section(tr("Your feedback"))
        self._feedback()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(0, self.cause)
        outer.setSpacing(12)

    def _row(self, reason: Reason) -> ReasonRow:
        row = ReasonRow(self._theme, reason)
        row.clicked.connect(lambda: self._chosen(reason))
        return row

    def _section(self, title: str) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(line())
        self.column.addSpacing(8)
        self.column.addWidget(SectionTitle(title))

    def _feedback(self) -> None:
        up = Button(self._theme, tr("Good draft"), "toggle", icon="thumbs-up", name="thumb_up", act=lambda: self._thumb("up", ""))
        down = Button(self._theme, tr("Poor draft"), "toggle", icon="thumbs-down", name="thumb_down", act=lambda: self._thumb("down", ""))
        self.thumbs = _Thumbs(up, down)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (up, down):
            button.setCheckable(True)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addSpacing(4)
        self.column.addLayout(row)
        self.column.addSpacing(4)
        self.column.addLayout(_rows([self._chip(key, tr(words)) for key, words in FAULTS.items()], self._theme.px(ROOM)))
        self.column.addSpacing(4)
        self.column.addWidget(
            Label(tr("Stays on this computer. Used for quality figures and to pick test cases."), "hint", tone="text2", wrap=True),
        )

    def _chip(self, key: str, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setObjectName(f"fault_{key}")
        chip.setAccessibleName(tr("Poor draft: {why}").format(why=words))
        chip.setCheckable(True)
        restyle(chip, kind="chip", tone="neutral")
        chip.clicked.connect(lambda _checked=False: self._thumb("down", key))
        assert self.thumbs is not None
        self.thumbs.faults[key] = chip
        return chip

    def _thumb(self, thumb: str, reason: str) -> None:
        """One thumb and at most one reason stand; each click is kept."""
        assert self.thumbs is not None
        self.thumbs.up.setChecked(thumb == "up")
        self.thumbs.down.setChecked(thumb == "down")
        for key, chip in self.thumbs.faults.items():
            chip.setChecked(key == reason)
        self._thumbed(thumb, reason)


def _rows(chips: list[QPushButton], room: int) -> QVBoxLayout:
    """The chips side by side, in as many rows as the room asks for."""
    rows = QVBoxLayout()
    rows.setSpacing(4)
    row, used = QHBoxLayout(), 0
    for chip in chips:
        width = chip.sizeHint().width() + GAP
        if used and used + width > room:
            row.addStretch(1)
            rows.addLayout(row)
            row, used = QHBoxLayout(), 0
        row.setSpacing(GAP)
        row.addWidget(chip)
        used += width
    row.addStretch(1)
    rows.addLayout(row)
    return rows


def _summary(checks: list[Reason]) -> str:
    low = sum(reason.value is not None and reason.value < LOW for reason in checks)
    if not checks:
        return tr("No check found anything to object to.")
    if not low:
        return tr("Nothing is badly wrong; read it once.")
    return tr("One check fell low.") if low == 1 else tr("{n} checks fell low.").format(n=number(low))


def _tone(value: float) -> str:
    if value < 0.5:
        return "bad"
    return "warn" if value < 0.75 else "ok"
