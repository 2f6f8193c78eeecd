"""What may reach one provider, kind by kind: a profile, and rows of the person's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.settings.policy_words import ACTIONS, action_sentence, action_words
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import translated
from hybriddesk.privacy.generalise import GENERAL_KINDS
from hybriddesk.privacy.kinds import KINDS, KindInfo
from hybriddesk.privacy.policy import Action, Policy

WIDTH, HEIGHT = 760, 620


class PolicySheet(Sheet):
    """Shown with ``open()``. Each choice is stored at once; ``changed(policy)`` hears of it. Up and Down choose a kind, Tab leads to what is done."""

    def __init__(self, context: DeskContext, provider: str, policy: Policy, changed: Callable[[Policy], object], window: QWidget) -> None:
        theme = context.theme
        super().__init__(theme, "policy_sheet", tr("What may reach {name}").format(name=provider), window, spacing=12)
        self._context, self._provider, self._changed = context, provider, changed
        self.policy = policy
        self.table = PlainTable(
            theme, "policy_table", tr("Kinds of data and what is done with them"), (tr("Kind"), tr("Example"), tr("What is done"), tr("Set by")),
            (30, 32, 22, 16),
        )
        self.kind = Label("", "read", 600)
        self.choice = Segmented(
            {action: action_words(action) for action in ACTIONS}, name="policy_action", label=tr("What is done"), chosen=self._act,
        )
        self.says = Label("", "hint", tone="text2", wrap=True)
        self.outcome = Outcome(theme, "policy_outcome")
        self.close_button = Button(theme, tr("Close"), "primary", name="policy_close", act=self.accept)
        self._lay_out()
        self.place(WIDTH, HEIGHT)
        self.show_policy(policy)
        self.table.currentCellChanged.connect(lambda *_cells: self._show_kind())
        self.table.setFocus()

    def show_policy(self, policy: Policy) -> None:
        """The table as it is stored."""
        self.policy = policy
        self.table.show_cells([self._row(kind.name, translated(kind.label, "Privacy"), kind.example) for kind in KINDS])
        self._show_kind()

    def _row(self, kind: str, label: str, example: str) -> tuple[Cell, ...]:
        by_hand = kind in self.policy.own
        return (
            Cell(label), Cell(example, "text3"), Cell(action_words(self.policy.action(kind)), "accent_text" if by_hand else "text"),
            Cell(tr("you") if by_hand else tr("profile"), "text2"),
        )

    def _chosen(self) -> KindInfo:
        return KINDS[max(0, self.table.currentRow())]

    def _show_kind(self) -> None:
        kind = self._chosen()
        action = self.policy.action(kind.name)
        self.kind.setText(translated(kind.label, "Privacy"))
        self.choice.choose(action)
        self.choice.button("generalise").setEnabled(kind.name in GENERAL_KINDS)
        self.says.setText(action_sentence(action))

    def _act(self, action: str) -> None:
        policies, provider, kind = self._context.workspace.providing.policies, self._provider, self._chosen().name
        self.says.setText(action_sentence(cast("Action", action)))
        job = self._context.engine.call(partial(policies.set_action, provider, kind, action))
        job.done.connect(self._stored)
        job.done.connect(self._changed)  # by itself: the sheet may be gone by then
        job.failed.connect(self._failed)
        job.start()

    def _stored(self, policy: Policy) -> None:
        self.outcome.clear()
        self.show_policy(policy)

    def _failed(self, fault: object) -> None:
        self.show_policy(self.policy)
        self.outcome.bad(fault)  # type: ignore[arg-type]  # a job fails with a Fault

    def _lay_out(self) -> None:
        column = self.column
        self.head(tr("A row of yours is stronger than the profile and than the switches under Privacy. Every change is in the audit log."))
        column.addWidget(self.table, 1)
        column.addWidget(self.kind)
        column.addWidget(self.choice)
        column.addWidget(self.says)
        column.addWidget(self.outcome)
        self.foot(self.close_button)
