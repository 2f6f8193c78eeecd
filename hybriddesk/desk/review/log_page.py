"""What happened to this draft, newest last."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.rubric_line import answer_words
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.desk.words import moment, number, percent
from hybriddesk.vault.decisions import HistoryRow
from hybriddesk.vault.rubric_answers import Answer

ACTS = {
    "filed": "Draft filed", "approve": "Approved as is", "edit": "Approved with edits", "return": "Sent back",
    "escalate": "Escalated", "undo": "Decision taken back",
}


class LogPage(Page):
    """One block per act: when, who, how much was changed, why."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("log_page", tr("Log"))
        self._theme = theme

    def show_history(self, history: tuple[HistoryRow, ...], answers: tuple[Answer, ...] = ()) -> None:
        """All acts of one entry."""
        self.empty()
        self.column.addWidget(SectionTitle(tr("What happened")))
        for row in history:
            self.column.addWidget(_block(row))
        if answers:
            self.column.addWidget(SectionTitle(tr("Rubric")))
        for one in answers:
            said = answer_words(one.value, one.highest)
            self.column.addWidget(Label(f"{one.criterion}: {said}", wrap=True))
            self.column.addWidget(Label(f"{one.person} \u00b7 {moment(one.answered_ms)}", "hint", tone="text2", wrap=True))


def _block(row: HistoryRow) -> QWidget:
    block = QWidget()
    body = QVBoxLayout(block)
    body.setContentsMargins(0, 4, 0, 6)
    body.setSpacing(2)
    act = tr(ACTS.get(row.act, row.act))
    body.addWidget(Label(tr("{act} (taken back since)").format(act=act) if row.undone else act, weight=500))
    body.addWidget(Label(" · ".join(_facts(row)), "hint", tone="text2", wrap=True))
    if row.note:
        body.addWidget(Label(row.note, "hint", wrap=True))
    return block


def _facts(row: HistoryRow) -> list[str]:
    facts = [moment(row.at_ms)]
    if row.person:
        facts.append(row.person)
    if row.edit_words is not None:
        facts.append(tr("{p} of the words changed").format(p=percent(row.edit_words)))
    if row.seconds:
        facts.append(tr("{n} s").format(n=number(row.seconds)))
    return facts
