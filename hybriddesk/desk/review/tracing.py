"""Shows on the desk why a decided draft was bad, and lets the person name another cause."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hybriddesk.desk.cause_words import cause_name, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.panes import Panes
from hybriddesk.desk.review.texts_pane import TextsPane
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.diagnoses import Cause
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import DONE_STATES, Changed, Review
from hybriddesk.vault.diagnoses import Kept, bad, diagnosis_of


class Tracing(QObject):
    """The card is read from the store each time; naming and looking go through the service."""

    def __init__(self, context: DeskContext, table: Worktable, panes: Panes, texts: TextsPane, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._table, self._panes, self._texts, self._run = context, table, panes, texts, run
        card = self._card = panes.inspector.why.cause
        card.named.connect(self.name)
        card.wanted.connect(self.look)
        card.spots.connect(self._mark)
        table.opened.connect(lambda _opened, _version: self.refresh())
        texts.formed.connect(self.refresh)

    def refresh(self) -> None:
        """Another entry lies on the desk, or its texts are shown in another form."""
        current, version = self._table.current, self._table.version
        if current is None or version is None or current.blind or current.review.state not in DONE_STATES:
            self._card.hide()
            return
        kept = diagnosis_of(self._context.reader, current.review.id)
        if kept is None and not bad(current.review.state, current.review.edit_words):
            self._card.hide()
        else:
            self._card.show_kept(kept, version)

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        if "diagnoses" in changed.tables and self._table.review_id is not None and (not changed.ids or self._table.review_id in changed.ids):
            self.refresh()

    def choose(self) -> None:
        """Opens the menu of causes, by keyboard."""
        self.refresh()
        if self._card.isHidden():
            self._context.toasts.show_toast(tr("Causes are traced for answers that were sent back or much changed."))
            return
        self._panes.show_tab("why")
        if self._card.kept is None:
            self._card.look.setFocus()
        else:
            self._card.take_focus()

    def look(self) -> None:
        """Looks into the entry now."""
        review = self._review()
        if review is not None:
            diagnosing = self._context.workspace.diagnosing
            self._run(lambda: diagnosing.diagnose(review.id), lambda _kept: self.refresh(), self._failed)

    def name(self, cause: Cause | None) -> None:
        """The person knows better; their word can be taken back."""
        review, before = self._review(), self._card.kept
        if review is None:
            return
        diagnosing = self._context.workspace.diagnosing

        def done(kept: Kept | None) -> None:
            self.refresh()
            words = tr("Named: {cause}").format(cause=cause_name(kept.cause)) if kept is not None else tr("Taken back")
            self._context.toasts.show_toast(words, undo=lambda: self._put_back(review.id, before))

        self._run(lambda: diagnosing.name(review.id, cause), done, self._failed)

    def _put_back(self, review_id: str, before: Kept | None) -> None:
        diagnosing = self._context.workspace.diagnosing
        cause = before.cause if before is not None and before.named_by == "person" else None
        self._run(lambda: diagnosing.name(review_id, cause), lambda _kept: self.refresh(), self._failed)

    def _review(self) -> Review | None:
        return self._table.current.review if self._table.current is not None else None

    def _mark(self, places: tuple[tuple[int, int], ...]) -> None:
        version = self._table.version
        if version is not None:
            self._texts.show_reason(version.shown_places(places))

    def _failed(self, fault: Fault) -> None:
        self._context.errors.show_fault(fault)
