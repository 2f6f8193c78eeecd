"""One act over many drafts: look it over, decide, take it back. In small steps, so that other work gets its turn in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import anyio.lowlevel

from hybriddesk.privacy.slots import slots
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Action, NewDecision, ReviewRow
from hybriddesk.review.sampling import drawn
from hybriddesk.review.words import edit_distance
from hybriddesk.vault.bulk import MOST, Outcome, Together
from hybriddesk.vault.database import Database
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews
from hybriddesk.workflow.overlapping import Overlapping

T = TypeVar("T")

STEP = 20
"""Decisions in one transaction: about 20 ms of the engine's time."""


class Bulk:
    """Approves drafts as they stand, sends them back or escalates them, many at once."""

    def __init__(self, db: Database, reviews: Reviews, finals: Finals, placeholders: Placeholders, overlapping: Overlapping) -> None:
        self._db, self._reviews, self._finals = db, reviews, finals
        self._placeholders, self._overlapping = placeholders, overlapping

    @property
    def person(self) -> str:
        """Who decides."""
        return self._overlapping.person

    async def look_over(self, ids: Sequence[str]) -> Together:
        """What the selection holds. Raises ``Refused('review.too_many')``."""
        if len(ids) > MOST:
            raise Refused("review.too_many", count=len(ids), most=MOST)
        return self._reviews.look_over(ids, self.person)

    async def sample(self, ids: Sequence[str]) -> tuple[tuple[ReviewRow, str], ...]:
        """Some of the drafts, drawn at random: the row and the draft with its hidden values hidden."""
        rows = self._reviews.rows(drawn(ids))
        return tuple((row, self._reviews.get(row.id).draft_scrubbed) for row in rows)

    async def approve(self, ids: Sequence[str], seconds: float) -> Outcome:
        """Approves each draft word for word; ``seconds`` is what the person took for all of them."""
        return await self._decide("approve", ids, "", seconds)

    async def approve_edited(self, texts: Sequence[tuple[str, str]], seconds: float) -> Outcome:
        """Approves each entry with its own text: ``(id, text)``."""
        each = seconds / max(len(texts), 1)
        return await self._carry_out(texts, lambda pair: self._edited(*pair, each))

    def _edited(self, one: str, text: str, seconds: float) -> NewDecision:
        distance = edit_distance(self._reviews.get(one).draft, text)
        return NewDecision(one, "edit", text, "", distance.words, distance.chars, seconds)

    async def send_back(self, ids: Sequence[str], reason: str, seconds: float) -> Outcome:
        """Rejects each draft with one reason."""
        return await self._decide("return", ids, reason, seconds)

    async def escalate(self, ids: Sequence[str], reason: str, seconds: float) -> Outcome:
        """Leaves each draft to somebody else, with one reason."""
        return await self._decide("escalate", ids, reason, seconds)

    async def _decide(self, action: Action, ids: Sequence[str], note: str, seconds: float) -> Outcome:
        each, same = seconds / max(len(ids), 1), 0.0 if action == "approve" else None
        return await self._carry_out(ids, lambda one: NewDecision(one, action, None, note, same, same, each))

    async def _carry_out(self, parts: Sequence[T], decision: Callable[[T], NewDecision]) -> Outcome:
        batch, done, left = new_id(), list[str](), list[str]()
        for start in range(0, len(parts), STEP):
            made = [decision(part) for part in parts[start : start + STEP]]
            with self._db.write():
                outcome = self._reviews.decide_together(made, self.person, batch)
                self._index([new.review for new in made if new.action in {"approve", "edit"} and new.review in outcome.done])
                for new in made:
                    if new.action != "escalate" and new.review in outcome.done:
                        self._overlapping.draw(new.review)
            done += outcome.done
            left += outcome.left
            await anyio.lowlevel.checkpoint()
        return Outcome(batch, tuple(done), tuple(left))

    def _index(self, ids: Sequence[str]) -> None:
        for one in ids:
            review = self._reviews.get(one)
            entries = self._placeholders.known(review.conversation).entries
            self._finals.index(one, slots(review.request, entries), slots(review.final or "", entries))
