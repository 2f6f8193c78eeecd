"""Kept questions asked of the way in use and of another one: for each what is found now, what would be found then, and a line about all."""

from __future__ import annotations

from contextlib import closing
from functools import partial

import anyio.to_thread
from PySide6.QtCore import Signal

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.knowledge.index_words import found_words, summary, version_words
from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, Progress
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault
from hybriddesk.vault.knowledge_pages import source_page
from hybriddesk.workflow.knowing import Compared

MOST = 10
Answer = tuple[tuple[Compared, ...], dict[str, str]]


class CompareCard(Card):
    """Hidden until something was compared. ``ask_wanted``: there is no question to compare with; ``tried`` carries one to look at."""

    ask_wanted = Signal()
    tried = Signal(str)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Compared"), name="pane_compare")
        self._context = context
        self._job: Job | None = None
        self._live = 0
        self.compared: tuple[Compared, ...] = ()
        theme = context.theme
        self.progress = Progress(theme, self.cancel, name="compare_progress")
        self.summary = Label("", "base", 500, wrap=True)
        self.outcome = Outcome(theme, "compare_outcome")
        self.table = PlainTable(theme, "compare_table", tr("Questions compared"), [tr("Question"), tr("Should find"), tr("In use"), tr("Other")], (34, 22, 22, 22))
        self.table.itemActivated.connect(lambda _item: self._try())
        self.ask = Button(theme, tr("Keep questions"), icon="search", name="compare_ask", act=self.ask_wanted.emit)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.ask, stretch=-1))
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether questions are being asked."""
        return self._job is not None

    def compare(self, live: int, other: int) -> None:
        """Asks every kept question twice. Nothing is sent."""
        if self._job is not None:
            return
        self._live = live
        self.show()
        self.outcome.clear()
        for widget in (self.summary, self.table, self.ask):
            widget.hide()
        self.progress.show_steps(0, 0, tr("Asking your kept questions"))
        self.progress.bar.setVisible(not self._context.theme.reduce_motion)
        self.progress.show()
        job = self._job = self._context.engine.job(lambda: self._answer(other))
        job.done.connect(partial(self._done, version_words(live), version_words(other)))
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        job.start()

    def cancel(self) -> None:
        """Stops asking."""
        if self._job is not None:
            self._job.cancel()

    def show_live(self, live: int) -> None:
        """The version in use; what was compared with another one is of no use any more."""
        if live != self._live and self._job is None:
            self.hide()

    async def _answer(self, other: int) -> Answer:
        compared = await self._context.workspace.knowing.compare(other)
        return await anyio.to_thread.run_sync(self._named, compared)

    def _named(self, compared: tuple[Compared, ...]) -> Answer:
        with closing(self._context.workspace.db.reader()) as reader:
            return compared, {row.id: row.name for row in source_page(reader, [one.wanted for one in compared if one.wanted])}

    def _done(self, live: str, other: str, answer: Answer) -> None:
        compared, names = answer
        self.compared = compared
        self.table.setHorizontalHeaderLabels([tr("Question"), tr("Should find"), tr("{version}, in use").format(version=live), other])
        self.table.show_cells([_cells(one, names) for one in compared])
        self.table.setVisible(bool(compared))
        self.ask.setVisible(not compared)
        self.summary.setText(summary(compared, live, other) if compared else tr(
            "There is no question to compare with. Try one that people really ask, choose the source it should find, and keep it.",
        ))
        self.summary.show()
        self._fit()

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.outcome.bad(fault)

    def _over(self) -> None:
        self._job = None
        self.progress.hide()
        if self.summary.isHidden() and self.outcome.isHidden():
            self.hide()

    def _try(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.compared):
            self.tried.emit(self.compared[at].text)

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(len(self.compared), 1), MOST)))


def _cells(one: Compared, names: dict[str, str]) -> tuple[Cell, ...]:
    should = names.get(one.wanted, tr("a source that is gone")) if one.wanted else tr("any")
    return (
        Cell(one.text.replace("\n", " "), hint=one.text), Cell(should, "text2"), Cell(*found_words(one.now, one.wanted)), Cell(*found_words(one.then, one.wanted)),
    )
