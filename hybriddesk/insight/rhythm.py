"""How often a workflow usually brings something, learnt from when it did: times in, limits out. Pure; the clock is passed in."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

QUICKEST_S, SLOWEST_S = 30.0, 75.0
"""Between these a running job is called silent, so that with a look every ten seconds a person sees it within 90."""
PATIENCE = 3.0
BURST_MS = 5 * 60_000
"""What ends within this time of the one before belongs to the same burst."""
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
ENOUGH = 5
"""Pauses, each begun on a day of its own, from which on a rhythm is believed."""
LENIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``usual_s`` seconds pass as a rule, more than ``limit_s`` are silence."""

    usual_s: float
    limit_s: float


def job_rhythm(took_ms: Sequence[int]) -> Rhythm:
    """Of a running job, from how long its like took one by one; without history the limit is the largest."""
    if not took_ms:
        return Rhythm(0.0, SLOWEST_S)
    ordered = sorted(took_ms)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] / 1000
    return Rhythm(statistics.median(ordered) / 1000, min(max(PATIENCE * high, QUICKEST_S), SLOWEST_S))


def rhythm(ends_ms: Sequence[int]) -> Rhythm | None:
    """Of a workflow, from when it brought something, oldest first: how long pauses are that begin at the hour of its last sign of life.

    Nights and weekends are pauses like others: one that began at this hour before counts, and the longest says what is silence. None
    while there are too few.
    """
    pauses = [(before, after - before) for before, after in pairwise(ends_ms) if after - before >= BURST_MS]
    if not pauses:
        return None
    hour = ends_ms[-1] // HOUR_MS % 24
    alike = [(begin, length) for begin, length in pauses if (begin // HOUR_MS - hour) % 24 in {0, 1, 23}]
    if len({begin // DAY_MS for begin, _ in alike}) < ENOUGH:
        return None
    lengths = [length / 1000 for _, length in alike]
    return Rhythm(statistics.median(lengths), LENIENCE * max(lengths))
