"""The benchmarks that need a window, a file each. This table itself imports no Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from hybriddesk.records.measure import Bench, Measure
    from hybriddesk.records.work import Changed
    from hybriddesk.workspace import Door

_SENTENCES = {
    "start": "Start-up to a painted window, beside a bare PySide6 window.",
    "queue": "A review queue of 100,000: opening, scrolling, steps, filter, and the longest stall outside painting.",
    "stream": "A streamed answer of 20,000 tokens: the longest stall outside painting, and CPU per token.",
    "parallel": "Fifty answers streamed at once: CPU per token, and how late the engine's loop and the window come.",
}


DoorFactory: TypeAlias = "Callable[[Path, Callable[[Changed], None] | None], Door]"


def benches(door_of: DoorFactory) -> tuple[Bench, ...]:
    """All of them; a store is made through ``door_of``."""
    return tuple(_bench(name, sentence, door_of) for name, sentence in _SENTENCES.items())


def _bench(name: str, sentence: str, door_of: DoorFactory) -> Bench:
    from hybriddesk.records.measure import Bench  # noqa: PLC0415  the start that is measured must not pay for it

    def load() -> Measure:
        return partial(import_module(f"{__name__}.{name}").measure, door_of)

    return Bench(name, sentence, load)
