"""The one wrapper around every step of a run: it writes the span, so that no step can forget it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType

from hybriddesk.records.errors import Fault
from hybriddesk.vault.runs import Runs


class OnDefect(AbstractContextManager[None]):
    """Calls ``action`` if a defect of ours, neither a fault nor a cancellation, leaves the block, and lets it go on to whoever tells of
    it: what the block had begun must not look as if it were still on its way.
    """

    def __init__(self, action: Callable[[type[Exception]], object]) -> None:
        self._action = action

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and issubclass(kind, Exception) and not issubclass(kind, Fault):
            self._action(kind)


@contextmanager
def step(runs: Runs, run: str, name: str) -> Iterator[dict[str, str | int | float]]:
    """Times the block and records it as a span of ``run``; facts put into the yielded dict are kept with it.

    A fault or a cancellation is recorded and goes on.
    """
    facts: dict[str, str | int | float] = {}
    started_ms, started = runs.db.clock(), time.perf_counter_ns()
    state = "cancelled"
    try:
        yield facts
        state = "ok"
    except Fault as fault:
        state, facts["code"] = "failed", fault.code
        raise
    finally:
        runs.add_span(run, name, started_ms, (time.perf_counter_ns() - started) // 1000, state, facts)
