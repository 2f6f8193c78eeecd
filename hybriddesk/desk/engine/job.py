"""One piece of work on the engine thread, as the window sees it."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hybriddesk.records.errors import Fault, Permanent

if TYPE_CHECKING:
    import anyio

    from hybriddesk.desk.engine.engine import Engine


class Job(QObject):
    """Made on the window's thread by ``Engine.job``. Connect first, then ``start``: the other order loses a fast result.

    ``done`` carries the result, ``failed`` a ``records.errors.Fault``, ``progress`` whatever the work reports; ``ended`` comes
    last, always, also after ``cancel``.
    """

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(object)
    ended = Signal()

    def __init__(self, engine: Engine, factory: Callable[[], Awaitable[Any]], *, keep: bool = False) -> None:
        super().__init__()
        self._engine = engine
        self._factory: Callable[[], Awaitable[Any]] | None = factory
        self._scope: anyio.CancelScope | None = None
        self._cancelled = False
        self.keep = keep
        self.running = False

    def start(self) -> Job:
        """Begins the work; returns itself. A second call does nothing."""
        if not self.running:
            self.running = True
            self._engine.begin(self)
        return self

    def cancel(self) -> None:
        """Asks the work to stop; ``ended`` follows. Safe at any time."""
        self._cancelled = True
        self._engine.on_loop(self._cancel_scope)

    def report(self, value: object) -> None:
        """Called by the work, from any thread: ``value`` arrives at ``progress``."""
        self._engine.post(lambda: self.progress.emit(value))

    async def work(self) -> None:
        """Runs on the engine thread; only ``Engine`` calls it."""
        import anyio  # noqa: PLC0415  loaded on the worker, after the first paint

        with anyio.CancelScope(shield=self.keep) as self._scope:
            if self._cancelled:
                self._scope.cancel()
            with contextlib.suppress(_Reported):
                result = await self._outcome()
                self._engine.post(lambda: self.done.emit(result))
        self._scope = None

    def over(self) -> None:
        """The last word, on the window's thread; only ``Engine`` calls it."""
        self.running = False
        self._factory = None  # it often holds this very job: without the cycle the job goes at once, on this thread
        self.ended.emit()

    async def _outcome(self) -> object:
        assert self._factory is not None
        try:
            return await self._factory()
        except Fault as fault:
            caught: Fault = fault
        except Exception as defect:  # noqa: BLE001  the one place: a defect becomes a sentence instead of a dead window
            caught = as_fault(defect)
            self._engine.tell_defect(defect)
        self._engine.post(lambda: self.failed.emit(caught))
        raise _Reported

    def _cancel_scope(self) -> None:
        if self._scope is not None:
            self._scope.cancel()


class _Reported(Exception):
    """The failure has been handed up already."""


def as_fault(defect: BaseException) -> Fault:
    """A defect as a fault: the kind of error and where it was raised, never its message, which may hold text of people."""
    frames = traceback.extract_tb(defect.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    ours = next((f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames) if "hybriddesk" in f.filename), where)
    fault = Permanent("desk.defect", kind=type(defect).__name__, where=ours)
    fault.__cause__ = defect
    return fault
