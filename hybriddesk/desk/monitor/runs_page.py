"""Every run, the latest first: when, what for, who answered, how it ended, how long it took and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.columns import Column, Mark
from hybriddesk.desk.lists.split import SplitPage
from hybriddesk.desk.monitor.phrases import RUN_STATES, state_words, tr, who, workflow_words
from hybriddesk.desk.monitor.run_detail import RunDetail, cost_words, tokens_words, took_words, tries_words
from hybriddesk.desk.monitor.run_reads import find_runs
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.controls import Drop
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip
from hybriddesk.desk.words import moment, number
from hybriddesk.records.work import Run
from hybriddesk.vault.run_pages import run_page

STATES = {
    "": "Every outcome", "done": "Done", "failed": "Failed", "unknown": "Outcome unknown", "cancelled": "Cancelled", "open": "Not ended yet",
}


class RunsPage(SplitPage[Run]):
    """Ids are read in a worker thread, rows a page at a time; 100,000 runs scroll like twenty."""

    tables = frozenset({"runs", "items", "charges"})

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "runs", tr("Runs, the latest first"), (
            Column(tr("Time"), 15), Column(tr("Workflow"), 12), Column(tr("Provider and model"), 26), Column(tr("Outcome"), 17),
            Column(tr("Took"), 8, end=True), Column(tr("Tokens"), 8, end=True), Column(tr("Cost"), 8, end=True), Column(tr("Tries"), 6, end=True),
        ), (Column(tr("Time"), 24), Column(tr("Provider and model"), 34), Column(tr("Outcome"), 28), Column(tr("Took"), 14, end=True)))
        theme = context.theme
        self.filter = SearchField(theme, "runs_filter", tr("Filter by workflow, provider, model or fault"))
        self.filter.setMaximumWidth(theme.px(360))
        self.filter.searched.connect(lambda _text: self.refresh())
        self.outcome = Drop("runs_outcome", tr("Outcome"))
        self.outcome.offer([(key, tr(words)) for key, words in STATES.items()], "")
        self.outcome.activated.connect(lambda _at: self.refresh())
        self.count = Chip("")
        self.lay_out(tr("One line for each way of a prompt, from the intent to its end."), (self.filter, self.outcome, self.count))
        self.refresh()

    def show_state(self, state: str) -> None:
        """Only runs that ended so."""
        self.filter.clear()
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(state)))
        self.refresh()

    def open_run(self, wanted: str) -> None:
        """Opens one run; a filter in force does not hide it."""
        self.show_state("")
        self.open_after_reading(wanted)

    @property
    def detail(self) -> RunDetail:
        found = super().detail
        assert isinstance(found, RunDetail)
        return found

    def opened_ids(self) -> frozenset[str]:
        whole = self.detail.whole
        # a work item has the id of its conversation
        return super().opened_ids() | (frozenset({whole.run.conversation}) if whole is not None else frozenset())

    def make_detail(self) -> RunDetail:
        return RunDetail(self._context)

    def reading(self) -> Job:
        db, text, state = self._context.workspace.db, self.filter.text(), self.outcome.key()
        return self._context.engine.job(partial(anyio.to_thread.run_sync, partial(find_runs, db, text, state)))

    def take(self, result: Any) -> Sequence[str]:
        ids: Sequence[str] = result
        self.count.show_text(number(len(ids)))
        return ids

    def read_page(self, ids: Sequence[str]) -> Sequence[Run]:
        return run_page(self._context.reader, ids)

    def id_of(self, row: Run) -> str:
        return row.id

    def row_words(self, row: Run) -> str:
        return ", ".join((
            moment(row.started_ms), workflow_words(row.workflow), who(row.provider, row.model), state_words(RUN_STATES, row.state)[0],
            took_words(row), cost_words(row), tries_words(row),
        ))

    def marks(self, row: Run, *, few: bool) -> Sequence[Mark]:
        word, tone = state_words(RUN_STATES, row.state)
        time, by = Mark(moment(row.started_ms), "text2"), Mark(who(row.provider, row.model))
        outcome, took = Mark(word, tone, chip=True), Mark(took_words(row), "text2")
        if few:
            return time, by, outcome, took
        tries = Mark(number(row.attempts), "warn" if row.attempts > 1 else "text3")
        return time, Mark(workflow_words(row.workflow), "text2"), by, outcome, took, Mark(tokens_words(row), "text2"), Mark(cost_words(row), "text2"), tries

    def say_empty(self) -> None:
        if self.filter.text().strip() or self.outcome.key():
            self.empty.say(tr("No run matches"), tr("Other words, or an empty filter, show more."))
        else:
            self.empty.say(tr("Nothing has run yet"), tr(
                "Each draft and each answer will be listed here with its steps, who answered, how long it took and what it cost.",
            ))
