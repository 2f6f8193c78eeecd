"""Confidence for an answer, with what the store knows: past lengths and past finals."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import anyio.to_thread

from hybriddesk.knowledge.matching import query_for
from hybriddesk.records.way import Restored, Scored
from hybriddesk.review.confidence import score
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.silent import Answered, comparable, mark, silent
from hybriddesk.vault.answer_marks import AnswerMarks
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.senders import HELPER


class Scoring:
    """Hands ``review.score`` its inputs."""

    def __init__(self, reviews: Reviews, finals: Finals, settings: Settings, marks: AnswerMarks) -> None:
        self._marks = marks
        self._reviews = reviews
        self._finals = finals
        self._settings = settings

    @property
    def threshold(self) -> float:
        """Below this confidence a draft waits for a person."""
        value = self._settings.get("review.threshold")
        assert isinstance(value, float)
        return value

    async def score(self, restored: Restored) -> Scored:
        """The scored answer. The store is asked here, the long text is read in a worker thread."""
        draft = restored.reply.outgoing.scrubbed.draft
        source = "\n\n".join(message.text for message in draft.messages if message.role == "user")
        lengths = self._reviews.draft_lengths(draft.workflow)
        scored = await anyio.to_thread.run_sync(partial(
            score, restored, history=LengthHistory(lengths), match=self._match(source), source=source, threshold=self.threshold,
        ))
        return await self._watched(scored, source)

    async def _watched(self, scored: Scored, source: str) -> Scored:
        """With its silent faults in front of all other reasons; one of them sends it to a person. The built-in helper has its own doubts."""
        reply = scored.restored.reply
        draft, route = reply.outgoing.scrubbed.draft, reply.outgoing.route
        if route.adapter == HELPER.adapter:
            return scored
        kinds = frozenset(entry.kind for entry in reply.outgoing.scrubbed.entries)
        found = await anyio.to_thread.run_sync(silent, Answered(
            scored.restored.text, source, draft.workflow, route.params.schema, kinds, self._same(scored, kinds), reply.finish == "stop",
        ))
        return replace(scored, reasons=(*found, *scored.reasons), must_review=True) if found else scored

    def _same(self, scored: Scored, kinds: frozenset[str]) -> int:
        """How many other prompts got this answer; and this one is remembered."""
        reply = scored.restored.reply
        draft = reply.outgoing.scrubbed.draft
        if not comparable(reply.text, draft.workflow):
            return 0
        asked = "\n".join(message.text for message in reply.outgoing.scrubbed.messages if message.role == "user")
        marks = mark(asked, kinds), mark(reply.text, kinds)
        same = self._marks.others(draft.workflow, *marks)
        self._marks.add(draft.workflow, *marks, draft.run)
        return same

    def _match(self, source: str) -> float | None:
        past = self._finals.search(query_for(source), 1)
        return past[0].match if past else None
