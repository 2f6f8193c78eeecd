"""The sender inside retries, budget and breaker, on a real socket: how often a request really leaves."""

from __future__ import annotations

from contextlib import aclosing

import anyio
import pytest

from hybriddesk.catalog.estimate import estimate
from hybriddesk.providers.openai_compatible import OpenAICompatible
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Draft, Finished, Message, Outgoing, Route, Scrubbed
from hybriddesk.resilience.attempts import attempts
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.resilience.retry import RetryPolicy
from tests.way import loopback
from tests.way.loopback import Loopback, stream

DRAFT = Draft("c", "r", "chat", (Message("user", "Hello PERSON_7QXK"),))


def outgoing(sender: OpenAICompatible) -> Outgoing:
    return sender.prepare(Scrubbed(DRAFT, DRAFT.messages, ((),), (), (), ()), Route("p", "openai", "small-1", "h", True))


def run(*script):
    """Sends once through everything; gives the server's requests, the seconds waited, and the reply or the fault."""
    slept: list[float] = []

    async def sleep(seconds):
        slept.append(seconds)

    async def walk(url):
        sender = OpenAICompatible(
            adapter="openai", name="p", base_url=url, allow_loopback_http=True, needs_key=False, key=lambda: None, estimate=estimate,
        )
        prompt = outgoing(sender)
        events = attempts(
            lambda _attempt: sender.send(prompt), policy=RetryPolicy(), breaker=Breaker(), clock=lambda: 0, sleep=sleep, random=lambda: 0.5,
        )
        async with aclosing(events) as events_:
            async for event in events_:
                if isinstance(event, Finished):
                    return event.reply
        return None

    with Loopback(script) as server:
        try:
            end = anyio.run(walk, server.url)
        except Fault as fault:
            end = fault
        return server.requests, slept, end


def test_a_burst_is_ridden_out():
    """Two failures of different kinds, then the answer: three equal requests on three connections."""
    requests, slept, reply = run(loopback.status(503), loopback.cut(), stream("Hello PERSON_7QXK"))
    assert (reply.text, reply.attempts) == ("Hello PERSON_7QXK", 3)
    assert slept == [0.25, 0.5]
    assert len({request.raw for request in requests}) == 1
    assert [request.connection for request in requests] == [1, 2, 3]


def test_retry_after_is_kept():
    """429 with Retry-After 2 waits at least two seconds."""
    _, slept, reply = run(loopback.status(429, "rate_limit_exceeded", retry_after="2"), stream("ok"))
    assert reply.attempts == 2
    assert slept == [2.25]


@pytest.mark.parametrize(("answer", "sent", "code"), [
    (loopback.status(503), 3, "provider.server_error"), (loopback.status(401), 1, "provider.wrong_key"),
    (loopback.status(429, "insufficient_quota"), 1, "provider.quota"), (loopback.cut("some text"), 1, "provider.cut"),
    (loopback.status(429, retry_after="61"), 1, "resilience.long_wait"), (loopback.redirect("https://x.example"), 1, "provider.redirect"),
])
def test_how_often_a_request_leaves(answer, sent, code):
    """Three times at most, and once only for what no repeat cures or what may have been charged."""
    requests, _, fault = run(answer)
    assert (len(requests), fault.code) == (sent, code)
