"""The central error log: every kind of trouble, the latest first, with what it means and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Signal

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.columns import Column, Mark
from hybriddesk.desk.lists.split import SplitPage
from hybriddesk.desk.monitor.error_detail import ACTS, ErrorDetail
from hybriddesk.desk.monitor.error_export import error_export
from hybriddesk.desk.monitor.error_reads import Found, find_troubles
from hybriddesk.desk.monitor.phrases import class_words, said_of, tr, who, workflow_words
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip
from hybriddesk.desk.words import ago, moment, number
from hybriddesk.records.troubles import Trouble, TroubleState
from hybriddesk.vault.error_pages import TroubleRow, trouble_page

STATES = {"open": "Open", "muted": "Muted", "solved": "Solved", "": "All"}
DONE = {"mute": "Muted. It is still counted.", "solve": "Solved. It opens again by itself if it comes back.", "reopen": "Open again."}


class ErrorsPage(SplitPage[TroubleRow]):
    """``counted`` carries how many kinds are open. Muted ones are counted on and shown no more; a solved one that comes back is open again."""

    tables = frozenset({"errors"})
    counted = Signal(int)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "errors", tr("What failed, the latest first"), (
            Column(tr("Last seen"), 13), Column(tr("What happened"), 40), Column(tr("Class"), 14), Column(tr("Workflow"), 12),
            Column(tr("Provider"), 14), Column(tr("Times"), 7, end=True),
        ), (Column(tr("Last seen"), 18), Column(tr("What happened"), 48), Column(tr("Class"), 22), Column(tr("Times"), 12, end=True)))
        theme, self._any = context.theme, False
        self.filter = SearchField(theme, "errors_filter", tr("Filter by words, code, workflow, provider or model"))
        self.filter.setMaximumWidth(theme.px(360))
        self.filter.searched.connect(lambda _text: self.refresh())
        self.state = Segmented(
            {key: tr(words) for key, words in STATES.items()}, name="errors_state", label=tr("Which"), chosen=lambda _key: self.refresh(),
        )
        self.count = Chip("")
        self.export = error_export(context)
        self.lay_out(
            tr("One line for each kind of trouble, kept encrypted on this computer. There is no text of people in it."),
            (self.filter, self.state, self.count), (self.export,),
        )
        self.refresh()

    @property
    def detail(self) -> ErrorDetail:
        found = super().detail
        assert isinstance(found, ErrorDetail)
        return found

    def make_detail(self) -> ErrorDetail:
        made = ErrorDetail(self._context)
        made.asked.connect(self.act)
        return made

    def reading(self) -> Job:
        db, text, state = self._context.workspace.db, self.filter.text(), self.state.value()
        return self._context.engine.job(partial(anyio.to_thread.run_sync, partial(find_troubles, db, text, state)))

    def take(self, result: Any) -> Sequence[str]:
        found: Found = result
        self.count.show_text(number(len(found.ids)))
        self.export.allow(any(found.counts.values()))
        self._any = bool(found.counts)
        self.counted.emit(found.counts.get("open", 0))
        return found.ids

    def read_page(self, ids: Sequence[str]) -> Sequence[TroubleRow]:
        return trouble_page(self._context.reader, ids)

    def id_of(self, row: TroubleRow) -> str:
        return row.trouble.fingerprint

    def row_words(self, row: TroubleRow) -> str:
        one = row.trouble
        return ", ".join((
            moment(one.last_ms), said_of(row).what, class_words(one.kind)[0], workflow_words(one.workflow), who(one.provider, one.model),
            tr("{n} times").format(n=number(one.count)),
        ))

    def marks(self, row: TroubleRow, *, few: bool) -> Sequence[Mark]:
        one = row.trouble
        word, tone, _ = class_words(one.kind)
        where = () if few else (Mark(workflow_words(one.workflow), "text2"), Mark(who(one.provider, one.model), "text2"))
        return Mark(ago(one.last_ms), "text2"), Mark(said_of(row).what), Mark(word, tone, chip=True), *where, Mark(number(one.count), "text2")

    def say_empty(self) -> None:
        if self.filter.text().strip():
            self.empty.say(tr("No trouble matches"), tr("Other words, or an empty filter, show more."))
        elif self.state.value() in {"muted", "solved"}:
            self.empty.say(tr("None here"), tr("What you mute or solve is listed here and can be opened again."))
        elif self._any:
            self.empty.say(tr("Nothing is open"), tr("Every kind of trouble was muted or solved. One that comes back after it was solved is open again."))
        else:
            self.empty.say(tr("Nothing has failed"), tr(
                "Faults of providers, silent faults of answers and defects of HybridDesk will be listed here, grouped by kind, each with what to do.",
            ))

    def act(self, act: str) -> None:
        """Mutes, solves or reopens the line that is open or chosen."""
        fingerprint = self.chosen()
        at = self.model.index_of(fingerprint)
        row = self.model.row_at(at.row()) if at.isValid() else None
        whole = self.detail.whole
        before = whole.row if whole is not None and whole.row.trouble.fingerprint == fingerprint else row
        if before is not None and before.trouble.state != ACTS[act][2]:
            self._set(fingerprint, ACTS[act][2], before.trouble.state, tr(DONE[act]))

    def _set(self, fingerprint: str, state: TroubleState, before: TroubleState, words: str) -> None:
        errors = self._context.workspace.error_log.errors

        def put_back() -> None:
            self.detail.call(partial(errors.set_state, fingerprint, before), lambda _trouble: None)

        def told(_trouble: Trouble) -> None:
            self._context.toasts.show_toast(words, undo=put_back)

        self.detail.call(partial(errors.set_state, fingerprint, state), told)
