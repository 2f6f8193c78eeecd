"""A question from the engine thread to the person: the work waits, the window does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from hybriddesk.desk.engine.engine import Engine

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class Reply(Generic[T]):
    """Handed to the window. ``give`` answers once; ``withdrawn`` is called on the window's thread if the work was cancelled."""

    def __init__(self, engine: Engine, future: asyncio.Future[T]) -> None:
        self._engine = engine
        self._future = future
        self.withdrawn: Callable[[], None] | None = None

    def give(self, answer: T) -> None:
        """Safe from the window's thread; a second answer is ignored."""
        self._engine.on_loop(lambda: None if self._future.done() else self._future.set_result(answer))

    def withdraw(self) -> None:
        """The work no longer waits."""
        if self.withdrawn is not None:
            self.withdrawn()


async def ask_person(engine: Engine, show: Callable[[Reply[T]], None]) -> T:
    """Runs ``show(reply)`` on the window's thread and waits, on the engine thread, for ``reply.give(answer)``."""
    import asyncio  # noqa: PLC0415  loaded on the worker, after the first paint

    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    reply = Reply(engine, future)
    engine.post(lambda: show(reply))
    try:
        return await future
    finally:
        if future.cancelled():
            engine.post(reply.withdraw)
