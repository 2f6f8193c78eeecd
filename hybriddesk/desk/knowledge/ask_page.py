"""A question tried on the sources: what would go along, what would be held back and why. Nothing is sent."""

from __future__ import annotations

from functools import partial

import anyio.to_thread
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.fresh import SETTLE_MS, Fresh
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.knowledge.ask_reads import Asking, read_asking
from hybriddesk.desk.knowledge.gathered_view import GatheredView
from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.knowledge.questions_card import QuestionsCard
from hybriddesk.desk.knowledge.wanted_choice import WantedChoice
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, EmptyState, IconLabel
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.scrolling import EDGE, CardScroll
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.work import Changed
from hybriddesk.vault.knowledge import QuestionRow

BESIDE, SIDE = 1_000, 424
SOURCES = frozenset({"knowledge_sources", "knowledge_indexes"})


class AskPage(QWidget):
    """``show_source`` carries a source and a place of its text. An answer is read anew when sources or index change meanwhile."""

    show_source = Signal(str, int)

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._again = self._stale = False
        self._names: dict[str, str] = {}
        self.question, self.found = "", Gathered(0)
        self.setObjectName("knowledge_ask")
        self.setAccessibleName(tr("Try a question"))
        theme = context.theme
        self.field = Field("ask_field", tr("Question"), tr("Ask as somebody would write to you"))
        self.field.returnPressed.connect(self.ask)
        self.field.textChanged.connect(lambda _text: self._offer())
        self.button = Button(theme, tr("Try"), "primary", icon="search", name="ask_try", act=self.ask)
        self._pause = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause.timeout.connect(self._ask_again)
        self._lay_out()
        self.button.setEnabled(False)
        reading = partial(anyio.to_thread.run_sync, partial(read_asking, context.workspace.db))
        self.fresh = Fresh(
            context, self, frozenset({"knowledge_questions"}), frozenset({"knowledge_sources"}), lambda: context.engine.job(reading), self._show_asking,
        )
        self.growing = Growing(context, self, __name__, self._make_keeping)
        self.growing.add(self._make_found, self._make_questions, self.fresh.refresh)

    def ask(self) -> None:
        """Looks for what stands in the field; while a search is under way, once more after it."""
        question = self.field.text().strip()
        self.growing.finish()
        if not question:
            return
        if self._job is not None:
            self._again = True
            return
        retrieving = self._context.workspace.retrieving
        job = self._job = self._context.engine.job(lambda: retrieving.find(question))
        job.done.connect(partial(self._found, question))
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        job.start()

    def try_question(self, question: str) -> None:
        """Another question, tried at once."""
        self.field.setText(question)
        self.growing.finish()
        self.wanted.choose("")
        self.ask()

    def keep_question(self) -> None:
        """Keeps the question with the source that should be found."""
        knowing, question, wanted = self._context.workspace.knowing, self.field.text().strip(), self.wanted.key()
        if not question:
            return
        job = self._context.engine.job(lambda: knowing.ask_later(question, wanted))
        job.done.connect(self._kept)
        job.failed.connect(self._failed)
        job.start()

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something: what is shown is asked for anew, unless nobody sees it."""
        self.fresh.on_changed(changed)
        if changed.tables & SOURCES and self.question:
            self._stale = not self.isVisible()
            if self.isVisible() and not self._pause.isActive():
                self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The kept questions stand beside what was found, or below it where the window is narrow."""
        self.side.setVisible(self.width() >= self._context.theme.px(BESIDE))
        if self.growing.grown:
            self._put_questions()

    def _put_questions(self) -> None:
        beside = not self.side.isHidden()
        if beside and not self.side.isAncestorOf(self.questions):
            self._side.insertWidget(0, self.questions)
        elif not beside and not self.results.isAncestorOf(self.questions):
            self.results.column.insertWidget(self.results.column.count() - 1, self.questions)

    def _ask_again(self) -> None:
        self._stale = False
        if self.question and self.field.text().strip() == self.question:
            self.ask()

    def _found(self, question: str, found: Gathered) -> None:
        self.question, self.found = question, found
        self.empty.hide()
        self.view.show()
        self.view.show_gathered(question, found, sources=bool(self._names))
        self._offer_wanted()
        self._offer()

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self._context.errors.show_fault(fault)

    def _over(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.ask()

    def _try_kept(self, kept: QuestionRow) -> None:
        self.try_question(kept.text)
        self.wanted.choose(kept.wanted)

    def _kept(self, made: str) -> None:
        knowing = self._context.workspace.knowing

        def take_back() -> None:
            job = self._context.engine.job(lambda: knowing.forget_question(made))
            job.failed.connect(self._failed)
            job.start()

        self._context.toasts.show_toast(tr("Question kept"), undo=take_back)

    def _show_asking(self, asking: Asking) -> None:
        first = bool(asking.names) and not self._names
        self._names = asking.names
        self.growing.finish()
        self._arrange()
        self.questions.show_questions(asking.questions, asking.names)
        if first and self.question and not self.found.index:  # it said that there is no source
            self.view.show_gathered(self.question, self.found, sources=True)
        self._offer_wanted()

    def _offer_wanted(self) -> None:
        ids = [*(one.source for one in self.found.given), *(one.passage.source for one in self.found.held)]
        names = {one.source: one.name for one in (*self.found.given, *(each.passage for each in self.found.held))}
        self.wanted.offer_sources(ids, {**names, **self._names})

    def _offer(self) -> None:
        there = bool(self.field.text().strip())
        self.button.setEnabled(there)
        if self.growing.grown:
            self.keep.setEnabled(there)

    def _lay_out(self) -> None:
        theme = self._context.theme
        self._ask = Card(name="pane_ask")
        self._ask.setAccessibleName(tr("Question"))
        self._ask.body.addLayout(row(self.field, self.button, stretch=0))
        self._ask.body.addLayout(row(
            IconLabel(theme, "lock", "ok", 16), Label(tr("Nothing is sent: your sources are searched on this computer."), "hint", tone="text2", wrap=True), stretch=1,
        ))
        self.results = CardScroll("ask_scroll", tr("What was found"))
        self.results.column.addWidget(self._ask)
        self.results.column.addStretch(1)
        self.side = QWidget()
        self.side.setFixedWidth(theme.px(SIDE))
        self._side = QVBoxLayout(self.side)
        self._side.setContentsMargins(0, 4, EDGE, EDGE)
        self._side.addStretch(1)
        panes = QHBoxLayout(self)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addWidget(self.results, 1)
        panes.addWidget(self.side)
        theme.changed.connect(self._measure)

    def take_focus(self) -> None:
        """To the question."""
        self.field.setFocus()

    def _make_keeping(self) -> None:
        theme = self._context.theme
        self.wanted = WantedChoice(theme)
        self.keep = Button(theme, tr("Keep this question"), icon="star", name="ask_keep", act=self.keep_question)
        self._ask.body.addLayout(row(Label(tr("Should find"), "hint", 500, "text2"), self.wanted, self.keep, stretch=-1))
        self.field.textEdited.connect(lambda _text: self.wanted.choose(""))
        self.keep.setEnabled(self.button.isEnabled())

    def _make_found(self) -> None:
        theme = self._context.theme
        self.view = GatheredView(theme, self.show_source.emit)
        self.view.hide()
        self.empty = EmptyState(
            theme, "search", tr("What would an answer rest on?"),
            tr("Write a question. The passages that would go along with it are shown here, and those that would be held back, each with its reason."),
            name="ask_empty",
        )
        self.results.column.insertWidget(1, self.empty)
        self.results.column.insertWidget(2, self.view)

    def _make_questions(self) -> None:
        self.questions = QuestionsCard(self._context)
        self.questions.asked.connect(self._try_kept)
        self._put_questions()

    def _measure(self) -> None:
        self.side.setFixedWidth(self._context.theme.px(SIDE))
        self._arrange()
