"""The way of a prompt, written once. A chat turn, a drafted item and a second draft all walk it.

    passages -> scrub -> route -> agree -> record the intent -> send (retry, breaker, fallback) -> restore -> score -> file

The intent is in the store before the first byte leaves, so that a crash leaves "outcome unknown" and never a silent second
send. What the person's own sources give is found once, before anything is shown; whatever is asked later goes on from the same
draft. The answer is filed in the same transaction that ends the run, so that a decision never meets a half-filed draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import anyio
import anyio.to_thread

from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Fault, Refused, Unknown
from hybriddesk.records.way import Draft, Reason, Scored
from hybriddesk.records.work import Run, RunState
from hybriddesk.resilience.retry import RetryPolicy
from hybriddesk.review.judging import Judgement, judgement
from hybriddesk.vault.database import Database
from hybriddesk.vault.handovers import Handovers
from hybriddesk.vault.runs import Runs
from hybriddesk.workflow.agreeing import Agreed, Agreeing, Batch
from hybriddesk.workflow.answering import Answered, Answering, Hear, anew, restore
from hybriddesk.workflow.checking import Checking, Extra
from hybriddesk.workflow.correcting import correction, with_both
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.falling_back import FallingBack
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.receiving import Receiving
from hybriddesk.workflow.resting import QUIET, chosen, told_of
from hybriddesk.workflow.retrieving import Retrieving
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import Senders, Target
from hybriddesk.workflow.steps import OnDefect, step
from hybriddesk.workflow.watching import Watching

__all__ = ["Hear", "PromptPath"]


class PromptPath:
    """Walks one draft to a scored answer."""

    def __init__(
        self, db: Database, agreeing: Agreeing, senders: Senders, leaving: Leaving, runs: Runs, scoring: Scoring, retrieving: Retrieving,
        falling_back: FallingBack, watching: Watching, log: ErrorLog, policy: RetryPolicy | None = None, *, receiving: Receiving | None = None,
        checking: Checking | None = None,
    ) -> None:
        self._db = db
        self.handovers = Handovers(db)
        self.agreeing = agreeing
        self._leaving = leaving
        self._runs = runs
        self._scoring = scoring
        self._retrieving = retrieving
        self._answering = Answering(db, senders, leaving, runs, falling_back, log, policy)
        self._watching = watching
        self._log = log
        self._receiving = receiving
        self._checking = checking

    async def walk(
        self, draft: Draft, target: Target, ask: Ask, *, hear: Hear | None = None, batch: Batch | None = None,
        file: Callable[[Scored], None], sources: bool = True,
    ) -> Scored:
        """Scrubs, agrees, sends, restores, scores and files. ``file`` runs inside the transaction that ends the run. ``sources``: whether the
        person's own are asked. Where they cannot be, the prompt goes without them, which is seen before it leaves and read with the answer.

        Raises ``Refused('conversation.moved')`` for one that another machine continues, and the fault that ended it; the run then says ``failed``, ``unknown`` or ``cancelled``.
        """
        hear, batch = hear or Hear(), batch or Batch()
        self.handovers.guard(draft.conversation)
        draft = await self._retrieving.with_passages(draft) if sources else draft
        try:
            agreed = await self._agreed(draft, target, ask, batch)
        except Fault as fault:
            self._log.trouble(fault, workflow=draft.workflow, node="agree")
            raise
        draft = self._begin(agreed)
        try:
            with OnDefect(lambda _: self._runs.finish(draft.run, "failed", fault_code="desk.defect")):
                scored = await self._scored(draft, await self._answering.answered(draft, agreed, ask, batch, hear))
                scored = await self._surer(draft, await self._corrected(draft, scored, ask, batch, hear), ask, batch)
        except Fault as fault:
            self._end_badly(draft.run, fault)
            raise
        except anyio.get_cancelled_exc_class():
            self._runs.finish(draft.run, "cancelled")
            raise
        with self._db.write():
            self._watching.note(scored)
            self._retrieving.keep(scored.restored.reply.outgoing.scrubbed.draft)
            file(scored)
            self._runs.finish(draft.run, "done", reply=scored.restored.reply)
            self._leaving.done(scored.restored.reply.outgoing, scored.restored.reply)
        if self._receiving:
            await self._receiving.receive(scored.restored.reply)
        return scored

    async def _agreed(self, draft: Draft, target: Target, ask: Ask, batch: Batch) -> Agreed:
        """The request that may leave. A source that was removed while the person looked at it gives nothing: without it the request is another one."""
        while True:
            agreed = await self.agreeing.agree(draft, target, ask, batch)
            gone = self._retrieving.removed(agreed.draft)
            if not gone:
                return agreed
            draft = chosen(agreed.draft, gone, (), self._retrieving.block)

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
                again = await self._answering.answered(asked, agreed, ask, batch, anew(hear))
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
        draft = self._begin(agreed)
        try:
            with OnDefect(lambda _: self._runs.finish(draft.run, "failed", fault_code="desk.defect")):
                reply = (await self._answering.answered(draft, agreed, ask, batch, Hear())).reply
        except Fault as fault:
            self._end_badly(draft.run, fault)
            raise
        except anyio.get_cancelled_exc_class():
            self._runs.finish(draft.run, "cancelled")
            raise
        with self._db.write():
            self._runs.finish(draft.run, "done", reply=reply)
            self._leaving.done(reply.outgoing, reply)
        return (await anyio.to_thread.run_sync(restore, reply)).text

    def _begin(self, agreed: Agreed) -> Draft:
        """Writes down the run and what it was given; the draft as it was agreed to, from which everything later goes on."""
        with self._db.write():
            self._runs.begin(self._intent(agreed))
            self._retrieving.keep(agreed.draft)
        return agreed.draft

    def _intent(self, agreed: Agreed) -> Run:
        draft, route = agreed.draft, agreed.outgoing.route
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
    """The scored answer with what was found or decided before the request left, and what the sources gave. Where they could not be asked, a
    person has to know."""
    sources = told_of(scored)
    loud, quiet = (tuple(one for one in sources if (one.code in QUIET) is still) for still in (False, True))
    must = scored.must_review or agreed.held or bool(loud)
    return replace(scored, reasons=(*agreed.told, *loud, *scored.reasons, *quiet), must_review=must)
