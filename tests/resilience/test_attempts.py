"""One call tried as often as is right, with a clock, a sleep and a random source from the test."""

from __future__ import annotations

from contextlib import aclosing

import anyio
import pytest

from hybriddesk.records.errors import Permanent, Refused, Transient, Unknown
from hybriddesk.records.way import (
    Accepted,
    Draft,
    Estimate,
    Finished,
    Message,
    Outgoing,
    Reply,
    Route,
    Scrubbed,
    TextDelta,
    Usage,
)
from hybriddesk.resilience.attempts import attempts
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.resilience.retry import RetryBudget, RetryPolicy

DRAFT = Draft("c", "r", "chat", (Message("user", "hi"),))
OUTGOING = Outgoing(
    Scrubbed(DRAFT, DRAFT.messages, ((),), (), (), ()), Route("p", "openai", "m", "h", False), "POST", "https://h", (), b"", "",
    Estimate(0, 0, None),
)
OK = (Accepted(200, None), TextDelta("Hel"), TextDelta("lo"), Finished(Reply(OUTGOING, "Hello", "stop", "m", Usage())))
BUSY = Transient("provider.server_error", provider="p")
PATIENT = RetryBudget(start=1000, most=1000)


class Bench:
    """Runs a script of attempts: each is a tuple of events and perhaps a fault at its end."""

    def __init__(self, *script, breaker=None, budget=PATIENT):
        self.script = script
        self.breaker = breaker or Breaker()
        self.budget = budget
        self.now = 0
        self.slept = []
        self.waits = []
        self.closed = []
        self.calls = 0

    async def call(self, attempt):
        self.calls += 1
        assert attempt == self.calls
        try:
            for step in self.script[attempt - 1]:
                if isinstance(step, BaseException):
                    raise step
                yield step
        finally:
            self.closed.append(attempt)

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += round(seconds * 1000)

    def stream(self):
        return attempts(
            self.call, policy=RetryPolicy(), breaker=self.breaker, clock=lambda: self.now, sleep=self.sleep, random=lambda: 0.5,
            on_wait=lambda *args: self.waits.append(args), budget=self.budget,
        )

    def run(self):
        async def collect():
            async with aclosing(self.stream()) as events:
                return [event async for event in events]

        return anyio.run(collect)


def test_a_good_call_is_passed_through():
    """Every event comes out in order and the count of attempts is one."""
    bench = Bench(OK)
    seen = bench.run()
    assert seen[:3] == list(OK[:3])
    assert seen[3].reply.attempts == 1
    assert bench.slept == []


def test_transient_faults_before_text_are_retried_and_counted():
    """Two failures, then an answer: three attempts, two waits that double, each announced."""
    bench = Bench((BUSY,), (Accepted(200, None), BUSY), OK)
    seen = bench.run()
    assert seen[-1].reply.attempts == 3
    assert [type(event) for event in seen].count(Accepted) == 2
    assert bench.slept == [0.25, 0.5]
    assert bench.waits == [(2, 0.25, BUSY), (3, 0.5, BUSY)]


def test_after_three_attempts_the_last_fault_is_raised():
    """No fourth attempt is made."""
    bench = Bench((BUSY,), (BUSY,), (Transient("provider.timeout"),), OK)
    with pytest.raises(Transient, match=r"provider\.timeout"):
        bench.run()
    assert bench.calls == 3


@pytest.mark.parametrize("fault", [Permanent("provider.wrong_key"), Refused("provider.bad_address"), Unknown("provider.cut")])
def test_other_faults_are_never_retried(fault):
    """Permanent, refused and unknown end the call at once."""
    bench = Bench((fault,), OK)
    with pytest.raises(type(fault)):
        bench.run()
    assert bench.calls == 1
    assert bench.slept == []


def test_nothing_is_retried_after_text():
    """Text was shown (and charged): a transient fault behind it ends the call."""
    bench = Bench((TextDelta("par"), BUSY), OK)
    with pytest.raises(Transient):
        bench.run()
    assert bench.calls == 1


def test_a_stream_without_an_end_is_unknown():
    """A sender that just stops is not taken for success."""
    bench = Bench((Accepted(200, None), TextDelta("par")))
    with pytest.raises(Unknown):
        bench.run()


def test_the_wish_of_the_provider_sets_the_wait():
    """Retry-After 7 waits at least seven seconds."""
    bench = Bench((Transient("provider.rate_limited", retry_after=7.0),), OK)
    bench.run()
    assert bench.slept == [7.25]


def test_a_wish_beyond_a_minute_ends_the_call():
    """The person is told instead of made to wait."""
    bench = Bench((Transient("provider.rate_limited", retry_after=3600.0),), OK)
    with pytest.raises(Permanent, match=r"resilience\.long_wait"):
        bench.run()
    assert bench.slept == []


def test_an_empty_budget_means_no_retry():
    """When a tenth of the calls plus three are used up, the fault is raised."""
    bench = Bench((BUSY,), OK, budget=RetryBudget(start=0))
    with pytest.raises(Transient):
        bench.run()
    assert bench.slept == []


def test_without_a_shared_budget_one_call_has_its_own():
    """The budget is optional."""

    async def once():
        bench = Bench((BUSY,), OK)
        stream = attempts(bench.call, policy=RetryPolicy(), breaker=Breaker(), clock=lambda: 0, sleep=bench.sleep, random=lambda: 0.0)
        return [event async for event in stream]

    assert anyio.run(once)[-1].reply.attempts == 2


def test_an_open_breaker_refuses_before_anything_is_sent():
    """The refusal says in how many seconds the next try is welcome."""
    breaker = Breaker()
    breaker.record(False, 0, at_once=True)
    bench = Bench(OK, breaker=breaker)
    with pytest.raises(Refused) as caught:
        bench.run()
    assert caught.value.code == "resilience.paused"
    assert caught.value.facts == {"seconds": 15}
    assert bench.calls == 0


def test_a_breaker_that_opens_in_between_stops_the_retries():
    """The fifth failure of the minute is raised at once: no waiting for a call that may not leave."""
    breaker = Breaker()
    for _ in range(4):
        breaker.record(False, 0)
    bench = Bench((BUSY,), OK, breaker=breaker)
    with pytest.raises(Transient):
        bench.run()
    assert bench.slept == []


def test_a_breaker_opened_by_others_during_the_wait_raises_what_happened():
    """The fault that was met is told, not the pause it led to."""
    bench = Bench((BUSY,), OK)

    async def sleep(_seconds):
        bench.breaker.record(False, 0, at_once=True)

    bench.sleep = sleep
    with pytest.raises(Transient, match=r"provider\.server_error"):
        bench.run()
    assert bench.calls == 1


@pytest.mark.parametrize(("fault", "state"), [
    (Permanent("provider.wrong_key"), "open"), (Permanent("provider.quota"), "open"), (Permanent("provider.context_too_long"), "closed"),
    (Permanent("provider.bad_reply"), "closed"), (Permanent("provider.no_key"), "closed"), (Refused("provider.bad_address"), "closed"),
])
def test_what_opens_the_breaker_at_once(fault, state):
    """A wrong key or no credit opens it with one call; a text that is too long says nothing against the provider."""
    bench = Bench((fault,))
    with pytest.raises(type(fault)):
        bench.run()
    assert bench.breaker.state(0) == state


def half_open() -> Breaker:
    breaker = Breaker()
    breaker.record(False, -15_000, at_once=True)
    return breaker


@pytest.mark.parametrize(("fault", "state"), [
    (Permanent("provider.context_too_long"), "closed"), (Permanent("provider.bad_reply"), "open"),
    (Permanent("provider.no_key"), "half_open"), (Refused("provider.bad_address"), "half_open"), (BUSY, "open"),
])
def test_what_a_probe_s_end_means(fault, state):
    """An answer of any kind closes, a failure opens again, and what never left says nothing and frees the place."""
    bench = Bench((fault,), breaker=half_open())
    with pytest.raises(type(fault)):
        bench.run()
    assert bench.breaker.state(0) == state
    if state == "half_open":
        assert bench.breaker.allow(0)


def test_a_closed_consumer_closes_the_attempt_and_frees_the_probe():
    """Cancelling in the middle leaves no stream open and no probe behind."""
    bench = Bench(OK, breaker=half_open())

    async def first_only():
        async with aclosing(bench.stream()) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    return

    anyio.run(first_only)
    assert bench.closed == [1]
    assert bench.breaker.state(0) == "half_open"
    assert bench.breaker.allow(0)


def test_a_consumer_that_leaves_at_the_end_counts_as_success():
    """Leaving right at Finished closes the breaker: the call worked."""
    bench = Bench(OK, breaker=half_open())

    async def until_finished():
        async with aclosing(bench.stream()) as events:
            async for event in events:
                if isinstance(event, Finished):
                    return

    anyio.run(until_finished)
    assert bench.breaker.state(0) == "closed"


def test_cancelling_during_the_wait_sends_nothing_more():
    """A cancelled wait is the end of the call."""
    bench = Bench((BUSY,), OK)

    async def main():
        async def sleep(_seconds):
            scope.cancel()
            await anyio.sleep_forever()

        bench.sleep = sleep
        with anyio.CancelScope() as scope:
            async with aclosing(bench.stream()) as events:
                async for _ in events:
                    pass
        return scope.cancelled_caught

    assert anyio.run(main)
    assert bench.calls == 1


def test_a_defect_in_a_sender_passes_through():
    """What is no fault is not swallowed, and the probe's place is freed."""
    bench = Bench((ZeroDivisionError(),), breaker=half_open())
    with pytest.raises(ZeroDivisionError):
        bench.run()
    assert bench.breaker.allow(0)
