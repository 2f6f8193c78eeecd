"""The bridge between a request that waits on the engine thread and the sheet in which the person decides about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.engine.question import Reply, ask_person
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.records.consent import Consent
from hybriddesk.records.way import Outgoing


@dataclass(slots=True, eq=False)
class _Waiting:
    outgoing: Outgoing
    more: int
    reply: Reply[Consent]


class Asking(QObject):
    """One per window. Its ``ask`` is the ``records.consent.Ask`` that services are given; requests are shown one at a time."""

    def __init__(self, engine: Engine, make_sheet: Callable[[], CheckSheet], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._make_sheet = make_sheet
        self._sheet: CheckSheet | None = None
        self._waiting: deque[_Waiting] = deque()
        self._shown: _Waiting | None = None

    async def ask(self, outgoing: Outgoing, waiting: int) -> Consent:
        """Runs on the engine thread; returns when the person has decided."""
        return await ask_person(self._engine, lambda reply: self._arrived(_Waiting(outgoing, waiting, reply)))

    def watch(self, job: Job) -> Job:
        """Closes a sheet that waits for a request to be scrubbed again when the job ends without asking again."""
        job.ended.connect(self._close_if_idle)
        return job

    @property
    def sheet(self) -> CheckSheet | None:
        """The sheet, while one is open."""
        return self._sheet

    def _arrived(self, request: _Waiting) -> None:
        request.reply.withdrawn = lambda: self._withdrawn(request)
        self._waiting.append(request)
        if self._shown is None:
            self._show_next()

    def _show_next(self) -> None:
        self._shown = self._waiting.popleft()
        if self._sheet is None:
            self._sheet = self._make_sheet()
            self._sheet.answered.connect(self._answered)
        self._sheet.show_request(self._shown.outgoing, self._shown.more)

    def _answered(self, consent: Consent) -> None:
        shown, self._shown = self._shown, None
        if shown is None:
            return
        shown.reply.give(consent)
        if self._waiting:
            self._show_next()
        elif consent.answer != "redo":
            self._close()

    def _withdrawn(self, request: _Waiting) -> None:
        if request in self._waiting:
            self._waiting.remove(request)
        if request is not self._shown:
            return
        self._shown = None
        if self._waiting:
            self._show_next()
        else:
            self._close()

    def _close_if_idle(self) -> None:
        if self._shown is None:
            self._close()

    def _close(self) -> None:
        if self._sheet is not None:
            sheet, self._sheet = self._sheet, None
            sheet.finish()
