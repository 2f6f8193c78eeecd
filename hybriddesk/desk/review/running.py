"""Work on the engine whose result comes back to the place, if the place is still there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from shiboken6 import isValid

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.place import Place
from hybriddesk.records.errors import Fault


class Running:
    """Called as ``worktable.Run``. The lock may take the place away before a result arrives."""

    def __init__(self, engine: Engine, home: Place) -> None:
        self._engine, self._home = engine, home

    def __call__(self, call: Callable[[], Awaitable[Any]], done: Callable[[Any], object], failed: Callable[[Fault], object]) -> Job:
        job = self._engine.job(call, keep=True)
        job.done.connect(self._while_here(done))
        job.failed.connect(self._while_here(failed))
        return job.start()

    def _while_here(self, then: Callable[[Any], object]) -> Callable[[Any], object]:
        return lambda value: then(value) if isValid(self._home) else None
