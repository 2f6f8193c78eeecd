"""The outgoing ledger: every request that ever left this computer, newest first, and one of them in full beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import anyio.to_thread
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.lists.paged_model import PagedModel
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.columns import Column, Columns, ColumnsHead, Mark, column_list
from hybriddesk.desk.privacy.ledger_export import LedgerExport
from hybriddesk.desk.privacy.ledger_reads import matching_ids
from hybriddesk.desk.privacy.phrases import OUTCOMES, tr
from hybriddesk.desk.privacy.sent_detail import SentDetail
from hybriddesk.desk.widgets.cards import Card, EmptyState
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import moment, number, size
from hybriddesk.records.work import Changed, LedgerLine
from hybriddesk.vault.ledger import LedgerRow, ledger_rows

SIDE_BY_SIDE = 1000


class OutgoingPage(QWidget):
    """Ids and filtered ids are read in a worker thread, rows a page at a time; 100,000 lines scroll like twenty."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = self._unfiltered = 0
        self._open_next = ""
        self.setObjectName("privacy_outgoing")
        self.setAccessibleName(tr("Outgoing"))
        theme = context.theme
        self.model: PagedModel[LedgerRow] = PagedModel(self._page, lambda row: row.id, row_words, self)
        self.columns = Columns(theme, (
            Column(tr("Time"), 19), Column(tr("To"), 38), Column(tr("Outcome"), 23), Column(tr("Size"), 11, end=True), Column(tr("Hidden"), 9, end=True),
        ), self)
        self.list = column_list("outgoing_list", tr("Requests that left, newest first"), self.model, self.columns, row_marks)
        self.list.activated.connect(lambda index: self.open_line(self.model.id_at(index.row())))
        self.list.clicked.connect(lambda index: self.open_line(self.model.id_at(index.row())))
        self.detail = SentDetail(context)
        self.list.peeked.connect(self.detail.peek)
        self.detail.closed.connect(self.close_line)
        self.filter = SearchField(theme, "outgoing_filter", tr("Filter by provider, host or model"))
        self.filter.searched.connect(lambda _text: self.refresh())
        self.outcome = _outcomes()
        self.outcome.activated.connect(lambda _at: self.refresh())
        self.count = Chip("", "neutral")
        self.export = LedgerExport(context)
        self.empty = EmptyState(
            theme, "shield-check", tr("Nothing has left this computer"),
            tr("Every request to a provider will be listed here, byte for byte, before it leaves. The built-in helper sends nothing."), name="outgoing_empty",
        )
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Reads the ids anew in a worker thread; the latest question wins."""
        self._wanted += 1
        wanted, text, outcome = self._wanted, self.filter.text(), str(self.outcome.currentData() or "")
        job = self._context.engine.job(
            partial(anyio.to_thread.run_sync, partial(matching_ids, self._context.workspace.db, text, outcome)),
        )
        job.done.connect(lambda ids: self._show_ids(ids, filtered=bool(text.strip() or outcome)) if wanted == self._wanted else None)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def on_changed(self, changed: Changed) -> None:
        """A request was written down, or its outcome became known."""
        if "ledger" in changed.tables:
            self.model.forget(changed.ids)
            self.refresh()
            if self.detail.line_id and (not changed.ids or self.detail.line_id in changed.ids):
                self.detail.show_line(self.detail.line_id)

    def open_run(self, run: str) -> None:
        """Shows the last request of a run; says so if the run sent nothing."""
        job = self._context.engine.call(lambda: self._context.workspace.ledger.lines(run))
        job.done.connect(self._open_lines)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def open_line(self, wanted: str) -> None:
        """Shows one request beside the list, or in its place where the window is narrow."""
        self.detail.show_line(wanted)
        self._arrange()
        at = self.model.index_of(wanted)
        if at.isValid():
            self.list.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(at)
        if not self.list.isVisible():
            self.detail.back.setFocus()

    def close_line(self) -> None:
        """Back to the list."""
        self.detail.clear()
        self._arrange()
        self.list.setFocus()

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) request; stays at the ends."""
        count = len(self.model.ids())
        if count:
            row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            if self.detail.line_id:
                self.open_line(self.model.id_at(row))
            else:
                self.list.setCurrentIndex(self.model.index_of(self.model.id_at(row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.detail.line_id:
            self.close_line()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _page(self, ids: Sequence[str]) -> Sequence[LedgerRow]:
        return ledger_rows(self._context.reader, tuple(ids))

    def _show_ids(self, ids: Sequence[str], *, filtered: bool) -> None:
        self.model.refresh(ids)
        if not filtered:
            self._unfiltered = len(ids)
        self.count.show_text(number(len(ids)))
        self.export.allow(self._unfiltered > 0)
        if filtered:
            self.empty.say(tr("No request matches"), tr("Other words, or an empty filter, show more."))
        else:
            self.empty.say(
                tr("Nothing has left this computer"),
                tr("Every request to a provider will be listed here, byte for byte, before it leaves. The built-in helper sends nothing."),
            )
        self._stack.setCurrentIndex(0 if len(ids) else 1)
        if self._open_next:
            wanted, self._open_next = self._open_next, ""
            self.open_line(wanted)

    def _open_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        if not lines:
            self._context.toasts.show_toast(tr("This draft was written on this computer; nothing was sent for it."))
            return
        self._open_next = lines[-1].id
        self.filter.clear()
        self.outcome.setCurrentIndex(0)
        self.refresh()

    def _arrange(self) -> None:
        opened = bool(self.detail.line_id)
        roomy = self.width() >= self._context.theme.px(SIDE_BY_SIDE)
        self.detail_card.setVisible(opened)
        self.list_card.setVisible(roomy or not opened)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.filter.setMaximumWidth(self._context.theme.px(320))
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.outcome)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.export)
        self.list_card, self.detail_card = _bare_card("pane_outgoing"), _bare_card("sent_card")
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(ColumnsHead(self.columns))
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self.empty)
        self.list_card.body.addWidget(self._stack)
        self.detail_card.body.addWidget(self.detail)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list_card, 11)
        panes.addWidget(self.detail_card, 9)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 4, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(Label(tr("Written down before it leaves, never changed afterwards, kept encrypted on this computer."), "hint", tone="text2", wrap=True))
        outer.addLayout(bar)
        outer.addLayout(panes, 1)
        self._arrange()


def row_marks(row: LedgerRow) -> tuple[Mark, ...]:
    """The cells of one line."""
    words, tone, _ = OUTCOMES[row.outcome]
    return (
        Mark(moment(row.at_ms), "text2"), Mark(f"{row.host} \u00b7 {row.model}"), Mark(tr(words), tone, chip=True), Mark(size(row.size), "text2"),
        Mark(number(row.replaced), "pii" if row.replaced else "text3"),
    )


def row_words(row: LedgerRow) -> str:
    """What a screen reader says of a line."""
    words, _, _ = OUTCOMES[row.outcome]
    return ", ".join((moment(row.at_ms), row.host, row.model, tr(words), size(row.size), tr("{n} hidden").format(n=number(row.replaced))))


def _outcomes() -> QComboBox:
    box = QComboBox()
    box.setObjectName("outgoing_outcome")
    box.setAccessibleName(tr("Outcome"))
    box.addItem(tr("Every outcome"), "")
    for outcome, (words, _, _) in OUTCOMES.items():
        box.addItem(tr(words), outcome)
    return box


def _bare_card(name: str) -> Card:
    card = Card(name=name)
    card.body.setContentsMargins(0, 0, 0, 0)
    return card
