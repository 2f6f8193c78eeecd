"""Figures about the window's thread, the same for every benchmark that watches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hybriddesk.desk.bench.watch import Watched
from hybriddesk.records.measure import Figure

STALL_MS, FRAME_MS = 8.0, 8.0


def stall_figures(app: Watched, during: str, idle: Sequence[float], late: Sequence[float]) -> Iterator[Figure]:
    """``idle`` and ``late`` are heartbeats in seconds: at rest, and during the work."""
    longest = app.longest()
    yield Figure(f"{during}: longest stall outside painting", longest.seconds * 1e3, "ms", target=STALL_MS, note=longest.name)
    clock = max((one.seconds + one.others for one in app.stalls), default=0.0)
    yield Figure(f"{during}: the same with what other programs had of it", clock * 1e3, "ms")
    yield Figure(f"{during}: most CPU in one stall", max((one.cpu for one in app.stalls), default=0.0) * 1e3, "ms", target=STALL_MS)
    yield Figure(f"{during}: p99 stall outside painting", share([one.seconds for one in app.stalls], 0.99) * 1e3, "ms")
    yield Figure(f"{during}: p99 frame painted", share(app.frames, 0.99) * 1e3, "ms", target=FRAME_MS)
    yield Figure(f"{during}: p99 heartbeat late", share(late, 0.99) * 1e3, "ms", share(idle, 0.99) * 1e3)


def share(values: Sequence[float], part: float) -> float:
    """The value that ``part`` (0..1) of them do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
