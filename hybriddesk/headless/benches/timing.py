"""Timing that two sides of a comparison share."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter, thread_time


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    began = perf_counter()
    work()
    return perf_counter() - began


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of one call that waits for nothing: a busy machine does not stand in it."""
    began = thread_time()
    work()
    return thread_time() - began


def paired(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of both, taken in turns so that a busy moment of the machine meets both alike."""
    both = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return statistics.median(a for a, _ in both), statistics.median(b for _, b in both)


def share(values: list[float], part: float) -> float:
    """The value that ``part`` (0..1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
