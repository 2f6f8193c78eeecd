"""The way of a prompt, written once. A chat turn, a drafted item and a second draft all walk it.

    scrub -> route -> agree -> record the intent -> send (retry, breaker, fallback) -> restore -> score -> file

The intent is in the store before the first byte leaves, so that a crash leaves "outcome unknown" and never a silent second
send. The answer is filed in the same transaction that ends the run, so that a decision never meets a half-filed draft.
"""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

import anyio
import anyio.to_thread

from hybriddesk.privacy.restore import Restorer
from hybriddesk.records.consent import Ask
from hybriddesk.records.context import Reading
from hybriddesk.records.errors import Fault, Refused, Unknown
from hybriddesk.records.way import Accepted, Draft, Finished, Outgoing, Reason, Reply, Restored, Scored, StreamEvent, TextDelta
from hybriddesk.records.work import Run, RunState
from hybriddesk.resilience.attempts import attempts
from hybriddesk.resilience.retry import RetryPolicy
from hybriddesk.review.judging import Judgement, judgement
from hybriddesk.vault.database import Database
from hybriddesk.vault.handovers import Handovers
from hybriddesk.vault.runs import Runs
from hybriddesk.workflow.agreeing import Agreed, Agreeing, Batch
from hybriddesk.workflow.checking import Checking, Extra
from hybriddesk.workflow.correcting import OFF_SCHEMA, correction, with_both
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.falling_back import FallingBack
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.receiving import Receiving
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import Senders, Target
from hybriddesk.workflow.steps import OnDefect, step
from hybriddesk.workflow.watching import Watching

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


class PromptPath:
    """Walks one draft to a scored answer."""

    def __init__(
        self, db: Database, agreeing: Agreeing, senders: Senders, leaving: Leaving, runs: Runs, scoring: Scoring,
        falling_back: FallingBack, watching: Watching, log: ErrorLog, policy: RetryPolicy | None = None, *, receiving: Receiving | None = None,
        checking: Checking | None = None,
    ) -> None:
        self._db = db
        self.handovers = Handovers(db)
        self.agreeing = agreeing
        self._senders = senders
        self._leaving = leaving
        self._runs = runs
        self._scoring = scoring
        self._falling_back = falling_back
        self._watching = watching
        self._log = log
        self._receiving = receiving
        self._checking = checking
        self._policy = policy or RetryPolicy()

    async def walk(
        self, draft: Draft, target: Target, ask: Ask, *, hear: Hear | None = None, batch: Batch | None = None,
        file: Callable[[Scored], None],
    ) -> Scored:
        """Scrubs, agrees, sends, restores, scores and files. ``file`` runs inside the transaction that ends the run.

        Raises ``Refused('conversation.moved')`` for one that another machine continues, and the fault that ended it; the run then says ``failed``, ``unknown`` or ``cancelled``.
        """
        hear, batch = hear or Hear(), batch or Batch()
        self.handovers.guard(draft.conversation)
        try:
            agreed = await self.agreeing.agree(draft, target, ask, batch)
        except Fault as fault:
            self._log.trouble(fault, workflow=draft.workflow, node="agree")
            raise
        self._runs.begin(self._intent(draft, agreed))
        try:
            with OnDefect(lambda _: self._runs.finish(draft.run, "failed", fault_code="desk.defect")):
                scored = await self._scored(draft, await self._answered(draft, agreed, ask, batch, hear))
                scored = await self._surer(draft, await self._corrected(draft, scored, ask, batch, hear), ask, batch)
        except Fault as fault:
            self._end_badly(draft.run, fault)
            raise
        except anyio.get_cancelled_exc_class():
            self._runs.finish(draft.run, "cancelled")
            raise
        with self._db.write():
            self._watching.note(scored)
            file(scored)
            self._runs.finish(draft.run, "done", reply=scored.restored.reply)
            self._leaving.done(scored.restored.reply.outgoing, scored.restored.reply)
        if self._receiving:
            await self._receiving.receive(scored.restored.reply)
        return scored

    async def _scored(self, draft: Draft, answered: Answered) -> Scored:
        with anyio.CancelScope(shield=True):  # the answer is here: a cancel from now on must not lose it
            with step(self._runs, draft.run, "restore"):
                restored = await anyio.to_thread.run_sync(restore, answered.reply)
            with step(self._runs, draft.run, "score"):
                scored = await self._watching.watched(await self._scoring.score(restored))
        return told(scored, answered.agreed)

    async def _corrected(self, draft: Draft, scored: Scored, ask: Ask, batch: Batch, hear: Hear) -> Scored:
        """One corrective prompt where the form that was asked for is missing. If that fails as well, or is stopped, the first answer stands:
        it is here, and is filed before the stop goes on.
        """
        asked, first = correction(draft, scored), scored.restored.reply
        if asked is None:
            return scored
        route = first.outgoing.route
        try:
            with step(self._runs, draft.run, "correct") as facts:
                agreed = await self.agreeing.agree(asked, Target(route.provider, route.model, route.params), ask, batch)
                self._leaving.done(first.outgoing, first)
                again = await self._answered(asked, agreed, ask, batch, anew(hear))
                second = await self._scored(draft, replace(again, reply=with_both(first, again.reply)))
                facts["recovered"] = int(correction(draft, second) is None)
        except Fault as fault:
            self._log.trouble(fault, workflow=draft.workflow, node="correct", run=draft.run)
            return scored
        except anyio.get_cancelled_exc_class():
            return scored
        return second

    async def _surer(self, draft: Draft, scored: Scored, ask: Ask, batch: Batch) -> Scored:
        """Further answers and a judge model, where the person switched them on. If one fails or is stopped, what came before it counts:
        the answer is here, and is filed before the stop goes on.
        """
        plan = self._checking.plan(draft, scored) if self._checking else ()
        samples, judged = list[str](), list[Judgement]()
        try:
            for extra in plan:
                text = await self._further(extra, ask, batch)
                if extra.kind == "sample":
                    samples.append(text)
                else:
                    judged += filter(None, (judgement(text),))
        except Fault as fault:
            self._log.trouble(fault, workflow=draft.workflow, node="check", run=draft.run)
            scored = replace(scored, reasons=(*scored.reasons, Reason("review.check_failed", facts={"code": fault.code})))
        except anyio.get_cancelled_exc_class():
            scored = replace(scored, reasons=(*scored.reasons, Reason("review.check_failed", facts={"code": "cancelled"})))
        if not (samples or judged):
            return scored
        with anyio.CancelScope(shield=True):
            with step(self._runs, draft.run, "check") as facts:
                facts["samples"], facts["judged"] = len(samples), len(judged)
                surer = await self._scoring.surer(scored, tuple(samples), judged[-1] if judged else None)
        return surer

    async def _further(self, extra: Extra, ask: Ask, batch: Batch) -> str:
        """One more request on its own full way, with a run and ledger lines of its own; its restored text."""
        agreed = await self.agreeing.agree(extra.draft, extra.target, ask, batch)
        self._runs.begin(self._intent(extra.draft, agreed))
        try:
            with OnDefect(lambda _: self._runs.finish(extra.draft.run, "failed", fault_code="desk.defect")):
                reply = (await self._answered(extra.draft, agreed, ask, batch, Hear())).reply
        except Fault as fault:
            self._end_badly(extra.draft.run, fault)
            raise
        except anyio.get_cancelled_exc_class():
            self._runs.finish(extra.draft.run, "cancelled")
            raise
        with self._db.write():
            self._runs.finish(extra.draft.run, "done", reply=reply)
            self._leaving.done(reply.outgoing, reply)
        return (await anyio.to_thread.run_sync(restore, reply)).text

    async def _answered(self, draft: Draft, agreed: Agreed, ask: Ask, batch: Batch, hear: Hear) -> Answered:
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
                following = None if sending.began else await self._falling_back.next(fault, draft, first, tried, ask, batch, stay=bool(kept))
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


def told(scored: Scored, agreed: Agreed) -> Scored:
    """The scored answer with what was found or decided before the request left."""
    return replace(scored, reasons=(*agreed.told, *scored.reasons), must_review=scored.must_review or agreed.held) if agreed.told else scored


def restore(reply: Reply) -> Restored:
    """The reply with the conversation's values put back."""
    found = Restorer(reply.outgoing.scrubbed.entries, ONE_WAY).text(reply.text)
    return Restored(reply, found.text, found.used, found.missing, found.unresolved, found.kept)
