"""The figures of Home: four tiles, spend, and what was decided today. Rows in, figures out.

A figure without data is None, never 0. Sample drafts count, so that Home changes with the first decision, and
``with_samples`` says so.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from hybriddesk.records.figures import DecisionFact, RunFact

DAYS = 14
"""Days in a tile's series; its value is the last half, its comparison the half before."""
JUDGED = frozenset({"approve", "edit", "return"})
FAILED = frozenset({"failed", "unknown"})

Good = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A tile's limit and the side that is good."""

    value: float
    good: Good


LIMITS: dict[str, Limit] = {
    "approved_unedited": Limit(0.5, "high"),
    "edit_distance": Limit(0.3, "low"),
    "error_rate": Limit(0.02, "low"),
    "latency_p95": Limit(30.0, "low"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: the last 7 days, the 7 before, a value per day for 14 days (oldest first), and its limit.

    Shares are 0..1, ``latency_p95`` is in seconds. ``count`` is how many rows the value stands on. ``over`` = on the wrong
    side of the limit.
    """

    name: str
    value: float | None
    before: float | None
    series: tuple[float | None, ...]
    count: int
    limit: float
    good: Good
    over: bool


@dataclass(frozen=True, slots=True)
class Spend:
    """US dollars of one model this month as far as known; ``unpriced`` runs have no known price."""

    provider: str
    model: str
    cost_usd: float
    runs: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """All that Home shows. ``spend_usd`` is the sum of the known charges this month."""

    approved_unedited: Tile
    edit_distance: Tile
    error_rate: Tile
    latency_p95: Tile
    spend: tuple[Spend, ...]
    spend_usd: float
    decided_today: int
    decided: int
    with_samples: bool

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The four tiles in the order they are shown."""
        return (self.approved_unedited, self.edit_distance, self.error_rate, self.latency_p95)


def home_figures(
    decisions: Iterable[DecisionFact], runs: Iterable[RunFact], now_ms: int, *, zone: dt.tzinfo | None = None,
) -> HomeFigures:
    """The figures at ``now_ms``; days are days of ``zone``, None = this computer's. Decisions taken back do not count."""
    calendar = _Calendar(now_ms, zone)
    counted = [one for one in decisions if not one.undone and one.action in JUDGED]
    ended = [run for run in runs if run.state in FAILED or run.state == "done"]
    edits = [one for one in counted if one.edit_words is not None]
    timed = [run for run in ended if run.state == "done" and run.latency_ms is not None]
    return HomeFigures(
        approved_unedited=_tile("approved_unedited", calendar, counted, _unedited),
        edit_distance=_tile("edit_distance", calendar, edits, _median_edit),
        error_rate=_tile("error_rate", calendar, ended, _failed),
        latency_p95=_tile("latency_p95", calendar, timed, _slow_seconds),
        spend=(spend := _spend(run for run in ended if calendar.this_month(run.at_ms))),
        spend_usd=math.fsum(one.cost_usd for one in spend),
        decided_today=sum(calendar.age(one.at_ms) == 0 for one in counted),
        decided=len(counted),
        with_samples=any(one.sample for one in counted),
    )


Row = TypeVar("Row", DecisionFact, RunFact)


class _Calendar:
    """Ages in whole calendar days, so that summer time and midnight fall where the person's clock puts them."""

    def __init__(self, now_ms: int, zone: dt.tzinfo | None) -> None:
        self._zone = zone
        self._today = self._date(now_ms)

    def _date(self, at_ms: int) -> dt.date:
        return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).astimezone(self._zone).date()

    def age(self, at_ms: int) -> int:
        """Days before today; 0 = today. A clock that was set back counts as today."""
        return max(0, (self._today - self._date(at_ms)).days)

    def this_month(self, at_ms: int) -> bool:
        day = self._date(at_ms)
        return (day.year, day.month) == (self._today.year, self._today.month)


def _tile(name: str, calendar: _Calendar, rows: Sequence[Row], figure: Callable[[Sequence[Row]], float]) -> Tile:
    by_age: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_age[calendar.age(row.at_ms)].append(row)
    half = DAYS // 2
    recent = [row for age in range(half) for row in by_age[age]]
    earlier = [row for age in range(half, DAYS) for row in by_age[age]]
    value, limit = _of(recent, figure), LIMITS[name]
    over = value is not None and (value < limit.value if limit.good == "high" else value > limit.value)
    series = tuple(_of(by_age[age], figure) for age in reversed(range(DAYS)))
    return Tile(name, value, _of(earlier, figure), series, len(recent), limit.value, limit.good, over)


def _of(rows: Sequence[Row], figure: Callable[[Sequence[Row]], float]) -> float | None:
    return figure(rows) if rows else None


def _unedited(rows: Sequence[DecisionFact]) -> float:
    return sum(row.action == "approve" for row in rows) / len(rows)


def _median_edit(rows: Sequence[DecisionFact]) -> float:
    return statistics.median(row.edit_words or 0.0 for row in rows)


def _failed(rows: Sequence[RunFact]) -> float:
    return sum(row.state in FAILED for row in rows) / len(rows)


def _slow_seconds(rows: Sequence[RunFact]) -> float:
    return p95([(row.latency_ms or 0) / 1000 for row in rows])


def p95(values: Sequence[float]) -> float:
    """The 95th percentile by nearest rank: a value that occurred, also for few rows."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def _spend(runs: Iterable[RunFact]) -> tuple[Spend, ...]:
    by_model: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    for run in runs:
        if run.state == "done" or run.cost_usd is not None:  # a call that failed and names no charge cost nothing that is known
            by_model[run.provider, run.model].append(run.cost_usd)
    rows = [
        Spend(provider, model, math.fsum(cost for cost in costs if cost is not None), len(costs), costs.count(None))
        for (provider, model), costs in by_model.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cost_usd, -row.runs, row.model)))
