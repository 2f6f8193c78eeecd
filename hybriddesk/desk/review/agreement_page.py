"""How far two reviewers agree: percent, Cohen's kappa, their intervals, and how many drafts the figures stand on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label, SectionTitle, line
from hybriddesk.desk.words import number, percent
from hybriddesk.insight.agreement import ENOUGH, Rated
from hybriddesk.workflow.overlapping import Agreement


class AgreementPage(QFrame):
    """``handing`` is the card for second looks by file. Esc leaves the page."""

    left = Signal()

    def __init__(self, theme: Theme, handing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_page")
        self.setProperty("kind", "surface")
        self.body = Page("agreement_pairs", tr("Agreement"))
        self.back = Button(theme, tr("Back to the desk"), "ghost", keys="Esc", name="agreement_back", act=self.left.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(10)
        column.addWidget(Label(tr("How far the reviewers agree"), "title", 600, wrap=True))
        column.addWidget(Label(
            tr("From drafts that two people decided about without seeing each other's decision: approved as is, approved with edits, or sent back."),
            tone="text2", wrap=True,
        ))
        column.addWidget(self.body)
        column.addWidget(handing)
        column.addStretch(1)
        column.addWidget(line())
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)

    def show_pairs(self, pairs: Sequence[Agreement]) -> None:
        """A block for every two reviewers."""
        self.body.empty()
        if not pairs:
            self.body.column.addWidget(Label(
                tr("No draft was decided twice yet. Name the reviewers in Settings, Review; a share of what one decides is then shown to another."), wrap=True,
            ))
        for pair in pairs:
            self.body.column.addSpacing(8)
            self.body.column.addWidget(SectionTitle(tr("{one} and {other}").format(one=pair.people[0], other=pair.people[1])))
            for words in said(pair):
                self.body.column.addWidget(Label(words, wrap=True))
        self.back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def said(pair: Agreement) -> tuple[str, ...]:
    """The figures in words; where there are too few drafts it says so and gives no kappa."""
    count, share = pair.percent.count, pair.percent
    drafts = tr("1 draft decided by both") if count == 1 else tr("{n} drafts decided by both").format(n=number(count))
    first = tr("{drafts}: the same decision in {p} of them (95 % interval {low} to {high}).").format(
        drafts=drafts, p=percent(share.value), low=percent(share.low), high=percent(share.high),
    )
    return first, _kappa(pair.kappa, count)


def _kappa(rated: Rated | None, count: int) -> str:
    if count < ENOUGH:
        return tr("Too few for Cohen's kappa: {n} of the {of} that it needs.").format(n=number(count), of=number(ENOUGH))
    if rated is None:
        return tr("Cohen's kappa says nothing here: everybody always decided the same way.")
    return tr("Cohen's kappa {value} (95 % interval {low} to {high}); 0 is what chance would do, 1 is full agreement.").format(
        value=number(rated.value, 2), low=number(rated.low, 2), high=number(rated.high, 2),
    )
