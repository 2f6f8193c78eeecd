"""Which figures of which workflow drift: length, latency, edit distance and accept rate, each against its own past. Pure.

A reference belongs to one workflow, prompt version and model, so it begins anew with each promotion; of several versions the one that
answered last is shown. Length and latency are looked at as logarithms: one long answer is not a drift.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from hybriddesk.insight.drift import FEWEST, Drift, Ewma, Usual, psi
from hybriddesk.records.judgement import AnswerFact

Name = Literal["length", "latency", "edit_distance", "accept_rate"]
NAMES: tuple[Name, ...] = ("length", "latency", "edit_distance", "accept_rate")
GOOD: dict[Name, Drift] = {"latency": "down", "edit_distance": "down", "accept_rate": "up"}
"""The side to which a figure may drift without harm; a length has none."""
WEEK_MS = 7 * 86_400_000
COURSE = 12
"""Points of a course: the readings in so many equal parts, oldest first."""
DIGITS = 6
"""Decimals of a typical value: what differs beyond them is the arithmetic's."""
PSI_NOISE = 0.05
"""PSI is given only where chance alone would make less of it than this."""
PSI_BINS = 10

Reading = tuple[int, float]


@dataclass(frozen=True, slots=True)
class DriftFigure:
    """``usual``: typical of the first ``FEWEST`` readings, ``now`` of the latest; both None before. Lengths in characters, latency in
    seconds, the others 0..1. ``state`` unknown while the reference is being learned. ``psi`` of the last week against what was before."""

    name: Name
    workflow: str
    prompt_version: str
    model: str
    count: int
    state: Drift
    usual: float | None
    now: float | None
    psi: float | None
    course: tuple[float, ...]

    @property
    def harmful(self) -> bool:
        """Whether it drifts, and not to the good side."""
        return self.state in {"up", "down"} and GOOD.get(self.name) != self.state

    @property
    def missing(self) -> int:
        """Readings until its reference is known."""
        return max(0, FEWEST + 1 - self.count)


def drift_figures(answers: Iterable[AnswerFact], hour_of: Callable[[int], int], now_ms: int) -> tuple[DriftFigure, ...]:
    """Every figure of every workflow's latest version that has a reading, workflows with most answers first.

    ``answers`` in any order; ``hour_of`` gives the hour of the day of a time, as the person's clock has it.
    """
    ordered = sorted(answers, key=lambda one: one.at_ms)
    latest = {one.workflow: (one.prompt_version, one.model) for one in ordered}
    streams: dict[str, list[AnswerFact]] = defaultdict(list)
    for one in ordered:
        if latest[one.workflow] == (one.prompt_version, one.model):
            streams[one.workflow].append(one)
    found = []
    for workflow, rows in sorted(streams.items(), key=lambda item: (-len(item[1]), item[0])):
        for name in NAMES:
            readings = [(one.at_ms, value) for one in rows if (value := _value(name, one)) is not None]
            if readings:
                found.append(_figure(name, workflow, latest[workflow], readings, hour_of, now_ms))
    return tuple(found)


def _figure(
    name: Name, workflow: str, version: tuple[str, str], readings: Sequence[Reading], hour_of: Callable[[int], int], now_ms: int,
) -> DriftFigure:
    usual, ewma, state = Usual(), Ewma(), Ewma().state()
    for at, value in readings:
        state = ewma.add(usual.residual(workflow, hour_of(at), value))
    values = [value for _, value in readings]
    known = len(values) >= FEWEST
    return DriftFigure(
        name, workflow, *version, len(values), state, _typical(name, values[:FEWEST]) if known else None,
        _typical(name, values[-FEWEST:]) if known else None, _psi(readings, now_ms), _course(name, values),
    )


def _value(name: Name, one: AnswerFact) -> float | None:
    match name:
        case "length":
            return None if one.length is None else math.log1p(one.length)
        case "latency":
            return None if one.latency_ms is None else math.log1p(max(0, one.latency_ms) / 1000)
        case "edit_distance":
            return one.edit_words
        case _:
            return None if one.bad is None else 1 - one.bad


def _typical(name: Name, values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return round(math.expm1(mean) if name in {"length", "latency"} else mean, DIGITS)


def _course(name: Name, values: Sequence[float]) -> tuple[float, ...]:
    parts = min(COURSE, len(values))
    return tuple(_typical(name, values[len(values) * at // parts : len(values) * (at + 1) // parts]) for at in range(parts))


def _psi(readings: Sequence[Reading], now_ms: int) -> float | None:
    late = [value for at, value in readings if at >= now_ms - WEEK_MS]
    early = [value for at, value in readings if at < now_ms - WEEK_MS]
    if not late or not early or (PSI_BINS - 1) * (1 / len(late) + 1 / len(early)) > PSI_NOISE:
        return None
    return psi(early, late, PSI_BINS)
