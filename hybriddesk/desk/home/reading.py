"""Everything Home shows, read at once in a worker thread: one moment of the store, and the engine stays free."""

from __future__ import annotations

from dataclasses import dataclass, replace

import anyio.to_thread

from hybriddesk.desk.words import DAY_MS, MINUTE_MS
from hybriddesk.insight.home import DAYS, HomeFigures, home_figures
from hybriddesk.records.errors import Fault
from hybriddesk.records.figures import EventRow
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.cycle import CycleDue, cycle_due
from hybriddesk.vault.error_pages import TroubleRow, latest_open, trouble_counts
from hybriddesk.vault.figures_rows import decisions_since, latest_events, runs_since
from hybriddesk.vault.queue import review_counts
from hybriddesk.vault.reader import Reader
from hybriddesk.vault.standing import Standing, standing
from hybriddesk.workspace import Workspace

EVENTS = 8
READ = 120
"""Events read: a large import is stored in slices, and its neighbours are shown as one line."""
IMPORTED = "event.imported"


@dataclass(frozen=True, slots=True)
class Paused:
    """A provider that is left alone until ``retry_at_ms`` because it kept failing."""

    provider: str
    model: str
    retry_at_ms: int


@dataclass(frozen=True, slots=True)
class HomeNow:
    """``drafts`` wait for the person, the oldest since ``oldest_ms``; ``troubles`` are open, ``trouble`` the latest; ``notice``: what opening the store found;
    ``cycle``: whether a review of the figures, or a check of what came of one, is due; ``tellers``: the providers that can say what one
    request cost."""

    figures: HomeFigures
    events: tuple[EventRow, ...]
    standing: Standing
    troubles: int
    trouble: TroubleRow | None
    drafts: int
    oldest_ms: int | None
    paused: tuple[Paused, ...]
    notice: Fault | None
    now_ms: int
    cycle: CycleDue
    tellers: frozenset[str] = frozenset()


async def read_home(workspace: Workspace) -> HomeNow:
    """Runs on the engine thread; the long queries run beside it. Raises ``Refused('vault.locked')`` once the store is closed."""
    now = workspace.db.clock()
    oldest, breakers, notice = workspace.figures.oldest_waiting_ms(), Breakers(workspace.db).load(), workspace.db.notice
    days = workspace.settings.get("cycle.every_days")
    assert isinstance(days, int)
    cycle = cycle_due(workspace.db, now, days * DAY_MS)
    tellers, reader = workspace.charging.tellers(), workspace.db.reader()
    try:
        figures, events, standing_, (troubles, trouble), drafts = await anyio.to_thread.run_sync(_read, reader, now)
    finally:
        reader.close()
    return HomeNow(figures, events, standing_, troubles, trouble, drafts, oldest, paused(breakers, now), notice, now, cycle, tellers)


def _read(reader: Reader, now: int) -> tuple[HomeFigures, tuple[EventRow, ...], Standing, tuple[int, TroubleRow | None], int]:
    reader.begin()
    figures = home_figures(
        decisions_since(reader, now - (DAYS + 1) * DAY_MS), runs_since(reader, now - 32 * DAY_MS), now,
    )
    troubles = trouble_counts(reader).get("open", 0), next(iter(latest_open(reader)), None)
    return figures, folded(latest_events(reader, READ))[:EVENTS], standing(reader), troubles, review_counts(reader)["needs"]


def paused(breakers: dict[tuple[str, str], str], now: int) -> tuple[Paused, ...]:
    """The providers that rest at this moment."""
    found = []
    for (provider, model), state in breakers.items():
        breaker = Breaker.from_json(state)
        if breaker.state(now) == "open" and breaker.retry_at_ms is not None:
            found.append(Paused(provider, model, breaker.retry_at_ms))
    return tuple(found)


def folded(events: tuple[EventRow, ...]) -> tuple[EventRow, ...]:
    """Neighbouring import lines of one minute as one, their counts added."""
    shown: list[EventRow] = []
    for event in events:
        last = shown[-1] if shown else None
        if last and event.code == last.code == IMPORTED and event.workflow == last.workflow and last.at_ms - event.at_ms < MINUTE_MS:
            ours = dict(last.facts)
            shown[-1] = replace(last, facts=tuple((name, int(ours.get(name, 0)) + int(value)) for name, value in event.facts))
        else:
            shown.append(event)
    return tuple(shown)
