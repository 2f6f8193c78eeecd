"""Confidence for an answer, with what the store knows: past lengths, past finals, and every decision the person made."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import anyio
import anyio.to_thread

from hybriddesk.knowledge.matching import query_for
from hybriddesk.records.asked import asked
from hybriddesk.records.way import Restored, Scored
from hybriddesk.review.assessing import Assessor, Past
from hybriddesk.review.confidence import score
from hybriddesk.review.hints import lesson
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.judging import Judgement
from hybriddesk.review.learner import EVERY, LAST
from hybriddesk.review.silent import SILENT
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.reviews import Reviews
from hybriddesk.workflow.gating import Gating
from hybriddesk.workflow.resting import QUIET, borne_out

HINTS = 1_000
"""Chat answers people reacted to that are learned from beside the decisions."""
AT_ONCE = 100
"""While fewer decisions than this were made, each one teaches at once; later every ``EVERY``."""


class Scoring:
    """Hands ``review.score`` its inputs, and refits the judge when there is enough to learn."""

    def __init__(self, reviews: Reviews, finals: Finals, assessments: Assessments, gating: Gating) -> None:
        self._reviews = reviews
        self._finals = finals
        self._assessments = assessments
        self._gating = gating
        self._assessor: Assessor | None = None
        self._learned_at = 0
        self._one_at_a_time: anyio.Lock | None = None

    @property
    def threshold(self) -> float:
        """Below this confidence a draft waits for a person."""
        return self._gating.threshold()

    async def score(self, restored: Restored) -> Scored:
        """The scored answer. The store is asked here; reading the long text and refitting happen in a worker thread."""
        return await self._scored(restored)

    async def _scored(
        self, restored: Restored, *, samples: tuple[str, ...] = (), judged: Judgement | None = None, again: bool = False,
    ) -> Scored:
        draft = restored.reply.outgoing.scrubbed.draft
        source = asked(draft.messages)
        lengths = self._reviews.draft_lengths(draft.workflow)
        self._one_at_a_time = self._one_at_a_time or anyio.Lock()
        async with self._one_at_a_time:
            assessor = await self._taught()
            scored = await anyio.to_thread.run_sync(partial(
                score, restored, history=LengthHistory(lengths), match=self._match(source), source=source, threshold=self.threshold,
                assessor=assessor, samples=samples, judged=judged, again=again, context=borne_out(restored),
            ))
        self._assessments.keep(draft.run, draft.workflow, draft.prompt_version, 1 - scored.confidence, scored.traits)
        return scored

    async def surer(self, scored: Scored, samples: tuple[str, ...], judged: Judgement | None) -> Scored:
        """The same answer judged again with paid evidence beside it; what was told of its request and silent faults stay in front, a failed
        check at the end. What must go to a person still must.
        """
        found = await self._scored(scored.restored, samples=samples, judged=judged, again=True)
        silent = tuple(one for one in scored.reasons if one.code in SILENT or not (one.code.startswith("review.") or one.code in QUIET))
        failed = tuple(reason for reason in scored.reasons if reason.code == "review.check_failed" or reason.code in QUIET)
        return replace(found, reasons=(*silent, *found.reasons, *failed), must_review=found.must_review or scored.must_review)

    async def _taught(self) -> Assessor:
        made = self._assessments.decisions()
        if self._assessor is None or made - self._learned_at >= (1 if made < AT_ONCE else EVERY):
            known, hints = self._assessments.past(LAST), self._assessments.hints(HINTS)
            past = [Past(workflow, traits, *found) for workflow, traits, signals in hints if (found := lesson(signals))]
            past += [Past(one.workflow, one.traits, one.bad, text=one.rejected) for one in known]
            self._assessor = await anyio.to_thread.run_sync(Assessor, past)
            self._learned_at = made
            self._gating.rejudged(self._assessor.learner.apart)
        return self._assessor

    def _match(self, source: str) -> float | None:
        past = self._finals.search(query_for(source), 1)
        return past[0].match if past else None
