"""Looks every ten seconds whether a workflow has stopped producing, and says so over whatever place is in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Transient

if TYPE_CHECKING:
    from hybriddesk.records.producing import Silence

CHECK_MS = 10_000


class Watchman(QObject):
    """One look at a time; a silence is told once, muted ones never. Monitor lists them as long as they last, and needs no second bar."""

    def __init__(self, context: DeskContext, in_monitor: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._in_monitor = context, in_monitor
        self._told: set[tuple[str, str]] = set()
        self._looking = False
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks now."""
        if self._looking:
            return
        self._looking = True
        job = self._context.engine.call(self._context.workspace.producing.check)
        job.done.connect(self._found)
        job.ended.connect(self._ended)
        job.start()

    def stop(self) -> None:
        """The store is about to close."""
        self._timer.stop()

    def _found(self, silences: tuple[Silence, ...]) -> None:
        for one in silences:
            if not one.muted and (one.workflow, one.kind) not in self._told and not self._in_monitor():
                self._tell(one)
        self._told = {(one.workflow, one.kind) for one in silences}

    def _tell(self, one: Silence) -> None:
        from hybriddesk.desk.monitor.phrases import workflow_words  # noqa: PLC0415  loaded with the store, after the first paint
        from hybriddesk.workflow.producing import code_of, facts_of  # noqa: PLC0415  the same

        facts = {**facts_of(one), "workflow": workflow_words(one.workflow)}
        self._context.errors.show_fault(
            Transient(code_of(one), **facts),  # type: ignore[arg-type]  # facts, none of which is a delay
            act=(translated("Open Monitor", "Watchman"), lambda: self._context.go_to("monitor", view="errors")),
        )

    def _ended(self) -> None:
        self._looking = False
