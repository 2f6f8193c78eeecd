"""The worker thread with its own event loop: every service runs there, and the window never waits for it."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import AsyncIterable, Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.engine.turn import Turns
from hybriddesk.records.errors import Fault

if TYPE_CHECKING:
    import asyncio

    from anyio.abc import TaskGroup

    from hybriddesk.records.work import Changed

STOP_S = 20.0
"""How long a stop may take: a checkpoint write and the closing of the store."""


SWITCH_S = 0.001
"""How long a busy worker may keep the interpreter from the window; Python's own 5 ms, a few times over, is a stall."""


class Engine(QObject):
    """Made on the window's thread. ``changed`` carries what commits touched, merged to one value per turn."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns = Turns(self)
        self._jobs: dict[int, Job] = {}
        self._pending: list[Callable[[], object]] | None = []
        self._changes: list[Changed] = []
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._group: TaskGroup | None = None
        self._stopping: asyncio.Event | None = None
        self._last: Callable[[], Awaitable[None]] | None = None
        self._one_ended: asyncio.Event | None = None
        self._working = 0
        self.on_defect: Callable[[Exception], object] | None = None
        """Hears, on the engine thread, of every defect a job ran into: the central error log, while a store is open."""
        self._started = self._stopped = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        """Starts the thread. Jobs started before run as soon as its loop does. A second call does nothing."""
        if not self._started:
            self._started = True
            sys.setswitchinterval(SWITCH_S)
            self._thread.start()

    def job(
        self, factory: Callable[[], Awaitable[Any]], *, on_progress: Callable[[Any], object] | None = None, keep: bool = False,
    ) -> Job:
        """A job that awaits ``factory()`` on the engine thread, once ``start()`` is called; the engine keeps it alive until it ended.

        ``keep``: lock and quit let it finish (an autosave), they do not cancel it.
        """
        job = Job(self, factory, keep=keep)
        if on_progress is not None:
            job.progress.connect(on_progress)
        return job

    def call(self, function: Callable[[], Any]) -> Job:
        """A job for a quick synchronous function, such as reading or writing one row."""

        async def once() -> object:
            return function()

        return self.job(once, keep=True)

    def stream(self, source: Callable[[], AsyncIterable[Any]]) -> Job:
        """A job that hands every value of an asynchronous iterator to ``progress``; ``done`` carries None."""

        async def drain() -> None:
            async for value in source():
                job.report(value)

        job = Job(self, drain)
        return job

    def post(self, delivery: Callable[[], None]) -> None:
        """Runs ``delivery`` on the window's thread, in order. Safe from every thread."""
        self._turns.post(delivery)

    def tell_defect(self, defect: Exception) -> None:
        """Called by a job, on the engine thread. A log that cannot be written must not hide the defect itself."""
        if self.on_defect is not None:
            with contextlib.suppress(Fault):
                self.on_defect(defect)

    def post_changed(self, changed: Changed) -> None:
        """Tells every place what a commit touched. Safe from every thread; this is what the store's ``on_change`` calls."""
        with self._lock:
            self._changes.append(changed)
            first = len(self._changes) == 1
        if first:
            self.post(self._emit_changed)

    def on_loop(self, action: Callable[[], object]) -> None:
        """Runs a quick action on the engine thread. Safe from every thread; after ``stop`` nothing happens."""
        with self._lock:
            if self._pending is not None:
                self._pending.append(action)
            elif self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(action)

    def begin(self, job: Job) -> None:
        """Called by ``Job.start``."""
        if self._stopped:
            return
        self._jobs[id(job)] = job
        self.on_loop(partial(self._spawn, id(job)))

    def cancel_all(self) -> None:
        """Asks every running job to stop, but for those that are to finish."""
        for job in tuple(self._jobs.values()):
            if not job.keep:
                job.cancel()

    async def alone(self) -> None:
        """Waits, on the engine thread, until the job that calls this is the only one left."""
        import asyncio  # noqa: PLC0415  loaded on the worker, after the first paint

        while self._working > 1:
            self._one_ended = asyncio.Event()
            await self._one_ended.wait()

    @property
    def busy(self) -> bool:
        """Whether any job has not ended yet."""
        return bool(self._jobs)

    def at_stop(self, last: Callable[[], Awaitable[None]]) -> None:
        """``last`` runs after every job has ended, shielded from cancellation: it closes the store."""
        self._last = last

    def stop(self) -> None:
        """Cancels every job, lets it end, closes the store, ends the thread. A second call does nothing."""
        if self._stopped:
            return
        self._stopped = True
        if self._thread.is_alive():
            self.on_loop(self._ask_to_stop)
            self._thread.join(STOP_S)

    def _emit_changed(self) -> None:
        with self._lock:
            changes, self._changes = self._changes, []
        # apart, so that a commit which names no ids does not make the named rows of another look like all of them
        for group in ([one for one in changes if one.ids], [one for one in changes if not one.ids]):
            if group:
                self.changed.emit(merged(group))

    def _run(self) -> None:
        import anyio  # noqa: PLC0415  loaded on the worker, after the first paint

        anyio.run(self._serve)

    async def _serve(self) -> None:
        import asyncio  # noqa: PLC0415

        import anyio  # noqa: PLC0415

        self._stopping = asyncio.Event()
        async with anyio.create_task_group() as self._group:
            self._open_gate(asyncio.get_running_loop())
            await self._stopping.wait()
            self._group.cancel_scope.cancel()
        if self._last is not None:
            with anyio.CancelScope(shield=True):
                await self._last()

    def _open_gate(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._lock:
            self._loop, pending, self._pending = loop, self._pending or [], None
            for action in pending:
                loop.call_soon(action)

    def _ask_to_stop(self) -> None:
        assert self._stopping is not None
        self._stopping.set()

    def _spawn(self, number: int) -> None:
        assert self._group is not None
        self._group.start_soon(self._work, number)

    async def _work(self, number: int) -> None:
        # by number: a reference kept here would let the last one go, and a Qt object with it, on this thread
        self._working += 1
        try:
            await self._jobs[number].work()
        finally:
            self._working -= 1
            if self._one_ended is not None:
                self._one_ended.set()
            self.post(partial(self._end, number))

    def _end(self, number: int) -> None:
        job = self._jobs.pop(number)
        job.over()


def merged(changes: list[Changed]) -> Changed:
    """All tables; all ids, or none if one of the changes named no ids (then anything in the tables may differ)."""
    from hybriddesk.records.work import Changed  # noqa: PLC0415  its module takes 20 ms, and the first paint comes before it

    tables = frozenset[str]().union(*(change.tables for change in changes))
    whole = any(not change.ids for change in changes)
    return Changed(tables, frozenset() if whole else frozenset[str]().union(*(change.ids for change in changes)))
