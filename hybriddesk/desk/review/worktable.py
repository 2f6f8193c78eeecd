"""What lies on the desk: one draft at a time, opened, kept safe and decided through the service. No widget in here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.review.autosave import Autosave
from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.version import Version
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import DONE_STATES, Review
from hybriddesk.vault.taking_back import TakenBack
from hybriddesk.workflow.reviewing import Opened, Reviewing

Run = Callable[[Callable[[], Awaitable[Any]], Callable[[Any], None], Callable[[Fault], None]], object]
"""``run(call, done, failed)``: awaits ``call()`` on the engine and calls one of the two back on the UI thread. Never cancelled half-way."""


class Worktable(QObject):
    """Opens the newest wish only: a held key runs down the queue without taking every entry on the way."""

    opened = Signal(object, object)
    """``Opened`` and its ``Version``."""
    decided = Signal(object)
    """The ``Review`` after a decision."""
    undone = Signal(object)
    """``TakenBack``: what is open again."""
    failed = Signal(object)
    """A ``Fault``."""
    busy = Signal(bool)
    """A decision is on its way to the store: hands off the text."""

    def __init__(self, reviewing: Reviewing, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._run = run
        self.autosave = Autosave(self._save, self)
        self.current: Opened | None = None
        self.version: Version | None = None
        self._wanted: str | None = None
        self._opening: str | None = None
        self._deciding = False

    @property
    def review_id(self) -> str | None:
        """The entry on the desk."""
        return self.current.review.id if self.current else None

    @property
    def idle(self) -> bool:
        """Nothing lies on the desk and nothing is on its way to it."""
        return self.current is None and self._opening is None and not self._deciding

    @property
    def open_here(self) -> bool:
        """Whether an open draft lies on the desk and nothing is decided about it."""
        return self.current is not None and not self._deciding and self.current.review.state not in DONE_STATES

    @property
    def deciding(self) -> bool:
        """Whether a decision is on its way."""
        return self._deciding

    def open(self, review_id: str) -> None:
        """Puts an entry on the desk; what lay there is saved and given back."""
        self._wanted = review_id
        if self._opening is None:
            self._open_wanted()

    def clear(self) -> None:
        """Nothing lies on the desk any more."""
        self._wanted = None
        self.autosave.flush()
        self._give_back()

    def leave(self) -> None:
        """The store is about to close: what was typed goes first, then the entry is given back."""
        self._wanted = None
        self.autosave.settle()
        self._give_back()

    def typed(self, shown: str) -> None:
        """The person's version changed. Of a decided entry nothing is kept: its text is laid out anew when the zoom changes, which looks the same."""
        version = self.version
        if version is not None and version.review.state not in DONE_STATES:
            self.autosave.touch(version.review.id, lambda: version.stored(shown))

    def approve(self, text: str, seconds: float) -> None:
        """Approves ``text`` (as stored, with real values)."""
        review_id = self._begin()
        if review_id:
            self._decide(review_id, lambda: self._reviewing.approve(review_id, text, seconds))

    def send_back(self, reason: str, seconds: float) -> None:
        """Rejects the draft with a reason."""
        review_id = self._begin()
        if review_id:
            self._decide(review_id, lambda: self._reviewing.send_back(review_id, reason, seconds))

    def escalate(self, reason: str, seconds: float) -> None:
        """Leaves it to somebody else, with a reason."""
        review_id = self._begin()
        if review_id:
            self._decide(review_id, lambda: self._reviewing.escalate(review_id, reason, seconds))

    def undo(self, review_id: str = "") -> None:
        """Takes the last act back, or the last one about an entry, and puts it on the desk again."""
        self._run(lambda: self._reviewing.undo(review_id), self._undone, self.failed.emit)

    def undo_batch(self, batch: str) -> None:
        """Takes back what was decided in one act, whatever was decided since."""
        self._run(lambda: self._reviewing.undo_batch(batch), self._undone, self.failed.emit)

    def reopen(self, review_id: str, done: Callable[[Review], None]) -> None:
        """Opens a decided entry again; its earlier final stays in the log."""
        self._run(lambda: self._reviewing.reopen(review_id), done, self.failed.emit)

    def feedback(self, thumb: str, reason: str) -> None:
        """Keeps a thumb with its reason."""
        review_id = self.review_id
        if review_id:
            self._run(lambda: self._reviewing.feedback(review_id, thumb, reason), lambda _: None, self.failed.emit)

    def rate(self, stars: int) -> None:
        """Keeps 1 to 5 stars for what lies here; 0 takes them back."""
        review_id = self.review_id
        if review_id:
            self._run(lambda: self._reviewing.rate(review_id, stars), lambda _: self._rated(review_id, stars), self.failed.emit)

    def _rated(self, review_id: str, stars: int) -> None:
        if self.current is not None and self.review_id == review_id:
            self.current = replace(self.current, stars=stars)

    def _open_wanted(self) -> None:
        wanted, self._opening = self._wanted, self._wanted
        if wanted is None:
            return
        self.autosave.flush()
        if wanted != self.review_id:
            self._give_back()
        self._run(lambda: self._reviewing.open(wanted), self._got, self._not_got)

    def _got(self, opened: Opened) -> None:
        self._opening = None
        if self._wanted != opened.review.id:
            self._release(opened.review)
            self._open_wanted()
            return
        self.current, self.version = opened, Version.of(opened.review, Mask(opened.entries))
        self.opened.emit(opened, self.version)

    def _not_got(self, fault: Fault) -> None:
        missed, self._opening = self._opening, None
        self.failed.emit(fault)
        if self._wanted not in {missed, None}:
            self._open_wanted()

    def _give_back(self) -> None:
        if self.current is not None:
            self._release(self.current.review)
        self.current = self.version = None

    def _release(self, review: Review) -> None:
        if review.decided_ms is None or review.state == "escalated":
            self._run(lambda: self._reviewing.release(review.id), lambda _: None, self.failed.emit)

    def _begin(self) -> str | None:
        if self._deciding or self.current is None or self._opening is not None:
            return None
        self._deciding = True
        self.busy.emit(True)
        return self.review_id

    def _decide(self, review_id: str, call: Callable[[], Awaitable[Review]]) -> None:
        kept = self.autosave.take(review_id)

        def done(review: Review) -> None:
            self._deciding = False
            self.current = self.version = None
            self.busy.emit(False)
            self.decided.emit(review)

        def failed(fault: Fault) -> None:
            self._deciding = False
            if kept is not None:
                self.autosave.touch(review_id, kept)
            self.busy.emit(False)
            self.failed.emit(fault)

        self._run(call, done, failed)

    def _undone(self, back: TakenBack) -> None:
        self.undone.emit(back)
        self.open(back.ids[0])

    def _save(self, review_id: str, text: str, done: Callable[[], None], failed: Callable[[], None]) -> None:
        def not_saved(fault: Fault) -> None:
            self.failed.emit(fault)
            failed()

        self._run(lambda: self._reviewing.autosave(review_id, text), lambda _: done(), not_saved)
