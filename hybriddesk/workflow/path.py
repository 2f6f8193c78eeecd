"""The way of a prompt, written once. A chat turn, a drafted item and a second draft all walk it.

    scrub -> route -> agree -> record the intent -> send (retry, breaker) -> restore -> score -> file (-> receipt)

The intent is in the store before the first byte leaves, so that a crash leaves "outcome unknown" and never a silent second
send. The answer is filed in the same transaction that ends the run, so that a decision never meets a half-filed draft.
"""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass

import anyio
import anyio.to_thread

from hybriddesk.privacy.restore import Restorer
from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Fault, Refused, Unknown
from hybriddesk.records.way import Accepted, Draft, Finished, Outgoing, Reply, Restored, Scored, StreamEvent, TextDelta
from hybriddesk.records.work import Run, RunState
from hybriddesk.resilience.attempts import attempts
from hybriddesk.resilience.retry import RetryBudget, RetryPolicy
from hybriddesk.vault.database import Database
from hybriddesk.vault.runs import Runs
from hybriddesk.workflow.agreeing import Agreed, Agreeing, Batch
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.receiving import Receiving
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import Senders, Target
from hybriddesk.workflow.steps import step


@dataclass(frozen=True, slots=True)
class Hear:
    """What the roof wants to hear on the way. ``text(delta)`` is restored text; ``wait(attempt, seconds, code)`` a retry."""

    sent: Callable[[Outgoing], None] = lambda _outgoing: None
    text: Callable[[str, str], None] = lambda _restored, _scrubbed: None
    wait: Callable[[int, float, str], None] = lambda _attempt, _seconds, _code: None


class PromptPath:
    """Walks one draft to a scored answer."""

    def __init__(
        self, db: Database, agreeing: Agreeing, senders: Senders, leaving: Leaving, runs: Runs, scoring: Scoring,
        policy: RetryPolicy | None = None, *, receiving: Receiving | None = None,
    ) -> None:
        self._db = db
        self.agreeing = agreeing
        self._senders = senders
        self._leaving = leaving
        self._runs = runs
        self._scoring = scoring
        self._receiving = receiving
        self._policy = policy or RetryPolicy()
        self._budgets: dict[str, RetryBudget] = {}

    async def walk(
        self, draft: Draft, target: Target, ask: Ask, *, hear: Hear | None = None, batch: Batch | None = None,
        file: Callable[[Scored], None],
    ) -> Scored:
        """Scrubs, agrees, sends, restores, scores and files. ``file`` runs inside the transaction that ends the run.

        Raises the fault that ended it; the run then says ``failed``, ``unknown`` or ``cancelled``.
        """
        hear = hear or Hear()
        agreed = await self.agreeing.agree(draft, target, ask, batch or Batch())
        self._runs.begin(self._intent(draft, agreed))
        try:
            with step(self._runs, draft.run, "send") as facts:
                reply = await self._send(agreed, hear)
                facts["attempts"] = reply.attempts
            with anyio.CancelScope(shield=True):  # the answer is here: a cancel from now on must not lose it
                with step(self._runs, draft.run, "restore"):
                    restored = await anyio.to_thread.run_sync(restore, reply)
                with step(self._runs, draft.run, "score"):
                    scored = await self._scoring.score(restored)
        except Fault as fault:
            self._end_badly(draft.run, fault)
            raise
        except anyio.get_cancelled_exc_class():
            self._runs.finish(draft.run, "cancelled")
            raise
        with self._db.write():
            file(scored)
            self._runs.finish(draft.run, "done", reply=reply)
            self._leaving.done(agreed.outgoing, reply)
        if self._receiving:
            await self._receiving.receive(agreed.config, reply)
        return scored

    async def _send(self, agreed: Agreed, hear: Hear) -> Reply:
        outgoing, route = agreed.outgoing, agreed.outgoing.route
        breaker, budget = self._senders.breaker(route), self._budgets.setdefault(route.provider, RetryBudget())
        restoring = Restorer(outgoing.scrubbed.entries).stream()
        self._leaving.remember(outgoing)
        hear.sent(outgoing)

        def call(attempt: int) -> AsyncGenerator[StreamEvent, None]:
            return self._leaving.attempt(agreed.sender, outgoing, attempt)

        events = attempts(
            call, policy=self._policy, breaker=breaker, budget=budget, clock=self._db.clock, sleep=anyio.sleep,
            random=random.random, on_wait=lambda n, delay, fault: hear.wait(n, delay, fault.code),
        )
        try:
            async with aclosing(events) as stream:
                async for event in stream:
                    match event:
                        case TextDelta(text=text):
                            hear.text(restoring.feed(text), text)
                        case Finished(reply=reply):
                            return reply
                        case Accepted():
                            pass
        finally:
            hear.text(restoring.close(), "")
            self._senders.keep(route)
        raise Unknown("provider.cut", provider=route.provider)

    def _intent(self, draft: Draft, agreed: Agreed) -> Run:
        route = agreed.outgoing.route
        return Run(
            id=draft.run, conversation=draft.conversation, item=draft.item, workflow=draft.workflow,
            prompt_version=draft.prompt_version, provider=route.provider, model=route.model, state="intent", attempts=0,
            started_ms=self._db.clock(), ended_ms=None, latency_ms=None, prompt_tokens=None, completion_tokens=None,
            cost_usd=None, fault_code=None, request_id=None,
        )

    def _end_badly(self, run: str, fault: Fault) -> None:
        state: RunState = "unknown" if isinstance(fault, Unknown) else "cancelled" if isinstance(fault, Refused) else "failed"
        self._runs.finish(run, state, fault_code=fault.code)


def restore(reply: Reply) -> Restored:
    """The reply with the conversation's values put back."""
    found = Restorer(reply.outgoing.scrubbed.entries).text(reply.text)
    return Restored(reply, found.text, found.used, found.missing, found.unresolved)
