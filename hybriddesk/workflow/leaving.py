"""The ledger of what leaves: written before the bytes go, ended when the outcome is known."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from hybriddesk.records.errors import Fault, Unknown
from hybriddesk.records.ids import new_id
from hybriddesk.records.protocols import Sender
from hybriddesk.records.way import Accepted, Finished, Outgoing, Reply, StreamEvent
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.database import Database
from hybriddesk.vault.ledger import Ledger, Outcome
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.runs import Runs
from hybriddesk.workflow.senders import HELPER


class Leaving:
    """One line per attempt. The built-in helper sends nothing, so it has no lines."""

    def __init__(self, db: Database, ledger: Ledger, placeholders: Placeholders, runs: Runs) -> None:
        self._db = db
        self._ledger = ledger
        self._placeholders = placeholders
        self._runs = runs
        self._open: dict[str, str] = {}

    def remember(self, outgoing: Outgoing) -> None:
        """Keeps the tokens this request issues, before anybody can answer with them."""
        if outgoing.scrubbed.new_entries:
            self._placeholders.add(outgoing.scrubbed.draft.conversation, outgoing.scrubbed.new_entries)

    async def attempt(self, sender: Sender, outgoing: Outgoing, attempt: int) -> AsyncGenerator[StreamEvent, None]:
        """One attempt with its ledger line: intent, sent, then how it ended."""
        if outgoing.route.adapter == HELPER.adapter:
            async with aclosing(sender.send(outgoing)) as events:
                async for event in events:
                    yield event
            return
        line = self._intent(outgoing, attempt)
        ended: Outcome | None = "cancelled"
        try:
            async with aclosing(sender.send(outgoing)) as events:
                async for event in events:
                    if isinstance(event, Accepted):
                        self._ledger.outcome(line, "sent", event.status, event.request_id)
                        self._runs.sent(outgoing.scrubbed.draft.run, request_id=event.request_id)
                    if isinstance(event, Finished):
                        ended = None  # from here on only ``done`` ends the line: the reader may close us before we run again
                    yield event
        except Fault as fault:
            ended = "unknown" if isinstance(fault, Unknown) else "failed"
            raise
        finally:
            if ended and self._open.get(outgoing.scrubbed.draft.run) == line:
                del self._open[outgoing.scrubbed.draft.run]  # whoever answers in its place has a line of its own, or none
                self._ledger.outcome(line, ended)

    def done(self, outgoing: Outgoing, reply: Reply) -> None:
        """Ends the line of the attempt that answered; joins the transaction that files the answer."""
        line = self._open.pop(outgoing.scrubbed.draft.run, None)
        if line:
            self._ledger.outcome(line, "done", request_id=reply.request_id)

    def _intent(self, outgoing: Outgoing, attempt: int) -> str:
        draft, route = outgoing.scrubbed.draft, outgoing.route
        line = LedgerLine(
            id=new_id(), run=draft.run, conversation=draft.conversation, attempt=attempt, at_ms=self._db.clock(),
            provider=route.provider, model=route.model, host=route.host, method=outgoing.method, url=outgoing.url,
            headers=outgoing.headers, body=outgoing.body, sha256=outgoing.sha256,
            replaced=tuple((r.token, r.kind) for r in outgoing.scrubbed.replacements), outcome="intent", status=None,
            request_id=None,
        )
        self._ledger.intent(line)
        self._open[draft.run] = line.id
        return line.id
