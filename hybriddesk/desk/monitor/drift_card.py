"""What drifts: each figure of each workflow with its course, what is usual and what came lately."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from hybriddesk.desk.monitor.judgement_words import DRIFTS, drift_amount, drift_state
from hybriddesk.desk.monitor.phrases import counted, tr, workflow_words
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.sparkline import Sparkline
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.insight.drift import PSI_MUCH, PSI_SOME
from hybriddesk.insight.drifting import DriftFigure

COURSE = (120, 26)
MOST = 24


class DriftLine:
    """The widgets of one figure in the grid; reused for another figure."""

    def __init__(self, theme: Theme, grid: QGridLayout, at: int) -> None:
        self.name = Label("", "base", 500, wrap=True)
        self.course = Sparkline(theme, "")
        self.course.setFixedSize(theme.px(COURSE[0]), theme.px(COURSE[1]))
        self.words = Label("", "base", tone="text2", wrap=True)
        self.state = Chip("")
        self.parts: tuple[QWidget, ...] = (self.name, self.course, self.words, self.state)
        for column, widget in enumerate(self.parts):
            grid.addWidget(widget, at, column)

    def show_figure(self, one: DriftFigure) -> None:
        """Another figure."""
        name = tr("{figure}, {workflow}").format(figure=tr(DRIFTS[one.name]), workflow=workflow_words(one.workflow))
        self.name.setText(name)
        self.name.setToolTip(tr("{version}, {model}").format(version=one.prompt_version, model=one.model))
        words, tone = drift_state(one)
        self.state.show_text(words, tone)
        self.course.show_series(one.course, one.usual, "warn" if tone == "warn" else "accent")
        self.words.setText(figure_sentence(one))
        self.course.setAccessibleName(f"{name}: {words}. {self.words.text()}")

    def set_visible(self, on: bool) -> None:
        """All of it."""
        for widget in self.parts:
            widget.setVisible(on)


class DriftCard(Card):
    """A reference belongs to a prompt version and a model, so nothing is called a drift that was a promotion."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("What drifts"), name="card_drift")
        self._theme = theme
        self.lines: list[DriftLine] = []
        self.none = Label("", "base", tone="text2", wrap=True)
        self.body.addWidget(Label(tr(
            "Each figure against its own past, by workflow and hour of the day. A new prompt version or model begins with a past of its own.",
        ), "hint", tone="text2", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 4)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.none)

    def show_drifts(self, found: Sequence[DriftFigure]) -> None:
        """Other figures; those of the busiest workflows where there are very many."""
        shown = found[:MOST]
        while len(self.lines) < len(shown):
            self.lines.append(DriftLine(self._theme, self._grid, len(self.lines)))
        for at, line in enumerate(self.lines):
            line.set_visible(at < len(shown))
            if at < len(shown):
                line.show_figure(shown[at])
        self.none.setVisible(len(found) != len(shown) or not found)
        self.none.setText(tr("Comes with the first answers.") if not found else tr("{n} more of quieter workflows.").format(n=number(len(found) - len(shown))))


def figure_sentence(one: DriftFigure) -> str:
    """What is usual and what came lately, or how many answers are missing."""
    if one.usual is None or one.now is None:
        return counted(one.missing, "The usual is known after 1 more", "The usual is known after {n} more")
    words = tr("usually {usual}, lately {now}").format(usual=drift_amount(one.name, one.usual), now=drift_amount(one.name, one.now))
    if one.psi is None or one.psi < PSI_SOME:
        return words
    second = tr("this week differs") if one.psi < PSI_MUCH else tr("this week is another population")
    return tr("{words}; {second} (PSI {psi})").format(words=words, second=second, psi=number(one.psi, 2))
