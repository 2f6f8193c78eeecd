"""One call, tried as often as is right: only transient faults, only before any text came, within budget, past the breaker."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import cast

from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown
from hybriddesk.records.ids import Clock
from hybriddesk.records.way import Finished, StreamEvent, TextDelta
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.resilience.retry import Random, RetryBudget, RetryPolicy

Call = Callable[[int], AsyncIterator[StreamEvent]]
"""Makes attempt n (1 is the first): a fresh stream."""

OnWait = Callable[[int, float, Transient], None]
"""Told before each wait: the attempt that comes next, the seconds until then, and the fault that made it necessary."""

OPENS_AT_ONCE = frozenset({"provider.wrong_key", "provider.quota"})
"""No later call can work before a person did something."""

WORKS = frozenset({
    "provider.bad_request", "provider.content_policy", "provider.context_too_long", "provider.model_gone", "provider.no_logprobs",
    "provider.not_allowed", "provider.too_long",
})
"""The call failed for what it asked; the provider itself is well."""


async def attempts(
    call: Call, *, policy: RetryPolicy, breaker: Breaker, clock: Clock, sleep: Callable[[float], Awaitable[None]],
    random: Random, on_wait: OnWait = lambda _attempt, _delay, _fault: None, budget: RetryBudget | None = None,
) -> AsyncGenerator[StreamEvent, None]:
    """Yields every event of every attempt: ``Accepted`` may come more than once, text only from one; ``Finished`` has the count.

    Raises the last fault, ``Refused('resilience.paused')`` if the breaker is open, or ``Permanent('resilience.long_wait')``.
    Close it to cancel: the running attempt is closed with it.
    """
    budget = budget or RetryBudget()
    budget.call()
    failed: Transient | None = None
    attempt = 0
    while True:
        attempt += 1
        if not breaker.allow(clock()):
            raise failed or _shut(breaker, clock())
        texts = 0
        try:
            async with aclosing(_watched(call(attempt), attempt, breaker, clock)) as events:
                async for event in events:
                    texts += isinstance(event, TextDelta)
                    yield event
        except Transient as fault:
            if texts or attempt >= policy.attempts or breaker.state(clock()) == "open":
                raise
            failed = fault
        else:
            return
        delay = policy.delay(attempt, failed, random)
        if not budget.take():
            raise failed
        on_wait(attempt + 1, delay, failed)
        await sleep(delay)


async def _watched(stream: AsyncIterator[StreamEvent], attempt: int, breaker: Breaker, clock: Clock) -> AsyncGenerator[StreamEvent, None]:
    """One attempt. However it ends, the breaker learns of it."""
    ended, outcome = False, None
    try:
        async with aclosing(cast("AsyncGenerator[StreamEvent, None]", stream)) as events:
            async for event in events:
                ended = isinstance(event, Finished)
                yield replace(event, reply=replace(event.reply, attempts=attempt)) if isinstance(event, Finished) else event
        if not ended:
            raise Unknown("provider.cut")
    except Fault as fault:
        outcome = fault
        raise
    finally:
        _tell(breaker, outcome, ended=ended, now=clock())


def _tell(breaker: Breaker, outcome: Fault | None, *, ended: bool, now: int) -> None:
    if ended or (isinstance(outcome, Permanent) and outcome.code in WORKS):
        breaker.record(True, now)
    elif outcome is None or isinstance(outcome, Refused) or outcome.code == "provider.no_key":
        breaker.release()
    else:
        breaker.record(False, now, at_once=outcome.code in OPENS_AT_ONCE)


def _shut(breaker: Breaker, now: int) -> Refused:
    return Refused("resilience.held") if breaker.state(now) == "held" else Refused("resilience.paused", seconds=_seconds_left(breaker, now))


def _seconds_left(breaker: Breaker, now: int) -> int:
    retry_at = breaker.retry_at_ms
    return 0 if retry_at is None else max(math.ceil((retry_at - now) / 1000), 0)
