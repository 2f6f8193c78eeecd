"""From a scored answer to an entry of the review queue."""

from __future__ import annotations

from hybriddesk.records.way import Scored
from hybriddesk.records.work import Item, NewReview
from hybriddesk.review.queue import risk, sensitive
from hybriddesk.vault.reviews import Reviews
from hybriddesk.workflow.ageing import Waiting
from hybriddesk.workflow.gating import Gating

BESIDE = frozenset({"review.rule", "review.below_threshold"})
"""Gates that the judge's own reasons explain already; every other one is told first."""


class Filing:
    """Decides by rule whether a draft waits for a person, and files it."""

    def __init__(self, reviews: Reviews, gating: Gating, waiting: Waiting) -> None:
        self._reviews = reviews
        self._gating = gating
        self._waiting = waiting

    def file(self, scored: Scored, *, title: str, request: str, item: Item | None = None, turn: str | None = None,
             asked_for: bool = False) -> str:
        """Files the draft and returns the review entry's id. ``asked_for``: a person sent it here, so it waits in any case."""
        reply = scored.restored.reply
        scrubbed, route = reply.outgoing.scrubbed, reply.outgoing.route
        gated = self._gating.decide(scored)
        self._gating.note(scored, gated)
        sent_by = gated.reason
        drawn = (sent_by,) if sent_by and sent_by.code not in BESIDE else ()
        kinds = frozenset(replaced.kind for replaced in scrubbed.replacements)
        new = NewReview(
            conversation=scrubbed.draft.conversation, run=scrubbed.draft.run, item=item.id if item else None, turn=turn,
            workflow=scrubbed.draft.workflow, prompt_version=scrubbed.draft.prompt_version, provider=route.provider,
            model=reply.served_model or route.model, title=title, request=request, draft=scored.restored.text,
            draft_scrubbed=reply.text, confidence=scored.confidence, reasons=(*drawn, *scored.reasons),
            needs_person=asked_for or sent_by is not None, hidden_count=len(scrubbed.replacements),
            sample=item.sample if item else False,
        )
        base, lane = risk(scored, kinds), sensitive(kinds)
        return self._waiting.file(new, base, sensitive=lane)

    def needs(self, scored: Scored) -> bool:
        """Whether a rule sends this answer to a person."""
        return self._gating.decide(scored).reason is not None
