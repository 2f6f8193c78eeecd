"""The gate: what waits for a person, chosen by what one wants, with its price in reviews and misses before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import anyio.to_thread
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.fresh import Fresh
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.monitor.gate_choice import ChoiceCard
from hybriddesk.desk.monitor.gate_words import audit_words, curve_words, missed_words, price_facts
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.charts.risk_chart import RiskChart
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed
from hybriddesk.review.gate_price import GateChoice, Known, Price, line_of, price, risk_curve
from hybriddesk.review.gating import Estimate, Point
from hybriddesk.workspace import Workspace

SIDE_BY_SIDE = 1000
PRICE_MS = 150
FEWEST = 20
"""Decided drafts from which the curve is drawn."""
QUICK, SLOW = frozenset({"settings"}), frozenset({"assessments", "reviews", "decisions"})


@dataclass(frozen=True, slots=True)
class Gate:
    """The choice in force with its line and price, the curve, and what the random checks found."""

    choice: GateChoice
    line: float
    price: Price | None
    known: Known
    points: tuple[Point, ...]
    misses: Estimate | None


@dataclass(frozen=True, slots=True)
class Priced:
    """A choice that is not saved, its line and its price."""

    choice: GateChoice
    line: float
    price: Price | None


async def read_gate(workspace: Workspace) -> Gate:
    """The store is asked on the engine thread; the curve and the price are computed beside it."""
    gating = workspace.gating
    choice, known, line, misses = gating.choice(), gating.known(), gating.threshold(), gating.misses()
    points, cost = await anyio.to_thread.run_sync(lambda: (risk_curve(known), price(choice, known)))
    return Gate(choice, line, cost, known, points, misses)


def read_price(known: Known, choice: GateChoice) -> Priced:
    """The line and the price of a choice that is not saved; any thread."""
    return Priced(choice, line_of(choice, known)[0], price(choice, known))


class GatePage(CardScroll):
    """Nothing is saved before Save; what was saved can be put back from the toast."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__("monitor_gate", tr("Gate"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self.gate: Gate | None = None
        self.priced: Priced | None = None
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(16)
        self.column.addWidget(Label(tr(
            "Drafts below a line wait for a person, the others may pass. Say what you want of that line and see what it costs before you save it.",
        ), "hint", tone="text2", wrap=True))
        self.column.addLayout(self._pair)
        self._pause = QTimer(self, singleShot=True, interval=PRICE_MS)
        self._pause.timeout.connect(self._ask_price)
        self.fresh = Fresh(context, self, QUICK, SLOW, self._reading, self.show_gate)
        self.growing = Growing(context, self, __name__, self._make_choice)
        self.growing.add(self._make_price, self._make_curve, self.fresh.refresh)

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        self.fresh.on_changed(changed)

    def show_gate(self, gate: Gate) -> None:
        """What is in force. A choice that the person is making stays as it is."""
        self.growing.finish()
        fresh = self.gate is None or self.choice.value() == self.gate.choice
        self.gate = gate
        if fresh:
            self.choice.show_choice(gate.choice)
            self.priced = Priced(gate.choice, gate.line, gate.price)
        self.choice.allow_save(self.choice.value() != gate.choice)
        self.choice.say_risk(len(gate.known.judged))
        self._show()
        if not fresh:
            self._ask_price()

    def save(self) -> None:
        """Stores the choice whole; Undo puts the one before it back."""
        wanted, gating = self.choice.value(), self._context.workspace.gating
        job = self._context.engine.call(partial(gating.choose, wanted))
        job.done.connect(partial(self._saved, wanted))
        job.failed.connect(self.fresh.failed)
        job.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _saved(self, wanted: GateChoice, before: GateChoice) -> None:
        self._context.toasts.show_toast(tr("Saved. The next drafts go by it."), undo=partial(self._put_back, before))
        if self.gate is not None and self.choice.value() == wanted:
            self.gate = replace(self.gate, choice=wanted)
        self.fresh.refresh()

    def _put_back(self, before: GateChoice) -> None:
        job = self._context.engine.call(partial(self._context.workspace.gating.choose, before))
        job.done.connect(lambda _after: self._show_stored(before))
        job.failed.connect(self.fresh.failed)
        job.start()

    def _show_stored(self, choice: GateChoice) -> None:
        self.choice.show_choice(choice)
        self._changed()
        self.fresh.refresh()

    def _changed(self) -> None:
        self.choice.allow_save(self.gate is not None and self.choice.value() != self.gate.choice)
        self._pause.start()

    def _ask_price(self) -> None:
        if self.gate is None:
            return
        job = self._context.engine.job(partial(anyio.to_thread.run_sync, partial(read_price, self.gate.known, self.choice.value())))
        job.done.connect(self._show_priced)
        job.failed.connect(self.fresh.failed)
        job.start()

    def _show_priced(self, priced: Priced) -> None:
        if priced.choice == self.choice.value():
            self.priced = priced
            self._show()

    def _show(self) -> None:
        gate, priced = self.gate, self.priced
        if gate is None or priced is None:
            return
        self.facts.show_facts(price_facts(priced.line, priced.price, gate.price if priced.choice != gate.choice else None))
        self.facts.setVisible(priced.price is not None)
        self.missed.setText(missed_words(priced.price, len(gate.known.latest)))
        self.audit.setText(audit_words(gate.misses))
        decided = len(gate.known.judged)
        enough = decided >= FEWEST
        self.chart.setVisible(enough)
        self.chart.readout.setVisible(enough)
        if enough:
            self.chart.show_curve(gate.points, gate.line, priced.line)
        self.curve_says.setText(curve_words(decided, FEWEST))

    def _make_choice(self) -> None:
        self.choice = ChoiceCard(self._context.theme, self._changed, self.save, partial(self._context.go_to, "settings", section="review"))
        self._pair.addWidget(self.choice, 1)

    def _make_price(self) -> None:
        self.cost = Card(tr("What it costs"), name="card_gate_price")
        self.facts = FactsGrid()
        self.missed = Label("", "base", tone="text2", wrap=True)
        self.audit = Label("", "base", tone="text2", wrap=True)
        for widget in (self.facts, self.missed, Label(tr("Random checks"), "base", 600), self.audit):
            self.cost.body.addWidget(widget)
        self.cost.body.addStretch(1)
        self._pair.addWidget(self.cost, 1)

    def _make_curve(self) -> None:
        self.curve_card = Card(tr("The more passes, the more of it is bad"), name="card_gate_curve")
        self.curve_says = Label("", "base", tone="text2", wrap=True)
        self.chart = RiskChart(self._context.theme)
        self.curve_card.body.addWidget(self.curve_says)
        self.curve_card.body.addWidget(self.chart)
        self.curve_card.body.addWidget(self.chart.readout)
        self.column.addWidget(self.curve_card)
        self.column.addStretch(1)

    def _reading(self) -> Job:
        return self._context.engine.job(partial(read_gate, self._context.workspace))
