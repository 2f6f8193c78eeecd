"""How far confidence can be trusted: the diagram, the spread, each workflow, what drifts, where bad answers came from, and who gives feedback."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import anyio.to_thread
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.fresh import Fresh
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.monitor.causes_work import CausesWork
from hybriddesk.desk.monitor.drift_card import DriftCard
from hybriddesk.desk.monitor.judge_cards import JudgeCard, ScoresCard, WorkflowsCard
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.monitor.voices_card import VoicesCard
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.cards import EmptyState
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed
from hybriddesk.workflow.judging import Judgement, read_judgement
from hybriddesk.workspace import Workspace

SIDE_BY_SIDE = 1000
QUICK, SLOW = frozenset({"settings"}), frozenset({"assessments", "reviews", "decisions", "feedback", "diagnoses"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures, and the confidence below which a draft waits now."""

    judgement: Judgement
    line: float


async def read_confidence(workspace: Workspace) -> Shown:
    """Runs on the engine thread, the reading beside it."""
    line = workspace.gating.threshold()
    return Shown(await anyio.to_thread.run_sync(partial(read_judgement, workspace.db)), line)


class ConfidencePage(CardScroll):
    """Its cards are made one a turn of the loop and shown after the first reading; an empty store says what would fill the page."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__("monitor_confidence", tr("Confidence"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self.shown: Shown | None = None
        self.fresh = Fresh(context, self, QUICK, SLOW, self._reading, self.show_figures)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self.column.addWidget(Label(tr(
            "Confidence is the chance that you accept an answer. It is compared here with what you decided; sample drafts are left out.",
        ), "hint", tone="text2", wrap=True))
        self.column.addLayout(self._pair)
        self.growing = Growing(context, self, __name__, self._judge)
        self.growing.add(self._spread, self._workflows, self._drift, self._causes, self._voices, self._nothing, self.fresh.refresh)

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        self.fresh.on_changed(changed)

    def show_figures(self, shown: Shown) -> None:
        """What was read."""
        self.growing.finish()
        self.shown = shown
        found = shown.judgement
        self.empty.setVisible(not found.answers)
        for card in (self.judge, self.spread, self.workflows, self.drift, self.causes.card, self.voices):
            card.setVisible(bool(found.answers))
        self.judge.show_judgement(found)
        self.spread.show_scores(found.scores, shown.line)
        self.workflows.show_workflows(found.workflows)
        self.drift.show_drifts(found.drifts)
        self.causes.card.show_causes(found.causes)
        self.voices.show_voices(found.voices, found.reversed, found.stars)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _judge(self) -> None:
        self.judge = JudgeCard(self._context.theme)
        self.judge.hide()
        self._pair.addWidget(self.judge, 3)

    def _spread(self) -> None:
        self.spread = ScoresCard(self._context.theme, partial(self._context.go_to, "monitor", view="gate"))
        self.spread.hide()
        self._pair.addWidget(self.spread, 2)

    def _workflows(self) -> None:
        self.workflows = WorkflowsCard(self._context.theme)
        self._place(self.workflows)

    def _drift(self) -> None:
        self.drift = DriftCard(self._context.theme)
        self._place(self.drift)

    def _causes(self) -> None:
        self.causes = CausesWork(self._context, self)
        self._place(self.causes.card)

    def _voices(self) -> None:
        self.voices = VoicesCard(self._context.theme)
        self._place(self.voices)

    def _nothing(self) -> None:
        self.empty = EmptyState(self._context.theme, "chart-line", tr("No answer was judged yet"), tr(
            "Every draft and every answer gets a confidence. Here you will see whether it means what it says, as soon as you decide about some of them.",
        ), name="confidence_empty")
        self._place(self.empty)
        self.column.addStretch(1)

    def _place(self, widget: QWidget) -> None:
        widget.hide()
        self.column.addWidget(widget)

    def _reading(self) -> Job:
        return self._context.engine.job(partial(read_confidence, self._context.workspace))
