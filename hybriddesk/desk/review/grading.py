"""Going through the rubric of the draft on the desk; each answer is in the store before the next is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.decision_bar import DecisionBar
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run, Worktable
from hybriddesk.records.errors import Fault
from hybriddesk.review.rubric import Criterion
from hybriddesk.vault.rubric_answers import Answer


class Grading(QObject):
    """``answered`` follows an answer that the store has; ``ended`` gives the keys back to the list."""

    answered = Signal()
    ended = Signal()
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(
        self, context: DeskContext, table: Worktable, bar: DecisionBar, allowed: Callable[[], bool], run: Run, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._table, self._bar, self._allowed, self._run = context, table, bar, allowed, run
        self._criteria: tuple[Criterion, ...] = ()
        self._at = 0
        self._saving = False
        bar.rubric.answered.connect(self._answer)
        bar.rubric.passed.connect(self._next)
        bar.rubric.closed.connect(self._end)

    def start(self) -> None:
        """Asks the first criterion of this draft's workflow."""
        current, reviewing = self._table.current, self._context.workspace.reviewing
        if current is None or not self._allowed():
            return

        async def read() -> tuple[Criterion, ...]:
            return reviewing.rubric(current.review.workflow)

        self._run(read, lambda found: self._begin(current.review.id, found), self.failed.emit)

    def _begin(self, review_id: str, criteria: tuple[Criterion, ...]) -> None:
        if self._table.review_id != review_id or not self._allowed():
            return
        if not criteria:
            self._context.toasts.show_toast(tr("This workflow has no rubric. Write one in the settings under Review."))
            return
        self._criteria, self._at = criteria, 0
        self._ask()

    def _ask(self) -> None:
        criterion, current = self._criteria[self._at], self._table.current
        person = str(self._context.setting("general.person") or "") or "me"
        before = [one.value for one in current.answers if (one.person, one.criterion) == (person, criterion.words)] if current else []
        self._bar.grade(criterion, self._at + 1, len(self._criteria), before[0] if before else None)

    def _answer(self, value: int) -> None:
        review_id, reviewing, criterion = self._table.review_id, self._context.workspace.reviewing, self._criteria[self._at]
        if review_id is not None and not self._saving:
            self._saving = True
            self._run(lambda: reviewing.answer(review_id, criterion, value), lambda answers: self._kept(review_id, answers), self._not_kept)

    def _kept(self, review_id: str, answers: tuple[Answer, ...]) -> None:
        self._saving = False
        if self._table.current is not None and self._table.review_id == review_id:
            self._table.current = replace(self._table.current, answers=answers)
            self.answered.emit()
            self._next()

    def _not_kept(self, fault: Fault) -> None:
        self._saving = False
        self.failed.emit(fault)

    def _next(self) -> None:
        self._at += 1
        if self._at < len(self._criteria):
            self._ask()
        else:
            self._context.toasts.show_toast(tr("The rubric is answered."))
            self._end()

    def _end(self) -> None:
        self._bar.show_rest()
        self.ended.emit()
