"""How far confidence can be trusted: the diagram, the spread, each workflow, what drifts, and who gives feedback."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import anyio.to_thread
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.monitor.drift_card import DriftCard
from hybriddesk.desk.monitor.fresh import Fresh
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
QUICK, SLOW = frozenset({"settings"}), frozenset({"assessments", "reviews", "decisions", "feedback"})


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
    """Nothing is shown before the first reading; an empty store says what would fill the page."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__("monitor_confidence", tr("Confidence"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self.shown: Shown | None = None
        theme = context.theme
        self.judge, self.spread = JudgeCard(theme), ScoresCard(theme, lambda: context.go_to("monitor", view="gate"))
        self.workflows, self.drift, self.voices = WorkflowsCard(theme), DriftCard(theme), VoicesCard(theme)
        self.empty = EmptyState(theme, "chart-line", tr("No answer was judged yet"), tr(
            "Every draft and every answer gets a confidence. Here you will see whether it means what it says, as soon as you decide about some of them.",
        ), name="confidence_empty")
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self._pair.addWidget(self.judge, 3)
        self._pair.addWidget(self.spread, 2)
        self.column.addWidget(Label(tr(
            "Confidence is the chance that you accept an answer. It is compared here with what you decided; sample drafts are left out.",
        ), "hint", tone="text2", wrap=True))
        self.column.addLayout(self._pair)
        for widget in (self.workflows, self.drift, self.voices, self.empty):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._cards = (self.judge, self.spread, self.workflows, self.drift, self.voices)
        for card in (*self._cards, self.empty):
            card.hide()
        self.fresh = Fresh(context, self, QUICK, SLOW, self._reading, self.show_figures)
        self.fresh.refresh()

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        self.fresh.on_changed(changed)

    def show_figures(self, shown: Shown) -> None:
        """What was read."""
        self.shown = shown
        found = shown.judgement
        self.empty.setVisible(not found.answers)
        for card in self._cards:
            card.setVisible(bool(found.answers))
        self.judge.show_judgement(found)
        self.spread.show_scores(found.scores, shown.line)
        self.workflows.show_workflows(found.workflows)
        self.drift.show_drifts(found.drifts)
        self.voices.show_voices(found.voices, found.reversed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _reading(self) -> Job:
        return self._context.engine.job(partial(read_confidence, self._context.workspace))
