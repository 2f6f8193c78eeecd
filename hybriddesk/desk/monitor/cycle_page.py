"""The improvement cycle as a board: what the app observed, what a person evaluates, decides and did, and whether it helped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.fresh import Fresh
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.monitor.cycle_card import EntryCard, TopicCard
from hybriddesk.desk.monitor.cycle_column import BoardColumn
from hybriddesk.desk.monitor.cycle_words import COLUMNS, DONE, head_words, topics_left
from hybriddesk.desk.monitor.decision_sheet import DecisionSheet, Proposal
from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.insight.agenda import Topic
from hybriddesk.records.cycle import Check, Entry, Plan
from hybriddesk.records.work import Changed
from hybriddesk.workflow.cycling import Board

GAP = 12
QUICK, SLOW = frozenset({"cycle_entries", "cycle_sessions", "settings"}), frozenset({"reviews", "decisions", "errors", "assessments", "feedback"})


class CyclePage(QWidget):
    """Four columns; where the window is narrow they are scrolled sideways. Every act can be taken back from its toast."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self.board: Board | None = None
        self.topics: tuple[Topic, ...] = ()
        self.setObjectName("monitor_cycle")
        self.setAccessibleName(tr("Cycle"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = context.theme
        self.says = Label("", "hint", tone="text2", wrap=True)
        self.idea = Button(theme, tr("An idea of your own"), icon="plus", name="cycle_idea", act=self.add_idea)
        self.closed = Button(theme, "", "toggle", name="cycle_closed", label=tr("Show closed cards"))
        self.closed.setCheckable(True)
        self.closed.toggled.connect(lambda _on: self.show_board(self.board) if self.board is not None else None)
        self.closed.hide()
        self.held = Button(theme, tr("The review was held"), icon="check-check", name="cycle_held", act=self.hold)
        self.columns: dict[str, BoardColumn] = {}
        self._lay_out()
        self.fresh = Fresh(context, self, QUICK, SLOW, self._reading, self.show_board)
        first, *others = (partial(self._add_column, name) for name in COLUMNS)
        self.growing = Growing(context, self, __name__, first)
        self.growing.add(*others, self.fresh.refresh)

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        self.fresh.on_changed(changed)

    def show_board(self, board: Board) -> None:
        """The agenda and the cards as they are now."""
        self.growing.finish()
        self.board, self.topics = board, topics_left(board)
        self.says.setText(head_words(board))
        theme, workflows = self._context.theme, board.prepared.workflows
        self.columns["observe"].show_cards([TopicCard(theme, topic, partial(self.take, topic), partial(self.look, topic)) for topic in self.topics])
        acts: dict[str, Callable[[Entry], object]] = {
            "decide": partial(self.ask_decision, workflows), "act": self._act("act"), "check": self.check, "close": self._act("close"), "drop": self._act("drop"),
            "note": self.keep_note,
        }
        closed = sum(one.stage == "closed" for one in board.entries)
        self.closed.setText(counted(closed, "Show 1 closed", "Show {n} closed"))
        self.closed.setVisible(bool(closed))
        for name in ("evaluate", "decide", "act"):
            shown = [one for one in board.entries if one.stage == name]
            if name == "act" and self.closed.isChecked():
                shown += [one for one in board.entries if one.stage == "closed"]
            self.columns[name].show_cards([EntryCard(theme, one, acts, due=one.id in board.to_check, now_ms=board.now_ms) for one in shown])

    def take(self, topic: Topic) -> None:
        """A topic becomes a card to evaluate."""
        job = self._context.engine.job(partial(self._context.workspace.cycling.take, topic.key))
        job.done.connect(lambda entry: self._did("take", partial(self._call, "drop", entry.id)))
        job.failed.connect(self.fresh.failed)
        job.start()

    def look(self, topic: Topic) -> None:
        """Shows what a topic is about: an example draft, the open trouble, the figures, or the gate."""
        views = {"cycle.trouble": "errors", "cycle.drift": "confidence", "cycle.confidence": "confidence", "cycle.misses": "gate"}
        if topic.code in views:
            self._context.go_to("monitor", view=views[topic.code])
        else:
            self._call("example", topic, done=self._show_example)

    def add_idea(self) -> None:
        """A card without a topic; its words are written on it."""
        self._call("add", "", done=lambda entry: self._did("idea", partial(self._call, "drop", entry.id)))

    def keep_note(self, entry: Entry, note: str = "") -> None:
        """Keeps what the person wrote on a card."""
        self._call("note", entry.id, note)

    def ask_decision(self, workflows: tuple[str, ...], entry: Entry) -> None:
        """Opens the sheet in which a decision is written down."""
        proposal = Proposal(entry, workflows, self._context.setting("general.person") or tr("me"))
        sheet = DecisionSheet(self._context, proposal, partial(self.decide, entry), self.window())
        sheet.open()

    def decide(self, entry: Entry, plan: Plan, done: bool) -> None:
        """Records the decision."""
        self._call("decide", entry.id, plan, done=lambda _after: self._did("decide", partial(self._call, "put_back", entry)), carried_out=done)

    def check(self, entry: Entry) -> None:
        """Compares the figure before and after; kept on the card only if it is due."""
        job = self._context.engine.job(partial(self._context.workspace.cycling.check, entry.id))
        job.done.connect(self._checked)
        job.failed.connect(self.fresh.failed)
        job.start()

    def hold(self) -> None:
        """Writes down that the review was held: the next one is due two weeks from now."""
        if self.board is not None:
            self._call("hold", len(self.board.prepared.topics), done=lambda _session: self._did("held", None))

    def flush(self) -> None:
        """Keeps what is being written on the cards; the store is about to be locked."""
        for column in self.columns.values():
            for card in column.cards:
                if isinstance(card, EntryCard) and card.unkept:
                    self._context.engine.call(partial(self._context.workspace.cycling.note, card.key, card.note.toPlainText())).start()

    def _show_example(self, review: str | None) -> None:
        if review is not None:
            self._context.go_to("review", review=review)
        else:
            self._context.toasts.show_toast(tr("No such draft was decided here."))

    def _checked(self, result: tuple[Entry, Check, bool]) -> None:
        entry, found, ripe = result
        if not ripe:
            for card in self.columns["act"].cards:
                if isinstance(card, EntryCard) and card.entry.id == entry.id:
                    card.show_check(found, early=True)

    def _act(self, act: str) -> Callable[[Entry], object]:
        return lambda entry: self._call(act, entry.id, done=lambda _after: self._did(act, partial(self._call, "put_back", entry)))

    def _call(self, act: str, *arguments: Any, done: Callable[[Any], object] | None = None, carried_out: bool | None = None) -> None:
        cycling, more = self._context.workspace.cycling, {} if carried_out is None else {"done": carried_out}
        job = self._context.engine.call(partial(getattr(cycling, act), *arguments, **more))
        if done is not None:
            job.done.connect(done)
        job.failed.connect(self.fresh.failed)
        job.start()

    def _did(self, act: str, undo: Callable[[], object] | None) -> None:
        self._context.toasts.show_toast(tr(DONE[act]), undo=undo)

    def _add_column(self, name: str) -> None:
        self.columns[name] = BoardColumn(self._context, name, *COLUMNS[name])
        self._row.addWidget(self.columns[name], 1)

    def _reading(self) -> Job:
        return self._context.engine.job(self._context.workspace.cycling.board)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 0, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.says, 1)
        bar.addWidget(self.closed)
        bar.addWidget(self.idea)
        bar.addWidget(self.held)
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(24, 0, 24, 16)
        self._row.setSpacing(GAP)
        self.across = QScrollArea()
        self.across.setObjectName("cycle_board")
        self.across.setAccessibleName(tr("The board"))
        self.across.setWidgetResizable(True)
        self.across.setFrameShape(QFrame.Shape.NoFrame)
        self.across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.across.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.across.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(bar)
        outer.addWidget(self.across, 1)

