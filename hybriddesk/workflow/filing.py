"""From a scored answer to an entry of the review queue."""

from __future__ import annotations

from hybriddesk.records.way import Reason, Scored
from hybriddesk.records.work import Item, NewReview
from hybriddesk.review.queue import gate, risk
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.settings_table import Settings


class Filing:
    """Decides by rule whether a draft waits for a person, and files it."""

    def __init__(self, reviews: Reviews, settings: Settings) -> None:
        self._reviews = reviews
        self._settings = settings

    def file(self, scored: Scored, *, title: str, request: str, item: Item | None = None, turn: str | None = None,
             asked_for: bool = False) -> str:
        """Files the draft and returns the review entry's id. ``asked_for``: a person sent it here, so it waits in any case."""
        reply = scored.restored.reply
        scrubbed, route = reply.outgoing.scrubbed, reply.outgoing.route
        sent_by = self._gate(scored)
        drawn = (sent_by,) if sent_by and sent_by.code == "review.random_check" else ()
        kinds = frozenset(replaced.kind for replaced in scrubbed.replacements)
        new = NewReview(
            conversation=scrubbed.draft.conversation, run=scrubbed.draft.run, item=item.id if item else None, turn=turn,
            workflow=scrubbed.draft.workflow, prompt_version=scrubbed.draft.prompt_version, provider=route.provider,
            model=reply.served_model or route.model, title=title, request=request, draft=scored.restored.text,
            draft_scrubbed=reply.text, confidence=scored.confidence, reasons=(*drawn, *scored.reasons),
            needs_person=asked_for or sent_by is not None, hidden_count=len(scrubbed.replacements),
            sample=item.sample if item else False,
        )
        return self._reviews.file(new, risk(scored, kinds))

    def needs(self, scored: Scored) -> bool:
        """Whether a rule sends this answer to a person."""
        return self._gate(scored) is not None

    def _gate(self, scored: Scored) -> Reason | None:
        threshold, share = self._settings.get("review.threshold"), self._settings.get("review.audit_share")
        assert isinstance(threshold, float)
        assert isinstance(share, float)
        run = scored.restored.reply.outgoing.scrubbed.draft.run
        return gate(scored, threshold=threshold, audit_share=share, run=run)
