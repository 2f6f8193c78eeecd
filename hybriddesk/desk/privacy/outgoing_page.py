"""The outgoing ledger: every request that ever left this computer, newest first, and one of them in full beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtWidgets import QComboBox

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.columns import Column, Mark
from hybriddesk.desk.lists.split import SplitPage
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.ledger_export import ledger_export
from hybriddesk.desk.privacy.ledger_reads import matching_ids
from hybriddesk.desk.privacy.phrases import OUTCOMES, tr
from hybriddesk.desk.privacy.sent_detail import SentDetail
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip
from hybriddesk.desk.words import moment, number, size
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.ledger import LedgerRow, ledger_rows
from hybriddesk.vault.source import IdList


class OutgoingPage(SplitPage[LedgerRow]):
    """Ids and filtered ids are read in a worker thread, rows a page at a time; 100,000 lines scroll like twenty."""

    tables = frozenset({"ledger"})
    room = "privacy"
    side_by_side = 1000

    def __init__(self, context: DeskContext) -> None:
        columns = (Column(tr("Time"), 19), Column(tr("To"), 38), Column(tr("Outcome"), 23), Column(tr("Size"), 11, end=True), Column(tr("Hidden"), 9, end=True))
        super().__init__(context, "outgoing", tr("Requests that left, newest first"), columns, columns)
        theme, self._filtered, self._unfiltered = context.theme, False, 0
        self.filter = SearchField(theme, "outgoing_filter", tr("Filter by provider, host or model"))
        self.filter.setMaximumWidth(theme.px(320))
        self.filter.searched.connect(lambda _text: self.refresh())
        self.outcome = _outcomes()
        self.outcome.activated.connect(lambda _at: self.refresh())
        self.count = Chip("", "neutral")
        self.export = ledger_export(context)
        self.lay_out(
            tr("Written down before it leaves, never changed afterwards, kept encrypted on this computer."),
            (self.filter, self.outcome, self.count), (self.export,),
        )
        self.refresh()

    @property
    def detail(self) -> SentDetail:
        found = super().detail
        assert isinstance(found, SentDetail)
        return found

    def make_detail(self) -> SentDetail:
        made = SentDetail(self._context)
        self.list.peeked.connect(made.peek)
        return made

    def reading(self) -> Job:
        text, outcome = self.filter.text(), str(self.outcome.currentData() or "")
        self._filtered = bool(text.strip() or outcome)
        return self._context.engine.job(
            partial(anyio.to_thread.run_sync, partial(matching_ids, self._context.workspace.db, text, outcome)),
        )

    def take(self, result: Any) -> Sequence[str]:
        ids: IdList = result
        if not self._filtered:
            self._unfiltered = len(ids)
        self.count.show_text(number(len(ids)))
        self.export.allow(self._unfiltered > 0)
        return ids

    def read_page(self, ids: Sequence[str]) -> Sequence[LedgerRow]:
        return ledger_rows(self._context.reader, tuple(ids))

    def id_of(self, row: LedgerRow) -> str:
        return row.id

    def row_words(self, row: LedgerRow) -> str:
        words, _, _ = OUTCOMES[row.outcome]
        return ", ".join((moment(row.at_ms), row.host, row.model, tr(words), size(row.size), tr("{n} hidden").format(n=number(row.replaced))))

    def marks(self, row: LedgerRow, *, few: bool) -> Sequence[Mark]:  # noqa: ARG002  the same columns in both
        words, tone, _ = OUTCOMES[row.outcome]
        return (
            Mark(moment(row.at_ms), "text2"), Mark(f"{row.host} \u00b7 {row.model}"), Mark(tr(words), tone, chip=True), Mark(size(row.size), "text2"),
            Mark(number(row.replaced), "pii" if row.replaced else "text3"),
        )

    def say_empty(self) -> None:
        if self._filtered:
            self.empty.say(tr("No request matches"), tr("Other words, or an empty filter, show more."))
        else:
            self.empty.say(tr("Nothing has left this computer"), tr(
                "Every request to a provider will be listed here, byte for byte, before it leaves. The built-in helper sends nothing.",
            ))

    def open_run(self, run: str) -> None:
        """Shows the last request of a run; says so if the run sent nothing."""
        job = self._context.engine.call(lambda: self._context.workspace.ledger.lines(run))
        job.done.connect(self._open_lines)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _open_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        if not lines:
            self._context.toasts.show_toast(tr("This draft was written on this computer; nothing was sent for it."))
            return
        self.filter.clear()
        self.outcome.setCurrentIndex(0)
        self.open_after_reading(lines[-1].id)


def _outcomes() -> QComboBox:
    box = QComboBox()
    box.setObjectName("outgoing_outcome")
    box.setAccessibleName(tr("Outcome"))
    box.addItem(tr("Every outcome"), "")
    for outcome, (words, _, _) in OUTCOMES.items():
        box.addItem(tr(words), outcome)
    return box
