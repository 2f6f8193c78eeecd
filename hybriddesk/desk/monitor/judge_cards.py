"""Cards of the Confidence page about the judge: its diagram and figures, the spread of its scores, and each workflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout

from hybriddesk.desk.monitor.judgement_words import SPEAKS
from hybriddesk.desk.monitor.phrases import counted, tr, workflow_words
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.charts.reliability_chart import ReliabilityChart
from hybriddesk.desk.widgets.charts.scores_chart import ScoresChart
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number, percent
from hybriddesk.insight.reliability import ENOUGH, Reliability, Scores
from hybriddesk.workflow.judging import Judgement

FITS, OFF = 0.03, 0.06
"""ECE up to which confidence fits, and from which it is off."""
MOST_ROWS = 8


class JudgeCard(Card):
    """Whether confidence means what it says, and whether the starting rules or the learned judge speak."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Does confidence mean what it says?"), name="card_judge")
        self.who, self.fit = Chip(""), Chip("")
        self.head.addWidget(self.who)
        self.head.addWidget(self.fit)
        self.chart = ReliabilityChart(theme)
        self.meaning = Label("", "base", tone="text2", wrap=True)
        self.facts = FactsGrid()
        self.missing = Label("", "hint", tone="text2", wrap=True)
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.chart.readout)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.missing)
        self.body.addStretch(1)

    def show_judgement(self, found: Judgement) -> None:
        """Other figures."""
        words, tone, meaning = SPEAKS[found.speaks]
        self.who.show_text(tr(words), tone)
        self.meaning.setText(tr(meaning))
        whole = found.whole
        self.chart.setVisible(bool(whole.bins))
        self.chart.readout.setVisible(bool(whole.bins))
        self.chart.show_reliability(whole)
        self.fit.setVisible(whole.ece is not None)
        if whole.ece is not None:
            self.fit.show_text(*fit_words(whole.ece, beyond=whole.beyond))
        self.facts.show_facts(judge_facts(whole))
        self.missing.setText(missing_words(whole.count, found.missing))
        self.missing.setVisible(bool(self.missing.text()))


class ScoresCard(Card):
    """The spread of confidences, and the way to the gate."""

    def __init__(self, theme: Theme, to_gate: Callable[[], object]) -> None:
        super().__init__(tr("How sure it is"), name="card_scores")
        self.chart = ScoresChart(theme)
        self.words = Label("", "base", tone="text2", wrap=True)
        self.gate = Button(theme, tr("Choose what waits"), icon="sliders-horizontal", name="scores_gate", act=to_gate)
        self.body.addWidget(self.words)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.chart.readout)
        self.body.addStretch(1)
        self.body.addLayout(row(self.gate, stretch=-1))

    def show_scores(self, found: Scores, line: float) -> None:
        """Other counts."""
        self.chart.show_scores(found, line)
        waited = sum(found.to_person)
        self.words.setText(tr("{waited} of the latest {n} went to a person; below a confidence of {line} a draft waits now.").format(
            waited=number(waited), n=number(found.count), line=percent(line)))


class WorkflowsCard(Card):
    """A line a workflow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("By workflow"), name="card_workflows")
        self.table = PlainTable(
            theme, "confidence_workflows", tr("Confidence by workflow"),
            (tr("Workflow"), tr("Learned from"), tr("Accepted"), tr("Off by"), tr("Brier score")), (22, 16, 30, 16, 16),
        )
        self.none = Label(tr("Nobody has decided about a draft yet."), "base", tone="text2", wrap=True)
        column = QVBoxLayout()
        column.addWidget(self.table)
        column.addWidget(self.none)
        self.body.addLayout(column)
        theme.changed.connect(self._measure)

    def show_workflows(self, found: Mapping[str, Reliability]) -> None:
        """Other workflows, the one with most decisions first."""
        self.table.show_cells([_line(name, one) for name, one in found.items()])
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)
        self._measure()

    def _measure(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(1, self.table.rowCount()), MOST_ROWS)))


def judge_facts(whole: Reliability) -> list[tuple[str, str]]:
    """Name and value of each figure that is known."""
    facts = [(tr("Learned from"), counted(whole.count, "1 decision", "{n} decisions"))]
    if whole.accepted is not None:
        facts.append((tr("Accepted"), tr("{share}, between {low} and {high}").format(
            share=percent(whole.accepted.value), low=percent(whole.accepted.low), high=percent(whole.accepted.high))))
    if whole.ece is not None and whole.brier is not None and whole.average_brier is not None and whole.chance is not None:
        facts.append((tr("Off by (ECE)"), tr("{points} points on average; with so many decisions chance alone makes {chance}").format(
            points=number(100 * whole.ece, 1), chance=number(100 * whole.chance, 1))))
        facts.append((tr("Brier score"), tr("{brier}; always saying the average would score {average}, and less is better").format(
            brier=number(whole.brier, 3), average=number(whole.average_brier, 3))))
    return facts


def missing_words(decisions: int, to_calibrate: int) -> str:
    """What the page still waits for; empty if nothing."""
    if decisions < ENOUGH:
        return counted(ENOUGH - decisions, "ECE and Brier score come with 1 more decision.", "ECE and Brier score come with {n} more decisions.")
    if to_calibrate:
        return counted(to_calibrate, "After 1 more decision it is set right against outcomes.", "After {n} more decisions it is set right against outcomes.")
    return ""


def fit_words(ece: float, *, beyond: bool) -> tuple[str, str]:
    """Word and tone for how far confidence is off; ``beyond``: by more than chance makes of it."""
    if ece <= FITS or not beyond:
        return tr("Fits"), "ok"
    return (tr("Roughly fits"), "warn") if ece < OFF else (tr("Off"), "bad")


def _line(name: str, one: Reliability) -> tuple[Cell, ...]:
    accepted = one.accepted
    share = tr("{share} ({low} to {high})").format(share=percent(accepted.value), low=percent(accepted.low), high=percent(accepted.high)) if accepted else "\u2014"
    return (
        Cell(workflow_words(name)), Cell(counted(one.count, "1 decision", "{n} decisions"), "text2"), Cell(share, "text2"),
        Cell(tr("{points} points").format(points=number(100 * one.ece, 1)) if one.ece is not None else tr("from {n} on").format(n=number(ENOUGH)), "text2"),
        Cell(number(one.brier, 3) if one.brier is not None else "\u2014", "text2"),
    )
