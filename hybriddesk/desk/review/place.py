"""The Review place: the queue, the desk in the middle, the inspector beside it; keys and service put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

import anyio.to_thread
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.desk.review import inspector as inspector_module
from hybriddesk.desk.review import queue_pane
from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.bench import Bench, is_decided
from hybriddesk.desk.review.inspector import Inspector
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.review_commands import review_commands
from hybriddesk.desk.review.texts_pane import MODES, Mode
from hybriddesk.desk.review.version import Version
from hybriddesk.desk.review.worktable import Worktable
from hybriddesk.desk.widgets.cards import EmptyState
from hybriddesk.desk.widgets.text import line, restyle
from hybriddesk.desk.words import percent
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Reason
from hybriddesk.records.work import Changed, Review
from hybriddesk.vault.queue import Order, View, review_rows
from hybriddesk.workflow.reviewing import Opened

_Wanted = tuple[View, Order, str]

ALL_PANES = 1160
"""From this width on (window 1360 without the rail) the inspector stands beside the desk; below it is a drawer."""


class ReviewPlace(Place):
    """Needs ``context.workspace.reviewing`` and a reader; everything else is in here."""

    place_id = "review"
    title = "Review"
    icon = "inbox"

    def build(self, context: DeskContext) -> None:
        self._count = 0
        self._wanted_after: str | None = None
        self._wanted_row: str | None = None
        self._listed_for: _Wanted | None = None
        self._inspector_open: bool | None = None
        self.time = ActiveTime()
        self.asking = Asking(context.engine, self._make_sheet, self)
        self.table = Worktable(context.workspace.reviewing, self._run, self)
        self.queue = QueuePane(context.theme, self._page, self._threshold)
        self.bench = Bench(context.theme, self._away, self._acts(), self._keys)
        self.inspector = Inspector(context.theme, self)
        self.empty = EmptyState(
            context.theme, "inbox", tr("Nothing lies on the desk"), tr("Choose a draft in the list to read it and decide."), name="review_empty",
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self.bench)
        self._lay_out()
        self._connect()
        context.registry.attach_list(self.place_id, self.queue.body)
        self.refresh()

    def commands(self) -> Sequence[Command]:
        return review_commands(self)

    def badge(self) -> int:
        return self._count

    def opened(self, **args: Any) -> None:
        """``review``: the id of an entry to open; else the first of the list if nothing lies on the desk."""
        if isinstance(args.get("review"), str):
            self._show_review(args["review"])
        elif self.table.review_id is None and self.table.idle and self.queue.model.ids():
            self.queue.choose(self.queue.model.id_at(0))
        self.queue.take_focus()

    def on_changed(self, changed: Changed) -> None:
        if "reviews" in changed.tables:
            self.queue.model.forget(changed.ids)
            self.refresh()

    def leaving(self) -> None:
        self.table.leave()

    def refresh(self) -> None:
        """Reads the list and its count anew, on the engine thread."""
        reviews, wanted = self.context.workspace.reviews, (self.queue.view, self.queue.order, self.queue.filter.text())

        async def read() -> tuple[dict[str, int], Sequence[str]]:
            return reviews.counts(), reviews.ids(*wanted)

        self._run(read, lambda found: self._listed(wanted, *found), self._failed)

    def flush(self) -> None:
        """Writes what was typed at once: before locking, closing or leaving."""
        self.table.autosave.flush()

    # -- decisions -------------------------------------------------------------------------------------------------

    def approve(self) -> None:
        """Approves the version on the screen, with or without edits."""
        if self._may_decide():
            assert self.table.version is not None
            self._leave()
            self.table.approve(self.table.version.stored(self.bench.texts.editor.text()), self.time.seconds)

    def approve_as_is(self) -> None:
        """Approves the draft untouched; refused with a sentence if the version differs."""
        if not self._may_decide():
            return
        assert self.table.version is not None
        if self._edited():
            self.context.toasts.show_toast(tr("You changed the text. Approve with edits, or undo the changes first."))
            return
        self._leave()
        self.table.approve(self.table.version.review.draft, self.time.seconds)

    def send_back(self) -> None:
        """Asks for the reason in the bar, then rejects the draft."""
        if self._may_decide():
            self.bench.bar.ask(tr("Send back"), tr("What is wrong with it?"), tr("Send back"), self._sent_back)

    def escalate(self) -> None:
        """Asks for the reason in the bar, then leaves it to somebody else."""
        if self._may_decide():
            self.bench.bar.ask(tr("Escalate"), tr("Who should decide, and about what?"), tr("Escalate"), self._escalated)

    def skip(self) -> None:
        """The next one; this one stays open."""
        self.queue.step(1)

    def undo(self) -> None:
        """Takes the last decision back."""
        self.table.undo()

    def decide_again(self) -> None:
        """Reopens a decided entry for this person."""
        review_id, workspace = self.table.review_id, self.context.workspace

        async def reopen() -> Review:
            assert review_id is not None
            return workspace.reviews.reopen(review_id, workspace.reviewing.person)

        if review_id:
            self._run(reopen, self._undone, self._failed)

    def redraft(self) -> None:
        """Asks what should be different, then for another draft of the same request."""
        if self._may_decide() and self.table.current and self.table.current.review.item:
            self.bench.bar.ask(
                tr("Another draft"), tr("What should be different? (may stay empty)"), tr("Ask for another draft"), self._redraft, optional=True,
            )

    # -- looking ---------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """The caret into the person's version."""
        self.bench.show_mode("final" if self.bench.texts.mode == "inline" else self.bench.texts.mode)
        self.bench.texts.start_editing()

    def next_mode(self) -> None:
        """Side by side, inline, final only, and round."""
        self.show_mode(MODES[(MODES.index(self.bench.texts.mode) + 1) % len(MODES)])

    def show_mode(self, mode: str) -> None:
        """One of the three views of the changes."""
        self.bench.show_mode(cast("Mode", mode))

    def toggle_values(self) -> None:
        """Real values or tokens."""
        if self.table.version and self.table.current:
            self.bench.texts.show_clear(not self.table.version.clear)
            self.bench.show_form(self.table.current, self.table.version)

    def toggle_inspector(self) -> None:
        """Shows or hides the inspector."""
        self._inspector_open = not self.inspector.isVisibleTo(self)
        self._arrange()

    def show_sent(self) -> None:
        """What left this computer for this draft."""
        self._inspector_open = True
        self._arrange()
        self.inspector.show_tab("sent")

    def change(self, step: int) -> None:
        """To the next or previous changed place."""
        self.bench.texts.settle()
        self.bench.texts.editor.go_to_change(step)

    def take_back(self) -> None:
        """The draft's words again at the change under the caret."""
        self.bench.texts.settle()
        self.bench.texts.editor.take_back()

    # -- plumbing --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.queue.wanted.connect(self.refresh)
        self.queue.chosen.connect(self._chosen)
        self.queue.list.peeked.connect(self.bench.texts.peek)
        self.queue.list.doubleClicked.connect(lambda _index: self.edit())
        self.table.opened.connect(self._opened)
        self.table.decided.connect(self._decided)
        self.table.undone.connect(self._undone)
        self.table.failed.connect(self._failed)
        self.table.busy.connect(self._busy)
        self.table.autosave.state.connect(self.bench.show_saved)
        self.bench.texts.edited.connect(self._typed)
        self.bench.texts.compared.connect(lambda _found: self._compared())
        self.bench.texts.editor.left.connect(self.flush)
        self.bench.texts.editor.escaped.connect(self.queue.take_focus)
        self.bench.bar.line.closed.connect(self.queue.take_focus)
        self.inspector.reason_chosen.connect(self._reason)
        self.inspector.thumbed.connect(self.table.feedback)

    def _acts(self) -> dict[str, Callable[..., object]]:
        return {
            "approve": self.approve, "as_is": self.approve_as_is, "back": self.send_back, "escalate": self.escalate, "skip": self.skip,
            "again": self.decide_again, "inspector": self.toggle_inspector, "mode": self.show_mode, "values": self.toggle_values,
            "redraft": self.redraft,
        }

    def _keys(self, command_id: str) -> str:
        from hybriddesk.desk.commands.registry import shown  # noqa: PLC0415  beside its one use

        return next((shown(command.keys[0]) for command in self.commands() if command.id == command_id), "")

    def _run(self, call: Callable[[], Awaitable[Any]], done: Callable[[Any], object], failed: Callable[[Fault], object]) -> object:
        job = self.context.engine.job(call, keep=True)
        job.done.connect(self._while_here(done))
        job.failed.connect(self._while_here(failed))
        return job.start()

    def _while_here(self, then: Callable[[Any], object]) -> Callable[[Any], object]:
        """A result may arrive after the lock has taken this place away."""
        return lambda value: then(value) if isValid(self) else None

    def _away(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._run(lambda: anyio.to_thread.run_sync(work), done, self._failed)

    def _page(self, ids: Sequence[str]) -> Sequence[Any]:
        return review_rows(self.context.reader, ids)

    def _threshold(self) -> float:
        return float(self.context.setting("review.threshold"))

    def _make_sheet(self) -> CheckSheet:
        return CheckSheet(self.context.theme, self.window())

    def _may_decide(self) -> bool:
        current = self.table.current
        return current is not None and not is_decided(current.review) and not self.table.deciding and not self.bench.bar.asking

    def _edited(self) -> bool:
        return self.table.version is not None and self.bench.texts.changed

    def _chosen(self, review_id: str) -> None:
        if review_id and review_id != self.table.review_id:
            self.table.open(review_id)

    def _listed(self, wanted: _Wanted, counts: dict[str, int], ids: Sequence[str]) -> None:
        """A list that came too late for another view is dropped."""
        if wanted != (self.queue.view, self.queue.order, self.queue.filter.text()):
            return
        keep, self._listed_for = wanted == self._listed_for, wanted
        self._count = counts["needs"]
        self.queue.show_count(self._count)
        self.queue.show_ids(ids, keep=keep)
        self._find_wanted_row()
        if self.table.review_id:
            self.bench.show_place(self.queue.place_of(self.table.review_id))
        elif not len(ids):
            self._nothing()
        elif self.isVisible() and self.table.idle:
            self.queue.choose(self.queue.model.id_at(0))

    def _find_wanted_row(self) -> None:
        """The entry that was asked for may stand in another view."""
        wanted = self._wanted_row
        if wanted is None:
            return
        self._wanted_row = None
        if self.queue.model.index_of(wanted).isValid():
            self.queue.choose(wanted, tell=False)
        elif self.queue.view != "done":
            self._wanted_row = wanted
            self.queue.filter.clear()
            self.queue.views.choose("all" if self.queue.view == "needs" else "done")
            self.refresh()

    def _show_review(self, review_id: str) -> None:
        self._wanted_row = review_id
        self.table.open(review_id)
        self.refresh()

    def _opened(self, opened: Opened, version: Version) -> None:
        self.time.restart()
        self._middle.setCurrentWidget(self.bench)
        self.bench.show_opened(opened, version, self.queue.place_of(opened.review.id), self._threshold())
        self.inspector.show_opened(opened, version)
        self._arrange()
        self._allow()

    def _typed(self, shown: str) -> None:
        self.time.sign()
        self.table.typed(shown)
        self._allow()

    def _compared(self) -> None:
        found = self.bench.texts.comparison
        self.bench.show_figures(found.distance, found.words)

    def _allow(self) -> None:
        self.bench.bar.allow(decide=self.table.current is not None and not self.table.deciding, edited=self._edited())

    def _busy(self, busy: bool) -> None:
        self.bench.texts.editor.setReadOnly(busy)
        self._allow()

    def _leave(self) -> None:
        """Which entry comes next is decided before the list changes under it."""
        self._wanted_after = self.queue.neighbour(self.table.review_id or "")

    def _sent_back(self, reason: str) -> None:
        self._leave()
        self.table.send_back(reason, self.time.seconds)

    def _escalated(self, reason: str) -> None:
        self._leave()
        self.table.escalate(reason, self.time.seconds)

    def _redraft(self, instruction: str) -> None:
        review_id, reviewing = self.table.review_id, self.context.workspace.reviewing
        if not review_id:
            return
        self.flush()
        self.bench.again.setEnabled(False)
        job = self.context.engine.job(lambda: reviewing.redraft(review_id, instruction, self.asking.ask))
        job.done.connect(self._redrafted)
        job.failed.connect(self._failed)
        job.ended.connect(self._redraft_ended)
        self.asking.watch(job).start()

    def _redraft_ended(self) -> None:
        self.bench.again.setEnabled(self._may_decide())

    def _redrafted(self, new_id: str) -> None:
        self._show_review(new_id)
        self.context.toasts.show_toast(tr("Another draft is here; the earlier one is kept under Done."))

    def _decided(self, review: Review) -> None:
        self.context.errors.clear_fault()
        self.context.toasts.show_toast(_said(review), undo=self.undo)
        after, self._wanted_after = self._wanted_after, None
        if after and self.queue.model.index_of(after).isValid():
            self.queue.choose(after, tell=False)
            self.table.open(after)
        else:
            self._nothing()
            self.refresh()
        self.queue.take_focus()

    def _undone(self, review: Review) -> None:
        self.context.toasts.show_toast(tr("Taken back. It is open again."))
        self._show_review(review.id)

    def _nothing(self) -> None:
        self.table.clear()
        self.bench.texts.clear()
        self.inspector.clear()
        self._middle.setCurrentWidget(self.empty)
        title, sentence = queue_pane.EMPTY[self.queue.view]
        self.empty.say(tr(title), tr(sentence))
        self._arrange()

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

    def minimumSizeHint(self) -> QSize:
        """Without the inspector: it gives way before the window does."""
        width = self.queue.minimumWidth() + self._middle.minimumSizeHint().width() + 1
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._line = line(vertical=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(line(vertical=True))
        row.addWidget(self._middle, 1)
        row.addWidget(self._line)
        row.addWidget(self.inspector)

    def _arrange(self) -> None:
        """The inspector beside the desk, over it, or away."""
        px = self.context.theme.px
        roomy = self.width() >= px(ALL_PANES)
        self.queue.setFixedWidth(px(queue_pane.WIDTH))
        busy = self._middle.currentWidget() is self.bench
        shown = busy and (roomy if self._inspector_open is None else self._inspector_open)
        self.inspector.setFixedWidth(px(inspector_module.WIDTH))
        row = cast("QHBoxLayout", self.layout())
        docked = row.indexOf(self.inspector) >= 0
        if roomy and not docked:
            row.addWidget(self.inspector)
        if not roomy and docked:
            row.removeWidget(self.inspector)
        kind = "surface" if roomy else "panel"
        if self.inspector.property("kind") != kind:
            restyle(self.inspector, kind=kind)
        self._line.setVisible(shown and roomy)
        self.inspector.setVisible(shown)
        if shown and not roomy:
            self._drawer(self.inspector)

    def _drawer(self, panel: QWidget) -> None:
        left = 0 if self.isRightToLeft() else self.width() - panel.width()
        panel.setGeometry(left, 0, panel.width(), self.height())
        panel.raise_()


def _said(review: Review) -> str:
    if review.state == "edited":
        return tr("Approved with edits, {p} of the words changed").format(p=percent(review.edit_words or 0.0))
    return {
        "approved": tr("Approved as is"), "returned": tr("Sent back"), "escalated": tr("Escalated; it stays open"),
    }.get(review.state, tr("Decided"))
