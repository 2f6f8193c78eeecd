"""The sheet in which a decision is written down: what is done, who owns it, which figure should change, and when that is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from hybriddesk.desk.monitor.cycle_words import said
from hybriddesk.desk.monitor.judgement_words import FIGURE_WORDS, figure_words
from hybriddesk.desk.monitor.phrases import tr, workflow_words
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop, Measure, Tick, WholeBox, named
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import NO_BREAK, sentence
from hybriddesk.records.cycle import FIGURES, Entry, Figure, Plan
from hybriddesk.records.errors import Refused
from hybriddesk.workflow.cycling import MOST_DAYS, checked_plan

WIDTH = 560
ACTION_HEIGHT = 84
EVERY = ""
"""The key of "every workflow" in the list."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The card it is about, the workflows there are, and who owns it unless another name is given."""

    entry: Entry
    workflows: tuple[str, ...]
    owner: str

    def plan(self) -> Plan:
        """What the sheet shows first: the plan as it stands, or one from the topic."""
        if self.entry.plan is not None:
            return self.entry.plan
        figure: Figure = next((name for name in FIGURES if name == self.entry.facts.get("figure")), "bad_share")
        return Plan("", self.owner, figure, str(self.entry.facts.get("workflow", "")))


class DecisionSheet(Sheet):
    """Shown with ``open()``. ``decided(plan, carried_out)`` hears of Save; Esc changes nothing."""

    def __init__(self, context: DeskContext, proposal: Proposal, decided: Callable[[Plan, bool], object], window: QWidget) -> None:
        super().__init__(context.theme, "decision_sheet", tr("What was decided?"), window)
        self._decided = decided
        theme, plan = context.theme, proposal.plan()
        self.action = QPlainTextEdit(plan.action)
        named(self.action, "decision_action", tr("What is to be done"))
        self.action.setPlaceholderText(tr("Such as: begin replies with Hello and the first name"))
        self.action.setTabChangesFocus(True)
        Measure(theme, self.action, height=ACTION_HEIGHT)
        self.owner = Field("decision_owner", tr("Who takes care of it"))
        self.owner.setText(plan.owner)
        self.figure = Drop("decision_figure", tr("The figure that should change"))
        self.figure.offer([(name, figure_words(name)) for name in FIGURE_WORDS], plan.figure)
        self.workflow = Drop("decision_workflow", tr("Of which workflow"))
        self.workflow.offer([(EVERY, tr("Every workflow")), *((name, workflow_words(name)) for name in proposal.workflows)], plan.workflow)
        self.days = WholeBox("decision_days", tr("Check after"), 1, MOST_DAYS)
        self.days.setSuffix(f"{NO_BREAK}{tr('days')}")
        self.days.setValue(plan.days)
        self.items = WholeBox("decision_items", tr("Or as soon as so many items came"), 0, 100_000)
        self.items.setSpecialValueText(tr("not by items"))
        self.items.setMinimum(0)
        self.items.setValue(plan.items)
        self.carried_out = Tick("decision_done", tr("It is carried out already"), tr("It is carried out already; its days count from now"))
        self.refusal = Label("", "hint", tone="bad", wrap=True)
        self.refusal.hide()
        self.save = Button(theme, tr("Save the decision"), "primary", name="decision_save", act=self._save)
        self.cancel = Button(theme, tr("Cancel"), name="decision_cancel", act=self.reject)
        entry = proposal.entry
        self._lay_out(entry.note if entry.code == "cycle.own" and entry.note else said(entry.code, dict(entry.facts)).what)
        self.place(WIDTH)
        self.action.setFocus()

    def plan(self) -> Plan:
        """What stands in the fields."""
        figure: Figure = next(name for name in FIGURES if name == self.figure.key())
        return Plan(self.action.toPlainText().strip(), self.owner.text().strip(), figure, self.workflow.key(), self.days.value(), self.items.value())

    def _save(self) -> None:
        plan = self.plan()
        try:
            checked_plan(plan)
        except Refused as fault:
            said_of = sentence(fault)
            self.refusal.setText(f"{said_of.what} {said_of.do}")
            self.refusal.show()
            self.adjustSize()
            return
        self._decided(plan, self.carried_out.isChecked())
        self.accept()

    def _lay_out(self, about: str) -> None:
        self.head(about)
        self.column.addWidget(self.action)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (words, field) in enumerate((
            (tr("Owner"), self.owner), (tr("Figure to watch"), self.figure), (tr("Workflow"), self.workflow), (tr("Check after"), self.days),
            (tr("Or as soon as"), self.items),
        )):
            grid.addWidget(Label(words, "base", 500), at, 0)
            grid.addWidget(field, at, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.carried_out)
        self.column.addWidget(self.refusal)
        self.foot(self.cancel, self.save)
