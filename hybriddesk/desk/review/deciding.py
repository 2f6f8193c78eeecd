"""What a person may do with the draft on the desk: approve, send back, escalate, undo, decide again, ask for another draft."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.review.active_time import ActiveTime
from hybriddesk.desk.review.bench import Bench, is_decided
from hybriddesk.desk.review.bulk_words import taken_back
from hybriddesk.desk.review.many import Many
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.review.reasons import Offered, offered, suggested
from hybriddesk.desk.review.worktable import Worktable
from hybriddesk.desk.words import percent
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Review
from hybriddesk.vault.taking_back import TakenBack


class Deciding(QObject):
    """Asks for the reason where one is needed, hands the decision to the worktable, and says which draft comes next.

    ``bench`` and ``many`` are set right after: their buttons are made with the deeds of this object.
    """

    bench: Bench
    many: Many
    moved_on = Signal(str)
    """Decided: the id of the draft that comes next, or ``""`` when none is left."""
    wanted = Signal(str)
    """An id to put on the desk, wherever it stands in the list."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, table: Worktable, queue: QueuePane, asking: Asking, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._table, self._queue = context, table, queue
        self._asking = asking
        self._after = ""
        self.time = ActiveTime()
        table.decided.connect(self._decided)
        table.undone.connect(self._undone)

    @property
    def allowed(self) -> bool:
        """Whether an open draft lies on the desk every key is written, and nothing is decided or asked about it."""
        current = self._table.current
        busy = self.many.open or self._table.deciding or self.bench.bar.asking or self.bench.texts.editor.settling
        return current is not None and not is_decided(current.review) and not busy

    @property
    def edited(self) -> bool:
        """Whether the person's version differs from the draft."""
        return self._table.version is not None and self.bench.texts.changed

    def approve(self) -> None:
        """Approves the version on the screen, with or without edits; says yes where the page about many drafts asks."""
        if self.many.open:
            self.many.confirm()
        elif self.allowed:
            assert self._table.version is not None
            self._note_next()
            self._table.approve(self._table.version.stored(self.bench.texts.editor.text()), self.time.seconds)

    def approve_as_is(self) -> None:
        """Approves the draft untouched; refused with a sentence if the version differs."""
        if not self.allowed:
            return
        assert self._table.version is not None
        if self.edited:
            self._context.toasts.show_toast(tr("You changed the text. Approve with edits, or undo the changes first."))
            return
        self._note_next()
        self._table.approve(self._table.version.review.draft, self.time.seconds)

    def send_back(self) -> None:
        """Asks for the reason in the bar, then rejects the draft."""
        if self.allowed:
            self.bench.bar.ask(tr("Send back"), tr("What is wrong with it?"), tr("Send back"), self._sent_back, choices=self._offered("back"))

    def escalate(self) -> None:
        """Asks for the reason in the bar, then leaves it to somebody else."""
        if self.allowed:
            self.bench.bar.ask(tr("Escalate"), tr("Who should decide, and about what?"), tr("Escalate"), self._escalated, choices=self._offered("escalate"))

    def carry_over(self) -> None:
        """Shows what the edit on the desk would make of the drafts that are alike."""
        if not self.allowed:
            return
        assert self._table.version is not None
        if not self.edited:
            self._context.toasts.show_toast(tr("Change the draft first; then the same change can be made in the like ones."))
            return
        self.many.carrying.ask(self._table.version.stored(self.bench.texts.editor.text()))

    def undo(self) -> None:
        """Takes the last act back; again, the one before it."""
        self._table.undo()

    def decide_again(self) -> None:
        """Reopens a decided entry for this person."""
        current = self._table.current
        if current is not None and is_decided(current.review):
            self._table.reopen(current.review.id, self._reopened)

    def redraft(self) -> None:
        """Asks what should be different, then for another draft of the same request."""
        if self.allowed and self._table.current and self._table.current.review.item:
            self.bench.bar.ask(
                tr("Another draft"), tr("What should be different? (may stay empty)"), tr("Ask for another draft"), self._redraft, optional=True,
            )

    def _offered(self, act: str) -> tuple[Offered, ...]:
        own = self._context.setting(f"review.{act}_reasons") or ()
        found = suggested(self._table.current.review.reasons) if self._table.current and act == "back" else ()
        return offered(found, own)

    def _note_next(self) -> None:
        """Which entry comes next is decided before the list changes under it."""
        self._after = self._queue.neighbour(self._table.review_id or "")

    def _sent_back(self, reason: str) -> None:
        self._note_next()
        self._table.send_back(reason, self.time.seconds)

    def _escalated(self, reason: str) -> None:
        self._note_next()
        self._table.escalate(reason, self.time.seconds)

    def _decided(self, review: Review) -> None:
        self._context.errors.clear_fault()
        self._context.toasts.show_toast(_said(review), undo=lambda: self._table.undo(review.id))
        after, self._after = self._after, ""
        self.moved_on.emit(after)

    def _undone(self, back: TakenBack) -> None:
        words = taken_back(len(back.ids), back.left)
        if back.overtaken:
            words = tr("Somebody decided after you about your last one, so that stands. {rest}").format(rest=words)
        self._context.toasts.show_toast(words)
        self.wanted.emit(back.ids[0])

    def _reopened(self, review: Review) -> None:
        self._context.toasts.show_toast(tr("Open again; what was decided before stays in the log."))
        self.wanted.emit(review.id)

    def _redraft(self, instruction: str) -> None:
        review_id, reviewing = self._table.review_id, self._context.workspace.reviewing
        if not review_id:
            return
        self._table.autosave.flush()
        self.bench.again.setEnabled(False)
        job = self._context.engine.job(lambda: reviewing.redraft(review_id, instruction, self._asking.ask))
        job.done.connect(self._redrafted)
        job.failed.connect(self._not_redrafted)
        job.ended.connect(self._redraft_ended)
        self._asking.watch(job).start()

    def _redrafted(self, new_id: str) -> None:
        self.wanted.emit(new_id)
        self.many.choosing.ask(new_id)
        self._context.toasts.show_toast(tr("Another draft is here; the earlier one is kept under Done."))

    def _not_redrafted(self, fault: Fault) -> None:
        self.failed.emit(fault)

    def _redraft_ended(self) -> None:
        self.bench.again.setEnabled(self.allowed)


def _said(review: Review) -> str:
    if review.state == "edited":
        return tr("Approved with edits, {p} of the words changed").format(p=percent(review.edit_words or 0.0))
    return {
        "approved": tr("Approved as is"), "returned": tr("Sent back"), "escalated": tr("Escalated; it stays open"),
    }.get(review.state, tr("Decided"))
