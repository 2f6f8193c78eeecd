"""Confidence for an answer, with what the store knows: past lengths and past finals."""

from __future__ import annotations

from functools import partial

import anyio.to_thread

from hybriddesk.knowledge.matching import query_for
from hybriddesk.records.way import Restored, Scored
from hybriddesk.review.confidence import score
from hybriddesk.review.history import LengthHistory
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.settings_table import Settings


class Scoring:
    """Hands ``review.score`` its inputs."""

    def __init__(self, reviews: Reviews, finals: Finals, settings: Settings) -> None:
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
        return await anyio.to_thread.run_sync(partial(
            score, restored, history=LengthHistory(lengths), match=self._match(source), source=source, threshold=self.threshold,
        ))

    def _match(self, source: str) -> float | None:
        past = self._finals.search(query_for(source), 1)
        return past[0].match if past else None
