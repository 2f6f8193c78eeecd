"""The Review place: the queue, the desk in the middle, the inspector beside it; keys and service put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import anyio.to_thread
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Command, shown
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.desk.review import queue_pane
from hybriddesk.desk.review.bench import Bench
from hybriddesk.desk.review.compare import Comparison
from hybriddesk.desk.review.deciding import Deciding
from hybriddesk.desk.review.grading import Grading
from hybriddesk.desk.review.holding import Holding
from hybriddesk.desk.review.inspector import Inspector
from hybriddesk.desk.review.listing import Listing
from hybriddesk.desk.review.many import Many
from hybriddesk.desk.review.panes import Panes
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.picked import Picked
from hybriddesk.desk.review.progress import ProgressLine
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.review_commands import COMMANDS, review_commands
from hybriddesk.desk.review.running import Running
from hybriddesk.desk.review.source_leads import SourceLeads
from hybriddesk.desk.review.texts_pane import Mode
from hybriddesk.desk.review.tracing import Tracing
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.review.with_others import WithOthers
from hybriddesk.desk.review.worktable import Worktable
from hybriddesk.desk.widgets.cards import EmptyState
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Reason
from hybriddesk.records.work import Changed
from hybriddesk.vault.bulk import Outcome
from hybriddesk.vault.queue import review_rows
from hybriddesk.workflow.reviewing import Opened


class ReviewPlace(Place):
    """Needs ``context.workspace.reviewing`` and a reader; everything else is in here."""

    place_id = "review"
    title = "Review"
    icon = "inbox"

    def build(self, context: DeskContext) -> None:
        self._run = Running(context.engine, self)
        self.asking = Asking(context.engine, self._make_sheet, self)
        self.table = Worktable(context.workspace.reviewing, self._run, self)
        picked = Picked(self)
        self.queue = QueuePane(context.theme, self._page, self._threshold, picked, lambda: context.setting("review.escalation_hours") or 8)
        self.listing = Listing(context, self.queue, self._page, self._run, self)
        self.progress = ProgressLine(context, self.queue.progress, self._run, self)
        self.deciding = Deciding(context, self.table, self.queue, self.asking, self)
        self.many = self.deciding.many = Many(context, self.table, self.queue, picked, self._run, self._keys, self)
        self.bench = self.deciding.bench = Bench(context.theme, self._away, self._acts(), self._keys)
        self.holding = Holding(self.table, context.workspace.reviewing, self, self._run)
        self.grading = Grading(context, self.table, self.bench.bar, lambda: self.deciding.allowed, self._run, self)
        self.inspector = Inspector(context.theme, self._away, self)
        self.inspector.sources.leads = SourceLeads(context)
        self.others = WithOthers(context, self.table, self.queue, self.bench, self.inspector, self._run, self)
        self.empty = EmptyState(
            context.theme, "inbox", tr("Nothing lies on the desk"), tr("Choose a draft in the list to read it and decide."), name="review_empty",
        )
        self.panes = Panes(context.theme, self.queue, self.bench, self.empty, self.inspector, self)
        self.others.take_notes(self.panes)
        self.tracing = Tracing(context, self.table, self.panes, self.bench.texts, self._run, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self._connect()
        context.registry.attach_list(self.place_id, self.queue.body)
        self.others.switching.refresh()
        self.listing.refresh()
        self.progress.refresh()

    def commands(self) -> Sequence[Command]:
        return review_commands(self)

    def badge(self) -> int:
        return self.listing.needs

    def opened(self, **args: Any) -> None:
        """``review``: the id of an entry to open; else the first of the list if nothing lies on the desk."""
        if isinstance(args.get("review"), str):
            self._show_review(args["review"])
        elif self.table.review_id is None and self.table.idle and self.queue.model.ids():
            self.queue.choose(self.queue.model.id_at(0))
        self.queue.take_focus()

    def on_changed(self, changed: Changed) -> None:
        if "second_looks" in changed.tables:
            self.listing.refresh()
        elif "reviews" in changed.tables:
            self.listing.on_changed(changed)
        if "settings" in changed.tables:
            self.others.switching.refresh()
        if "decisions" in changed.tables:
            self.progress.refresh()
        self.tracing.on_changed(changed)

    def leaving(self) -> None:
        self.table.leave()

    def flush(self) -> None:
        """Writes what was typed at once: before locking, closing or leaving."""
        self.table.autosave.flush()

    def skip(self) -> None:
        """The next one; this one stays open."""
        self.queue.step(1)

    def edit(self) -> None:
        """The caret into the person's version."""
        self.bench.show_mode("final" if self.bench.texts.mode == "inline" else self.bench.texts.mode)
        self.bench.texts.start_editing()

    def show_mode(self, mode: str) -> None:
        """One of the three views of the changes."""
        self.bench.show_mode(cast("Mode", mode))

    def toggle_values(self) -> None:
        """Real values or tokens."""
        if self.table.version:
            self.bench.texts.show_clear(not self.table.version.clear)

    def toggle_inspector(self) -> None:
        """Shows or hides the inspector."""
        self.panes.toggle_inspector()

    def _connect(self) -> None:
        self.queue.wanted.connect(self.listing.refresh)
        self.listing.shown.connect(self._listed)
        self.listing.failed.connect(self._failed)
        self.queue.chosen.connect(self._chosen)
        self.queue.list.peeked.connect(self.bench.texts.peek)
        self.queue.list.doubleClicked.connect(lambda _index: self.edit())
        self.table.opened.connect(self._opened)
        self.table.failed.connect(self._failed)
        self.table.busy.connect(self._busy)
        self.deciding.moved_on.connect(self._move_on)
        self.deciding.wanted.connect(self._show_review)
        self.deciding.failed.connect(self._failed)
        self.holding.failed.connect(self._failed)
        self.progress.failed.connect(self._failed)
        self.grading.answered.connect(lambda: self.inspector.show_answers(self.table.current))
        self.grading.ended.connect(self.queue.take_focus)
        self.grading.failed.connect(self._failed)
        self.many.asking.connect(self._ask)
        self.many.decided.connect(self._decided_together)
        self.many.kept.connect(self._show_review)
        self.many.failed.connect(self._failed)
        self.others.asking.connect(self._ask)
        self.others.wanted.connect(self._show_review)
        self.others.switched.connect(self._switched)
        self.others.failed.connect(self._failed)
        self.inspector.passage_wanted.connect(self.bench.texts.show_reason)
        self.bench.texts.cited.connect(lambda at: self.inspector.show_passage(at, self.panes.show_inspector))
        self.table.autosave.state.connect(self.bench.show_saved)
        self.bench.texts.edited.connect(self._typed)
        self.bench.texts.formed.connect(self._formed)
        self.bench.texts.compared.connect(self._compared)
        self.bench.texts.editor.left.connect(self.flush)
        self.bench.texts.editor.escaped.connect(self.queue.take_focus)
        self.bench.bar.line.closed.connect(self.queue.take_focus)
        self.inspector.reason_chosen.connect(self._reason)
        self.inspector.thumbed.connect(self.table.feedback)
        self.inspector.rated.connect(self.table.rate)

    def _acts(self) -> dict[str, Callable[..., object]]:
        decide = self.deciding
        return {
            "approve": decide.approve, "as_is": decide.approve_as_is, "back": decide.send_back, "escalate": decide.escalate,
            "again": decide.decide_again, "redraft": decide.redraft,
            "inspector": self.toggle_inspector, "skip": self.skip, "mode": self.show_mode, "values": self.toggle_values,
        }

    def _keys(self, command_id: str) -> str:
        return next(shown(declared.keys[0]) for declared in COMMANDS if declared.id == command_id)

    def _away(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._run(lambda: anyio.to_thread.run_sync(work), done, self._failed)

    def _page(self, ids: Sequence[str]) -> Sequence[Any]:
        rows = review_rows(self.context.reader, ids)
        return tuple(replace(row, state="pending") for row in rows) if self.queue.view == "second" else rows

    def _threshold(self) -> float:
        return float(self.context.setting("review.threshold"))

    def _make_sheet(self) -> CheckSheet:
        return CheckSheet(self.context.theme, self.window())

    def _chosen(self, review_id: str) -> None:
        if review_id and review_id != self.table.review_id:
            self.table.open(review_id)

    def _listed(self) -> None:
        if self.table.review_id:
            self.bench.show_place(self.queue.place_of(self.table.review_id))
        elif not len(self.queue.model.ids()):
            self._nothing()
        elif self.isVisible() and self.table.idle:
            self.queue.choose(self.queue.model.id_at(0))

    def _show_review(self, review_id: str) -> None:
        self.many.close()
        self.others.close()
        self.table.open(review_id)
        self.listing.look_for(review_id)

    def _opened(self, opened: Opened, version: Version) -> None:
        self.deciding.time.restart()
        self.bench.show_opened(opened, version, self.queue.place_of(opened.review.id), self._threshold())
        self.inspector.show_opened(opened, version)
        self.panes.show_desk(busy=True)
        self.others.opened(opened)
        self._allow()

    def _switched(self) -> None:
        """Somebody else reviews: nothing of the one before lies about."""
        self._nothing()
        self.listing.refresh()
        self.progress.refresh()

    def _ask(self, page: QWidget | None) -> None:
        self.panes.ask(page)
        if page is None:
            self.queue.take_focus()

    def _decided_together(self, outcome: Outcome) -> None:
        """The draft on the desk may be one of them; the list comes anew by itself."""
        if self.table.review_id in outcome.done:
            self._nothing()

    def _typed(self, shown: str) -> None:
        self.deciding.time.sign()
        self.table.typed(shown)
        self._allow()

    def _formed(self) -> None:
        if self.table.version and self.table.current:
            self.bench.show_form(self.table.current, self.table.version)
            self.inspector.show_form(self.table.current)

    def _compared(self, found: Comparison) -> None:
        self.bench.show_figures(found.distance, found.words)
        self.bench.show_strangers(self.bench.texts.strangers)

    def _allow(self) -> None:
        self.bench.bar.allow(decide=self.table.current is not None and not self.table.deciding, edited=self.deciding.edited)

    def _busy(self, busy: bool) -> None:
        self.bench.texts.editor.setReadOnly(busy)
        self._allow()

    def _move_on(self, after: str) -> None:
        if after and self.queue.model.index_of(after).isValid():
            self.queue.choose(after, tell=False)
            self.table.open(after)
        else:
            self._nothing()
            self.listing.refresh()
        self.queue.take_focus()

    def _nothing(self) -> None:
        self.table.clear()
        self.bench.texts.clear()
        self.inspector.clear()
        title, sentence = queue_pane.EMPTY[self.queue.view]
        self.empty.say(tr(title), tr(sentence))
        self.panes.show_desk(busy=False)

    def _failed(self, fault: Fault) -> None:
        self.context.errors.show_fault(fault)
        self._allow()

    def _reason(self, reason: Reason) -> None:
        if self.table.version:
            self.bench.show_mode("side")
            self.bench.texts.show_reason(self.table.version.places(reason))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.flush()
