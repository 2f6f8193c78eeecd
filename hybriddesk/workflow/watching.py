"""Looks for silent faults in every scored answer, with what the store knows of earlier ones."""

from __future__ import annotations

from dataclasses import replace

import anyio.to_thread

from hybriddesk.records.asked import asked
from hybriddesk.records.way import Scored
from hybriddesk.review.silent import SILENT, Answered, comparable, mark, silent
from hybriddesk.vault.answer_marks import AnswerMarks
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.senders import HELPER


class Watching:
    """A silent fault sends the answer to a person and, once the answer is filed, stands in the error log.

    The built-in helper has doubts of its own and is alike by nature: its answers are left to them.
    """

    def __init__(self, marks: AnswerMarks, log: ErrorLog) -> None:
        self._marks = marks
        self._log = log

    async def watched(self, scored: Scored) -> Scored:
        """The answer with its silent faults in front of all other reasons."""
        reply = scored.restored.reply
        draft, route = reply.outgoing.scrubbed.draft, reply.outgoing.route
        if route.adapter == HELPER.adapter:
            return scored
        kinds = frozenset(entry.kind for entry in reply.outgoing.scrubbed.entries)
        request = asked(draft.messages)
        found = await anyio.to_thread.run_sync(silent, Answered(
            scored.restored.text, request, draft.workflow, route.params.schema, kinds, self._same(scored, kinds), reply.finish == "stop",
        ))
        return replace(scored, reasons=(*found, *scored.reasons), must_review=True) if found else scored

    def note(self, scored: Scored) -> None:
        """Writes the silent faults of a filed answer; joins the transaction that files it."""
        reply = scored.restored.reply
        draft, route = reply.outgoing.scrubbed.draft, reply.outgoing.route
        for reason in scored.reasons:
            if reason.code in SILENT and route.adapter != HELPER.adapter:
                facts = {"provider": route.provider, "model": route.model, **{name: value for name, value in reason.facts.items() if name != "fault"}}
                self._log.silent(reason.code, facts, workflow=draft.workflow, run=draft.run)

    def _same(self, scored: Scored, kinds: frozenset[str]) -> int:
        """How many other prompts got this answer; and this one is remembered."""
        reply = scored.restored.reply
        draft = reply.outgoing.scrubbed.draft
        if not comparable(reply.text, draft.workflow):
            return 0
        marks = mark(asked(reply.outgoing.scrubbed.messages, "\n"), kinds), mark(reply.text, kinds)
        same = self._marks.others(draft.workflow, *marks)
        self._marks.add(draft.workflow, *marks, draft.run)
        return same
