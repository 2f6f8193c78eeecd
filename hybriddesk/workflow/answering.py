"""Asking for the answer, along the chain of providers: retry, breaker and fallback stand around ``send`` and nowhere else."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

import anyio

from hybriddesk.privacy.restore import Restorer
from hybriddesk.records.consent import Ask
from hybriddesk.records.context import Reading
from hybriddesk.records.errors import Fault, Unknown
from hybriddesk.records.way import Accepted, Draft, Finished, Outgoing, Reply, Restored, StreamEvent, TextDelta
from hybriddesk.resilience.attempts import attempts
from hybriddesk.resilience.retry import RetryPolicy
from hybriddesk.vault.database import Database
from hybriddesk.vault.runs import Runs
from hybriddesk.workflow.agreeing import Agreed, Batch
from hybriddesk.workflow.correcting import OFF_SCHEMA
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.falling_back import FallingBack
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.senders import Senders
from hybriddesk.workflow.steps import step

ONE_WAY = ("SECRET",)
"""Kinds that stay tokens in an answer; the person's own text is kept in clear beside it."""
KEPT = "privacy.kept_local"
"""The reason told where a policy sent the text to a model on this computer instead."""


@dataclass(frozen=True, slots=True)
class Hear:
    """What the roof wants to hear on the way. ``text(delta)`` is restored text; ``wait(attempt, seconds, code)`` a retry;
    ``fallback(provider, model, code)`` who is asked next, and the fault of the one before; ``again(code)``: the text so far does not
    count, another comes; ``context``: what of a conversation the model is about to read."""

    sent: Callable[[Outgoing], None] = lambda _outgoing: None
    text: Callable[[str, str], None] = lambda _restored, _scrubbed: None
    wait: Callable[[int, float, str], None] = lambda _attempt, _seconds, _code: None
    fallback: Callable[[str, str, str], None] = lambda _provider, _model, _code: None
    again: Callable[[str], None] = lambda _code: None
    context: Callable[[Reading], None] = lambda _reading: None


@dataclass(slots=True)
class _Sending:
    """Attempts made for this run so far, over all providers, and whether text arrived."""

    attempts: int
    began: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, and the request of the provider that gave it: after a fallback not the one agreed to first."""

    reply: Reply
    agreed: Agreed


def anew(hear: Hear) -> Hear:
    """Says once, with the first words of a second answer, that those of the first do not count: until then they stand."""
    told: list[bool] = []

    def text(restored: str, scrubbed: str) -> None:
        if restored and not told:
            told.append(True)
            hear.again(OFF_SCHEMA)
        hear.text(restored, scrubbed)

    return replace(hear, text=text)


class Answering:
    """Walks one agreed request to a whole reply, asking the next of the chain where one cannot answer."""

    def __init__(
        self, db: Database, senders: Senders, leaving: Leaving, runs: Runs, falling_back: FallingBack, log: ErrorLog, policy: RetryPolicy | None = None,
    ) -> None:
        self._db = db
        self._senders = senders
        self._leaving = leaving
        self._runs = runs
        self._falling_back = falling_back
        self._log = log
        self._policy = policy or RetryPolicy()

    async def answered(self, draft: Draft, agreed: Agreed, ask: Ask, batch: Batch, hear: Hear) -> Answered:
        """The first answer along the chain of providers. A fault is raised once nobody else may be asked, or an answer began."""
        kept = tuple(reason for reason in agreed.told if reason.code == KEPT)
        first, tried, attempts_before = agreed.outgoing, {(agreed.outgoing.route.provider, agreed.outgoing.route.model)}, 0
        while True:
            route, sending = agreed.outgoing.route, _Sending(attempts_before)
            try:
                with step(self._runs, draft.run, "send") as facts:
                    facts["provider"], facts["model"] = route.provider, route.model
                    reply = await self._send(agreed, hear, sending)
                    facts["attempts"] = reply.attempts
            except Fault as fault:
                self._log.trouble(fault, workflow=draft.workflow, node="send", run=draft.run)
                following = None if sending.began else await self._falling_back.next(fault, agreed.draft, first, tried, ask, batch, stay=bool(kept))
                if following is None:
                    raise
                # what kept the text on this computer holds along the whole chain; the rest is said of the one that answers
                agreed, attempts_before = replace(following, told=(*kept, *following.told)), sending.attempts
                self._runs.moved(draft.run, agreed.outgoing.route.provider, agreed.outgoing.route.model)
                hear.fallback(agreed.outgoing.route.provider, agreed.outgoing.route.model, fault.code)
            else:
                return Answered(reply, agreed)

    async def _send(self, agreed: Agreed, hear: Hear, sending: _Sending) -> Reply:
        outgoing, route = agreed.outgoing, agreed.outgoing.route
        breaker, budget = self._senders.breaker(route), self._senders.budget(route.provider)
        restoring = Restorer(outgoing.scrubbed.entries, ONE_WAY).stream()
        self._leaving.remember(outgoing)
        hear.sent(outgoing)

        def call(_attempt: int) -> AsyncGenerator[StreamEvent, None]:
            sending.attempts += 1
            return self._leaving.attempt(agreed.sender, outgoing, sending.attempts)

        events = attempts(
            call, policy=self._policy, breaker=breaker, budget=budget, clock=self._db.clock, sleep=anyio.sleep,
            random=random.random, on_wait=lambda n, delay, fault: hear.wait(n, delay, fault.code),
        )
        try:
            async with aclosing(events) as stream:
                async for event in stream:
                    match event:
                        case TextDelta(text=text):
                            sending.began = True
                            hear.text(restoring.feed(text), text)
                        case Finished(reply=reply):
                            return replace(reply, attempts=sending.attempts)
                        case Accepted(rates=rates):
                            self._senders.rates[route.provider] = rates
        finally:
            hear.text(restoring.close(), "")
            self._senders.keep(route)
        raise Unknown("provider.cut", provider=route.provider)


def restore(reply: Reply) -> Restored:
    """The reply with the conversation's values put back."""
    found = Restorer(reply.outgoing.scrubbed.entries, ONE_WAY).text(reply.text)
    return Restored(reply, found.text, found.used, found.missing, found.unresolved, found.kept)
